//! The notes of a rule.

use super::gap::gap;
use super::{Note, NoteCode};
use crate::schedule::calendar::Months;
use crate::schedule::names::{MONTHS, ordinal_ending};
use crate::schedule::rule::{Days, Ordinal, Period, Rule, When};

/// The note of `every week`.
pub(super) fn monday() -> Note {
    Note::new(NoteCode::Monday, "a week without its weekday means monday")
}

/// The notes of a rule.
pub(super) fn notes(rule: &Rule) -> Vec<Note> {
    let mut notes = Vec::new();
    notes.extend(skipped(rule));
    notes.extend(anchor(rule));
    notes.extend(gap(rule));
    if let When::Cron(cron) = &rule.when
        && cron.either_day()
    {
        let message = "both day fields are restricted: a day may match either, as in cron";
        notes.push(Note::new(NoteCode::EitherDay, message));
    }
    if matches!(rule.when, When::Random { .. }) {
        let message = "each gap is drawn anew after a slot, so slots depend on the one before";
        notes.push(Note::new(NoteCode::Random, message));
    }
    let except = rule.rare.as_ref().map(|rare| &rare.except);
    if except.is_some_and(|except| except.holidays && except.calendar.is_none()) {
        let message = "no holidays are known until the application gives its calendar";
        notes.push(Note::new(NoteCode::NoHolidays, message));
    }
    notes
}

/// Days that some months lack.
fn skipped(rule: &Rule) -> Option<Note> {
    let (on, months) = match &rule.when {
        When::Days { on, .. } | When::Interval { on, .. } | When::Random { on, .. } => (on, rule.months),
        When::Cron(cron) => return cron.missing_day().map(|day| day_note(day, cron.months())),
    };
    let short = |&day: &u8| months.iter().any(|month| month.least_days() < day);
    match on {
        Days::Monthly(monthly) if !matches!(monthly.every, Period::Quarters(_)) => {
            let days = monthly.on.iter().filter_map(|ordinal| match *ordinal {
                Ordinal::Day(day) | Ordinal::Nearest(day) | Ordinal::Through(day) => Some(day),
                Ordinal::Nth(..) | Ordinal::Weekday(_) | Ordinal::FromEnd(_) => None,
            });
            if let Some(day) = days.max().filter(short) {
                return Some(day_note(day, months));
            }
            let fifth = monthly.on.iter().any(|ordinal| matches!(ordinal, Ordinal::Nth(5 | -5, _)));
            fifth.then(|| Note::new(NoteCode::Skipped, "a 5th weekday is skipped in the months that have four"))
        }
        Days::Both { day, .. } if short(day) => Some(day_note(*day, months)),
        Days::Yearly(yearly) if yearly.on.iter().any(|day| (day.month, day.day) == (2, 29)) => {
            Some(Note::new(NoteCode::Skipped, "february 29 is skipped in years that are not leap years"))
        }
        _ => None,
    }
}

fn day_note(day: u8, months: Months) -> Note {
    let short: Vec<_> = months.iter().filter(|month| month.least_days() < day).collect();
    let ending = ordinal_ending(u32::from(day));
    let where_ = match short.as_slice() {
        [month] if day == 29 => {
            let name = MONTHS.get(*month as usize).copied().unwrap_or_default();
            format!("{name}, except in leap years")
        }
        [month] => MONTHS.get(*month as usize).copied().unwrap_or_default().to_owned(),
        months => format!("{} months", months.len()),
    };
    Note::new(NoteCode::Skipped, format!("{day}{ending} is skipped in {where_}; see `last day`"))
}

/// Counts without a start begin in 1970.
fn anchor(rule: &Rule) -> Option<Note> {
    if rule.rare.as_ref().is_some_and(|rare| rare.starting.is_some()) {
        return None;
    }
    let window = rule.rare.as_ref().is_some_and(|rare| rare.window.is_some());
    let message = match &rule.when {
        When::Interval { every, .. } if !every.divides_a_day() && !window => {
            "counted from 1970-01-01; add `starting ..` to count from another moment"
        }
        When::Days { on: Days::Every { n: 2.. }, .. } => {
            "counted from 1970-01-01; add `starting ..` to count from another day"
        }
        When::Days { on: Days::Weekly { n: 2.., .. }, .. } => {
            "counted from the week of 1970-01-05; add `starting ..` to count from another week"
        }
        When::Days { on: Days::Monthly(monthly), .. } => match monthly.every {
            Period::Months(n) if !matches!(n, 1 | 2 | 3 | 4 | 6 | 12) => {
                "counted from january 1970; add `starting ..` to count from another month"
            }
            Period::Months(n) if n > 1 => "counted from january; add `starting ..` to count from another month",
            Period::Quarters(2..) => "counted from the first quarter of 1970; add `starting ..` to count from another",
            Period::Years(2..) => "counted by the number of the year; add `starting ..` to count from another year",
            _ => return None,
        },
        When::Days { on: Days::Yearly(yearly), .. } if yearly.n > 1 => {
            "counted by the number of the year; add `starting ..` to count from another year"
        }
        _ => return None,
    };
    Some(Note::new(NoteCode::Anchor, message))
}
