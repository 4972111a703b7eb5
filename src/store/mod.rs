//! State that survives: what a store must do, and two that do it.

mod conformance;
mod error;
mod history;
mod job;
mod memory;
mod slot;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use conformance::store_conformance;
pub use error::{StoreError, StoreFault};
pub use history::{Ending, NoRun, Retention, RunState, StoredRun};
pub use job::StoredJob;
pub use memory::MemoryStore;
pub use slot::{Claim, Held, Slot};
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;

/// How often a run may be cut off before it is quarantined.
const DEATHS: u32 = 3;

/// Keeps jobs and what became of their slots, for one program or for several at once.
///
/// [`MemoryStore`] and `SqliteStore` are two. Another one is right when it passes
/// [`store_conformance`], which checks each of these:
///
/// - **One holder.** Of all who claim a slot, in whatever process, one is answered with a
///   [`Held`]. The others get `None`.
/// - **Decided once.** A slot that has a row is decided: it is granted again only when its row is
///   [open](RunState::is_open) and its lease has run out, or to the owner of a retry. A row
///   answers for `first` to `at`; a slot in between is refused as well. No two rows answer for
///   the same slot: `first` is moved past what was decided before.
/// - **Fenced.** Each grant raises the attempt. Renewing and finishing are refused to an owner or
///   an attempt that is not the latest.
/// - **One clock.** The clock of the store decides when a lease has run out: when it reaches its
///   end. All other times are those of the caller, kept to the millisecond.
/// - **Cut off.** A running row whose lease has run out was cut off. Taking it over counts a
///   death. It is never granted again when it was claimed at most once, nor after the third
///   death: [`recover`](Self::recover) closes it.
/// - **Whole or not at all.** Each call is a transaction, which lasts once it has returned. An
///   error may come after it was done: then doing it again is right, and changes nothing more.
/// - **By hand is apart.** A row by hand answers for no slot of the schedule.
pub trait Store: Send + Sync + 'static {
    /// Keeps each job unless there is one of its name, and returns what is kept, in their order.
    ///
    /// # Errors
    ///
    /// What keeps the store from doing it; this holds for all methods.
    fn add(&self, jobs: &[StoredJob]) -> Result<Vec<StoredJob>, StoreError>;

    /// Puts this in the place of what is kept of each job. Their rows stay; those for slots later
    /// than `since` answer for nothing before it.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn change(&self, jobs: &[StoredJob]) -> Result<(), StoreError>;

    /// What is kept of one job.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn job(&self, name: &str) -> Result<Option<StoredJob>, StoreError>;

    /// What is kept of all jobs, by name.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn jobs(&self) -> Result<Vec<StoredJob>, StoreError>;

    /// Claims a slot; `None` when it is another's, or decided.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add). It is unknown then who holds the slot, unless the claim is
    /// [given back](Self::give_back).
    fn claim(&self, claim: &Claim) -> Result<Option<Held>, StoreError>;

    /// Claims several slots, each as [`claim`](Self::claim) does, and in this order. A store that
    /// can does it in one piece, which costs little more than one of them: many jobs are due at
    /// the same time.
    ///
    /// # Errors
    ///
    /// As for [`claim`](Self::claim); it is unknown of all of them then.
    fn claim_all(&self, claims: &[Claim]) -> Result<Vec<Option<Held>>, StoreError> {
        claims.iter().map(|claim| self.claim(claim)).collect()
    }

    /// Gives back a claim that was not used, also one whose answer never came: who wants may
    /// claim the slot. It is no death.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn give_back(&self, claim: &Claim) -> Result<(), StoreError>;

    /// Holds a slot for so long from now; `false` when it was lost.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn renew(&self, held: &Held, lease: Duration) -> Result<bool, StoreError>;

    /// Writes down how a run ended; `false` when the slot was lost before.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn finish(&self, held: &Held, ending: &Ending, ended: DateTime<Utc>) -> Result<bool, StoreError>;

    /// Writes down how several runs ended, each as [`finish`](Self::finish) does, and in one piece
    /// where the store can.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn finish_all(&self, runs: &[(Held, Ending, DateTime<Utc>)]) -> Result<Vec<bool>, StoreError> {
        runs.iter().map(|(held, ending, ended)| self.finish(held, ending, *ended)).collect()
    }

    /// Writes down that a slot has no run; `false` when it was decided otherwise before.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn record(&self, slot: &Slot, reason: &NoRun, at: DateTime<Utc>) -> Result<bool, StoreError>;

    /// The rows whose lease has run out, by slot and job; those of `owner` are left alone. Those
    /// that may not be taken over are closed first, and returned as closed: interrupted when they
    /// were claimed at most once, quarantined when this is the third death.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn recover(&self, owner: &str, at: DateTime<Utc>) -> Result<Vec<StoredRun>, StoreError>;

    /// Releases a slot from quarantine: who wants may claim it, and its deaths are forgotten.
    /// `false` when it is not in quarantine.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn release(&self, slot: &Slot) -> Result<bool, StoreError>;

    /// The latest so many rows of a job, the latest first.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn history(&self, job: &str, at_most: usize) -> Result<Vec<StoredRun>, StoreError>;

    /// Removes rows of a job beyond the latest so many, and those for slots before an instant,
    /// and says how many. What is open or in quarantine stays, and the last slot decided.
    /// Rows by hand are counted apart.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add).
    fn retain(&self, job: &str, at_most: Option<u32>, before: Option<DateTime<Utc>>) -> Result<u64, StoreError>;
}

