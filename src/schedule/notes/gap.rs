//! A time of day that the zone of a rule skips: found before it happens.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::{Note, NoteCode};
use crate::schedule::calendar::{DAY, Date};
use crate::schedule::rule::{Rule, Times, When};
use crate::schedule::search;
use crate::schedule::zone::Zone;

/// A time of day that the zone skips on some day of the rule, from 2026 on.
pub(super) fn gap(rule: &Rule) -> Option<Note> {
    let (Zone::Named(zone), When::Days { at, .. }) = (rule.zone, &rule.when) else { return None };
    let times = match at {
        Times::One(time) => std::slice::from_ref(time),
        Times::Many(list) => &list.0,
    };
    let skipped = |time: u32, gap: &Gap| {
        let civil = gap.day_start.saturating_add(i64::from(time));
        (gap.from..gap.to).contains(&civil)
    };
    let (time, day) = gaps(zone).find_map(|gap| {
        let time = *times.iter().find(|&&time| skipped(time, &gap))?;
        search::falls_on(rule, gap.day).then_some((time, gap.day))
    })?;
    let (hours, minutes) = (time / 3600, time / 60 % 60);
    let day = Date::of(day);
    let message = format!("{hours:02}:{minutes:02} does not exist on {day}; it runs later by the clock change");
    Some(Note::new(NoteCode::Gap, message))
}

/// Civil seconds that a zone skips, and the day they lie on.
struct Gap {
    from: i64,
    to: i64,
    day: i32,
    day_start: i64,
}

/// The gaps of a zone in the years 2026 to 2029.
fn gaps(zone: Tz) -> impl Iterator<Item = Gap> {
    let offset = move |at: i64| {
        let utc = DateTime::from_timestamp(at, 0).unwrap_or_default().naive_utc();
        i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
    };
    // No zone changes its clock twice within a week.
    let first = Date { year: 2026, month: 1, day: 1 }.number();
    let weeks = (first..first.saturating_add(4 * 366)).step_by(7);
    weeks.map(|day| i64::from(day).saturating_mul(DAY)).filter_map(move |start| {
        let (mut low, mut high) = (start, start.saturating_add(7 * DAY));
        let (before, after) = (offset(low), offset(high));
        if after <= before {
            return None;
        }
        while high.saturating_sub(low) > 1 {
            let middle = low.midpoint(high);
            if offset(middle) == before { low = middle } else { high = middle }
        }
        let from = high.saturating_add(before);
        let day = i32::try_from(from.div_euclid(DAY)).ok()?;
        Some(Gap { from, to: high.saturating_add(after), day, day_start: i64::from(day).saturating_mul(DAY) })
    })
}
