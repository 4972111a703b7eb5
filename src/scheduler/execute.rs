//! Carrying out what was decided. User code runs here, and no lock is held while it does.

use std::fmt;
use std::sync::Arc;
use std::thread::{self, ThreadId};
use std::time::Duration;

use parking_lot::MutexGuard;

use crate::clock;
use crate::event::{Event, Why};
use crate::job::{Condition, Outcome, Overlap, Run, SharedTask, Task};

use super::jobs::{Leftover, Retry, State as Phase};
use super::tell::{discard, quietly};
use super::tick::{Decisions, Due, Verdict, tick};
use super::{Millis, NEVER, Scheduler, State};

/// What a pass did: [`run_pending`](Scheduler::run_pending) and its like return it.
///
/// ```
/// use punctual::Scheduler;
///
/// let scheduler = Scheduler::new();
/// scheduler.every(1).hour().run(|| ())?;
/// scheduler.every(1).hour().run(|| Err::<(), _>("no"))?;
/// let pass = scheduler.run_all();
/// assert_eq!((pass.ran, pass.failed, pass.missed, pass.skipped), (1, 1, 0, 0));
/// assert_eq!(pass.to_string(), "1 ran, 1 failed");
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Pass {
    /// Runs that ended well.
    pub ran: u64,
    /// Runs that returned an error or panicked.
    pub failed: u64,
    /// Slots that passed without a run.
    pub missed: u64,
    /// Slots without a run, for a reason: see [`Why`].
    pub skipped: u64,
}

