//! Where a schedule starts and ends, and how often or how long it goes on: `starting ..`, `until ..`, `for ..`.

use super::amounts;
use super::days;
use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use super::rule::{Reader, set};
use super::times;
use crate::error::Code;
use crate::schedule::rule::{Interval, Lasting};
use crate::schedule::said::spec::{Cadence, Given};

/// `starting 2026-01-05`, and what is often taken for a start.
pub(super) fn starting(reader: &mut Reader<'_>, token: Pair<'_>) -> Result<(), Fault> {
    let whole = Piece::from(&token);
    let Some(bound) = token.into_inner().next() else {
        return Err(fault(Code::Expected, whole, "expected a date such as 2026-01-05"));
    };
    match bound.as_rule() {
        Token::moment => set(&mut reader.spec.starting, times::moment(bound)?, whole),
        Token::bare_hour if is_year(bound.as_str()) => {
            let first = format!("{}-01-01", bound.as_str());
            Err(fault(Code::Year, &bound, "which day of that year?").try_this(first))
        }
        Token::at_unit => {
            let message = "this shifts the grid, which is an offset";
            let shift = bound.as_str().trim_start_matches("at ");
            let (unit, number) = shift.rsplit_once(' ').unwrap_or((shift, "1"));
            Err(fault(Code::StartUnit, &bound, message).instead_of(
                whole.start,
                whole.end,
                format!("offset {number} {unit}"),
            ))
        }
        Token::clock | Token::hour_meridiem | Token::word_time | Token::bare_hour | Token::dotted => {
            let message = "shift the whole grid, or begin each day at that time?";
            let time = times::time(&bound)?;
            let fault = fault(Code::StartTime, &bound, message);
            match &reader.spec.every {
                Some(Given { value: Cadence::Interval { count, unit }, .. }) => {
                    let interval = Interval { count: *count, unit: *unit, shift: 0 };
                    let offset = u64::from(time).saturating_mul(1000).checked_rem(interval.milliseconds()).unwrap_or(0);
                    Err(fault
                        .instead_of(whole.start, whole.end, format!("from {} to 24:00", bound.as_str()))
                        .instead_of(whole.start, whole.end, format!("offset {offset} ms")))
                }
                _ => Err(fault.instead_of(whole.start, whole.end, format!("at {}", bound.as_str())).instead_of(
                    whole.start,
                    whole.end,
                    format!("starting {{year}}-01-05 {}", bound.as_str()),
                )),
            }
        }
        _ => Err(no_bound(&bound)),
    }
}

/// `until 2026-12-31`, and what is often taken for an end.
pub(super) fn until(reader: &mut Reader<'_>, token: Pair<'_>) -> Result<(), Fault> {
    let whole = Piece::from(&token);
    let Some(bound) = token.into_inner().next() else {
        return Err(fault(Code::Expected, whole, "expected a date such as 2026-12-31"));
    };
    match bound.as_rule() {
        Token::moment => set(&mut reader.spec.until, times::moment(bound)?, whole),
        Token::bare_hour if is_year(bound.as_str()) => {
            let year: u32 = bound.as_str().parse().unwrap_or_default();
            Err(fault(Code::Year, &bound, "which day of that year?")
                .try_this(format!("{}-12-31", year.saturating_sub(1)))
                .try_this(format!("{year}-12-31")))
        }
        Token::clock | Token::hour_meridiem | Token::word_time | Token::bare_hour | Token::dotted => {
            times::time_or_end_of_day(&bound)?;
            let message = "every day up to that time, or once and for all on a date?";
            let time = bound.as_str();
            Err(fault(Code::UntilTime, whole, message)
                .instead_of(whole.start, whole.end, format!("from 00:00 to {time}"))
                .instead_of(whole.start, whole.end, format!("until {{year}}-12-31 {time}")))
        }
        _ => Err(no_bound(&bound)),
    }
}

/// A year without a day, as far as a schedule goes.
pub(crate) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year| (1970_u32..=9999).contains(&year))
}

/// Bounds that depend on the moment, or lack their year.
fn no_bound(bound: &Pair<'_>) -> Fault {
    match bound.as_rule() {
        Token::year_day => match days::year_day(bound.clone()) {
            Ok(day) => fault(Code::Year, bound, "which year? bounds need one")
                .try_this(format!("{{year}}-{:02}-{:02}", day.month, day.day)),
            Err(wrong) => wrong,
        },
        Token::month => fault(Code::Year, bound, "which day and year? bounds need both")
            .try_this(format!("{{year}}-{:02}-01", days::month_number(bound.as_str()))),
        Token::at_unit => fault(Code::Expected, bound, "expected a date such as 2026-12-31"),
        Token::in_month => {
            let month = bound.as_str().trim_start_matches("in ");
            fault(Code::Relative, bound, "depends on the year the text is read in; write a date")
                .try_this(format!("{{year}}-{:02}-01", days::month_number(month)))
        }
        _ => fault(Code::Relative, bound, "depends on the day the text is read; write a date").try_this("{year}-01-05"),
    }
}

/// `for 5 times`, `for 3 weeks`
pub(super) fn lasting(token: Pair<'_>) -> Result<Lasting, Fault> {
    let whole = Piece::from(&token);
    let Some(inner) = token.into_inner().next() else {
        return Err(fault(Code::Expected, whole, "expected a count such as 5 times, or a length such as 3 weeks"));
    };
    if inner.as_rule() == Token::count_times {
        let number = inner.into_inner().next();
        return match number {
            Some(number) => Ok(Lasting::Times(amounts::count(&number)?)),
            None => Err(fault(Code::Expected, whole, "expected a count such as 5 times")),
        };
    }
    let (count, unit) = amounts::span(inner)?;
    match amounts::length(count, unit) {
        Some((count, unit)) => Ok(Lasting::Length(count, unit)),
        None => Err(fault(Code::Expected, whole, "a length is counted in seconds or more")),
    }
}
