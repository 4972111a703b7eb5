//! The next and the previous slot on the clock of a zone, within the bounds of the rule.

use std::iter;

use super::bounds::Bounds;
use super::days::DaySet;
use super::elapsed::{self, Beat};
use super::random::Draw;
use super::time_of_day::CivilTimes;
use super::timepiece::Timepiece;
use super::wall::Wall;
use super::window::{is_on_clock, length};
use super::{fixed, marks};
use crate::schedule::rule::{Interval, RandomGap, Rule, When};

/// A search in ticks: seconds, or milliseconds when `PER` is 1000.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search<'a, const PER: i64>(pub(super) &'a Rule);

/// How civil times become instants, or what else does.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Fixed,
    Marks,
    Elapsed(Interval),
    Random(RandomGap),
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "instants are clamped to the years 1969 to 10000, far from overflow, and nanoseconds to their second"
)]
impl<const PER: i64> Search<'_, PER> {
    /// The first slot after the clock's instant.
    #[inline]
    pub(super) fn next<C: Timepiece<PER>>(self, mut wall: Wall<C, PER>) -> Option<C::Time> {
        if wall.at >= Wall::<C, PER>::END {
            return None;
        }
        if wall.at < Wall::<C, PER>::START {
            wall = wall.moved(Wall::<C, PER>::START);
        }
        match &self.0.rare {
            None => self.slot_after(&wall, None),
            Some(rare) => self.slot_within(&wall, &Bounds::of(rare, &wall)),
        }
    }

    /// The last slot before the clock's instant.
    #[inline]
    pub(super) fn previous<C: Timepiece<PER>>(self, mut wall: Wall<C, PER>) -> Option<C::Time> {
        if wall.at < Wall::<C, PER>::START {
            return None;
        }
        if wall.at > Wall::<C, PER>::END {
            wall = wall.moved(Wall::<C, PER>::END);
        }
        match &self.0.rare {
            None => self.slot_before(&wall, None),
            Some(rare) => self.slot_before_within(&wall, &Bounds::of(rare, &wall)),
        }
    }

    /// The first slot after the clock's instant, whatever the bounds.
    #[inline]
    fn slot_after<C: Timepiece<PER>>(
        self,
        wall: &Wall<C, PER>,
        bounds: Option<&Bounds<'_, C, PER>>,
    ) -> Option<C::Time> {
        let times = CivilTimes::of(self.0);
        match self.kind() {
            Kind::Fixed => fixed::next(wall, &times),
            Kind::Marks => marks::next(wall, &times),
            Kind::Elapsed(every) => elapsed::next(wall, &DaySet::of(self.0), Self::beat(every, wall, bounds)),
            Kind::Random(gap) => {
                let draw = Draw { gap, days: DaySet::of(self.0), window: self.0.window(), openings: times };
                draw.next(wall, bounds.and_then(Bounds::start))
            }
        }
    }

    /// The last slot before the clock's instant, whatever the bounds.
    #[inline]
    fn slot_before<C: Timepiece<PER>>(
        self,
        wall: &Wall<C, PER>,
        bounds: Option<&Bounds<'_, C, PER>>,
    ) -> Option<C::Time> {
        let times = CivilTimes::of(self.0);
        match self.kind() {
            Kind::Fixed => fixed::previous(wall, &times),
            Kind::Marks => marks::previous(wall, &times),
            Kind::Elapsed(every) => elapsed::previous(wall, &DaySet::of(self.0), Self::beat(every, wall, bounds)),
            // Each slot depends on the one before, and there is no first.
            Kind::Random(_) => None,
        }
    }

    #[inline]
    fn kind(self) -> Kind {
        match &self.0.when {
            When::Days { .. } => Kind::Fixed,
            When::Cron(cron) if cron.is_fixed() => Kind::Fixed,
            When::Cron(_) => Kind::Marks,
            When::Interval { every, .. } if is_on_clock::<PER>(*every, self.0.window()) => Kind::Marks,
            When::Interval { every, .. } => Kind::Elapsed(*every),
            When::Random { gap, .. } => Kind::Random(*gap),
        }
    }

    /// The first slot after the clock's instant, within the bounds.
    #[inline(never)]
    fn slot_within<C: Timepiece<PER>>(self, wall: &Wall<C, PER>, bounds: &Bounds<'_, C, PER>) -> Option<C::Time> {
        let last = self.last_beat(wall, bounds);
        let found = match bounds.times() {
            Some(times) if last.is_none() => self.counted(times, wall, bounds).find(|found| C::tick(found) > wall.at),
            _ if bounds.start_is_after(wall.at) => self.slot_after(&wall.moved(bounds.start()? - 1), Some(bounds)),
            _ => self.slot_after(wall, Some(bounds)),
        };
        found.filter(|found| {
            let at = C::tick(found);
            bounds.end_is_after(at) && last.is_none_or(|last| at <= last)
        })
    }

    /// The last slot before the clock's instant, within the bounds.
    #[inline(never)]
    fn slot_before_within<C: Timepiece<PER>>(
        self,
        wall: &Wall<C, PER>,
        bounds: &Bounds<'_, C, PER>,
    ) -> Option<C::Time> {
        let last = self.last_beat(wall, bounds);
        let end = bounds.end_until(wall.at);
        let end = last.map_or(end, |last| end.min(last + 1));
        let found = match bounds.times() {
            Some(times) if last.is_none() => {
                self.counted(times, wall, bounds).take_while(|found| C::tick(found) < end).last()
            }
            _ if end < wall.at => self.slot_before(&wall.moved(end), Some(bounds)),
            _ => self.slot_before(wall, Some(bounds)),
        };
        found.filter(|found| !bounds.start_is_after(C::tick(found)))
    }

    /// The last of so many beats, where that needs no counting.
    fn last_beat<C: Timepiece<PER>>(self, wall: &Wall<C, PER>, bounds: &Bounds<'_, C, PER>) -> Option<i64> {
        let times = bounds.times()?;
        let Kind::Elapsed(every) = self.kind() else { return None };
        let beat = Self::beat(every, wall, Some(bounds));
        let steps = i64::from(times).checked_sub(1)?.checked_mul(beat.step)?;
        if DaySet::of(self.0).is_every_day() { beat.start.checked_add(steps) } else { None }
    }

    /// The first slots from the start on.
    fn counted<C: Timepiece<PER>>(
        self,
        times: u32,
        wall: &Wall<C, PER>,
        bounds: &Bounds<'_, C, PER>,
    ) -> impl Iterator<Item = C::Time> {
        let start = bounds.start().map(|start| wall.time(start - 1));
        let slot_after =
            move |last: &C::Time| self.slot_after(&wall.moved_to(last), Some(bounds)).filter(|found| found > last);
        let first = start.and_then(|start| slot_after(&start));
        iter::successors(first, slot_after).take(usize::try_from(times).unwrap_or(0))
    }

    /// The beat of an elapsed interval: from the start, else from 1970-01-01 00:00.
    fn beat<C: Timepiece<PER>>(every: Interval, wall: &Wall<C, PER>, bounds: Option<&Bounds<'_, C, PER>>) -> Beat {
        let start = bounds.and_then(Bounds::start).unwrap_or_else(|| C::tick(&wall.happens(0)));
        Beat { start: start + i64::from(every.shift), step: length::<PER>(every).max(1) }
    }
}
