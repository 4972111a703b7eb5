//! Words that no clause knows: those of another language or notation, with what they are in ours, and those that are
//! perhaps misspelt.

use super::amounts::{ONES, TENS};
use super::fault::Fault;
use super::misspelt;
use super::spoken;
use super::waiting::Before;
use super::zones;
use crate::error::Code;
use crate::schedule::names::WEEKDAYS;

/// The fault of a word in these bytes that is none of ours.
pub(super) fn fault_of(plain: &str, start: usize, end: usize, before: Before<'_>) -> Fault {
    let word = plain.get(start..end).unwrap_or_default();
    let rest = plain.get(end..).unwrap_or_default();
    let (code, expected) = expected(before);
    let unknown = Unknown { word, rest, start, end, before, code, expected };
    if let Some(fault) = unknown.by_its_form().or_else(|| unknown.by_what_follows(plain)) {
        return fault;
    }
    if let Some(instead) = replacement(word, before) {
        return unknown.fault(expected).try_this(instead);
    }
    if let Some(meant) = misspelt::meant(word) {
        return unknown.fault(&format!("{expected}; did you mean \"{meant}\"?")).try_this(meant);
    }
    let fault = unknown.fault(expected);
    match before {
        // Without a word of what recurs, the rest would be something else.
        Before::Waiting("every" | "each" | "ev", _) => fault,
        Before::Nothing => fault.left_out().or_whole("every day at 09:00"),
        _ => fault.left_out(),
    }
}

/// What belonged where the word stands.
fn expected(before: Before<'_>) -> (Code, &'static str) {
    let expected = match before {
        Before::Nothing => return (Code::Unknown, "expected a schedule, such as \"every day at 09:00\""),
        Before::Clause => return (Code::Unknown, "this word is not known here"),
        Before::Waiting(word, _) => match word {
            "every" | "each" | "ev" => "expected a weekday, month, number or unit",
            "at" => "expected a time such as 09:00",
            "on" | "on the" | "the" => "expected a weekday, a day of the month or a date",
            "in" => "expected a month or a time zone",
            "starting" | "start" | "beginning" | "until" | "till" | "ending" | "end" => {
                "expected a date such as 2026-12-31"
            }
            "for" | "for the next" => "expected a count such as 5 times, or a length such as 3 weeks",
            "except" | "except on" => "expected weekdays, months, dates or `holidays`",
            _ => "expected something else here",
        },
    };
    (Code::Expected, expected)
}

/// A word that no clause knows, and what stands around it.
struct Unknown<'t> {
    word: &'t str,
    rest: &'t str,
    start: usize,
    end: usize,
    before: Before<'t>,
    code: Code,
    expected: &'static str,
}

