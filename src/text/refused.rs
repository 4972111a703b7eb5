//! Words that are refused, each with its reason and what to write instead.

use super::fault::Fault;
use super::grammar::{Pair, Piece, Rule as Token};
use super::times::fault;
use super::zones;
use crate::error::Code;
use crate::schedule::names::{MONTHS, WEEKDAYS};

/// What stood before a word, if it was waiting for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before<'t> {
    /// A word such as `every` or `at`, and where it starts.
    Waiting(&'t str, usize),
    /// Nothing at all: the word is the first.
    Nothing,
    /// Another clause.
    Clause,
}

/// The fault of a word that the language refuses or does not know.
pub(super) fn refused(token: &Pair<'_>, before: Before<'_>) -> Fault {
    let word = token.as_str();
    match token.as_rule() {
        Token::ambiguous => ambiguous(token),
        Token::how_often => how_often(token),
        Token::vague => vague(token, before),
        Token::relative if !matches!(before, Before::Waiting("every" | "each", _)) => relative(token, before),
        Token::business => {
            let message = "business days need a calendar; from Monday to Friday is `weekday`, \
                           and `except holidays` leaves out the application's holidays";
            fault(Code::BusinessDay, token, message).try_this("weekday")
        }
        Token::before if before == Before::Nothing => fault(Code::NoWhen, token, "an end alone does not say when"),
        Token::word_hour if matches!(before, Before::Waiting("at", _)) => {
            let message = format!("\"{word}\" could be morning or evening; write the time in figures");
            let hour = HOURS.iter().position(|&known| known == word).unwrap_or(12);
            let (morning, evening) =
                (format!("{:02}:00", hour % 12), format!("{:02}:00", (hour % 12).saturating_add(12)));
            fault(Code::BareHour, token, message).try_this(morning).try_this(evening)
        }
        Token::week_number => fault(
            Code::Unsupported,
            token,
            "weeks of the year are not supported: years have 52 or 53; say every how many weeks, and from when",
        ),
        Token::in_relative => {
            let message = "\"in\" counts from the moment it is read; write a date, or `every`";
            fault(Code::Relative, token, message).try_this(word.replacen("in ", "every ", 1))
        }
        Token::in_year => {
            let year = word.trim_start_matches("in ");
            let message = "a year cannot be named; say where to start and to end";
            let bounds = format!("starting {year}-01-01 until {year}-12-31");
            fault(Code::Unsupported, token, message).try_this(bounds)
        }
        Token::bare_length => {
            let message = "expected `every` before a length of time";
            fault(Code::Unknown, token, message).try_this(format!("every {word}")).left_out()
        }
        _ => unknown(token, before),
    }
}

const HOURS: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn ambiguous(token: &Pair<'_>) -> Fault {
    let word = token.as_str();
    let (message, readings): (_, &[&str]) = match word.replace('-', "").as_str() {
        "biweekly" => ("means both twice a week and every two weeks", &["every 2 weeks", "every monday, thursday"]),
        "bimonthly" => {
            ("means both twice a month and every two months", &["every 2 months", "every month on the 1st and 15th"])
        }
        "biannual" | "biannually" | "biennially" => (
            "means twice a year to some and every two years to others",
            &["every year on january 1 and july 1", "every 2 years"],
        ),
        "bihourly" => ("means both twice an hour and every two hours", &["every 2 hours", "every 30 minutes"]),
        "bidaily" => ("means both twice a day and every two days", &["every day at 9:00 and 21:00", "every 2 days"]),
        "semimonthly" => {
            ("is read as twice a month and as every two months", &["every month on the 1st and 15th", "every 2 months"])
        }
        _ => ("is read as twice a week and as every two weeks", &["every monday, thursday", "every 2 weeks"]),
    };
    readings.iter().fold(fault(Code::AmbiguousWord, token, message), |fault, reading| fault.try_this(*reading))
}

fn how_often(token: &Pair<'_>) -> Fault {
    let word = token.as_str();
    let fault = fault(Code::HowOften, token, "says how often, but not when");
    let times: u32 = word.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(2);
    let per = word.rsplit(' ').next().unwrap_or_default();
    let parts = |whole: u32| whole.checked_div(times).filter(|_| whole.is_multiple_of(times));
    let instead = match per {
        "day" if times == 2 => "every day at 9:00 and 21:00".to_owned(),
        "day" if parts(24).is_some() => format!("every {} hours", parts(24).unwrap_or(24)),
        "week" => "every monday and thursday".to_owned(),
        "month" => "every month on the 1st and 15th".to_owned(),
        "year" => "every year on january 1 and july 1".to_owned(),
        "hour" if parts(60).is_some() => format!("every {} minutes", parts(60).unwrap_or(60)),
        _ => "at 9:00 and 21:00".to_owned(),
    };
    fault.try_this(instead)
}

