//! Cron lines at changes of the clock, at the ends of time, and in their own zones.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use croner::parser::CronParser;
use proptest::prelude::*;
use proptest::sample::select;

use super::line::Line;

/// In New York clocks go on from 02:00 to 03:00 on 2026-03-08 and back from 02:00 to 01:00 on
/// 2026-11-01. A line, the instant before, and the slots that follow.
const NEW_YORK: &[(&str, &str, &[&str])] = &[
    // Times of day: what falls into the gap comes as late as before it, what comes twice runs once.
    ("30 2 * * *", "2026-03-07T12:00:00-05:00", &["2026-03-08T03:30:00-04:00", "2026-03-09T02:30:00-04:00"]),
    ("30 1 * * *", "2026-10-31T12:00:00-04:00", &["2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"]),
    (
        "0,30 1 * * *",
        "2026-10-31T12:00:00-04:00",
        &["2026-11-01T01:00:00-04:00", "2026-11-01T01:30:00-04:00", "2026-11-02T01:00:00-05:00"],
    ),
    // A full range is no star: 02:30 and 03:30 are one instant, and 01:30 runs once.
    (
        "30 0-23 * * *",
        "2026-03-08T01:00:00-05:00",
        &["2026-03-08T01:30:00-05:00", "2026-03-08T03:30:00-04:00", "2026-03-08T04:30:00-04:00"],
    ),
    (
        "30 0-23 * * *",
        "2026-11-01T00:00:00-04:00",
        &["2026-11-01T00:30:00-04:00", "2026-11-01T01:30:00-04:00", "2026-11-01T02:30:00-05:00"],
    ),
    // Marks of the clock: nothing in the gap, both passes of the hour that comes twice.
    (
        "30 * * * *",
        "2026-03-08T01:00:00-05:00",
        &["2026-03-08T01:30:00-05:00", "2026-03-08T03:30:00-04:00", "2026-03-08T04:30:00-04:00"],
    ),
    (
        "30 * * * *",
        "2026-11-01T00:00:00-04:00",
        &[
            "2026-11-01T00:30:00-04:00",
            "2026-11-01T01:30:00-04:00",
            "2026-11-01T01:30:00-05:00",
            "2026-11-01T02:30:00-05:00",
        ],
    ),
    ("*/30 2 * * *", "2026-03-07T12:00:00-05:00", &["2026-03-09T02:00:00-04:00"]),
    (
        "*/30 1 * * *",
        "2026-10-31T12:00:00-04:00",
        &[
            "2026-11-01T01:00:00-04:00",
            "2026-11-01T01:30:00-04:00",
            "2026-11-01T01:00:00-05:00",
            "2026-11-01T01:30:00-05:00",
            "2026-11-02T01:00:00-05:00",
        ],
    ),
    // One value, but written with a star.
    (
        "*/60 1 * * *",
        "2026-10-31T12:00:00-04:00",
        &["2026-11-01T01:00:00-04:00", "2026-11-01T01:00:00-05:00", "2026-11-02T01:00:00-05:00"],
    ),
    // A star in the seconds counts as well.
    (
        "*/30 30 1 * * *",
        "2026-10-31T12:00:00-04:00",
        &[
            "2026-11-01T01:30:00-04:00",
            "2026-11-01T01:30:30-04:00",
            "2026-11-01T01:30:00-05:00",
            "2026-11-01T01:30:30-05:00",
            "2026-11-02T01:30:00-05:00",
        ],
    ),
    ("15 30 1 * * *", "2026-10-31T12:00:00-04:00", &["2026-11-01T01:30:15-04:00", "2026-11-02T01:30:15-05:00"]),
];

#[test]
fn changes_of_the_clock() {
    for (text, from, slots) in NEW_YORK {
        let line = Line::read(text).unwrap();
        let zone = chrono_tz::America::New_York;
        let mut at = DateTime::parse_from_rfc3339(from).unwrap().with_timezone(&zone);
        for slot in *slots {
            let before = at;
            at = line.next_after(&at).unwrap();
            assert_eq!(at.to_rfc3339(), *slot, "{text}");
            let back = line.previous_before(&at).unwrap();
            assert!(back <= before, "{text}: {back} lies between {before} and {at}");
        }
    }
}

