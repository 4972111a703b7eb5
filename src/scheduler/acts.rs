//! What one handle asks for: a look at its job, and what is done to it.

use std::sync::Arc;

use crate::Code;
use crate::event::Event;
use crate::job::Job;

use super::passed::slot_after;
use super::record::{Record, State as Phase};
use super::{NEVER, Plan, Scheduler};

impl Scheduler {
    pub(crate) fn look<T>(&self, job: &Job, at: impl FnOnce(&Record) -> T) -> Option<T> {
        self.0.lock().jobs.get(job.index, job.id).map(at)
    }

    /// One handle less.
    pub(crate) fn forget(&self, job: &Job) {
        let mut state = self.0.lock();
        if let Some(record) = state.jobs.get_mut(job.index, job.id) {
            record.handles = record.handles.saturating_sub(1);
            if record.handles == 0 && record.state == Phase::Over {
                let left = state.jobs.sweep(job.index, job.id);
                drop(state);
                left.discard();
            }
        }
    }

    pub(crate) fn cancel(&self, job: &Job) -> bool {
        let mut state = self.0.lock();
        let done = state.jobs.end(job.index, job.id);
        let left = state.jobs.sweep(job.index, job.id);
        self.0.publish(&mut state);
        drop(state);
        left.discard();
        if done {
            self.tell_watchers(|| Event::Removed { job: job.clone() });
        }
        done
    }

    pub(crate) fn pause(&self, job: &Job) -> bool {
        let mut state = self.0.lock();
        let done = match state.jobs.get_mut(job.index, job.id) {
            Some(record) if record.state == Phase::Active => {
                record.state = Phase::Paused;
                true
            }
            _ => false,
        };
        if done {
            self.write_job(&mut state, job.index, job.id, None);
        }
        self.0.publish(&mut state);
        drop(state);
        if done {
            self.tell_watchers(|| Event::Paused { job: job.clone() });
        }
        done
    }

    pub(crate) fn resume(&self, job: &Job) -> bool {
        let now = self.millis();
        let mut state = self.0.lock();
        let zone = self.0.zone;
        let Some(record) = state.jobs.get_mut(job.index, job.id).filter(|it| it.state == Phase::Paused) else {
            return false;
        };
        record.state = Phase::Active;
        if let Some(schedule) = &record.schedule {
            // A slot later than now was not missed; one that comes at once is kept.
            record.next = match record.next {
                next if record.starts_at() > now => next,
                _ => slot_after(schedule, now, zone).ok().flatten().unwrap_or(NEVER),
            };
        }
        if record.next <= now
            && let Some(again) = record.details.as_ref().and_then(|it| it.again_after)
        {
            record.next = now.saturating_add(again);
        }
        let next = record.next;
        let is_spent = record.is_spent();
        state.jobs.set_next(job.index, job.id, next);
        self.write_job(&mut state, job.index, job.id, Some(now));
        self.0.see(&mut state, now);
        let is_over = is_spent && state.jobs.end(job.index, job.id);
        let left = state.jobs.sweep(job.index, job.id);
        self.0.publish(&mut state);
        drop(state);
        left.discard();
        self.tell_watchers(|| Event::Resumed { job: job.clone() });
        if is_over {
            self.tell_watchers(|| Event::Removed { job: job.clone() });
        }
        true
    }

    pub(crate) fn retag(&self, job: &Job, tags: Vec<Arc<str>>) {
        self.0.lock().jobs.retag(job.index, job.id, tags);
    }

    /// Puts another plan in the place of a job's.
    pub(crate) fn replan(&self, index: u32, id: u64, plan: Plan) -> Result<(), (Code, String)> {
        let now = self.begins_at(&plan);
        let Some(next) = self.first(&plan, now) else {
            return Err((Code::Never, format!("no slot is left after {}", self.now())));
        };
        let mut state = self.0.lock();
        let mut before = None;
        if let Some(record) = state.jobs.live(index, id) {
            let (schedule, again) = plan.parts();
            before = std::mem::replace(&mut record.schedule, schedule);
            if again.is_some() || record.details.is_some() {
                let details = record.details();
                details.again_after = again;
                details.give_up();
            }
            state.jobs.set_next(index, id, next);
            self.write_schedule(&mut state, index, id, now);
            self.0.see(&mut state, now);
            self.0.publish(&mut state);
        }
        drop(state);
        drop(before);
        Ok(())
    }
}
