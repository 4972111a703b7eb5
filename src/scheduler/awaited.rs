//! Carrying out a decision without blocking: what is due becomes a future.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use tokio::task::spawn_blocking;

use crate::clock;
use crate::event::Event;
use crate::job::{AsyncRun, By, Outcome, Run, SharedTask};

use super::perform::{Done, Running};
use super::tick::Due;
use super::{Pass, Scheduler, State, Work};

/// A decision on its way. One that is dropped there begins nothing more, and a run that is dropped
/// has failed: every slot is accounted for.
pub(crate) struct Going {
    scheduler: Scheduler,
    start: u64,
    stage: Stage,
}

enum Stage {
    /// It is decided; it may have waited for the end of a run.
    Due(Due),
    /// Its task is awaited.
    Runs {
        due: Due,
        run: Run,
        work: Work,
        by: By,
        began: Instant,
    },
    Over,
}

impl Going {
    /// A decision that is carried out as long as the scheduler is not stopped.
    pub(crate) fn new(scheduler: &Scheduler, start: u64, due: Due) -> Self {
        Self { scheduler: scheduler.clone(), start, stage: Stage::Due(due) }
    }

    /// Carries it out, and what waited for its end.
    pub(crate) async fn carry(self) {
        let mut begun = self.begin_apart().await;
        while let Some((mut going, run)) = begun {
            let outcome = run.await;
            going.end(outcome);
            begun = going.begin_apart().await;
        }
    }

    /// Up to where a task is to be awaited. A store is waited for where tasks may block.
    async fn begin_apart(mut self) -> Option<(Self, AsyncRun)> {
        let is_kept = self.scheduler.0.scribe.is_some();
        let begin = move || self.begin().map(|run| (self, run));
        if is_kept { spawn_blocking(begin).await.ok().flatten() } else { begin() }
    }

    /// The same on this thread, which waits.
    pub(crate) fn block(mut self) {
        if let Stage::Due(due) = std::mem::replace(&mut self.stage, Stage::Over) {
            self.scheduler.carry_out_while(Some(self.start), vec![due]);
        }
    }

    /// Up to where a task is to be awaited.
    fn begin(&mut self) -> Option<AsyncRun> {
        let Stage::Due(mut due) = std::mem::replace(&mut self.stage, Stage::Over) else { return None };
        let scheduler = &self.scheduler;
        let mut state = scheduler.0.lock();
        let work = scheduler.lead_up(&mut state, &mut due, Some(self.start), &mut Pass::default());
        scheduler.0.publish(&mut state);
        let mut work = work?;
        let by = By::Future(NEXT.fetch_add(1, Ordering::Relaxed));
        state.running.push(Running { index: due.index, id: due.id, at: due.at, by });
        drop(state);
        let (attempt, missed) = (due.attempt.into(), due.missed);
        let run = Run { scheduler: scheduler.clone(), index: due.index, id: due.id, at: due.at, attempt, missed };
        scheduler.tell_watchers(|| Event::Started { job: run.job(), slot: run.slot(), attempt });
        let task = match &mut work {
            Work::Shared(SharedTask::Async(task)) => task.begin(run.clone(), by),
            Work::Shared(SharedTask::Blocking(_)) | Work::Alone(_) => AsyncRun::of(by, work.call(&run)),
        };
        self.stage = Stage::Runs { due, run, work, by, began: clock::ticks() };
        Some(task)
    }

    /// Writes down what came of the run.
    fn end(&mut self, outcome: Outcome) {
        let Stage::Runs { due, run, work, by, began } = std::mem::replace(&mut self.stage, Stage::Over) else { return };
        let done = Done { work, outcome, took: Some(began.elapsed()), ended: self.scheduler.time_if_kept() };
        let scheduler = &self.scheduler;
        let mut state = scheduler.0.lock();
        let next = scheduler.conclude(&mut state, &run, &due, done, by, &mut Pass::default());
        scheduler.0.publish(&mut state);
        drop(state);
        if let Some(due) = next {
            self.stage = Stage::Due(due);
        }
    }
}

impl Drop for Going {
    fn drop(&mut self) {
        if matches!(self.stage, Stage::Over) {
            return;
        }
        // Whatever drives the scheduler is dropped, or its runtime: nothing begins any more.
        self.scheduler.turn_off(Some(self.start));
        if matches!(self.stage, Stage::Runs { .. }) {
            self.end(Outcome::Failed("dropped before its end: the scheduler is not served any more".into()));
        }
        drop(self.begin());
    }
}

/// One number a future.
static NEXT: AtomicU64 = AtomicU64::new(1);

impl State {
    /// Whether the task of a job is awaited.
    pub(crate) fn is_async(&self, due: &Due) -> bool {
        let details = self.jobs.get(due.index, due.id).and_then(|record| record.details.as_ref());
        details.is_some_and(|details| matches!(details.shared, Some(SharedTask::Async(_))))
    }
}
