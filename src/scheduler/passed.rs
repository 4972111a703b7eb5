//! Which slots passed: computed from the schedule, not by waiting for each.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::Schedule;

use super::Millis;

/// How many slots are counted one by one.
const COUNTED: u64 = 100_000;

/// The slots from one that is due up to now.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passed {
    /// The latest.
    pub(super) latest: Millis,
    /// How many, the first and the latest included; at least that, where they are too many to
    /// be counted.
    pub(super) count: u64,
    /// The next one, later than now.
    pub(super) next: Option<Millis>,
}

/// The slot after an instant. It must be later, or it is none: the one place that makes sure.
#[inline]
pub(super) fn slot_after(schedule: &Schedule, at: Millis, zone: Tz) -> Result<Option<Millis>, DoesNotAdvance> {
    later_than(at, schedule.next_after_millis(at, zone))
}

#[inline]
pub(super) fn later_than(at: Millis, next: Option<Millis>) -> Result<Option<Millis>, DoesNotAdvance> {
    match next {
        Some(next) if next <= at => Err(DoesNotAdvance),
        next => Ok(next),
    }
}

/// The last slot before an instant, where the past can be known.
pub(super) fn slot_before(schedule: &Schedule, at: Millis, zone: Tz) -> Option<Millis> {
    let before = DateTime::<Utc>::from_timestamp_millis(at)?.with_timezone(&zone);
    Some(schedule.previous_before(&before)?.timestamp_millis())
}

/// A slot after another that is not later.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DoesNotAdvance;

/// What passed since the slot `due`, which is not later than `now`.
pub(super) fn passed(schedule: &Schedule, due: Millis, now: Millis, zone: Tz) -> Result<Passed, DoesNotAdvance> {
    let second = slot_after(schedule, due, zone)?;
    let Some(second) = second.filter(|second| *second <= now) else {
        return Ok(Passed { latest: due, count: 1, next: second });
    };
    let latest = slot_before(schedule, now.saturating_add(1), zone).filter(|latest| *latest >= second);
    if let Some((latest, step)) = latest.zip(schedule.even_step()) {
        // Evenly spaced, whatever clocks do.
        let steps = latest.saturating_sub(due).checked_div(step).unwrap_or(0);
        let count = u64::try_from(steps).unwrap_or(0).saturating_add(1);
        return Ok(Passed { latest, count, next: slot_after(schedule, latest, zone)? });
    }
    let mut last = second;
    let mut count = 2;
    loop {
        match slot_after(schedule, last, zone)?.filter(|next| *next <= now) {
            Some(next) if count < COUNTED => {
                last = next;
                count = count.saturating_add(1);
            }
            Some(next) => {
                let latest = latest.unwrap_or(next);
                // Later than now: the slots between are among those that passed.
                return Ok(Passed { latest, count, next: slot_after(schedule, latest.max(now), zone)? });
            }
            None => return Ok(Passed { latest: last, count, next: slot_after(schedule, last, zone)? }),
        }
    }
}

/// The latest slots up to one, the oldest first: at most so many, none before `first`.
pub(super) fn latest(schedule: &Schedule, first: Millis, last: Millis, at_most: u32, zone: Tz) -> Vec<Millis> {
    let many = usize::try_from(at_most).unwrap_or(usize::MAX);
    let back = |at: &Millis| slot_before(schedule, *at, zone).filter(|slot| *slot >= first);
    let mut slots: Vec<Millis> = std::iter::successors(Some(last), back).take(many).collect();
    slots.reverse();
    if slots.len() == 1 && at_most > 1 && first < last {
        // The past of a random interval cannot be known: from the first on, then.
        let on = |at: &Millis| slot_after(schedule, *at, zone).ok().flatten().filter(|slot| *slot <= last);
        let mut all = std::collections::VecDeque::new();
        for slot in std::iter::successors(Some(first), on).take(usize::try_from(COUNTED).unwrap_or(0)) {
            if all.len() >= many {
                all.pop_front();
            }
            all.push_back(slot);
        }
        slots = all.into();
    }
    slots
}
