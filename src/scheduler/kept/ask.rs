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

    /// How much history is kept.
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
    /// # Errors
    ///
    /// As for [`history`](Self::history).
    pub fn stored_jobs(&self) -> Result<Vec<StoredJob>, StoreError> {
        self.ask(Store::jobs)
    }

    /// Releases a slot from quarantine: it is run again. `false` when it is not there.
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
