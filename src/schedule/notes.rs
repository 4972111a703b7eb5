//! Notes: what is worth knowing about a schedule that is right.

use std::fmt;

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::calendar::{DAY, Date, Month, Months};
use super::names::{MONTHS, ordinal_ending};
use super::rule::{Days, Ordinal, Period, Rule, Times, When};
use super::zone::Zone;
use crate::error::{Code, Error};

/// Something worth knowing about a schedule, such as `31st is skipped in 5 months`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note {
    code: NoteCode,
    message: String,
}

/// The kind of a [`Note`]; the words of [`as_str`](NoteCode::as_str) are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoteCode {
    /// A day that some months do not have: they are skipped.
    Skipped,
    /// Weeks without their weekday: it is Monday.
    Monday,
    /// Counted from 1970 since no start was given.
    Anchor,
    /// A time of day that the clock changes of the zone skip on some day.
    Gap,
    /// A cron line that restricts both day fields: a day may match either.
    EitherDay,
    /// `except holidays` without the application's calendar leaves out nothing.
    NoHolidays,
    /// Each gap is drawn anew, so past slots are not known.
    Random,
}

impl NoteCode {
    /// The code as it is written in JSON: `skipped`.
    ///
    /// ```
    /// use punctual::NoteCode;
    ///
    /// assert_eq!(NoteCode::EitherDay.as_str(), "either-day");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Monday => "monday",
            Self::Anchor => "anchor",
            Self::Gap => "gap",
            Self::EitherDay => "either-day",
            Self::NoHolidays => "no-holidays",
            Self::Random => "random",
        }
    }
}

impl Note {
    /// The kind of note, for programs.
    ///
    /// ```
    /// use punctual::{NoteCode, Schedule};
    ///
    /// let schedule: Schedule = "every 31st".parse()?;
    /// assert_eq!(schedule.notes()[0].code(), NoteCode::Skipped);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn code(&self) -> NoteCode {
        self.code
    }

    fn new(code: NoteCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The error that a note is in strict mode.
pub(super) fn error(note: &Note, text: &str) -> Error {
    Error::of_text(Code::Strict, vec![(0, text.len())], note.message.clone(), text, Vec::new())
}

/// The note of `every week`.
pub(super) fn monday() -> Note {
    Note::new(NoteCode::Monday, "a week without its weekday means monday")
}

/// The notes of a rule.
pub(super) fn of(rule: &Rule) -> Vec<Note> {
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
    match on {
        Days::Monthly(monthly) if !matches!(monthly.every, Period::Quarters(_)) => {
            let days = monthly.on.iter().filter_map(|ordinal| match *ordinal {
                Ordinal::Day(day) => Some(day),
                _ => None,
            });
            let short = |&day: &u8| months.iter().any(|month| month_is_short(month, day));
            if let Some(day) = days.max().filter(short) {
                return Some(day_note(day, months));
            }
            let fifth = monthly.on.iter().any(|ordinal| matches!(ordinal, Ordinal::Nth(5 | -5, _)));
            fifth.then(|| Note::new(NoteCode::Skipped, "a 5th weekday is skipped in the months that have four"))
        }
        Days::Both { day, .. } if *day > 28 => Some(day_note(*day, months)),
        Days::Yearly(yearly) if yearly.on.iter().any(|day| (day.month, day.day) == (2, 29)) => {
            Some(Note::new(NoteCode::Skipped, "february 29 is skipped in years that are not leap years"))
        }
        _ => None,
    }
}

/// Whether a month lacks a day, in some year.
fn month_is_short(month: Month, day: u8) -> bool {
    super::calendar::days_in_month(1999, month.number()) < day
}

fn day_note(day: u8, months: Months) -> Note {
    let short: Vec<_> = months.iter().filter(|&month| month_is_short(month, day)).collect();
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

/// A time of day that the zone skips on some day of the rule, from 2026 on.
fn gap(rule: &Rule) -> Option<Note> {
    let (Zone::Named(zone), When::Days { at, .. }) = (rule.zone, &rule.when) else { return None };
    let times = match at {
        Times::One(time) => std::slice::from_ref(time),
        Times::Many(list) => &list.0,
    };
    let skipped = |time: u32, gap: &Gap| {
        let civil = gap.day_start.saturating_add(i64::from(time));
        (gap.from..gap.to).contains(&civil)
    };
    let (time, day) = gaps(zone).find_map(|gap| {
        let time = *times.iter().find(|&&time| skipped(time, &gap))?;
        super::search::falls_on(rule, gap.day).then_some((time, gap.day))
    })?;
    let (hours, minutes) = (time / 3600, time / 60 % 60);
    let day = Date::of(day);
    let message = format!("{hours:02}:{minutes:02} does not exist on {day}; it runs later by the clock change");
    Some(Note::new(NoteCode::Gap, message))
}

/// Civil seconds that a zone skips, and the day they lie on.
struct Gap {
    from: i64,
    to: i64,
    day: i32,
    day_start: i64,
}

/// The gaps of a zone in the years 2026 to 2029.
fn gaps(zone: Tz) -> impl Iterator<Item = Gap> {
    let offset = move |at: i64| {
        let utc = DateTime::from_timestamp(at, 0).unwrap_or_default().naive_utc();
        i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
    };
    // No zone changes its clock twice within a week.
    let first = Date { year: 2026, month: 1, day: 1 }.number();
    let weeks = (first..first.saturating_add(4 * 366)).step_by(7);
    weeks.map(|day| i64::from(day).saturating_mul(DAY)).filter_map(move |start| {
        let (mut low, mut high) = (start, start.saturating_add(7 * DAY));
        let (before, after) = (offset(low), offset(high));
        if after <= before {
            return None;
        }
        while high.saturating_sub(low) > 1 {
            let middle = low.midpoint(high);
            if offset(middle) == before { low = middle } else { high = middle }
        }
        let from = high.saturating_add(before);
        let day = i32::try_from(from.div_euclid(DAY)).ok()?;
        Some(Gap { from, to: high.saturating_add(after), day, day_start: i64::from(day).saturating_mul(DAY) })
    })
}
