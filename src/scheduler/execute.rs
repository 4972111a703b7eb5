//! Carrying out what was decided. User code runs here, and no lock is held while it does.

use parking_lot::MutexGuard;

use crate::event::{Event, Why};
use crate::job::{By, Run};

use super::begin::{Begin, all_hold};
use super::pass::Came;
use super::tick::{Decisions, Due, tick};
use super::{Millis, Pass, Scheduler, State, Work};

impl Scheduler {
    /// Runs what is due, in order of slot, priority and age, on this thread.
    ///
    /// What is due is decided before anything runs: a job that is cancelled or paused by one
    /// before it in the same pass does not run, and one that is added waits for the next pass.
    /// A slot of a schedule with [`jitter`](crate::JobBuilder::jitter) is due a little later.
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
        self.tell_unknown();
        let decisions = self.decide(now);
        self.carry_out(decisions.due)
    }

    /// Decides on what is due, and tells of a jump of the clock.
    pub(crate) fn decide(&self, now: Millis) -> Decisions {
        let mut state = self.0.lock();
        let inner = &mut *state;
        let decisions = tick(&mut inner.jobs, &mut inner.latest, now);
        if decisions.jumped.is_some() {
            self.write_retimed(inner, now);
        }
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
        if due.is_empty() {
            return Pass::default();
        }
        let mut pass = Pass::of(self, due);
        let by = By::here();
        let mut run = Run { scheduler: self.clone(), index: 0, id: 0, at: 0, attempt: 1, missed: 0 };
        let mut state = self.0.lock();
        while let Some(due) = pass.next() {
            self.carry(&mut state, &mut run, due, by, start, &mut pass);
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
        by: By,
        start: Option<u64>,
        pass: &mut Pass,
    ) {
        let mut due = due;
        while let Some(work) = self.lead_up(state, &mut due, start, pass) {
            let Some(next) = self.perform(state, run, &due, work, by, pass) else { return };
            due = next;
        }
    }

    /// Up to where a task is to be called: that of the decision, or where it has no run, of one
    /// that waited behind it.
    pub(super) fn lead_up(
        &self,
        state: &mut MutexGuard<'_, State>,
        due: &mut Due,
        start: Option<u64>,
        pass: &mut Pass,
    ) -> Option<Work> {
        let mut is_pending = true;
        let mut asked = false;
        loop {
            // Looked at each time: it may have been stopped during a run that others waited for.
            if start.is_some_and(|start| !state.threads.is(start)) {
                *due = due.stopped();
            }
            let begin = state.begin(due, is_pending, asked);
            let begin = self.claim_first(state, due, begin, start);
            if due.missed > 0 && !asked && !matches!(begin, Begin::Nothing) {
                pass.note(due, Came::Missed);
                self.tell_unlocked(state, || Event::Missed { job: self.job_of(due), count: due.missed.into() });
            }
            match begin {
                Begin::Go(work) => return Some(work),
                Begin::Ask(conditions) => {
                    asked = true;
                    match MutexGuard::unlocked(state, move || all_hold(conditions)) {
                        Ok(true) => continue,
                        Ok(false) => self.skip(state, due, is_pending, Why::Condition, pass),
                        Err(message) => {
                            self.tell_unlocked_always(state, || Event::Panicked {
                                job: self.job_of(due),
                                slot: self.time(due.at),
                                attempt: due.attempt.into(),
                                message,
                            });
                            self.skip(state, due, is_pending, Why::Condition, pass);
                        }
                    }
                }
                Begin::Skip(why) => self.skip(state, due, false, why, pass),
                Begin::Parked => self.tell_unlocked_always(state, || Event::Parked { job: self.job_of(due) }),
                Begin::Missed => {
                    self.write_no_run(state, due, None);
                    let State { jobs, latest, .. } = &mut **state;
                    jobs.come_again(due.index, due.id, *latest);
                }
                Begin::Wait | Begin::Nothing => {}
            }
            // Others may have waited behind one that does not run.
            let Some(waiting) = state.jobs.next_waiting(due.index, due.id) else {
                self.end_if_spent(state, due);
                return None;
            };
            *due = waiting;
            (is_pending, asked) = (false, false);
        }
    }

    fn skip(&self, state: &mut MutexGuard<'_, State>, due: &Due, is_pending: bool, why: Why, pass: &mut Pass) {
        if is_pending && let Some(record) = state.jobs.get_mut(due.index, due.id) {
            record.pending = record.pending.saturating_sub(1);
        }
        if !self.write_no_run(state, due, Some(why)) {
            return;
        }
        let State { jobs, latest, .. } = &mut **state;
        if let Some(record) = jobs.get_mut(due.index, due.id) {
            let details = record.details();
            details.skipped = details.skipped.saturating_add(1);
        }
        jobs.come_again(due.index, due.id, *latest);
        pass.note(due, Came::Skipped(why));
        self.tell_unlocked(state, || Event::Skipped { job: self.job_of(due), slot: self.time(due.at), why });
    }

    pub(super) fn job_of(&self, due: &Due) -> crate::Job {
        self.handle(due.index, due.id)
    }
}
