//! What depends on how a day was introduced: `every 3rd friday`, `on march 15`, `2nd friday of march`.

use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece};
use super::rule::{By, Reader};
use super::spoken;
use crate::error::{Code, Place};
use crate::schedule::calendar::{Date, Months};
use crate::schedule::rule::{Bound, Ordinal};
use crate::schedule::said::spec::{Cadence, Given};
use crate::schedule::unit::{AnyUnit, Unit};

/// `of the month`, `of every 3 months`: the part of the year whose days are counted.
pub(super) fn scope(reader: &mut Reader<'_>, count: u32, unit: AnyUnit, token: Piece<'_>) -> Result<(), Fault> {
    let span = token;
    let days = reader.ordinals_by.is_some() || reader.spec.ordinals.is_some();
    let cadence = match unit {
        AnyUnit::Month => Cadence::Months(count),
        AnyUnit::Quarter => Cadence::Quarters(count),
        AnyUnit::Year if days => {
            return Err(Fault::at(Code::Unsupported, span.start, span.end, "days of the year are not supported"));
        }
        AnyUnit::Week if days => {
            let message = "the days of a week have names: write the weekday";
            return Err(Fault::at(Code::Unsupported, span.start, span.end, message));
        }
        AnyUnit::Clock(Unit::Millisecond | Unit::Second | Unit::Minute | Unit::Hour)
        | AnyUnit::Day
        | AnyUnit::Week
        | AnyUnit::Year => {
            let message = "expected `of the month`, `of the quarter` or months";
            let fault = fault(Code::Expected, token, message);
            return Err(if count == 1 { fault.left_out() } else { fault });
        }
    };
    if count == 0 {
        return Err(fault(Code::Zero, token, "an interval must be at least 1"));
    }
    super::rule::set(&mut reader.scope, cadence, token)
}

/// The `15` of `every hour at 15`: the minute, or a time of day that an interval does not have?
pub(super) fn minute_of_hour(reader: &Reader<'_>, token: &Pair<'_>, whole: Piece<'_>) -> Option<Fault> {
    let Some(Given { value: Cadence::Interval { unit: Unit::Hour, .. }, place: Place::Span(start, every_end) }) =
        reader.spec.every
    else {
        return None;
    };
    let number: u32 = token.as_str().parse().ok().filter(|&number| number < 60)?;
    let rest = reader.plain.get(whole.end..).unwrap_or_default();
    let past = spoken::past_the_hour(rest);
    let end = whole.end.saturating_add(past.unwrap_or(0));
    let fault = fault(Code::IntervalAt, whole, "the minute of the hour has a colon; a time of day runs once")
        .instead_of(whole.start, end, format!("at :{number:02}"));
    let between = reader.plain.get(every_end..whole.start).unwrap_or_default();
    let daily = format!("every day{between}at {number}:00");
    Some(if past.is_none() && matches!(number, 0 | 13..24) { fault.instead_of(start, end, daily) } else { fault })
}

/// `of feb 2010`: one day, not one a year.
pub(super) fn year_of_month(reader: &Reader<'_>, months: Months, year: &Pair<'_>, token: Piece<'_>) -> Fault {
    let year_span = Piece::from(year);
    let Some(Given { value: on, place: Place::Span(start, _) }) = &reader.spec.ordinals else {
        let message = "a year cannot be named; say where to start and to end";
        return fault(Code::Unsupported, year, message).left_out();
    };
    let end = token.end;
    let message = "a day of one year happens once: write its date";
    let fault = Fault::at(Code::YearlyOrOnce, *start, end, message);
    match on.as_slice() {
        [Ordinal::Day(day)] if months.0.is_power_of_two() => {
            let month = months.0.trailing_zeros().saturating_add(1);
            fault.instead_of(*start, end, format!("on {}-{month:02}-{day:02}", year.as_str().trim()))
        }
        _ => fault.instead_of(year_span.start, year_span.end, ""),
    }
}

