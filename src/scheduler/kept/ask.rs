//! What a program asks of its store.

use std::time::Duration;

use crate::store::{Retention, Slot, Store, StoreError, StoreFault, StoredJob, StoredRun};
use crate::{Scheduler, SchedulerBuilder};

impl SchedulerBuilder {
    /// Keeps jobs in a store, so that a restart, a crash or another copy of the program neither
    /// loses slots nor doubles them: those that have a name and a schedule. All others are as
    /// before.
    ///
    /// A job that is added under a name that the store has goes on from the last slot decided:
    /// slots that passed since are missed, see [`Missed`](crate::Missed). A run that was cut off
    /// is run again, unless the job is run
    /// [at most once](crate::JobBuilder::at_most_once).
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, MemoryStore, Scheduler};
    ///
    /// let (clock, store) = (ManualClock::new(&DateTime::UNIX_EPOCH), MemoryStore::new());
    /// let program = || Scheduler::builder().clock(clock.clone()).store(store.clone()).build();
    ///
    /// let scheduler = program();
    /// scheduler.every(1).hour().named("report").run(|| ())?;
    /// assert_eq!(scheduler.run_for(Duration::from_secs(2 * 3600)).ran, 2);
    /// drop(scheduler);
    ///
    /// // Down for three hours.
    /// clock.advance(Duration::from_secs(3 * 3600));
    /// let scheduler = program();
    /// scheduler.every(1).hour().named("report").run(|| ())?;
    /// let pass = scheduler.run_pending();
    /// assert_eq!((pass.ran, pass.missed), (1, 2));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn store(mut self, store: impl Store) -> Self {
        self.plans.store = Some(Box::new(store));
        self
    }

    /// How long a run is held by a program that does not say any more that it lives; 30 seconds
    /// by default. It says so twice in that time. After a crash, this is how long it takes until
    /// a run is taken up again.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.plans.lease = Some(lease);
        self
    }

    /// How long a run waits for the store before it is put off; 5 seconds by default.
    pub fn store_deadline(mut self, deadline: Duration) -> Self {
        self.plans.deadline = Some(deadline);
        self
    }

    /// How much history is kept of each job; see [`Retention`] for what it is by default.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, MemoryStore, Retention, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let builder = Scheduler::builder().clock(clock).zone(Tz::UTC).store(MemoryStore::new());
    /// let scheduler = builder.retention(Retention::all().runs(10)).build();
    /// scheduler.every(1).minute().named("poll").run(|| ())?;
    /// scheduler.run_for(Duration::from_secs(2 * 86_400));
    /// assert!(scheduler.history("poll", 10_000)?.len() < 2 * 1440);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn retention(mut self, retention: Retention) -> Self {
        self.plans.retention = retention;
        self
    }
}

impl Scheduler {
    /// What became of the latest so many slots of a job, the latest first.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, MemoryStore, RunState, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).store(MemoryStore::new()).build();
    /// scheduler.every(1).hour().named("report").run(|| Err::<(), _>("no paper"))?;
    /// scheduler.run_for(Duration::from_secs(3600));
    ///
    /// let history = scheduler.history("report", 10)?;
    /// assert_eq!(history[0].slot.to_string(), "report@1970-01-01T01:00:00Z");
    /// assert_eq!((history[0].state, history[0].error.as_deref()), (RunState::Failed, Some("no paper")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What keeps the store from answering; that there is none.
    pub fn history(&self, name: &str, at_most: usize) -> Result<Vec<StoredRun>, StoreError> {
        let name = name.to_owned();
        self.ask(move |store| store.history(&name, at_most))
    }

    /// What the store keeps of all jobs, by name, also of those that this program does not have.
    ///
    /// ```
    /// use punctual::{MemoryStore, Scheduler};
    ///
    /// let scheduler = Scheduler::builder().store(MemoryStore::new()).build();
    /// scheduler.every(1).hour().named("report").run(|| ())?;
    /// scheduler.every(1).hour().run(|| ())?; // without a name: not kept
    ///
    /// let jobs = scheduler.stored_jobs()?;
    /// assert_eq!(jobs.len(), 1);
    /// assert_eq!((&*jobs[0].name, &*jobs[0].schedule, jobs[0].paused), ("report", "every hour", false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`history`](Self::history).
    pub fn stored_jobs(&self) -> Result<Vec<StoredJob>, StoreError> {
        self.ask(Store::jobs)
    }

    /// Releases a slot from quarantine: it is run again. `false` when it is not there.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{Claim, MemoryStore, Scheduler, Slot, Store};
    ///
    /// let (store, slot) = (MemoryStore::new(), Slot::new("report", DateTime::UNIX_EPOCH));
    /// for _ in 0..3 {
    ///     // A program that begins it, and dies of it.
    ///     store.claim(&Claim::new(slot.clone(), "gone", Duration::ZERO, DateTime::UNIX_EPOCH))?;
    /// }
    /// store.recover("here", DateTime::UNIX_EPOCH)?;
    ///
    /// let scheduler = Scheduler::builder().store(store).build();
    /// assert!(scheduler.release(&slot)?);
    /// assert!(!scheduler.release(&slot)?); // it is there no more
    /// # Ok::<(), punctual::StoreError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`history`](Self::history).
    pub fn release(&self, slot: &Slot) -> Result<bool, StoreError> {
        let slot = slot.clone();
        let released = self.ask(move |store| store.release(&slot))?;
        if let Some(scribe) = &self.0.scribe {
            scribe.look_again();
        }
        Ok(released)
    }

    fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        match &self.0.scribe {
            Some(scribe) => scribe.ask(ask),
            None => Err(StoreError::new(StoreFault::Other, "this scheduler has no store")),
        }
    }
}
