//! Other spellings of a schedule that people would write, and that the language accepts.

use super::dice::Dice;
use super::say;
use super::sketch::{Date, Days, Except, Lasting, Moment, Ordinal, Period, Place, Sketch, Span, Unit, When, bits};
use super::words::{MONTHS, MONTHS_SHORT, ORDINALS, WEEKDAYS, WEEKDAYS_SHORT, counted, number, ordinal, span, unit};

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

/// Gives each clause that begins with a day its `on`: `except january` and `3rd sunday of the
/// month` side by side would be `january 3rd`.
pub fn lead(list: &mut [String]) {
    for clause in list {
        if starts_with_a_day(clause) {
            clause.insert_str(0, "on ");
        }
    }
}

/// Whether the first word is a day and not what leads to it.
fn starts_with_a_day(clause: &str) -> bool {
    let word = clause.split([' ', ',']).next().unwrap_or_default();
    let lead = ["on", "at", "in", "every", "each", "except", "from", "between", "for", "until", "till"];
    let day = |list: &[&str]| list.iter().any(|name| word.starts_with(&name[..3]));
    !lead.contains(&word)
        && (word.starts_with(|letter: char| letter.is_ascii_digit())
            || ["last", "nearest", "weekday", "weekend"].iter().any(|name| word.starts_with(name))
            || word == "the"
            || ORDINALS.contains(&word)
            || (day(&WEEKDAYS) && word != "monthly"))
}

/// Clauses with or without commas, `run` and a full stop.
pub fn join(list: &[String], dice: &mut Dice<'_>) -> String {
    let mut text = if dice.chance(10) { "run ".to_owned() } else { String::new() };
    let mut before = "";
    for clause in list {
        if !before.is_empty() {
            // After exceptions a comma leads to one more of them.
            let comma = !before.starts_with("except") && dice.chance(15);
            text.push_str(if comma { ", " } else { " " });
        }
        text.push_str(clause);
        before = clause;
    }
    if dice.chance(10) {
        text.push('.');
    }
    text
}

