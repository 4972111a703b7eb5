//! Where a rule starts and ends: `starting`, `until` and `for`.

use std::cell::OnceCell;

use super::timepiece::Timepiece;
use super::wall::Wall;
use crate::schedule::rule::{Bound, Lasting, Rare};
use crate::schedule::unit::AnyUnit;

/// The bounds of a rule on a wall. The clock is asked only when a slot is near a bound.
pub(super) struct Bounds<'a, C, const PER: i64> {
    wall: &'a Wall<C, PER>,
    /// The civil time of `starting`.
    start: Option<i64>,
    /// Its instant, once somebody asked.
    start_at: OnceCell<i64>,
    /// The first civil time past `until`, and past the length of `for`.
    ends: [Option<End>; 2],
    times: Option<u32>,
}

/// An end, in civil time.
#[derive(Debug, Clone, Copy)]
struct End {
    civil: i64,
    /// Whether the instant itself still belongs.
    included: bool,
}

#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
impl<'a, C: Timepiece<PER>, const PER: i64> Bounds<'a, C, PER> {
    #[inline]
    pub(super) fn of(rare: &Rare, wall: &'a Wall<C, PER>) -> Self {
        let civil =
            |bound: Bound| i64::from(bound.day) * Wall::<C, PER>::DAY + i64::from(bound.time.unwrap_or(0)) * PER;
        let until = rare.until.map(|until| match until.time {
            Some(_) => End { civil: civil(until), included: true },
            None => End { civil: civil(until) + Wall::<C, PER>::DAY, included: false },
        });
        let (length, times) = match rare.lasting {
            Some(Lasting::Length(count, unit)) => {
                (rare.starting.and_then(|start| after::<PER>(start, count, unit)), None)
            }
            Some(Lasting::Times(times)) => (None, Some(times)),
            None => (None, None),
        };
        let length = length.map(|civil| End { civil, included: false });
        Self { wall, start: rare.starting.map(civil), start_at: OnceCell::new(), ends: [until, length], times }
    }

    /// The instant of `starting`.
    pub(super) fn start(&self) -> Option<i64> {
        self.start.map(|civil| *self.start_at.get_or_init(|| self.happens(civil)))
    }

    /// Whether the start is after an instant.
    pub(super) fn start_is_after(&self, at: i64) -> bool {
        self.start.is_some_and(|civil| {
            // A civil time is within a day of its instant, wherever the clock is.
            at < civil + Wall::<C, PER>::DAY && self.start().is_some_and(|start| at < start)
        })
    }

    /// Whether the end is after an instant.
    pub(super) fn end_is_after(&self, at: i64) -> bool {
        self.ends.iter().flatten().all(|end| at < end.civil - Wall::<C, PER>::DAY || at < self.end(*end))
    }

    /// The end, if it is before an instant; else the instant.
    pub(super) fn end_until(&self, at: i64) -> i64 {
        self.ends
            .iter()
            .flatten()
            .filter(|end| at >= end.civil - Wall::<C, PER>::DAY)
            .fold(at, |at, end| at.min(self.end(*end)))
    }

    /// How many slots there are from the start on.
    pub(super) fn times(&self) -> Option<u32> {
        self.times
    }

    fn happens(&self, civil: i64) -> i64 {
        C::tick(&self.wall.happens(civil))
    }

    /// The first instant that does not belong.
    fn end(&self, end: End) -> i64 {
        self.happens(end.civil) + i64::from(end.included)
    }
}

/// The civil time so many of a unit after the start; `None` when it is past all dates. Few rules
/// say `for`, so it is kept out of the way of the others.
#[inline(never)]
fn after<const PER: i64>(start: Bound, count: u32, unit: AnyUnit) -> Option<i64> {
    unit.after(start.civil()?, count)?.and_utc().timestamp().checked_mul(PER)
}
