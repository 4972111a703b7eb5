//! The clock on the wall of a zone: which instants show a civil time, and when it is changed.

use chrono::MappedLocalTime;

use super::civil::Civil;
use super::timepiece::Timepiece;
use crate::schedule::calendar::{DAY, LAST_DAY};

/// A zone's clock at an instant, read in ticks: seconds, or milliseconds when `PER` is 1000.
///
/// An instant is ticks since 1970-01-01T00:00:00Z, a civil time is ticks since 1970-01-01 00:00
/// on this clock. What a zone says is checked where it matters, so that a zone that contradicts
/// itself costs time, but never a panic or an endless search.
#[derive(Debug)]
pub(super) struct Wall<C, const PER: i64> {
    clock: C,
    /// The instant, from which a search goes out.
    pub(super) at: i64,
    /// What the clock is ahead of UTC then.
    pub(super) offset: i64,
    /// The instant as a day and a time in UTC.
    utc: Civil<PER>,
}

/// The instants at which the clock shows a civil time.
#[derive(Debug, Clone)]
pub(super) enum Shown<T> {
    Once(T),
    /// In a fold: the first and the second pass.
    Twice(T, T),
    /// In a gap that ends at this instant; and the offset before it, in ticks.
    Never {
        end: T,
        before: i64,
    },
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000 but for those of the caller's time, which fit as well"
)]
impl<C: Timepiece<PER>, const PER: i64> Wall<C, PER> {
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

    /// A clock at an instant, with what it is ahead of UTC then.
    #[inline]
    pub(super) fn new(clock: C, utc: Civil<PER>, offset: i64) -> Self {
        Self { clock, at: utc.ticks(), offset, utc }
    }

    /// The same clock at another instant.
    pub(super) fn moved(&self, at: i64) -> Self {
        self.moved_to(&self.time(at))
    }

    /// The same clock at another time.
    pub(super) fn moved_to(&self, time: &C::Time) -> Self {
        self.clock.wall(time)
    }

    /// The civil time that the clock shows.
    #[inline]
    pub(super) fn now(&self) -> Civil<PER> {
        self.utc.moved(self.offset)
    }

    /// An instant with the zone's offset.
    #[inline]
    pub(super) fn time(&self, at: i64) -> C::Time {
        self.clock.time(Civil::of(at))
    }

    /// What the clock is ahead of UTC at an instant.
    #[inline]
    pub(super) fn offset(&self, at: i64) -> i64 {
        self.clock.offset(Civil::of(at))
    }

    /// Whether no change just before the clock's instant can put civil times out of order.
    #[inline]
    pub(super) fn is_calm(&self) -> bool {
        let earlier = self.clock.offset(Civil { day: self.utc.day - 2, ..self.utc });
        // A change reaches no further than it moves the clock.
        earlier == self.offset || self.offset(self.at - (self.offset - earlier).abs()) == self.offset
    }

    /// The instant that shows a civil time if the clock has not been changed by then.
    #[inline]
    pub(super) fn unchanged(&self, civil: Civil<PER>) -> Option<C::Time> {
        self.clock.time_if(civil.moved(-self.offset), self.offset)
    }

    /// The only instant that shows a civil time, by the word of the zone, if it is wanted.
    #[inline]
    pub(super) fn only(&self, civil: Civil<PER>, wanted: impl Fn(i64) -> bool) -> Option<C::Time> {
        self.clock.only(civil, wanted)
    }

    /// All instants that show a civil time.
    pub(super) fn shown(&self, civil: i64) -> Shown<C::Time> {
        let real = |offset: i64| {
            let at = civil - offset;
            let time = self.time(at);
            (at + C::ahead(&time) == civil).then_some(time)
        };
        let (one, other) = match self.clock.offsets(Civil::of(civil)) {
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
    fn step_over(&self, civil: i64) -> Shown<C::Time> {
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
    pub(super) fn happens(&self, civil: i64) -> C::Time {
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
