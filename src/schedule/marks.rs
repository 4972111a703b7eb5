//! Marks on the clock as instants: every instant whose clock shows a mark, so both passes of a
//! repeated hour and nothing of a skipped one.

use chrono::{DateTime, TimeZone};

use super::time_of_day::CivilTimes;
use super::wall::{Shown, Wall};

/// No zone has that many clock changes in a row that each skip the only mark ahead.
const CHANGES: u32 = 20_000;

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
    if let Some(civil) = times.next(wall.now() + 1)
        && civil - wall.now() <= Wall::<Z, PER>::CALM
    {
        let found = wall.time(civil - wall.offset);
        if Wall::<Z, PER>::ahead(&found) == wall.offset {
            return Some(found);
        }
    }
    next_by_changes(wall, times)
}

/// As [`next`], from one clock change to the next.
#[cold]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000, far from overflow"
)]
fn next_by_changes<Z: TimeZone, const PER: i64>(
    wall: &Wall<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<DateTime<Z>> {
    let (mut after, mut offset) = (wall.at, wall.offset);
    for _ in 0..CHANGES {
        let civil = times.next(after + offset + 1);
        let near = after + Wall::<Z, PER>::NEAR;
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
                after = Wall::<Z, PER>::tick(&end).max(after + 2) - 1;
                offset = Wall::<Z, PER>::ahead(&end);
            }
        }
    }
    None
}

/// The last instant not after the clock's.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "ticks stay within the years 1969 to 10000, far from overflow"
)]
pub(super) fn previous<Z: TimeZone, const PER: i64>(
    wall: &Wall<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
) -> Option<DateTime<Z>> {
    let (mut until, mut offset) = (wall.at, wall.offset);
    for _ in 0..CHANGES {
        let civil = times.previous(until + offset);
        let near = until - Wall::<Z, PER>::NEAR;
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
                until = (Wall::<Z, PER>::tick(&end) - 1).min(until - 1);
                offset = before;
            }
        }
    }
    None
}
