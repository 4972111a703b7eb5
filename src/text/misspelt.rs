//! Words that are nearly ours.

use super::fault::Fault;
use super::plain::first_word;
use crate::error::Code;
use crate::schedule::names::{MONTHS, WEEKDAYS};

/// The fault of a word behind a number and a space, if it is nearly a unit: `5 minuts`.
pub(super) fn unit_after(plain: &str, number_end: usize) -> Option<Fault> {
    let rest = plain.get(number_end..)?.strip_prefix(' ')?;
    let word = Some(first_word(rest)).filter(|word| word.len() >= 3)?;
    let meant = UNITS.into_iter().find(|unit| distance(word.as_bytes(), unit.as_bytes()) <= 1)?;
    let start = number_end.saturating_add(1);
    let message = format!("expected a unit of time; did you mean \"{meant}\"?");
    Some(Fault::at(Code::Expected, start, start.saturating_add(word.len()), message).try_this(meant))
}

const UNITS: [&str; 8] = ["seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years"];

/// The words that a misspelt one may have been, besides weekdays and months.
const WORDS: [&str; 41] = [
    "business",
    "every",
    "weekday",
    "weekend",
    "weekdays",
    "weekends",
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "year",
    "years",
    "daily",
    "weekly",
    "monthly",
    "yearly",
    "hourly",
    "fortnightly",
    "quarterly",
    "annually",
    "except",
    "starting",
    "until",
    "between",
    "noon",
    "midnight",
    "first",
    "third",
    "fourth",
    "last",
    "other",
    "jitter",
];

/// The word that a misspelt one may have been.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    let near_day = |day: &&str| {
        let short = day.get(..3).unwrap_or_default();
        word.len() == 3 && word.get(..1) == short.get(..1) && distance(word.as_bytes(), short.as_bytes()) == 1
    };
    let words = WEEKDAYS.iter().chain(&MONTHS).chain(&WORDS).copied();
    if word == "past" || words.clone().any(|known| known == word) {
        return None;
    }
    words.into_iter().find(|known| near(word, known)).or_else(|| WEEKDAYS.into_iter().find(near_day))
}

/// Whether two words differ by one letter (two, in long words), or two letters changed places.
pub(super) fn near(word: &str, known: &str) -> bool {
    let (a, b) = (word.as_bytes(), known.as_bytes());
    let most = if known.len() >= 8 { 2 } else { 1 };
    a.len() >= 4 && a.len().abs_diff(b.len()) <= most && distance(a, b) <= most
}

/// The number of letters added, left out, changed or swapped between two short words.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let change = at(&last, j).saturating_add(usize::from(x != y));
            let mut best =
                change.min(at(&last, j.saturating_add(1)).saturating_add(1)).min(at(&row, j).saturating_add(1));
            let swapped =
                i > 0 && j > 0 && a.get(i.saturating_sub(1)) == Some(&y) && b.get(j.saturating_sub(1)) == Some(&x);
            if swapped {
                best = best.min(at(&before_last, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}
