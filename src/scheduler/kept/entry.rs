//! What is laid down for the store.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::store::{Claim, Ending, Held, NoRun, Slot, Store, StoreError, StoredJob};

use super::answer::Answer;

pub(super) type Granted = Result<Option<Held>, StoreError>;

/// Something that is asked of the store; it gives the answer itself.
pub(super) type Question = Box<dyn FnOnce(&dyn Store) + Send>;

/// Something to be done with the store.
pub(super) enum Entry {
    Claim(Claim, Arc<Answer<Granted>>),
    Ask(Question),
    Write(Write),
}

/// Something to be written down, which nobody waits for. It is tried until it is done.
pub(super) enum Write {
    /// A job, and where it is.
    Add(StoredJob, (u32, u64)),
    Change(StoredJob),
    GiveBack(Claim),
    Finish(Held, Ending, DateTime<Utc>),
    Record(Slot, NoRun, DateTime<Utc>),
}

impl Write {
    /// The job that it is about.
    pub(super) fn job(&self) -> &Arc<str> {
        match self {
            Self::Add(job, _) | Self::Change(job) => &job.name,
            Self::GiveBack(claim) => &claim.slot.job,
            Self::Finish(held, ..) => &held.slot.job,
            Self::Record(slot, ..) => &slot.job,
        }
    }
}
