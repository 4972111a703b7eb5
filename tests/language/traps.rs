//! Phrases that a parser which looks for what it knows reads as something else; the errors
//! that the language page prints; and input that is no schedule at all.

use chrono::NaiveDate;
use punctual::Schedule;

use crate::errors;

/// A row: a text, and its canonical text, or its codes in brackets: `[zero|range]`.
pub type Row = (&'static str, &'static str);

/// Checks a table and shows all its faults at once.
pub fn check(rows: &[Row]) {
    let faults: Vec<String> = rows.iter().filter_map(|&(text, wanted)| fault(text, wanted)).collect();
    assert!(faults.is_empty(), "{} of {} rows:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

fn fault(text: &str, wanted: &str) -> Option<String> {
    let codes = wanted.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match (text.parse::<Schedule>(), codes) {
        (Ok(schedule), None) if schedule.to_string() == wanted => {
            let again = wanted.parse::<Schedule>().ok();
            (again != Some(schedule)).then(|| format!("{wanted:?} is not the same as {text:?}"))
        }
        (Ok(schedule), _) => Some(format!("{text:?} is taken as {schedule}, wanted {wanted}")),
        (Err(error), Some(codes)) => {
            let code = error.code().as_str();
            if !codes.split('|').any(|wanted| errors::kind(wanted) == errors::kind(code)) {
                return Some(format!("{text:?} is [{code}] {}, wanted {wanted}", error.message()));
            }
            errors::fault(text, &error).map(|fault| format!("the error of {text:?} [{code}]: {fault}"))
        }
        (Err(error), None) => Some(format!(
            "{text:?} is refused: {} [{}] at {:?}, wanted {wanted}",
            error.message(),
            error.code(),
            error.span()
        )),
    }
}

/// A number is as long as it may be, however it is written: what is printed can be read.
#[test]
fn an_ordinal_counts_no_further_than_a_number() {
    check(&[
        ("every 876000th hour", "every 876000 hours"),
        ("every 876001st hour", "[range]"),
        ("every 1201st month", "[range]"),
        ("every 4000000000th week", "[range]"),
        ("evrey 999929th hour", "[unknown]"),
        ("every 0th hour", "[zero]"),
    ]);
}

/// Each was once read as something else by a parser of clauses in any order.
#[test]
fn no_word_is_swallowed() {
    check(&[
        ("every day at 12:00 noon", "every day at 12:00"),
        ("25th to the last", "[to-last]"),
        ("every month on the 25th to the last", "[to-last]"),
        ("every 5 days of the month", "[expected]"),
        ("every 2 weeks of the month", "[expected]"),
        ("every 5 days of the month at 9:00", "[expected]"),
        ("every week on the 4th day", "[expected|unsupported|nth|days-and-weekdays|and-or|range]"),
        ("at 04:30, on day 1 and 15 of the month, and on friday", "[and-or]"),
        (
            "1st,third mon,wed of march",
            "every march on the 1st monday, 1st wednesday, 3rd monday, 3rd wednesday at 00:00",
        ),
        ("every 1st wed jan, 3rd thu jul", "[scope]"),
        ("every wed from november until june", "[months-or-dates]"),
        ("from november until june every day", "[months-or-dates]"),
        ("every 60 minutes at :17", "every 60 minutes at :17"),
        ("every day every monday", "[duplicate|days-and-weekdays]"),
        ("the 3rd of may", "[yearly-or-once]"),
        ("2nd fri in feb", "[yearly-or-once]"),
        ("every 2 hours twice", "[how-often]"),
        ("every day at 9:00 at 10:00", "[duplicate]"),
        ("every monday at 9:00 every tuesday at 10:00", "[duplicate]"),
        ("every day in june in july", "[duplicate]"),
        ("every day except monday except tuesday", "[duplicate]"),
        ("every day in Europe/Berlin in UTC", "[duplicate]"),
        ("every day starting 2026-01-05 starting 2026-01-06", "[duplicate]"),
        ("every day until 2026-01-05 until 2026-01-06", "[duplicate]"),
        ("every hour jitter 5 minutes jitter 6 minutes", "[duplicate]"),
        ("every hour from 9:00 to 10:00 from 11:00 to 12:00", "[duplicate]"),
        ("every hour at :17 offset 5 minutes", "[duplicate]"),
        ("every hour every minute", "[duplicate]"),
        ("every 2 weeks on monday the 13th", "[and-or|days-and-weekdays|duplicate|expected|nth]"),
        ("every other monday the 13th", "[and-or|days-and-weekdays|duplicate|expected|nth]"),
        ("every month on the last day day", "[expected]"),
        ("every month on the 14th through last day day", "[expected]"),
        ("every 3 days on friday the 13th", "[days-and-weekdays|duplicate|expected]"),
        ("every 2 months on friday the 13th", "[month-weekday|duplicate|expected]"),
    ]);
}

/// `12:00 midnight` is the start of the day or an error, and never noon.
#[test]
fn noon_and_midnight_are_not_swallowed() {
    for text in ["12:00 midnight", "every day at 12:00 midnight", "at 12 midnight"] {
        if let Ok(schedule) = text.parse::<Schedule>() {
            assert_eq!(schedule.to_string(), "every day at 00:00", "{text:?}");
        }
    }
    check(&[
        ("every day at 12:15 noon", "[range|expected]"),
        ("every day at 9:00 noon", "[range|expected|duplicate]"),
        ("every day at 13 midnight", "[range|expected|duplicate]"),
        ("every day at 13:00 pm", "[range|expected]"),
        ("every day at 0:30 am", "[range|expected]"),
    ]);
}

/// An error of the language page, as it is printed there.
struct Printed {
    text: &'static str,
    code: &'static str,
    /// Where the carets are; none where the page prints none.
    carets: &'static [(usize, usize)],
    message: &'static str,
    helps: &'static [&'static str],
}

const PRINTED: [Printed; 17] = [
    Printed {
        text: "every 3rd friday at 9am",
        code: "nth-weekday",
        carets: &[(6, 9)],
        message: "\"3rd friday\" has two readings",
        helps: &["every month on the 3rd friday at 09:00", "every 3 weeks on friday at 09:00"],
    },
    Printed {
        text: "every day at 5",
        code: "bare-hour",
        carets: &[(13, 14)],
        message: "\"5\" could be 05:00 or 17:00",
        helps: &["every day at 05:00", "every day at 17:00"],
    },
    Printed {
        text: "every mondya at 9:00",
        code: "unknown",
        carets: &[(6, 12)],
        message: "expected a weekday, month, number or unit; did you mean \"monday\"?",
        helps: &["every monday at 09:00"],
    },
    Printed {
        text: "every day at 9:00 in EST",
        code: "zone-abbr",
        carets: &[(21, 24)],
        message: "abbreviations are not unique; write an IANA name",
        helps: &["every day at 09:00 in America/New_York"],
    },
    Printed {
        text: "every 2 hours on monday at 10:30",
        code: "interval-at",
        carets: &[(24, 32)],
        message: "an interval runs all day; a time of day runs once",
        helps: &["every 2 hours on monday from 10:30 to 24:00", "every monday at 10:30"],
    },
    Printed {
        text: "every day at 9am until march 10",
        code: "year",
        carets: &[(23, 31)],
        message: "which year? bounds need one",
        helps: &["every day at 09:00 until 2027-03-10"],
    },
    Printed {
        text: "every friday on the 13th at noon",
        code: "and-or",
        carets: &[(13, 24)],
        message: "both at once, or either?",
        helps: &["every friday the 13th at 12:00", "every friday at 12:00; every month on the 13th at 12:00"],
    },
    Printed {
        text: "every feb 30 at 9:00",
        code: "range",
        carets: &[(10, 12)],
        message: "february has at most 29 days",
        helps: &[],
    },
    Printed {
        text: "every monday at 25:00",
        code: "range",
        carets: &[(16, 21)],
        message: "hours go from 00 to 23",
        helps: &[],
    },
    Printed {
        text: "every day at 9:00 every 2 hours",
        code: "duplicate",
        carets: &[(0, 9), (18, 31)],
        message: "two recurrences in one rule; separate rules with \";\"",
        helps: &[],
    },
    Printed {
        text: "biweekly",
        code: "ambiguous-word",
        carets: &[(0, 8)],
        message: "means both twice a week and every two weeks",
        helps: &["every 2 weeks on monday at 00:00", "every monday, thursday at 00:00"],
    },
    Printed { text: "@every 1h30m", code: "lex", carets: &[], message: "", helps: &["every 90 minutes"] },
    Printed { text: "rate(5 minutes)", code: "lex", carets: &[], message: "", helps: &["every 5 minutes"] },
    Printed { text: "0 9 * * 1-5", code: "lex", carets: &[], message: "", helps: &["cron 0 9 * * 1-5"] },
    Printed {
        text: "every 2 hours synchronized",
        code: "unknown",
        carets: &[(14, 26)],
        message: "intervals are always aligned; remove the word",
        helps: &["every 2 hours"],
    },
    Printed {
        text: "every 10 minutes +-1m",
        code: "lex",
        carets: &[],
        message: "",
        helps: &["every 10 minutes jitter 1 minute"],
    },
    Printed {
        text: "every 0 minutes",
        code: "zero",
        carets: &[(6, 7)],
        message: "an interval must be at least 1",
        helps: &[],
    },
];

/// Which bytes of a text have a caret below them.
fn carets(error: &punctual::Error, len: usize) -> Vec<bool> {
    let shown = error.to_string();
    let line = shown.lines().nth(1).unwrap_or_default();
    let marks = line.bytes().map(|byte| byte == b'^');
    marks.chain(std::iter::repeat(false)).take(len).collect()
}

#[test]
fn the_errors_of_the_language_page() {
    let today = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    let mut faults = Vec::new();
    for row in &PRINTED {
        let error = match row.text.parse::<Schedule>() {
            Ok(schedule) => {
                faults.push(format!("{:?} is taken as {schedule}", row.text));
                continue;
            }
            Err(error) => error,
        };
        let span = error.span().unwrap_or_default();
        // The whole of what the page points at, and perhaps the word beside it.
        let shown = carets(&error, row.text.len());
        let placed = row.carets.iter().all(|&(start, end)| shown[start..end].iter().all(|&caret| caret));
        let helps = error.suggestions_for(today);
        if errors::kind(error.code().as_str()) != errors::kind(row.code)
            || !placed
            || !error.message().contains(row.message)
            || !row.helps.iter().all(|help| helps.iter().any(|text| text == help))
        {
            faults.push(format!(
                "{:?}\n     got [{}] {:?} {:?} {helps:?}\n  wanted [{}] {:?} {:?} {:?}",
                row.text,
                error.code(),
                span,
                error.message(),
                row.code,
                row.carets,
                row.message,
                row.helps
            ));
        }
        faults.extend(errors::fault(row.text, &error));
    }
    assert!(faults.is_empty(), "{} of {} rows:\n{}", faults.len(), PRINTED.len(), faults.join("\n"));
}

#[test]
fn an_empty_text() {
    for text in ["", " ", "\t\n  ", ".", ",", ";", " ; ; "] {
        let error = errors::of(text);
        let code = error.code().as_str();
        assert!(["empty", "unknown", "expected", "lex"].contains(&code), "{text:?}: [{code}]");
    }
    let error = errors::of("");
    assert_eq!(error.code().as_str(), "empty");
    assert!(error.message().contains("empty schedule"), "{error}");
    assert!(error.message().contains("every day at 09:00") || error.suggestions() == ["every day at 09:00"]);
}

/// 1 KiB is read, more is not.
#[test]
fn a_long_text() {
    let text = |len: usize| format!("every day{}at 09:00", " ".repeat(len - 17));
    assert_eq!(text(1_024).len(), 1_024);
    assert_eq!(text(1_024).parse::<Schedule>().unwrap().to_string(), "every day at 09:00");
    for len in [1_025, 2_048, 1 << 20] {
        assert_eq!(errors::of(&text(len)).code().as_str(), "too-long");
    }
    assert_eq!(errors::of(&"ü".repeat(1_024)).code().as_str(), "too-long");
}

#[test]
fn bad_input_gets_a_clear_error() {
    check(&[
        ("every\u{0}day", "[lex]"),
        ("every day\u{7}", "[lex]"),
        ("\u{1b}[31mevery day", "[lex]"),
        ("every\u{200b}day", "[lex]"),
        ("every\u{a0}day", "[lex]"),
        ("évery day", "[lex]"),
        ("every döner", "[lex]"),
        ("每天 09:00", "[lex]"),
        ("every day at ９:００", "[lex]"),
        ("every day at 09:00 🎉", "[lex]"),
        ("every 0 minutes", "[zero]"),
        ("every 99999999999 hours", "[range]"),
        ("every 99999999999999999999999999 minutes", "[range]"),
        ("every 4294967296 seconds", "[range]"),
        ("every monday at 25:00", "[range]"),
        ("every monday at 24:00", "[range]"),
        ("every monday at 9:60", "[range]"),
        ("every monday at 9:00:60", "[range]"),
        ("every day at 99999999999", "[range|expected|bare-hour]"),
        ("every day at 13pm", "[range|expected]"),
        ("every day at 0am", "[range|expected|bare-hour]"),
        ("every day in Europe/Berln", "[zone]"),
        ("every day in Mars/Phobos", "[zone]"),
        ("every day in CEST", "[zone-abbr]"),
        ("every day in PST", "[zone-abbr]"),
        ("every day in +25:00", "[zone|range]"),
        ("every day in +02:60", "[zone|range]"),
        ("on 2026-02-30 at 09:00", "[range]"),
        ("on 2026-13-01 at 09:00", "[range]"),
        ("on 2026-00-10 at 09:00", "[range]"),
        ("on 1969-12-31 at 09:00", "[range]"),
        ("on 10000-01-01 at 09:00", "[range|expected]"),
        ("on 2025-02-29 at 09:00", "[range]"),
        ("every day until february 29 2025", "[range]"),
        ("every day starting 31 apr 2026", "[range]"),
        ("every year on february 30", "[range]"),
        ("every year on june 31 at 09:00", "[range]"),
        ("every day except june 31", "[range]"),
        ("every month on the 32nd", "[range]"),
        ("every month on the 0th", "[range|zero|expected|suffix]"),
        ("every month on the 6th friday", "[range]"),
        ("every day starting 2026-01-10 until 2026-01-09", "[empty-range]"),
        ("every hour starting 2026-01-10 10:00 until 2026-01-10 09:00", "[empty-range]"),
        ("every day at 9:00 until 2025-01-01 starting 2026-01-01", "[empty-range]"),
        ("every day starting 2026-01-10 for 99999 times", "[range]"),
        ("every 10 to 5 minutes", "[range|empty-range]"),
        ("every 5 to 5 minutes", "[range|empty-range]"),
        ("every 15 minutes offset 20 minutes", "[range]"),
        ("every 10 minutes at :60", "[range]"),
        ("every hour at :60", "[range]"),
        ("every hour at :17:60", "[range]"),
    ]);
}

/// Every suffix of an ordinal must fit its number, and the right one is offered.
#[test]
fn suffixes() {
    for (wrong, right) in
        [("2st", "2nd"), ("1th", "1st"), ("3th", "3rd"), ("11st", "11th"), ("22th", "22nd"), ("13rd", "13th")]
    {
        let error = errors::of(&format!("every month on the {wrong}"));
        assert_eq!(error.code().as_str(), "expected", "{wrong}");
        assert_eq!(error.suggestions(), [format!("every month on the {right} at 00:00")], "{wrong}");
    }
}
