//! Words that no clause knows: perhaps misspelt, perhaps those of another language.

use super::fault::Fault;
use super::refused::Before;
use super::zones;
use crate::error::Code;
use crate::schedule::names::{MONTHS, WEEKDAYS};

/// The fault of a word in these bytes that is none of ours.
pub(super) fn fault_of(plain: &str, start: usize, end: usize, before: Before<'_>) -> Fault {
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
        let start = if let Before::Waiting("at", at) = before { at } else { start };
        return fault(code, expected).instead_of(start, end, format!("from {from}:00 to {to}:00"));
    }
    if let Some(times) = word.strip_suffix('x').filter(|times| times.bytes().all(|byte| byte.is_ascii_digit())) {
        return fault(code, "a number of runs is written `for 3 times`").try_this(format!("for {times} times"));
    }
    if let Some(number) = without_its_hyphen(word) {
        return fault(code, expected).try_this(number);
    }
    if let Some(days) = days_with_slashes(word) {
        return fault(code, "a list has commas").try_this(days);
    }
    if let Some(offset) = word.strip_prefix("utc").or_else(|| word.strip_prefix("gmt")) {
        return fault(Code::Zone, "an offset from UTC is written in +02:00").try_this(format!("in {offset}"));
    }
    match (word, before) {
        ("a", _) if rest.starts_with(" half") && half_more(plain, start).is_some() => {
            let (start, length) = half_more(plain, start).unwrap_or((start, String::new()));
            let end = end.saturating_add(" half".len());
            return fault(code, "a half is written out").instead_of(start, end, length);
        }
        ("couple", _) if rest.starts_with(" of ") => {
            let end = end.saturating_add(" of".len());
            return fault(code, "expected a number").instead_of(start, end, "2");
        }
        ("few" | "several" | "some", _) => return fault(code, "how many? expected a number"),
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
    if word == "but" {
        let end = if rest.starts_with(" not ") { end.saturating_add(" not".len()) } else { end };
        return fault(code, "days are left out with `except`").instead_of(start, end, "except");
    }
    if let Some(instead) = replacement(word, before) {
        return fault(code, expected).try_this(instead);
    }
    match meant(word) {
        Some(meant) => fault(code, &format!("{expected}; did you mean \"{meant}\"?")).try_this(meant),
        // Without a word of what recurs, the rest would be something else.
        None if matches!(before, Before::Waiting("every" | "each" | "ev", _)) => fault(code, expected),
        None if before == Before::Nothing => fault(code, expected).left_out().or_whole("every day at 09:00"),
        None => fault(code, expected).left_out(),
    }
}

/// The fault of a word behind a number and a space, if it is nearly a unit: `5 minuts`.
pub(super) fn unit_after(plain: &str, number_end: usize) -> Option<Fault> {
    let rest = plain.get(number_end..)?.strip_prefix(' ')?;
    let word = rest.split([' ', ',', ';']).next().filter(|word| word.len() >= 3)?;
    let meant = UNITS.into_iter().find(|unit| distance(word.as_bytes(), unit.as_bytes()) <= 1)?;
    let start = number_end.saturating_add(1);
    let message = format!("expected a unit of time; did you mean \"{meant}\"?");
    Some(Fault::at(Code::Expected, start, start.saturating_add(word.len()), message).try_this(meant))
}

const UNITS: [&str; 8] = ["seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years"];

/// `twenty-five` for `twentyfive`
fn without_its_hyphen(word: &str) -> Option<String> {
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let ten = tens.into_iter().find(|ten| word.starts_with(ten))?;
    let one = word.strip_prefix(ten).filter(|one| ones.contains(one))?;
    Some(format!("{ten}-{one}"))
}

/// `mon, wed, fri` for `mon/wed/fri`
fn days_with_slashes(word: &str) -> Option<String> {
    let is_day = |part: &str| part.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(part));
    (word.contains('/') && word.split('/').all(is_day)).then(|| word.replace('/', ", "))
}

/// Where `2 hours and a half` starts, and the whole length in the next smaller unit; the text is known up to the `a`.
fn half_more(plain: &str, a_start: usize) -> Option<(usize, String)> {
    let said = plain.get(..a_start)?.strip_suffix(" and ")?;
    let (before, unit) = said.rsplit_once(' ')?;
    let (smaller, of_them) = match unit.trim_end_matches('s') {
        "minute" => ("seconds", 60),
        "hour" => ("minutes", 60),
        "day" => ("hours", 24),
        _ => return None,
    };
    let number = before.rsplit(' ').next().unwrap_or_default();
    let (start, count) = match number.parse::<u32>() {
        Ok(count) => (before.len().saturating_sub(number.len()), count),
        Err(_) => (before.len().saturating_add(1), 1),
    };
    Some((start, format!("{} {smaller}", count.saturating_mul(of_them).saturating_add(of_them / 2))))
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
        "tz" | "timezone" | "zone" if !first => "in".to_owned(),
        _ => return None,
    })
}

/// The words that a misspelt one may have been, besides weekdays and months.
const WORDS: [&str; 41] = [
    "business",
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
    let near_day = |day: &&str| {
        let short = day.get(..3).unwrap_or_default();
        word.len() == 3 && word.get(..1) == short.get(..1) && distance(word.as_bytes(), short.as_bytes()) == 1
    };
    let words = WEEKDAYS.iter().chain(&MONTHS).chain(&WORDS).copied();
    words.into_iter().find(|known| near(word, known)).or_else(|| WEEKDAYS.into_iter().find(near_day))
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
