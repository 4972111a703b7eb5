//! What a line means, found the slow way: each day and each value of a field is tried.
//! Shares nothing with the crate; dates are chrono's.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};

/// A line whose day is not found within that many years has none: the calendar repeats after
/// 400, and the lines of these tests name years at most 430 after 1970.
const HORIZON: i32 = 850;

pub(super) struct Oracle {
    day: String,
    month: Vec<u32>,
    weekday: String,
    /// Empty is every year.
    year: Vec<u32>,
    /// The seconds of a day, rising.
    times: Vec<u32>,
}

impl Oracle {
    pub(super) fn new(line: &str) -> Self {
        let line = line.to_lowercase();
        let mut fields: Vec<&str> = line.split_whitespace().collect();
        if fields.len() == 5 {
            fields.insert(0, "0");
        }
        if fields.len() == 6 {
            fields.push("*");
        }
        let [second, minute, hour, day, month, weekday, year] = fields[..] else {
            panic!("{line} has not 5 to 7 fields")
        };
        let values = |field: &str, low, high| -> Vec<u32> {
            let all: Vec<u32> = field.split(',').flat_map(|item| expand(item, low, high)).collect();
            (low..=high).filter(|value| all.contains(value)).collect()
        };
        let mut times = Vec::new();
        for hour in values(hour, 0, 23) {
            for minute in values(minute, 0, 59) {
                for second in values(second, 0, 59) {
                    times.push((hour * 60 + minute) * 60 + second);
                }
            }
        }
        Self {
            day: day.replace('?', "*"),
            month: values(month, 1, 12),
            weekday: weekday.replace('?', "*"),
            year: if year == "*" { Vec::new() } else { values(year, 1970, 9999) },
            times,
        }
    }

    pub(super) fn next(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let after = after.naive_utc();
        let mut date = after.date();
        while date.year() <= 9999.min(after.year() + HORIZON) {
            if !self.has_year(date) {
                date = NaiveDate::from_ymd_opt(date.year() + 1, 1, 1)?;
                continue;
            }
            if self.has(date) {
                let later = |&&time: &&u32| at(date, time) > after;
                if let Some(&time) = self.times.iter().find(later) {
                    return (date.year() >= 1970).then(|| at(date, time).and_utc());
                }
            }
            date = date.succ_opt()?;
        }
        None
    }

    pub(super) fn previous(&self, before: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let before = before.naive_utc();
        let mut date = before.date();
        while date.year() >= 1970 {
            if !self.has_year(date) {
                date = NaiveDate::from_ymd_opt(date.year() - 1, 12, 31)?;
                continue;
            }
            if self.has(date) {
                let earlier = |&&time: &&u32| at(date, time) < before;
                if let Some(&time) = self.times.iter().rev().find(earlier) {
                    return Some(at(date, time).and_utc());
                }
            }
            date = date.pred_opt()?;
        }
        None
    }

    fn has_year(&self, date: NaiveDate) -> bool {
        self.year.is_empty() || self.year.contains(&date.year_ce().1)
    }

    fn has(&self, date: NaiveDate) -> bool {
        if !self.month.contains(&date.month()) {
            return false;
        }
        let day = self.day.split(',').any(|item| matches_day(item, date));
        let weekday = self.weekday.split(',').any(|item| matches_weekday(item, date));
        if self.day.starts_with('*') || self.weekday.starts_with('*') { day && weekday } else { day || weekday }
    }
}

fn at(date: NaiveDate, time: u32) -> NaiveDateTime {
    date.and_time(chrono::NaiveTime::MIN) + TimeDelta::seconds(time.into())
}

fn matches_day(item: &str, date: NaiveDate) -> bool {
    let month: Vec<NaiveDate> = (1..=31).filter_map(|day| date.with_day(day)).collect();
    let working: Vec<NaiveDate> =
        month.iter().copied().filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).collect();
    if item == "l" {
        return month.last() == Some(&date);
    }
    if item == "lw" {
        return working.last() == Some(&date);
    }
    if let Some(back) = item.strip_prefix("l-") {
        let back: usize = back.parse().unwrap();
        return month.iter().rev().nth(back) == Some(&date);
    }
    if let Some(day) = item.strip_suffix('w') {
        let Some(day) = date.with_day(day.parse().unwrap()) else {
            return false;
        };
        let nearest = working.iter().min_by_key(|other| (day - **other).num_days().abs());
        return nearest == Some(&date);
    }
    expand(item, 1, 31).contains(&date.day())
}

fn matches_weekday(item: &str, date: NaiveDate) -> bool {
    let number = date.weekday().num_days_from_sunday();
    let is = |day: &str| expand_weekday(day).contains(&number);
    if let Some((day, nth)) = item.split_once('#') {
        return is(day)
            && if nth == "l" {
                (date + TimeDelta::days(7)).month() != date.month()
            } else {
                (date.day() - 1) / 7 + 1 == nth.parse::<u32>().unwrap()
            };
    }
    if let Some(day) = item.strip_suffix('l') {
        return is(day) && (date + TimeDelta::days(7)).month() != date.month();
    }
    is(item)
}

fn expand_weekday(item: &str) -> Vec<u32> {
    let (base, step) = item.split_once('/').unwrap_or((item, "1"));
    let step: usize = step.parse().unwrap();
    let (from, to) = match base.split_once('-') {
        _ if base == "*" => (0, 6),
        Some((from, to)) => (value(from), value(to)),
        None if item.contains('/') => (value(base) % 7, 6),
        None => (value(base), value(base)),
    };
    // Two weeks in a row, so that no range wraps.
    let to = if to < from { to + 7 } else { to };
    (from..=to).step_by(step).map(|day| day % 7).collect()
}

fn expand(item: &str, low: u32, high: u32) -> Vec<u32> {
    let (base, step) = item.split_once('/').unwrap_or((item, "1"));
    let step: usize = step.parse().unwrap();
    let all: Vec<u32> = match base.split_once('-') {
        _ if base == "*" => (low..=high).collect(),
        Some((from, to)) if value(from) > value(to) => (value(from)..=high).chain(low..=value(to)).collect(),
        Some((from, to)) => (value(from)..=value(to)).collect(),
        None if item.contains('/') => (value(base)..=high).collect(),
        None => vec![value(base)],
    };
    all.into_iter().step_by(step).collect()
}

fn value(word: &str) -> u32 {
    const MONTHS: [&str; 13] = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    word.parse().unwrap_or_else(|_| {
        let short = &word[..3];
        let place = |names: &[&str]| (0_u32..).zip(names).find(|(_, name)| **name == short).map(|(place, _)| place);
        place(&MONTHS).or_else(|| place(&WEEKDAYS)).unwrap()
    })
}
