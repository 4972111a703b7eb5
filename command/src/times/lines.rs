//! The cron lines for a pattern.

use std::collections::BTreeSet;

use super::shape::{Group, On};
use super::values::{alike, consecutive, step};

/// More lines for one job are no help to anybody.
const LINES: usize = 10;

/// Whether a field that takes every value, or every so many, is written with a star. Some readers
/// of cron take a line with a star in its hours for one that follows the clock on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hours {
    Starred,
    Listed,
}

/// What a cron line cannot say of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsaid {
    Seconds,
    /// A weekday that is also a day of the month.
    Both,
    /// Days counted from the end of the month.
    FromEnd,
    Lines,
}

/// The lines for all groups: no two of them run at the same time.
pub(crate) fn of(groups: &[Group], hours: Hours) -> Result<Vec<String>, Unsaid> {
    let mut lines = Vec::new();
    for group in groups {
        let (days, weekdays) = match &group.on {
            On::Every => ("*".to_owned(), "*".to_owned()),
            On::Weekdays(weekdays) => ("*".to_owned(), list(weekdays)),
            On::Dates(days) => (list(days), "*".to_owned()),
            On::Either(weekdays, days) => (list(days), list(weekdays)),
            On::Both(..) => return Err(Unsaid::Both),
            On::FromEnd(_) | On::BothFromEnd(..) => return Err(Unsaid::FromEnd),
        };
        let months = field(&group.months, 1, 12, true);
        for (minutes, of_hours) in clock(&group.times).ok_or(Unsaid::Seconds)? {
            let starred = hours == Hours::Starred;
            let minutes = field(&minutes, 0, 59, starred);
            let of_hours = field(&of_hours, 0, 23, starred);
            lines.push(format!("{minutes} {of_hours} {days} {months} {weekdays}"));
        }
    }
    if lines.len() > LINES { Err(Unsaid::Lines) } else { Ok(lines) }
}

/// Times of day as minutes, each with the hours that have just these.
fn clock(times: &[u32]) -> Option<Vec<(BTreeSet<u32>, BTreeSet<u32>)>> {
    let whole = times.iter().all(|time| time % 60 == 0);
    whole.then(|| alike(times.iter().map(|time| (time / 3600, time / 60 % 60))))
}

/// Values of a field with a star where they are all of it or every so many.
pub(crate) fn field(values: &BTreeSet<u32>, low: u32, high: u32, starred: bool) -> String {
    let all: Vec<u32> = values.iter().copied().collect();
    if let (Some(first), Some(step)) = (all.first(), step(&all))
        && *first == low
        && all.last().is_some_and(|last| last.saturating_add(step) > high)
        && (step == 1 || all.len() > 2 || starred && high.saturating_add(1).is_multiple_of(step))
    {
        return match (starred, step) {
            (true, 1) => "*".to_owned(),
            (true, step) => format!("*/{step}"),
            (false, 1) => format!("{low}-{high}"),
            (false, step) => format!("{low}-{high}/{step}"),
        };
    }
    list(values)
}

/// Values as numbers, ranges and steps.
pub(crate) fn list(values: &BTreeSet<u32>) -> String {
    let all: Vec<u32> = values.iter().copied().collect();
    if let (Some(step), Some(first), Some(last)) = (step(&all), all.first(), all.last())
        && step > 1
        && all.len() > 3
    {
        return format!("{first}-{last}/{step}");
    }
    let mut items: Vec<String> = Vec::new();
    for run in consecutive(&all) {
        match run {
            [from, _, .., to] => items.push(format!("{from}-{to}")),
            few => items.extend(few.iter().map(u32::to_string)),
        }
    }
    items.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_people_do() {
        let list_of = |values: &[u32]| list(&values.iter().copied().collect());
        assert_eq!(list_of(&[1, 2, 3, 4, 5]), "1-5");
        assert_eq!(list_of(&[0, 6]), "0,6");
        assert_eq!(list_of(&[1, 3, 4, 5, 9, 10]), "1,3-5,9,10");
        assert_eq!(list_of(&[1, 3, 5, 7, 9]), "1-9/2");
        let minutes = |values: &[u32], starred| field(&values.iter().copied().collect(), 0, 59, starred);
        assert_eq!(minutes(&(0..60).collect::<Vec<_>>(), true), "*");
        assert_eq!(minutes(&(0..60).collect::<Vec<_>>(), false), "0-59");
        assert_eq!(minutes(&[0, 15, 30, 45], true), "*/15");
        assert_eq!(minutes(&[0, 15, 30, 45], false), "0-59/15");
        assert_eq!(minutes(&[0, 30], true), "*/30");
        assert_eq!(minutes(&[0, 30], false), "0,30");
        assert_eq!(minutes(&[0, 25, 50], true), "*/25");
        assert_eq!(minutes(&[17], true), "17");
        assert_eq!(minutes(&[0], true), "0");
        assert_eq!(minutes(&[5, 20, 35, 50], true), "5-50/15");
    }
}
