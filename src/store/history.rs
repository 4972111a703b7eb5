//! What became of slots, as it is kept.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Slot;

/// One row of the history: a slot, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredRun {
    /// The slot.
    pub slot: Slot,
    /// What became of it.
    pub state: RunState,
    /// Why it was skipped, in a word.
    pub why: Option<Arc<str>>,
    /// How often it was claimed; 0 for a slot without a run.
    pub attempt: u32,
    /// How often a run of it was cut off.
    pub deaths: u32,
    /// Whether a run that is cut off is not repeated.
    pub at_most_once: bool,
    /// Who claimed it last.
    pub owner: Option<Arc<str>>,
    /// When the last run began.
    pub started: Option<DateTime<Utc>>,
    /// When it ended, or when it was decided that there is none.
    pub ended: Option<DateTime<Utc>>,
    /// What the run that failed said.
    pub error: Option<Arc<str>>,
}

impl StoredRun {
    /// A row with nothing but this, for stores to fill in.
    pub fn new(slot: Slot, state: RunState) -> Self {
        Self {
            slot,
            state,
            why: None,
            attempt: 0,
            deaths: 0,
            at_most_once: false,
            owner: None,
            started: None,
            ended: None,
            error: None,
        }
    }
}

/// What became of a slot.
///
/// ```
/// use punctual::RunState;
///
/// assert_eq!(RunState::Quarantined.as_str(), "quarantined");
/// assert_eq!(RunState::of("ok"), Some(RunState::Ok));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunState {
    /// Somebody runs it, or did when the lease was renewed last.
    Running,
    /// It will be run again: it failed, was given back, or was released from quarantine.
    Retrying,
    /// It ended well.
    Ok,
    /// It failed.
    Failed,
    /// It has no run, for a reason.
    Skipped,
    /// It passed without a run.
    Missed,
    /// It was cut off, and is not repeated.
    Interrupted,
    /// It was cut off three times, and is not tried again unless somebody releases it.
    Quarantined,
}

impl RunState {
    const ALL: [Self; 8] = [
        Self::Running,
        Self::Retrying,
        Self::Ok,
        Self::Failed,
        Self::Skipped,
        Self::Missed,
        Self::Interrupted,
        Self::Quarantined,
    ];

    /// The word that stores keep.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Retrying => "retrying",
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Missed => "missed",
            Self::Interrupted => "interrupted",
            Self::Quarantined => "quarantined",
        }
    }

    /// The state of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether somebody holds it, or may take it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Running | Self::Retrying)
    }
}

impl fmt::Display for RunState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// Well.
    Ok,
    /// With this error.
    Failed(Arc<str>),
    /// With this error; its holder will claim it again before so much time has passed, and then
    /// anybody may.
    Retrying(Arc<str>, Duration),
}

impl Ending {
    /// The state of the slot after it.
    pub fn state(&self) -> RunState {
        match self {
            Self::Ok => RunState::Ok,
            Self::Failed(_) => RunState::Failed,
            Self::Retrying(..) => RunState::Retrying,
        }
    }

    /// What went wrong.
    pub fn error(&self) -> Option<&Arc<str>> {
        match self {
            Self::Ok => None,
            Self::Failed(error) | Self::Retrying(error, _) => Some(error),
        }
    }
}

/// Why a slot has no run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoRun {
    /// It passed.
    Missed,
    /// It was skipped: why, in a word.
    Skipped(Arc<str>),
}

impl NoRun {
    /// The state of the slot.
    pub fn state(&self) -> RunState {
        match self {
            Self::Missed => RunState::Missed,
            Self::Skipped(_) => RunState::Skipped,
        }
    }

    /// Why it was skipped.
    pub fn why(&self) -> Option<&Arc<str>> {
        match self {
            Self::Missed => None,
            Self::Skipped(why) => Some(why),
        }
    }
}

/// How much history is kept of each job. What is open or in quarantine is kept in any case, and
/// so is the last slot decided.
///
/// ```
/// use punctual::Retention;
///
/// let a_year = Retention::default().days(365).runs(10_000);
/// assert_eq!((a_year.runs, a_year.days), (Some(10_000), Some(365)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retention {
    /// At most so many rows; 1,000 by default.
    pub runs: Option<u32>,
    /// None for slots that are longer ago.
    pub days: Option<u32>,
}

impl Default for Retention {
    fn default() -> Self {
        Self { runs: Some(1_000), days: None }
    }
}

impl Retention {
    /// Everything is kept.
    pub fn all() -> Self {
        Self { runs: None, days: None }
    }

    /// At most so many rows of each job.
    #[must_use]
    pub fn runs(self, at_most: u32) -> Self {
        Self { runs: Some(at_most), ..self }
    }

    /// None for slots that are longer ago.
    #[must_use]
    pub fn days(self, days: u32) -> Self {
        Self { days: Some(days), ..self }
    }
}
