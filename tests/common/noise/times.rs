//! Spellings of times of day, windows and dates.

use super::days::{list, month_name};
use crate::common::dice::Dice;
use crate::common::say;
use crate::common::sketch::{Date, Moment};
use crate::common::words::ordinal;

pub(super) fn date((year, month, day): Date, dice: &mut Dice<'_>) -> String {
    let name = month_name(month - 1, dice);
    match dice.below(5) {
        1 => format!("{name} {day} {year}"),
        2 => format!("{day} {name} {year}"),
        3 => format!("{name} {}, {year}", ordinal(day)),
        _ => say::iso((year, month, day)),
    }
}

pub(super) fn moment(moment: Moment, dice: &mut Dice<'_>) -> String {
    let date = date(moment.date, dice);
    match moment.time {
        None => date,
        Some(seconds) => format!("{date} {}", clear_time(seconds, dice)),
    }
}

/// A time of day that needs no `at`.
pub(super) fn clear_time(seconds: u32, dice: &mut Dice<'_>) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest != 0 {
        return say::time(seconds);
    }
    let half = if hours < 12 { "am" } else { "pm" };
    let twelve = if hours.is_multiple_of(12) { 12 } else { hours % 12 };
    match dice.below(8) {
        1 => format!("{hours}:{minutes:02}"),
        2 if minutes == 0 => format!("{twelve}{half}"),
        3 if minutes == 0 => format!("{twelve} {half}"),
        4 => format!("{twelve}:{minutes:02} {half}"),
        5 => format!("{twelve}.{minutes:02}{half}"),
        6 if minutes == 0 => format!("{twelve} {}", dice.of(&["a.m.", "p.m."]))
            .replace(if half == "am" { "p.m." } else { "a.m." }, if half == "am" { "a.m." } else { "p.m." }),
        7 if seconds == 43_200 => dice.of(&["noon", "midday", "12 noon"]).to_owned(),
        7 if seconds == 0 => dice.of(&["midnight", "12 midnight"]).to_owned(),
        _ => say::time(seconds),
    }
}

pub(super) fn times(at: &[u32], dice: &mut Dice<'_>) -> String {
    if let [seconds] = *at
        && seconds.is_multiple_of(3_600)
        && (seconds == 0 || seconds >= 13 * 3_600)
        && dice.chance(10)
    {
        return format!("at {}", seconds / 3_600);
    }
    let mut at = at.to_vec();
    dice.shuffle(&mut at);
    let mut names = Vec::new();
    for seconds in at {
        names.push(clear_time(seconds, dice));
    }
    format!("at {}", list(&names, dice))
}

pub(super) fn window_of(from: u32, to: u32, dice: &mut Dice<'_>) -> String {
    let plain = |seconds: u32, dice: &mut Dice<'_>| {
        if seconds.is_multiple_of(43_200) { say::time(seconds) } else { clear_time(seconds, dice) }
    };
    let (from, to) = (plain(from, dice), plain(to, dice));
    match dice.below(4) {
        1 => format!("between {from} and {to}"),
        2 => format!("from {from}-{to}"),
        _ => format!("from {from} to {to}"),
    }
}
