//! The clauses that stand for themselves: windows, exceptions, single dates, jitter, cron.

use super::amounts;
use super::days::{self, MonthList, WeekdayList};
use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use super::ordinals;
use super::rule::{By, Reader, set};
use super::spoken;
use super::times;
use crate::error::{Code, Place};
use crate::schedule::cron::Cron;
use crate::schedule::rule::{Except, Jitter, Window};
use crate::schedule::unit::AnyUnit;

/// A date, perhaps with a time: `on 2026-03-15 14:30`.
pub(super) fn once(reader: &mut Reader<'_>, token: Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
    let bound = times::moment(token)?;
    let place = Place::Span(whole.start, whole.end);
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
            if let Some(fault) = bare_window(&from, &to) {
                return Err(fault);
            }
            let window = Window { from: times::time(&from)?, to: times::time_or_end_of_day(&to)? };
            set(&mut reader.spec.window, window, whole)
        }
        _ => Err(fault(Code::Expected, whole, "expected two times of day")),
    }
}

/// `9 to 5`: the first hour lacks its half of the day.
fn bare_window(from: &Pair<'_>, to: &Pair<'_>) -> Option<Fault> {
    let is_bare = |token: &Pair<'_>| token.as_rule() == Token::bare_hour;
    let first = from.as_str().parse::<u32>().ok().filter(|first| (1..=12).contains(first))?;
    let windows = spoken::windows(from.as_str(), to.as_str()).filter(|_| is_bare(from) && is_bare(to))?;
    let (start, end) = (Piece::from(from).start, Piece::from(to).end);
    let early = first % 12;
    let message = format!("\"{}\" could be {early:02}:00 or {:02}:00", from.as_str(), early.saturating_add(12));
    let fault = fault(Code::BareHour, from, message);
    Some(fault.any_of(start, end, windows))
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
            let item = ordinals::read(token, reader.plain)?;
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
        months: months.on.unwrap_or_default(),
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
