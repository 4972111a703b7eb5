//! The search: the next and the previous slot of a rule.
//!
//! It has three layers. `days` jumps from one day of a rule to the next; `time_of_day` puts the
//! times of those days to them, which gives civil times; and `fixed`, `marks`, `elapsed` or
//! `random` turns them into instants, each by its own rule for clock changes. Where no clock
//! change is near, which the zone is asked once each way, that is one subtraction; a slow and
//! exact way is taken else. Nothing is allocated, and every loop ends by construction.

mod bounds;
mod civil;
mod days;
mod elapsed;
mod filter;
mod fixed;
mod marks;
mod ordinals;
mod random;
mod time_of_day;
mod wall;
mod weekly;
mod window;
mod yearly;

use std::iter;

use chrono::{DateTime, FixedOffset, TimeDelta, TimeZone, Utc};

use crate::schedule::calendar::FIRST_DAY;
use crate::schedule::rule::{Days, Interval, Period, RandomGap, Rule, When};
use crate::schedule::unit::Unit;
use crate::schedule::zone::Zone;
use bounds::Bounds;
use days::DaySet;
use elapsed::Beat;
use random::Draw;
use time_of_day::CivilTimes;
use wall::Wall;
use window::{is_on_clock, length};

/// The first slot of the rule strictly later than `after`.
pub(super) fn next_after<Z: TimeZone>(rule: &Rule, after: &DateTime<Z>) -> Option<DateTime<Z>> {
    match rule.zone {
        Zone::Caller => next_in(rule, &after.timezone(), after),
        Zone::Named(zone) => {
            let found = next_in(rule, &zone, &after.with_timezone(&zone))?;
            Some(found.with_timezone(&after.timezone()))
        }
        Zone::Fixed(minutes) => {
            let zone = fixed_zone(minutes)?;
            let found = next_in(rule, &zone, &after.with_timezone(&zone))?;
            Some(found.with_timezone(&after.timezone()))
        }
    }
}

/// The last slot of the rule strictly earlier than `before`. Random intervals have none that can be
/// told, also where a start and a count would fix them: `includes` knows of none either.
pub(super) fn previous_before<Z: TimeZone>(rule: &Rule, before: &DateTime<Z>) -> Option<DateTime<Z>> {
    if matches!(rule.when, When::Random { .. }) {
        return None;
    }
    match rule.zone {
        Zone::Caller => previous_in(rule, &before.timezone(), before),
        Zone::Named(zone) => {
            let found = previous_in(rule, &zone, &before.with_timezone(&zone))?;
            Some(found.with_timezone(&before.timezone()))
        }
        Zone::Fixed(minutes) => {
            let zone = fixed_zone(minutes)?;
            let found = previous_in(rule, &zone, &before.with_timezone(&zone))?;
            Some(found.with_timezone(&before.timezone()))
        }
    }
}

/// Whether the instant is a slot of the rule. For a random interval none can be told.
pub(super) fn includes<Z: TimeZone>(rule: &Rule, at: &DateTime<Z>) -> bool {
    if matches!(rule.when, When::Random { .. }) {
        return false;
    }
    let tick = if in_milliseconds(rule) { 1_000_000 } else { NANOSECONDS };
    let part = i64::from(at.timestamp_subsec_nanos());
    part < NANOSECONDS
        && part.checked_rem(tick) == Some(0)
        && at
            .clone()
            .checked_sub_signed(TimeDelta::nanoseconds(tick))
            .and_then(|before| next_after(rule, &before))
            .is_some_and(|found| found == *at)
}

/// Whether a slot's civil day may be this one.
pub(super) fn falls_on(rule: &Rule, day: i32) -> bool {
    DaySet::of(rule).next(day) == Some(day)
}

