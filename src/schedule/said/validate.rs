//! From what was said to what it means: the checks that both front ends share.
//!
//! Everything that depends on more than one clause is decided here, after all clauses are
//! known, so the order in which they were said never matters.

use super::fault::Fault;
use super::spec::{Cadence, Given, Mark, Spec};
use super::{bounds, days};
use crate::Code;
use crate::error::Place;
use crate::schedule::calendar::Months;
use crate::schedule::rule::{Bound, Days, Interval, RandomGap, Rare, Rule, TimeList, Times, When, Window};
use crate::schedule::search;
use crate::schedule::unit::Unit;
use crate::schedule::zone::Zone;

/// Checks the clauses against each other and normalises them; the lists move to the rule.
pub(crate) fn validate(spec: &mut Spec) -> Result<Rule, Fault> {
    let zone = spec.zone.as_ref().map_or(Zone::Caller, |zone| zone.value);
    if spec.cron.is_some() {
        return cron(spec, zone);
    }
    bounds::check(spec)?;
    let when = match spec.every {
        Some(Given { value: Cadence::Interval { count, unit }, place }) => {
            interval_alone(spec, place)?;
            let every = Interval { count, unit, shift: shift(spec, count, unit)? };
            When::Interval { every, on: days::kept_to(spec)? }
        }
        Some(Given { value: Cadence::Random { low, high, unit }, place }) => {
            interval_alone(spec, place)?;
            if let Some(mark) = &spec.mark {
                let message = "a random gap has no marks";
                return Err(Fault::new(Code::Expected, mark.place, message).and_at(place));
            }
            When::Random { gap: RandomGap { low, high, unit }, on: days::kept_to(spec)? }
        }
        _ => {
            calendar_alone(spec)?;
            let on = days::recurring(spec)?;
            When::Days { on, at: times(spec.times.take()) }
        }
    };
    let months = spec.months.as_ref().map_or(Months::ALL, |months| months.value);
    let window = window(spec, &when)?;
    let rare = rare(spec, window);
    let rule = Rule { when, months, zone, rare };
    if fires_plainly(&rule) || search::fires(&rule) {
        Ok(rule)
    } else {
        Err(Fault::new(Code::Never, Place::Whole, "this can never fire"))
    }
}

/// The clauses that most rules do without, if one of them was said.
fn rare(spec: &mut Spec, window: Option<Window>) -> Option<Box<Rare>> {
    let Spec { except, starting, until, lasting, jitter, .. } = spec;
    let is_bound = starting.is_some() || until.is_some() || lasting.is_some();
    let is_said = window.is_some() || except.is_some() || is_bound || jitter.is_some();
    is_said.then(|| {
        Box::new(Rare {
            window,
            except: except.take().map(|except| bounds::sorted(except.value)).unwrap_or_default(),
            starting: starting.map(|bound| bound.value),
            until: until.map(|bound| bound.value),
            lasting: lasting.map(|lasting| lasting.value),
            jitter: jitter.map(|jitter| jitter.value),
        })
    })
}

impl Rule {
    /// The rule of a cadence without any other clause, where that is plain.
    pub(crate) fn alone(every: Cadence) -> Option<Self> {
        let Cadence::Interval { count, unit } = every else { return None };
        let when = When::Interval { every: Interval { count, unit, shift: 0 }, on: Days::Every { n: 1 } };
        let rule = Self { when, months: Months::ALL, zone: Zone::Caller, rare: None };
        fires_plainly(&rule).then_some(rule)
    }
}

/// What needs no search to know that it fires: the common rules.
fn fires_plainly(rule: &Rule) -> bool {
    let on = match &rule.when {
        When::Days { on, .. } | When::Interval { on, .. } | When::Random { on, .. } => on,
        When::Cron(_) => return false,
    };
    let plain_days = matches!(on, Days::Every { n: 1 } | Days::Weekly { n: 1, .. });
    let elapsed = matches!(&rule.when, When::Interval { every, .. } if !every.divides_a_day());
    rule.rare.is_none() && plain_days && !elapsed
}

/// A cron line stands alone; only a zone may follow.
fn cron(spec: &mut Spec, zone: Zone) -> Result<Rule, Fault> {
    let stray = spec.first_clause();
    let Some(cron) = spec.cron.take() else {
        return Err(Fault::new(Code::NoWhen, Place::Whole, "nothing says when"));
    };
    if let Some(place) = stray {
        let message = "a cron line stands alone; only `in ZONE` may follow";
        return Err(Fault::new(Code::Cron, place, message).and_at(cron.place));
    }
    let rule = Rule { when: When::Cron(Box::new(cron.value)), months: Months::ALL, zone, rare: None };
    if search::fires(&rule) { Ok(rule) } else { Err(Fault::new(Code::Never, cron.place, "this line never fires")) }
}

