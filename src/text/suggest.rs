//! Suggestions: only what parses, in canonical form.

use chrono::{Datelike, NaiveDate};

use crate::error::Fix;

/// Stands for the reader's year in a fix.
const YEAR: &str = "{year}";

/// The most suggestions that are shown.
const MOST: usize = 3;
/// How often a fix may need another one: a text with several mistakes takes one after the other.
const DEEPEST: usize = 3;

/// The fixes that lead to a text that parses; at most three, none of them the input itself.
pub(crate) fn suggest(text: &str, fixes: &[Fix], today: NaiveDate) -> Vec<String> {
    let mut found = Vec::new();
    for fix in fixes {
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

/// How many fixes more a fix may need. Leaving a word out must be enough.
fn depth_of(fix: &Fix, depth: usize) -> usize {
    if matches!(fix, Fix::Without(..)) { 0 } else { depth }
}

/// The canonical form of a text, or of what its own first fix makes of it.
fn follow(text: &str, today: NaiveDate, depth: usize) -> Option<String> {
    match super::parse(text) {
        Ok(schedule) => Some(schedule.to_string()),
        Err(error) => {
            let depth = depth.checked_sub(1)?;
            error.fixes().iter().find_map(|fix| {
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
        Fix::Without(start, end) => {
            let before = text.get(..*start).unwrap_or_default();
            let after = text.get(*end..).unwrap_or_default();
            format!("{} {}", before.trim_end(), after.trim_start())
        }
        Fix::Instead(with) => with.clone(),
    };
    with_years(fixed, today)
}

/// Puts the year into dates such as `{year}-03-10`: the first that is not past.
fn with_years(mut text: String, today: NaiveDate) -> String {
    while let Some((before, after)) = text.split_once(YEAR) {
        let date = |year: i32| format!("{year}{}", after.get(..6).unwrap_or_default());
        let is_past = date(today.year()).parse::<NaiveDate>().is_ok_and(|date| date < today);
        let year = today.year().saturating_add(i32::from(is_past));
        text = format!("{before}{year}{after}");
    }
    text
}
