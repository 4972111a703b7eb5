//! The same schedules as fluent chains: each has its words.
//!
//! `cargo run --example chains`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use chrono::{TimeZone, Utc};
use punctual::DayOfMonth::{Last, Nth};
use punctual::Weekday::{Friday, Monday};
use punctual::{Days, Error, Schedule, ToLength, any_of, date, every};

fn main() -> Result<(), Error> {
    let now = Utc.with_ymd_and_hms(2026, 11, 20, 2, 44, 30).single().unwrap_or_default();
    let chains = [
        every(10).minutes().at(":17").build()?,
        every(15).minutes().between("09:00", "17:00").on(Days::WEEKDAYS).build()?,
        every([Monday, Friday]).at("13:15").timezone("Europe/Berlin").build()?,
        every(2).weeks().on(Monday).starting("2026-01-12").build()?,
        every(1).month().on_the([Last(1), Nth(3, Friday)]).at(["09:00", "17:30"]).build()?,
        every(1).year().on(date(12, 25)).build()?,
        every(1).hour().until(8.hours()).jitter(5.minutes()).build_at(&now)?,
        any_of([every(Monday).at("09:00"), every(Friday).at("17:00")]).build()?,
    ];
    for schedule in chains {
        println!("{schedule}");
        assert_eq!(schedule.to_string().parse::<Schedule>()?, schedule);
    }
    Ok(())
}
