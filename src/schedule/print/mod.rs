//! The canonical text of a rule: one spelling for each value.
//!
//! The order is `every`, mark, days, months, times or window, `except`, `starting`, `until`,
//! `for`, zone, jitter.

mod list;
mod schedule;

use std::fmt::{Display, Formatter, Result, Write};

use crate::schedule::calendar::Months;
use crate::schedule::rule::{Bound, Days, Except, Interval, Lasting, Period, Rare, Rule, Times, When};
use crate::schedule::unit::Unit;
use crate::schedule::zone::Zone;
pub(crate) use schedule::LONGEST_TEXT;

use list::{amount, clock, counted, date, month_day, months, number, numbered, ordinals, separated, weekdays};

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.when {
            When::Cron(line) => {
                f.write_str("cron ")?;
                line.fmt(f)?;
                return in_zone(f, self.zone);
            }
            When::Days { on, at } => {
                self.days(f, on)?;
                times(f, at)?;
            }
            When::Interval { every, on } => {
                f.write_str("every ")?;
                counted(f, every.count, every.unit.name())?;
                shift(f, *every)?;
                self.kept_to(f, on)?;
            }
            When::Random { gap, on } => {
                f.write_str("every ")?;
                number(f, gap.low)?;
                f.write_str(" to ")?;
                counted(f, gap.high, gap.unit.name())?;
                self.kept_to(f, on)?;
            }
        }
        match &self.rare {
            None => in_zone(f, self.zone),
            Some(rare) => self.rare(f, rare),
        }
    }
}

impl Rule {
    /// `every monday`, `every month on the 1st`, `on 2026-03-15`, with the months.
    fn days(&self, f: &mut Formatter<'_>, on: &Days) -> Result {
        match on {
            Days::Every { n } => {
                f.write_str("every ")?;
                counted(f, *n, "day")?;
            }
            Days::Weekly { n: 1, on } => {
                f.write_str("every ")?;
                weekdays(f, *on, "")?;
            }
            Days::Weekly { n, on } => {
                f.write_str("every ")?;
                counted(f, *n, "week")?;
                f.write_str(" on ")?;
                weekdays(f, *on, "s")?;
            }
            Days::Both { on, day } => {
                f.write_str("every ")?;
                weekdays(f, *on, "")?;
                the_day(f, *day)?;
            }
            Days::Monthly(monthly) => {
                f.write_str("every ")?;
                match monthly.every {
                    Period::Months(1) if self.months != Months::ALL => {
                        months(f, self.months)?;
                        f.write_str(" on the ")?;
                        return ordinals(f, &monthly.on);
                    }
                    Period::Months(n) => counted(f, n, "month")?,
                    Period::Quarters(n) => counted(f, n, "quarter")?,
                    Period::Years(n) => {
                        counted(f, n, "year")?;
                        f.write_str(" on the ")?;
                        ordinals(f, &monthly.on)?;
                        f.write_str(" of ")?;
                        return months(f, self.months);
                    }
                }
                f.write_str(" on the ")?;
                ordinals(f, &monthly.on)?;
            }
            Days::Yearly(yearly) => {
                f.write_str("every ")?;
                counted(f, yearly.n, "year")?;
                f.write_str(" on ")?;
                separated(f, &yearly.on, |f, day| month_day(f, *day))?;
            }
            Days::Once(once) => {
                f.write_str("on ")?;
                separated(f, &once.days, |f, day| date(f, *day))?;
            }
        }
        self.in_months(f)
    }

    /// The days and months that an interval is kept to: ` on weekdays in june`.
    fn kept_to(&self, f: &mut Formatter<'_>, on: &Days) -> Result {
        match on {
            Days::Weekly { on, .. } => {
                f.write_str(" on ")?;
                weekdays(f, *on, "s")?;
            }
            Days::Both { on, day } => {
                f.write_str(" on ")?;
                weekdays(f, *on, "s")?;
                the_day(f, *day)?;
            }
            Days::Monthly(monthly) => {
                f.write_str(" on the ")?;
                ordinals(f, &monthly.on)?;
            }
            Days::Every { .. } | Days::Yearly(_) | Days::Once(_) => {}
        }
        self.in_months(f)
    }

    fn in_months(&self, f: &mut Formatter<'_>) -> Result {
        if self.months == Months::ALL {
            return Ok(());
        }
        f.write_str(" in ")?;
        months(f, self.months)
    }

