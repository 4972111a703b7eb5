//! Text that depends on the moment of reading becomes absolute, and shows its dates.

use chrono::{DateTime, FixedOffset, TimeZone, Utc};
use punctual::{Code, Schedule, parse_relative};

/// Friday 2026-11-20, 02:44:30.
fn now() -> DateTime<Utc> {
    "2026-11-20T02:44:30.5Z".parse().unwrap()
}

const ROWS: &[(&str, &str)] = &[
    ("tomorrow at 9am", "on 2026-11-21 at 09:00"),
    ("at noon tomorrow", "on 2026-11-21 at 12:00"),
    ("today at 18:30", "on 2026-11-20 at 18:30"),
    ("on tomorrow at 9:00", "on 2026-11-21 at 09:00"),
    ("Tomorrow, 9:00", "on 2026-11-21 at 09:00"),
    ("in 10 minutes", "on 2026-11-20 at 02:54:30"),
    ("in 90 seconds", "on 2026-11-20 at 02:46"),
    ("in 1.5 hours", "on 2026-11-20 at 04:14:30"),
    ("in 3 days", "on 2026-11-23 at 02:44:30"),
    ("in 3 days at 9am", "on 2026-11-23 at 09:00"),
    ("in 2 weeks at noon", "on 2026-12-04 at 12:00"),
    ("in 2 months", "on 2027-01-20 at 02:44:30"),
    ("next monday at 9:00", "on 2026-11-23 at 09:00"),
    ("next friday at 9:00", "on 2026-11-27 at 09:00"),
    ("this friday at 9:00", "on 2026-11-20 at 09:00"),
    ("on next friday", "on 2026-11-27 at 00:00"),
    ("every day for 3 weeks", "every day at 00:00 starting 2026-11-20 02:44:30 for 3 weeks"),
    ("every day at 9:00 for 5 times", "every day at 09:00 starting 2026-11-20 02:44:30 for 5 times"),
    ("every hour for the next 8 hours", "every hour starting 2026-11-20 02:44:30 for 8 hours"),
    ("every monday starting next month", "every monday at 00:00 starting 2026-12-01"),
    ("every monday starting next week", "every monday at 00:00 starting 2026-11-23"),
    ("every monday until next year", "every monday at 00:00 until 2027-01-01"),
    ("every day until march 10", "every day at 00:00 until 2027-03-10"),
    ("every day until saturday", "every day at 00:00 until 2026-11-21"),
    ("every day starting aug 1 at 9am", "every day at 09:00 starting 2027-08-01"),
    ("every 10 minutes starting now", "every 10 minutes starting 2026-11-20 02:44:30"),
    ("every hour until 18:30", "every hour until 2026-11-20 18:30"),
    ("daily starting in april", "every day at 00:00 starting 2027-04-01"),
    ("on march 15 at 14:30", "on 2027-03-15 at 14:30"),
    ("every day at 9:00 except tomorrow", "every day at 09:00 except 2026-11-21"),
    (
        "every monday at 9:00 for 2 weeks; tomorrow at noon",
        "every monday at 09:00 starting 2026-11-20 02:44:30 for 2 weeks; on 2026-11-21 at 12:00",
    ),
    ("every monday at 9:00", "every monday at 09:00"),
];

#[test]
fn relative_words_become_dates() {
    let mut faults = Vec::new();
    for (text, wanted) in ROWS {
        let got = parse_relative(text, &now()).map_or_else(|error| error.to_string(), |schedule| schedule.to_string());
        if got != *wanted {
            faults.push(format!("{text:?}\n     got {got}\n  wanted {wanted}"));
        }
        // The result stands for itself: reading it needs no clock.
        if let Ok(schedule) = got.parse::<Schedule>() {
            assert_eq!(schedule.to_string(), got);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_zone_of_the_text_says_which_day_it_is() {
    let text = |text: &str, now: &DateTime<FixedOffset>| parse_relative(text, now).unwrap().to_string();
    let late = FixedOffset::west_opt(5 * 3600).unwrap().with_ymd_and_hms(2026, 11, 20, 22, 0, 0).unwrap();
    assert_eq!(text("tomorrow at 9am", &late), "on 2026-11-21 at 09:00");
    // It is the 21st already in Tokyo.
    assert_eq!(text("tomorrow at 9am in Asia/Tokyo", &late), "on 2026-11-22 at 09:00 in Asia/Tokyo");
    assert_eq!(text("in 10 minutes in UTC", &late), "on 2026-11-21 at 03:10 in UTC");
}

#[test]
fn elapsed_time_crosses_a_clock_change() {
    let zone = chrono_tz::America::New_York;
    let before_the_gap = zone.with_ymd_and_hms(2026, 3, 8, 1, 30, 0).unwrap();
    let schedule = parse_relative("in 1 hour", &before_the_gap).unwrap();
    assert_eq!(schedule.to_string(), "on 2026-03-08 at 03:30");
    assert_eq!(schedule.next_after(&before_the_gap), Some(zone.with_ymd_and_hms(2026, 3, 8, 3, 30, 0).unwrap()));
}

#[test]
fn what_is_past_or_wrong_is_an_error() {
    for (text, code) in [
        ("today at 1am", Code::EmptyRange),
        ("yesterday", Code::Relative),
        ("tomorrow at 25:00", Code::Range),
        ("tomorrow at 5", Code::BareHour),
        ("every 3rd friday", Code::NthWeekday),
        ("biweekly", Code::AmbiguousWord),
        ("", Code::Empty),
    ] {
        assert_eq!(parse_relative(text, &now()).unwrap_err().code(), code, "{text}");
    }
}

#[test]
fn the_moment_may_be_any() {
    for now in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, DateTime::UNIX_EPOCH] {
        for (text, _) in ROWS {
            // An error or a schedule, but no panic.
            drop(parse_relative(text, &now));
        }
    }
}
