//! Leap days, ends of months, fifth weekdays and the far future.

use crate::ask::{self, Row, check, refused};

/// A calendar that gives up, or thinks that 2100 is a leap year.
#[test]
fn leap_days_are_eight_years_apart_around_2100() {
    check(&[
        Row::new(
            "every year on february 29 at 12:00",
            "UTC",
            "2095-06-01T00:00:00+00:00",
            &["2096-02-29T12:00:00+00:00", "2104-02-29T12:00:00+00:00", "2108-02-29T12:00:00+00:00"],
        ),
        Row::new(
            "every 4 years on february 29 at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2028-02-29T00:00:00+00:00", "2032-02-29T00:00:00+00:00"],
        ),
        Row::new(
            "every 4 years on february 29 at 00:00",
            "UTC",
            "2096-03-01T00:00:00+00:00",
            &["2104-02-29T00:00:00+00:00"],
        ),
        // 2000 was one.
        Row::new(
            "every year on february 29 at 00:00",
            "UTC",
            "1996-03-01T00:00:00+00:00",
            &["2000-02-29T00:00:00+00:00", "2004-02-29T00:00:00+00:00"],
        ),
        // Counted from an odd year there is a leap day every 12 years.
        Row::new(
            "every 3 years on february 29 at 00:00 starting 2025-01-01",
            "UTC",
            "2025-01-01T00:00:00+00:00",
            &["2028-02-29T00:00:00+00:00", "2040-02-29T00:00:00+00:00", "2052-02-29T00:00:00+00:00"],
        ),
        // The 29th of every February that has one; a friday among them every 28 years.
        Row::new(
            "every friday the 29th in february at 00:00",
            "UTC",
            "2008-03-01T00:00:00+00:00",
            &[
                "2036-02-29T00:00:00+00:00",
                "2064-02-29T00:00:00+00:00",
                "2092-02-29T00:00:00+00:00",
                "2104-02-29T00:00:00+00:00",
            ],
        ),
        Row::new(
            "every february on the last day at 09:00",
            "UTC",
            "2099-01-01T00:00:00+00:00",
            &["2099-02-28T09:00:00+00:00", "2100-02-28T09:00:00+00:00", "2101-02-28T09:00:00+00:00"],
        ),
    ]);
}

/// Missing days are skipped, never moved, and never drift.
#[test]
fn ends_of_months() {
    check(&[
        Row::new(
            "every month on the 31st at 09:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-31T09:00:00+00:00",
                "2026-03-31T09:00:00+00:00",
                "2026-05-31T09:00:00+00:00",
                "2026-07-31T09:00:00+00:00",
                "2026-08-31T09:00:00+00:00",
                "2026-10-31T09:00:00+00:00",
                "2026-12-31T09:00:00+00:00",
            ],
        ),
        Row::new(
            "every month on the last day at 00:00",
            "UTC",
            "2028-01-31T00:00:00+00:00",
            &["2028-02-29T00:00:00+00:00", "2028-03-31T00:00:00+00:00", "2028-04-30T00:00:00+00:00"],
        ),
        Row::new(
            "every month on the 2nd last day at 00:00",
            "UTC",
            "2026-02-01T00:00:00+00:00",
            &["2026-02-27T00:00:00+00:00", "2026-03-30T00:00:00+00:00"],
        ),
        Row::new(
            "every month on the 29th through last day at 00:00",
            "UTC",
            "2027-02-01T00:00:00+00:00",
            &[
                "2027-03-29T00:00:00+00:00",
                "2027-03-30T00:00:00+00:00",
                "2027-03-31T00:00:00+00:00",
                "2027-04-29T00:00:00+00:00",
            ],
        ),
        // Two ways to name a day make one slot.
        Row::new(
            "every month on the 30th, last day at 00:00",
            "UTC",
            "2026-04-01T00:00:00+00:00",
            &["2026-04-30T00:00:00+00:00", "2026-05-30T00:00:00+00:00", "2026-05-31T00:00:00+00:00"],
        ),
        // 31 January and a month is not 3 March.
        Row::new(
            "every 2 months on the 31st at 00:00 starting 2026-08-01",
            "UTC",
            "2026-08-01T00:00:00+00:00",
            &[
                "2026-08-31T00:00:00+00:00",
                "2026-10-31T00:00:00+00:00",
                "2026-12-31T00:00:00+00:00",
                "2027-08-31T00:00:00+00:00",
            ],
        ),
    ]);
}

