//! Weekdays, months and days of the year: `mon-fri`, `june to august`, `dec 25`.

use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use super::ordinals;
use crate::error::Code;
use crate::schedule::calendar::days_in_month;
use crate::schedule::calendar::{Month, Months, Weekday, Weekdays};
use crate::schedule::names::MONTHS;
use crate::schedule::rule::MonthDay;
use crate::schedule::said::{at_most, exists};

/// The weekday of a token such as `thurs`; two letters tell.
pub(super) fn weekday(word: &str) -> Weekday {
    match word.as_bytes() {
        [b'm', ..] => Weekday::Monday,
        [b't', b'u', ..] => Weekday::Tuesday,
        [b'w', ..] => Weekday::Wednesday,
        [b't', ..] => Weekday::Thursday,
        [b'f', ..] => Weekday::Friday,
        [b's', b'a', ..] => Weekday::Saturday,
        _ => Weekday::Sunday,
    }
}

/// 1 to 12 for a token such as `sept`; three letters tell.
pub(super) fn month_number(word: &str) -> u32 {
    let start = word.get(..3).unwrap_or(word);
    MONTHS.iter().zip(1..).find(|(name, _)| name.starts_with(start)).map_or(1, |(_, number)| number)
}

fn month(word: &str) -> Month {
    u8::try_from(month_number(word)).ok().and_then(Month::from_number).unwrap_or(Month::January)
}

/// Collects weekdays and ranges of them from the tokens of a list.
#[derive(Debug, Default)]
pub(super) struct WeekdayList {
    pub(super) on: Weekdays,
    last: Option<Weekday>,
}

impl WeekdayList {
    /// Takes a `weekday`, `last_weekday` or `weekday_set` token.
    pub(super) fn add(&mut self, token: &Pair<'_>) {
        match token.as_rule() {
            Token::weekday_set if token.as_str().starts_with("weeke") => self.union(Weekdays::WEEKENDS),
            Token::weekday_set => self.union(Weekdays::WEEKDAYS),
            Token::last_weekday => {
                let Some(first) = self.last else { return };
                let last = weekday(token.as_str());
                let mut days = Weekday::ALL.into_iter().cycle().skip(usize::from(first.number()));
                for day in days.by_ref().take(7) {
                    self.union(Weekdays::of(day));
                    if day == last {
                        break;
                    }
                }
            }
            _ => {
                let day = weekday(token.as_str());
                self.last = Some(day);
                self.union(Weekdays::of(day));
            }
        }
    }

    fn union(&mut self, days: Weekdays) {
        self.on = self.on.union(days);
    }
}

/// Collects months and ranges of them from the tokens of a list.
#[derive(Debug, Default)]
pub(super) struct MonthList {
    pub(super) on: Option<Months>,
    last: Option<Month>,
}

impl MonthList {
    /// Takes a `month` or `last_month` token.
    pub(super) fn add(&mut self, token: &Pair<'_>) {
        if token.as_rule() == Token::month {
            let month = month(token.as_str());
            self.last = Some(month);
            return self.union(Months::of(month));
        }
        let Some(first) = self.last else { return };
        let last = month(token.as_str());
        for month in Month::ALL.into_iter().cycle().skip(first as usize).take(12) {
            self.union(Months::of(month));
            if month == last {
                break;
            }
        }
    }

    fn union(&mut self, months: Months) {
        self.on = Some(self.on.map_or(months, |on| on.union(months)));
    }
}

/// A day of the year from a `year_day` token.
pub(super) fn year_day(token: Pair<'_>) -> Result<MonthDay, Fault> {
    let whole = Piece::from(&token);
    let (mut number, mut day) = (1, 0);
    for part in token.into_inner() {
        match part.as_rule() {
            Token::month => number = month_number(part.as_str()),
            _ => day = day_number(&part)?,
        }
    }
    let date = MonthDay { month: u8::try_from(number).unwrap_or(u8::MAX), day: u8::try_from(day).unwrap_or(u8::MAX) };
    if day == 0 {
        return Err(fault(Code::Range, whole, "days of the month go from 1 to 31"));
    }
    if exists(date) {
        return Ok(date);
    }
    let name = MONTHS.get(usize::from(date.month).wrapping_sub(1)).copied().unwrap_or_default();
    let fault = fault(Code::Range, whole, at_most(date));
    // A number too large for any day was a year.
    Err(if day > 31 { fault.try_this(name) } else { fault.try_this(format!("{name} {}", longest(date.month))) })
}

/// The most days that a month can have.
fn longest(month: u8) -> u8 {
    days_in_month(2000, month)
}

/// The number of a `digits` or `ordinal` token.
pub(super) fn day_number(token: &Pair<'_>) -> Result<u32, Fault> {
    match token.as_rule() {
        Token::ordinal => ordinals::number(token),
        _ => Ok(token.as_str().parse().unwrap_or(u32::MAX)),
    }
}
