//! Asking the process that runs the jobs.

use std::time::Duration;

use punctual::{Clock as _, SystemClock};

use crate::failure::Failure;
use crate::now;
use crate::state::{Act, Answer, State};

/// Asks the process that runs the jobs, and waits for its answer. Where none runs, or none answers,
/// the job is not there either, and it is to be done here.
pub(super) fn ask(state: &State, job: &str, act: Act) -> Result<Answer, Failure> {
    const LOOK_AGAIN: Duration = Duration::from_millis(20);
    const LONGEST: Duration = Duration::from_secs(4);
    let now = now::or_now(None).timestamp_millis();
    if state.service(now)?.is_none() {
        return Ok(Answer::NotHere);
    }
    let request = state.ask(job, act, now)?;
    let began = now::ticks();
    while began.elapsed() < LONGEST {
        if let Some(answer) = state.answer(&request)? {
            return Ok(answer);
        }
        SystemClock.sleep(LOOK_AGAIN);
    }
    // Taken on at the last moment, it is not to be done twice.
    let answer = if state.take_back(&request)? { None } else { state.answer(&request)? };
    Ok(answer.unwrap_or(Answer::NotHere))
}
