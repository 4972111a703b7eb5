//! Words that are refused, each with its reason and what to write instead.

use super::amounts::ONES;
use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use super::misspelt;
use super::part_of_day;
use super::unknown;
use super::waiting::Before;
use crate::error::Code;
use crate::schedule::names::{MONTHS, ordinal_ending};

/// The fault of a word that the language refuses or does not know.
pub(super) fn refused(token: &Pair<'_>, before: Before<'_>) -> Fault {
    let word = token.as_str();
    match token.as_rule() {
        Token::ambiguous => ambiguous(token),
        Token::how_often => how_often(token),
        Token::vague => part_of_day::vague(token, before),
        Token::relative if !matches!(before, Before::Waiting("every" | "each", _)) => relative(token, before),
        Token::business => {
            let message = "business days need a calendar; from Monday to Friday is `weekday`, \
                           and `except holidays` leaves out the application's holidays";
            fault(Code::BusinessDay, token, message).try_this("weekday")
        }
        Token::before if before == Before::Nothing => fault(Code::NoWhen, token, "an end alone does not say when"),
        Token::word_hour if matches!(before, Before::Waiting("at", _)) => {
            let message = format!("\"{word}\" could be morning or evening; write the time in figures");
            let hour = ONES.iter().take(13).position(|&known| known == word).unwrap_or(12);
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
            if let (Before::Waiting("at", _), Some(hour)) = (before, hour_with_h(token)) {
                return hour;
            }
            let message = "expected `every` before a length of time";
            fault(Code::Unknown, token, message).try_this(format!("every {word}")).left_out()
        }
        _ => {
            let Piece { start, end, .. } = Piece::from(token);
            unknown::fault_of(token.get_input(), start, end, before)
        }
    }
}

/// `9h30` and `14h`, as the French write them.
fn hour_with_h(token: &Pair<'_>) -> Option<Fault> {
    let hour = token.as_str().strip_suffix('h').filter(|hour| hour.bytes().all(|byte| byte.is_ascii_digit()))?;
    let Piece { start, end, .. } = Piece::from(token);
    let rest = token.get_input().get(end..).unwrap_or_default();
    let minutes = rest.get(..2).filter(|minutes| minutes.bytes().all(|byte| byte.is_ascii_digit()));
    let end = if minutes.is_some() { end.saturating_add(2) } else { end };
    let message = "hours and minutes are written with a colon";
    let time = format!("{hour}:{}", minutes.unwrap_or("00"));
    Some(Fault::at(Code::Expected, start, end, message).try_this(time))
}

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
        "once" => return fault.left_out().or_whole("every day at 09:00"),
        _ => return fault.try_only("at 9:00 and 21:00").try_only("every day at 9:00 and 21:00"),
    };
    fault.try_this(instead)
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

/// `2 mondays`: every two weeks, or two of them?
pub(super) fn n_weekdays(n: &str, day: &Pair<'_>, whole: Piece<'_>) -> Fault {
    let day_text = day.as_str();
    let message = format!("every {n} weeks, or {n} of them?");
    let fault = fault(Code::NWeekdays, day, message);
    let Piece { start, end, .. } = whole;
    fault.instead_of(start, end, format!("every {n} weeks on {day_text}")).instead_of(
        start,
        end,
        format!("every {day_text} starting {{year}}-01-05 for {n} times"),
    )
}

/// A bare number: an hour, or a day of the month?
pub(super) fn bare_number(token: &Pair<'_>, whole: Piece<'_>, before: Before<'_>) -> Fault {
    if let Some(unit) = misspelt::unit_after(token.get_input(), whole.end) {
        return unit;
    }
    let number = token.as_str();
    let message = format!("\"{number}\" could be an hour or a day of the month");
    // Every number of the list is read alike.
    let numbers: Vec<u32> =
        whole.as_str().split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let days: Vec<_> = numbers.iter().map(|&day| format!("{day}{}", ordinal_ending(day))).collect();
    let hours: Vec<_> = numbers.iter().map(|hour| format!("{hour:02}:00")).collect();
    let (days, hours) = (days.join(", "), hours.join(", "));
    let fault = Fault::at(Code::BareNumber, Piece::from(token).start, whole.end, message);
    if before != Before::Clause {
        let Piece { start, end, .. } = whole;
        return fault.instead_of(start, end, format!("every month on the {days}")).instead_of(
            start,
            end,
            format!("every day at {hours}"),
        );
    }
    let fault = fault.try_only(format!("at {hours}"));
    let fault = match *numbers.as_slice() {
        [hour @ 1..=11] => fault.try_only(format!("at {:02}:00", hour.saturating_add(12))),
        _ => fault,
    };
    fault.try_only(format!("on the {days}"))
}

/// The `30` of `aug 20 and 30`: a day of that month, or an hour?
pub(super) fn lone_number(token: &Pair<'_>) -> Fault {
    let number = token.as_str();
    let message = format!("\"{number}\" could be another day or an hour");
    let span = Piece::from(token);
    let before = token.get_input().get(..span.start).unwrap_or_default();
    let month =
        before.split([' ', ',']).rev().find(|word| MONTHS.iter().any(|name| word.len() >= 3 && name.starts_with(word)));
    let fault = fault(Code::BareNumber, token, message);
    match month {
        Some(month) => fault.try_this(format!("{month} {number}")),
        None => fault,
    }
}
