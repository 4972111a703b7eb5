//! The moment of building, and what is counted from it.

use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};

use crate::clock;
use crate::schedule::rule::Bound;
use crate::schedule::zone::Zone;

use super::Length;
use super::accept::{Moment, bound, up};
use super::read::{Misread, Read};

/// The moment of building, and the zone of a schedule that names none.
pub(crate) struct Now<'z> {
    at: NaiveDateTime,
    offset: Box<dyn Fn(&NaiveDateTime) -> FixedOffset + 'z>,
}

impl<'z> Now<'z> {
    pub(crate) fn new<Z: TimeZone + 'z>(now: &DateTime<Z>) -> Self {
        let zone = now.timezone();
        let offset = move |utc: &NaiveDateTime| zone.offset_from_utc_datetime(utc).fix();
        Self { at: now.naive_utc(), offset: Box::new(offset) }
    }

    pub(super) fn of_system() -> Self {
        Self::new(&clock::now().with_timezone(&clock::zone()))
    }

    /// What the clock of `zone` shows at an instant.
    fn civil(&self, utc: NaiveDateTime, zone: Zone) -> Read<NaiveDateTime> {
        let shown = match zone {
            Zone::Caller => utc.checked_add_offset((self.offset)(&utc)),
            Zone::Named(tz) => utc.checked_add_offset(tz.offset_from_utc_datetime(&utc).fix()),
            Zone::Fixed(minutes) => utc.checked_add_signed(TimeDelta::minutes(minutes.into())),
        };
        shown.ok_or_else(outside)
    }

    /// What the clock of `zone` shows now.
    pub(super) fn civil_now(&self, zone: Zone) -> Read<NaiveDateTime> {
        self.civil(self.at, zone)
    }

    /// A moment as the clock of `zone` shows it.
    pub(super) fn resolve(&self, moment: Moment, zone: Zone) -> Read<Bound> {
        let civil = match moment {
            Moment::Civil(bound) => return Ok(bound),
            Moment::Instant(instant) => self.civil(instant.naive_utc(), zone)?,
            Moment::Now => self.civil(up(self.at)?, zone)?,
            Moment::Elapsed(length) => {
                let later = self.at.checked_add_signed(length).ok_or_else(outside)?;
                self.civil(later, zone)?
            }
            Moment::Today(seconds) => {
                let midnight = self.civil_now(zone)?.date().and_time(NaiveTime::MIN);
                midnight.checked_add_signed(TimeDelta::seconds(seconds.into())).ok_or_else(outside)?
            }
            Moment::Later(Length { count, unit }) => unit.after(self.civil_now(zone)?, count).ok_or_else(outside)?,
        };
        bound(civil)
    }
}

pub(super) fn outside() -> Misread {
    Misread::range("this moment is not within the years 1970 to 9999")
}
