//! The clock on the wall of a zone: which instants show a civil time, and when it is changed.

use chrono::{
    DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike,
};

use super::civil::Civil;
use crate::schedule::calendar::{CE_TO_1970, DAY, LAST_DAY};

/// A zone's clock at an instant, read in ticks: seconds, or milliseconds when `PER` is 1000.
///
/// An instant is ticks since 1970-01-01T00:00:00Z, a civil time is ticks since 1970-01-01 00:00
/// on this clock. What a zone says is checked where it matters, so that a zone that contradicts
/// itself costs time, but never a panic or an endless search.
#[derive(Debug)]
pub(super) struct Wall<'z, Z, const PER: i64> {
    zone: &'z Z,
    /// The instant, from which a search goes out.
    pub(super) at: i64,
    /// What the clock is ahead of UTC then.
    pub(super) offset: i64,
    /// The instant as a day and a time in UTC.
    utc: Civil<PER>,
    /// The same as chrono has it: to add days to a date is cheap there, to turn days into a date
    /// is dear.
    time: NaiveDateTime,
}

/// The instants at which the clock shows a civil time.
#[derive(Debug, Clone)]
pub(super) enum Shown<Z: TimeZone> {
    Once(DateTime<Z>),
    /// In a fold: the first and the second pass.
    Twice(DateTime<Z>, DateTime<Z>),
    /// In a gap that ends at this instant; and the offset before it, in ticks.
    Never {
        end: DateTime<Z>,
        before: i64,
    },
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000 but for those of the caller's time, which fit as well"
)]
impl<'z, Z: TimeZone, const PER: i64> Wall<'z, Z, PER> {
    /// Ticks in a civil day.
    pub(super) const DAY: i64 = DAY * PER;

    /// No instant of a civil day that a schedule may name is earlier, wherever the clock is.
    pub(super) const START: i64 = -2 * Self::DAY;

    /// And none is later.
    pub(super) const END: i64 = (LAST_DAY as i64 + 2) * Self::DAY;

    /// A change further away than this does not touch: a clock is moved by up to 24 hours
    /// (Samoa skipped a day in 2011).
    pub(super) const NEAR: i64 = 25 * 3600 * PER;

    /// Within so many days and the two before a clock is not changed twice: no zone has two
    /// changes within six days.
    pub(super) const CALM: i32 = 3;

    /// Nanoseconds in a tick.
    const TICK: i64 = 1_000_000_000 / PER;

    /// The clock of a zone at the last tick not after a time.
    #[inline]
    pub(super) fn at_or_before(zone: &'z Z, time: &DateTime<Z>) -> Self {
        // A leap second has more than a second's nanoseconds, but is before the next second.
        let part = i64::from(time.timestamp_subsec_nanos()) / Self::TICK;
        Self::new(zone, time, part.min(PER - 1))
    }

    /// The clock of a zone at the first tick not before a time.
    #[inline]
    pub(super) fn at_or_after(zone: &'z Z, time: &DateTime<Z>) -> Self {
        let part = (i64::from(time.timestamp_subsec_nanos()) + Self::TICK - 1) / Self::TICK;
        Self::new(zone, time, part.min(PER))
    }

    #[inline]
    #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "the milliseconds of a day")]
    fn new(zone: &'z Z, time: &DateTime<Z>, part: i64) -> Self {
        let offset = ticks::<PER>(time.offset());
        let time = time.naive_utc();
        let utc = Civil {
            day: time.num_days_from_ce() - CE_TO_1970,
            time: time.num_seconds_from_midnight() * PER as u32 + part as u32,
        };
        Self { zone, at: utc.ticks(), offset, utc, time }
    }

    /// The same clock at another instant.
    pub(super) fn moved(&self, at: i64) -> Self {
        self.moved_to(&self.time(at))
    }

    /// The same clock at another time.
    pub(super) fn moved_to(&self, time: &DateTime<Z>) -> Self {
        Self::at_or_before(self.zone, time)
    }

