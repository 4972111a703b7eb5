//! What must hold for any input. The fuzz targets call these with what the fuzzer finds, the
//! tests with the kept corpus.

mod choices;
pub mod sentence;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use punctual::Schedule;

use choices::Choices;

/// Any bytes as a text: a schedule that prints and parses back, or an error that helps.
pub fn parser(data: &[u8]) {
    check_text(&String::from_utf8_lossy(data));
}

/// A sentence of the language, with a wrong word now and then.
pub fn roundtrip(data: &[u8]) {
    let mut choices = Choices::new(data);
    let sentence = sentence::sentence(&mut choices);
    check_text(&sentence.text);
    check_text(&sentence::disturbed(&sentence.text, &mut choices));
}

/// A schedule, an instant and a zone: the slots around the instant.
pub fn search(data: &[u8]) {
    let mut choices = Choices::new(data);
    let start = choices.instant();
    let zone = choices.zone();
    let sentence = sentence::sentence(&mut choices);
    let Ok(schedule) = sentence.text.parse::<Schedule>() else {
        return;
    };
    let start = start.with_timezone(&zone);
    if let Some(next) = schedule.next_after(&start) {
        assert!(next > start, "{:?} from {start}: {next} is not later", sentence.text);
        if !sentence.random {
            check_slot(&sentence.text, &schedule, &start, &next);
        }
    }
    if let Some(previous) = schedule.previous_before(&start) {
        assert!(previous < start, "{:?} from {start}: {previous} is not earlier", sentence.text);
        assert!(schedule.includes(&previous), "{:?}: {previous} is a slot", sentence.text);
    }
}

/// No slot lies between `start` and `next`, and `next` is one.
fn check_slot(text: &str, schedule: &Schedule, start: &DateTime<Tz>, next: &DateTime<Tz>) {
    let again = |from: DateTime<Tz>| {
        assert_eq!(
            schedule.next_after(&from).as_ref(),
            Some(next),
            "{text:?} from {start} is {next}, but not from {from}"
        );
    };
    let wait = next.signed_duration_since(start);
    again(*start + wait / 2);
    again(*next - TimeDelta::milliseconds(1));
    assert!(schedule.includes(next), "{text:?}: {next} is a slot");
    if let Some(previous) = schedule.previous_before(next) {
        assert!(previous <= *start, "{text:?}: {previous} is between {start} and {next}");
        again(previous);
    }
    if schedule.includes(start) {
        assert_eq!(schedule.previous_before(next).as_ref(), Some(start), "{text:?} before {next}");
    }
}

fn check_text(text: &str) {
    check_relative(text);
    match text.parse::<Schedule>() {
        Ok(schedule) => check_schedule(text, &schedule),
        Err(error) => check_error(text, &error),
    }
}

fn check_schedule(text: &str, schedule: &Schedule) {
    let printed = schedule.to_string();
    let again: Schedule = match printed.parse() {
        Ok(again) => again,
        Err(error) => panic!("{text:?} prints {printed:?}, which does not parse: {error}"),
    };
    assert_eq!(&again, schedule, "{text:?} prints {printed:?}, which is another schedule");
    assert_eq!(again.to_string(), printed, "{text:?} has two canonical forms");
    let start = DateTime::<Utc>::UNIX_EPOCH;
    assert_eq!(again.next_after(&start), schedule.next_after(&start), "{text:?}");
    assert!(schedule.notes().iter().all(|note| !note.to_string().is_empty()), "{text:?}: an empty note");
    assert_eq!(schedule.clone().strict().is_ok(), schedule.notes().is_empty(), "{text:?}: strict mode and notes");
}

/// Words that depend on the moment become dates, and then the text stands alone.
fn check_relative(text: &str) {
    let now = DateTime::from_timestamp(1_795_142_670, 0).unwrap_or_default();
    if let Ok(schedule) = punctual::parse_relative(text, &now) {
        check_schedule(text, &schedule);
        assert!(schedule.next_after(&DateTime::<Utc>::UNIX_EPOCH).is_some(), "{text:?}: never");
    }
}

fn check_error(text: &str, error: &punctual::Error) {
    assert!(!error.message().is_empty(), "{text:?}: an error without a message");
    assert!(!error.to_string().is_empty(), "{text:?}: an error that shows nothing");
    if let Some(span) = error.span() {
        assert!(text.get(span.clone()).is_some(), "{text:?}: {span:?} is not a part of it");
    }
    let suggestions = error.suggestions();
    assert!(suggestions.len() <= 3, "{text:?}: {suggestions:?}");
    for suggestion in suggestions {
        assert_ne!(suggestion, text, "a suggestion that is the input");
        match suggestion.parse::<Schedule>() {
            Ok(schedule) => assert_eq!(schedule.to_string(), suggestion, "for {text:?}"),
            Err(error) => panic!("{text:?}: the suggestion {suggestion:?} fails: {error}"),
        }
    }
}
