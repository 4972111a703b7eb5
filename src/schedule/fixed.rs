//! Times of day as instants: a time that a clock change skips happens at the instant it would
//! have had without the change, and one that is shown twice happens the first time.

use chrono::TimeZone;

use super::time_of_day::CivilTimes;
use super::zone::{Clock, Moment};

/// The first instant after `after`, where the clock is ahead of UTC by `offset`.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
pub(super) fn next<Z: TimeZone, const PER: i64>(
    clock: &Clock<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
    after: i64,
    offset: i64,
) -> Option<Moment<Z::Offset>> {
    if is_calm(clock, after, offset) {
        // No clock change just before, so what the clock showed by now has happened.
        let found = clock.only(times.next(after + offset + 1)?);
        if found.as_ref().is_some_and(|found| found.at > after) {
            return found;
        }
    }
    next_by_all(clock, times, after, offset)
}

/// As [`next`], with a clock change near.
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn next_by_all<Z: TimeZone, const PER: i64>(
    clock: &Clock<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
    after: i64,
    offset: i64,
) -> Option<Moment<Z::Offset>> {
    let lowest = offset.min(clock.offset(after - Clock::<Z, PER>::NEAR));
    let mut best: Option<Moment<Z::Offset>> = None;
    let mut from = after + lowest + 1;
    // Within two days all candidates happen after `after`, so this ends.
    while let Some(civil) = times.next(from) {
        if best.as_ref().is_some_and(|best| civil >= best.at + Clock::<Z, PER>::ticks(&best.offset)) {
            break;
        }
        let found = clock.happens(civil);
        if found.at > after && best.as_ref().is_none_or(|best| found.at < best.at) {
            best = Some(found);
        }
        from = civil + 1;
    }
    best
}

/// The last instant not after `until`.
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
pub(super) fn previous<Z: TimeZone, const PER: i64>(
    clock: &Clock<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
    until: i64,
    offset: i64,
) -> Option<Moment<Z::Offset>> {
    if is_calm(clock, until, offset) {
        let found = clock.only(times.previous(until + offset)?);
        if let Some(found) = found
            && found.at <= until
            && is_calm(clock, found.at, Clock::<Z, PER>::ticks(&found.offset))
        {
            return Some(found);
        }
    }
    previous_by_all(clock, times, until, offset)
}

/// As [`previous`], with a clock change near.
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn previous_by_all<Z: TimeZone, const PER: i64>(
    clock: &Clock<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
    until: i64,
    offset: i64,
) -> Option<Moment<Z::Offset>> {
    let earlier = |at: i64| clock.offset(at - Clock::<Z, PER>::NEAR);
    let mut best: Option<Moment<Z::Offset>> = None;
    let mut lowest = i64::MIN;
    let mut to = until + offset.max(earlier(until));
    while let Some(civil) = times.previous(to) {
        // Only a time skipped by a change of the clock happens later than a time shown later.
        if civil <= lowest {
            break;
        }
        let found = clock.happens(civil);
        if found.at <= until && best.as_ref().is_none_or(|best| found.at > best.at) {
            lowest = found.at + Clock::<Z, PER>::ticks(&found.offset).min(earlier(found.at));
            best = Some(found);
        }
        to = civil - 1;
    }
    best
}

/// Whether no clock change just before `at` can put civil times out of order.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn is_calm<Z: TimeZone, const PER: i64>(clock: &Clock<'_, Z, PER>, at: i64, offset: i64) -> bool {
    let earlier = clock.offset(at - Clock::<Z, PER>::NEAR);
    // A change reaches no further than it moves the clock.
    earlier == offset || clock.offset(at - (offset - earlier).abs()) == offset
}
