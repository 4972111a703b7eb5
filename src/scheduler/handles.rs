//! Finding jobs, and what is done to several at once.

use std::sync::Arc;

use parking_lot::MutexGuard;

use crate::event::Event;
use crate::job::Job;

use super::leftover::Leftover;
use super::{Scheduler, State};

impl Scheduler {
    /// A handle, while the lock is held.
    pub(super) fn handle_in(&self, state: &mut MutexGuard<'_, State>, index: u32, id: u64) -> Job {
        if let Some(record) = state.jobs.get_mut(index, id) {
            record.handles = record.handles.saturating_add(1);
        }
        Job { scheduler: Arc::downgrade(&self.0), index, id }
    }

    /// A handle.
    pub(crate) fn handle(&self, index: u32, id: u64) -> Job {
        self.handle_in(&mut self.0.lock(), index, id)
    }

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