#[test]
fn weekdays_of_the_month() {
    check(&[
        Row::new(
            "every month on the 5th friday at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-30T00:00:00+00:00",
                "2026-05-29T00:00:00+00:00",
                "2026-07-31T00:00:00+00:00",
                "2026-10-30T00:00:00+00:00",
            ],
        ),
        Row::new(
            "every month on the last friday at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-30T00:00:00+00:00", "2026-02-27T00:00:00+00:00", "2026-03-27T00:00:00+00:00"],
        ),
        Row::new(
            "every month on the 2nd last friday at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-23T00:00:00+00:00", "2026-02-20T00:00:00+00:00"],
        ),
        // 5 fridays from the end exist where 5 from the start do.
        Row::new(
            "every month on the 5th last friday at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-02T00:00:00+00:00", "2026-05-01T00:00:00+00:00"],
        ),
        Row::new(
            "every month on the 1st weekday at 00:00",
            "UTC",
            "2026-01-31T00:00:00+00:00",
            &["2026-02-02T00:00:00+00:00", "2026-03-02T00:00:00+00:00", "2026-04-01T00:00:00+00:00"],
        ),
        Row::new(
            "every month on the last weekday at 00:00",
            "UTC",
            "2026-01-31T00:00:00+00:00",
            &["2026-02-27T00:00:00+00:00", "2026-03-31T00:00:00+00:00"],
        ),
        // The 15th of February and of March 2026 are Sundays, of August a Saturday.
        Row::new(
            "every month on the nearest weekday to the 15th at 00:00",
            "UTC",
            "2026-02-01T00:00:00+00:00",
            &[
                "2026-02-16T00:00:00+00:00",
                "2026-03-16T00:00:00+00:00",
                "2026-04-15T00:00:00+00:00",
                "2026-05-15T00:00:00+00:00",
                "2026-06-15T00:00:00+00:00",
                "2026-07-15T00:00:00+00:00",
                "2026-08-14T00:00:00+00:00",
            ],
        ),
        // Within the month: Saturday 1 August goes to Monday, Sunday 31 May back to Friday.
        Row::new(
            "every august on the nearest weekday to the 1st at 00:00",
            "UTC",
            "2026-07-01T00:00:00+00:00",
            &["2026-08-03T00:00:00+00:00"],
        ),
        Row::new(
            "every may on the nearest weekday to the 31st at 00:00",
            "UTC",
            "2026-05-01T00:00:00+00:00",
            &["2026-05-29T00:00:00+00:00"],
        ),
        // A month without a 31st has no day nearest to it.
        Row::new(
            "every month on the nearest weekday to the 31st at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-30T00:00:00+00:00", "2026-03-31T00:00:00+00:00", "2026-05-29T00:00:00+00:00"],
        ),
        Row::new(
            "every friday the 13th at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-02-13T00:00:00+00:00",
                "2026-03-13T00:00:00+00:00",
                "2026-11-13T00:00:00+00:00",
                "2027-08-13T00:00:00+00:00",
            ],
        ),
        Row::new(
            "every november on the 4th thursday at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-11-26T00:00:00+00:00", "2027-11-25T00:00:00+00:00"],
        ),
    ]);
}

#[test]
fn quarters_count_from_their_first_day() {
    check(&[
        Row::new(
            "every quarter on the 1st at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-04-01T00:00:00+00:00",
                "2026-07-01T00:00:00+00:00",
                "2026-10-01T00:00:00+00:00",
                "2027-01-01T00:00:00+00:00",
            ],
        ),
        // The fifth Monday of the quarter, wherever its months end.
        Row::new(
            "every quarter on the 5th monday at 10:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-02-02T10:00:00+00:00",
                "2026-05-04T10:00:00+00:00",
                "2026-08-03T10:00:00+00:00",
                "2026-11-02T10:00:00+00:00",
            ],
        ),
        Row::new(
            "every quarter on the 31st, last day at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-31T00:00:00+00:00",
                "2026-03-31T00:00:00+00:00",
                "2026-05-01T00:00:00+00:00",
                "2026-06-30T00:00:00+00:00",
            ],
        ),
        Row::new(
            "every 2 quarters on the 1st at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-07-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00"],
        ),
    ]);
}