#[test]
fn first_and_last_instants() {
    let minutely = Line::read("* * * * *").unwrap();
    let first = DateTime::UNIX_EPOCH;
    assert_eq!(minutely.previous_before(&(first + TimeDelta::seconds(1))), Some(first));
    assert_eq!(minutely.previous_before(&first), None);
    let last: DateTime<Utc> = "9999-12-31T23:59:00Z".parse().unwrap();
    assert_eq!(minutely.next_after(&(last - TimeDelta::seconds(1))), Some(last));
    assert_eq!(minutely.next_after(&last), None);
    // A day that comes in leap years, over the centuries that are none.
    let leap = Line::read("0 0 29 2 *").unwrap();
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    assert_eq!(leap.next_after(&at("2096-02-29T00:00:00Z")), Some(at("2104-02-29T00:00:00Z")));
    assert_eq!(leap.previous_before(&at("2104-02-29T00:00:00Z")), Some(at("2096-02-29T00:00:00Z")));
    assert_eq!(leap.next_after(&at("9996-02-29T00:00:00Z")), None);
    // Years come to an end.
    let years = Line::read("0 0 0 1 1 * 2026-2030/2").unwrap();
    assert_eq!(years.next_after(&at("2026-01-01T00:00:00Z")), Some(at("2028-01-01T00:00:00Z")));
    assert_eq!(years.next_after(&at("2030-01-01T00:00:00Z")), None);
    assert_eq!(years.previous_before(&at("2026-01-01T00:00:00Z")), None);
    assert_eq!(years.previous_before(&at("9999-01-01T00:00:00Z")), Some(at("2030-01-01T00:00:00Z")));
}

#[test]
fn zones_in_the_line() {
    let berlin = Line::read("0 9 * * * in Europe/Berlin").unwrap();
    for text in ["CRON_TZ=Europe/Berlin 0 9 * * *", "TZ=Europe/Berlin 0 9 * * *", "cron_tz=europe/berlin 0 9 * * *"] {
        let line = Line::read(text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
        assert_eq!(line, berlin, "{text}");
        assert_eq!(line.text(), "0 9 * * * in Europe/Berlin");
    }
    let daily = Line::read("TZ=Asia/Tokyo @daily").unwrap();
    assert_eq!(daily.text(), "0 0 * * * in Asia/Tokyo");
    let wrong = Line::read("CRON_TZ=Europe/Berlim 0 9 * * *").unwrap_err();
    assert_eq!((wrong.code.as_str(), wrong.span), ("zone", (8, 21)));
}

/// Zones with changes of an hour and of half an hour, on both sides of the equator, and at
/// midnight.
const ZONES: [Tz; 5] = [
    chrono_tz::America::New_York,
    chrono_tz::Europe::Berlin,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::America::Sao_Paulo,
    chrono_tz::Africa::Cairo,
];

/// Whether a slot of `minute hour * * *` does not show that time.
fn shows_another_time(slot: &DateTime<Tz>, line: &str) -> bool {
    slot.format("%-M %-H * * *").to_string() != line
}

/// What croner does with times of day where a clock goes on: see the lines below.
#[test]
fn differs_from_croner_in_a_gap() {
    let zone = chrono_tz::America::New_York;
    let before = zone.with_ymd_and_hms(2026, 3, 8, 1, 0, 0).unwrap();
    for (text, ours, croners) in [
        // 02:30 is not there: as late as before the gap, or the gap's end.
        ("30 2 * * *", "2026-03-08T03:30:00-04:00", "2026-03-08T03:00:00-04:00"),
        // 01:00 was there already: the next day, or the gap's end once more.
        ("0 1 * * *", "2026-03-09T01:00:00-04:00", "2026-03-08T03:00:00-04:00"),
    ] {
        let theirs = CronParser::new().parse(text).unwrap().find_next_occurrence(&before, false).unwrap();
        assert_eq!(Line::read(text).unwrap().next_after(&before).unwrap().to_rfc3339(), ours, "{text}");
        assert_eq!(theirs.to_rfc3339(), croners, "{text}");
    }
}

proptest! {
    #![proptest_config(super::config())]

    /// Around changes of the clock, for lines that croner takes as we do: a star is a star in
    /// both, and a line of single values is one of times of day in both. Lists and ranges
    /// without a star are times of day for us, as for cronie, and marks of the clock for croner.
    #[test]
    fn equals_croner_when_clocks_change(
        minute in select(&["*", "*/5", "*/17", "*/30", "0", "7", "30", "59"][..]),
        hour in select(&["*", "*/2", "*/3", "0", "1", "2", "3", "23"][..]),
        zone in select(&ZONES[..]),
        from in 1_420_000_000_i64..1_740_000_000,
    ) {
        let text = format!("{minute} {hour} * * *");
        let fixed = !text[..text.len() - 6].contains('*');
        let line = Line::read(&text).unwrap();
        let croner = CronParser::new().parse(&text).unwrap();
        let from = zone.timestamp_opt(from, 0).unwrap();
        let mut at = from;
        // Most of a year in steps of a day, a few slots each.
        for _ in 0..100 {
            for _ in 0..3 {
                let ours = line.next_after(&at).unwrap();
                let theirs = croner.find_next_occurrence(&at, false).unwrap();
                let in_gap = fixed && [&ours, &theirs].iter().any(|slot| shows_another_time(slot, &text));
                if !in_gap {
                    prop_assert_eq!(ours, theirs, "{} after {}", text, at);
                }
                at = ours;
            }
            at += TimeDelta::hours(50);
        }
    }
}