    fn rare(&self, f: &mut Formatter<'_>, rare: &Rare) -> Result {
        if let Some(window) = rare.window {
            f.write_str(" from ")?;
            clock(f, window.from)?;
            f.write_str(" to ")?;
            clock(f, window.to)?;
        }
        except(f, &rare.except)?;
        bound(f, " starting ", rare.starting)?;
        bound(f, " until ", rare.until)?;
        match rare.lasting {
            None => {}
            Some(Lasting::Times(n)) => {
                f.write_str(" for ")?;
                amount(f, n, "time")?;
            }
            Some(Lasting::Length(n, unit)) => {
                f.write_str(" for ")?;
                amount(f, n, unit.name())?;
            }
        }
        in_zone(f, self.zone)?;
        if let Some(jitter) = rare.jitter {
            f.write_str(" jitter ")?;
            amount(f, jitter.count, jitter.unit.name())?;
        }
        Ok(())
    }
}

/// ` the 13th`
fn the_day(f: &mut Formatter<'_>, day: u8) -> Result {
    f.write_str(" the ")?;
    numbered(f, day.into())
}

/// ` at 09:00, 17:30`
fn times(f: &mut Formatter<'_>, at: &Times) -> Result {
    f.write_str(" at ")?;
    match at {
        Times::One(time) => clock(f, *time),
        Times::Many(list) => separated(f, &list.0, |f, time| clock(f, *time)),
    }
}

/// ` at :17` where it is below the next smaller unit's 60, else ` offset 5 minutes`.
fn shift(f: &mut Formatter<'_>, every: Interval) -> Result {
    let shift = every.shift;
    match every.unit {
        _ if shift == 0 => Ok(()),
        Unit::Hour if shift < 3600 => {
            f.write_str(" at :")?;
            two_digits(f, shift / 60)?;
            if !shift.is_multiple_of(60) {
                f.write_str(":")?;
                two_digits(f, shift % 60)?;
            }
            Ok(())
        }
        Unit::Minute if shift < 60 => {
            f.write_str(" at :")?;
            two_digits(f, shift)
        }
        unit => {
            f.write_str(" offset ")?;
            let milliseconds = unit == Unit::Millisecond;
            let (count, name) = match shift {
                s if milliseconds && s % 1000 != 0 => (s, "millisecond"),
                s if milliseconds => (s / 1000, "second"),
                s if s % 3600 == 0 => (s / 3600, "hour"),
                s if s % 60 == 0 => (s / 60, "minute"),
                s => (s, "second"),
            };
            amount(f, count, name)
        }
    }
}

fn two_digits(f: &mut Formatter<'_>, n: u32) -> Result {
    if n < 10 {
        f.write_char('0')?;
    }
    number(f, n)
}

fn except(f: &mut Formatter<'_>, except: &Except) -> Result {
    let mut lead = " except ";
    let mut next = |f: &mut Formatter<'_>| f.write_str(std::mem::replace(&mut lead, ", "));
    if !except.weekdays.is_empty() {
        next(f)?;
        weekdays(f, except.weekdays, "s")?;
    }
    if !except.months.is_empty() {
        next(f)?;
        months(f, except.months)?;
    }
    for day in &except.dates {
        next(f)?;
        month_day(f, *day)?;
    }
    for day in &except.days {
        next(f)?;
        date(f, *day)?;
    }
    if except.holidays {
        next(f)?;
        f.write_str("holidays")?;
    }
    Ok(())
}

fn bound(f: &mut Formatter<'_>, lead: &str, bound: Option<Bound>) -> Result {
    let Some(bound) = bound else { return Ok(()) };
    f.write_str(lead)?;
    date(f, bound.day)?;
    match bound.time {
        None => Ok(()),
        Some(time) => {
            f.write_str(" ")?;
            clock(f, time)
        }
    }
}

/// ` in Europe/Berlin`, or nothing for the caller's zone.
fn in_zone(f: &mut Formatter<'_>, zone: Zone) -> Result {
    if zone == Zone::Caller {
        return Ok(());
    }
    f.write_str(" in ")?;
    zone.fmt(f)
}

/// `Europe/Berlin`, `+02:00`; nothing for the caller's zone, which has no name.
impl Display for Zone {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match *self {
            Self::Caller => Ok(()),
            Self::Named(zone) => f.write_str(zone.name()),
            Self::Fixed(minutes) => {
                let total = u32::from(minutes.unsigned_abs());
                f.write_char(if minutes < 0 { '-' } else { '+' })?;
                two_digits(f, total / 60)?;
                f.write_str(":")?;
                two_digits(f, total % 60)
            }
        }
    }
}
