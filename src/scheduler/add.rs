//! Adding jobs.

use std::sync::Arc;

use crate::event::Event;
use crate::job::{Job, Options, Overlap, Work};
use crate::{Code, Schedule};

use super::leftover::Leftover;
use super::passed::slot_after;
use super::record::{Details, Record, State as Phase};
use super::{Millis, NEVER, Scheduler, tick};

/// When a job runs.
#[derive(Debug, Clone)]
pub(crate) enum Plan {
    Slots(Schedule),
    /// Once, so long from now.
    Timer(Millis),
    /// So long from now, and so long after each end.
    Again(Millis),
}

impl Plan {
    /// The schedule, and how long after each end.
    pub(super) fn parts(self) -> (Option<Schedule>, Option<Millis>) {
        match self {
            Self::Slots(schedule) => (Some(schedule), None),
            Self::Timer(_) => (None, None),
            Self::Again(length) => (None, Some(length)),
        }
    }
}

impl Scheduler {
    /// Adds a job. The error says what is wrong, and its kind.
    pub(crate) fn add(&self, plan: Plan, options: Option<Box<Options>>, work: Work) -> Result<Job, (Code, String)> {
        #[cfg(feature = "tokio")]
        let work = work.within(options.as_ref().and_then(|options| options.timeout))?;
        let shared = matches!(work, Work::Shared(_));
        if !shared && options.as_ref().is_some_and(|options| matches!(options.overlap, Overlap::Allow { .. })) {
            let message = "a task that may run several times at once is given with `run_shared`";
            return Err((Code::Expected, message.to_owned()));
        }
        let now = self.begins_at(&plan);
        let is_at_once = options.as_ref().is_some_and(|options| options.immediately);
        let enrolled = self.enroll(&plan, options.as_deref(), now);
        let next = match &enrolled {
            Some(enrolled) => enrolled.next,
            None if is_at_once => Some(now),
            None => self.first(&plan, now),
        };
        let Some(next) = next else {
            let message = format!("no slot is left after {}", self.now().format("%Y-%m-%d %H:%M:%S %Z"));
            return Err((Code::Never, message));
        };
        let (schedule, again_after) = plan.parts();
        let (task, shared) = match work {
            Work::Alone(task) => (Some(task), None),
            Work::Shared(task) => (None, Some(task)),
        };
        let mut details = options.map(|options| Box::new(Details { options: *options, ..Details::default() }));
        if again_after.is_some() || shared.is_some() {
            let details = details.get_or_insert_default();
            (details.again_after, details.shared) = (again_after, shared);
        }
        let mut record = Record { schedule, next, details, ..Record::new(task) };
        let Some(mut enrolled) = enrolled else { return self.insert(record, now) };
        record.state = if enrolled.paused { Phase::Paused } else { Phase::Active };
        record.details().kept = Some(std::mem::take(&mut enrolled.kept));
        let job = self.insert(record, now)?;
        self.enrolled(&job, enrolled);
        Ok(job)
    }

    fn insert(&self, record: Record, now: Millis) -> Result<Job, (Code, String)> {
        let options = record.options();
        let name = options.and_then(|options| options.name.clone());
        let replaces = options.is_some_and(|options| options.replacing);
        let mut state = self.0.lock();
        let mut left = Leftover::default();
        let mut gone = None;
        if let Some(name) = name {
            match state.jobs.named(&name) {
                Some((index, id)) if replaces => {
                    gone = Some(self.handle_in(&mut state, index, id));
                    state.jobs.end(index, id);
                    left = state.jobs.sweep(index, id);
                }
                Some(_) => {
                    drop(state);
                    Leftover::of(vec![record]).discard();
                    let message =
                        format!("there is a job named \"{name}\" already: `.replacing()` puts this in its place");
                    return Err((Code::Duplicate, message));
                }
                None => {}
            }
        }
        let is_earlier = record.next_at() < self.0.due.load(std::sync::atomic::Ordering::Acquire);
        let (index, id) = state.jobs.add(record);
        let job = Job { scheduler: Arc::downgrade(&self.0), index, id };
        // The clock is looked at here as well: a job is timed by what it says now.
        let jumped = now < tick::lowest(state.latest);
        self.0.see(&mut state, now);
        if is_earlier || gone.is_some() || jumped {
            self.0.publish(&mut state);
        }
        drop(state);
        left.discard();
        if let Some(job) = gone {
            self.tell_watchers(|| Event::Removed { job });
        }
        if jumped {
            self.notice(now);
        }
        self.tell_watchers(|| Event::Added { job: job.clone() });
        Ok(job)
    }

    /// Has every job timed anew where the clock was set back too far.
    fn notice(&self, now: Millis) {
        let decisions = self.decide(now);
        self.carry_out(decisions.due);
    }

    /// The first slot of a plan that begins now.
    pub(super) fn first(&self, plan: &Plan, now: Millis) -> Option<Millis> {
        match plan {
            Plan::Slots(schedule) => {
                if schedule.names_its_start() && schedule.includes(&self.time(now)) {
                    return Some(now);
                }
                slot_after(schedule, now, self.0.zone).ok().flatten()
            }
            Plan::Timer(length) | Plan::Again(length) => Some(now.saturating_add(*length)).filter(|at| *at < NEVER),
        }
    }

    /// Now; for a length of time the millisecond after, so that it is never cut short.
    pub(super) fn begins_at(&self, plan: &Plan) -> Millis {
        if let Plan::Slots(_) = plan {
            return self.millis();
        }
        let now = self.utc();
        let over = i64::from(!now.timestamp_subsec_nanos().is_multiple_of(1_000_000));
        now.timestamp_millis().saturating_add(over)
    }
}
