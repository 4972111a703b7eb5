//! How systemd writes calendar events.

use std::collections::BTreeSet;

use crate::english::weekday;
use crate::times::shape::{Group, On};
use crate::times::values::{alike, consecutive, step};

/// The events of a group. Two that elapse at once are one for systemd.
pub(super) fn written(group: &Group) -> Vec<String> {
    let months = numbers(&group.months, 1, 12);
    let date = |days: &str, end: &str| format!("*-{months}{end}{days}");
    let dates = match &group.on {
        On::Every => vec![date("*", "-")],
        On::Weekdays(weekdays) => vec![format!("{} {}", names(weekdays), date("*", "-"))],
        On::Dates(days) => vec![date(&numbers(days, 1, 31), "-")],
        On::FromEnd(ends) => vec![date(&from_end(ends), "~")],
        On::Both(weekdays, days) => vec![format!("{} {}", names(weekdays), date(&numbers(days, 1, 31), "-"))],
        On::BothFromEnd(weekdays, ends) => vec![format!("{} {}", names(weekdays), date(&from_end(ends), "~"))],
        On::Either(weekdays, days) => {
            vec![format!("{} {}", names(weekdays), date("*", "-")), date(&numbers(days, 1, 31), "-")]
        }
    };
    let clocks = clocks(&group.times);
    dates.iter().flat_map(|date| clocks.iter().map(move |clock| format!("{date} {clock}"))).collect()
}

/// Times as hours, minutes and seconds that go with each other.
fn clocks(times: &[u32]) -> Vec<String> {
    let mut clocks = Vec::new();
    for (rest, hours) in alike(times.iter().map(|time| (time / 3600, time % 3600))) {
        for (minutes, seconds) in alike(rest.iter().map(|rest| (rest % 60, rest / 60))) {
            let clock = [(&hours, 23), (&minutes, 59), (&seconds, 59)];
            clocks.push(clock.map(|(values, high)| numbers(values, 0, high)).join(":"));
        }
    }
    clocks.sort();
    clocks
}

/// Values of a part: `*`, `00/15`, `08..18`, `01,15`.
fn numbers(values: &BTreeSet<u32>, low: u32, high: u32) -> String {
    let all: Vec<u32> = values.iter().copied().collect();
    if let ([first, .., last], Some(step)) = (all.as_slice(), step(&all)) {
        let to_the_end = last.saturating_add(step) > high;
        if step == 1 && *first == low && to_the_end {
            return "*".to_owned();
        }
        if step > 1 && to_the_end && all.len() > 2 {
            return format!("{first:02}/{step}");
        }
    }
    let mut items: Vec<String> = Vec::new();
    for run in consecutive(&all) {
        match run {
            [from, _, .., to] => items.push(format!("{from:02}..{to:02}")),
            few => items.extend(few.iter().map(|value| format!("{value:02}"))),
        }
    }
    items.join(",")
}

/// Days from the end: the last is `01`, the last seven are `07/1`.
fn from_end(ends: &BTreeSet<u32>) -> String {
    let all: Vec<u32> = ends.iter().copied().collect();
    if let (Some(1), Some(last), true) = (all.first(), all.last(), all.len() > 2)
        && usize::try_from(*last).is_ok_and(|last| last == all.len())
    {
        return format!("{last:02}/1");
    }
    all.iter().rev().map(|end| format!("{end:02}")).collect::<Vec<_>>().join(",")
}

/// Weekdays, from Monday, by their first three letters.
fn names(weekdays: &BTreeSet<u32>) -> String {
    let of_week: Vec<u32> = (1..=7).filter(|day| weekdays.contains(&(day % 7))).collect();
    let name = |day: &u32| weekday(day % 7).and_then(|name| name.get(..3)).unwrap_or_default();
    match (of_week.as_slice(), consecutive(&of_week).count()) {
        ([first, _, .., last], 1) => format!("{}..{}", name(first), name(last)),
        (some, _) => some.iter().map(name).collect::<Vec<_>>().join(","),
    }
}
