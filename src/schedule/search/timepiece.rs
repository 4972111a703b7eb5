//! What tells the time to a search: the clock of a zone in the dates of chrono, or that of UTC in plain numbers.

use chrono::{
    DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike,
};

use super::civil::Civil;
use super::wall::Wall;
use crate::schedule::calendar::CE_TO_1970;

/// A clock, and how it tells an instant. All else in a search is ticks.
pub(super) trait Timepiece<const PER: i64>: Sized {
    /// An instant with the offset then.
    type Time: Clone + PartialOrd;

    /// The wall with this clock at the last tick not after a time.
    fn wall(&self, time: &Self::Time) -> Wall<Self, PER>;

    /// The last tick not after a time.
    fn tick(time: &Self::Time) -> i64;

    /// What the clock is ahead of UTC at a time, in ticks.
    fn ahead(time: &Self::Time) -> i64;

    /// The instant of a civil time in UTC.
    fn time(&self, utc: Civil<PER>) -> Self::Time;

    /// The same, if the clock is so far ahead of UTC then.
    fn time_if(&self, utc: Civil<PER>, ahead: i64) -> Option<Self::Time>;

    /// What the clock is ahead of UTC at a civil time in UTC.
    fn offset(&self, utc: Civil<PER>) -> i64;

    /// The only instant that shows a civil time, by the word of the zone, if it is wanted.
    fn only(&self, civil: Civil<PER>, wanted: impl Fn(i64) -> bool) -> Option<Self::Time>;

    /// What the clock is ahead of UTC when it shows a civil time, by the word of the zone.
    fn offsets(&self, civil: Civil<PER>) -> MappedLocalTime<i64>;
}

/// The clock of a zone, near a day whose date is known: to add days to a date is cheap in chrono, to turn days into a
/// date is dear.
#[derive(Debug)]
pub(super) struct Zoned<'z, Z, const PER: i64> {
    zone: &'z Z,
    day: i32,
    date: NaiveDate,
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000 but for those of the caller's time, which fit as well"
)]
impl<'z, Z: TimeZone, const PER: i64> Zoned<'z, Z, PER> {
    /// Nanoseconds in a tick.
    const TICK: i64 = 1_000_000_000 / PER;

    /// The clock of a zone at the last tick not after a time.
    #[inline]
    pub(super) fn at_or_before(zone: &'z Z, time: &DateTime<Z>) -> Wall<Self, PER> {
        // A leap second has more than a second's nanoseconds, but is before the next second.
        let part = i64::from(time.timestamp_subsec_nanos()) / Self::TICK;
        Self::on_wall(zone, time, part.min(PER - 1))
    }

    /// The clock of a zone at the first tick not before a time.
    #[inline]
    pub(super) fn at_or_after(zone: &'z Z, time: &DateTime<Z>) -> Wall<Self, PER> {
        let part = (i64::from(time.timestamp_subsec_nanos()) + Self::TICK - 1) / Self::TICK;
        Self::on_wall(zone, time, part.min(PER))
    }

    #[inline]
    #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "the milliseconds of a day")]
    fn on_wall(zone: &'z Z, time: &DateTime<Z>, part: i64) -> Wall<Self, PER> {
        let offset = ticks::<PER>(time.offset());
        let time = time.naive_utc();
        let day = time.num_days_from_ce() - CE_TO_1970;
        let utc = Civil { day, time: time.num_seconds_from_midnight() * PER as u32 + part as u32 };
        Wall::new(Self { zone, day, date: time.date() }, utc, offset)
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
        match day - self.day {
            ahead @ 0..64 => self.date.checked_add_days(Days::new(ahead.unsigned_abs().into())),
            ahead @ -64..0 => self.date.checked_sub_days(Days::new(ahead.unsigned_abs().into())),
            _ => NaiveDate::from_num_days_from_ce_opt(day + CE_TO_1970),
        }
    }
}

#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
impl<Z: TimeZone, const PER: i64> Timepiece<PER> for Zoned<'_, Z, PER> {
    type Time = DateTime<Z>;

    #[inline]
    fn wall(&self, time: &DateTime<Z>) -> Wall<Self, PER> {
        Self::at_or_before(self.zone, time)
    }

    #[inline]
    fn tick(time: &DateTime<Z>) -> i64 {
        time.timestamp() * PER + (i64::from(time.timestamp_subsec_nanos()) / Self::TICK).min(PER - 1)
    }

    #[inline]
    fn ahead(time: &DateTime<Z>) -> i64 {
        ticks::<PER>(time.offset())
    }

    #[inline]
    fn time(&self, utc: Civil<PER>) -> DateTime<Z> {
        self.zone.from_utc_datetime(&self.naive(utc))
    }

    #[inline]
    fn time_if(&self, utc: Civil<PER>, ahead: i64) -> Option<DateTime<Z>> {
        let utc = self.naive(utc);
        let offset = self.zone.offset_from_utc_datetime(&utc);
        (ticks::<PER>(&offset) == ahead).then(|| DateTime::from_naive_utc_and_offset(utc, offset))
    }

    #[inline]
    fn offset(&self, utc: Civil<PER>) -> i64 {
        // An offset of no size, as that of `Utc`, can say but one thing: the date would be made for nothing.
        let utc = if size_of::<Z::Offset>() == 0 { NaiveDateTime::default() } else { self.naive(utc) };
        ticks::<PER>(&self.zone.offset_from_utc_datetime(&utc))
    }

    #[inline]
    fn only(&self, civil: Civil<PER>, wanted: impl Fn(i64) -> bool) -> Option<DateTime<Z>> {
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

    fn offsets(&self, civil: Civil<PER>) -> MappedLocalTime<i64> {
        self.zone.offset_from_local_datetime(&self.naive(civil)).map(|offset| ticks::<PER>(&offset))
    }
}

/// What an offset is ahead of UTC, in ticks.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "an offset is below a day")]
fn ticks<const PER: i64>(offset: &impl Offset) -> i64 {
    i64::from(offset.fix().local_minus_utc()) * PER
}

/// The clock of UTC without dates, which cost more than the rest of a search.
#[derive(Debug)]
pub(super) struct PlainUtc;

impl PlainUtc {
    /// At an instant, or at the nearest that a schedule may name.
    #[inline]
    pub(super) fn at<const PER: i64>(at: i64) -> Wall<Self, PER> {
        Self.wall(&Civil::of(at.clamp(Wall::<Self, PER>::START, Wall::<Self, PER>::END)))
    }
}

impl<const PER: i64> Timepiece<PER> for PlainUtc {
    type Time = Civil<PER>;

    #[inline]
    fn wall(&self, time: &Civil<PER>) -> Wall<Self, PER> {
        Wall::new(Self, *time, 0)
    }

    #[inline]
    fn tick(time: &Civil<PER>) -> i64 {
        time.ticks()
    }

    #[inline]
    fn ahead(_: &Civil<PER>) -> i64 {
        0
    }

    #[inline]
    fn time(&self, utc: Civil<PER>) -> Civil<PER> {
        utc
    }

    #[inline]
    fn time_if(&self, utc: Civil<PER>, _: i64) -> Option<Civil<PER>> {
        Some(utc)
    }

    #[inline]
    fn offset(&self, _: Civil<PER>) -> i64 {
        0
    }

    #[inline]
    fn only(&self, civil: Civil<PER>, wanted: impl Fn(i64) -> bool) -> Option<Civil<PER>> {
        wanted(civil.ticks()).then_some(civil)
    }

    #[inline]
    fn offsets(&self, _: Civil<PER>) -> MappedLocalTime<i64> {
        MappedLocalTime::Single(0)
    }
}
