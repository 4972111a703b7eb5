//! The zone of a rule: its own, or the caller's.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};
use once_cell::sync::Lazy;

use super::calendar::{DAY, LAST_DAY};

/// Whose clock a rule's civil times are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Zone {
    /// None named: the caller's.
    #[default]
    Caller,
    /// An IANA zone.
    Named(Tz),
    /// `+02:00`, in minutes east of UTC; -1439 to 1439, not 0 (that is `UTC`).
    Fixed(i16),
}

/// The zone of an IANA name, in any case.
pub(crate) fn find(name: &str) -> Option<Tz> {
    // The spelling of the database is the common case, and needs no index of its own.
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    let lower = name.to_ascii_lowercase();
    let place = BY_LOWER_NAME.binary_search_by(|(known, _)| known.as_ref().cmp(&lower)).ok()?;
    BY_LOWER_NAME.get(place).map(|&(_, zone)| zone)
}

/// Every zone by its name in small letters, sorted. Made when a name is first misspelt.
static BY_LOWER_NAME: Lazy<Box<[(Box<str>, Tz)]>> = Lazy::new(|| {
    let mut zones: Vec<_> =
        TZ_VARIANTS.iter().map(|zone| (zone.name().to_ascii_lowercase().into_boxed_str(), *zone)).collect();
    zones.sort_by(|a, b| a.0.cmp(&b.0));
    zones.into_boxed_slice()
});

/// A zone's clock, read in ticks: seconds, or milliseconds when `PER` is 1000.
///
/// An instant is ticks since 1970-01-01T00:00:00Z, a civil time is ticks since 1970-01-01 00:00
/// on this clock. What a zone says is checked where it matters, so that a zone that contradicts
/// itself costs time, but never a panic or an endless search.
#[derive(Debug)]
pub(super) struct Clock<'z, Z, const PER: i64>(pub(super) &'z Z);

/// An instant and what this clock is ahead of UTC then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment<O> {
    pub(super) at: i64,
    pub(super) offset: O,
}

/// The instants whose clock shows a civil time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown<O> {
    Once(Moment<O>),
    /// In a fold: first and second pass.
    Twice(Moment<O>, Moment<O>),
    /// In a gap that ends at this instant; the offset in force before it, in ticks.
    Never {
        end: Moment<O>,
        before: i64,
    },
}

#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
impl<Z: TimeZone, const PER: i64> Clock<'_, Z, PER> {
    /// Ticks in a civil day.
    pub(super) const DAY: i64 = DAY * PER;

    /// No civil time is shown so late, wherever the clock is.
    pub(super) const END: i64 = (LAST_DAY as i64 + 2) * Self::DAY;

    /// Clock changes further apart than this do not touch each other: a clock is moved by up to
    /// 24 hours (Samoa skipped a day in 2011), and never twice within a week.
    pub(super) const NEAR: i64 = 25 * 3600 * PER;

    #[inline]
    pub(super) fn ticks(offset: &Z::Offset) -> i64 {
        i64::from(offset.fix().local_minus_utc()) * PER
    }

    #[inline]
    pub(super) fn naive(ticks: i64) -> NaiveDateTime {
        DateTime::from_timestamp(ticks.div_euclid(PER), 0).unwrap_or_default().naive_utc()
    }

    #[inline]
    pub(super) fn moment(&self, at: i64) -> Moment<Z::Offset> {
        Moment { at, offset: self.0.offset_from_utc_datetime(&Self::naive(at)) }
    }

    /// What the clock is ahead of UTC at that instant.
    #[inline]
    pub(super) fn offset(&self, at: i64) -> i64 {
        Self::ticks(&self.moment(at).offset)
    }

    /// The only instant that shows a civil time, by the word of the zone.
    #[inline]
    pub(super) fn only(&self, civil: i64) -> Option<Moment<Z::Offset>> {
        match self.0.offset_from_local_datetime(&Self::naive(civil)) {
            MappedLocalTime::Single(offset) => Some(Moment { at: civil - Self::ticks(&offset), offset }),
            _ => None,
        }
    }

    /// All instants that show a civil time.
    pub(super) fn shown(&self, civil: i64) -> Shown<Z::Offset> {
        let real = |offset: Z::Offset| {
            let moment = self.moment(civil - Self::ticks(&offset));
            (moment.at + Self::ticks(&moment.offset) == civil).then_some(moment)
        };
        let (one, other) = match self.0.offset_from_local_datetime(&Self::naive(civil)) {
            MappedLocalTime::Single(offset) => (real(offset), None),
            MappedLocalTime::Ambiguous(a, b) => (real(a), real(b)),
            MappedLocalTime::None => (None, None),
        };
        match (one, other) {
            (Some(a), Some(b)) if a.at < b.at => Shown::Twice(a, b),
            (Some(a), Some(b)) if a.at > b.at => Shown::Twice(b, a),
            (Some(only), _) | (None, Some(only)) => Shown::Once(only),
            (None, None) => self.step_over(civil),
        }
    }

    /// The instant when the clock steps over a civil time that the zone says it never shows.
    fn step_over(&self, civil: i64) -> Shown<Z::Offset> {
        // Offsets are below a day, so the clock is behind at one end and ahead at the other.
        let (mut behind, mut ahead) = (civil.div_euclid(PER) - DAY, civil.div_euclid(PER) + DAY);
        while ahead - behind > 1 {
            let middle = behind + (ahead - behind) / 2;
            if middle * PER + self.offset(middle * PER) <= civil - civil.rem_euclid(PER) {
                behind = middle;
            } else {
                ahead = middle;
            }
        }
        let (last, end) = (self.moment(behind * PER), self.moment(ahead * PER));
        let before = Self::ticks(&last.offset);
        if last.at + before + PER > civil {
            // It is shown after all.
            return Shown::Once(Moment { at: civil - before, offset: last.offset });
        }
        Shown::Never { end, before }
    }

    /// When a time of day happens: the first time it is shown, or the same instant as if the
    /// clock had not been set forward.
    pub(super) fn happens(&self, civil: i64) -> Moment<Z::Offset> {
        match self.shown(civil) {
            Shown::Once(moment) | Shown::Twice(moment, _) => moment,
            Shown::Never { before, .. } => self.moment(civil - before),
        }
    }

    /// The first instant after `from`, up to `to`, with another offset than `from` has, if `to`
    /// has another one.
    pub(super) fn change_after(&self, from: i64, offset: i64, to: i64) -> Option<Moment<Z::Offset>> {
        if self.offset(to) == offset {
            return None;
        }
        let (mut same, mut other) = (from.div_euclid(PER), to.div_euclid(PER));
        while other - same > 1 {
            let middle = same + (other - same) / 2;
            if self.offset(middle * PER) == offset {
                same = middle;
            } else {
                other = middle;
            }
        }
        Some(self.moment(other * PER))
    }

    /// The last instant before `from`, down to `to`, with another offset than `from` has, if
    /// `to` has another one.
    pub(super) fn change_before(&self, from: i64, offset: i64, to: i64) -> Option<Moment<Z::Offset>> {
        if self.offset(to) == offset {
            return None;
        }
        let (mut same, mut other) = (from.div_euclid(PER), to.div_euclid(PER));
        while same - other > 1 {
            let middle = other + (same - other) / 2;
            if self.offset(middle * PER) == offset {
                same = middle;
            } else {
                other = middle;
            }
        }
        Some(self.moment(same * PER - 1))
    }
}