impl Unknown<'_> {
    fn fault(&self, message: &str) -> Fault {
        Fault::at(self.code, self.start, self.end, message)
    }

    /// A fault of the word, with this in place of it and of what follows it.
    fn with_rest(&self, message: &str, follows: &str, instead: &str) -> Fault {
        self.fault(message).instead_of(self.start, self.end.saturating_add(follows.len()), instead)
    }

    /// What a word is that is a number, a time, a list or a zone in another notation.
    fn by_its_form(&self) -> Option<Fault> {
        let word = self.word;
        let coded = |code, message: &str| Fault::at(code, self.start, self.end, message);
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(zone) = zones::abbreviation(word).filter(|_| self.before != Before::Nothing) {
            let message = "abbreviations are not unique; write an IANA name";
            return Some(coded(Code::ZoneAbbr, message).try_this(format!("in {zone}")));
        }
        if let Some(offset) = word.strip_prefix("utc").or_else(|| word.strip_prefix("gmt")) {
            let message = "an offset from UTC is written in +02:00";
            return Some(coded(Code::Zone, message).try_this(format!("in {offset}")));
        }
        if let Some(number) = word.strip_prefix('-').filter(|number| number.starts_with(|c: char| c.is_ascii_digit())) {
            return Some(self.fault("a minus is never a sign here").try_this(number));
        }
        if let Some(windows) = word.split_once('-').and_then(|(from, to)| spoken::windows(from, to)) {
            let start = if let Before::Waiting("at" | "from" | "between", at) = self.before { at } else { self.start };
            let windows = windows.into_iter().map(|window| format!("from {window}"));
            return Some(self.fault(self.expected).any_of(start, self.end, windows));
        }
        let is_moment = word.starts_with(|c: char| c.is_ascii_digit());
        if let Some((day, time)) = word.strip_suffix('z').filter(|_| is_moment).and_then(|word| word.split_once('t')) {
            return Some(self.fault("UTC is written `in UTC`").try_only(format!("on {day} at {time} in UTC")));
        }
        if let Some(times) = word.strip_suffix('x').filter(|times| is_number(times)) {
            return Some(
                self.fault("a number of runs is written `for 3 times`").try_this(format!("for {times} times")),
            );
        }
        if word.starts_with(':') {
            return Some(self.fault(self.expected).try_this(format!("at {word}")));
        }
        if let Some(number) = without_its_hyphen(word) {
            return Some(self.fault(self.expected).try_this(number));
        }
        days_with_slashes(word).map(|days| self.fault("a list has commas").try_this(days))
    }

    /// What a word is together with those beside it.
    fn by_what_follows(&self, plain: &str) -> Option<Fault> {
        let (word, rest, expected) = (self.word, self.rest, self.expected);
        if let Some((length, times)) = plain.get(self.start..).and_then(spoken::time) {
            return Some(self.fault(expected).any_of(self.start, self.start.saturating_add(length), times));
        }
        if rest.starts_with(" time") {
            return Some(match zones::of_city(word) {
                Some(zone) => self.with_rest("a zone is written `in Europe/Berlin`", " time", &format!("in {zone}")),
                None if word == "local" => self.with_rest(expected, " time", ""),
                None => self.fault(expected),
            });
        }
        Some(match word {
            "twenty" | "thirty" if rest.starts_with(' ') => self.with_rest(expected, " ", &format!("{word}-")),
            "plus" if rest.starts_with(" or minus") => {
                self.with_rest("a delay is written `jitter`", " or minus", "jitter")
            }
            "but" => {
                let not = if rest.starts_with(" not ") { " not" } else { "" };
                self.with_rest("days are left out with `except`", not, "except")
            }
            "after" if rest.contains(" before ") => {
                let (from, _) = rest.split_once(" before ")?;
                let until = self.end.saturating_add(from.len()).saturating_add(" before ".len());
                let window = format!("from{} to ", from.strip_suffix(" and").unwrap_or(from));
                let message = "a part of the day is written `from 09:00 to 17:00`";
                self.fault(message).instead_of(self.start, until, window)
            }
            "a" if rest.starts_with(" half") => {
                let (start, length) = half_more(plain, self.start)?;
                let end = self.end.saturating_add(" half".len());
                self.fault("a half is written out").instead_of(start, end, length)
            }
            "couple" if rest.starts_with(" of ") => self.with_rest("expected a number", " of", "2"),
            "few" | "several" | "some" => self.fault("how many? expected a number"),
            "synchronized" => self.fault("intervals are always aligned; remove the word").left_out(),
            _ => return self.by_what_waits(),
        })
    }

    /// What a word is behind the one that waits for it.
    fn by_what_waits(&self) -> Option<Fault> {
        let Before::Waiting(waiting, start) = self.before else { return None };
        let fault = self.fault(self.expected);
        match (waiting, self.word) {
            ("in", "a") => Some(fault.instead_of(start, self.end, "of a")),
            ("every" | "each", "full" | "whole" | "single") => Some(fault.left_out()),
            ("for the next", unit @ ("day" | "week" | "month" | "year")) => {
                Some(fault.instead_of(start, self.end, format!("for 1 {unit}")))
            }
            _ => None,
        }
    }
}

/// `twenty-five` for `twentyfive`
fn without_its_hyphen(word: &str) -> Option<String> {
    let ten = TENS.into_iter().skip(2).find(|ten| word.starts_with(ten))?;
    let one = word.strip_prefix(ten).filter(|one| ONES.iter().take(10).skip(1).any(|known| known == one))?;
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
        "weeknight" | "weeknights" => "weekday".to_owned(),
        "tz" | "timezone" | "zone" if !first => "in".to_owned(),
        _ => return None,
    })
}
