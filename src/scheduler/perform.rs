//! One run: the task is called, and what came of it is written down.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use parking_lot::MutexGuard;

use crate::clock;
use crate::event::Event;
use crate::job::{By, Job, Outcome, Run};

use super::leftover::Leftover;
use super::pass::Came;
use super::record::{Retry, State as Phase};
use super::tick::Due;
use super::{Millis, NEVER, Pass, Scheduler, State, Work};

/// A run that goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Running {
    pub(super) index: u32,
    pub(super) id: u64,
    pub(super) at: Millis,
    pub(super) by: By,
}

/// What a call gave back: the task, and how it went.
pub(super) struct Done {
    pub(super) work: Work,
    pub(super) outcome: Outcome,
    /// Where somebody wants to know.
    pub(super) took: Option<Duration>,
    /// When it ended, where that is kept.
    pub(super) ended: Option<DateTime<Utc>>,
}

/// What came of a run: more events, and what comes next, which is pending.
struct Ended {
    retried: Option<(u32, Duration)>,
    slow: bool,
    /// Its task said that it was the last.
    removed: bool,
    next: Option<Due>,
}

impl Scheduler {
    /// Runs the task of a job. The lock is not held meanwhile.
    pub(super) fn perform(
        &self,
        state: &mut MutexGuard<'_, State>,
        run: &mut Run,
        due: &Due,
        mut work: Work,
        by: By,
        pass: &mut Pass,
    ) -> Option<Due> {
        run.index = due.index;
        run.id = due.id;
        run.at = due.at;
        run.attempt = due.attempt.into();
        run.missed = due.missed;
        let is_timed = self.is_watched() || state.jobs.get(due.index, due.id).is_some_and(|it| it.details.is_some());
        state.running.push(Running { index: due.index, id: due.id, at: due.at, by });
        let done = MutexGuard::unlocked(state, || {
            self.tell_watchers(|| Event::Started { job: run.job(), slot: run.slot(), attempt: run.attempt });
            let began = is_timed.then(clock::ticks);
            let outcome = work.call(run);
            let took = began.map(|began| began.elapsed());
            Done { work, outcome, took, ended: self.time_if_kept() }
        });
        self.conclude(state, run, due, done, by, pass)
    }

    /// Writes down what came of a run, and tells it. What comes at its end is returned.
    pub(super) fn conclude(
        &self,
        state: &mut MutexGuard<'_, State>,
        run: &Run,
        due: &Due,
        done: Done,
        by: By,
        pass: &mut Pass,
    ) -> Option<Due> {
        let Done { work, outcome, took, ended: at } = done;
        let is_good = is_good(&outcome);
        // Held until it is written and told: with no handle, a job that is over leaves nothing.
        let is_held = !is_good || at.is_some() || self.is_watched();
        let job = is_held.then(|| self.handle_in(state, due.index, due.id));
        let (mut ended, left) = self.finish(state, due, work, &outcome, took, by);
        self.write_end(state, due, &outcome, ended.retried.map(|(_, after)| after), at);
        if at.is_some() {
            ended.next = state.cut_off_before(due, ended.next);
        }
        pass.note(due, if is_good { Came::Ran } else { Came::Failed });
        if job.is_some() || !left.is_empty() {
            let took = took.unwrap_or_default();
            MutexGuard::unlocked(state, || {
                if let Some(job) = job {
                    self.tell_outcome(run, &job, outcome, took, &ended);
                }
                left.discard();
            });
        }
        if ended.next.is_none() {
            self.end_if_spent(state, due);
        }
        ended.next
    }

    /// The moment now, where a store wants to know.
    pub(super) fn time_if_kept(&self) -> Option<DateTime<Utc>> {
        self.0.scribe.as_ref().map(|_| self.utc())
    }

    fn tell_outcome(&self, run: &Run, job: &Job, outcome: Outcome, took: Duration, ended: &Ended) {
        let (slot, attempt) = (run.slot(), run.attempt);
        let job = || job.clone();
        match outcome {
            Outcome::Done | Outcome::Break => self.tell(|| Event::Finished { job: job(), slot, took }),
            Outcome::Failed(error) => self.tell(|| Event::Failed { job: job(), slot, attempt, error }),
            Outcome::Panicked(message) => self.tell(|| Event::Panicked { job: job(), slot, attempt, message }),
        }
        if ended.slow {
            self.tell_watchers(|| Event::Slow { job: job(), slot, took });
        }
        if let Some((attempt, after)) = ended.retried {
            self.tell_watchers(|| Event::Retried { job: job(), slot, attempt, after });
        }
        if ended.removed {
            self.tell_watchers(|| Event::Removed { job: job() });
        }
    }

