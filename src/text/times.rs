//! Times of day, marks, windows and moments: `9:30 pm`, `:17`, `9:00 to 17:00`, `2026-03-15 14:30`.

use super::amounts;
use super::days;
use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use super::part_of_day;
use super::plain::first_word;
use super::spoken;
use crate::error::Code;
use crate::schedule::calendar::Date;
use crate::schedule::rule::Bound;
use crate::schedule::said::spec::Mark;
use crate::schedule::unit::AnyUnit;

/// Seconds in a day, as `24:00`, which only a window may end at.
const END_OF_DAY: u32 = 86_400;

/// A time of day in seconds after midnight.
pub(super) fn time(token: &Pair<'_>) -> Result<u32, Fault> {
    let time = time_or_end_of_day(token)?;
    if time == END_OF_DAY {
        let message = "a day ends before 24:00; its first moment is 00:00";
        return Err(range(token, message).try_this("00:00"));
    }
    Ok(time)
}

/// A time of day, or `24:00` at the end of a window.
pub(super) fn time_or_end_of_day(token: &Pair<'_>) -> Result<u32, Fault> {
    let word = token.as_str();
    match token.as_rule() {
        Token::word_time => Ok(if word == "midnight" { 0 } else { 43_200 }),
        Token::bare_hour => bare_hour(token),
        Token::dotted => {
            let message = "hours and minutes are written with a colon";
            Err(fault(Code::Expected, token, message).try_this(word.replace('.', ":")))
        }
        _ => with_minutes(token),
    }
}

/// `9:30`, `9:30:15 pm`, `9am`, `8.30 p.m.`, `12 noon`
fn with_minutes(token: &Pair<'_>) -> Result<u32, Fault> {
    let word = token.as_str();
    if let Some(time) = plain_time(word.as_bytes()) {
        return Ok(time);
    }
    let figures_end = word.find(|c: char| !matches!(c, '0'..='9' | ':' | '.')).unwrap_or(word.len());
    let (figures, rest) = word.split_at_checked(figures_end).unwrap_or((word, ""));
    let mut parts = [0u32; 3];
    for (part, figure) in parts.iter_mut().zip(figures.split([':', '.'])) {
        *part = figure.parse().unwrap_or(u32::MAX);
    }
    let [hour, minute, second] = parts;
    if figures.split([':', '.']).skip(1).any(|part| part.len() != 2) {
        let fault = range(token, "minutes and seconds have two figures");
        return Err(match figures.split_once(':') {
            Some((hour, ten @ ("1" | "2" | "3" | "4" | "5"))) => {
                fault.try_this(format!("{hour}:0{ten}{rest}")).try_this(format!("{hour}:{ten}0{rest}"))
            }
            Some((hour, minute)) if minute.len() == 1 => fault.try_this(format!("{hour}:0{minute}{rest}")),
            _ => fault,
        });
    }
    if minute > 59 || second > 59 {
        let what = if minute > 59 { "minutes" } else { "seconds" };
        let fault = range(token, format!("{what} go from 00 to 59"));
        let next_hour = hour.saturating_add(1);
        return Err(if minute == 60 { fault.try_this(format!("{next_hour:02}:00{rest}")) } else { fault });
    }
    let hour = match rest.trim_start() {
        "" if hour == 24 && minute == 0 && second == 0 => return Ok(END_OF_DAY),
        "" if hour > 23 => {
            let fault = range(token, "hours go from 00 to 23");
            let Some((_, minutes)) = figures.split_once(':') else { return Err(fault) };
            // Behind an interval of hours it is the minute and the second.
            let fault = if hour < 60 { fault.try_only(format!(":{figures}")) } else { fault };
            return Err(match hour.checked_sub(24).filter(|late| *late < 24) {
                Some(late) => fault.try_only(format!("{late:02}:{minutes}")),
                None => fault,
            });
        }
        "" => hour,
        "a" | "p" => {
            let half = format!("{figures} {}m", rest.trim_start());
            let message = format!("\"{word}\" is unclear; write \"{half}\"");
            return Err(fault(Code::BareHour, token, message).try_this(half));
        }
        "noon" | "midday" | "midnight" if (hour, minute, second) != (12, 0, 0) => {
            return Err(range(token, format!("{} is at 12:00", rest.trim_start()))
                .try_this(figures)
                .try_this(rest.trim_start()));
        }
        "noon" | "midday" => 12,
        "midnight" => 0,
        half if hour == 0 || hour > 12 => {
            let message = format!("hours with {half} go from 1 to 12");
            return Err(range(token, message).try_this(figures));
        }
        half if half.starts_with('p') => (hour % 12).saturating_add(12),
        _ => hour % 12,
    };
    Ok(hour.saturating_mul(3600).saturating_add(minute.saturating_mul(60)).saturating_add(second))
}

/// `13:15`, the canonical form.
pub(super) fn plain_time(word: &[u8]) -> Option<u32> {
    let &[h1 @ b'0'..=b'2', h2 @ b'0'..=b'9', b':', m1 @ b'0'..=b'5', m2 @ b'0'..=b'9'] = word else { return None };
    let number = |tens: u8, ones: u8| u32::from(tens & 15).saturating_mul(10).saturating_add(u32::from(ones & 15));
    let hour = Some(number(h1, h2)).filter(|&hour| hour < 24)?;
    Some(hour.saturating_mul(3600).saturating_add(number(m1, m2).saturating_mul(60)))
}

