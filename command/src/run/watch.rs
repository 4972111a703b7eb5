//! Whether a file has changed on disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Looks at a file again and again.
#[derive(Debug)]
pub(super) struct Watch {
    path: PathBuf,
    read: Option<Mark>,
    seen: Option<Mark>,
}

/// What tells two states of a file apart.
type Mark = (SystemTime, u64);

impl Watch {
    /// Begins with the file as it is.
    pub(super) fn new(path: &Path) -> Self {
        let mark = mark(path);
        Self { path: path.to_owned(), read: mark, seen: mark }
    }

    /// Whether it has become another, and stands still again: an editor may write it in pieces.
    pub(super) fn has_changed(&mut self) -> bool {
        let now = mark(&self.path);
        let is_still = now == self.seen;
        self.seen = now;
        let has_changed = is_still && now.is_some() && now != self.read;
        if has_changed {
            self.read = now;
        }
        has_changed
    }
}

fn mark(path: &Path) -> Option<Mark> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