/// An interval has no times of day and no dates.
fn interval_alone(spec: &Spec, place: Place) -> Result<(), Fault> {
    if let Some(times) = &spec.times {
        let message = "an interval runs all day; a time of day runs once";
        let first = times.value.iter().min().copied().unwrap_or(0);
        let from_there = |spec: &mut Spec| {
            spec.times = None;
            spec.window = Some(Given { value: Window { from: first, to: 86_400 }, place });
        };
        let at_that_time = |spec: &mut Spec| {
            spec.every = None;
            spec.window = None;
            spec.mark = None;
        };
        let mut fault = Fault::new(Code::IntervalAt, times.place, message);
        let daily = matches!(spec.every, Some(Given { value: Cadence::Interval { count: 24, unit: Unit::Hour }, .. }));
        if spec.window.is_none() && !daily {
            fault = fault.reading(spec, from_there);
        }
        return Err(fault.reading(spec, at_that_time));
    }
    if let Some(dates) = &spec.dates {
        let message = "an interval is kept to days of months, not to dates";
        return Err(Fault::new(Code::YearlyOrOnce, dates.place, message).and_at(place));
    }
    if let Some(days) = &spec.days {
        let first = days.value.iter().min().copied().unwrap_or(0);
        let bound = Bound { day: first, time: None };
        let message = "an interval on one date: say where it starts and ends";
        return Err(Fault::new(Code::Duplicate, days.place, message).and_at(place).reading(spec, |spec| {
            spec.days = None;
            spec.starting = Some(Given { value: bound, place });
            spec.until = Some(Given { value: bound, place });
        }));
    }
    Ok(())
}

/// Days have neither marks nor windows.
fn calendar_alone(spec: &Spec) -> Result<(), Fault> {
    if let Some(mark) = &spec.mark {
        let message = "a mark needs an interval to lie in";
        let hourly = |spec: &mut Spec| {
            spec.every = Some(Given { value: Cadence::Interval { count: 1, unit: Unit::Hour }, place: mark.place });
        };
        return Err(Fault::new(Code::Expected, mark.place, message).reading(spec, hourly));
    }
    if let Some(window) = &spec.window {
        let message = "a window needs an interval inside it";
        let every = |cadence| {
            move |spec: &mut Spec| {
                spec.every = Some(Given { value: cadence, place: Place::Whole });
                spec.times = None;
            }
        };
        let mut fault = Fault::new(Code::WindowCalendar, window.place, message);
        fault.other = spec.weekdays.as_ref().map(|on| on.place).or(spec.every.as_ref().map(|every| every.place));
        let from = window.value.from;
        return Err(fault.reading(spec, every(Cadence::Interval { count: 1, unit: Unit::Hour })).reading(
            spec,
            |spec| {
                spec.window = None;
                spec.times.get_or_insert(Given { value: vec![from], place: Place::Whole });
            },
        ));
    }
    Ok(())
}

/// The mark or offset of an interval, in the unit of [`Interval::shift`].
fn shift(spec: &Spec, count: u32, unit: Unit) -> Result<u32, Fault> {
    let Some(Given { value: mark, place }) = spec.mark else {
        return Ok(0);
    };
    let wrong = |message: &str| Err(Fault::new(Code::Expected, place, message));
    let sixty = |n: u32, what: &str| {
        if n < 60 { Ok(n) } else { Err(Fault::new(Code::Range, place, format!("{what} go from 00 to 59"))) }
    };
    match (mark, unit) {
        (Mark::Colon(n) | Mark::Minute(n), Unit::Hour) => Ok(sixty(n, "minutes")?.saturating_mul(60)),
        (Mark::ColonSeconds(m, s), Unit::Hour) => {
            Ok(sixty(m, "minutes")?.saturating_mul(60).saturating_add(sixty(s, "seconds")?))
        }
        (Mark::Colon(n), Unit::Minute) | (Mark::Second(n), Unit::Minute | Unit::Hour) => sixty(n, "seconds"),
        (Mark::ColonSeconds(..), _) => wrong("`:MM:SS` is a mark in an hour"),
        (Mark::Minute(_), _) => wrong("a minute is a mark in an hour"),
        (Mark::Colon(_) | Mark::Second(_), _) => wrong("an interval of seconds has no marks; say `offset`"),
        (Mark::Offset(milliseconds), _) => {
            let interval = Interval { count, unit, shift: 0 };
            if milliseconds >= interval.milliseconds() {
                let message = "an offset is shorter than its interval";
                return Err(Fault::new(Code::Range, place, message));
            }
            let in_unit = if unit == Unit::Millisecond {
                Some(milliseconds)
            } else if milliseconds % 1000 == 0 {
                Some(milliseconds / 1000)
            } else {
                None
            };
            in_unit
                .and_then(|shift| u32::try_from(shift).ok())
                .ok_or_else(|| Fault::new(Code::Range, place, "slots are whole seconds; this offset is not"))
        }
    }
}

/// The window of an interval.
fn window(spec: &Spec, when: &When) -> Result<Option<Window>, Fault> {
    let Some(Given { value: window, place }) = spec.window else {
        return Ok(None);
    };
    if window.from == window.to {
        let message = "a window begins and ends at different times";
        return Err(Fault::new(Code::Range, place, message));
    }
    if let When::Interval { every, .. } = when {
        let shift = if every.unit == Unit::Millisecond { every.shift / 1000 } else { every.shift };
        if shift > window.end().saturating_sub(window.from) {
            return Err(Fault::new(Code::Never, place, "the first slot lies behind the end of the window"));
        }
    }
    Ok(Some(window))
}

/// The times of day, sorted and each once; midnight where none was said.
fn times(said: Option<Given<Vec<u32>>>) -> Times {
    let mut list = said.map(|times| times.value).unwrap_or_default();
    if let &[one] = list.as_slice() {
        return Times::One(one);
    }
    list.sort_unstable();
    list.dedup();
    match list.as_slice() {
        [] => Times::One(0),
        &[one] => Times::One(one),
        _ => Times::Many(Box::new(TimeList(list.into_boxed_slice()))),
    }
}
