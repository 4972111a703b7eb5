//! What counting starts from: 1970, or `starting`. Computed by hand.

use crate::ask::{Row, check};

#[test]
fn without_a_start_counting_is_from_1970() {
    check(&[
        // 2026-01-01 is day 20,454.
        Row::new(
            "every 3 days at 00:00",
            "UTC",
            "2026-01-01T12:00:00+00:00",
            &["2026-01-04T00:00:00+00:00", "2026-01-07T00:00:00+00:00"],
        ),
        // The month ends without breaking the step.
        Row::new(
            "every 2 days at 00:00",
            "UTC",
            "2026-01-29T12:00:00+00:00",
            &["2026-01-31T00:00:00+00:00", "2026-02-02T00:00:00+00:00"],
        ),
        Row::new(
            "every 10 days at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-07T00:00:00+00:00", "2026-01-17T00:00:00+00:00"],
        ),
        Row::new(
            "every 2 weeks on monday at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-05T00:00:00+00:00", "2026-01-19T00:00:00+00:00"],
        ),
        // Sunday ends the week that Monday began.
        Row::new(
            "every 2 weeks on monday, sunday at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-05T00:00:00+00:00",
                "2026-01-11T00:00:00+00:00",
                "2026-01-19T00:00:00+00:00",
                "2026-01-25T00:00:00+00:00",
            ],
        ),
        Row::new(
            "every 2 months on the 1st at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-01T00:00:00+00:00", "2026-05-01T00:00:00+00:00"],
        ),
        // January 2026 is month 672.
        Row::new(
            "every 5 months on the 1st at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-04-01T00:00:00+00:00", "2026-09-01T00:00:00+00:00", "2027-02-01T00:00:00+00:00"],
        ),
        Row::new(
            "every 4 years on january 1 at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2028-01-01T00:00:00+00:00", "2032-01-01T00:00:00+00:00"],
        ),
        Row::new(
            "every 3 years on the 4th thursday of november at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2028-11-23T00:00:00+00:00", "2031-11-27T00:00:00+00:00"],
        ),
    ]);
}

#[test]
fn a_start_is_what_counting_is_from() {
    check(&[
        Row::new(
            "every 3 days at 00:00 starting 2026-01-12",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-12T00:00:00+00:00", "2026-01-15T00:00:00+00:00"],
        ),
        // The first time of the first day is before the start.
        Row::new(
            "every 3 days at 09:00 starting 2026-01-12 10:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-15T09:00:00+00:00"],
        ),
        Row::new(
            "every 2 weeks on monday at 00:00 starting 2026-01-12",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-12T00:00:00+00:00", "2026-01-26T00:00:00+00:00"],
        ),
        // From a Wednesday: its week counts, from its Wednesday on.
        Row::new(
            "every 2 weeks on monday, friday at 00:00 starting 2026-01-14",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-16T00:00:00+00:00", "2026-01-26T00:00:00+00:00", "2026-01-30T00:00:00+00:00"],
        ),
        Row::new(
            "every 5 months on the 15th at 00:00 starting 2026-02-10",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-02-15T00:00:00+00:00", "2026-07-15T00:00:00+00:00", "2026-12-15T00:00:00+00:00"],
        ),
        // The day of the first month has passed.
        Row::new(
            "every 2 months on the 5th at 00:00 starting 2026-02-10",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-04-05T00:00:00+00:00", "2026-06-05T00:00:00+00:00"],
        ),
        Row::new(
            "every 2 quarters on the 1st at 00:00 starting 2026-05-20",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-10-01T00:00:00+00:00", "2027-04-01T00:00:00+00:00"],
        ),
        Row::new(
            "every 4 years on january 1 at 00:00 starting 2026-01-01",
            "UTC",
            "2020-01-01T00:00:00+00:00",
            &["2026-01-01T00:00:00+00:00", "2030-01-01T00:00:00+00:00"],
        ),
        Row::new(
            "every 2 years on june 1 at 00:00 starting 2025-07-01",
            "UTC",
            "2020-01-01T00:00:00+00:00",
            &["2027-06-01T00:00:00+00:00"],
        ),
    ]);
}

#[test]
fn a_start_and_intervals() {
    check(&[
        // Elapsed time goes from the start, which is the first slot.
        Row::new(
            "every 7 minutes starting 2026-01-01 10:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T10:00:00+00:00", "2026-01-01T10:07:00+00:00"],
        ),
        Row::new(
            "every 5 hours starting 2026-01-01",
            "UTC",
            "2026-01-01T19:00:00+00:00",
            &["2026-01-01T20:00:00+00:00", "2026-01-02T01:00:00+00:00"],
        ),
        Row::new(
            "every 5 hours starting 2026-03-28 20:00",
            "Europe/Berlin",
            "2026-03-28T12:00:00+01:00",
            &["2026-03-28T20:00:00+01:00", "2026-03-29T01:00:00+01:00", "2026-03-29T07:00:00+02:00"],
        ),
        Row::new(
            "every 7 minutes offset 2 minutes starting 2026-01-01 10:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T10:02:00+00:00", "2026-01-01T10:09:00+00:00"],
        ),
        // Marks on the clock stay where they are.
        Row::new(
            "every 2 hours starting 2026-01-01 09:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T10:00:00+00:00", "2026-01-01T12:00:00+00:00"],
        ),
        Row::new(
            "every 15 minutes starting 2026-01-01 00:05",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:15:00+00:00", "2026-01-01T00:30:00+00:00"],
        ),
        // So does a window.
        Row::new(
            "every 25 minutes from 09:00 to 10:00 starting 2026-01-01 09:30",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T09:50:00+00:00", "2026-01-02T09:00:00+00:00"],
        ),
    ]);
}
