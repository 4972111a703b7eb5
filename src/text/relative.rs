//! Relative text: what depends on the moment of reading, made absolute.
//!
//! A schedule never depends on when its text is read. So `tomorrow` is refused there, and the
//! refusal says where it stands: here that place is filled in, and the text is read again.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;
use pest::Parser;

use super::amounts;
use super::grammar::{Grammar, Rule as Token};
use super::{days, suggest};
use crate::error::{Code, Error, Fix};
use crate::schedule::Schedule;
use crate::schedule::names::{MONTHS, WEEKDAYS};
use crate::schedule::unit::AnyUnit;
use crate::schedule::zone;

/// A text has at most so many places that depend on the moment.
const MOST_PLACES: usize = 16;

/// Reads a text that may depend on the moment, such as `tomorrow at 9am`, and makes it absolute:
/// the canonical text of the result shows the dates.
///
/// Understood are `today`, `tomorrow`, `now`, `next` and `this` before a weekday, `next week`,
/// `next month`, `next year`, `in 10 minutes`, bounds without a year, an `until` without a date,
/// and counts without a start, which then is `now`. A day without a zone in the text is one of
/// `now`'s zone.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use punctual::parse_relative;
///
/// let now: DateTime<Utc> = "2026-11-20T02:44:30Z".parse().unwrap();
/// let text = |relative| parse_relative(relative, &now).map(|schedule| schedule.to_string());
/// assert_eq!(text("tomorrow at 9am")?, "on 2026-11-21 at 09:00");
/// assert_eq!(text("in 10 minutes")?, "on 2026-11-20 at 02:54:30");
/// assert_eq!(text("next monday at 9:00")?, "on 2026-11-23 at 09:00");
/// assert_eq!(text("every day for 3 weeks")?, "every day at 00:00 starting 2026-11-20 02:44:30 for 3 weeks");
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// # Errors
///
/// The same as for an absolute text, and [`Code::EmptyRange`] where nothing is left after `now`.
/// The places in the error are those of the text with its dates filled in.
pub fn parse_relative<Z: TimeZone>(text: &str, now: &DateTime<Z>) -> Result<Schedule, Error> {
    let moment = Moment::new(text, now);
    let mut absolute = text.to_owned();
    for _ in 0..MOST_PLACES {
        let error = match super::parse(&absolute) {
            Ok(schedule) if schedule.next_after(now).is_some() => return Ok(schedule),
            Ok(_) => {
                let whole = vec![(0, absolute.len())];
                return Err(Error::of_text(Code::EmptyRange, whole, "this is past".to_owned(), &absolute, Vec::new()));
            }
            Err(error) => error,
        };
        match moment.fill_in(&absolute, &error) {
            Some(filled) if filled != absolute => absolute = filled,
            _ => return Err(error),
        }
    }
    super::parse(&absolute)
}

/// The moment of reading.
struct Moment<Z: TimeZone> {
    now: DateTime<Z>,
    /// The zone in the text, if there is one.
    named: Option<Tz>,
    /// `now` on the clock of that zone, in whole seconds.
    civil: NaiveDateTime,
}

impl<Z: TimeZone> Moment<Z> {
    fn new(text: &str, now: &DateTime<Z>) -> Self {
        let named = text
            .split(|c: char| c.is_ascii_whitespace() || c == ',' || c == ';')
            .filter(|word| word.contains('/') || word.eq_ignore_ascii_case("utc"))
            .find_map(zone::find);
        let mut moment = Self { now: now.clone(), named, civil: NaiveDateTime::default() };
        moment.civil = moment.on_clock(now);
        moment
    }

    /// What the text's clock shows, in whole seconds.
    fn on_clock(&self, instant: &DateTime<Z>) -> NaiveDateTime {
        let civil = match self.named {
            Some(zone) => instant.with_timezone(&zone).naive_local(),
            None => instant.naive_local(),
        };
        civil.with_nanosecond(0).unwrap_or(civil)
    }

    fn today(&self) -> NaiveDate {
        self.civil.date()
    }

    /// The text with the place of the error made absolute, if it only lacked the moment.
    fn fill_in(&self, text: &str, error: &Error) -> Option<String> {
        let span = error.span()?;
        let said = text.get(span.clone())?.to_ascii_lowercase();
        match error.code() {
            Code::Relative => self.relative(text, &span, &said),
            Code::Year => suggest::apply_first(text, error.fixes(), self.today(), |_| true),
            Code::YearlyOrOnce => suggest::apply_first(
                text,
                error.fixes(),
                self.today(),
                |fix| matches!(fix, Fix::Replace(_, _, with) if with.starts_with("on {year}")),
            ),
            Code::CountStart => {
                let rule_end = text.get(span.end..)?.find(';').map_or(text.len(), |at| span.end.saturating_add(at));
                let (before, after) = text.split_at_checked(rule_end)?;
                Some(format!("{} starting {}{after}", before.trim_end(), self.now()))
            }
            Code::UntilTime => {
                let time = said.split_once(' ').filter(|(_, time)| !time.contains('-'))?.1;
                Some(replace(text, &span, &format!("until {}t{time}", self.today())))
            }
            _ => None,
        }
    }

