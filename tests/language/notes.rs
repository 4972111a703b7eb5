//! What is right but may surprise, and strict mode, which refuses it.

use chrono::NaiveDate;
use punctual::{Schedule, any_of};

use crate::errors;

fn schedule(text: &str) -> Schedule {
    text.parse().unwrap_or_else(|error: punctual::Error| panic!("{text:?}: {}", error.message()))
}

fn codes(schedule: &Schedule) -> Vec<&'static str> {
    schedule.notes().iter().map(|note| note.code().as_str()).collect()
}

/// Checks a table and shows all its faults at once.
fn check(rows: &[(&str, &[&str])]) {
    let faults: Vec<String> = rows
        .iter()
        .filter_map(|&(text, wanted)| {
            let schedule = schedule(text);
            let got = codes(&schedule);
            let strict = schedule.clone().strict();
            if got != wanted {
                return Some(format!("{text:?} has {:?}, wanted {wanted:?}", schedule.notes()));
            }
            match strict {
                Ok(same) => (same != schedule || !wanted.is_empty())
                    .then(|| format!("{text:?} is right in strict mode, with {wanted:?}")),
                Err(error) => strict_fault(&schedule, &error).map(|fault| format!("{text:?}: {fault}")),
            }
        })
        .collect();
    assert!(faults.is_empty(), "{} of {} rows:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

/// The error of strict mode says what the first note says.
fn strict_fault(schedule: &Schedule, error: &punctual::Error) -> Option<String> {
    let Some(note) = schedule.notes().first() else {
        return Some("strict mode refuses it without a note".to_owned());
    };
    if error.code().as_str() != "strict" || !error.message().contains(&note.to_string()) {
        return Some(format!("[{}] {} in strict mode, for {note}", error.code(), error.message()));
    }
    errors::fault(&schedule.to_string(), error)
}

#[test]
fn days_that_some_months_lack() {
    check(&[
        ("every 31st", &["skipped"]),
        ("every month on the 30th", &["skipped"]),
        ("every month on the 29th", &["skipped"]),
        ("every february on the 29th", &["skipped"]),
        ("every april on the 30th, 31st", &["skipped"]),
        ("every month on the 5th friday", &["skipped"]),
        ("every month on the 5th last friday", &["skipped"]),
        ("every friday the 31st", &["skipped"]),
        ("every friday the 31st in january", &[]),
        ("every year on february 29", &["skipped"]),
        ("every 2 hours on the 31st", &["skipped"]),
        ("cron 0 0 31 * *", &["skipped"]),
        ("cron 0 0 31W * *", &["skipped"]),
        ("every month on the nearest weekday to the 31st", &["skipped"]),
        ("every month on the 30th through last day", &["skipped"]),
        ("every month on the 25th through last day", &[]),
        ("every month on the nearest weekday to the 15th", &[]),
        ("every month on the 28th", &[]),
        ("every month on the last day", &[]),
        ("every january on the 31st", &[]),
        ("every friday the 13th", &[]),
        ("every year on december 31", &[]),
        ("every month on the 4th friday, last friday", &[]),
        ("every quarter on the 31st", &[]),
    ]);
}

#[test]
fn counts_without_a_start() {
    check(&[
        ("every 3 days", &["anchor"]),
        ("every 2 weeks on monday", &["anchor"]),
        ("every other friday", &["anchor"]),
        ("every 2 months on the 1st", &["anchor"]),
        ("every 5 months on the 1st", &["anchor"]),
        ("every 2 quarters on the 1st", &["anchor"]),
        ("every 3 years on june 1", &["anchor"]),
        ("every 3 years on the 1st monday of june", &["anchor"]),
        ("every 7 minutes", &["anchor"]),
        ("every 36 hours", &["anchor"]),
        ("every 3 days starting 2026-01-01", &[]),
        ("every 2 weeks on monday starting 2026-01-05", &[]),
        ("every 7 minutes starting 2026-01-01", &[]),
        // These keep to the clock.
        ("every 90 minutes", &[]),
        ("every 2 hours", &[]),
        ("every 7 minutes from 09:00 to 17:00", &[]),
        ("every day", &[]),
        ("every month", &[]),
        ("every year", &[]),
    ]);
}

#[test]
fn a_week_without_its_weekday() {
    check(&[
        ("every week", &["monday"]),
        ("weekly", &["monday"]),
        ("weekly at 9:00", &["monday"]),
        ("every other week", &["monday", "anchor"]),
        ("every monday", &[]),
        ("weekly on monday", &[]),
    ]);
    // The note is about how it was said, and not part of the value.
    assert_eq!(schedule("every week"), schedule("every monday"));
    let canonical = schedule("every week").to_string();
    assert_eq!(codes(&schedule(&canonical)), [""; 0]);
}

/// How it was said is remembered by what is made of a schedule: holidays do not make it strict.
#[test]
fn a_note_goes_along_with_what_is_made_of_a_schedule() {
    let week = schedule("every week except holidays");
    let monday = codes(&schedule("every week"));
    assert_eq!(codes(&week.with_holidays([])), monday);
    assert_eq!(codes(&week.rules().next().unwrap().with_holidays([])), monday);
    let union = any_of([schedule("every friday"), week]).holidays([]).build().unwrap();
    assert_eq!(codes(&union), monday);
    assert!(union.strict().is_err());
}

#[test]
fn times_that_a_clock_change_skips() {
    check(&[
        ("every day at 02:30 in America/New_York", &["gap"]),
        ("every day at 02:30 in Europe/Berlin", &["gap"]),
        ("every day at 09:00, 02:15 in Australia/Lord_Howe", &["gap"]),
        ("every day at 00:00 in America/Havana", &["gap"]),
        ("every sunday at 02:30 in Europe/Berlin", &["gap"]),
        ("on 2026-03-29 at 02:30 in Europe/Berlin", &["gap"]),
        ("every day at 02:30 in UTC", &[]),
        ("every day at 02:30 in +02:00", &[]),
        ("every day at 03:30 in Europe/Berlin", &[]),
        ("every monday at 02:30 in Europe/Berlin", &[]),
        ("on 2026-03-28 at 02:30 in Europe/Berlin", &[]),
        // No zone, no gap that is known; marks on the clock have none.
        ("every day at 02:30", &[]),
        ("every 30 minutes in Europe/Berlin", &[]),
    ]);
    let note = schedule("every day at 02:30 in America/New_York").notes()[0].to_string();
    assert!(note.starts_with("02:30 does not exist on 20"), "{note}");
}

#[test]
fn other_notes() {
    check(&[
        ("every 5 to 10 minutes", &["random"]),
        ("every weekday except holidays", &["no-holidays"]),
        ("cron 0 0 13 * 5", &["either-day"]),
        ("cron 0 9 * * 1-5", &[]),
        // Those of each rule.
        ("every 3 days; every 31st; every monday", &["anchor", "skipped"]),
    ]);
    let friday = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
    let known = schedule("every weekday except holidays").with_holidays([friday]);
    assert_eq!(codes(&known), [""; 0]);
}

/// The words of the language page.
#[test]
fn notes_in_words() {
    for (text, words) in [
        ("every 31st", "31st is skipped in 5 months"),
        ("weekly", "monday"),
        ("every 3 days", "counted from 1970-01-01; add `starting ..`"),
        ("every 2 weeks on friday", "1970-01-05"),
    ] {
        let note = schedule(text).notes()[0].to_string();
        assert!(note.contains(words), "{text:?}: {note}");
    }
}
