//! Cron lines, through the text form `cron ...`.

mod clocks;
mod differential;
mod line;
mod lines;
mod oracle;
mod tables;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use line::Line;
use oracle::Oracle;

/// Slots compared in each direction from each instant.
const SLOTS: usize = 8;

/// 2,000 cases, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config,
        None => ProptestConfig { cases: 2_000, ..config },
    }
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    // 1970 to 2150.
    (0_i64..5_680_281_600).prop_map(|second| DateTime::from_timestamp(second, 0).unwrap())
}

proptest! {
    #![proptest_config(config())]

    /// The line, and the canonical form of it, name the instants that a scan day by day and
    /// value by value finds; or none at all, and then the line is refused.
    #[test]
    fn equals_a_scan(text in lines::any_line(), from in instant()) {
        let oracle = Oracle::new(&text);
        let line = match Line::read(&text) {
            Ok(line) => line,
            Err(error) => {
                prop_assert_eq!(error.code.as_str(), "never", "{}: {}", text, error.message);
                prop_assert_eq!(oracle.next(DateTime::UNIX_EPOCH - chrono::TimeDelta::seconds(1)), None);
                return Ok(());
            }
        };
        let (mut ours, mut scanned) = (Some(from), Some(from));
        for _ in 0..SLOTS {
            ours = ours.and_then(|after| line.next_after(&after));
            scanned = scanned.and_then(|after| oracle.next(after));
            prop_assert_eq!(ours, scanned, "after {} in {}", from, line.text());
        }
        let (mut ours, mut scanned) = (Some(from), Some(from));
        for _ in 0..SLOTS {
            ours = ours.and_then(|before| line.previous_before(&before));
            scanned = scanned.and_then(|before| oracle.previous(before));
            prop_assert_eq!(ours, scanned, "before {} in {}", from, line.text());
        }
    }

    #[test]
    fn prints_what_it_reads(text in lines::any_line(), from in instant()) {
        let Ok(line) = Line::read(&text) else { return Ok(()) };
        let printed = line.text();
        let again = Line::read(&printed);
        prop_assert!(again.is_ok(), "{} was printed as {}", text, printed);
        let again = again.unwrap();
        prop_assert_eq!(&again, &line, "{} was printed as {}", text, printed);
        prop_assert_eq!(again.text(), printed);
        prop_assert_eq!(Oracle::new(&again.text()).next(from), Oracle::new(&text).next(from));
    }

    /// Any text is a line or a fault that points into it.
    #[test]
    fn never_panics(text in lines::salad()) {
        match Line::read(&text) {
            Ok(line) => prop_assert_eq!(Line::read(&line.text()).unwrap(), line),
            Err(error) => {
                let (start, end) = error.span;
                prop_assert!(text.get(start..end).is_some(), "{start}..{end} in {text:?}");
                for fix in error.fixed {
                    let reads = Line::read(&fix).is_ok() || fix.parse::<punctual::Schedule>().is_ok();
                    prop_assert!(reads, "{} for {}", fix, text);
                }
            }
        }
    }

    #[test]
    fn never_panics_on_any_text(text in ".{0,80}") {
        if let Ok(line) = Line::read(&text) {
            prop_assert_eq!(Line::read(&line.text()).unwrap(), line);
        }
    }
}
