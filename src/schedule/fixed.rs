//! Times of day as instants: a time that a clock change skips happens at the instant it would
//! have had without the change, and one that is shown twice happens the first time.

use chrono::{DateTime, TimeZone};

use super::time_of_day::CivilTimes;
use super::wall::Wall;

/// The first instant after the clock's.
#[inline]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000, far from overflow"
)]
pub(super) fn next<Z: TimeZone, const PER: i64>(
    wall: &Wall<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<DateTime<Z>> {
    if let Some(civil) = times.next_after_pause(wall.now()) {
        return only_later(wall, civil).or_else(|| next_by_all(wall, times));
    }
    if !wall.is_calm() {
        return next_by_all(wall, times);
    }
    // What the clock showed by now has happened.
    let civil = times.next(wall.now() + 1)?;
    if civil - wall.now() > Wall::<Z, PER>::CALM {
        return only_later(wall, civil).or_else(|| next_by_all(wall, times));
    }
    let found = wall.time(civil - wall.offset);
    if Wall::<Z, PER>::ahead(&found) == wall.offset {
        return Some(found);
    }
    next_by_all(wall, times)
}

/// The only instant that shows a civil time, if it is after the clock's.
#[inline]
fn only_later<Z: TimeZone, const PER: i64>(
    wall: &Wall<'_, Z, PER>,
    civil: i64,
) -> Option<DateTime<Z>> {
    wall.only(civil).filter(|found| Wall::<Z, PER>::tick(found) > wall.at)
}

/// As [`next`], with a clock change near.
#[cold]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000, far from overflow"
)]
fn next_by_all<Z: TimeZone, const PER: i64>(
    wall: &Wall<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<DateTime<Z>> {
    let mut from = wall.at + wall.offset.min(wall.offset(wall.at - Wall::<Z, PER>::NEAR)) + 1;
    let mut best: Option<DateTime<Z>> = None;
    // What the clock shows at the best, after which nothing can happen before it.
    let mut end = i64::MAX;
    // Two days on every candidate happens later, so this ends.
    while let Some(civil) = times.next(from).filter(|&civil| civil < end) {
        let found = wall.happens(civil);
        let at = Wall::<Z, PER>::tick(&found);
        if at > wall.at && best.as_ref().is_none_or(|best| found < *best) {
            end = at + Wall::<Z, PER>::ahead(&found);
            best = Some(found);
        }
        from = civil + 1;
    }
    best
}

/// The last instant not after the clock's.
#[inline]
pub(super) fn previous<Z: TimeZone, const PER: i64>(
    wall: &Wall<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<DateTime<Z>> {
    if wall.is_calm() {
        let found = wall.only(times.previous(wall.now())?);
        if let Some(found) = found {
            let then = wall.moved_to(&found);
            if then.at <= wall.at && then.is_calm() {
                return Some(found);
            }
        }
    }
    previous_by_all(wall, times)
}

/// As [`previous`], with a clock change near.
#[cold]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000, far from overflow"
)]
fn previous_by_all<Z: TimeZone, const PER: i64>(
    wall: &Wall<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<DateTime<Z>> {
    let earlier = |at: i64| wall.offset(at - Wall::<Z, PER>::NEAR);
    let mut to = wall.at + wall.offset.max(earlier(wall.at));
    let mut best: Option<DateTime<Z>> = None;
    // Only a time that a change skips can happen later than a time that is shown later.
    let mut end = i64::MIN;
    while let Some(civil) = times.previous(to).filter(|&civil| civil > end) {
        let found = wall.happens(civil);
        let at = Wall::<Z, PER>::tick(&found);
        if at <= wall.at && best.as_ref().is_none_or(|best| found > *best) {
            end = at + Wall::<Z, PER>::ahead(&found).min(earlier(at));
            best = Some(found);
        }
        to = civil - 1;
    }
    best
}
