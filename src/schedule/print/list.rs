//! How lists, numbers, dates and times are written.

use std::fmt::{Display, Formatter, Result};

use crate::schedule::calendar::{Date, Months, Weekdays};
use crate::schedule::names::{MONTHS, WEEKDAYS, ordinal_ending};
use crate::schedule::rule::{MonthDay, Ordinal};

/// Items with `, ` between them.
pub(super) fn separated<T>(
    f: &mut Formatter<'_>,
    items: &[T],
    mut write: impl FnMut(&mut Formatter<'_>, &T) -> Result,
) -> Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        write(f, item)?;
    }
    Ok(())
}

/// A number without the machinery of `write!`.
pub(super) fn number(f: &mut Formatter<'_>, n: u32) -> Result {
    let mut digits = [b'0'; 10];
    let mut rest = n;
    let mut used = 0usize;
    for digit in digits.iter_mut().rev() {
        if rest == 0 && used > 0 {
            break;
        }
        *digit = b'0'.saturating_add(u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
        used = used.saturating_add(1);
    }
    let start = digits.len().saturating_sub(used);
    f.write_str(digits.get(start..).and_then(|d| std::str::from_utf8(d).ok()).unwrap_or_default())
}

/// `minute` for one, `10 minutes` for more: what follows `every`.
pub(super) fn counted(f: &mut Formatter<'_>, n: u32, name: &str) -> Result {
    if n == 1 { f.write_str(name) } else { amount(f, n, name) }
}

/// `1 minute`, `10 minutes`
pub(super) fn amount(f: &mut Formatter<'_>, n: u32, name: &str) -> Result {
    number(f, n)?;
    f.write_str(" ")?;
    f.write_str(name)?;
    if n == 1 { Ok(()) } else { f.write_str("s") }
}

/// `09:00`, with seconds only where there are some; the end of the day is `24:00`.
pub(super) fn clock(f: &mut Formatter<'_>, time: u32) -> Result {
    let mut text = *b"00:00:00";
    let parts = [time / 3600, time / 60 % 60, time % 60];
    for (pair, part) in text.chunks_mut(3).zip(parts) {
        if let [tens, ones, ..] = pair {
            *tens = b'0'.saturating_add(u8::try_from(part / 10).unwrap_or(0));
            *ones = b'0'.saturating_add(u8::try_from(part % 10).unwrap_or(0));
        }
    }
    let shown = if time.is_multiple_of(60) { text.get(..5) } else { text.get(..) };
    f.write_str(shown.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default())
}

/// `2026-03-15`
pub(super) fn date(f: &mut Formatter<'_>, day: i32) -> Result {
    Date::of(day).fmt(f)
}

/// `december 25`
pub(super) fn month_day(f: &mut Formatter<'_>, day: MonthDay) -> Result {
    f.write_str(month_name(day.month))?;
    f.write_str(" ")?;
    number(f, u32::from(day.day))
}

/// The name of month 1 to 12.
fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// `monday, wednesday`, `monday to thursday`, `saturday to monday`, `weekdays`.
pub(super) fn weekdays(f: &mut Formatter<'_>, on: Weekdays, plural: &str) -> Result {
    let set = match on {
        Weekdays::WEEKDAYS => "weekday",
        Weekdays::WEEKENDS => "weekend",
        Weekdays(bits) => return circle(f, u32::from(bits), &WEEKDAYS),
    };
    f.write_str(set)?;
    f.write_str(plural)
}

/// `june, july`, `june to august`, `november to february`.
pub(super) fn months(f: &mut Formatter<'_>, on: Months) -> Result {
    circle(f, u32::from(on.0), &MONTHS)
}

/// Names of a circle of days or months: three or more neighbours as a range.
fn circle(f: &mut Formatter<'_>, bits: u32, names: &[&str]) -> Result {
    let size = names.len();
    // Twice round, so that going over the end needs no division.
    let twice = u64::from(bits) | u64::from(bits) << size;
    let has = |at: usize| twice >> at & 1 == 1;
    let name = |at: usize| at.checked_rem(size).and_then(|at| names.get(at)).copied().unwrap_or_default();
    let length = |from: usize| (0..size).take_while(|&step| has(from.saturating_add(step))).count();
    let all = length(0) == size;
    let mut lead = "";
    for at in 0..size {
        let starts = has(at) && (all && at == 0 || !has(at.saturating_add(size).saturating_sub(1)));
        // A run across the end of the circle is told from its start, if it is long enough.
        let run = if starts { length(at) } else { 0 };
        if run >= 3 {
            f.write_str(std::mem::replace(&mut lead, ", "))?;
            f.write_str(name(at))?;
            f.write_str(" to ")?;
            f.write_str(name(at.saturating_add(run).saturating_sub(1)))?;
        } else if has(at) && !all && in_short_run(at, size, &has) {
            f.write_str(std::mem::replace(&mut lead, ", "))?;
            f.write_str(name(at))?;
        }
    }
    Ok(())
}

/// Whether a member of the set is in a run of one or two.
fn in_short_run(at: usize, size: usize, has: &impl Fn(usize) -> bool) -> bool {
    let before = (1..size).take_while(|&step| has(at.saturating_add(size).saturating_sub(step))).count();
    let after = (1..size).take_while(|&step| has(at.saturating_add(step))).count();
    before.saturating_add(after) < 2
}

/// `1st, 15th, last day`, `3rd friday`, `1st to 5th`.
pub(super) fn ordinals(f: &mut Formatter<'_>, on: &[Ordinal]) -> Result {
    let mut rest = on;
    let mut lead = "";
    while let Some((&first, tail)) = rest.split_first() {
        f.write_str(std::mem::replace(&mut lead, ", "))?;
        rest = tail;
        let run = run_of_days(first, tail);
        if let Some(last) = run.checked_sub(1).filter(|_| run >= 2).and_then(|last| tail.get(last)) {
            ordinal(f, first)?;
            f.write_str(" to ")?;
            ordinal(f, *last)?;
            rest = tail.get(run..).unwrap_or_default();
        } else {
            ordinal(f, first)?;
        }
    }
    Ok(())
}

/// How many of the days that follow are neighbours.
fn run_of_days(first: Ordinal, tail: &[Ordinal]) -> usize {
    let Ordinal::Day(first) = first else { return 0 };
    let mut expected = first;
    tail.iter()
        .take_while(|&&next| {
            expected = expected.saturating_add(1);
            next == Ordinal::Day(expected)
        })
        .count()
}

fn ordinal(f: &mut Formatter<'_>, ordinal: Ordinal) -> Result {
    match ordinal {
        Ordinal::Nth(n, weekday) => {
            place(f, n)?;
            f.write_str(WEEKDAYS.get(weekday as usize).copied().unwrap_or_default())
        }
        Ordinal::Weekday(n) => {
            place(f, n)?;
            f.write_str("weekday")
        }
        Ordinal::Nearest(day) => {
            f.write_str("nearest weekday to the ")?;
            numbered(f, u32::from(day))
        }
        Ordinal::Day(day) => numbered(f, u32::from(day)),
        Ordinal::Through(day) => {
            numbered(f, u32::from(day))?;
            f.write_str(" through last day")
        }
        Ordinal::FromEnd(n) => {
            place(f, n)?;
            f.write_str("day")
        }
    }
}

/// `3rd `, `last `, `2nd last `
fn place(f: &mut Formatter<'_>, n: i8) -> Result {
    let count = u32::from(n.unsigned_abs());
    if n != -1 {
        numbered(f, count)?;
        f.write_str(" ")?;
    }
    if n < 0 { f.write_str("last ") } else { Ok(()) }
}

/// `15th`
pub(super) fn numbered(f: &mut Formatter<'_>, n: u32) -> Result {
    number(f, n)?;
    f.write_str(ordinal_ending(n))
}
