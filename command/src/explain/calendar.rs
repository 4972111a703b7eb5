//! The next four weeks as a small calendar.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use punctual::Schedule;

use crate::answer::is_random;
use crate::moment::just_before;
use crate::style::{DIM, RUN, STRONG};
use crate::zone::Zone;

/// The days shown, from today on.
const DAYS: usize = 28;
/// How many runs of a day to count: one a minute, and then some.
const COUNTED: usize = 1_500;

/// A day, and its runs up to [`COUNTED`].
struct Day {
    date: NaiveDate,
    runs: usize,
}

/// Draws the weeks from Monday to Sunday, the days with runs in brackets.
///
/// Where runs are drawn at random, so are the counts of the days.
pub(super) fn four_weeks(schedule: &Schedule, from: DateTime<Utc>, zone: Zone) -> String {
    let today = from.with_timezone(&zone).date_naive();
    let dates = today.iter_days().take(DAYS);
    let days: Vec<_> = dates.map(|date| Day { date, runs: runs_on(schedule, zone, date) }).collect();
    let Some(last) = days.last() else {
        return String::new();
    };
    let mut out = format!("{STRONG}The next four weeks{STRONG:#}  {DIM}{today} to {}, {zone}{DIM:#}\n\n", last.date);
    let _ = writeln!(out, "{DIM}             Mon  Tue  Wed  Thu  Fri  Sat  Sun{DIM:#}");
    // A row ends on Sunday and at the end of a month.
    let rows = days.chunk_by(|day, next| next.date.weekday() != Weekday::Mon && day.date.month() == next.date.month());
    let mut month = None;
    for row in rows {
        let Some(first) = row.first() else { continue };
        let label = if month == Some(first.date.month()) { String::new() } else { first.date.format("%B").to_string() };
        month = Some(first.date.month());
        let mut line = format!("  {label:<10}");
        for _ in 0..first.date.weekday().num_days_from_monday() {
            line.push_str("     ");
        }
        for day in row {
            let date = day.date.day();
            let _ = if day.runs > 0 { write!(line, "{RUN}[{date:>2}]{RUN:#} ") } else { write!(line, " {date:>2}  ") };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let _ = writeln!(out, "\n  {RUN}[ ]{RUN:#} {}", legend(&days, is_random(schedule)));
    out
}

fn legend(days: &[Day], random: bool) -> String {
    let about = if random { "about " } else { "" };
    let with: Vec<_> = days.iter().filter(|day| day.runs > 0).collect();
    let least = with.iter().map(|day| day.runs).min().unwrap_or(0);
    let most = with.iter().map(|day| day.runs).max().unwrap_or(0);
    let each = match (least, most) {
        (_, COUNTED) => format!("more than {COUNTED} runs a day"),
        (1, 1) if !random => "one run a day".to_owned(),
        (least, most) if least == most => format!("{about}{most} runs a day"),
        (least, most) => format!("{about}{least} to {most} runs a day"),
    };
    if with.is_empty() {
        "a day with runs: none in these four weeks".to_owned()
    } else if with.len() == days.len() {
        format!("a day with runs: every day; {each}")
    } else {
        format!("a day with runs: {} of {} days; {each}", with.len(), days.len())
    }
}

/// The runs on a local day, counted up to [`COUNTED`].
fn runs_on(schedule: &Schedule, zone: Zone, date: NaiveDate) -> usize {
    let Some(start) = start_of(zone, date) else {
        return 0;
    };
    schedule.upcoming(&just_before(&start)).take_while(|run| run.date_naive() == date).take(COUNTED).count()
}

/// The first instant of a local day; a day can begin later than at midnight.
fn start_of(zone: Zone, date: NaiveDate) -> Option<DateTime<Zone>> {
    let mut local = date.and_time(NaiveTime::MIN);
    while local.date() == date {
        if let Some(start) = zone.from_local_datetime(&local).earliest() {
            return Some(start);
        }
        local = local.checked_add_signed(TimeDelta::minutes(15))?;
    }
    None
}
