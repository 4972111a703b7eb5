//! Say when in words, see the one spelling of it, and ask for times.
//!
//! `cargo run --example say_when`
#![allow(clippy::print_stdout, clippy::arithmetic_side_effects, reason = "an example shows what it does")]

use chrono::{DateTime, Utc};
use punctual::{Error, Schedule};

fn main() -> Result<(), Error> {
    let now: DateTime<Utc> = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_454);
    println!("now: {now}\n");
    for text in [
        "mondays at 1:15 pm",
        "every 10 minutes between 9 am and 5 pm, mon-fri",
        "the last friday of every month at 16:00",
        "every other tuesday at 9:30 starting 2026-01-06",
        "every weekday at 9:00 except dec 25; saturdays at noon",
        "cron */15 9-17 * * mon-fri",
    ] {
        let schedule: Schedule = text.parse()?;
        println!("{text}\n  = {schedule}");
        for slot in schedule.upcoming(&now).take(3) {
            println!("    {slot}");
        }
        // What is printed is the same schedule.
        assert_eq!(schedule.to_string().parse::<Schedule>()?, schedule);
    }
    Ok(())
}