impl Pass {
    pub(super) fn add(&mut self, other: Self) {
        self.ran = self.ran.saturating_add(other.ran);
        self.failed = self.failed.saturating_add(other.failed);
        self.missed = self.missed.saturating_add(other.missed);
        self.skipped = self.skipped.saturating_add(other.skipped);
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ran", self.ran)?;
        for (count, what) in [(self.failed, "failed"), (self.missed, "missed"), (self.skipped, "skipped")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

/// A run that goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Running {
    pub(super) index: u32,
    pub(super) id: u64,
    pub(super) at: Millis,
    pub(super) thread: ThreadId,
}

/// What to do for a decision.
enum Begin {
    Go(Work),
    /// These must be asked first.
    Ask(Vec<Condition>),
    /// It comes after the run that goes on.
    Wait,
    Missed,
    Skip(Why),
    Parked,
}

enum Work {
    Alone(Task),
    Shared(SharedTask),
}

/// What came of a run: more events, and a slot that waited for its end.
struct Ended {
    retried: Option<(u32, Duration)>,
    slow: bool,
    waiting: Option<Due>,
}

impl Scheduler {
    /// Runs what is due, in order of slot, priority and age, on this thread.
    ///
    /// What is due is decided before anything runs: a job that is cancelled or paused by one
    /// before it in the same pass does not run, and one that is added waits for the next pass.
    /// When nothing is due, this costs a look at the clock, however many jobs there are.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
    /// scheduler.every(10).seconds().run(|| ())?;
    /// assert_eq!(scheduler.run_pending().ran, 0);
    /// clock.advance(Duration::from_secs(10));
    /// assert_eq!(scheduler.run_pending().ran, 1);
    /// assert_eq!(scheduler.run_pending().ran, 0);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[inline]
    pub fn run_pending(&self) -> Pass {
        let now = self.millis();
        if self.0.is_idle(now) { Pass::default() } else { self.run_due(now) }
    }

    #[inline(never)]
    fn run_due(&self, now: Millis) -> Pass {
        let decisions = self.decide(now);
        self.carry_out(decisions.due)
    }

    /// Decides on what is due, and tells of a jump of the clock.
    pub(crate) fn decide(&self, now: Millis) -> Decisions {
        let mut state = self.0.lock();
        let inner = &mut *state;
        let decisions = tick(&mut inner.jobs, &mut inner.latest, now, self.0.zone);
        self.0.publish(inner);
        drop(state);
        if let Some((from, to)) = decisions.jumped {
            let utc = |at| self.time(at).to_utc();
            self.tell(|| Event::ClockJumped { from: utc(from), to: utc(to) });
        }
        decisions
    }

    /// Carries out decisions on this thread, in their order.
    pub(crate) fn carry_out(&self, due: Vec<Due>) -> Pass {
        self.carry_out_while(None, due)
    }

    /// The same, on the thread of a start: once that is stopped, nothing begins any more.
    pub(crate) fn carry_out_while(&self, start: Option<u64>, due: Vec<Due>) -> Pass {
        let mut pass = Pass::default();
        if due.is_empty() {
            return pass;
        }
        let thread = thread::current().id();
        let mut run = Run { scheduler: self.clone(), index: 0, id: 0, at: 0, attempt: 1, missed: 0 };
        let mut state = self.0.lock();
        for due in due {
            self.carry(&mut state, &mut run, due, thread, start, &mut pass);
        }
        self.0.publish(&mut state);
        pass
    }

    /// Carries out one decision, and what waited for its end.
    fn carry(
        &self,
        state: &mut MutexGuard<'_, State>,
        run: &mut Run,
        due: Due,
        thread: ThreadId,
        start: Option<u64>,
        pass: &mut Pass,
    ) {
        let mut due = due;
        let mut is_pending = true;
        let mut asked = false;
        loop {
            // Looked at each time: it may have been stopped during a run that others waited for.
            if start.is_some_and(|start| !state.threads.is(start)) {
                due = due.stopped();
            }
            let begin = state.begin(&due, is_pending, asked);
            if due.missed > 0 && !asked {
                pass.missed = pass.missed.saturating_add(due.missed.into());
                self.tell_unlocked(state, || Event::Missed { job: self.job_of(&due), count: due.missed.into() });
            }
            match begin {
                Begin::Go(work) => match self.perform(state, run, &due, work, thread, pass) {
                    Some(waiting) => {
                        due = waiting;
                        (is_pending, asked) = (false, false);
                        continue;
                    }
                    None => return,
                },
                Begin::Ask(conditions) => {
                    asked = true;
                    match MutexGuard::unlocked(state, move || all_hold(conditions)) {
                        Ok(true) => continue,
                        Ok(false) => self.skip(state, &due, is_pending, Why::Condition, pass),
                        Err(message) => {
                            self.tell_unlocked_always(state, || Event::Panicked {
                                job: self.job_of(&due),
                                slot: self.time(due.at),
                                attempt: due.attempt.into(),
                                message,
                            });
                            self.skip(state, &due, is_pending, Why::Condition, pass);
                        }
                    }
                }
                Begin::Skip(why) => self.skip(state, &due, false, why, pass),
                Begin::Parked => self.tell_unlocked_always(state, || Event::Parked { job: self.job_of(&due) }),
                Begin::Missed => {
                    let State { jobs, latest, .. } = &mut **state;
                    jobs.come_again(due.index, due.id, *latest);
                }
                Begin::Wait => {}
            }
            // Others may have waited behind one that does not run.
            let Some(waiting) = state.jobs.next_waiting(due.index, due.id) else {
                self.end_if_spent(state, &due);
                return;
            };
            due = waiting;
            (is_pending, asked) = (false, false);
        }
    }

    fn skip(&self, state: &mut MutexGuard<'_, State>, due: &Due, is_pending: bool, why: Why, pass: &mut Pass) {
        let State { jobs, latest, .. } = &mut **state;
        if let Some(record) = jobs.get_mut(due.index, due.id) {
            if is_pending {
                record.pending = record.pending.saturating_sub(1);
            }
            let details = record.details();
            details.skipped = details.skipped.saturating_add(1);
        }
        jobs.come_again(due.index, due.id, *latest);
        pass.skipped = pass.skipped.saturating_add(1);
        self.tell_unlocked(state, || Event::Skipped { job: self.job_of(due), slot: self.time(due.at), why });
    }

    /// Runs the task of a job. The lock is not held meanwhile.
    fn perform(
        &self,
        state: &mut MutexGuard<'_, State>,
        run: &mut Run,
        due: &Due,
        mut work: Work,
        thread: ThreadId,
        pass: &mut Pass,
    ) -> Option<Due> {
        run.index = due.index;
        run.id = due.id;
        run.at = due.at;
        run.attempt = due.attempt.into();
        run.missed = due.missed;
        let is_timed = self.is_watched() || state.jobs.get(due.index, due.id).is_some_and(|it| it.details.is_some());
        state.running.push(Running { index: due.index, id: due.id, at: due.at, thread });
        let (outcome, took) = MutexGuard::unlocked(state, || {
            self.tell_watchers(|| Event::Started { job: run.job(), slot: run.slot(), attempt: run.attempt });
            let began = is_timed.then(clock::ticks);
            let outcome = quietly(|| match &mut work {
                Work::Alone(task) => task(run),
                Work::Shared(task) => task(run),
            });
            (outcome.unwrap_or_else(Outcome::Panicked), began.map(|began| began.elapsed()))
        });
        let (ended, left) = self.finish(state, due, work, &outcome, took, thread);
        let is_good = matches!(outcome, Outcome::Done | Outcome::Break);
        let count = if is_good { &mut pass.ran } else { &mut pass.failed };
        *count = count.saturating_add(1);
        if !is_good || self.is_watched() || !left.is_empty() {
            let took = took.unwrap_or_default();
            MutexGuard::unlocked(state, || {
                self.tell_outcome(run, outcome, took, &ended);
                discard(left);
            });
        }
        if ended.waiting.is_none() {
            self.end_if_spent(state, due);
        }
        ended.waiting
    }

    fn tell_outcome(&self, run: &Run, outcome: Outcome, took: Duration, ended: &Ended) {
        let (slot, attempt) = (run.slot(), run.attempt);
        match outcome {
            Outcome::Done | Outcome::Break => self.tell(|| Event::Finished { job: run.job(), slot, took }),
            Outcome::Failed(error) => self.tell(|| Event::Failed { job: run.job(), slot, attempt, error }),
            Outcome::Panicked(message) => self.tell(|| Event::Panicked { job: run.job(), slot, attempt, message }),
        }
        if ended.slow {
            self.tell_watchers(|| Event::Slow { job: run.job(), slot, took });
        }
        if let Some((attempt, after)) = ended.retried {
            self.tell_watchers(|| Event::Retried { job: run.job(), slot, attempt, after });
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
        thread: ThreadId,
    ) -> (Ended, Leftover) {
        let mut ended = Ended { retried: None, slow: false, waiting: None };
        let place = state.running.iter().rposition(|it| it.id == due.id && it.at == due.at && it.thread == thread);
        if let Some(place) = place {
            state.running.swap_remove(place);
        }
        if state.threads.are_on() {
            self.0.ended.notify_all();
        }
        let needs_now =
            state.jobs.get(due.index, due.id).and_then(|record| record.details.as_ref()).is_some_and(|it| {
                it.again_after.is_some()
                    || it.options.min_gap.is_some()
                    || (it.options.retries > 0 && !is_good(outcome))
            });
        // A clock may be code of the user.
        let now = if needs_now { MutexGuard::unlocked(state, || self.millis()) } else { 0 };
        let mut left = Leftover::default();
        let State { jobs, .. } = &mut **state;
        let Some(record) = jobs.get_mut(due.index, due.id) else { return (ended, left) };
        let before = record.next_at();
        match work {
            Work::Alone(task) => {
                record.task = Some(task);
                record.running = false;
            }
            Work::Shared(task) => {
                let details = record.details();
                details.shared_runs = details.shared_runs.saturating_sub(1);
                left.keep(task);
            }
        }
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
                details.retry = Some(Retry { at: now.saturating_add(wait), slot: due.at, attempt });
                ended.retried = Some((attempt.into(), millis(wait)));
            } else if let Some(again) = details.again_after
                && record.next == NEVER
                && !is_over
            {
                record.next = now.saturating_add(again);
            }
            ended.waiting = details.waiting.pop_front();
            at = Some(record.next_at()).filter(|at| *at != before);
        }
        // What did not change is in the queue already: a run adds nothing to it.
        if let Some(at) = at {
            jobs.queue.push(at, due.index);
        }
        if matches!(outcome, Outcome::Break) && jobs.end(due.index, due.id) {
            MutexGuard::unlocked(state, || self.tell_watchers(|| Event::Removed { job: self.job_of(due) }));
        }
        left.add(state.jobs.sweep(due.index, due.id));
        if needs_now {
            self.0.publish(state);
        }
        (ended, left)
    }

    /// Ends a job of which nothing will come any more.
    fn end_if_spent(&self, state: &mut MutexGuard<'_, State>, due: &Due) {
        let record = state.jobs.get(due.index, due.id);
        let Some(record) = record.filter(|it| it.next == NEVER) else { return };
        if record.is_spent() && state.jobs.end(due.index, due.id) {
            MutexGuard::unlocked(state, || self.tell_watchers(|| Event::Removed { job: self.job_of(due) }));
        }
        let left = state.jobs.sweep(due.index, due.id);
        MutexGuard::unlocked(state, || discard(left));
    }

    fn job_of(&self, due: &Due) -> crate::Job {
        self.handle(due.index, due.id)
    }

    /// Tells an event that concerns only those who listen.
    pub(super) fn tell_watchers(&self, event: impl FnOnce() -> Event) {
        if self.is_watched() {
            self.tell(event);
        }
    }

    fn tell_unlocked(&self, state: &mut MutexGuard<'_, State>, event: impl FnOnce() -> Event) {
        if self.is_watched() {
            MutexGuard::unlocked(state, || self.tell(event));
        }
    }

    fn tell_unlocked_always(&self, state: &mut MutexGuard<'_, State>, event: impl FnOnce() -> Event) {
        MutexGuard::unlocked(state, || self.tell(event));
    }
}

impl State {
    /// Begins the run of a slot, if nothing is against it.
    fn begin(&mut self, due: &Due, is_pending: bool, asked: bool) -> Begin {
        let Some(record) = self.jobs.get_mut(due.index, due.id) else { return Begin::Skip(Why::Cancelled) };
        let by_hand = due.verdict == Verdict::Now;
        if due.missed > 0 && !asked {
            let details = record.details();
            details.missed = details.missed.saturating_add(due.missed.into());
        }
        let against = match (due.verdict, record.state) {
            (Verdict::Missed, _) => Some(Begin::Missed),
            (Verdict::Parked, _) => Some(Begin::Parked),
            (Verdict::Skip(why), _) => Some(Begin::Skip(why)),
            (_, Phase::Over) => Some(Begin::Skip(Why::Cancelled)),
            (_, Phase::Paused) if !by_hand => Some(Begin::Skip(Why::Paused)),
            _ => None,
        };
        if against.is_none()
            && !by_hand
            && let Some(details) = &record.details
        {
            let is_resting = due.attempt == 1 && details.resting_until.is_some_and(|until| due.at < until);
            if !is_resting && !asked && !details.options.conditions.is_empty() {
                return Begin::Ask(details.options.conditions.clone());
            }
            if is_resting {
                if is_pending {
                    record.pending = record.pending.saturating_sub(1);
                }
                return Begin::Skip(Why::Resting);
            }
        }
        if is_pending {
            record.pending = record.pending.saturating_sub(1);
        }
        if let Some(against) = against {
            return against;
        }
        if let Some(task) = record.task.take() {
            record.running = true;
            return Begin::Go(Work::Alone(task));
        }
        let (rule, is_running) = (record.overlap(), record.running);
        let Some(details) = &mut record.details else { return Begin::Skip(Why::Overlap) };
        let at_most = if let Overlap::Allow { at_most } = rule { at_most.max(1) } else { 1 };
        if let Some(task) = details.shared.as_ref().filter(|_| details.shared_runs < at_most) {
            details.shared_runs = details.shared_runs.saturating_add(1);
            return Begin::Go(Work::Shared(Arc::clone(task)));
        }
        let waits = due.verdict == Verdict::RunAlso || (rule == Overlap::QueueOne && details.waiting.is_empty());
        if waits && (is_running || details.shared_runs > 0) {
            details.waiting.push_back(Due { missed: 0, ..*due });
            return Begin::Wait;
        }
        Begin::Skip(Why::Overlap)
    }
}

fn is_good(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Done | Outcome::Break)
}

fn millis(length: Millis) -> Duration {
    Duration::from_millis(u64::try_from(length).unwrap_or(0))
}

/// Whether all conditions say what they must, or the message of the one that panicked.
fn all_hold(conditions: Vec<Condition>) -> Result<bool, Arc<str>> {
    let held = quietly(|| conditions.iter().all(|condition| (condition.holds)() == condition.wanted));
    discard(conditions);
    held
}

/// What those who wait for the end of runs ask.
impl State {
    /// Whether a run goes on that is not the one of this thread.
    pub(crate) fn runs_beside(&self, thread: ThreadId) -> bool {
        self.running.iter().any(|run| run.thread != thread)
    }

    /// The runs on other threads: place, number and slot of each.
    pub(crate) fn runs_of_others(&self, thread: ThreadId) -> Vec<(u32, u64, Millis)> {
        self.running.iter().filter(|run| run.thread != thread).map(|run| (run.index, run.id, run.at)).collect()
    }
}