fn vague(token: &Pair<'_>, before: Before<'_>) -> Fault {
    let word = token.as_str().trim_start_matches("in the ");
    let time = match word {
        "morning" | "mornings" | "dawn" | "sunrise" => "9:00",
        "afternoon" | "afternoons" => "14:00",
        "lunchtime" => "12:00",
        "evening" | "evenings" | "dusk" | "sunset" => "18:00",
        _ => "21:00",
    };
    let fault = fault(Code::Vague, token, "names a part of the day, not a time");
    match before {
        Before::Waiting("every" | "each", _) => fault.try_this(format!("day at {time}")).try_this("day"),
        Before::Nothing => fault.try_this(format!("every day at {time}")).try_this("every day"),
        _ => fault.try_this(format!("at {time}")).left_out(),
    }
}

fn relative(token: &Pair<'_>, before: Before<'_>) -> Fault {
    let word = token.as_str();
    let span = Piece::from(token);
    let message = "depends on the moment the text is read; write a date";
    let fault = fault(Code::Relative, token, message);
    let next_word = token.get_input().get(span.end..).unwrap_or_default();
    let next_end = next_word
        .char_indices()
        .skip(1)
        .find(|(_, c)| matches!(c, ' ' | ',' | ';'))
        .map_or(next_word.len(), |(at, _)| at)
        .saturating_add(span.end);
    match (before, word) {
        (Before::Waiting(bound, start), _) if bound != "at" && bound != "on" => {
            let end = if matches!(word, "next" | "this") { next_end } else { span.end };
            fault.instead_of(start, end, format!("{bound} {{year}}-01-05"))
        }
        (_, "next" | "this") => fault.try_this("every"),
        (Before::Waiting(_, start), _) => fault.instead_of(start, span.end, "on {year}-01-05"),
        _ => fault.try_this("on {year}-01-05"),
    }
}

/// A word that no clause begins with, perhaps misspelt.
fn unknown(token: &Pair<'_>, before: Before<'_>) -> Fault {
    let span = Piece::from(token);
    misspelt(token.get_input(), span.start, span.end, before)
}

/// The fault of a word in these bytes that is none of ours.
pub(super) fn misspelt(plain: &str, start: usize, end: usize, before: Before<'_>) -> Fault {
    let word = plain.get(start..end).unwrap_or_default();
    let fault = |code, message: &str| Fault::at(code, start, end, message);
    let (code, expected) = match before {
        Before::Waiting("every" | "each" | "ev", _) => (Code::Expected, "expected a weekday, month, number or unit"),
        Before::Waiting("at", _) => (Code::Expected, "expected a time such as 09:00"),
        Before::Waiting("on" | "on the" | "the", _) => {
            (Code::Expected, "expected a weekday, a day of the month or a date")
        }
        Before::Waiting("in", _) => (Code::Expected, "expected a month or a time zone"),
        Before::Waiting("starting" | "start" | "beginning" | "until" | "till" | "ending" | "end", _) => {
            (Code::Expected, "expected a date such as 2026-12-31")
        }
        Before::Waiting("for" | "for the next", _) => {
            (Code::Expected, "expected a count such as 5 times, or a length such as 3 weeks")
        }
        Before::Waiting("except" | "except on", _) => {
            (Code::Expected, "expected weekdays, months, dates or `holidays`")
        }
        Before::Waiting(..) => (Code::Expected, "expected something else here"),
        Before::Nothing => (Code::Unknown, "expected a schedule, such as \"every day at 09:00\""),
        Before::Clause => (Code::Unknown, "this word is not known here"),
    };
    if let Some(zone) = zones::abbreviation(word).filter(|_| before != Before::Nothing) {
        let message = "abbreviations are not unique; write an IANA name";
        return fault(Code::ZoneAbbr, message).try_this(format!("in {zone}"));
    }
    let rest = plain.get(end..).unwrap_or_default();
    if let Some(number) = word.strip_prefix('-').filter(|number| number.starts_with(|c: char| c.is_ascii_digit())) {
        return fault(code, "a minus is never a sign here").try_this(number);
    }
    if let ("twenty" | "thirty", Some(_)) = (word, rest.strip_prefix(' ')) {
        return fault(code, expected).instead_of(start, end.saturating_add(1), format!("{word}-"));
    }
    if word == "plus" && rest.starts_with(" or minus") {
        let end = end.saturating_add(" or minus".len());
        return fault(code, "a delay is written `jitter`").instead_of(start, end, "jitter");
    }
    if word == "synchronized" {
        return fault(code, "intervals are always aligned; remove the word").left_out();
    }
    if let Some((from, to)) = word.split_once('-').filter(|(from, to)| is_hour(from) && is_hour(to)) {
        return fault(code, expected).try_this(format!("from {from}:00 to {to}:00"));
    }
    if let Some(offset) = word.strip_prefix("utc").or_else(|| word.strip_prefix("gmt")) {
        return fault(Code::Zone, "an offset from UTC is written in +02:00").try_this(format!("in {offset}"));
    }
    match (word, before) {
        ("a", Before::Waiting("in", start)) => return fault(code, expected).instead_of(start, end, "of a"),
        ("day" | "week" | "month" | "year", Before::Waiting("for the next", start)) => {
            return fault(code, expected).instead_of(start, end, format!("for 1 {word}"));
        }
        _ => {}
    }
    if let ("after", Some((from, _))) = (word, rest.split_once(" before ")) {
        let until = end.saturating_add(from.len()).saturating_add(" before ".len());
        let window = format!("from{} to ", from.strip_suffix(" and").unwrap_or(from));
        return fault(code, "a part of the day is written `from 09:00 to 17:00`").instead_of(start, until, window);
    }
    if let ("but", Some(_)) = (word, rest.strip_prefix(" not")) {
        let end = end.saturating_add(" not".len());
        return fault(code, "days are left out with `except`").instead_of(start, end, "except");
    }
    if let Some(instead) = replacement(word, before) {
        return fault(code, expected).try_this(instead);
    }
    match meant(word) {
        Some(meant) => fault(code, &format!("{expected}; did you mean \"{meant}\"?")).try_this(meant),
        // Left out, a word of what recurs would turn the rest into something else.
        None if matches!(before, Before::Waiting("every" | "each" | "ev", _)) => fault(code, expected).try_only("day"),
        None if before == Before::Nothing => fault(code, expected).left_out().or_whole("every day at 09:00"),
        None => fault(code, expected).left_out(),
    }
}