    /// The civil time that the clock shows.
    #[inline]
    pub(super) fn now(&self) -> Civil<PER> {
        self.utc.moved(self.offset)
    }

    /// The last tick not after a time.
    #[inline]
    pub(super) fn tick(time: &DateTime<Z>) -> i64 {
        time.timestamp() * PER + (i64::from(time.timestamp_subsec_nanos()) / Self::TICK).min(PER - 1)
    }

    /// What the clock is ahead of UTC at a time, in ticks.
    #[inline]
    pub(super) fn ahead(time: &DateTime<Z>) -> i64 {
        ticks::<PER>(time.offset())
    }

    /// A day and a time as chrono has them.
    #[inline]
    fn naive(&self, civil: Civil<PER>) -> NaiveDateTime {
        NaiveDateTime::new(self.date(civil.day).unwrap_or_default(), Self::naive_time(civil.time))
    }

    #[inline]
    #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "parts of a day and of a second")]
    fn naive_time(time: u32) -> NaiveTime {
        let (second, part) = (time / PER as u32, time % PER as u32);
        NaiveTime::from_num_seconds_from_midnight_opt(second, part * Self::TICK as u32).unwrap_or_default()
    }

    #[inline]
    fn date(&self, day: i32) -> Option<NaiveDate> {
        match day - self.utc.day {
            ahead @ 0..64 => self.time.date().checked_add_days(Days::new(ahead.unsigned_abs().into())),
            ahead @ -64..0 => self.time.date().checked_sub_days(Days::new(ahead.unsigned_abs().into())),
            _ => NaiveDate::from_num_days_from_ce_opt(day + CE_TO_1970),
        }
    }

    /// An instant with the zone's offset.
    #[inline]
    pub(super) fn time(&self, at: i64) -> DateTime<Z> {
        self.time_at(Civil::of(at))
    }

    /// The instant of a civil time in UTC, with the zone's offset.
    #[inline]
    pub(super) fn time_at(&self, utc: Civil<PER>) -> DateTime<Z> {
        self.zone.from_utc_datetime(&self.naive(utc))
    }

    /// What the clock is ahead of UTC at an instant.
    #[inline]
    pub(super) fn offset(&self, at: i64) -> i64 {
        ticks::<PER>(&self.zone.offset_from_utc_datetime(&self.naive(Civil::of(at))))
    }

    /// Whether no change just before the clock's instant can put civil times out of order.
    #[inline]
    pub(super) fn is_calm(&self) -> bool {
        // Two days are taken from the date alone, without a way through ticks.
        let date = self.time.date().checked_sub_days(Days::new(2)).unwrap_or_default();
        let earlier = NaiveDateTime::new(date, self.time.time());
        let earlier = ticks::<PER>(&self.zone.offset_from_utc_datetime(&earlier));
        // A change reaches no further than it moves the clock.
        earlier == self.offset || self.offset(self.at - (self.offset - earlier).abs()) == self.offset
    }

    /// The instant that shows a civil time if the clock has not been changed by then.
    #[inline]
    pub(super) fn unchanged(&self, civil: Civil<PER>) -> Option<DateTime<Z>> {
        let utc = self.naive(civil.moved(-self.offset));
        let offset = self.zone.offset_from_utc_datetime(&utc);
        (ticks::<PER>(&offset) == self.offset).then(|| DateTime::from_naive_utc_and_offset(utc, offset))
    }

