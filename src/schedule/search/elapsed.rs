//! Elapsed time as instants: evenly spaced from a start, whatever the clock shows, and kept to
//! the days allowed.

use super::days::DaySet;
use super::timepiece::Timepiece;
use super::wall::{Shown, Wall};
use crate::schedule::calendar::LAST_DAY;

/// Evenly spaced instants, in ticks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beat {
    /// The first.
    pub(super) start: i64,
    /// At least 1.
    pub(super) step: i64,
}

#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, and a step within 2^54")]
impl Beat {
    /// The first that is not before `from`.
    #[inline]
    fn next(self, from: i64) -> i64 {
        if from <= self.start {
            return self.start;
        }
        let past = (from - self.start) % self.step;
        if past == 0 { from } else { from - past + self.step }
    }

    /// More beats in a row than can miss all allowed days, if any ever meets one. A beat of whole
    /// weeks meets the same days again after the 20,871 weeks of a Gregorian cycle, and zones
    /// change no more by then; any other drifts through the days of the week.
    fn misses(self, day: i64) -> u32 {
        if self.step % (7 * day) == 0 { 30_000 } else { 150_000 }
    }

    /// The last that is not after `to`.
    #[inline]
    fn previous(self, to: i64) -> Option<i64> {
        (to >= self.start).then(|| to - (to - self.start) % self.step)
    }
}

/// The first instant of the beat after the clock's on one of the days.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
pub(super) fn next<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    days: &DaySet<'_>,
    beat: Beat,
) -> Option<C::Time> {
    let mut from = wall.at + 1;
    for _ in 0..beat.misses(Wall::<C, PER>::DAY) {
        let at = beat.next(from);
        if at >= Wall::<C, PER>::END {
            return None;
        }
        let found = wall.time(at);
        let offset = C::ahead(&found);
        let day = day_of::<C, PER>(at + offset)?;
        if day > LAST_DAY {
            return None;
        }
        if days.is_every_day() {
            return Some(found);
        }
        let allowed = days.next(day);
        if allowed == Some(day) {
            return Some(found);
        }
        // On to the first instant of the next allowed day, but not past a clock change near,
        // which may show an earlier day again.
        let near = at + Wall::<C, PER>::NEAR;
        let opening = allowed.map(|allowed| {
            let midnight = i64::from(allowed) * Wall::<C, PER>::DAY;
            // For long steps it is enough to be near: no clock is a day ahead.
            let far = beat.step >= Wall::<C, PER>::DAY && allowed - day > 2;
            if far { midnight - Wall::<C, PER>::DAY } else { opening_after(wall, midnight, at) }
        });
        let to = opening.map_or(near, |opening| near.min(opening));
        from = match wall.change_after(at, offset, to) {
            Some((change, _)) => change,
            None => opening?,
        }
        .max(at + 1);
    }
    None
}

/// The last instant of the beat before the clock's on one of the days.
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
pub(super) fn previous<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    days: &DaySet<'_>,
    beat: Beat,
) -> Option<C::Time> {
    let mut until = wall.at - 1;
    for _ in 0..beat.misses(Wall::<C, PER>::DAY) {
        let at = beat.previous(until)?;
        let found = wall.time(at);
        let offset = C::ahead(&found);
        let day = day_of::<C, PER>(at + offset)?;
        let allowed = days.previous(day);
        if allowed == Some(day) {
            return Some(found);
        }
        // Back to the last instant of the allowed day before, as above.
        let near = at - Wall::<C, PER>::NEAR;
        let closing = allowed.map(|allowed| closing_before(wall, (i64::from(allowed) + 1) * Wall::<C, PER>::DAY, at));
        let to = closing.map_or(near, |closing| near.max(closing));
        until = match wall.change_before(at, offset, to) {
            Some((change, _)) => change,
            None => closing?,
        }
        .min(at - 1);
    }
    None
}

/// The local day of a civil time.
fn day_of<C: Timepiece<PER>, const PER: i64>(civil: i64) -> Option<i32> {
    i32::try_from(civil.div_euclid(Wall::<C, PER>::DAY)).ok()
}

/// When the day that begins at `midnight` opens after `at`: a second time, where its midnight comes twice.
fn opening_after<C: Timepiece<PER>, const PER: i64>(wall: &Wall<C, PER>, midnight: i64, at: i64) -> i64 {
    let first = first_of(wall, midnight);
    if first > at { first } else { first_after(wall, midnight) }
}

/// The last instant before `at` of the day that ends at `midnight`, which may come twice.
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn closing_before<C: Timepiece<PER>, const PER: i64>(wall: &Wall<C, PER>, midnight: i64, at: i64) -> i64 {
    let last = first_after(wall, midnight) - 1;
    if last < at { last } else { first_of(wall, midnight) - 1 }
}

/// The first instant whose clock shows `midnight` or later.
fn first_of<C: Timepiece<PER>, const PER: i64>(wall: &Wall<C, PER>, midnight: i64) -> i64 {
    match wall.shown(midnight) {
        Shown::Once(time) | Shown::Twice(time, _) | Shown::Never { end: time, .. } => C::tick(&time),
    }
}

/// The instant from which the clock shows only `midnight` or later.
fn first_after<C: Timepiece<PER>, const PER: i64>(wall: &Wall<C, PER>, midnight: i64) -> i64 {
    match wall.shown(midnight) {
        Shown::Once(time) | Shown::Twice(_, time) | Shown::Never { end: time, .. } => C::tick(&time),
    }
}