/// An hour alone is clear for 0 and 13 to 23 only.
fn bare_hour(token: &Pair<'_>) -> Result<u32, Fault> {
    let word = token.as_str();
    if let (3 | 4, Some((hours, minutes))) =
        (word.len(), word.len().checked_sub(2).and_then(|at| word.split_at_checked(at)))
    {
        let message = "expected a time such as 09:00";
        return Err(fault(Code::Expected, token, message).try_this(format!("{hours:0>2}:{minutes}")));
    }
    let Piece { start, end, .. } = Piece::from(token);
    let rest = token.get_input().get(end..).unwrap_or_default();
    let number = word.parse::<u32>().ok();
    if let (Some(minute @ 0..60), Some(past)) = (number, spoken::past_the_hour(rest)) {
        let spoken = token.get_input().get(start..).and_then(spoken::time);
        return Err(match spoken {
            Some((length, times)) => fault(Code::BareHour, token, format!("\"{minute} past\" is written in figures"))
                .any_of(start, start.saturating_add(length), times),
            None => fault(Code::Expected, token, "the minute of the hour has a colon").instead_of(
                start,
                end.saturating_add(past),
                format!(":{minute:02}"),
            ),
        });
    }
    match number {
        Some(hour @ (0u32 | 13..=23)) => Ok(hour.saturating_mul(3600)),
        Some(12) => {
            Err(fault(Code::BareHour, token, "\"12\" could be 12:00 or 00:00").try_this("12:00").try_this("00:00"))
        }
        Some(hour @ 1u32..=11) => {
            let (morning, evening) = (format!("{hour:02}:00"), format!("{:02}:00", hour.saturating_add(12)));
            let message = format!("\"{word}\" could be {morning} or {evening}");
            let fault = fault(Code::BareHour, token, message);
            let minutes = rest.strip_prefix(' ').map(first_word);
            if let Some(minutes) = minutes.filter(|word| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit())) {
                let end = end.saturating_add(1).saturating_add(minutes.len());
                return Err(fault.instead_of(start, end, format!("{word}:{minutes}")));
            }
            Err(match part_of_day::half_after(rest, hour) {
                Some((length, half)) => fault.instead_of(start, end.saturating_add(length), format!("{word} {half}")),
                None => fault.try_this(morning).try_this(evening),
            })
        }
        _ => Err(range(token, "hours go from 00 to 23")),
    }
}

/// `:17`, `:17:30`, `minute 17`, `second 5`
pub(super) fn mark(token: Pair<'_>) -> Result<Mark, Fault> {
    let whole = Piece::from(&token);
    let number = |word: &str| word.parse::<u32>().unwrap_or(u32::MAX);
    let Some(inner) = token.into_inner().next() else {
        return Err(fault(Code::Expected, whole, "expected a mark such as :17"));
    };
    let word = inner.as_str();
    let mark = match inner.as_rule() {
        Token::minute => Mark::Minute(number(word)),
        Token::second => Mark::Second(number(word)),
        _ => {
            let mut parts = word.split(':').skip(1).map(number);
            match (parts.next(), parts.next()) {
                (Some(minute), Some(second)) => Mark::ColonSeconds(minute, second),
                (part, _) => Mark::Colon(part.unwrap_or(u32::MAX)),
            }
        }
    };
    Ok(mark)
}

/// `offset 5 minutes`
pub(super) fn offset(token: Pair<'_>) -> Result<Mark, Fault> {
    let whole = Piece::from(&token);
    let span = token.into_inner().next().map(amounts::span).transpose()?;
    match span {
        Some((count, AnyUnit::Clock(unit))) => Ok(Mark::Offset(u64::from(count).saturating_mul(unit.milliseconds()))),
        _ => Err(fault(Code::Expected, whole, "an offset is counted in hours or less")),
    }
}

/// A date, and a time if there is one.
pub(super) fn moment(token: Pair<'_>) -> Result<Bound, Fault> {
    let whole = Piece::from(&token);
    let mut inner = token.into_inner();
    let date = inner.next().ok_or_else(|| fault(Code::Expected, whole, "expected a date such as 2026-03-15"))?;
    let day = date_of(date)?;
    let time = inner.next().map(|token| time(&token)).transpose()?;
    Ok(Bound { day, time })
}

/// The civil day of `2026-03-15` or `jan 5 2026`.
pub(super) fn date_of(token: Pair<'_>) -> Result<i32, Fault> {
    let whole = Piece::from(&token);
    let (year, month, day) = if token.as_rule() == Token::iso_date {
        let mut parts = token.as_str().split('-').map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
        (parts.next(), parts.next(), parts.next())
    } else {
        let (mut year, mut month, mut day) = (None, None, None);
        for part in token.into_inner() {
            match part.as_rule() {
                Token::month => month = Some(days::month_number(part.as_str())),
                Token::year => year = part.as_str().parse().ok(),
                _ => day = Some(days::day_number(&part)?),
            }
        }
        (year, month, day)
    };
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return Err(fault(Code::Expected, whole, "expected a date such as 2026-03-15"));
    };
    if !(1970..=9999).contains(&year) {
        return Err(range(whole, "years go from 1970 to 9999"));
    }
    if !(1..=12).contains(&month) {
        let fault = range(whole, "months go from 01 to 12");
        return Err(if (1..=12).contains(&day) {
            fault.try_this(format!("{year}-{day:02}-{month:02}"))
        } else {
            fault
        });
    }
    let (Ok(year), Ok(month), Ok(day)) = (i32::try_from(year), u8::try_from(month), u8::try_from(day)) else {
        return Err(range(whole, "this date does not exist"));
    };
    let date = Date { year, month, day };
    if !date.exists() {
        let last = crate::schedule::calendar::days_in_month(year, month);
        let message = format!("this date does not exist: {year}-{month:02} has {last} days");
        return Err(range(whole, message).try_this(format!("{year}-{month:02}-{last:02}")));
    }
    Ok(date.number())
}

fn range<'t, P: Into<Piece<'t>>>(piece: P, message: impl Into<String>) -> Fault {
    fault(Code::Range, piece, message)
}