/// Weeks are counted, not numbered: a year of 53 weeks breaks no parity.
#[test]
fn every_other_week_through_a_year_of_53_weeks() {
    check(&[
        // 2026 has 53 ISO weeks.
        Row::new(
            "every 2 weeks on monday at 00:00",
            "UTC",
            "2026-12-01T00:00:00+00:00",
            &[
                "2026-12-07T00:00:00+00:00",
                "2026-12-21T00:00:00+00:00",
                "2027-01-04T00:00:00+00:00",
                "2027-01-18T00:00:00+00:00",
            ],
        ),
        Row::new(
            "every 2 weeks on sunday at 00:00",
            "UTC",
            "2020-12-14T00:00:00+00:00",
            &["2020-12-20T00:00:00+00:00", "2021-01-03T00:00:00+00:00", "2021-01-17T00:00:00+00:00"],
        ),
    ]);
}

/// Nanoseconds in 64 bits end on 2262-04-11; schedules end with the year 9999.
#[test]
fn the_far_future() {
    check(&[
        Row::new(
            "every day at 09:00",
            "UTC",
            "2262-04-10T12:00:00+00:00",
            &["2262-04-11T09:00:00+00:00", "2262-04-12T09:00:00+00:00", "2262-04-13T09:00:00+00:00"],
        ),
        Row::new(
            "every 7 minutes",
            "UTC",
            "2262-04-11T23:46:00+00:00",
            &["2262-04-11T23:50:00+00:00", "2262-04-11T23:57:00+00:00"],
        ),
        Row::new(
            "every day at 12:00",
            "UTC",
            "9999-12-30T00:00:00+00:00",
            &["9999-12-30T12:00:00+00:00", "9999-12-31T12:00:00+00:00"],
        )
        .then_ends(),
        Row::new("every hour", "UTC", "9999-12-31T22:30:00+00:00", &["9999-12-31T23:00:00+00:00"]).then_ends(),
        Row::new(
            "every 5 hours",
            "UTC",
            "9999-12-31T12:00:00+00:00",
            &["9999-12-31T16:00:00+00:00", "9999-12-31T21:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every year on february 29 at 00:00",
            "UTC",
            "9996-01-01T00:00:00+00:00",
            &["9996-02-29T00:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every month on the last friday at 00:00",
            "Europe/Berlin",
            "9999-12-01T00:00:00+01:00",
            &["9999-12-31T00:00:00+01:00"],
        )
        .then_ends(),
        Row::new(
            "every weekday at 09:00",
            "America/New_York",
            "9999-12-30T12:00:00-05:00",
            &["9999-12-31T09:00:00-05:00"],
        )
        .then_ends(),
    ]);
}

/// A rule that can never fire is an error when it is made, not an endless search.
#[test]
fn days_that_never_come() {
    for text in [
        "every year on february 30 at 00:00",
        "every february on the 30th at 00:00",
        "every february, april, june, september, november on the 31st at 00:00",
        "every february on the 5th last friday, 30th at 00:00 except fridays",
        "every friday the 31st in june at 00:00",
        "every monday at 00:00 except mondays",
        "every day in june at 00:00 except june",
        "every year on june 1 at 00:00 except june 1",
        "every weekend at 00:00 except weekends",
        "every hour on weekends except weekends",
        "every hour in july except july",
        "on 2026-03-15 at 09:00 except 2026-03-15",
        "every year on february 29 at 00:00 starting 2025-01-01 until 2027-12-31",
        "every monday at 09:00 starting 2026-01-06 until 2026-01-11",
        "every 12 months on the 1st at 00:00 except january",
        "every 3 years on february 29 at 00:00 starting 2025-01-01 until 2027-12-31",
        // 29 February falls in even years only.
        "every 2 years on february 29 at 00:00 starting 2025-01-01",
    ] {
        assert!(["never", "range"].contains(&refused(text)), "{text:?}: [{}]", refused(text));
    }
}

/// Such a rule is found at once although its days are rare.
#[test]
fn days_that_come_rarely() {
    for (text, first) in [
        ("every 100 years on february 29 at 00:00", "2400-02-29T00:00:00+00:00"),
        ("every monday the 29th in february at 00:00", "2044-02-29T00:00:00+00:00"),
        ("every february on the 5th sunday at 00:00", "2032-02-29T00:00:00+00:00"),
        ("every 400 days in february at 00:00", "2029-02-20T00:00:00+00:00"),
        ("every 99 years on january 1 at 00:00", "2079-01-01T00:00:00+00:00"),
    ] {
        let got = ask::next(text, &ask::instant("2026-01-01T00:00:00Z"), 1);
        assert_eq!(got, [first], "{text:?}");
    }
}
