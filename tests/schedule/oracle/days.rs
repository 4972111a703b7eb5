//! Which civil days a sketch names, by listing the days there are.

use chrono::{Datelike, Months, NaiveDate};

use super::civil::{civil, date, number};
use crate::common::sketch::{Days, Except, Ordinal, Period, Sketch};

/// Whether the days, months and exceptions of a rule allow a civil day.
pub(super) fn allowed(sketch: &Sketch, on: Option<&Days>, day: i64) -> bool {
    let Some(date) = date(day) else { return false };
    // The months of a list of years are part of its days.
    let months = sketch.months;
    (months == 0 || months & (1 << date.month0()) != 0)
        && !left_out(&sketch.except, date)
        && on.is_none_or(|on| named(sketch, on, date))
}

fn left_out(except: &Except, date: NaiveDate) -> bool {
    except.weekdays & (1 << date.weekday().num_days_from_monday()) != 0
        || except.months & (1 << date.month0()) != 0
        || except.dates.contains(&(date.month(), date.day()))
        || except.days.contains(&(date.year(), date.month(), date.day()))
}

fn named(sketch: &Sketch, on: &Days, date: NaiveDate) -> bool {
    let start = sketch.starting.map(|start| civil(start).date());
    let day = number(date);
    let weekday = |set: u8| set & (1 << date.weekday().num_days_from_monday()) != 0;
    let every = |position: i64, from: i64, n: u32| (position - from).rem_euclid(i64::from(n)) == 0;
    // 1970-01-05 was a Monday.
    let week = |date: NaiveDate| (number(date) - 4).div_euclid(7);
    let month = |date: NaiveDate| i64::from(date.year() - 1970) * 12 + i64::from(date.month0());
    let year = |date: NaiveDate| i64::from(date.year());
    match on {
        Days::Daily(n) => every(day, start.map_or(0, number), *n),
        Days::Weekly(n, set) => weekday(*set) && every(week(date), start.map_or(0, week), *n),
        Days::Both(set, day) => weekday(*set) && date.day() == *day,
        Days::Once(days) => days.contains(&(date.year(), date.month(), date.day())),
        Days::Yearly(n, dates) => {
            dates.contains(&(date.month(), date.day())) && every(year(date), start.map_or(0, year), *n)
        }
        Days::Monthly(period, ordinals) => {
            let (counts, length) = match period {
                Period::Months(n) => (every(month(date), start.map_or(0, month), *n), 1),
                Period::Quarters(n) => {
                    let quarter = |date: NaiveDate| month(date).div_euclid(3);
                    (every(quarter(date), start.map_or(0, quarter), *n), 3)
                }
                Period::Years(n) => (every(year(date), start.map_or(0, year), *n), 1),
            };
            counts && ordinals.iter().any(|on| is_ordinal(*on, date, length))
        }
    }
}

/// Whether `date` is this day of its month or quarter, by listing the days of that.
fn is_ordinal(on: Ordinal, date: NaiveDate, months: u32) -> bool {
    let first_month = date.month0() / months * months;
    let first = NaiveDate::from_ymd_opt(date.year(), first_month + 1, 1).unwrap();
    let end = first.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    let days = || first.iter_days().take_while(move |&day| day < end);
    let nth = |list: Vec<NaiveDate>, n: i32| {
        let index = if n > 0 { usize::try_from(n - 1).ok() } else { list.len().checked_sub(n.unsigned_abs() as usize) };
        index.and_then(|index| list.get(index).copied())
    };
    let number = |day: NaiveDate| u8::try_from(day.weekday().num_days_from_monday()).unwrap();
    match on {
        Ordinal::Day(n) => nth(days().collect(), i32::try_from(n).unwrap()) == Some(date),
        Ordinal::FromEnd(n) => nth(days().collect(), n) == Some(date),
        Ordinal::Through(n) => days().skip(n as usize - 1).any(|day| day == date),
        Ordinal::Nth(n, weekday) => nth(days().filter(|&day| number(day) == weekday).collect(), n) == Some(date),
        Ordinal::Weekday(n) => nth(days().filter(|&day| number(day) < 5).collect(), n) == Some(date),
        Ordinal::Nearest(n) => {
            let Some(wanted) = nth(days().collect(), i32::try_from(n).unwrap()) else {
                return false;
            };
            // Among the working days of the month the closest; on a Sunday's tie there is
            // none, since a Saturday is one day from Friday and two from Monday.
            days().filter(|&day| number(day) < 5).min_by_key(|day| (*day - wanted).num_days().abs()) == Some(date)
        }
    }
}
