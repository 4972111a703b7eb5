//! The search: the next and the previous slot of a rule.

use chrono::{DateTime, FixedOffset, TimeZone, Timelike, Utc};

use super::bounds::Bounds;
use super::days::DaySet;
use super::elapsed::{self, Beat};
use super::random::Draw;
use super::rule::{Lasting, Rule, Unit, When};
use super::time_of_day::CivilTimes;
use super::window::{is_on_clock, length};
use super::zone::{Clock, Moment, Zone};
use super::{fixed, marks};

/// The first slot of the rule strictly later than `after`.
pub(super) fn next_after<Z: TimeZone>(rule: &Rule, after: &DateTime<Z>) -> Option<DateTime<Z>> {
    match rule.zone {
        Zone::Caller => next_in(rule, &after.timezone(), after),
        Zone::Named(zone) => Some(next_in(rule, &zone, &after.with_timezone(&zone))?.with_timezone(&after.timezone())),
        Zone::Fixed(minutes) => {
            let zone = fixed_zone(minutes)?;
            Some(next_in(rule, &zone, &after.with_timezone(&zone))?.with_timezone(&after.timezone()))
        }
    }
}

/// The last slot of the rule strictly earlier than `before`.
pub(super) fn previous_before<Z: TimeZone>(rule: &Rule, before: &DateTime<Z>) -> Option<DateTime<Z>> {
    match rule.zone {
        Zone::Caller => previous_in(rule, &before.timezone(), before),
        Zone::Named(zone) => {
            Some(previous_in(rule, &zone, &before.with_timezone(&zone))?.with_timezone(&before.timezone()))
        }
        Zone::Fixed(minutes) => {
            let zone = fixed_zone(minutes)?;
            Some(previous_in(rule, &zone, &before.with_timezone(&zone))?.with_timezone(&before.timezone()))
        }
    }
}

/// Whether the instant is a slot of the rule. Random intervals have none that can be told.
pub(super) fn includes<Z: TimeZone>(rule: &Rule, at: &DateTime<Z>) -> bool {
    if matches!(rule.when, When::Random { .. }) {
        return false;
    }
    let tick = if in_milliseconds(rule) { 1_000_000 } else { 1_000_000_000 };
    at.nanosecond() % tick == 0
        && at.nanosecond() < 1_000_000_000
        && at
            .clone()
            .checked_sub_signed(chrono::TimeDelta::nanoseconds(tick.into()))
            .and_then(|before| next_after(rule, &before))
            .is_some_and(|found| found == *at)
}

/// Whether the rule has any slot at all; without a zone of its own, in UTC.
pub(super) fn fires(rule: &Rule) -> bool {
    next_after(rule, &DateTime::<Utc>::MIN_UTC).is_some()
}

fn fixed_zone(minutes: i16) -> Option<FixedOffset> {
    FixedOffset::east_opt(i32::from(minutes).checked_mul(60)?)
}

fn next_in<Z: TimeZone>(rule: &Rule, zone: &Z, after: &DateTime<Z>) -> Option<DateTime<Z>> {
    if in_milliseconds(rule) {
        Search::<Z, 1000> { rule, clock: Clock(zone) }.next(after)
    } else {
        Search::<Z, 1> { rule, clock: Clock(zone) }.next(after)
    }
}

fn previous_in<Z: TimeZone>(rule: &Rule, zone: &Z, before: &DateTime<Z>) -> Option<DateTime<Z>> {
    if in_milliseconds(rule) {
        Search::<Z, 1000> { rule, clock: Clock(zone) }.previous(before)
    } else {
        Search::<Z, 1> { rule, clock: Clock(zone) }.previous(before)
    }
}

/// Whether slots may be between whole seconds.
fn in_milliseconds(rule: &Rule) -> bool {
    match &rule.when {
        When::Interval { every, .. } => every.unit == Unit::Millisecond,
        When::Random { gap, .. } => gap.unit == Unit::Millisecond,
        When::Days { .. } | When::Cron(_) => false,
    }
}