/// Months without a word before them: `june`, or the `jul` of `3rd thu jul`.
pub(super) fn bare_months(reader: &Reader<'_>, token: Piece<'_>) -> Fault {
    let text = token.as_str();
    let span = token;
    if reader.spec.ordinals.is_some() {
        let message = "which part does the month belong to? write `of`, and rules with \";\"";
        return Fault::at(Code::Scope, span.start, reader.plain.len(), message)
            .instead_of(span.start, span.end, format!("of {text}"))
            .instead_of(span.start, span.end, format!("in {text}"));
    }
    let message = "expected `every` or `in` before a month";
    fault(Code::Unknown, token, message).try_this(format!("in {text}")).try_this(format!("every {text}"))
}

/// The checks at the end of a rule, and the cadence that `of the month` gives.
pub(super) fn check(reader: &mut Reader<'_>) -> Result<(), Fault> {
    check_scope(reader)?;
    bound_times(reader)?;
    if let (Some(by), Some(on)) = (reader.ordinals_by, reader.spec.ordinals.clone()) {
        ordinals(reader, by, &on)?;
    }
    if let (Some(by), Some(Given { place: Place::Span(start, end), .. })) = (reader.dates_by, &reader.spec.dates) {
        let (start, end) = (*start, *end);
        match (by, &reader.spec.every) {
            (By::Every, None) => {
                let place = Place::Span(start, end);
                reader.spec.every = Some(Given { value: Cadence::Years(1), place });
            }
            (By::On | By::Bare | By::Range, None) => {
                return Err(yearly_or_once(reader, start, end));
            }
            (_, Some(_)) => {}
        }
    }
    if reader.weekdays_by == Some(By::Every)
        && let (Some(every), Some(on)) = (&reader.spec.every, &reader.spec.weekdays)
        && !matches!(every.value, Cadence::Interval { .. } | Cadence::Random { .. })
        && every.place != on.place
        && let (Place::Span(start, end), Place::Span(from, to)) = (every.place, on.place)
    {
        let message = "two recurrences in one rule; separate rules with \";\"";
        return Err(Fault::at(Code::Duplicate, start, end, message).and_at(from, to));
    }
    Ok(())
}

/// The scope gives its cadence to the days.
fn check_scope(reader: &mut Reader<'_>) -> Result<(), Fault> {
    let Some(scope) = &reader.scope else {
        return Ok(());
    };
    let Place::Span(start, end) = scope.place else {
        return Ok(());
    };
    if reader.spec.ordinals.is_none() {
        let message = "expected days before this, such as `the 1st`";
        let fault = Fault::at(Code::Expected, start, end, message).without(start, end);
        return Err(if reader.spec.weekdays.is_some() { fault } else { fault.try_this("on the 1st") });
    }
    match &reader.spec.every {
        None | Some(Given { value: Cadence::Days(1), .. }) => reader.spec.every = Some(*scope),
        Some(every) if every.value == scope.value || scope.value == Cadence::Months(1) => {
            let keeps = matches!(every.value, Cadence::Months(_) | Cadence::Interval { .. } | Cadence::Random { .. })
                || every.value == scope.value;
            if !keeps {
                return Err(two(every, start, end));
            }
        }
        Some(every) => return Err(two(every, start, end)),
    }
    Ok(())
}

fn two(every: &Given<Cadence>, start: usize, end: usize) -> Fault {
    let message = "two recurrences in one rule; separate rules with \";\"";
    match every.place {
        Place::Span(from, to) => Fault::at(Code::Duplicate, from, to, message).and_at(start, end),
        Place::Line(_) | Place::Whole => Fault::at(Code::Duplicate, start, end, message),
    }
}

/// Whether an interval recurs, which runs all day.
fn is_interval(reader: &Reader<'_>) -> bool {
    matches!(reader.spec.every, Some(Given { value: Cadence::Interval { .. } | Cadence::Random { .. }, .. }))
}