/// A store that is shared is a store.
impl<S: Store + ?Sized> Store for Arc<S> {
    fn add(&self, jobs: &[StoredJob]) -> Result<Vec<StoredJob>, StoreError> {
        (**self).add(jobs)
    }

    fn change(&self, jobs: &[StoredJob]) -> Result<(), StoreError> {
        (**self).change(jobs)
    }

    fn job(&self, name: &str) -> Result<Option<StoredJob>, StoreError> {
        (**self).job(name)
    }

    fn jobs(&self) -> Result<Vec<StoredJob>, StoreError> {
        (**self).jobs()
    }

    fn claim(&self, claim: &Claim) -> Result<Option<Held>, StoreError> {
        (**self).claim(claim)
    }

    fn claim_all(&self, claims: &[Claim]) -> Result<Vec<Option<Held>>, StoreError> {
        (**self).claim_all(claims)
    }

    fn give_back(&self, claim: &Claim) -> Result<(), StoreError> {
        (**self).give_back(claim)
    }

    fn renew(&self, held: &Held, lease: Duration) -> Result<bool, StoreError> {
        (**self).renew(held, lease)
    }

    fn finish(&self, held: &Held, ending: &Ending, ended: DateTime<Utc>) -> Result<bool, StoreError> {
        (**self).finish(held, ending, ended)
    }

    fn finish_all(&self, runs: &[(Held, Ending, DateTime<Utc>)]) -> Result<Vec<bool>, StoreError> {
        (**self).finish_all(runs)
    }

    fn record(&self, slot: &Slot, reason: &NoRun, at: DateTime<Utc>) -> Result<bool, StoreError> {
        (**self).record(slot, reason, at)
    }

    fn recover(&self, owner: &str, at: DateTime<Utc>) -> Result<Vec<StoredRun>, StoreError> {
        (**self).recover(owner, at)
    }

    fn release(&self, slot: &Slot) -> Result<bool, StoreError> {
        (**self).release(slot)
    }

    fn history(&self, job: &str, at_most: usize) -> Result<Vec<StoredRun>, StoreError> {
        (**self).history(job, at_most)
    }

    fn retain(&self, job: &str, at_most: Option<u32>, before: Option<DateTime<Utc>>) -> Result<u64, StoreError> {
        (**self).retain(job, at_most, before)
    }
}

/// A length of time as stores keep it.
fn lasting(length: Duration) -> i64 {
    // Far more than any lease, and it can be added to any instant.
    const LONGEST: i64 = 1_000_000_000_000_000;
    i64::try_from(length.as_millis()).unwrap_or(LONGEST).min(LONGEST)
}
