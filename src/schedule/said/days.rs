//! The days of a rule, from the clauses that name days.

use super::fault::{Fault, read_as};
use super::spec::{Cadence, Given, Spec};
use crate::Code;
use crate::error::Place;
use crate::schedule::calendar::{Month, Months, Weekday, Weekdays};
use crate::schedule::rule::{Days, MonthDay, Monthly, Once, Ordinal, Period, Yearly};

/// The days that an interval is kept to.
pub(super) fn kept_to(spec: &mut Spec) -> Result<Days, Fault> {
    one_kind(spec)?;
    if spec.weekdays.is_none() && spec.ordinals.is_none() {
        return Ok(Days::Every { n: 1 });
    }
    named(spec)
}

/// The days of a rule that is no interval.
pub(super) fn recurring(spec: &mut Spec) -> Result<Days, Fault> {
    one_kind(spec)?;
    let Some(Given { value: cadence, place }) = spec.every else {
        return plain(spec);
    };
    if let Some(days) = &spec.days {
        let message = "a date happens once; leave out the recurrence, or say `starting`";
        return Err(Fault::new(Code::Duplicate, days.place, message)
            .and_at(place)
            .reading(spec, |spec| spec.every = None));
    }
    if let Some(dates) = &spec.dates
        && !matches!(cadence, Cadence::Years(_) | Cadence::Days(1))
    {
        let message = "dates of the year go with `every year`";
        return Err(Fault::new(Code::Duplicate, dates.place, message)
            .and_at(place)
            .reading(spec, |spec| spec.every = Some(Given { value: Cadence::Years(1), place })));
    }
    match cadence {
        Cadence::Days(1) if names_days(spec) => named(spec),
        Cadence::Days(n) => every_days(spec, n, place),
        Cadence::Weeks(n) => weeks(spec, n, place),
        Cadence::Months(n) => period(spec, Period::Months(n), place),
        Cadence::Quarters(n) => period(spec, Period::Quarters(n), place),
        Cadence::Years(n) => yearly(spec, n, place),
        Cadence::Interval { .. } | Cadence::Random { .. } => kept_to(spec),
    }
}

/// Whether days are named that come again.
fn names_days(spec: &Spec) -> bool {
    spec.weekdays.is_some() || spec.ordinals.is_some() || spec.dates.is_some()
}

/// Every so many days, whatever they are.
fn every_days(spec: &Spec, n: u32, place: Place) -> Result<Days, Fault> {
    let weekdays = spec.weekdays.as_ref().map(|on| on.place);
    let Some(other) = weekdays.or(spec.ordinals.as_ref().map(|on| on.place)) else { return Ok(Days::Every { n }) };
    let message = "an interval of days counts on, whatever the weekday or the date";
    let without_days = |spec: &mut Spec| {
        spec.weekdays = None;
        spec.ordinals = None;
        spec.both = None;
    };
    let fault = Fault::new(Code::DaysAndWeekdays, place, message).and_at(other);
    Err(fault.reading(spec, without_days).reading(spec, |spec| spec.every = None))
}

/// Weekdays of every so many weeks, Monday where none was said.
fn weeks(spec: &mut Spec, n: u32, place: Place) -> Result<Days, Fault> {
    if let Some(on) = &spec.ordinals {
        let message = "weeks have weekdays, not days of the month";
        let fault = Fault::new(Code::Expected, on.place, message).and_at(place);
        return Err(fault.reading(spec, |spec| spec.every = None));
    }
    match spec.both {
        Some(day) if n > 1 => {
            let message = "an interval of weeks counts on, whatever the date";
            let fault = Fault::new(Code::DaysAndWeekdays, place, message).and_at(day.place);
            Err(fault.reading(spec, |spec| spec.both = None).reading(spec, |spec| spec.every = None))
        }
        Some(day) => both(spec, day),
        None => {
            spec.monday_by_default = spec.weekdays.is_none();
            Ok(weekly(n, spec.weekdays.as_ref().map_or(Weekdays::of(Weekday::Monday), |on| on.value)))
        }
    }
}

