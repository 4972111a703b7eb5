//! The canonical text of a sketch, written from the language page.

use super::sketch::{Date, Days, Except, Lasting, Moment, Ordinal, Period, Place, Sketch, Unit, When, bits};
use super::words::{MONTHS, WEEKDAYS, counted, ordinal, span, unit};

const WEEKDAY_SET: u8 = 0b001_1111;
const WEEKEND_SET: u8 = 0b110_0000;
const EVERY_MONTH: u16 = 0xfff;

/// The one spelling of this schedule.
pub fn canonical(sketch: &Sketch) -> String {
    let mut text = recurrence(sketch);
    let mut clause = |words: String| {
        text.push(' ');
        text.push_str(&words);
    };
    match &sketch.when {
        When::Days { at, .. } => clause(times(at)),
        When::Interval { window, .. } | When::Random { window, .. } => {
            if let Some((from, to)) = *window {
                clause(format!("from {} to {}", time(from), time(to)));
            }
        }
    }
    if !sketch.except.is_empty() {
        clause(except(&sketch.except));
    }
    if let Some(start) = sketch.starting {
        clause(format!("starting {}", moment(start)));
    }
    if let Some(end) = sketch.until {
        clause(format!("until {}", moment(end)));
    }
    match sketch.lasting {
        Some(Lasting::Times(n)) => clause(format!("for {}", counted(n, "time"))),
        Some(Lasting::Length(n, unit)) => clause(format!("for {}", counted(n, span(unit)))),
        None => {}
    }
    if let Some(zone) = sketch.zone {
        clause(format!("in {}", place(zone)));
    }
    if let Some((n, of)) = sketch.jitter {
        clause(format!("jitter {}", counted(n, unit(of))));
    }
    text
}

/// Everything up to the times of day or the window.
fn recurrence(sketch: &Sketch) -> String {
    let months = sketch.months;
    match &sketch.when {
        When::Days { on, .. } => days(on, months),
        When::Interval { count, unit: of, shift, on, .. } => {
            let mut text = every(*count, unit(*of));
            if *shift > 0 {
                text.push(' ');
                text.push_str(&mark(*shift, *of));
            }
            text.push_str(&filter(on.as_ref(), months));
            text
        }
        When::Random { low, high, unit: of, on, .. } => {
            let rest = filter(on.as_ref(), months);
            format!("every {low} to {high} {}s{rest}", unit(*of))
        }
    }
}

/// ` on weekdays in june`, the days of an interval.
fn filter(on: Option<&Days>, months: u16) -> String {
    let days = match on {
        Some(Days::Weekly(1, set)) => format!(" on {}", weekdays(*set, true)),
        Some(Days::Monthly(Period::Months(1), on)) => format!(" on the {}", ordinals(on)),
        Some(other) => panic!("no filter of an interval: {other:?}"),
        None => String::new(),
    };
    days + &in_months(months)
}

fn in_months(months: u16) -> String {
    if months == 0 { String::new() } else { format!(" in {}", month_set(months)) }
}

fn days(on: &Days, months: u16) -> String {
    match on {
        Days::Daily(n) => every(*n, "day") + &in_months(months),
        Days::Weekly(1, set) => format!("every {}", weekdays(*set, false)) + &in_months(months),
        Days::Weekly(n, set) => format!("every {n} weeks on {}", weekdays(*set, true)) + &in_months(months),
        Days::Monthly(Period::Months(1), on) if months != 0 => {
            format!("every {} on the {}", month_set(months), ordinals(on))
        }
        Days::Monthly(Period::Months(n), on) => {
            format!("{} on the {}", every(*n, "month"), ordinals(on)) + &in_months(months)
        }
        Days::Monthly(Period::Quarters(n), on) => {
            format!("{} on the {}", every(*n, "quarter"), ordinals(on)) + &in_months(months)
        }
        Days::Monthly(Period::Years(n), on) => {
            format!("{} on the {} of {}", every(*n, "year"), ordinals(on), month_set(months))
        }
        Days::Yearly(n, on) => format!("{} on {}", every(*n, "year"), dates(on)),
        Days::Both(set, day) => format!("every {} the {}", weekdays(*set, false), ordinal(*day)) + &in_months(months),
        Days::Once(on) => {
            let list: Vec<String> = on.iter().copied().map(iso).collect();
            format!("on {}", list.join(", "))
        }
    }
}

pub fn every(n: u32, word: &str) -> String {
    if n == 1 { format!("every {word}") } else { format!("every {n} {word}s") }
}

