//! Lengths of time: every form, and how each is written.

use std::time::Duration;

use chrono::TimeDelta;
use punctual::accept::IntoLength;
use punctual::{Code, ToLength, every};

fn jitter(length: impl IntoLength) -> Result<String, Code> {
    let built = every(1000).hours().jitter(length).build();
    let text = built.map_err(|error| error.code())?.to_string();
    Ok(text.split_once("jitter ").unwrap().1.to_owned())
}

fn lasting(length: impl IntoLength) -> Result<String, Code> {
    let built = every(1).hour().starting("2026-01-05").lasting(length).build();
    let text = built.map_err(|error| error.code())?.to_string();
    Ok(text.split_once(" for ").unwrap().1.to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "to stand beside what a chain gives")]
fn ok(text: &str) -> Result<String, Code> {
    Ok(text.to_owned())
}

#[test]
fn values_keep_their_number_and_unit() {
    assert_eq!(jitter(60.minutes()), ok("60 minutes"));
    assert_eq!(jitter(1.hour()), ok("1 hour"));
    assert_eq!(jitter(120.seconds()), ok("120 seconds"));
    assert_eq!(jitter(1000.milliseconds()), ok("1000 milliseconds"));
    assert_eq!(lasting(7.days()), ok("7 days"));
    assert_eq!(lasting(1.week()), ok("1 week"));
    assert_eq!(lasting(3.months()), ok("3 months"));
    assert_eq!(lasting(2.years()), ok("2 years"));
    assert_eq!(lasting(90.seconds()), ok("90 seconds"));
}

#[test]
fn durations_are_written_in_the_longest_exact_unit_up_to_hours() {
    assert_eq!(jitter(Duration::from_secs(300)), ok("5 minutes"));
    assert_eq!(jitter(Duration::from_secs(90)), ok("90 seconds"));
    assert_eq!(jitter(Duration::from_millis(90_500)), ok("90500 milliseconds"));
    assert_eq!(jitter(TimeDelta::hours(2)), ok("2 hours"));
    assert_eq!(lasting(TimeDelta::weeks(3)), ok("504 hours"));
}

#[test]
fn texts_keep_their_unit_or_the_smallest_they_name() {
    assert_eq!(jitter("5m"), ok("5 minutes"));
    assert_eq!(jitter("1 millisecond"), ok("1 millisecond"));
    assert_eq!(jitter("1s 250 milliseconds"), ok("1250 milliseconds"));
    assert_eq!(jitter("60 min"), ok("60 minutes"));
    assert_eq!(jitter("1h 30m"), ok("90 minutes"));
    assert_eq!(jitter("1hour 30sec"), ok("3630 seconds"));
    assert_eq!(jitter("500ms"), ok("500 milliseconds"));
    assert_eq!(jitter(String::from("2 hours")), ok("2 hours"));
    let owned = String::from("2hr");
    assert_eq!(jitter(&owned), ok("2 hours"));
    assert_eq!(lasting("3 weeks"), ok("3 weeks"));
    assert_eq!(lasting("1 week 2 days"), ok("9 days"));
    assert_eq!(lasting("1 day 1 s"), ok("86401 seconds"));
    assert_eq!(lasting("3 months"), ok("3 months"));
    assert_eq!(lasting("1y"), ok("1 year"));
}

#[test]
fn what_is_no_length() {
    assert_eq!(jitter("soon"), Err(Code::Expected));
    assert_eq!(jitter(""), Err(Code::Expected));
    assert_eq!(jitter("5"), Err(Code::Expected));
    assert_eq!(jitter("-5m"), Err(Code::Expected));
    assert_eq!(jitter("5M"), Err(Code::Lex));
    assert_eq!(jitter("10ns"), Err(Code::Range));
    assert_eq!(jitter(Duration::from_nanos(1)), Err(Code::Range));
    assert_eq!(jitter(Duration::MAX), Err(Code::Range));
    assert_eq!(jitter(TimeDelta::MIN), Err(Code::Range));
    assert_eq!(jitter("18446744073709551615s 500000000ns 500000000ns"), Err(Code::Range));
    assert_eq!(jitter("99999999999 hours"), Err(Code::Range));
    assert_eq!(jitter("1 day"), Err(Code::Expected));
    assert_eq!(jitter(Duration::ZERO), Err(Code::Zero));
    assert_eq!(jitter("0s"), Err(Code::Zero));
    assert_eq!(lasting(0.weeks()), Err(Code::Zero));
    assert_eq!(lasting("1 month 2 days"), Err(Code::Expected));
    assert_eq!(lasting("1.5 months"), Err(Code::Expected));
    assert_eq!(lasting(10.milliseconds()), Err(Code::Expected));
}

#[test]
fn singular_units_are_for_one_alone() {
    assert_eq!(every(1).day().build().unwrap(), every(1).days().build().unwrap());
    let chains = [
        every(2).millisecond(),
        every(2).second(),
        every(2).minute(),
        every(0).hour(),
        every(7).day(),
        every(2).week(),
        every(3).month(),
        every(3).quarter(),
        every(u32::MAX).year(),
    ];
    for chain in chains {
        assert_eq!(chain.build().unwrap_err().code(), Code::Expected);
    }
}
