//! What the running process does with its state: it says that it is there, keeps output, leaves
//! out what is to be skipped, and does what other processes ask for.

use std::sync::Arc;
use std::time::Duration;

use super::jobs::Jobs;
use super::left_over;
use super::skips::Skips;
use crate::child::trace::Trace;
use crate::failure::Failure;
use crate::log::Log;
use crate::now;
use crate::os;
use crate::output;
use crate::state::{BEAT, Keeper, Service, State};

/// The state while the jobs run.
#[derive(Debug)]
pub(super) struct Remembered {
    state: Arc<State>,
    service: Service,
    keeper: Keeper,
    skips: Skips,
    /// The version of the state that was looked at last.
    seen: Option<i64>,
    beat: i64,
}

impl Remembered {
    pub(super) fn begin(state: State, kill_after: Duration, log: &Log) -> Result<Self, Failure> {
        let now = now::or_now(None).timestamp_millis();
        if let Some(other) = state.service(now)?.filter(|other| os::is_there(other.pid)) {
            log.warn(
                "",
                &format!(
                    "process {} runs these jobs with this state as well: each slot runs once, in one of them",
                    other.pid
                ),
            );
        }
        left_over::end(&state.path, kill_after, log);
        let state = Arc::new(state);
        let cannot = |error: std::io::Error| Failure::Cannot(format!("the jobs cannot be run: {error}"));
        let keeper = Keeper::start(&state).map_err(cannot)?;
        let pid = std::process::id();
        let service = Service { owner: format!("{pid}-{now}"), pid, since: now };
        state.beat(&service, now)?;
        let remembered = Self { state, service, keeper, skips: Skips::default(), seen: None, beat: now };
        remembered.skips.become_these(remembered.state.skips()?);
        Ok(remembered)
    }

    pub(super) fn skips(&self) -> Skips {
        self.skips.clone()
    }

    /// Where runs leave their traces.
    pub(super) fn trace(&self) -> Trace {
        Trace::new(self.keeper.sender(), &self.state.path)
    }

    /// Looks whether something is asked for, and does it.
    pub(super) fn look(&mut self, jobs: &Jobs) {
        if let Err(Failure::Cannot(why)) = self.try_look(jobs) {
            output::warn(&why);
        }
    }

    fn try_look(&mut self, jobs: &Jobs) -> Result<(), Failure> {
        let now = now::or_now(None).timestamp_millis();
        if now.saturating_sub(self.beat) >= BEAT {
            self.state.beat(&self.service, now)?;
            self.beat = now;
        }
        for (job, slot) in self.skips.done() {
            self.state.forget_skip(&job, slot)?;
        }
        let version = self.state.version()?;
        if self.seen == Some(version) {
            return Ok(());
        }
        self.seen = Some(version);
        self.skips.become_these(self.state.skips()?);
        for request in self.state.requests(now)? {
            let (answer, job) = jobs.answer(&request);
            if self.state.take_on(&request, answer)?
                && let Some(job) = job
            {
                Jobs::carry_out(request.act, job);
            }
        }
        Ok(())
    }

    /// Says that it does not run any more, once all is written.
    pub(super) fn end(self) {
        self.keeper.finish();
        if let Err(Failure::Cannot(why)) = self.state.leave(&self.service) {
            output::warn(&why);
        }
    }
}
