//! `except holidays`, with the days that the application gives.

use chrono::NaiveDate;

use crate::ask;

/// The next five slots without the days given.
fn next(text: &str, holidays: &[&str], after: &str) -> Vec<String> {
    let days = holidays.iter().map(|day| day.parse::<NaiveDate>().unwrap());
    let schedule = ask::schedule(text).with_holidays(days);
    schedule.upcoming(&ask::instant(after)).take(5).map(|slot| slot.to_rfc3339()).collect()
}

#[test]
fn holidays_are_left_out() {
    assert_eq!(
        next(
            "every weekday at 09:00 except holidays",
            &["2026-12-26", "2026-12-25", "2026-12-28", "2026-12-25"],
            "2026-12-23T12:00:00+00:00"
        ),
        [
            "2026-12-24T09:00:00+00:00",
            "2026-12-29T09:00:00+00:00",
            "2026-12-30T09:00:00+00:00",
            "2026-12-31T09:00:00+00:00",
            "2027-01-01T09:00:00+00:00",
        ]
    );
    // A window belongs to the day it starts.
    assert_eq!(
        next("every hour from 23:00 to 01:00 except holidays", &["2026-12-25"], "2026-12-24T22:00:00+00:00"),
        [
            "2026-12-24T23:00:00+00:00",
            "2026-12-25T00:00:00+00:00",
            "2026-12-25T01:00:00+00:00",
            "2026-12-26T23:00:00+00:00",
            "2026-12-27T00:00:00+00:00",
        ]
    );
    // The first day of the month is not moved.
    assert_eq!(
        next("every month on the 1st at 00:00 except holidays", &["2027-01-01"], "2026-12-02T00:00:00+00:00")[0],
        "2027-02-01T00:00:00+00:00"
    );
}

/// Without a calendar, and without the clause, nothing is left out.
#[test]
fn no_holidays() {
    let (day, eve) = ("2026-12-25T09:00:00+00:00", "2026-12-24T12:00:00+00:00");
    assert_eq!(ask::next("every day at 09:00 except holidays", &ask::instant(eve), 1), [day]);
    assert_eq!(next("every day at 09:00", &["2026-12-25"], eve)[0], day);
    assert_eq!(next("every day at 09:00 except holidays", &[], eve)[0], day);
}

/// All days of a year, and days before and after what a schedule can name.
#[test]
fn many_holidays() {
    let year = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().iter_days().take(365);
    let odd = [NaiveDate::MIN, NaiveDate::MAX];
    let schedule = ask::schedule("every day at 09:00 except holidays").with_holidays(year.chain(odd));
    let slot = schedule.next_after(&ask::instant("2025-12-31T12:00:00Z")).unwrap();
    assert_eq!(slot, ask::instant("2027-01-01T09:00:00Z"));
    let back = schedule.previous_before(&slot).unwrap();
    assert_eq!(back, ask::instant("2025-12-31T09:00:00Z"));
    assert!(!schedule.includes(&ask::instant("2026-06-01T09:00:00Z")));
}