/// Days without a cadence: what is named says how often.
fn plain(spec: &mut Spec) -> Result<Days, Fault> {
    if let Some(days) = spec.days.take() {
        let mut days = days.value;
        days.sort_unstable();
        days.dedup();
        return Ok(Days::Once(Box::new(Once { days: days.into_boxed_slice() })));
    }
    if names_days(spec) {
        return named(spec);
    }
    if spec.times.is_some() {
        return Ok(Days::Every { n: 1 });
    }
    Err(match spec.first_clause() {
        Some(place) => Fault::new(Code::NoWhen, place, "nothing here recurs: on which days, or how often?")
            .reading(spec, |spec| spec.every = Some(Given { value: Cadence::Days(1), place })),
        None => Fault::new(Code::Empty, Place::Whole, "empty schedule; try \"every day at 09:00\""),
    })
}

/// Weekdays, days of the month, or dates, of which only one kind is there.
fn named(spec: &mut Spec) -> Result<Days, Fault> {
    if let Some(day) = spec.both {
        return both(spec, day);
    }
    if let Some(on) = &spec.weekdays {
        return Ok(weekly(1, on.value));
    }
    if let Some(dates) = spec.dates.take() {
        return Ok(of_year(1, dates.value));
    }
    days_of(spec, Period::Months(1))
}

/// `every friday the 13th`
fn both(spec: &Spec, day: Given<u8>) -> Result<Days, Fault> {
    match &spec.weekdays {
        Some(Given { value: on, .. }) if (1..=31).contains(&day.value) && !on.is_empty() => {
            Ok(Days::Both { on: *on, day: day.value })
        }
        _ => Err(Fault::new(Code::Range, day.place, "days of the month go from 1 to 31")),
    }
}

/// Every day of the week is every day.
fn weekly(n: u32, on: Weekdays) -> Days {
    if n == 1 && on == Weekdays::ALL { Days::Every { n: 1 } } else { Days::Weekly { n, on } }
}

/// Months or quarters, on the first where no day was said.
fn period(spec: &mut Spec, every: Period, place: Place) -> Result<Days, Fault> {
    if let Some(on) = &spec.weekdays {
        let what =
            if matches!(every, Period::Quarters(_)) { "a quarter has thirteen" } else { "a month has four or five" };
        let message = format!("which one? {what} of each weekday");
        let mut fault = Fault::new(Code::MonthWeekday, place, message).and_at(on.place);
        let days = on.value;
        fault = fault.reading(spec, |spec| {
            spec.weekdays = None;
            spec.both = None;
            let first = match days {
                Weekdays::WEEKDAYS => vec![Ordinal::Weekday(1)],
                days => days.iter().map(|day| Ordinal::Nth(1, day)).collect(),
            };
            spec.ordinals = Some(Given { value: first, place });
        });
        return Err(fault.reading(spec, |spec| spec.every = None));
    }
    days_of(spec, every)
}

/// Dates, or days of the named months, in every n-th year.
fn yearly(spec: &mut Spec, n: u32, place: Place) -> Result<Days, Fault> {
    if let Some(dates) = spec.dates.take() {
        return Ok(of_year(n, dates.value));
    }
    if spec.weekdays.is_some() || spec.ordinals.is_some() && spec.months.is_none() {
        let other = spec.weekdays.as_ref().map(|on| on.place).or(spec.ordinals.as_ref().map(|on| on.place));
        let mut fault = Fault::new(Code::WhichMonth, place, "in which month of the year?");
        fault.other = other;
        let january = |spec: &mut Spec| spec.months = Some(Given { value: Months::of(Month::January), place });
        return Err(fault
            .reading(spec, january)
            .reading(spec, |spec| spec.every = Some(Given { value: Cadence::Months(1), place }))
            .reading(spec, |spec| spec.every = None));
    }
    if spec.months.is_some() {
        let every = if n == 1 { Period::Months(1) } else { Period::Years(n) };
        return period(spec, every, place);
    }
    Ok(of_year(n, vec![MonthDay { month: 1, day: 1 }]))
}

