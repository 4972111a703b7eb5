//! Moments one after another, whoever names them: our schedules, or another scheduler's reading
//! of a text that was made for it.

mod elapsed;
pub(crate) mod lines;
pub(crate) mod proof;
pub(crate) mod shape;
pub(crate) mod values;
mod wall;
mod years;

use chrono::{DateTime, Utc};
use punctual::Schedule;

pub(crate) use elapsed::Elapsed;
pub(crate) use wall::Wall;
pub(crate) use years::{Calendars, Years};

use crate::zone::Zone;

/// What names moments.
pub(crate) trait Times {
    /// The first moment after this one.
    fn next_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>>;

    /// What it is made of: each has the same times on all of its days.
    fn parts(&self) -> Vec<Box<dyn Times + '_>>;
}

/// Schedules in the zone of those that name none: a moment of any is a moment of all.
#[derive(Debug)]
pub(crate) struct Zoned {
    pub(crate) schedules: Vec<Schedule>,
    pub(crate) zone: Zone,
}

impl Times for Zoned {
    fn next_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let after = after.with_timezone(&self.zone);
        self.schedules.iter().filter_map(|schedule| schedule.next_after(&after)).min().map(|next| next.to_utc())
    }

    fn parts(&self) -> Vec<Box<dyn Times + '_>> {
        let rules = self.schedules.iter().flat_map(Schedule::rules);
        rules.map(|rule| Box::new(Self { schedules: vec![rule], zone: self.zone }) as Box<dyn Times>).collect()
    }
}
