//! Marks on the clock as instants: every instant whose clock shows a mark, so both passes of a
//! repeated hour and nothing of a skipped one.

use super::civil::Civil;
use super::time_of_day::CivilTimes;
use super::timepiece::Timepiece;
use super::wall::{Shown, Wall};

/// No zone has that many clock changes in a row that each skip the only mark ahead.
const CHANGES: u32 = 20_000;

/// The first instant after the clock's.
#[inline]
pub(super) fn next<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let mut found = next_unless_changed(wall, times);
    if found.is_none() {
        found = next_by_changes(wall, times);
    }
    found
}

/// As [`next`], if the clock is not changed before.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "days stay within the years 1969 to 10000")]
fn next_unless_changed<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let now = wall.now();
    let civil = times.next_after(now)?;
    if civil.day - now.day <= Wall::<C, PER>::CALM { wall.unchanged(civil) } else { None }
}

/// As [`next`], from one clock change to the next.
#[cold]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn next_by_changes<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let (mut after, mut offset) = (wall.at, wall.offset);
    for _ in 0..CHANGES {
        let civil = times.next_after(Civil::of(after + offset)).map(Civil::ticks);
        let near = after + Wall::<C, PER>::NEAR;
        let to = civil.map_or(near, |civil| near.min(civil - offset));
        // A change before the mark may skip it, or show an earlier one again.
        if let Some((at, ahead)) = wall.change_after(after, offset, to) {
            (after, offset) = (at - 1, ahead);
            continue;
        }
        let civil = civil?;
        if civil - offset <= near {
            return Some(wall.time(civil - offset));
        }
        // A change further ahead shows nothing again that is before the mark.
        match wall.shown(civil) {
            Shown::Once(found) | Shown::Twice(found, _) => return Some(found),
            Shown::Never { end, .. } => {
                after = C::tick(&end).max(after + 2) - 1;
                offset = C::ahead(&end);
            }
        }
    }
    None
}

/// The last instant before the clock's.
#[inline]
pub(super) fn previous<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let mut found = previous_unless_changed(wall, times);
    if found.is_none() {
        found = previous_by_changes(wall, times);
    }
    found
}

/// As [`previous`], if the clock was not changed since.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "days stay within the years 1969 to 10000")]
fn previous_unless_changed<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let now = wall.now();
    let civil = times.previous_before(now)?;
    if now.day - civil.day <= Wall::<C, PER>::CALM { wall.unchanged(civil) } else { None }
}

/// As [`previous`], from one clock change to the one before.
#[cold]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn previous_by_changes<C: Timepiece<PER>, const PER: i64>(
    wall: &Wall<C, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<C::Time> {
    let (mut until, mut offset) = (wall.at - 1, wall.offset(wall.at - 1));
    for _ in 0..CHANGES {
        let civil = times.previous_before(Civil::of(until + offset + 1)).map(Civil::ticks);
        let near = until - Wall::<C, PER>::NEAR;
        let to = civil.map_or(near, |civil| near.max(civil - offset));
        if let Some((at, ahead)) = wall.change_before(until, offset, to) {
            (until, offset) = (at, ahead);
            continue;
        }
        let civil = civil?;
        if civil - offset >= near {
            return Some(wall.time(civil - offset));
        }
        match wall.shown(civil) {
            Shown::Once(found) | Shown::Twice(_, found) => return Some(found),
            Shown::Never { end, before } => {
                until = (C::tick(&end) - 1).min(until - 1);
                offset = before;
            }
        }
    }
    None
}
