//! Cron lines: read, printed and matched.
//!
//! A line has five fields (minute, hour, day of the month, month, weekday), six with seconds
//! first, or seven with years last. What it means is what Vixie cron and cronie do:
//!
//! - A day must match both day fields when one of them begins with `*` (or is `?`), and
//!   either of them otherwise. So `0 0 13 * 5` is every 13th and every Friday, and
//!   `0 0 */2 * 1` is the Mondays on odd days. `L`, `W` and `#` restrict like a number.
//! - A line with a second, minute or hour field that begins with `*` follows the marks of the
//!   clock through a change of the clock; any other names times of day.
//! - A step counts from the start of its range, in each period anew.
//!
//! Values that are equal print alike: a line is kept as sets, and as which of its fields begin
//! with `*`. Where that star says nothing (see `normal`), it is chosen for the shorter text.

mod days;
mod fault;
mod field;
mod item;
mod normal;
mod part;
mod print;
mod read;
mod set;
mod special;
mod time;
mod years;

pub(crate) use fault::CronFault;
use field::Field;
use years::Years;

use super::calendar::Months;

/// A cron line, checked and normalised.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Cron {
    /// Bit 0 is second 0. Only that one when the line has five fields.
    seconds: u64,
    /// Bit 0 is minute 0.
    minutes: u64,
    /// Bit 0 is midnight.
    hours: u32,
    /// Days of the month by number: bit 1 is the 1st, bit 0 is unused.
    days: u32,
    /// Days counted from the month's end: bit 0 is `L`, bit 3 is `L-3`.
    from_end: u32,
    /// The weekday nearest to a day: bit 15 is `15W`, bit 0 is `LW`.
    nearest: u32,
    /// Bit 1 is January, bit 0 is unused.
    months: u16,
    /// Bit 0 is Sunday.
    weekdays: u8,
    /// The weekdays that count as the 1st to 5th of the month, and as its last.
    nth: [u8; 6],
    /// The fields that begin with `*`.
    stars: Stars,
    /// What a day has to be checked for.
    reach: Reach,
    /// `None` is every year.
    years: Option<Box<Years>>,
}

/// The fields that are written with a leading `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Stars(u8);

/// What decides over a day; the other fields allow all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reach {
    /// Nothing: every day.
    All,
    /// Its weekday alone.
    Weekdays,
    /// Its date: day of the month by number, month, year.
    Dates,
    /// Everything.
    Mixed,
}

impl Cron {
    /// Whether the line names times of day; else it follows the marks of the clock, through
    /// both passes of a repeated hour.
    pub(crate) fn is_fixed(&self) -> bool {
        !self.stars.any(Field::CLOCK)
    }

    /// Whether a day may match either of the two day fields, for both restrict it.
    pub(crate) fn either_day(&self) -> bool {
        !self.stars.any(Field::DAYS)
    }

    /// The values of a field that are plain numbers.
    fn bits(&self, field: Field) -> u64 {
        match field {
            Field::Second => self.seconds,
            Field::Minute => self.minutes,
            Field::Hour => self.hours.into(),
            Field::Day => self.days.into(),
            Field::Month => self.months.into(),
            Field::Weekday => self.weekdays.into(),
            Field::Year => 0,
        }
    }

    /// Sets the values of a field that are plain numbers.
    #[expect(clippy::cast_possible_truncation, reason = "the bits of a field fit its set")]
    fn set_bits(&mut self, field: Field, bits: u64) {
        match field {
            Field::Second => self.seconds = bits,
            Field::Minute => self.minutes = bits,
            Field::Hour => self.hours = bits as u32,
            Field::Day => self.days = bits as u32,
            Field::Month => self.months = bits as u16,
            Field::Weekday => self.weekdays = bits as u8,
            Field::Year => {}
        }
    }

    /// The months of the line.
    pub(crate) fn months(&self) -> Months {
        Months(self.months >> 1)
    }

    /// The greatest day of the month named by itself (29, 30 or 31) that one of the line's
    /// months does not have, or not in every year.
    pub(crate) fn missing_day(&self) -> Option<u8> {
        if self.stars.has(Field::Day) {
            return None;
        }
        let named = self.days | self.nearest;
        let lacks = |day: u8| self.months().iter().any(|month| month.least_days() < day);
        [31, 30, 29].into_iter().find(|&day| named >> day & 1 == 1 && lacks(day))
    }
}

impl Stars {
    fn has(self, field: Field) -> bool {
        self.0 & field.bit() != 0
    }

    fn any(self, fields: &[Field]) -> bool {
        fields.iter().any(|&field| self.has(field))
    }

    fn set(&mut self, field: Field, star: bool) {
        if star {
            self.0 |= field.bit();
        } else {
            self.0 &= !field.bit();
        }
    }
}
