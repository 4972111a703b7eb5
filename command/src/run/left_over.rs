//! Runs that an earlier process began, and that go on though it was killed.

use std::path::Path;
use std::time::Duration;

use punctual::{Clock as _, SystemClock};

use crate::child::trace;
use crate::log::Log;
use crate::now;
use crate::os::{self, End};

/// Ends what an earlier process left running, and says so: its runs are decided anew, and two of
/// a kind are not to go on side by side.
pub(super) fn end(state: &Path, kill_after: Duration, log: &Log) {
    const LOOK_AGAIN: Duration = Duration::from_millis(20);
    let left = os::orphans(|environment| trace::begun_by(environment, state));
    if left.is_empty() {
        return;
    }
    for (group, job) in &left {
        let number = group.number();
        log.warn(job, &format!("process {number}, a run that an earlier punctual left behind, is ended"));
        group.end(End::Ask);
    }
    let began = now::ticks();
    while began.elapsed() < kill_after && left.iter().any(|(group, _)| group.is_alive()) {
        SystemClock.sleep(LOOK_AGAIN);
    }
    for (group, _) in left {
        group.end(End::Kill);
    }
}