    /// Puts the task back, and writes down what came of the run.
    fn finish(
        &self,
        state: &mut MutexGuard<'_, State>,
        due: &Due,
        work: Work,
        outcome: &Outcome,
        took: Option<Duration>,
        by: By,
    ) -> (Ended, Leftover) {
        let mut ended = Ended { retried: None, slow: false, removed: false, next: None };
        let needs_now =
            state.jobs.get(due.index, due.id).and_then(|record| record.details.as_ref()).is_some_and(|it| {
                it.again_after.is_some()
                    || it.options.min_gap.is_some()
                    || (it.options.retries > 0 && !is_good(outcome))
            });
        // A clock may be code of the user.
        let now = if needs_now { MutexGuard::unlocked(state, || self.millis()) } else { 0 };
        // From here on the lock is held until the end is written down: who waits for the run finds it so.
        let place = state.running.iter().rposition(|it| it.id == due.id && it.at == due.at && it.by == by);
        if let Some(place) = place {
            state.running.swap_remove(place);
        }
        self.0.ended.notify_all();
        let State { jobs, .. } = &mut **state;
        let Some(record) = jobs.get_mut(due.index, due.id) else { return (ended, Leftover::default()) };
        let before = record.next_at();
        let borrowed = record.take_back(work);
        record.last = due.at;
        match outcome {
            Outcome::Done | Outcome::Break => record.ran = record.ran.saturating_add(1),
            Outcome::Failed(error) | Outcome::Panicked(error) => {
                let details = record.details();
                details.failed = details.failed.saturating_add(1);
                details.last_error = Some(Arc::clone(error));
            }
        }
        let is_over = record.state == Phase::Over;
        let mut at = None;
        if let Some(details) = &mut record.details {
            details.took = took;
            let slow = took.zip(details.options.warn_after).is_some_and(|(took, most)| took > millis(most));
            ended.slow = slow;
            details.resting_until = details.options.min_gap.map(|gap| now.saturating_add(gap));
            if !is_good(outcome) && u32::from(due.attempt) <= details.options.retries && !is_over {
                let attempt = due.attempt.saturating_add(1);
                let wait = details.options.wait_before(attempt.into());
                let by_hand = due.is_by_hand();
                // It takes the place of one that waits.
                details.give_up();
                details.retry = Some(Retry { at: now.saturating_add(wait), slot: due.at, attempt, by_hand });
                ended.retried = Some((attempt.into(), millis(wait)));
            } else if let Some(again) = details.again_after
                && record.next == NEVER
                && !is_over
            {
                record.next = now.saturating_add(again);
            }
            ended.next = details.waiting.pop_front();
            record.pending = record.pending.saturating_add(ended.next.is_some().into());
            at = Some(record.next_at()).filter(|at| *at != before);
        }
        // What did not change is in the queue already: a run adds nothing to it.
        if let Some(at) = at {
            jobs.queue.push(at, due.index);
        }
        ended.removed = matches!(outcome, Outcome::Break) && jobs.end(due.index, due.id);
        let mut left = jobs.sweep(due.index, due.id);
        left.keep(borrowed);
        if needs_now {
            self.0.see(state, now);
            self.0.publish(state);
        }
        (ended, left)
    }

    /// Ends a job of which nothing will come any more.
    pub(super) fn end_if_spent(&self, state: &mut MutexGuard<'_, State>, due: &Due) {
        let record = state.jobs.get(due.index, due.id);
        let Some(record) = record.filter(|it| it.next == NEVER) else { return };
        if record.is_spent() && state.jobs.end(due.index, due.id) {
            MutexGuard::unlocked(state, || self.tell_watchers(|| Event::Removed { job: self.job_of(due) }));
        }
        let left = state.jobs.sweep(due.index, due.id);
        MutexGuard::unlocked(state, || left.discard());
    }
}

fn is_good(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Done | Outcome::Break)
}

fn millis(length: Millis) -> Duration {
    Duration::from_millis(u64::try_from(length).unwrap_or(0))
}

/// What those who wait for the end of runs ask.
impl State {
    /// Whether a run goes on that is another's.
    pub(crate) fn runs_beside(&self, by: By) -> bool {
        self.running.iter().any(|run| run.by != by)
    }

    /// The runs of others: place, number and slot of each.
    pub(crate) fn runs_of_others(&self, by: By) -> Vec<(u32, u64, Millis)> {
        self.running.iter().filter(|run| run.by != by).map(|run| (run.index, run.id, run.at)).collect()
    }
}
