//! Other spellings of a schedule that people would write, and that the language accepts.

mod days;
mod dress;
mod times;

use days::{dates, days, filter, list, month_set, weekdays};
pub use dress::{dress, join, lead};
use times::{moment, times, window_of};

use super::dice::Dice;
use super::say;
use super::sketch::{Except, Lasting, Place, Sketch, Span, Unit, When};
use super::words::{counted, number, span, unit};

/// The clauses of a sketch, each in one of its spellings and each able to stand anywhere.
pub fn clauses(sketch: &Sketch, dice: &mut Dice<'_>) -> Vec<String> {
    let mut list = recurrence(sketch, dice);
    match &sketch.when {
        When::Days { at, .. } => list.push(times(at, dice)),
        When::Interval { window, .. } | When::Random { window, .. } => {
            if let Some((from, to)) = *window {
                list.push(window_of(from, to, dice));
            }
        }
    }
    if !sketch.except.is_empty() {
        list.push(except(&sketch.except, dice));
    }
    if let Some(start) = sketch.starting {
        let word = dice.of(&["starting", "start", "beginning", "starting on"]);
        list.push(format!("{word} {}", moment(start, dice)));
    }
    if let Some(end) = sketch.until {
        let word = dice.of(&["until", "till", "ending", "ending on"]);
        list.push(format!("{word} {}", moment(end, dice)));
    }
    match sketch.lasting {
        Some(Lasting::Times(n)) => {
            list.push(format!("for {}", counted(n, dice.of(&["time", "occurrence"]))));
        }
        Some(Lasting::Length(n, of)) => list.push(length(n, of)),
        None => {}
    }
    match sketch.zone {
        Some(Place::Zone(zone)) => {
            let word = dice.of(&["in ", "in ", ""]);
            list.push(format!("{word}{}", zone.name()));
        }
        Some(place @ Place::Fixed(_)) => list.push(format!("in {}", say::place(place))),
        None => {}
    }
    if let Some((n, of)) = sketch.jitter {
        let amount = amount(n, of, dice);
        list.push(match dice.below(4) {
            0 => format!("jitter {}", counted(n, unit(of))),
            1 => format!("with jitter of {amount}"),
            2 => format!("with up to {amount} jitter"),
            _ => format!("jitter {amount}"),
        });
    }
    list
}

/// The whole text: some of the clauses' spellings, in some order, with some noise.
pub fn text(sketch: &Sketch, dice: &mut Dice<'_>) -> String {
    let mut list = clauses(sketch, dice);
    dice.shuffle(&mut list);
    lead(&mut list[1..]);
    let text = join(&list, dice);
    dress(&text, dice)
}

/// What recurs, with its days, and the months apart where they may stand anywhere.
fn recurrence(sketch: &Sketch, dice: &mut Dice<'_>) -> Vec<String> {
    let mut list = Vec::new();
    let mut months = sketch.months;
    match &sketch.when {
        When::Days { on, .. } => list.push(days(on, &mut months, dice)),
        When::Interval { count, unit: of, shift, on, .. } => {
            let every = interval(*count, *of, dice);
            list.push(if *shift > 0 { format!("{every} {}", mark(*shift, *of, dice)) } else { every });
            list.extend(on.as_ref().map(|on| filter(on, dice)));
        }
        When::Random { low, high, unit: of, on, .. } => {
            let to = dice.of(&[" to ", "-", " - ", "–", ".."]);
            let each = dice.of(&["every", "each"]);
            list.push(format!("{each} {low}{to}{high} {}", units(*of, 2, dice)));
            list.extend(on.as_ref().map(|on| filter(on, dice)));
        }
    }
    if months != 0 {
        let word = dice.of(&["in", "during", "only in", "in"]);
        list.push(format!("{word} {}", month_set(months, dice)));
    }
    list
}

