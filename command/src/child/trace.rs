//! What a run leaves behind for later: its output, and a mark by which it is found when it
//! outlives the process that began it.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use crate::state::Letter;

/// The variable that marks a process as begun for this state.
const MARK: &str = "PUNCTUAL_SERVICE";

/// Where a run leaves its traces.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    pub(crate) kept: SyncSender<Letter>,
    mark: Arc<str>,
}

impl Trace {
    pub(crate) fn new(kept: SyncSender<Letter>, state: &Path) -> Self {
        let mark = format!("{} {}", std::process::id(), place(state));
        Self { kept, mark: mark.into() }
    }

    /// The variable for a command.
    pub(crate) fn variable(&self) -> (&'static str, &str) {
        (MARK, &self.mark)
    }
}

/// The process that began one with these variables, if it was for this state; and the job.
pub(crate) fn begun_by(environment: &[u8], state: &Path) -> Option<(i32, String)> {
    let value = |name: &str| {
        let mut each = environment.split(|byte| *byte == 0).filter_map(|variable| std::str::from_utf8(variable).ok());
        each.find_map(|variable| variable.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
    };
    let mark = value(MARK)?;
    let (pid, path) = mark.split_once(' ')?;
    if path != place(state) {
        return None;
    }
    Some((pid.parse().ok()?, value("PUNCTUAL_JOB").unwrap_or_default()))
}

fn place(state: &Path) -> String {
    let whole = std::fs::canonicalize(state).unwrap_or_else(|_| state.to_owned());
    whole.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_found_again() {
        let state = Path::new("/nowhere/some where.db");
        let environment = b"PATH=/bin\0PUNCTUAL_SERVICE=17 /nowhere/some where.db\0PUNCTUAL_JOB=backup\0";
        assert_eq!(begun_by(environment, state), Some((17, "backup".to_owned())));
        assert_eq!(begun_by(environment, Path::new("/nowhere/other.db")), None);
        assert_eq!(begun_by(b"PATH=/bin\0", state), None);
        assert_eq!(begun_by(b"\xff\0\0=\0PUNCTUAL_SERVICE=\0", state), None);
    }
}
