//! What the running process does with its state: it says that it is there, keeps output, leaves
//! out what is to be skipped, and does what other processes ask for.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use punctual::{RunState, Store as _};

use super::jobs::Jobs;
use super::left_over;
use super::skips::Skips;
use crate::child::trace::Trace;
use crate::failure::Failure;
use crate::log::Log;
use crate::now;
use crate::os;
use crate::output;
use crate::state::{Act, BEAT, Keeper, Service, State};

/// The state while the jobs run.
#[derive(Debug)]
pub(super) struct Remembered {
    state: Arc<State>,
    service: Service,
    keeper: Keeper,
    log: Log,
    skips: Skips,
    /// The version of the state that was looked at last.
    seen: Option<i64>,
    /// When it said last that it is there: the clock may be set meanwhile.
    beat: Instant,
}

impl Remembered {
    pub(super) fn begin(state: State, kill_after: Duration, log: &Log) -> Result<Self, Failure> {
        let now = now::or_now(None).timestamp_millis();
        let pid = std::process::id();
        // In a container that was killed, the one before had our number.
        if let Some(other) = state.service(now)?.filter(|other| other.pid != pid && os::is_there(other.pid)) {
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
        let service = Service { owner: format!("{pid}-{now}"), pid, since: now };
        state.beat(&service, now)?;
        let remembered =
            Self { state, service, keeper, log: log.clone(), skips: Skips::default(), seen: None, beat: now::ticks() };
        remembered.skips.become_these(remembered.skips_to_come(now)?);
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
        if self.beat.elapsed() >= BEAT {
            self.state.beat(&self.service, now)?;
            self.beat = now::ticks();
        }
        for (job, slot) in self.skips.done() {
            self.state.forget_skip(&job, slot)?;
        }
        let version = self.state.version()?;
        if self.seen == Some(version) {
            return Ok(());
        }
        self.skips.become_these(self.skips_to_come(now)?);
        for request in self.state.requests(now)? {
            let (answer, job) = jobs.answer(&request);
            if self.state.take_on(&request, answer)?
                && let Some(job) = job
            {
                carry_out(request.act, job);
            }
        }
        // Only now: where the state could not be read, it is looked at again.
        self.seen = Some(version);
        Ok(())
    }

    /// The slots to leave out. One that has begun meanwhile is none of them: the next would be left
    /// out in its place.
    fn skips_to_come(&self, now: i64) -> Result<Vec<(String, i64)>, Failure> {
        let mut to_come = Vec::new();
        for (job, slot) in self.state.skips()? {
            let decided = if slot <= now { self.decided(&job, slot)? } else { None };
            let Some(state) = decided else {
                to_come.push((job, slot));
                continue;
            };
            if state != RunState::Skipped {
                self.log.warn(&job, "its slot had begun when somebody asked to skip it");
            }
            self.state.forget_skip(&job, slot)?;
        }
        Ok(to_come)
    }

    /// What was decided of this slot or a later one, if anything was.
    fn decided(&self, job: &str, slot: i64) -> Result<Option<RunState>, Failure> {
        // Of the latest, some are by hand.
        let runs = self.state.store.history(job, 20)?;
        let found = runs.iter().rev().find(|run| !run.slot.by_hand && run.slot.at.timestamp_millis() >= slot);
        Ok(found.map(|run| run.state))
    }

    /// Says that it does not run any more, once all is written.
    pub(super) fn end(self) {
        self.keeper.finish();
        if let Err(Failure::Cannot(why)) = self.state.leave(&self.service) {
            output::warn(&why);
        }
    }
}

/// Does what was asked for.
fn carry_out(act: Act, job: &punctual::Job) {
    match act {
        Act::Trigger => {
            let job = job.clone();
            // It may take long, and this thread has more to do.
            thread::spawn(move || job.run_now());
        }
        Act::Pause => {
            job.pause();
        }
        Act::Resume => {
            job.resume();
        }
    }
}