fn is_hour(word: &str) -> bool {
    word.len() <= 2 && word.parse::<u8>().is_ok()
}

/// Words that have a known meaning in our words.
fn replacement(word: &str, before: Before<'_>) -> Option<String> {
    let first = before == Before::Nothing;
    Some(match word {
        "second" | "seconds" | "minute" | "minutes" | "hour" | "hours" | "day" | "days" | "week" | "month"
        | "quarter" | "year" | "other"
            if first =>
        {
            format!("every {word}")
        }
        "after" => "from".to_owned(),
        "all" | "any" => "every".to_owned(),
        "not" | "excluding" | "without" | "skipping" | "excluded" => "except".to_owned(),
        "penultimate" => "2nd last".to_owned(),
        "semiannually" | "semiannual" | "semi-annually" => "every year on january 1 and july 1".to_owned(),
        "begin" | "start" | "beginning" => "the 1st".to_owned(),
        "end" => "the last day".to_owned(),
        "workweek" => "weekdays".to_owned(),
        _ => return None,
    })
}

/// The words that a misspelt one may have been, besides weekdays and months.
const WORDS: [&str; 40] = [
    "every",
    "weekday",
    "weekend",
    "weekdays",
    "weekends",
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "year",
    "years",
    "daily",
    "weekly",
    "monthly",
    "yearly",
    "hourly",
    "fortnightly",
    "quarterly",
    "annually",
    "except",
    "starting",
    "until",
    "between",
    "noon",
    "midnight",
    "first",
    "third",
    "fourth",
    "last",
    "other",
    "jitter",
];

/// The word that a misspelt one may have been.
fn meant(word: &str) -> Option<&'static str> {
    WEEKDAYS.iter().chain(&MONTHS).chain(&WORDS).copied().find(|known| near(word, known))
}

/// Whether two words differ by one letter (two, in long words), or two letters changed places.
pub(super) fn near(word: &str, known: &str) -> bool {
    let (a, b) = (word.as_bytes(), known.as_bytes());
    let most = if known.len() >= 8 { 2 } else { 1 };
    a.len() >= 4 && a.len().abs_diff(b.len()) <= most && distance(a, b) <= most
}

/// The number of letters added, left out, changed or swapped between two short words.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let change = at(&last, j).saturating_add(usize::from(x != y));
            let mut best =
                change.min(at(&last, j.saturating_add(1)).saturating_add(1)).min(at(&row, j).saturating_add(1));
            let swapped =
                i > 0 && j > 0 && a.get(i.saturating_sub(1)) == Some(&y) && b.get(j.saturating_sub(1)) == Some(&x);
            if swapped {
                best = best.min(at(&before_last, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}