/// A rule on a clock, in ticks: seconds, or milliseconds when `PER` is 1000.
struct Search<'a, Z, const PER: i64> {
    rule: &'a Rule,
    clock: Clock<'a, Z, PER>,
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "instants are clamped to the years 1969 to 10000, far from overflow, and so are nanoseconds to their second"
)]
impl<Z: TimeZone, const PER: i64> Search<'_, Z, PER> {
    /// Nanoseconds in a tick.
    const TICK: i64 = 1_000_000_000 / PER;
    /// No civil time of 1970 is shown so early, wherever the clock is.
    const START: i64 = -2 * Clock::<Z, PER>::DAY;

    fn next(&self, after: &DateTime<Z>) -> Option<DateTime<Z>> {
        // A leap second is still before the next second.
        let part = i64::from(after.nanosecond()) / Self::TICK;
        let (mut at, mut offset) =
            (after.timestamp() * PER + part.min(PER - 1), Clock::<Z, PER>::ticks(after.offset()));
        if at >= Clock::<Z, PER>::END {
            return None;
        }
        if at < Self::START {
            at = Self::START;
            offset = self.clock.offset(at);
        }
        let found = match &self.rule.rare {
            None => self.next_slot(at, offset, None),
            Some(rare) => self.next_bounded(at, offset, &Bounds::of(rare, &self.clock)),
        };
        found.filter(|found| found.at > at).map(Self::date_time)
    }

    fn previous(&self, before: &DateTime<Z>) -> Option<DateTime<Z>> {
        let part = (i64::from(before.nanosecond()) + Self::TICK - 1) / Self::TICK;
        let at = (before.timestamp() * PER + part.min(PER) - 1).min(Clock::<Z, PER>::END);
        if at < Self::START {
            return None;
        }
        let found = match &self.rule.rare {
            None => self.previous_slot(at, None),
            Some(rare) => self.previous_bounded(at, &Bounds::of(rare, &self.clock)),
        };
        found.filter(|found| found.at <= at).map(Self::date_time)
    }

    /// The first slot after `after` within the bounds.
    fn next_bounded(&self, after: i64, offset: i64, bounds: &Bounds<'_, Z, PER>) -> Option<Moment<Z::Offset>> {
        let (mut at, mut offset) = (after, offset);
        if bounds.start_is_after(at) {
            at = bounds.start()? - 1;
            offset = self.clock.offset(at);
        }
        let found = match bounds.times() {
            None => self.next_slot(at, offset, Some(bounds)),
            Some(times) => self.counted(times, bounds).find(|found| found.at > after),
        };
        found.filter(|found| bounds.end_is_after(found.at))
    }

    /// The last slot not after `until` within the bounds.
    fn previous_bounded(&self, until: i64, bounds: &Bounds<'_, Z, PER>) -> Option<Moment<Z::Offset>> {
        let until = bounds.end_before(until);
        let found = match bounds.times() {
            None => self.previous_slot(until, Some(bounds)),
            Some(times) => self.counted(times, bounds).take_while(|found| found.at <= until).last(),
        };
        found.filter(|found| !bounds.start_is_after(found.at))
    }

    /// The first slots from the start on.
    fn counted(&self, times: u32, bounds: &Bounds<'_, Z, PER>) -> impl Iterator<Item = Moment<Z::Offset>> {
        let start = bounds.start().map(|start| self.clock.moment(start - 1));
        let first = start.and_then(|start| self.slot_after(&start, bounds));
        std::iter::successors(first, |slot| self.slot_after(slot, bounds)).take(usize::try_from(times).unwrap_or(0))
    }

    fn slot_after(&self, moment: &Moment<Z::Offset>, bounds: &Bounds<'_, Z, PER>) -> Option<Moment<Z::Offset>> {
        self.next_slot(moment.at, Clock::<Z, PER>::ticks(&moment.offset), Some(bounds))
            .filter(|found| found.at > moment.at)
    }

    /// The first slot after `after`, whatever the bounds.
    fn next_slot(&self, after: i64, offset: i64, bounds: Option<&Bounds<'_, Z, PER>>) -> Option<Moment<Z::Offset>> {
        let times = CivilTimes::of(self.rule);
        match &self.rule.when {
            When::Days { .. } => fixed::next(&self.clock, &times, after, offset),
            When::Cron(cron) if cron.is_fixed() => fixed::next(&self.clock, &times, after, offset),
            When::Cron(_) => marks::next(&self.clock, &times, after, offset),
            When::Interval { every, .. } if is_on_clock::<PER>(*every, self.rule.window()) => {
                marks::next(&self.clock, &times, after, offset)
            }
            When::Interval { .. } => elapsed::next(&self.clock, &DaySet::of(self.rule), self.beat(bounds)?, after),
            When::Random { gap, .. } => {
                let start = bounds.and_then(Bounds::start);
                let days = DaySet::of(self.rule);
                Draw { gap: *gap, days, window: self.rule.window(), openings: times }.next(&self.clock, after, start)
            }
        }
    }

    /// The last slot not after `until`, whatever the bounds.
    fn previous_slot(&self, until: i64, bounds: Option<&Bounds<'_, Z, PER>>) -> Option<Moment<Z::Offset>> {
        let times = CivilTimes::of(self.rule);
        let offset = self.clock.offset(until);
        match &self.rule.when {
            When::Days { .. } => fixed::previous(&self.clock, &times, until, offset),
            When::Cron(cron) if cron.is_fixed() => fixed::previous(&self.clock, &times, until, offset),
            When::Cron(_) => marks::previous(&self.clock, &times, until, offset),
            When::Interval { every, .. } if is_on_clock::<PER>(*every, self.rule.window()) => {
                marks::previous(&self.clock, &times, until, offset)
            }
            When::Interval { .. } => elapsed::previous(&self.clock, &DaySet::of(self.rule), self.beat(bounds)?, until),
            // The instant before depends on the one before it, and so on without an end.
            When::Random { .. } => None,
        }
    }

    /// The beat of an elapsed interval: from the start, else from 1970-01-01 00:00.
    fn beat(&self, bounds: Option<&Bounds<'_, Z, PER>>) -> Option<Beat> {
        let When::Interval { every, .. } = &self.rule.when else { return None };
        let start = bounds.and_then(Bounds::start).unwrap_or_else(|| self.clock.happens(0).at);
        Some(Beat { start: start + i64::from(every.shift), step: length::<PER>(*every).max(1) })
    }

    fn date_time(moment: Moment<Z::Offset>) -> DateTime<Z> {
        let nanoseconds = u32::try_from(moment.at.rem_euclid(PER) * Self::TICK).unwrap_or(0);
        let utc = DateTime::from_timestamp(moment.at.div_euclid(PER), nanoseconds).unwrap_or_default();
        DateTime::from_naive_utc_and_offset(utc.naive_utc(), moment.offset)
    }
}