    /// `2026-11-20t02:44:30`
    fn now(&self) -> String {
        self.civil.format("%Y-%m-%dt%H:%M:%S").to_string()
    }

    /// `tomorrow`, `next monday`, `in 10 minutes`, and bounds such as `saturday`
    fn relative(&self, text: &str, span: &Range<usize>, said: &str) -> Option<String> {
        let mut words = said.split_whitespace();
        let first = words.next()?;
        if first == "in" {
            return self.later(text, span, said);
        }
        let (date, end) = match first {
            "today" => (self.today(), span.end),
            "tomorrow" => (self.today().checked_add_days(Days::new(1))?, span.end),
            "now" => return Some(replace(text, span, &self.now())),
            "next" | "this" => {
                let rest = text.get(span.end..)?;
                let word = rest.trim_start();
                let length = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
                let end = span.end.saturating_add(rest.len().saturating_sub(word.len())).saturating_add(length);
                (self.next(first == "next", &word.get(..length)?.to_ascii_lowercase())?, end)
            }
            weekday => (self.next(true, weekday)?, span.end),
        };
        let before = text.get(..span.start)?.trim_end();
        let last = before.rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
        let bound = matches!(
            last.trim_end_matches(','),
            "on" | "at"
                | "starting"
                | "start"
                | "beginning"
                | "from"
                | "until"
                | "till"
                | "ending"
                | "ends"
                | "to"
                | "except"
        );
        let on = if bound { "" } else { "on " };
        Some(replace(text, &(span.start..end), &format!("{on}{date}")))
    }

    /// The day that `next monday`, `this friday` or `next month` begins.
    fn next(&self, strictly: bool, word: &str) -> Option<NaiveDate> {
        let today = self.today();
        match word {
            "week" => return self.next(true, "monday"),
            "month" => return today.with_day(1)?.checked_add_months(Months::new(1)),
            "year" => return NaiveDate::from_ymd_opt(today.year().checked_add(1)?, 1, 1),
            _ => {}
        }
        let start = word.get(..3)?;
        if WEEKDAYS.iter().any(|name| name.starts_with(start)) {
            let wanted = chrono::Weekday::from(days::weekday(word));
            let skip = u64::from(strictly);
            return (skip..=7).filter_map(|n| today.checked_add_days(Days::new(n))).find(|day| day.weekday() == wanted);
        }
        let month = MONTHS.iter().zip(1..).find(|(name, _)| name.starts_with(start))?.1;
        let this_year = NaiveDate::from_ymd_opt(today.year(), month, 1)?;
        if this_year > today { Some(this_year) } else { this_year.checked_add_months(Months::new(12)) }
    }

    /// `in 10 minutes`, `in 3 days`: the date and the time then, or only the date where the text
    /// has a time of its own.
    fn later(&self, text: &str, span: &Range<usize>, said: &str) -> Option<String> {
        if let Some(month) = said.strip_prefix("in ").filter(|word| MONTHS.iter().any(|name| name.starts_with(word))) {
            return Some(replace(text, span, &self.next(true, month)?.to_string()));
        }
        let then = match length_in(said)? {
            Later::Elapsed(length) => self.on_clock(&self.now.clone().checked_add_signed(length)?),
            Later::Days(days) => self.civil.checked_add_days(Days::new(days))?,
            Later::Months(months) => self.civil.checked_add_months(Months::new(months))?,
        };
        let at_then = replace(text, span, &format!("on {} at {}", then.date(), then.time()));
        let twice = super::parse(&at_then).is_err_and(|error| error.code() == Code::Duplicate);
        Some(if twice { replace(text, span, &format!("on {}", then.date())) } else { at_then })
    }
}

fn replace(text: &str, span: &Range<usize>, with: &str) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    format!("{before}{with}{after}")
}

/// A length of time from a moment on.
enum Later {
    Elapsed(TimeDelta),
    Days(u64),
    Months(u32),
}

/// The length in `in 10 minutes`.
fn length_in(text: &str) -> Option<Later> {
    let mut parts = Grammar::parse(Token::in_relative, text).ok()?.next()?.into_inner();
    let (thousandths, unit, _) = amounts::next_part(&mut parts)?.ok()?;
    if let AnyUnit::Clock(unit) = unit {
        let milliseconds = thousandths.checked_mul(unit.milliseconds())? / 1000;
        return Some(Later::Elapsed(TimeDelta::try_milliseconds(i64::try_from(milliseconds).ok()?)?));
    }
    let count = (thousandths % 1000 == 0).then_some(thousandths / 1000)?;
    let months = |each: u64| Some(Later::Months(u32::try_from(count.checked_mul(each)?).ok()?));
    match unit {
        AnyUnit::Clock(_) | AnyUnit::Day => Some(Later::Days(count)),
        AnyUnit::Week => Some(Later::Days(count.checked_mul(7)?)),
        AnyUnit::Month => months(1),
        AnyUnit::Quarter => months(3),
        AnyUnit::Year => months(12),
    }
}
