//! A civil time: a day and a time of day, whatever zone it is told in.

use crate::schedule::calendar::DAY;

/// A time of a civil day, in ticks: seconds, or milliseconds when `PER` is 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Civil<const PER: i64> {
    pub(super) day: i32,
    /// After midnight, below a day.
    pub(super) time: u32,
}

#[expect(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "days are within chrono's 2^27, so no product of them is near overflow"
)]
impl<const PER: i64> Civil<PER> {
    /// Ticks in a day.
    pub(super) const DAY: i64 = DAY * PER;

    /// The civil time so many ticks after 1970-01-01 00:00.
    #[inline]
    pub(super) fn of(ticks: i64) -> Self {
        Self { day: ticks.div_euclid(Self::DAY) as i32, time: ticks.rem_euclid(Self::DAY) as u32 }
    }

    /// Ticks since 1970-01-01 00:00.
    #[inline]
    pub(super) fn ticks(self) -> i64 {
        i64::from(self.day) * Self::DAY + i64::from(self.time)
    }

    /// That many ticks later, up to a day; or sooner.
    #[inline]
    pub(super) fn moved(self, by: i64) -> Self {
        // Cheaper than through ticks and back.
        let time = i64::from(self.time) + by;
        let days = i32::from(time >= Self::DAY) - i32::from(time < 0);
        Self { day: self.day + days, time: (time - i64::from(days) * Self::DAY) as u32 }
    }
}