fn units(of: Unit, n: u32, dice: &mut Dice<'_>) -> String {
    let plural = if n == 1 { "" } else { "s" };
    let short = match of {
        Unit::Millisecond => dice.of(&["millisecond", "ms"]),
        Unit::Second => dice.of(&["second", "sec", "s"]),
        Unit::Minute => dice.of(&["minute", "min", "m"]),
        Unit::Hour => dice.of(&["hour", "hr", "h"]),
    };
    match short {
        "ms" | "s" | "m" | "h" => short.to_owned(),
        "sec" | "min" | "hr" if dice.chance(50) => short.to_owned(),
        _ => format!("{short}{plural}"),
    }
}

/// `5 minutes`, `5m`.
fn amount(n: u32, of: Unit, dice: &mut Dice<'_>) -> String {
    let word = units(of, n, dice);
    if word.len() <= 2 && dice.chance(60) { format!("{n}{word}") } else { format!("{n} {word}") }
}

fn interval(count: u32, of: Unit, dice: &mut Dice<'_>) -> String {
    let each = dice.of(&["every", "every", "each"]);
    if count == 1 {
        return match (of, dice.below(4)) {
            (Unit::Hour, 1) => "hourly".to_owned(),
            (Unit::Minute, 1) => "minutely".to_owned(),
            (_, 2) => format!("{each} 1 {}", units(of, 1, dice)),
            _ => format!("{each} {}", unit(of)),
        };
    }
    match (of, count, dice.below(6)) {
        (_, 2, 1) => format!("{each} other {}", unit(of)),
        (Unit::Minute, 30, 1) => format!("{each} {}", dice.of(&["half hour", "half an hour"])),
        (Unit::Minute, 15, 1) => format!("{each} quarter hour"),
        (Unit::Minute, _, 2) if count > 60 && !count.is_multiple_of(60) => {
            let (hours, minutes) = (count / 60, count % 60);
            match dice.below(3) {
                0 => format!("{each} {hours}h{minutes}m"),
                1 => format!("{each} {} {}", counted(hours, "hour"), counted(minutes, "minute")),
                _ => format!("{each} {} and {}", counted(hours, "hour"), counted(minutes, "minute")),
            }
        }
        (Unit::Minute, 90, 3) => format!("{each} 1.5 hours"),
        (_, 2..=99, 4) => format!("{each} {} {}s", number(count), unit(of)),
        _ => format!("{each} {}", amount(count, of, dice)),
    }
}

fn mark(shift: u64, of: Unit, dice: &mut Dice<'_>) -> String {
    let plain = say::mark(shift, of);
    let seconds = u32::try_from(shift / 1_000).unwrap_or(0);
    if of == Unit::Hour && seconds == 1_800 && dice.chance(40) {
        return "on the half hour".to_owned();
    }
    if let Some(mark) = plain.strip_prefix("at :") {
        return match of {
            Unit::Hour if mark.len() == 2 && dice.chance(30) => {
                format!("at minute {}", seconds / 60)
            }
            Unit::Minute if dice.chance(30) => format!("at second {seconds}"),
            _ => plain,
        };
    }
    if seconds.is_multiple_of(60) && seconds > 0 && dice.chance(30) {
        return format!("offset {}", amount(seconds / 60, Unit::Minute, dice));
    }
    plain
}

fn except(except: &Except, dice: &mut Dice<'_>) -> String {
    let mut parts = Vec::new();
    if except.weekdays != 0 {
        parts.push(weekdays(except.weekdays, true, dice));
    }
    if except.months != 0 {
        parts.push(month_set(except.months, dice));
    }
    if !except.dates.is_empty() {
        parts.push(dates(&except.dates, dice));
    }
    parts.extend(except.days.iter().copied().map(say::iso));
    let word = dice.of(&["except", "except on"]);
    format!("{word} {}", list(&parts, dice))
}

fn length(n: u32, of: Span) -> String {
    format!("for {}", counted(n, span(of)))
}