fn of_year(n: u32, mut on: Vec<MonthDay>) -> Days {
    on.sort_unstable();
    on.dedup();
    Days::Yearly(Box::new(Yearly { n, on: on.into_boxed_slice() }))
}

/// The days said of each period, the first where none was said.
fn days_of(spec: &mut Spec, every: Period) -> Result<Days, Fault> {
    let Some(said) = spec.ordinals.take().filter(|said| !said.value.is_empty()) else {
        let on = Box::new([Ordinal::Day(1)]);
        return Ok(Days::Monthly(Box::new(Monthly { every, on })));
    };
    in_range(&said, every)?;
    let mut on = said.value;
    on.sort_unstable();
    on.dedup();
    Ok(Days::Monthly(Box::new(Monthly { every, on: on.into_boxed_slice() })))
}

/// Weekdays and days of the month in clauses of their own: both at once, or either?
fn one_kind(spec: &Spec) -> Result<(), Fault> {
    let weekdays = spec.weekdays.as_ref().map(|on| on.place);
    let ordinals = spec.ordinals.as_ref().map(|on| on.place);
    let dates = spec.dates.as_ref().map(|on| on.place);
    let days = spec.days.as_ref().map(|on| on.place);
    let mut said = [weekdays, ordinals, dates, days].into_iter().flatten();
    let (Some(one), Some(other)) = (said.next(), said.next()) else {
        return Ok(());
    };
    let message = "both at once, or either?";
    let mut fault = Fault::new(Code::AndOr, later(one, other), message);
    if let (Some(_), Some(Given { value, .. })) = (&spec.weekdays, &spec.ordinals)
        && let &[Ordinal::Day(day)] = value.as_slice()
    {
        fault = fault.reading(spec, |spec| {
            spec.ordinals = None;
            spec.both = Some(Given { value: day, place: other });
        });
    }
    let without = |clear: fn(&mut Spec)| read_as(spec, clear);
    let first = without(|spec| {
        spec.ordinals = None;
        spec.dates = None;
        spec.days = None;
        if !matches!(spec.every, Some(Given { value: Cadence::Interval { .. } | Cadence::Weeks(_), .. })) {
            spec.every = None;
        }
    });
    let second = without(|spec| spec.weekdays = None);
    Err(fault.reading_both(first, second))
}

/// The clause that was said later.
fn later(one: Place, other: Place) -> Place {
    match (one, other) {
        (Place::Span(first, _), Place::Span(second, _)) if first > second => one,
        (Place::Line(first), Place::Line(second)) if first > second => one,
        _ => other,
    }
}

/// Whether the period is long enough for each of its days.
fn in_range(on: &Given<Vec<Ordinal>>, every: Period) -> Result<(), Fault> {
    let quarter = matches!(every, Period::Quarters(_));
    let (most_days, most_weekdays, name) = if quarter { (92, 14, "quarter") } else { (31, 5, "month") };
    for ordinal in &on.value {
        let message = match *ordinal {
            Ordinal::Nth(n, _) if n.unsigned_abs() > most_weekdays || n == 0 => {
                format!("a {name} has at most {most_weekdays} of a weekday")
            }
            Ordinal::Day(n) | Ordinal::Through(n) if n > most_days || n == 0 => {
                format!("a {name} has at most {most_days} days")
            }
            Ordinal::FromEnd(n) if n.unsigned_abs() > most_days || n >= 0 => {
                format!("a {name} has at most {most_days} days")
            }
            Ordinal::Weekday(n) if n.unsigned_abs() > 23 && !quarter || n == 0 => {
                format!("a {name} has at most 23 weekdays")
            }
            Ordinal::Nearest(n) if n > 31 || n == 0 || quarter => {
                "the nearest weekday is to a day of the month, from 1 to 31".to_owned()
            }
            _ => continue,
        };
        return Err(Fault::new(Code::Range, on.place, message));
    }
    Ok(())
}