/// The same words in other letters and with other spaces.
pub fn dress(text: &str, dice: &mut Dice<'_>) -> String {
    let case = dice.below(4);
    let space = dice.below(3);
    let mut dressed = String::new();
    if space == 2 && dice.chance(30) {
        dressed.push_str("  ");
    }
    let mut start = true;
    let letters: Vec<char> = text.chars().collect();
    let alone = |at: usize| {
        let is_letter = |at: usize| letters.get(at).is_some_and(char::is_ascii_alphabetic);
        !is_letter(at + 1) && (at == 0 || !is_letter(at - 1))
    };
    for (at, &letter) in letters.iter().enumerate() {
        match letter {
            // A capital M could be months.
            'm' if alone(at) => dressed.push('m'),
            ' ' => dressed.push_str(match space {
                0 => " ",
                1 => dice.of(&[" ", "  ", "\t", "\n"]),
                _ => dice.of(&[" ", "   ", " \t ", "\r\n"]),
            }),
            _ => dressed.push(match case {
                1 => letter.to_ascii_uppercase(),
                2 if start => letter.to_ascii_uppercase(),
                3 if dice.chance(50) => letter.to_ascii_uppercase(),
                _ => letter,
            }),
        }
        start = letter == ' ';
    }
    if space == 2 && dice.chance(30) {
        dressed.push_str(" \n");
    }
    dressed
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

/// The days of an interval.
fn filter(on: &Days, dice: &mut Dice<'_>) -> String {
    match on {
        Days::Weekly(1, set) => {
            let word = dice.of(&["on", "on", "only on", "every"]);
            format!("{word} {}", weekdays(*set, word != "every", dice))
        }
        Days::Monthly(Period::Months(1), on) => format!("on the {}", ordinals(on, dice)),
        other => panic!("no filter of an interval: {other:?}"),
    }
}

/// May take the months with it; then it leaves none.
fn days(on: &Days, months: &mut u16, dice: &mut Dice<'_>) -> String {
    let each = dice.of(&["every", "every", "each"]);
    match on {
        Days::Daily(1) => dice.of(&["every day", "daily", "everyday", "each day"]).to_owned(),
        Days::Daily(n) => period(*n, "day", dice),
        Days::Weekly(1, set) => {
            let head = dice.of(&["every", "on", "weekly on", "every week on", "each", "once a week on", ""]);
            let list = weekdays(*set, !head.ends_with("every") && !head.ends_with("each"), dice);
            format!("{head} {list}").trim().to_owned()
        }
        Days::Weekly(2, set) if set.is_power_of_two() && dice.chance(30) => {
            format!("{each} other {}", weekdays(*set, false, dice))
        }
        Days::Weekly(2, set) if dice.chance(30) => {
            format!("fortnightly on {}", weekdays(*set, true, dice))
        }
        Days::Weekly(n, set) => {
            format!("{} on {}", period(*n, "week", dice), weekdays(*set, true, dice))
        }
        Days::Both(set, day) => {
            format!("{each} {} the {}", weekdays(*set, false, dice), ordinal(*day))
        }
        Days::Yearly(1, on) => {
            let head = dice.of(&["every year on", "annually on", "once a year on", "every", "each year on"]);
            format!("{head} {}", dates(on, dice))
        }
        Days::Yearly(n, on) => format!("{} on {}", period(*n, "year", dice), dates(on, dice)),
        Days::Once(on) => {
            let list: Vec<String> = on.iter().map(|&day| date(day, dice)).collect();
            format!("on {}", list.join(", "))
        }
        Days::Monthly(Period::Months(1), on) if *months != 0 => {
            let set = month_set(*months, dice);
            *months = 0;
            format!("every {set} on {}{}", dice.of(&["the ", ""]), ordinals(on, dice))
        }
        Days::Monthly(Period::Years(n), on) => {
            let set = month_set(*months, dice);
            *months = 0;
            let of = dice.of(&["of", "in"]);
            format!("{} on the {} {of} {set}", period(*n, "year", dice), ordinals(on, dice))
        }
        Days::Monthly(of, on) => {
            let (n, word) = match *of {
                Period::Quarters(n) => (n, "quarter"),
                Period::Months(n) | Period::Years(n) => (n, "month"),
            };
            let list = ordinals(on, dice);
            match (n, word, dice.below(6)) {
                (1, _, 1) => format!("on the {list} of every {word}"),
                (1, _, 2) => format!("{list} of each {word}"),
                (1, "month", 3) => format!("monthly on the {list}"),
                (1, _, 4) => format!("on the {list} of the {word}"),
                (1, "quarter", 3) => format!("quarterly on the {list}"),
                (2, _, 1) => format!("the {list} of every other {word}"),
                (2.., "month", 2) => format!("on the {list} of {}", period(n, word, dice)),
                _ => format!("{} on the {list}", period(n, word, dice)),
            }
        }
    }
}

/// `every 3 days`, `every three days`, `every other day`.
fn period(n: u32, word: &str, dice: &mut Dice<'_>) -> String {
    let each = dice.of(&["every", "every", "each"]);
    match (n, dice.below(4)) {
        (1, 1) => format!("{each} 1 {word}"),
        (1, _) => format!("{each} {word}"),
        (2, 1) => format!("{each} other {word}"),
        (2..=99, 2) => format!("{each} {} {word}s", number(n)),
        _ => format!("{each} {n} {word}s"),
    }
}

/// A list with `,` or `and`.
fn list(items: &[String], dice: &mut Dice<'_>) -> String {
    let Some((last, rest)) = items.split_last() else { return String::new() };
    if rest.is_empty() {
        return last.clone();
    }
    let comma = dice.of(&[", ", ", ", ","]);
    let end = dice.of(&[comma, " and ", ", and "]);
    format!("{}{end}{last}", rest.join(comma))
}

fn weekdays(set: u8, plural: bool, dice: &mut Dice<'_>) -> String {
    let ending = if plural && dice.chance(40) { "s" } else { "" };
    match set {
        0b001_1111 if dice.chance(60) => return if plural { "weekdays" } else { "weekday" }.to_owned(),
        0b110_0000 if dice.chance(60) => return if plural { "weekends" } else { "weekend" }.to_owned(),
        _ => {}
    }
    let short = dice.chance(40);
    let mut days: Vec<u32> = bits(u16::from(set)).collect();
    let mut name = |day: u32| {
        if short {
            dice.of(WEEKDAYS_SHORT[day as usize]).to_owned()
        } else {
            format!("{}{ending}", WEEKDAYS[day as usize])
        }
    };
    // Neighbours, perhaps around the end of the week.
    let first = (0..7).find(|&day| set & (1 << day) != 0 && set & (1 << ((day + 6) % 7)) == 0);
    if let Some(first) = first {
        let len = u32::try_from(days.len()).unwrap();
        let run = (0..len).all(|more| set & (1 << ((first + more) % 7)) != 0);
        if run && len >= 3 {
            let (from, to) = (name(first), name((first + len - 1) % 7));
            return match dice.below(8) {
                0 => format!("{from} to {to}"),
                1 => format!("{from} through {to}"),
                2 => format!("{from} thru {to}"),
                3 => format!("{from}-{to}"),
                4 => format!("{from} – {to}"),
                5 => format!("{from}..{to}"),
                6 => format!("{from}—{to}"),
                _ => {
                    let names: Vec<String> = days.iter().map(|&day| WEEKDAYS[day as usize].to_owned()).collect();
                    list(&names, dice)
                }
            };
        }
    }
    dice.shuffle(&mut days);
    let mut names = Vec::new();
    for day in days {
        names.push(if short {
            dice.of(WEEKDAYS_SHORT[day as usize]).to_owned()
        } else {
            format!("{}{ending}", WEEKDAYS[day as usize])
        });
    }
    list(&names, dice)
}

fn month_name(month: u32, dice: &mut Dice<'_>) -> String {
    let index = month as usize;
    if dice.chance(40) { MONTHS_SHORT[index].to_owned() } else { MONTHS[index].to_owned() }
}

fn month_set(set: u16, dice: &mut Dice<'_>) -> String {
    let mut months: Vec<u32> = bits(set).collect();
    let run = months.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if run && months.len() >= 3 && dice.chance(70) {
        let (from, to) = (months[0], months[months.len() - 1]);
        let word = dice.of(&[" to ", " through ", "-", " thru "]);
        return format!("{}{word}{}", month_name(from, dice), month_name(to, dice));
    }
    dice.shuffle(&mut months);
    let mut names = Vec::new();
    for month in months {
        names.push(month_name(month, dice));
    }
    list(&names, dice)
}

/// `3rd`, `third`.
fn place_of(n: u32, dice: &mut Dice<'_>) -> String {
    if dice.chance(30) { ORDINALS[n as usize - 1].to_owned() } else { ordinal(n) }
}

fn ordinals(on: &[Ordinal], dice: &mut Dice<'_>) -> String {
    if let [Ordinal::Day(first), .., Ordinal::Day(last)] = *on
        && on.len() >= 3
        && on.len() == (last - first + 1) as usize
    {
        let word = dice.of(&[" to ", " through ", "-", " to the "]);
        return format!("{}{word}{}", ordinal(first), ordinal(last));
    }
    let alike = on.windows(2).all(|pair| std::mem::discriminant(&pair[0]) == std::mem::discriminant(&pair[1]));
    let mut on = on.to_vec();
    if alike {
        dice.shuffle(&mut on);
    }
    let the = dice.chance(20);
    let mut names = Vec::new();
    for (index, one) in on.into_iter().enumerate() {
        let name = match one {
            Ordinal::Day(day) => place_of(day, dice),
            Ordinal::Nth(n, weekday) => {
                let day = usize::from(weekday);
                let name = if dice.chance(40) { dice.of(WEEKDAYS_SHORT[day]) } else { WEEKDAYS[day] };
                format!("{} {name}", from_either_end(n, dice))
            }
            Ordinal::Weekday(n) => format!("{} weekday", from_either_end(n, dice)),
            Ordinal::Nearest(day) => {
                format!("nearest weekday to {}{}", dice.of(&["the ", ""]), ordinal(day))
            }
            Ordinal::Through(day) => {
                format!("{} {} last day", ordinal(day), dice.of(&["through", "thru"]))
            }
            Ordinal::FromEnd(n) => format!("{} day", from_either_end(n, dice)),
        };
        names.push(if the && index > 0 { format!("the {name}") } else { name });
    }
    list(&names, dice)
}

fn from_either_end(n: i32, dice: &mut Dice<'_>) -> String {
    match n {
        -1 => "last".to_owned(),
        ..-1 => format!("{} last", place_of(n.unsigned_abs(), dice)),
        _ => place_of(n.unsigned_abs(), dice),
    }
}

fn dates(on: &[(u32, u32)], dice: &mut Dice<'_>) -> String {
    let mut on = on.to_vec();
    dice.shuffle(&mut on);
    let form = dice.below(4);
    let mut names = Vec::new();
    for (month, day) in on {
        let month = month_name(month - 1, dice);
        names.push(match form {
            1 => format!("{day} {month}"),
            2 => format!("{month} {}", ordinal(day)),
            _ => format!("{month} {day}"),
        });
    }
    list(&names, dice)
}

fn date((year, month, day): Date, dice: &mut Dice<'_>) -> String {
    let name = month_name(month - 1, dice);
    match dice.below(5) {
        1 => format!("{name} {day} {year}"),
        2 => format!("{day} {name} {year}"),
        3 => format!("{name} {}, {year}", ordinal(day)),
        _ => say::iso((year, month, day)),
    }
}

fn moment(moment: Moment, dice: &mut Dice<'_>) -> String {
    let date = date(moment.date, dice);
    match moment.time {
        None => date,
        Some(seconds) => format!("{date} {}", clear_time(seconds, dice)),
    }
}

/// A time of day that needs no `at`.
fn clear_time(seconds: u32, dice: &mut Dice<'_>) -> String {
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

fn times(at: &[u32], dice: &mut Dice<'_>) -> String {
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

fn window_of(from: u32, to: u32, dice: &mut Dice<'_>) -> String {
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
