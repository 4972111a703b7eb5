//! The clauses that stand for themselves: windows, bounds, exceptions, lengths, cron.

use super::amounts::{self, AnyUnit};
use super::days::{self, MonthList, WeekdayList};
use super::fault::Fault;
use super::grammar::{Pair, Piece, Rule as Token};
use super::rule::{By, Reader, set};
use super::times::{self, fault};
use crate::error::{Code, Place};
use crate::schedule::cron::Cron;
use crate::schedule::rule::{Except, Interval, Jitter, Lasting, Window};
use crate::schedule::said::spec::{Cadence, Given};

/// `minute`, `3 months`, `3rd month`, `other month`
pub(super) fn count_of_unit(token: Pair<'_>) -> Result<(u32, AnyUnit), Fault> {
    let whole = Piece::from(&token);
    let other = token.as_rule() == Token::other;
    let mut count = if other { 2 } else { 1 };
    let mut said = token.clone();
    for part in token.into_inner() {
        match part.as_rule() {
            Token::unit | Token::long_unit => {
                let unit = amounts::unit(part.as_str());
                return Ok((amounts::in_range(count.into(), unit, &said)?, unit));
            }
            Token::ordinal => count = days::ordinal_number(&part)?,
            Token::number => count = amounts::count(&part)?,
            _ => break,
        }
        said = part;
    }
    Err(fault(Code::Expected, whole, "expected a unit of time"))
}

/// `2 mondays`: every two weeks, or two of them?
pub(super) fn n_weekdays(n: &str, day: &Pair<'_>, whole: Piece<'_>) -> Fault {
    let day_text = day.as_str();
    let message = format!("every {n} weeks, or {n} of them?");
    let fault = fault(Code::NWeekdays, day, message);
    let span = whole;
    fault.instead_of(span.start, span.end, format!("every {n} weeks on {day_text}")).instead_of(
        span.start,
        span.end,
        format!("every {day_text} starting {{year}}-01-05 for {n} times"),
    )
}

/// A bare number: an hour, or a day of the month?
pub(super) fn bare_number(token: &Pair<'_>, whole: Piece<'_>) -> Fault {
    let number = token.as_str();
    let message = format!("\"{number}\" could be an hour or a day of the month");
    let span = whole;
    // Every number of the list is read alike.
    let numbers: Vec<u32> =
        whole.as_str().split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let ordinal = |&n: &u32| format!("{n}{}", crate::schedule::names::ordinal_ending(n));
    let days: Vec<_> = numbers.iter().map(ordinal).collect();
    let hours: Vec<_> = numbers.iter().map(|hour| format!("{hour:02}:00")).collect();
    Fault::at(Code::BareNumber, Piece::from(token).start, span.end, message)
        .instead_of(span.start, span.end, format!("every month on the {}", days.join(", ")))
        .instead_of(span.start, span.end, format!("every day at {}", hours.join(", ")))
}

/// The `30` of `aug 20 and 30`: a day of that month, or an hour?
pub(super) fn lone_number(token: &Pair<'_>) -> Fault {
    let number = token.as_str();
    let message = format!("\"{number}\" could be another day or an hour");
    let span = Piece::from(token);
    let before = token.get_input().get(..span.start).unwrap_or_default();
    let month = before
        .split([' ', ','])
        .rev()
        .find(|word| crate::schedule::names::MONTHS.iter().any(|name| word.len() >= 3 && name.starts_with(word)));
    let fault = fault(Code::BareNumber, token, message);
    match month {
        Some(month) => fault.try_this(format!("{month} {number}")),
        None => fault,
    }
}

/// A date, perhaps with a time: `on 2026-03-15 14:30`.
pub(super) fn once(reader: &mut Reader<'_>, token: Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
    let bound = times::moment(token)?;
    let span = whole;
    let place = Place::Span(span.start, span.end);
    match &mut reader.spec.days {
        Some(days) if days.place == place => {
            if bound.time.is_some() || reader.spec.times.as_ref().is_some_and(|times| times.place == place) {
                let message = "several dates share their times; separate dates with times of their own by \";\"";
                return Err(fault(Code::Expected, whole, message));
            }
            days.value.push(bound.day);
        }
        days => set(days, vec![bound.day], whole)?,
    }
    match bound.time {
        Some(time) => set(&mut reader.spec.times, vec![time], whole),
        None => Ok(()),
    }
}

