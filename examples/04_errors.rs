//! What a config file's mistakes look like: the place, the reason, and what would work.
//!
//! `cargo run --example errors`
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use punctual::{Schedule, every};

fn main() {
    for text in [
        "every 3rd friday at 9am",
        "every day at 5",
        "every mondya at 9:00",
        "every 2 hours on monday at 10:30",
        "every day at 9:00 in EST",
        "every feb 30 at 9:00",
    ] {
        match text.parse::<Schedule>() {
            Ok(schedule) => println!("{schedule}\n"),
            Err(error) => println!("{error}   [{}]\n", error.code()),
        }
    }
    // A chain reports the line of the setter that was wrong, at the end.
    let wrong = every(1).day().at("25:00").build().map_err(|error| error.location().map(std::panic::Location::line));
    assert_eq!(wrong, Err(Some(line!() - 1)));
    // Notes are no errors, unless you want them to be.
    if let Ok(schedule) = "every 31st at 9am".parse::<Schedule>() {
        println!("{schedule}\n  note: {}", schedule.notes().iter().map(ToString::to_string).collect::<String>());
        assert!(schedule.strict().is_err());
    }
}