/// Whether the rule has any slot at all; without a zone of its own, in UTC.
pub(super) fn fires(rule: &Rule) -> bool {
    if repeats(rule) {
        // What has no day in 400 years never has: the days and weekdays are the same again.
        let start = rule.rare.as_ref().and_then(|rare| rare.starting).map_or(FIRST_DAY, |starting| starting.day);
        if DaySet::of(rule).to(start.saturating_add(GREGORIAN_CYCLE)).next(start).is_none() {
            return false;
        }
    }
    next_after(rule, &DateTime::<Utc>::MIN_UTC).is_some()
}

/// Days in which the Gregorian calendar comes round.
const GREGORIAN_CYCLE: i32 = 146_097;

/// Whether the days of a rule are the same again after 400 years: it counts every one of its
/// days, weeks, months or years, and follows no grid of its own.
fn repeats(rule: &Rule) -> bool {
    let on = match &rule.when {
        When::Days { on, .. } => on,
        When::Interval { every, on } if every.divides_a_day() || rule.window().is_some() => on,
        _ => return false,
    };
    match on {
        Days::Every { n } | Days::Weekly { n, .. } => *n == 1,
        Days::Monthly(monthly) => matches!(monthly.every, Period::Months(1) | Period::Quarters(1)),
        Days::Yearly(yearly) => yearly.n == 1,
        Days::Both { .. } => true,
        Days::Once(_) => false,
    }
}

fn fixed_zone(minutes: i16) -> Option<FixedOffset> {
    FixedOffset::east_opt(i32::from(minutes).checked_mul(60)?)
}

/// Whether slots may be between whole seconds.
#[inline]
fn in_milliseconds(rule: &Rule) -> bool {
    match &rule.when {
        When::Interval { every, .. } => every.unit == Unit::Millisecond,
        When::Random { gap, .. } => gap.unit == Unit::Millisecond,
        When::Days { .. } | When::Cron(_) => false,
    }
}

#[inline]
fn next_in<Z: TimeZone>(rule: &Rule, zone: &Z, after: &DateTime<Z>) -> Option<DateTime<Z>> {
    if in_milliseconds(rule) { Search::<1000>(rule).next(zone, after) } else { Search::<1>(rule).next(zone, after) }
}

#[inline]
fn previous_in<Z: TimeZone>(rule: &Rule, zone: &Z, before: &DateTime<Z>) -> Option<DateTime<Z>> {
    if in_milliseconds(rule) {
        Search::<1000>(rule).previous(zone, before)
    } else {
        Search::<1>(rule).previous(zone, before)
    }
}

const NANOSECONDS: i64 = 1_000_000_000;