    /// The only instant that shows a civil time, by the word of the zone, if it is wanted.
    #[inline]
    pub(super) fn only(&self, civil: Civil<PER>, wanted: impl Fn(i64) -> bool) -> Option<DateTime<Z>> {
        let local = self.naive(civil);
        let MappedLocalTime::Single(offset) = self.zone.offset_from_local_datetime(&local) else {
            return None;
        };
        let utc = civil.moved(-ticks::<PER>(&offset));
        if !wanted(utc.ticks()) {
            return None;
        }
        let date = match utc.day - civil.day {
            0 => local.date(),
            1 => local.date().succ_opt()?,
            _ => local.date().pred_opt()?,
        };
        let utc = NaiveDateTime::new(date, Self::naive_time(utc.time));
        Some(DateTime::from_naive_utc_and_offset(utc, offset))
    }

    /// All instants that show a civil time.
    pub(super) fn shown(&self, civil: i64) -> Shown<Z> {
        let real = |offset: Z::Offset| {
            let at = civil - ticks::<PER>(&offset);
            let time = self.time(at);
            (at + Self::ahead(&time) == civil).then_some(time)
        };
        let (one, other) = match self.zone.offset_from_local_datetime(&self.naive(Civil::of(civil))) {
            MappedLocalTime::Single(offset) => (real(offset), None),
            MappedLocalTime::Ambiguous(a, b) => (real(a), real(b)),
            MappedLocalTime::None => (None, None),
        };
        match (one, other) {
            (Some(a), Some(b)) if a < b => Shown::Twice(a, b),
            (Some(a), Some(b)) if a > b => Shown::Twice(b, a),
            (Some(only), _) | (None, Some(only)) => Shown::Once(only),
            (None, None) => self.step_over(civil),
        }
    }

    /// The instant when the clock steps over a civil time that the zone says it never shows.
    fn step_over(&self, civil: i64) -> Shown<Z> {
        let second = civil.div_euclid(PER);
        // Offsets are below a day, so the clock is behind at one end and ahead at the other.
        let (mut behind, mut ahead) = (second - DAY, second + DAY);
        while ahead - behind > 1 {
            let middle = behind + (ahead - behind) / 2;
            if middle * PER + self.offset(middle * PER) <= second * PER {
                behind = middle;
            } else {
                ahead = middle;
            }
        }
        let before = self.offset(behind * PER);
        if behind * PER + before == second * PER {
            // It is shown after all.
            return Shown::Once(self.time(civil - before));
        }
        Shown::Never { end: self.time(ahead * PER), before }
    }

    /// When a time of day happens: the first time it is shown, or the same instant as if the
    /// clock had not been set forward.
    pub(super) fn happens(&self, civil: i64) -> DateTime<Z> {
        match self.shown(civil) {
            Shown::Once(time) | Shown::Twice(time, _) => time,
            Shown::Never { before, .. } => self.time(civil - before),
        }
    }

    /// If `to` has another offset than `from`: the first instant with another, and that offset.
    pub(super) fn change_after(&self, from: i64, offset: i64, to: i64) -> Option<(i64, i64)> {
        let other = self.border(from, offset, to)?;
        Some((other * PER, self.offset(other * PER)))
    }

    /// If `to`, which is earlier, has another offset than `from`: the last instant with another,
    /// and that offset.
    pub(super) fn change_before(&self, from: i64, offset: i64, to: i64) -> Option<(i64, i64)> {
        let other = self.border(from, offset, to)?;
        Some((other * PER + PER - 1, self.offset(other * PER)))
    }

    /// The second with another offset that is next to those with the offset of `from`.
    fn border(&self, from: i64, offset: i64, to: i64) -> Option<i64> {
        if self.offset(to) == offset {
            return None;
        }
        let (mut same, mut other) = (from.div_euclid(PER), to.div_euclid(PER));
        while other.abs_diff(same) > 1 {
            let middle = same + (other - same) / 2;
            if self.offset(middle * PER) == offset {
                same = middle;
            } else {
                other = middle;
            }
        }
        Some(other)
    }
}

/// What an offset is ahead of UTC, in ticks.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "an offset is below a day")]
fn ticks<const PER: i64>(offset: &impl Offset) -> i64 {
    i64::from(offset.fix().local_minus_utc()) * PER
}