/// `9:00-17:00`, without a word before it.
pub(super) fn window_times(reader: &mut Reader<'_>, token: Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
    let mut ends = token.into_inner();
    match (ends.next(), ends.next()) {
        (Some(from), Some(to)) => {
            let window = Window { from: times::time(&from)?, to: times::time_or_end_of_day(&to)? };
            set(&mut reader.spec.window, window, whole)
        }
        _ => Err(fault(Code::Expected, whole, "expected two times of day")),
    }
}

/// `from 9:00 to 17:00`, and the other ranges after `from` and `between`.
pub(super) fn window<'t>(reader: &mut Reader<'t>, token: Pair<'t>) -> Result<(), Fault> {
    let whole = Piece::from(&token);
    let first = token.clone().into_inner().next();
    match first.map(|first| first.as_rule()) {
        Some(Token::from_unit) => {
            let number = whole.as_str().rsplit(' ').next().unwrap_or_default();
            let start = whole.end.saturating_sub(number.len());
            let message = "a window goes from a time of day to another";
            Err(Fault::at(Code::BareNumber, start, whole.end, message).instead_of(
                whole.start,
                whole.end,
                format!("offset {number} seconds"),
            ))
        }
        Some(Token::moment) => {
            let mut ends = token.into_inner();
            if let Some(start) = ends.next() {
                set(&mut reader.spec.starting, times::moment(start)?, whole)?;
            }
            match ends.next() {
                Some(end) => set(&mut reader.spec.until, times::moment(end)?, whole),
                None => Ok(()),
            }
        }
        Some(Token::weekday) => {
            let mut list = WeekdayList::default();
            token.into_inner().for_each(|part| list.add(&part));
            reader.weekdays_by = Some(By::Range);
            set(&mut reader.spec.weekdays, list.on, whole)
        }
        Some(Token::month_until) => {
            let message = "those months of every year, or one stretch of time?";
            Err(fault(Code::MonthsOrDates, whole, message)
                .try_this(whole.as_str().replace(" until ", " to ").replace(" till ", " to "))
                .try_this("starting {year}-01-05 until {year}-12-31"))
        }
        Some(Token::month) => {
            let mut list = MonthList::default();
            token.into_inner().for_each(|part| list.add(&part));
            match list.on {
                Some(on) => set(&mut reader.spec.months, on, whole),
                None => Ok(()),
            }
        }
        Some(Token::place) => {
            let item = days::ordinals(token, reader.plain)?;
            reader.ordinals_by = Some(By::Range);
            set(&mut reader.spec.ordinals, item.days, whole)
        }
        _ => window_times(reader, token, whole),
    }
}

/// `except weekends, july, december 25, 2026-07-04 and holidays`
pub(super) fn except(token: Pair<'_>) -> Result<Except, Fault> {
    let (mut weekdays, mut months) = (WeekdayList::default(), MonthList::default());
    let (mut dates, mut single) = (Vec::new(), Vec::new());
    let mut holidays = false;
    for part in token.into_inner() {
        match part.as_rule() {
            Token::weekday | Token::last_weekday | Token::weekday_set => weekdays.add(&part),
            Token::month | Token::last_month => months.add(&part),
            Token::except_day if !has_year(&part) => dates.push(days::year_day(part)?),
            Token::holidays => holidays = true,
            _ => single.push(times::date_of(part)?),
        }
    }
    Ok(Except {
        weekdays: weekdays.on,
        months: months.on.map_or(0, |months| months.0),
        dates: dates.into_boxed_slice(),
        days: single.into_boxed_slice(),
        holidays,
        calendar: None,
    })
}