/// A search in ticks: seconds, or milliseconds when `PER` is 1000.
#[derive(Debug, Clone, Copy)]
struct Search<'a, const PER: i64>(&'a Rule);

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
    #[inline]
    fn next<Z: TimeZone>(self, zone: &Z, after: &DateTime<Z>) -> Option<DateTime<Z>> {
        let mut wall = Wall::<Z, PER>::at_or_before(zone, after);
        if wall.at >= Wall::<Z, PER>::END {
            return None;
        }
        if wall.at < Wall::<Z, PER>::START {
            wall = wall.moved(Wall::<Z, PER>::START);
        }
        match &self.0.rare {
            None => self.slot_after(&wall, None),
            Some(rare) => self.slot_within(&wall, &Bounds::of(rare, &wall)),
        }
    }

    #[inline]
    fn previous<Z: TimeZone>(self, zone: &Z, before: &DateTime<Z>) -> Option<DateTime<Z>> {
        let mut wall = Wall::<Z, PER>::at_or_after(zone, before);
        if wall.at < Wall::<Z, PER>::START {
            return None;
        }
        if wall.at > Wall::<Z, PER>::END {
            wall = wall.moved(Wall::<Z, PER>::END);
        }
        match &self.0.rare {
            None => self.slot_before(&wall, None),
            Some(rare) => self.slot_before_within(&wall, &Bounds::of(rare, &wall)),
        }
    }

    /// The first slot after the clock's instant, whatever the bounds.
    #[inline]
    fn slot_after<Z: TimeZone>(
        self,
        wall: &Wall<'_, Z, PER>,
        bounds: Option<&Bounds<'_, Z, PER>>,
    ) -> Option<DateTime<Z>> {
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
    fn slot_before<Z: TimeZone>(
        self,
        wall: &Wall<'_, Z, PER>,
        bounds: Option<&Bounds<'_, Z, PER>>,
    ) -> Option<DateTime<Z>> {
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
    fn slot_within<Z: TimeZone>(self, wall: &Wall<'_, Z, PER>, bounds: &Bounds<'_, Z, PER>) -> Option<DateTime<Z>> {
        let last = self.last_beat(wall, bounds);
        let found = match bounds.times() {
            Some(times) if last.is_none() => {
                self.counted(times, wall, bounds).find(|found| Wall::<Z, PER>::tick(found) > wall.at)
            }
            _ if bounds.start_is_after(wall.at) => self.slot_after(&wall.moved(bounds.start()? - 1), Some(bounds)),
            _ => self.slot_after(wall, Some(bounds)),
        };
        found.filter(|found| {
            let at = Wall::<Z, PER>::tick(found);
            bounds.end_is_after(at) && last.is_none_or(|last| at <= last)
        })
    }

    /// The last slot before the clock's instant, within the bounds.
    #[inline(never)]
    fn slot_before_within<Z: TimeZone>(
        self,
        wall: &Wall<'_, Z, PER>,
        bounds: &Bounds<'_, Z, PER>,
    ) -> Option<DateTime<Z>> {
        let last = self.last_beat(wall, bounds);
        let end = bounds.end_until(wall.at);
        let end = last.map_or(end, |last| end.min(last + 1));
        let found = match bounds.times() {
            Some(times) if last.is_none() => {
                self.counted(times, wall, bounds).take_while(|found| Wall::<Z, PER>::tick(found) < end).last()
            }
            _ if end < wall.at => self.slot_before(&wall.moved(end), Some(bounds)),
            _ => self.slot_before(wall, Some(bounds)),
        };
        found.filter(|found| !bounds.start_is_after(Wall::<Z, PER>::tick(found)))
    }

    /// The last of so many beats, where that needs no counting.
    fn last_beat<Z: TimeZone>(self, wall: &Wall<'_, Z, PER>, bounds: &Bounds<'_, Z, PER>) -> Option<i64> {
        let times = bounds.times()?;
        let Kind::Elapsed(every) = self.kind() else { return None };
        let beat = Self::beat(every, wall, Some(bounds));
        let steps = i64::from(times).checked_sub(1)?.checked_mul(beat.step)?;
        if DaySet::of(self.0).is_every_day() { beat.start.checked_add(steps) } else { None }
    }

    /// The first slots from the start on.
    fn counted<Z: TimeZone>(
        self,
        times: u32,
        wall: &Wall<'_, Z, PER>,
        bounds: &Bounds<'_, Z, PER>,
    ) -> impl Iterator<Item = DateTime<Z>> {
        let start = bounds.start().map(|start| wall.time(start - 1));
        let slot_after =
            move |last: &DateTime<Z>| self.slot_after(&wall.moved_to(last), Some(bounds)).filter(|found| found > last);
        let first = start.and_then(|start| slot_after(&start));
        iter::successors(first, slot_after).take(usize::try_from(times).unwrap_or(0))
    }

    /// The beat of an elapsed interval: from the start, else from 1970-01-01 00:00.
    fn beat<Z: TimeZone>(every: Interval, wall: &Wall<'_, Z, PER>, bounds: Option<&Bounds<'_, Z, PER>>) -> Beat {
        let start = bounds.and_then(Bounds::start).unwrap_or_else(|| Wall::<Z, PER>::tick(&wall.happens(0)));
        Beat { start: start + i64::from(every.shift), step: length::<PER>(every).max(1) }
    }
}
