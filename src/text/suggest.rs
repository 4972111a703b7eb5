//! Suggestions: only what parses, in canonical form.

use chrono::{Datelike, NaiveDate};

use crate::error::{Error, Fix};

/// Stands for the reader's year in a fix.
const YEAR: &str = "{year}";

/// The most suggestions that are shown.
const MOST: usize = 3;
/// How often a fix may need another one: a text with several mistakes takes one after the other.
const DEEPEST: usize = 3;

impl Error {
    /// Up to three whole texts that would work: each parses, and is in canonical form.
    ///
    /// Where a suggestion needs a year, it is 2030; [`suggestions_for`](Error::suggestions_for)
    /// takes the reader's own date.
    ///
    /// ```
    /// let error = "every 3rd friday at 9am".parse::<punctual::Schedule>().unwrap_err();
    /// assert_eq!(
    ///     error.suggestions(),
    ///     ["every month on the 3rd friday at 09:00", "every 3 weeks on friday at 09:00"]
    /// );
    /// ```
    pub fn suggestions(&self) -> Vec<String> {
        self.suggestions_for(NaiveDate::from_ymd_opt(2030, 1, 1).unwrap_or_default())
    }

    /// Like [`suggestions`](Error::suggestions), with the years that are missing chosen so that no
    /// date is before `today`.
    ///
    /// ```
    /// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    /// let error = "every day at 9am until march 10".parse::<punctual::Schedule>().unwrap_err();
    /// assert_eq!(error.suggestions_for(today), ["every day at 09:00 until 2027-03-10"]);
    /// ```
    pub fn suggestions_for(&self, today: NaiveDate) -> Vec<String> {
        let text = self.text();
        let mut found = Vec::new();
        for fix in self.fixes() {
            if let Some(fixed) = follow(&apply(text, fix, today), today, depth_of(fix, DEEPEST))
                && fixed != text
                && !found.contains(&fixed)
            {
                found.push(fixed);
            }
            if found.len() == MOST {
                break;
            }
        }
        found
    }
}

/// How many fixes more a fix may need. Leaving a word out must be enough.
fn depth_of(fix: &Fix, depth: usize) -> usize {
    if matches!(fix, Fix::IfEnough(..)) { 0 } else { depth }
}

/// The canonical form of a text, or of what its own first fix makes of it.
fn follow(text: &str, today: NaiveDate, depth: usize) -> Option<String> {
    match super::parse(text) {
        Ok(schedule) => Some(schedule.to_string()),
        Err(error) => {
            let depth = depth.checked_sub(1)?;
            error.fixes().iter().filter(|fix| matches!(fix, Fix::Replace(..))).find_map(|fix| {
                let fixed = apply(text, fix, today);
                (fixed != text).then(|| follow(&fixed, today, depth_of(fix, depth))).flatten()
            })
        }
    }
}

/// The text with the first fix applied that is wanted.
pub(super) fn apply_first(
    text: &str,
    fixes: &[Fix],
    today: NaiveDate,
    wanted: impl Fn(&Fix) -> bool,
) -> Option<String> {
    fixes.iter().find(|fix| wanted(fix)).map(|fix| apply(text, fix, today))
}

/// The text with a fix applied.
fn apply(text: &str, fix: &Fix, today: NaiveDate) -> String {
    let fixed = match fix {
        Fix::Replace(start, end, with) => {
            let before = text.get(..*start).unwrap_or_default();
            let after = text.get(*end..).unwrap_or_default();
            format!("{before}{with}{after}")
        }
        Fix::IfEnough(start, end, with) => {
            let before = text.get(..*start).unwrap_or_default();
            let after = text.get(*end..).unwrap_or_default();
            format!("{} {with} {}", before.trim_end(), after.trim_start())
        }
        Fix::Instead(with) => with.clone(),
    };
    with_years(fixed, today)
}

/// Puts the year into dates such as `{year}-03-10`: the first that is not past.
fn with_years(mut text: String, today: NaiveDate) -> String {
    while let Some((before, after)) = text.split_once(YEAR) {
        let date = |year: i32| format!("{year}{}", after.get(..6).unwrap_or_default()).parse::<NaiveDate>();
        // There are never more than eight years between two leap days.
        let mut years = (today.year()..).take(9);
        let year = years.find(|&year| date(year).is_ok_and(|date| date >= today)).unwrap_or_else(|| today.year());
        text = format!("{before}{year}{after}");
    }
    text
}
