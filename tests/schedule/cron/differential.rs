//! Against croner, on the lines that both read. What differs, and why, is listed here.

use chrono::{DateTime, Utc};
use croner::parser::CronParser;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::line::Line;
use super::lines;

/// Lines tried; croner reads more than half of them.
const LINES: usize = 10_000;
const SLOTS: usize = 10;

fn croner_reads(text: &str) -> Option<croner::Cron> {
    CronParser::new().parse(text).ok()
}

/// Why croner may name other days for a line that it reads.
fn difference(text: &str) -> Option<&'static str> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let at = if fields.len() == 5 { 2 } else { 3 };
    let (day, weekday) = (fields[at], fields[at + 2]);
    let open = |field: &str| field == "*" || field == "?";
    let starred = |field: &str| field.starts_with('*');
    let has = |item: &str| day.split(',').any(|other| other.eq_ignore_ascii_case(item));
    if !open(day) && !open(weekday) && (starred(day) || starred(weekday)) {
        // Vixie cron and cronie look at the first sign of a field, and so do we.
        return Some("croner takes `*/2` as a restriction, and the two day fields as one or the other");
    }
    if fields.get(6).is_some_and(|years| years.contains("*/")) {
        return Some("croner counts a step of years from the year 1, we from 1970");
    }
    if ["7l", "7#l"].iter().any(|last| weekday.to_lowercase().contains(last)) {
        return Some("croner forgets that 7 is Sunday in `7L`");
    }
    if ["0-sun", "sun-sun"].iter().any(|range| weekday.to_lowercase().contains(range)) {
        return Some("`sun` at the end of a range is 7 for croner, so `sun-sun` is the whole week");
    }
    if has("L") && has("LW") {
        return Some("croner forgets `L` beside `LW`");
    }
    None
}

#[test]
fn equals_croner() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"lines for croner and for us 2026");
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = (lines::any_line(), super::instant());
    let (mut compared, mut never) = (0, 0);
    for _ in 0..LINES {
        let (text, from) = strategy.new_tree(&mut runner).unwrap().current();
        let line = match Line::read(&text) {
            Ok(line) => line,
            Err(error) => {
                assert_eq!(error.code, "never", "{text}: {}", error.message);
                // croner reads a line that never fires, and says so when it is asked.
                if let Some(theirs) = croner_reads(&text).filter(|_| difference(&text).is_none()) {
                    assert!(theirs.find_next_occurrence(&DateTime::UNIX_EPOCH, true).is_err(), "{text}");
                    never += 1;
                }
                continue;
            }
        };
        // Where croner does not read what was written, it may read what we print.
        let (text, theirs) = match (croner_reads(&text), croner_reads(&line.text())) {
            (Some(theirs), _) => (text, theirs),
            (None, Some(theirs)) => (line.text(), theirs),
            (None, None) => continue,
        };
        if difference(&text).is_some() {
            continue;
        }
        let (mut ours, mut croners) = (Some(from), Some(from));
        for _ in 0..SLOTS {
            ours = ours.and_then(|after| line.next_after(&after));
            croners = croners.and_then(|after| theirs.find_next_occurrence(&after, false).ok());
            assert_eq!(ours, croners, "{text} after {from}");
        }
        let (mut ours, mut croners) = (Some(from), Some(from));
        for _ in 0..SLOTS {
            ours = ours.and_then(|before| line.previous_before(&before));
            let before = croners.and_then(|before| theirs.find_previous_occurrence(&before, false).ok());
            // croner goes back to the year 1.
            croners = before.filter(|slot| *slot >= DateTime::UNIX_EPOCH);
            assert_eq!(ours, croners, "{text} before {from}");
        }
        compared += 1;
    }
    println!("{compared} lines equal, {never} that never fire");
    assert!(compared > LINES / 2, "croner read only {compared} of {LINES} lines");
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}Z").parse().unwrap()
}

/// The listed differences are still there, on both sides.
#[test]
fn differs_from_croner_where_listed() {
    let from = at("2026-01-30T00:00:00");
    for (text, ours, croners) in DAYS_THAT_DIFFER {
        let line = Line::read(text).unwrap();
        let theirs = croner_reads(text).unwrap();
        assert!(difference(text).is_some(), "{text}");
        assert_eq!(line.next_after(&from), Some(at(ours)), "{text}");
        assert_eq!(theirs.find_next_occurrence(&from, false).unwrap(), at(croners), "{text}");
    }
    for text in ONLY_OURS {
        assert!(Line::read(text).is_ok(), "{text}");
        assert!(croner_reads(text).is_none(), "{text}");
    }
    for (text, code) in ONLY_CRONERS {
        assert_eq!(Line::read(text).unwrap_err().code, *code, "{text}");
        let theirs = croner_reads(text).unwrap();
        if *code == "never" {
            assert!(theirs.find_next_occurrence(&from, false).is_err(), "{text}");
        }
    }
    // The last Sunday, which is the last 7 for us alone.
    assert_eq!(Line::read("0 0 * * 7L").unwrap(), Line::read("0 0 * * 0L").unwrap());
    assert!(croner_reads("0 0 * * 7L").unwrap().find_next_occurrence(&from, false).is_err());
    // It ends at the start of the year 5000, and we with 9999.
    let late = at("5000-01-01T00:00:00");
    assert_eq!(Line::read("* * * * *").unwrap().next_after(&late), Some(at("5000-01-01T00:01:00")));
    assert!(croner_reads("* * * * *").unwrap().find_next_occurrence(&late, false).is_err());
}

/// A line, our next slot after Friday, 2026-01-30, and croner's.
const DAYS_THAT_DIFFER: &[(&str, &str, &str)] = &[
    // An odd day that is a Monday; for croner, any odd day and any Monday.
    ("0 0 */2 * 1", "2026-02-09T00:00:00", "2026-01-31T00:00:00"),
    ("0 0 13 * */2", "2026-06-13T00:00:00", "2026-01-31T00:00:00"),
    // Saturday the 31st is the last day, Friday the 30th the last weekday.
    ("0 0 L,LW 1 *", "2026-01-31T00:00:00", "2027-01-29T00:00:00"),
    // Sundays; for croner, every day.
    ("0 0 * * sun-sun", "2026-02-01T00:00:00", "2026-01-31T00:00:00"),
    // 1970 and 60 years, the year 1 and 2,028.
    ("0 0 0 1 1 * */4", "2030-01-01T00:00:00", "2029-01-01T00:00:00"),
];

/// What croner refuses by default.
const ONLY_OURS: &[&str] = &[
    "0 0 * * fri-mon",
    "0 22-2 * * *",
    "5/15 * * * *",
    "0 0 L-3 * *",
    "0 0 * * monday",
    "0 0 1 sept *",
    "@midnight",
    "0 0 0 1 1 * 5001",
];

/// What we refuse, and croner reads.
const ONLY_CRONERS: &[(&str, &str)] = &[
    // The 30th of February: croner says so when it is asked for the next slot.
    ("0 0 30 2 *", "never"),
    ("0 0 31 4,6 *", "never"),
    ("0 0 0 29 2 * 2025-2027", "never"),
    // A step longer than the field is one value, and never what was meant.
    ("*/90 * * * *", "range"),
    // The sign for both day fields at once is croner's own.
    ("0 0 13 * +5", "cron"),
    // Ranges of ordinals.
    ("0 0 * * 1-5#2", "cron"),
    // Empty places.
    ("0,,30 0 * * *", "cron"),
    // Years before 1970.
    ("0 0 0 1 1 * 1969-2030", "range"),
];
