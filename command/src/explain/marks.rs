//! Where the marks of an interval lie on the clock.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use punctual::Schedule;

use crate::canonical::{Clause, Clauses};
use crate::english::and;
use crate::moment::{self, Detail};
use crate::zone::UTC;

/// A sentence on them, as the schedule itself says.
pub(super) fn of(clauses: &Clauses) -> Option<String> {
    let grid = clauses
        .only(|clause| matches!(clause, Clause::Every | Clause::Shift | Clause::Window))
        .to_string()
        .parse::<Schedule>()
        .ok()?;
    // Any day on a clock that does not change.
    let day: DateTime<Utc> = DateTime::from_timestamp(978_307_200, 0)?;
    let midnight = day.with_timezone(&UTC);
    let window = clauses.get(Clause::Window).and_then(|window| window.split_once(" to "));
    let (from, to) = window.unwrap_or(("00:00", "24:00"));
    let first = midnight.checked_add_signed(of_day(from)?)?;
    let mut last = midnight.checked_add_signed(of_day(to)?)?;
    let over_midnight = last < first;
    if over_midnight {
        last = last.checked_add_signed(TimeDelta::days(1))?;
    }
    let bit = TimeDelta::milliseconds(1);
    // Midnight at the end is the next day's first mark, but a window includes its end.
    let end = if window.is_some() { last.checked_add_signed(bit)? } else { last };
    let before = first.checked_sub_signed(bit)?;
    let mut marks: Vec<_> = grid.upcoming(&before).take_while(|mark| *mark < end).take(5).collect();
    let many = marks.len() == 5;
    if many {
        marks.truncate(3);
        marks.push(grid.previous_before(&end)?);
    }
    let detail = Detail::of(&marks);
    let times: Vec<_> = marks.iter().map(|mark| moment::clock_in(mark, detail)).collect();
    let times = match times.split_last() {
        Some((last, first)) if many => format!("{} and so on to {last}", first.join(", ")),
        _ => and(&times),
    };
    if window.is_none() {
        return Some(format!("That is at {times} by the local clock, counted from midnight."));
    }
    let night = if over_midnight { "; the night belongs to the day it begins" } else { "" };
    Some(format!("That is at {times}, counted from {from} anew each day{night}."))
}

/// The length from midnight to `09:00`, `24:00`.
fn of_day(time: &str) -> Option<TimeDelta> {
    if time == "24:00" {
        return Some(TimeDelta::days(1));
    }
    let format = if time.len() > 5 { "%H:%M:%S" } else { "%H:%M" };
    let time = NaiveTime::parse_from_str(time, format).ok()?;
    Some(time.signed_duration_since(NaiveTime::MIN))
}
