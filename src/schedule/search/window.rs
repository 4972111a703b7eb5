//! The marks of an interval on the clock: from midnight, or from the start of its window.

use crate::schedule::calendar::DAY;
use crate::schedule::rule::{Interval, Window};
use crate::schedule::unit::Unit;

/// Evenly spaced times after a day's midnight, in ticks. Empty when `first > last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    first: u32,
    /// No mark is later; in a window that crosses midnight this is in the next day.
    pub(super) last: u32,
    step: u32,
}

/// Longer than any window, in any tick.
const ENDLESS: u32 = 200_000_000;

#[expect(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a window is at most two days of 86,400,000 milliseconds, and a step is clamped"
)]
impl Marks {
    #[inline]
    pub(super) fn of<const PER: i64>(every: Interval, window: Option<Window>) -> Self {
        let ticks = |seconds: u32| seconds * PER as u32;
        let step = length::<PER>(every).clamp(1, ENDLESS.into()) as u32;
        match window {
            None => Self { first: every.shift, last: ticks(DAY as u32) - 1, step },
            Some(window) => {
                let first = ticks(window.from) + every.shift.min(ENDLESS);
                Self { first, last: ticks(window.end()), step }
            }
        }
    }

    /// The first mark that is not before `from`.
    #[inline]
    pub(super) fn next(&self, from: u32) -> Option<u32> {
        let mark = if from <= self.first {
            self.first
        } else {
            self.first + (from - self.first).div_ceil(self.step) * self.step
        };
        (mark <= self.last).then_some(mark)
    }

    /// The last mark that is not after `to`.
    #[inline]
    pub(super) fn previous(&self, to: u32) -> Option<u32> {
        let past = to.min(self.last).checked_sub(self.first)?;
        Some(self.first + past / self.step * self.step)
    }
}

/// That many of a unit in ticks.
#[inline]
pub(super) fn ticks_in<const PER: i64>(count: u32, unit: Unit) -> i64 {
    let unit = match unit {
        Unit::Millisecond => 1,
        Unit::Second => PER,
        Unit::Minute => const { 60 * PER },
        Unit::Hour => const { 3600 * PER },
    };
    i64::from(count).saturating_mul(unit)
}

/// The length of an interval in ticks.
#[inline]
pub(super) fn length<const PER: i64>(every: Interval) -> i64 {
    ticks_in::<PER>(every.count, every.unit)
}

/// Whether an interval has its marks on the clock, each day the same; else it is elapsed time.
#[inline]
pub(super) fn is_on_clock<const PER: i64>(every: Interval, window: Option<Window>) -> bool {
    // A day in ticks fits, and a short division is cheap.
    let day = u32::try_from(DAY.saturating_mul(PER)).unwrap_or(0);
    let divides = |length: u32| day.checked_rem(length) == Some(0);
    window.is_some() || u32::try_from(length::<PER>(every)).is_ok_and(divides)
}
