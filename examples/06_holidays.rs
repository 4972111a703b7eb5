//! `except holidays`: the application brings its calendar.
//!
//! `cargo run --example holidays`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use chrono::{NaiveDate, TimeZone, Utc};
use punctual::{Error, Schedule};

fn main() -> Result<(), Error> {
    let holidays =
        [(12, 25), (12, 28)].into_iter().filter_map(|(month, day)| NaiveDate::from_ymd_opt(2026, month, day));
    let schedule = "every weekday at 9:00 except holidays in Europe/London".parse::<Schedule>()?;
    // Without a calendar nothing is left out, and a note says so.
    assert_eq!(schedule.notes().len(), 1);
    let schedule = schedule.with_holidays(holidays);
    let eve = Utc.with_ymd_and_hms(2026, 12, 24, 12, 0, 0).single().unwrap_or_default();
    let days: Vec<_> = schedule.upcoming(&eve).take(3).map(|slot| slot.format("%a %Y-%m-%d").to_string()).collect();
    println!("{schedule}\n  after {eve}: {}", days.join(", "));
    assert_eq!(days, ["Tue 2026-12-29", "Wed 2026-12-30", "Thu 2026-12-31"]);
    Ok(())
}