/// `at :17` where the next smaller unit can say it, else `offset 5 minutes`.
pub fn mark(shift: u64, of: Unit) -> String {
    let seconds = shift / 1_000;
    match of {
        Unit::Millisecond if !shift.is_multiple_of(1_000) => {
            format!("offset {}", long(shift, "millisecond"))
        }
        Unit::Millisecond => format!("offset {}", long(seconds, "second")),
        Unit::Minute if seconds < 60 => format!("at :{seconds:02}"),
        Unit::Hour if seconds < 3_600 && seconds.is_multiple_of(60) => {
            format!("at :{:02}", seconds / 60)
        }
        Unit::Hour if seconds < 3_600 => format!("at :{:02}:{:02}", seconds / 60, seconds % 60),
        _ if seconds.is_multiple_of(3_600) => format!("offset {}", long(seconds / 3_600, "hour")),
        _ if seconds.is_multiple_of(60) => format!("offset {}", long(seconds / 60, "minute")),
        _ => format!("offset {}", long(seconds, "second")),
    }
}

fn long(n: u64, word: &str) -> String {
    counted(u32::try_from(n).unwrap(), word)
}

/// `monday, wednesday`, `monday to thursday`, `weekday`.
pub fn weekdays(set: u8, plural: bool) -> String {
    let ending = if plural { "s" } else { "" };
    match set {
        WEEKDAY_SET => format!("weekday{ending}"),
        WEEKEND_SET => format!("weekend{ending}"),
        _ => ring(u16::from(set), 7, &WEEKDAYS),
    }
}

pub fn month_set(set: u16) -> String {
    if set == EVERY_MONTH { "january to december".to_owned() } else { ring(set, 12, &MONTHS) }
}

/// Names of a set on a ring of `len`, in the ring's order. Three or more neighbours are a
/// range, which stands where it starts.
fn ring(set: u16, len: u32, names: &[&str]) -> String {
    let has = |at: u32| set & (1 << (at % len)) != 0;
    let name = |at: u32| names[(at % len) as usize];
    let mut list = Vec::new();
    for at in (0..len).filter(|&at| has(at)) {
        let start = (0..len).map(|back| at + len - back).take_while(|&at| has(at)).last().unwrap();
        let end = (0..len).map(|more| start + more).take_while(|&at| has(at)).last().unwrap();
        if end - start < 2 {
            list.push(name(at).to_owned());
        } else if start % len == at {
            list.push(format!("{} to {}", name(start), name(end)));
        }
    }
    list.join(", ")
}

/// `1st, 15th`, `1st to 5th, last day`.
pub fn ordinals(on: &[Ordinal]) -> String {
    let mut list = Vec::new();
    let mut rest = on;
    while let Some((&first, tail)) = rest.split_first() {
        let run = rest
            .iter()
            .zip(0..)
            .take_while(|&(&next, more)| matches!((first, next), (Ordinal::Day(a), Ordinal::Day(b)) if b == a + more))
            .count();
        if run >= 3 {
            list.push(format!("{} to {}", one_ordinal(first), one_ordinal(rest[run - 1])));
            rest = &rest[run..];
        } else {
            list.push(one_ordinal(first));
            rest = tail;
        }
    }
    list.join(", ")
}

fn one_ordinal(on: Ordinal) -> String {
    match on {
        Ordinal::Nth(n, weekday) => format!("{} {}", place_of(n), WEEKDAYS[usize::from(weekday)]),
        Ordinal::Weekday(n) => format!("{} weekday", place_of(n)),
        Ordinal::Nearest(day) => format!("nearest weekday to the {}", ordinal(day)),
        Ordinal::Day(day) => ordinal(day),
        Ordinal::Through(day) => format!("{} through last day", ordinal(day)),
        Ordinal::FromEnd(n) => format!("{} day", place_of(n)),
    }
}

/// `3rd`, `last`, `2nd last`.
fn place_of(n: i32) -> String {
    match n {
        -1 => "last".to_owned(),
        ..-1 => format!("{} last", ordinal(n.unsigned_abs())),
        _ => ordinal(n.unsigned_abs()),
    }
}

pub fn dates(on: &[(u32, u32)]) -> String {
    let list: Vec<String> = on.iter().map(|&(month, day)| format!("{} {day}", MONTHS[month as usize - 1])).collect();
    list.join(", ")
}

pub fn iso((year, month, day): Date) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

pub fn time(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{rest:02}") }
}

pub fn times(at: &[u32]) -> String {
    let list: Vec<String> = at.iter().copied().map(time).collect();
    format!("at {}", list.join(", "))
}

pub fn moment(moment: Moment) -> String {
    match moment.time {
        None => iso(moment.date),
        Some(seconds) => format!("{} {}", iso(moment.date), time(seconds)),
    }
}

pub fn except(except: &Except) -> String {
    let mut list = Vec::new();
    if except.weekdays != 0 {
        list.push(weekdays(except.weekdays, true));
    }
    if except.months != 0 {
        list.push(month_set(except.months));
    }
    if !except.dates.is_empty() {
        list.push(dates(&except.dates));
    }
    list.extend(except.days.iter().copied().map(iso));
    debug_assert!(bits(u16::from(except.weekdays)).count() < 7);
    format!("except {}", list.join(", "))
}

pub fn place(place: Place) -> String {
    match place {
        Place::Zone(zone) => zone.name().to_owned(),
        Place::Fixed(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}
