//! What happens in the nights when the clocks change: New York, 2026.
//!
//! `cargo run --example clock_changes`
#![allow(clippy::print_stdout, clippy::arithmetic_side_effects, reason = "an example shows what it does")]

use chrono::TimeZone;
use punctual::{Error, Schedule};

fn main() -> Result<(), Error> {
    let zone = chrono_tz::America::New_York;
    for (what, month, day) in [("02:00 becomes 03:00", 3, 8), ("02:00 becomes 01:00", 11, 1)] {
        let Some(midnight) = zone.with_ymd_and_hms(2026, month, day, 0, 0, 0).single() else { continue };
        println!("2026-{month:02}-{day:02}: {what}");
        for text in ["every day at 01:30", "every day at 02:30", "every hour from 01:00 to 03:00", "every 90 minutes"] {
            let schedule: Schedule = text.parse()?;
            let noon = midnight + chrono::TimeDelta::hours(5);
            let slots: Vec<_> = schedule
                .upcoming(&midnight)
                .take_while(|slot| *slot < noon)
                .map(|slot| slot.format("%H:%M %Z").to_string())
                .collect();
            println!("  {text:32} {}", slots.join(", "));
            // Slots are strictly increasing, whatever the clock does.
            assert!(schedule.upcoming(&midnight).take(50).is_sorted_by(|a, b| a < b));
        }
    }
    Ok(())
}
