//! Times of day as instants: a time that a clock change skips happens at the instant it would
//! have had without the change, and one that is shown twice happens the first time.

use super::civil::Civil;
use super::time_of_day::CivilTimes;
use super::timepiece::Timepiece;
use super::wall::Wall;

/// The first instant after the clock's.
#[inline]
pub(super) fn next<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let mut found = next_if_calm(wall, times);
    if found.is_none() {
        found = next_by_all(wall, times);
    }
    found
}

/// As [`next`], if the clock is not changed near here and there.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "days stay within the years 1969 to 10000")]
fn next_if_calm<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let now = wall.now();
    if let Some(civil) = times.next_after_pause(now) {
        return wall.only(civil, |at| at > wall.at);
    }
    let civil = times.next_after(now);
    if !wall.is_calm() {
        return None;
    }
    // What the clock showed by now has happened.
    let civil = civil?;
    if civil.day - now.day <= Wall::<C, PER>::CALM {
        wall.unchanged(civil)
    } else {
        wall.only(civil, |at| at > wall.at)
    }
}

/// As [`next`], with a clock change near.
#[cold]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn next_by_all<C: Timepiece<PER>, const PER: i64>(wall: &Wall<C, PER>, times: &CivilTimes<'_, PER>) -> Option<C::Time> {
    let mut now = wall.at + wall.offset.min(wall.offset(wall.at - Wall::<C, PER>::NEAR));
    let mut best: Option<C::Time> = None;
    // What the clock shows at the best, after which nothing can happen before it.
    let mut end = i64::MAX;
    // Two days on every candidate happens later, so this ends.
    while let Some(civil) = times.next_after(Civil::of(now)).map(Civil::ticks) {
        if civil >= end {
            break;
        }
        let found = wall.happens(civil);
        let at = C::tick(&found);
        if at > wall.at && best.as_ref().is_none_or(|best| found < *best) {
            end = at + C::ahead(&found);
            best = Some(found);
        }
        now = civil;
    }
    best
}

/// The last instant before the clock's.
#[inline]
pub(super) fn previous<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let mut found = previous_if_calm(wall, times);
    if found.is_none() {
        found = previous_by_all(wall, times);
    }
    found
}

/// As [`previous`], if the clock is not changed near here and there.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "days stay within the years 1969 to 10000")]
fn previous_if_calm<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let now = wall.now();
    let civil = times.previous_before(now)?;
    if now.day - civil.day > Wall::<C, PER>::CALM {
        let found = wall.only(civil, |at| at < wall.at)?;
        let calm = wall.is_calm() && wall.moved_to(&found).is_calm();
        return calm.then_some(found);
    }
    // A change before it could have delayed an earlier one past it.
    let calm = wall.offset(civil.ticks() - wall.offset - Wall::<C, PER>::NEAR) == wall.offset;
    if calm { wall.unchanged(civil) } else { None }
}

/// As [`previous`], with a clock change near.
#[cold]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn previous_by_all<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let earlier = |at: i64| wall.offset(at - Wall::<C, PER>::NEAR);
    let mut to = wall.at + wall.offset.max(earlier(wall.at));
    let mut best: Option<C::Time> = None;
    // Only a time that a change skips can happen later than a time that is shown later.
    let mut end = i64::MIN;
    while let Some(civil) = times.previous_before(Civil::of(to)).map(Civil::ticks) {
        if civil <= end {
            break;
        }
        let found = wall.happens(civil);
        let at = C::tick(&found);
        if at < wall.at && best.as_ref().is_none_or(|best| found > *best) {
            end = at + C::ahead(&found).min(earlier(at));
            best = Some(found);
        }
        to = civil;
    }
    best
}
