//! Finding jobs, and what is done to several at once.

use std::sync::Arc;

use crate::event::Event;
use crate::job::Job;

use super::leftover::Leftover;
use super::passed::slot_after;
use super::record::{Record, State as Phase};
use super::{NEVER, Scheduler};

impl Scheduler {
    fn handles(&self, jobs: impl FnOnce(&super::Jobs) -> Vec<(u32, u64)>) -> Vec<Job> {
        let mut state = self.0.lock();
        let found = jobs(&state.jobs);
        found.into_iter().map(|(index, id)| self.handle_in(&mut state, index, id)).collect()
    }

    /// All jobs, the oldest first.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().tags(["mail", "nightly"]).named("digest").run(|| ())?;
    /// scheduler.every(1).day().tag("nightly").run(|| ())?;
    ///
    /// assert_eq!(scheduler.jobs().len(), 2);
    /// assert_eq!(scheduler.tagged("nightly").len(), 2);
    /// assert_eq!(scheduler.tagged_all(&["nightly", "mail"]).len(), 1);
    /// assert_eq!(scheduler.tagged_any(&["mail", "other"]).len(), 1);
    /// assert_eq!(scheduler.get("digest").unwrap().tags(), ["mail", "nightly"]);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn jobs(&self) -> Vec<Job> {
        self.handles(super::Jobs::all)
    }

    /// The jobs with this tag. The others are not looked at.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().tag("mail").named("digest").run(|| ())?;
    /// scheduler.every(1).day().run(|| ())?;
    /// let names: Vec<_> = scheduler.tagged("mail").iter().filter_map(|job| job.name()).collect();
    /// assert_eq!(names, ["digest"]);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn tagged(&self, tag: &str) -> Vec<Job> {
        self.handles(|jobs| jobs.tagged(tag))
    }

    /// The jobs with all of these tags.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().tags(["mail", "nightly"]).run(|| ())?;
    /// scheduler.every(1).day().tag("mail").run(|| ())?;
    /// assert_eq!(scheduler.tagged_all(&["mail", "nightly"]).len(), 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn tagged_all(&self, tags: &[&str]) -> Vec<Job> {
        self.handles(|jobs| jobs.tagged_all(tags))
    }

    /// The jobs with any of these tags.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().tags(["mail", "nightly"]).run(|| ())?;
    /// scheduler.every(1).day().tag("mail").run(|| ())?;
    /// assert_eq!(scheduler.tagged_any(&["mail", "nightly"]).len(), 2);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn tagged_any(&self, tags: &[&str]) -> Vec<Job> {
        self.handles(|jobs| jobs.tagged_any(tags))
    }

    /// The job with this name.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().named("backup").run(|| ())?;
    /// assert!(scheduler.get("backup").is_some());
    /// assert!(scheduler.get("other").is_none());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<Job> {
        self.handles(|jobs| jobs.named(name).into_iter().collect()).pop()
    }

    /// How many jobs there are.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().run(|| ())?;
    /// assert_eq!(scheduler.len(), 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.0.lock().jobs.len()
    }

    /// Whether there is no job.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// assert!(scheduler.is_empty());
    /// scheduler.every(1).day().run(|| ())?;
    /// assert!(!scheduler.is_empty());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Cancels the jobs with this tag, and says how many.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let digest = scheduler.every(1).day().tag("mail").run(|| ())?;
    /// assert_eq!(scheduler.pause_tagged("mail"), 1);
    /// assert!(digest.is_paused());
    /// assert_eq!(scheduler.resume_tagged("mail"), 1);
    /// assert_eq!(scheduler.cancel_tagged("mail"), 1);
    /// assert!(!digest.is_active());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn cancel_tagged(&self, tag: &str) -> usize {
        self.tagged(tag).iter().filter(|job| job.cancel()).count()
    }

    /// Pauses the jobs with this tag, and says how many.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).day().tag("mail").run(|| ())?;
    /// assert_eq!(scheduler.pause_tagged("mail"), 1);
    /// assert!(job.is_paused());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn pause_tagged(&self, tag: &str) -> usize {
        self.tagged(tag).iter().filter(|job| job.pause()).count()
    }

    /// Resumes the jobs with this tag, and says how many.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).day().tag("mail").run(|| ())?;
    /// job.pause();
    /// assert_eq!(scheduler.resume_tagged("mail"), 1);
    /// assert!(!job.is_paused());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn resume_tagged(&self, tag: &str) -> usize {
        self.tagged(tag).iter().filter(|job| job.resume()).count()
    }

    /// Cancels all jobs.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().run(|| ())?;
    /// scheduler.clear();
    /// assert!(scheduler.is_empty());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn clear(&self) {
        let mut left = Leftover::default();
        let mut gone = Vec::new();
        let mut state = self.0.lock();
        for (index, id) in state.jobs.all() {
            if self.is_watched() {
                gone.push(self.handle_in(&mut state, index, id));
            }
            state.jobs.end(index, id);
            left.add(state.jobs.sweep(index, id));
        }
        self.0.publish(&mut state);
        drop(state);
        left.discard();
        for job in gone {
            self.tell_watchers(|| Event::Removed { job });
        }
    }
}

/// What one handle asks for.
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
}
