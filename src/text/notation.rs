//! Signs and notations of other languages, and what they are here.

use super::fault::Fault;
use crate::error::Code;
use crate::schedule::names::MONTHS;

/// The fault of a sign that the language does not have.
pub(super) fn refused_sign(text: &str, at: usize, sign: char) -> Fault {
    let end = at.saturating_add(sign.len_utf8());
    let fault = Fault::at(Code::Lex, at, end, reason(sign));
    if let Some(known) = other_notation(text) {
        return fault.or_whole(known);
    }
    match sign {
        ':' => fault.try_this(":00").try_this(" "),
        '+' if text.get(end..).is_some_and(|rest| rest.starts_with('-')) => {
            fault.instead_of(at, end.saturating_add(1), "jitter ")
        }
        'M' => fault.try_this(" minutes").try_this(" months"),
        '/' if text.contains("1/2 hour") => fault.or_whole(text.replace("1/2 hour", "half hour")),
        '/' if text.contains("1/4 hour") => fault.or_whole(text.replace("1/4 hour", "quarter hour")),
        '/' => both_orders(text).into_iter().fold(fault, Fault::or_whole),
        '&' => fault.try_this(" and "),
        '\'' | '\u{2019}' if is_o_clock(text, at, end) => {
            let (start, end) = (at.saturating_sub(1), end.saturating_add("clock".len()));
            fault.instead_of(start, end, "am").instead_of(start, end, "pm")
        }
        '=' => match zone_before(text, at) {
            Some(start) => fault.instead_of(start, end, "in "),
            None => fault.try_this(" "),
        },
        '\u{ff1a}' => fault.try_this(":"),
        '#' => fault.instead_of(at, text.len(), ""),
        '(' | ')' | '[' | ']' => fault.or_whole(text.replace(['(', ')', '[', ']'], " ")),
        _ if QUOTES.contains(&sign) => fault.or_whole(text.replace(QUOTES, "")),
        _ if sign.is_ascii() => fault.try_this(" "),
        _ => fault,
    }
}

/// What people put around a text.
const QUOTES: [char; 10] =
    ['"', '\'', '`', '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{ab}', '\u{bb}'];

/// Whether the sign at these bytes is that of `o'clock`.
fn is_o_clock(text: &str, at: usize, end: usize) -> bool {
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
    before.ends_with(" o") && after.starts_with("clock")
}

/// Where the word before a `=` starts, if it is one for a time zone: `tz=`.
fn zone_before(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at).unwrap_or_default();
    let word = before.rsplit(' ').next().unwrap_or_default();
    let known = ["tz", "zone", "timezone"].into_iter().any(|known| word.eq_ignore_ascii_case(known));
    known.then(|| at.saturating_sub(word.len()))
}

fn reason(sign: char) -> String {
    match sign {
        '/' => "dates are written 2026-01-31, since 1/2 has two readings".to_owned(),
        ':' => "a colon stands before the minutes: 09:00, :17".to_owned(),
        '*' => "this looks like cron; write `cron` before its fields".to_owned(),
        'M' => "`M` could be minutes or months".to_owned(),
        '@' => "`@` is not used here; say it in words".to_owned(),
        '+' => "`+` is for offsets from UTC only: in +02:00".to_owned(),
        _ if sign.is_control() => format!("control character U+{:04X}", u32::from(sign)),
        _ if !sign.is_ascii() => {
            format!("\"{sign}\" is not used here; the language is plain ASCII")
        }
        _ => format!("\"{sign}\" is not used here"),
    }
}

/// The same schedule in our words, where a whole text is in a notation that we know.
fn other_notation(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if let Some(nickname) = lower.strip_prefix('@') {
        return match nickname.split_whitespace().next()? {
            "hourly" => Some("every hour".to_owned()),
            "daily" | "midnight" => Some("every day".to_owned()),
            "weekly" => Some("every sunday".to_owned()),
            "monthly" => Some("every month".to_owned()),
            "yearly" | "annually" => Some("every year".to_owned()),
            "every" => Some(nickname.to_owned()),
            _ => None,
        };
    }
    if let Some(rate) = lower.strip_prefix("rate(") {
        return Some(format!("every {}", rate.strip_suffix(')')?));
    }
    let fields = lower.strip_prefix("cron(").and_then(|line| line.strip_suffix(')')).unwrap_or(&lower);
    is_cron(fields).then(|| format!("cron {fields}"))
}

/// Whether a text is made of five to seven cron fields.
fn is_cron(text: &str) -> bool {
    let fields: Vec<_> = text.split_whitespace().collect();
    (5..=7).contains(&fields.len())
        && fields.iter().all(|field| {
            let first = field.bytes().next();
            let of_cron = |c: char| c.is_ascii_alphanumeric() || "*/,-?#".contains(c);
            first.is_some_and(|first| first.is_ascii_digit() || b"*?".contains(&first) || field.len() <= 7)
                && field.chars().all(of_cron)
        })
        && fields.iter().take(2).all(|field| field.chars().all(|c| c.is_ascii_digit() || "*/,-".contains(c)))
}

/// A text with slash dates in both readings: the month first, and the day first.
fn both_orders(text: &str) -> Vec<String> {
    let read = |month_first: bool| -> Option<String> {
        let words: Option<Vec<_>> = text.split(' ').map(|word| date_in_words(word, month_first)).collect();
        Some(words?.join(" "))
    };
    [true, false].into_iter().filter_map(read).collect()
}

/// `1/2` as `january 2` or `february 1`, `1/2/2026` as `2026-01-02`; other words as they are.
fn date_in_words(word: &str, month_first: bool) -> Option<String> {
    let date = word.trim_end_matches(',');
    let mut parts = date.split('/').map(str::parse::<u32>);
    let (Some(Ok(first)), Some(Ok(second))) = (parts.next(), parts.next()) else { return Some(word.to_owned()) };
    let (month, day) = if month_first { (first, second) } else { (second, first) };
    let comma = word.get(date.len()..)?;
    let third = parts.next();
    if let (1000.., Some(Ok(day))) = (first, &third) {
        return Some(format!("{first}-{second:02}-{day:02}{comma}"));
    }
    let name = usize::try_from(month).ok()?.checked_sub(1).and_then(|at| MONTHS.get(at))?;
    match third {
        None => Some(format!("{name} {day}{comma}")),
        Some(Ok(year)) => Some(format!("{year}-{month:02}-{day:02}{comma}")),
        Some(Err(_)) => None,
    }
}
