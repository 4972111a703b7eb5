//! What is kept of a job.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// What is kept of a job. When it runs next is not: that is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredJob {
    /// Its name.
    pub name: Arc<str>,
    /// Its schedule, as text.
    pub schedule: Arc<str>,
    /// A hash of the schedule and the zone it is read in: another one is another timetable. 0 where
    /// it is not known.
    pub hash: u64,
    /// Whether it is paused.
    pub paused: bool,
    /// From when it counts: slots up to then are nobody's.
    pub since: DateTime<Utc>,
    /// The last slot of the schedule that was decided. A store reads it from the runs, and takes
    /// no notice of it in what it is given.
    pub last: Option<DateTime<Utc>>,
}

impl StoredJob {
    /// A job that counts from `since`.
    pub fn new(name: impl Into<Arc<str>>, schedule: impl Into<Arc<str>>, hash: u64, since: DateTime<Utc>) -> Self {
        Self { name: name.into(), schedule: schedule.into(), hash, paused: false, since, last: None }
    }
}
