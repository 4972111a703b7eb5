//! A slot, a claim to it, and what is held after that.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

/// A slot of a job, by which everything is kept: `name@instant`.
///
/// ```
/// use chrono::{DateTime, TimeDelta};
/// use punctual::Slot;
///
/// let noon = DateTime::UNIX_EPOCH + TimeDelta::hours(12);
/// let slot = Slot::new("backup", noon).since(DateTime::UNIX_EPOCH);
/// assert_eq!(slot.to_string(), "backup@1970-01-01T12:00:00Z");
/// assert_eq!((slot.first, slot.at), (DateTime::UNIX_EPOCH, noon));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Slot {
    /// The name of the job.
    pub job: Arc<str>,
    /// The slot.
    pub at: DateTime<Utc>,
    /// The first of the slots that are decided with it, or `at`: a run that makes up for missed
    /// slots answers for them as well.
    pub first: DateTime<Utc>,
    /// Whether somebody asked for it by hand. Such a run answers for no slot of the schedule.
    pub by_hand: bool,
}

impl Slot {
    /// A slot that answers for itself.
    pub fn new(job: impl Into<Arc<str>>, at: DateTime<Utc>) -> Self {
        Self { job: job.into(), at, first: at, by_hand: false }
    }

    /// The same, for all slots from `first` on.
    #[must_use]
    pub fn since(self, first: DateTime<Utc>) -> Self {
        Self { first: first.min(self.at), ..self }
    }

    /// The same, for a run that somebody asked for.
    #[must_use]
    pub fn by_hand(self) -> Self {
        Self { by_hand: true, first: self.at, ..self }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.job, self.at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

/// What somebody says who wants to run a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The slot.
    pub slot: Slot,
    /// Who claims it: an id of its own for each start of a program.
    pub owner: Arc<str>,
    /// How long it is held unless it is renewed, by the clock of the store.
    pub lease: Duration,
    /// When the run begins.
    pub started: DateTime<Utc>,
    /// Whether a run that is cut off is closed as interrupted, instead of being run again.
    pub at_most_once: bool,
}

impl Claim {
    /// A claim of a run that begins at `started`.
    pub fn new(slot: Slot, owner: impl Into<Arc<str>>, lease: Duration, started: DateTime<Utc>) -> Self {
        Self { slot, owner: owner.into(), lease, started, at_most_once: false }
    }

    /// The same, for a run that is never repeated.
    #[must_use]
    pub fn at_most_once(self) -> Self {
        Self { at_most_once: true, ..self }
    }
}

/// A slot that was claimed. Its attempt tells its holder from earlier ones that still believe
/// that they hold it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Held {
    /// The slot, with the slots that it answers for: fewer than were claimed where some were
    /// decided meanwhile.
    pub slot: Slot,
    /// Who holds it.
    pub owner: Arc<str>,
    /// How often the slot was claimed, this time included.
    pub attempt: u32,
    /// How often a run of it was cut off.
    pub deaths: u32,
}

impl Held {
    /// What a store answers to a claim that it grants.
    pub fn new(claim: &Claim, first: DateTime<Utc>, attempt: u32, deaths: u32) -> Self {
        Self { slot: Slot { first, ..claim.slot.clone() }, owner: Arc::clone(&claim.owner), attempt, deaths }
    }
}