/// Days of the month: which month, and is it every one?
fn ordinals(reader: &Reader<'_>, by: By, on: &Given<Vec<Ordinal>>) -> Result<(), Fault> {
    let Place::Span(start, end) = on.place else { return Ok(()) };
    let text = reader.plain.get(start..end).unwrap_or_default();
    let months = reader.spec.months.as_ref().map(|months| months.value);
    if reader.scope.is_some() || reader.spec.every.is_some() && !(is_interval(reader) && by == By::Every) {
        return Ok(());
    }
    if by == By::Every {
        return if months.is_some() { Ok(()) } else { every_nth(reader, on, start, end) };
    }
    let days = text.trim_start_matches("on ").trim_start_matches("the ");
    match months {
        Some(months) if months.0.is_power_of_two() && on.value.len() == 1 => {
            let message = "every year, or once? a single day needs `every`, or a date";
            Err(Fault::at(Code::YearlyOrOnce, start, end, message).instead_of(
                start,
                end,
                format!("every year on the {days}"),
            ))
        }
        None if by == By::Bare => {
            let message = "of the month? then say so";
            let fault = Fault::at(Code::Expected, start, end, message).instead_of(
                start,
                end,
                format!("every month on the {days}"),
            );
            Err(if reader.spec.weekdays.is_some() {
                fault.instead_of(start, end, format!("the {days}"))
            } else {
                fault
            })
        }
        _ => Ok(()),
    }
}

/// `every 3rd friday`, `every 4th day`: of the month, or so many weeks or days apart? Only the
/// first and the last are clear.
fn every_nth(reader: &Reader<'_>, on: &Given<Vec<Ordinal>>, start: usize, end: usize) -> Result<(), Fault> {
    let text = reader.plain.get(start..end).unwrap_or_default();
    let days = text.split_once(' ').map_or(text, |(_, days)| days);
    let days_start = end.saturating_sub(days.len());
    let nth_end = days.find([' ', ',']).map_or(end, |at| days_start.saturating_add(at));
    let (code, message, apart) = if reader.said.nth_weekday {
        let apart = match on.value.as_slice() {
            &[Ordinal::Nth(n @ 1.., day)] => {
                let day = crate::schedule::names::WEEKDAYS.get(day as usize).copied().unwrap_or_default();
                Some(format!("every {n} weeks on {day}"))
            }
            _ => None,
        };
        (Code::NthWeekday, format!("\"{days}\" has two readings"), apart)
    } else if reader.said.nth_day && !reader.said.bare_place {
        let apart = match on.value.as_slice() {
            &[Ordinal::Day(n)] => Some(format!("every {n} days")),
            _ => None,
        };
        (Code::Nth, format!("\"{days}\" could be a day of the month or an interval"), apart)
    } else {
        return Ok(());
    };
    let fault =
        Fault::at(code, days_start, nth_end, message).instead_of(start, end, format!("every month on the {days}"));
    Err(match apart {
        Some(apart) => fault.instead_of(start, end, apart),
        None => fault,
    })
}

/// `every day until 2026-12-31 18:30`: is 18:30 the bound's, or the time of each day? It is clear
/// where the days have times of their own.
fn bound_times(reader: &Reader<'_>) -> Result<(), Fault> {
    if is_interval(reader) || reader.spec.times.is_some() && !reader.bare_times || reader.spec.cron.is_some() {
        return Ok(());
    }
    for (bound, code) in [(&reader.spec.starting, Code::StartTime), (&reader.spec.until, Code::UntilTime)] {
        let Some(Given { value: Bound { day, time: Some(time) }, place: Place::Span(start, end) }) = *bound else {
            continue;
        };
        let text = reader.plain.get(start..end).unwrap_or_default();
        let bytes = text.as_bytes().windows(3);
        if bytes.into_iter().any(|three| matches!(three, [b'0'..=b'9', b't', b'0'..=b'9'])) {
            continue;
        }
        let word = text.split(' ').next().unwrap_or_default();
        let date = Date::of(day);
        let time = format!("{:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60);
        let message = "this time: of each day, or of the bound?";
        return Err(Fault::at(code, start, end, message)
            .instead_of(start, end, format!("{word} {date} at {time}"))
            .instead_of(start, end, format!("{text} at 00:00")));
    }
    Ok(())
}

/// `on march 15`: every year, or once?
fn yearly_or_once(reader: &Reader<'_>, start: usize, end: usize) -> Fault {
    let text = reader.plain.get(start..end).unwrap_or_default();
    let days = text.trim_start_matches("on ").trim_start_matches("the ");
    let fault = Fault::at(Code::YearlyOrOnce, start, end, "every year, or once?").instead_of(
        start,
        end,
        format!("every year on {days}"),
    );
    match reader.spec.dates.as_ref().and_then(|dates| dates.value.first()) {
        Some(day) => fault.instead_of(start, end, format!("on {{year}}-{:02}-{:02}", day.month, day.day)),
        None => fault,
    }
}
