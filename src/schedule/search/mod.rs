//! The search: the next and the previous slot of a rule.
//!
//! It has three layers. `days` jumps from one day of a rule to the next; `time_of_day` puts the
//! times of those days to them, which gives civil times; and `fixed`, `marks`, `elapsed` or
//! `random` turns them into instants, each by its own rule for clock changes. Where no clock
//! change is near, which the zone is asked once each way, that is one subtraction; a slow and
//! exact way is taken else. Nothing is allocated, and every loop ends by construction. All of it works in numbers; only
//! `timepiece` knows how an instant is told to whoever asked.

mod bounds;
mod civil;
mod days;
mod elapsed;
mod filter;
mod fires;
mod fixed;
mod marks;
mod ordinals;
#[cfg(test)]
mod plain;
mod random;
mod slot;
mod time_of_day;
mod timepiece;
mod wall;
mod weekly;
mod window;
mod yearly;

use chrono::{DateTime, FixedOffset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::rule::{Rule, When};
use super::unit::Unit;
use super::zone::Zone;
use crate::clock::Millis;
use civil::Civil;
use days::DaySet;
pub(super) use fires::fires;
use slot::Search;
use timepiece::{PlainUtc, Zoned};

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

/// As [`next_after`], in milliseconds since 1970; `caller` is the zone of a rule that names none.
#[inline]
pub(super) fn next_after_millis(rule: &Rule, after: Millis, caller: Tz) -> Option<Millis> {
    let date = || DateTime::from_timestamp_millis(after);
    match rule.zone {
        Zone::Caller if caller == Tz::UTC => next_in_utc(rule, after),
        Zone::Named(Tz::UTC) => next_in_utc(rule, after),
        Zone::Caller => Some(next_after(rule, &date()?.with_timezone(&caller))?.timestamp_millis()),
        Zone::Named(_) | Zone::Fixed(_) => Some(next_after(rule, &date()?)?.timestamp_millis()),
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

const NANOSECONDS: i64 = 1_000_000_000;

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

fn fixed_zone(minutes: i16) -> Option<FixedOffset> {
    FixedOffset::east_opt(i32::from(minutes).checked_mul(60)?)
}

#[inline]
fn next_in<Z: TimeZone>(rule: &Rule, zone: &Z, after: &DateTime<Z>) -> Option<DateTime<Z>> {
    if in_milliseconds(rule) {
        Search::<1000>(rule).next(Zoned::at_or_before(zone, after))
    } else {
        Search::<1>(rule).next(Zoned::at_or_before(zone, after))
    }
}

#[inline]
fn previous_in<Z: TimeZone>(rule: &Rule, zone: &Z, before: &DateTime<Z>) -> Option<DateTime<Z>> {
    if in_milliseconds(rule) {
        Search::<1000>(rule).previous(Zoned::at_or_after(zone, before))
    } else {
        Search::<1>(rule).previous(Zoned::at_or_after(zone, before))
    }
}

#[inline]
fn next_in_utc(rule: &Rule, after: Millis) -> Option<Millis> {
    if in_milliseconds(rule) {
        Search::<1000>(rule).next(PlainUtc::at(after)).map(Civil::ticks)
    } else {
        Search::<1>(rule).next(PlainUtc::at(after.div_euclid(1000)))?.ticks().checked_mul(1000)
    }
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