/// Whether a day is one of a single year.
fn has_year(day: &Pair<'_>) -> bool {
    day.clone().into_inner().any(|part| part.as_rule() == Token::year)
}

/// `starting 2026-01-05`, and what is often taken for a start.
pub(super) fn starting(reader: &mut Reader<'_>, token: Pair<'_>) -> Result<(), Fault> {
    let whole = Piece::from(&token);
    let Some(bound) = token.into_inner().next() else {
        return Err(fault(Code::Expected, whole, "expected a date such as 2026-01-05"));
    };
    match bound.as_rule() {
        Token::moment => set(&mut reader.spec.starting, times::moment(bound)?, whole),
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
            let span = whole;
            let fault = fault(Code::StartTime, &bound, message);
            match &reader.spec.every {
                Some(Given { value: Cadence::Interval { count, unit }, .. }) => {
                    let interval = Interval { count: *count, unit: *unit, shift: 0 };
                    let offset = u64::from(time).saturating_mul(1000).checked_rem(interval.milliseconds()).unwrap_or(0);
                    Err(fault.instead_of(span.start, span.end, format!("from {} to 24:00", bound.as_str())).instead_of(
                        span.start,
                        span.end,
                        format!("offset {offset} ms"),
                    ))
                }
                _ => Err(fault.instead_of(span.start, span.end, format!("at {}", bound.as_str())).instead_of(
                    span.start,
                    span.end,
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
    let span = whole;
    let Some(bound) = token.into_inner().next() else {
        return Err(fault(Code::Expected, whole, "expected a date such as 2026-12-31"));
    };
    match bound.as_rule() {
        Token::moment => set(&mut reader.spec.until, times::moment(bound)?, whole),
        Token::clock | Token::hour_meridiem | Token::word_time | Token::bare_hour | Token::dotted => {
            times::time_or_end_of_day(&bound)?;
            let message = "every day up to that time, or once and for all on a date?";
            let time = bound.as_str();
            Err(fault(Code::UntilTime, whole, message)
                .instead_of(span.start, span.end, format!("from 00:00 to {time}"))
                .instead_of(span.start, span.end, format!("until {{year}}-12-31 {time}")))
        }
        _ => Err(no_bound(&bound)),
    }
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

/// `jitter 5 minutes`
pub(super) fn jitter(token: Pair<'_>) -> Result<Jitter, Fault> {
    let whole = Piece::from(&token);
    let span = token.into_inner().next().map(amounts::span).transpose()?;
    match span {
        Some((count, AnyUnit::Clock(unit))) => Ok(Jitter { count, unit }),
        _ => Err(fault(Code::Expected, whole, "jitter is counted in hours or less")),
    }
}

/// `cron 0 9 * * 1-5`
pub(super) fn cron(reader: &mut Reader<'_>, token: Pair<'_>) -> Result<(), Fault> {
    let whole = Piece::from(&token);
    let Some(line) = token.into_inner().next() else {
        return Err(fault(Code::Cron, whole, "expected five cron fields"));
    };
    let start = Piece::from(&line).start;
    let at = |(from, to): (usize, usize)| (start.saturating_add(from), start.saturating_add(to));
    match Cron::read(line.as_str()) {
        Ok((cron, zone)) => {
            if let Some((from, to)) = zone {
                let name = line.as_str().get(from..to).unwrap_or_default();
                let (from, to) = at((from, to));
                let Some(zone) = crate::schedule::zone::find(name) else {
                    return Err(Fault::at(Code::Zone, from, to, "not an IANA time zone name, such as Europe/Berlin"));
                };
                set(&mut reader.spec.zone, crate::schedule::zone::Zone::Named(zone), whole)?;
            }
            set(&mut reader.spec.cron, cron, whole)
        }
        Err(wrong) => {
            let (from, to) = at(wrong.span);
            let fault = Fault::at(wrong.code, from, to, wrong.message);
            Err(match wrong.fix {
                Some((from, to, text)) => {
                    let (from, to) = at((from, to));
                    fault.instead_of(from, to, text)
                }
                None => fault,
            })
        }
    }
}
