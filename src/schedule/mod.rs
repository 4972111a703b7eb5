//! The pure model: what a schedule is, and which instants it names. No clock, no threads.

mod bounds;
mod calendar;
mod cron;
mod elapsed;
mod fixed;
mod marks;
mod next;
mod ordinals;
mod days;
mod random;
mod print;
pub(crate) mod rule;
pub(crate) mod spec;
mod validate;
mod time_of_day;
mod window;
mod zone;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, TimeZone};

pub use calendar::{Month, Weekday};
use rule::Rule;

use crate::Error;

/// A set of instants that its text alone fixes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Schedule(Arc<Plan>);

/// The rules of a schedule, and what came with them.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Plan {
    first: Rule,
    more: Option<Box<More>>,
}

/// What most schedules do without.
#[derive(Debug, PartialEq, Eq, Hash)]
struct More {
    rules: Box<[Rule]>,
}

impl Schedule {
    /// The first slot strictly later than `after`, or `None` when there is none to the end of
    /// the year 9999. The zone in the text wins, else `after`'s own is used.
    pub fn next_after<Z: TimeZone>(&self, after: &DateTime<Z>) -> Option<DateTime<Z>> {
        next::next_after(&self.0.first, after)
    }

    /// The last slot strictly earlier than `before`, or `None` when there is none from 1970 on.
    pub fn previous_before<Z: TimeZone>(&self, before: &DateTime<Z>) -> Option<DateTime<Z>> {
        next::previous_before(&self.0.first, before)
    }
}

impl FromStr for Schedule {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        crate::text::parse(text)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = f;
        Ok(())
    }
}
