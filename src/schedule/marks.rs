//! Marks on the clock as instants: every instant whose clock shows a mark, so both passes of a
//! repeated hour and nothing of a skipped one.

use chrono::TimeZone;

use super::time_of_day::CivilTimes;
use super::zone::{Clock, Moment, Shown};

/// No zone has that many clock changes in a row that each skip the only mark ahead.
const CHANGES: u32 = 20_000;

/// The first instant after `after`, where the clock is ahead of UTC by `offset`.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
pub(super) fn next<Z: TimeZone, const PER: i64>(
    clock: &Clock<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
    after: i64,
    offset: i64,
) -> Option<Moment<Z::Offset>> {
    if let Some(civil) = times.next(after + offset + 1)
        && civil - offset <= after + Clock::<Z, PER>::NEAR
    {
        let found = clock.moment(civil - offset);
        if Clock::<Z, PER>::ticks(&found.offset) == offset {
            return Some(found);
        }
    }
    next_by_changes(clock, times, after, offset)
}

/// As [`next`], from one clock change to the next.
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
fn next_by_changes<Z: TimeZone, const PER: i64>(
    clock: &Clock<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
    after: i64,
    offset: i64,
) -> Option<Moment<Z::Offset>> {
    let (mut after, mut offset) = (after, offset);
    for _ in 0..CHANGES {
        let civil = times.next(after + offset + 1);
        let near = after + Clock::<Z, PER>::NEAR;
        let to = civil.map_or(near, |civil| near.min(civil - offset));
        // A change before the mark may skip it, or show an earlier one again.
        if let Some(change) = clock.change_after(after, offset, to) {
            offset = Clock::<Z, PER>::ticks(&change.offset);
            after = change.at - 1;
            continue;
        }
        let civil = civil?;
        if civil - offset <= near {
            return Some(clock.moment(civil - offset));
        }
        // A change further ahead shows nothing again that is before the mark.
        match clock.shown(civil) {
            Shown::Once(found) | Shown::Twice(found, _) => return Some(found).filter(|found| found.at > after),
            Shown::Never { end, .. } if end.at > after => {
                offset = Clock::<Z, PER>::ticks(&end.offset);
                after = end.at - 1;
            }
            Shown::Never { .. } => return None,
        }
    }
    None
}

/// The last instant not after `until`.
#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, far from overflow")]
pub(super) fn previous<Z: TimeZone, const PER: i64>(
    clock: &Clock<'_, Z, PER>,
    times: &CivilTimes<'_, PER>,
    until: i64,
    offset: i64,
) -> Option<Moment<Z::Offset>> {
    let (mut until, mut offset) = (until, offset);
    for _ in 0..CHANGES {
        let civil = times.previous(until + offset);
        let near = until - Clock::<Z, PER>::NEAR;
        let to = civil.map_or(near, |civil| near.max(civil - offset));
        if let Some(change) = clock.change_before(until, offset, to) {
            offset = Clock::<Z, PER>::ticks(&change.offset);
            until = change.at;
            continue;
        }
        let civil = civil?;
        if civil - offset >= near {
            return Some(clock.moment(civil - offset));
        }
        match clock.shown(civil) {
            Shown::Once(found) | Shown::Twice(_, found) => return Some(found).filter(|found| found.at <= until),
            Shown::Never { end, before } if end.at <= until => {
                offset = before;
                until = end.at - 1;
            }
            Shown::Never { .. } => return None,
        }
    }
    None
}
