//! Asking the process that runs the jobs.

use std::time::Duration;

use punctual::{Clock as _, SystemClock};

use crate::failure::Failure;
use crate::now;
use crate::state::{Act, State};

/// Asks the process that runs the jobs, and waits for its answer; `None` when none runs, or none
/// answers.
pub(super) fn ask(state: &State, job: &str, act: Act) -> Result<Option<String>, Failure> {
    const LOOK_AGAIN: Duration = Duration::from_millis(20);
    const LONGEST: Duration = Duration::from_secs(4);
    let now = now::or_now(None).timestamp_millis();
    if state.service(now)?.is_none() {
        return Ok(None);
    }
    let request = state.ask(job, act, now)?;
    let began = now::ticks();
    while began.elapsed() < LONGEST {
        if let Some(answer) = state.answer(&request)? {
            return Ok(Some(answer));
        }
        SystemClock.sleep(LOOK_AGAIN);
    }
    if state.take_back(&request)? {
        return Ok(None);
    }
    state.answer(&request)
}
