//! Asking the process that runs the jobs.

use std::time::Duration;

use punctual::{Clock as _, SystemClock};

use crate::failure::Failure;
use crate::now;
use crate::state::{Act, Answer, State};

/// Asks the process that runs the jobs, and waits for its answer. Says whether it does it; where
/// none runs, none answers, or it does not run that job, it is to be done here.
pub(super) fn ask(state: &State, job: &str, act: Act) -> Result<bool, Failure> {
    const LOOK_AGAIN: Duration = Duration::from_millis(20);
    const LONGEST: Duration = Duration::from_secs(4);
    let now = now::or_now(None).timestamp_millis();
    if state.service(now)?.is_none() {
        return Ok(false);
    }
    let request = state.ask(job, act, now)?;
    let began = now::ticks();
    while began.elapsed() < LONGEST {
        if let Some(answer) = state.answer(&request)? {
            return Ok(answer == Answer::Done);
        }
        SystemClock.sleep(LOOK_AGAIN);
    }
    // Taken on at the last moment, it is not to be done twice.
    Ok(!state.take_back(&request)? && state.answer(&request)? == Some(Answer::Done))
}
