//! `starting`, `until` and `for`, computed by hand.

use crate::ask::{self, Row, check};

#[test]
fn starting_and_until_include_their_ends() {
    check(&[
        Row::new(
            "every day at 09:00 starting 2026-03-01",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-01T09:00:00+00:00", "2026-03-02T09:00:00+00:00"],
        ),
        Row::new(
            "every day at 09:00 starting 2026-03-01 09:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-01T09:00:00+00:00"],
        ),
        Row::new(
            "every day at 09:00 starting 2026-03-01 09:00:01",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-02T09:00:00+00:00"],
        ),
        // A date as the end is the whole day.
        Row::new(
            "every 8 hours until 2026-03-01",
            "UTC",
            "2026-02-28T20:00:00+00:00",
            &["2026-03-01T00:00:00+00:00", "2026-03-01T08:00:00+00:00", "2026-03-01T16:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every day at 23:59:59 until 2026-03-01",
            "UTC",
            "2026-02-28T12:00:00+00:00",
            &["2026-02-28T23:59:59+00:00", "2026-03-01T23:59:59+00:00"],
        )
        .then_ends(),
        Row::new(
            "every hour until 2026-03-01 02:00",
            "UTC",
            "2026-03-01T00:30:00+00:00",
            &["2026-03-01T01:00:00+00:00", "2026-03-01T02:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every hour until 2026-03-01 01:59:59",
            "UTC",
            "2026-03-01T00:30:00+00:00",
            &["2026-03-01T01:00:00+00:00"],
        )
        .then_ends(),
        Row::new("every day at 09:00 until 2026-03-01", "UTC", "2026-03-01T09:00:00+00:00", &[]).then_ends(),
        Row::new(
            "every day at 09:00 starting 2026-03-01 until 2026-03-01",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-01T09:00:00+00:00"],
        )
        .then_ends(),
        // The night that began in the last day is cut by it.
        Row::new(
            "every hour from 23:00 to 01:00 until 2026-03-01",
            "UTC",
            "2026-03-01T22:00:00+00:00",
            &["2026-03-01T23:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "on 2026-03-15 at 14:30, 09:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-15T09:00:00+00:00", "2026-03-15T14:30:00+00:00"],
        )
        .then_ends(),
    ]);
}

/// A bound in a gap or a fold is taken as a time of day there is.
#[test]
fn bounds_near_clock_changes() {
    check(&[
        // 02:30 does not exist: the bound is 03:30.
        Row::new(
            "every 30 minutes starting 2026-03-29 02:30",
            "Europe/Berlin",
            "2026-03-01T00:00:00+01:00",
            &["2026-03-29T03:30:00+02:00", "2026-03-29T04:00:00+02:00"],
        ),
        Row::new(
            "every 30 minutes starting 2026-10-25 02:30",
            "Europe/Berlin",
            "2026-10-01T00:00:00+02:00",
            &["2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00"],
        ),
        // The first pass ends it.
        Row::new(
            "every 30 minutes until 2026-10-25 02:00",
            "Europe/Berlin",
            "2026-10-25T01:15:00+02:00",
            &["2026-10-25T01:30:00+02:00", "2026-10-25T02:00:00+02:00"],
        )
        .then_ends(),
        Row::new(
            "every day at 00:00 starting 2018-11-04",
            "America/Sao_Paulo",
            "2018-11-01T00:00:00-03:00",
            &["2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"],
        ),
        // The whole day, both passes of its last hour.
        Row::new(
            "every 30 minutes until 2018-02-17",
            "America/Sao_Paulo",
            "2018-02-17T23:15:00-02:00",
            &["2018-02-17T23:30:00-02:00", "2018-02-17T23:00:00-03:00", "2018-02-17T23:30:00-03:00"],
        )
        .then_ends(),
        // The bounds are in the rule's own zone.
        Row::new(
            "every 12 hours until 2026-01-10 in Asia/Tokyo",
            "UTC",
            "2026-01-10T00:00:00+00:00",
            &["2026-01-10T03:00:00+00:00"],
        )
        .then_ends(),
    ]);
}

#[test]
fn for_so_many_times() {
    check(&[
        Row::new(
            "every day at 09:00 starting 2026-01-10 for 3 times",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-10T09:00:00+00:00", "2026-01-11T09:00:00+00:00", "2026-01-12T09:00:00+00:00"],
        )
        .then_ends(),
        // Asked in the middle: the count is from the start and not from the question.
        Row::new(
            "every day at 09:00 starting 2026-01-10 for 3 times",
            "UTC",
            "2026-01-11T10:00:00+00:00",
            &["2026-01-12T09:00:00+00:00"],
        )
        .then_ends(),
        Row::new("every day at 09:00 starting 2026-01-10 for 3 times", "UTC", "2030-01-01T00:00:00+00:00", &[])
            .then_ends(),
        Row::new(
            "every day at 09:00, 17:00 starting 2026-01-10 12:00 for 3 times",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-10T17:00:00+00:00", "2026-01-11T09:00:00+00:00", "2026-01-11T17:00:00+00:00"],
        )
        .then_ends(),
        // Two times on one instant count once.
        Row::new(
            "every day at 02:30, 03:30 starting 2026-03-29 for 3 times",
            "Europe/Berlin",
            "2026-01-01T00:00:00+01:00",
            &["2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00", "2026-03-30T03:30:00+02:00"],
        )
        .then_ends(),
        Row::new(
            "every year on february 29 at 00:00 starting 2095-01-01 for 2 times",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2096-02-29T00:00:00+00:00", "2104-02-29T00:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every 30 minutes starting 2026-10-25 02:00 for 5 times",
            "Europe/Berlin",
            "2026-01-01T00:00:00+01:00",
            &[
                "2026-10-25T02:00:00+02:00",
                "2026-10-25T02:30:00+02:00",
                "2026-10-25T02:00:00+01:00",
                "2026-10-25T02:30:00+01:00",
                "2026-10-25T03:00:00+01:00",
            ],
        )
        .then_ends(),
        // What comes first ends it.
        Row::new(
            "every day at 09:00 starting 2026-01-10 until 2026-01-11 for 3 times",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-10T09:00:00+00:00", "2026-01-11T09:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every month on the 31st at 00:00 except march starting 2026-01-01 for 3 times",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-31T00:00:00+00:00", "2026-05-31T00:00:00+00:00", "2026-07-31T00:00:00+00:00"],
        )
        .then_ends(),
    ]);
}

/// The largest count that the language has, found at once.
#[test]
fn for_ten_thousand_times() {
    let text = "every minute starting 2026-01-01 for 10000 times";
    // 9,999 minutes are 6 days, 22 hours and 39 minutes.
    let last = ask::instant("2026-01-07T22:39:00+00:00");
    assert_eq!(ask::previous(text, &ask::instant("2030-01-01T00:00:00+00:00"), 1), [last.to_rfc3339()]);
    assert_eq!(ask::schedule(text).next_after(&last), None);
    assert_eq!(ask::schedule(text).upcoming(&ask::instant("2025-01-01T00:00:00Z")).count(), 10_000);
}

/// Civil time from the start; its end is not in it.
#[test]
fn for_so_long() {
    check(&[
        Row::new(
            "every monday at 09:00 starting 2026-01-05 for 2 weeks",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-05T09:00:00+00:00", "2026-01-12T09:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every 3 days at 00:00 starting 2026-01-05 for 9 days",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-05T00:00:00+00:00", "2026-01-08T00:00:00+00:00", "2026-01-11T00:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every 30 minutes starting 2026-01-01 10:00 for 90 minutes",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T10:00:00+00:00", "2026-01-01T10:30:00+00:00", "2026-01-01T11:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every 10 seconds starting 2026-01-01 10:00 for 30 seconds",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T10:00:00+00:00", "2026-01-01T10:00:10+00:00", "2026-01-01T10:00:20+00:00"],
        )
        .then_ends(),
        // A month from 31 January ends with February.
        Row::new(
            "every day at 12:00 starting 2026-01-31 for 1 month",
            "UTC",
            "2026-02-25T12:00:00+00:00",
            &["2026-02-26T12:00:00+00:00", "2026-02-27T12:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every day at 12:00 starting 2028-02-29 for 1 year",
            "UTC",
            "2029-02-26T12:00:00+00:00",
            &["2029-02-27T12:00:00+00:00"],
        )
        .then_ends(),
        // A day of 23 hours is a day.
        Row::new(
            "every 6 hours starting 2026-03-29 for 1 day",
            "Europe/Berlin",
            "2026-03-28T12:00:00+01:00",
            &[
                "2026-03-29T00:00:00+01:00",
                "2026-03-29T06:00:00+02:00",
                "2026-03-29T12:00:00+02:00",
                "2026-03-29T18:00:00+02:00",
            ],
        )
        .then_ends(),
    ]);
}

/// Nothing comes before the start.
#[test]
fn nothing_before_the_start() {
    for text in [
        "every day at 09:00 starting 2026-03-01",
        "every 7 minutes starting 2026-03-01",
        "every 2 hours starting 2026-03-01",
        "every day at 09:00 starting 2026-03-01 for 3 times",
        "every 2 hours from 09:00 to 17:00 starting 2026-03-01 for 3 weeks",
    ] {
        let start = ask::instant("2026-03-01T00:00:00Z");
        assert_eq!(ask::schedule(text).previous_before(&start), None, "{text:?}");
        assert!(ask::schedule(text).next_after(&start).is_some(), "{text:?}");
    }
}
