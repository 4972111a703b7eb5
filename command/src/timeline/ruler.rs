//! The marks of the clock above the lanes.

use chrono::{DateTime, Datelike, Months, NaiveTime, TimeDelta, Timelike};

use super::lanes::Lanes;
use crate::zone::Zone;

/// Distances of marks, in seconds.
const STEPS: [i64; 16] =
    [5, 10, 15, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 604_800];

/// Columns with a mark, and what stands there: `09:00`, the weekday at midnight, or `Mon 05` where
/// there are days. Each letter of a mark takes so many columns.
pub(super) fn marks(lanes: &Lanes, letter: i64) -> Vec<(usize, String)> {
    let room = |step: i64| step.checked_div(lanes.column).unwrap_or(0);
    let wanted = |step: i64| match step {
        ..60 => 10,
        60..86_400 => 6,
        86_400 => 4,
        _ => 7,
    };
    let step = STEPS.into_iter().find(|step| room(*step) >= letter.saturating_mul(wanted(*step))).unwrap_or(2_592_000);
    let mut marks = Vec::new();
    for column in 0..lanes.sums.len() {
        let Some(begin) = lanes.begin(column) else { break };
        let begin = begin.with_timezone(&lanes.zone);
        let date = room(step) >= letter.saturating_mul(7);
        if let Some(mark) = mark_in(&begin, lanes.column, step, date) {
            marks.push((column, mark));
        }
    }
    marks
}

/// The mark of a column: the clock of a column may be set, so it need not be at its beginning.
fn mark_in(begin: &DateTime<Zone>, column: i64, step: i64, date: bool) -> Option<String> {
    if step > 604_800 {
        return month_in(begin, column);
    }
    let since = i64::from(begin.num_seconds_from_midnight());
    let day = step.min(86_400);
    let to_go = since.checked_neg()?.rem_euclid(day);
    if to_go >= column {
        return None;
    }
    let mark = begin.naive_local().checked_add_signed(TimeDelta::seconds(to_go))?;
    if step < 86_400 {
        let midnight = mark.time() == NaiveTime::MIN;
        let clock = if step < 60 { "%H:%M:%S" } else { "%H:%M" };
        let format = if midnight { "%a" } else { clock };
        return Some(mark.format(format).to_string());
    }
    let days = step.checked_div(86_400)?;
    let number = i64::from(mark.date().to_epoch_days());
    // Weeks begin on monday: 1970-01-05.
    (number.checked_sub(4)?.rem_euclid(days) == 0).then(|| mark.format(if date { "%a %d" } else { "%a" }).to_string())
}

/// The month that begins in a column.
fn month_in(begin: &DateTime<Zone>, column: i64) -> Option<String> {
    let begin = begin.naive_local();
    let first = begin.date().with_day(1)?;
    let first = if first.and_time(NaiveTime::MIN) < begin { first.checked_add_months(Months::new(1))? } else { first };
    let end = begin.checked_add_signed(TimeDelta::seconds(column))?;
    (first.and_time(NaiveTime::MIN) < end).then(|| first.format("%b").to_string())
}
