//! The application's calendar, given with the chain.

use chrono::{DateTime, NaiveDate, Utc};
use punctual::{Code, Days, Schedule, any_of, every, schedule};

fn christmas() -> [NaiveDate; 1] {
    [NaiveDate::from_ymd_opt(2026, 12, 25).unwrap()]
}

fn after_eve(schedule: &Schedule) -> String {
    let eve: DateTime<Utc> = "2026-12-24T12:00:00Z".parse().unwrap();
    schedule.next_after(&eve).unwrap().format("%Y-%m-%d").to_string()
}

#[test]
fn the_days_of_the_calendar_are_left_out() {
    let chain = || every(Days::WEEKDAYS).at("09:00").except_holidays();
    assert_eq!(after_eve(&chain().build().unwrap()), "2026-12-25");
    // In any order.
    let given = chain().holidays(christmas()).build().unwrap();
    assert_eq!(after_eve(&given), "2026-12-28");
    assert_eq!(every(Days::WEEKDAYS).holidays(christmas()).except_holidays().at("09:00").build().unwrap(), given);
    // For a text and for a union, too; the text is the same with and without.
    let text = schedule("every weekday at 09:00 except holidays").holidays(christmas()).build().unwrap();
    assert_eq!(text, given);
    assert_eq!(text.to_string(), chain().build().unwrap().to_string());
    assert_ne!(text, chain().build().unwrap());
    assert_eq!(after_eve(&any_of([chain()]).holidays(christmas()).build().unwrap()), "2026-12-28");
    // A calendar that is known is no note any more.
    assert_eq!((chain().build().unwrap().notes().len(), given.notes().len()), (1, 0));
}

#[test]
fn a_calendar_without_a_use_is_an_error() {
    let error = every(1).day().holidays(christmas()).build().unwrap_err();
    assert_eq!((error.code(), error.location().unwrap().line()), (Code::Expected, line!() - 1));
    let error = every(1).day().except_holidays().holidays(christmas()).holidays(christmas()).build().unwrap_err();
    assert_eq!(error.code(), Code::Duplicate);
}
