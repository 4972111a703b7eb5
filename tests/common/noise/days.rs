//! Spellings of the days and months of a rule.

use super::times::date;
use crate::common::dice::Dice;
use crate::common::sketch::{Days, Ordinal, Period, bits};
use crate::common::words::{MONTHS, MONTHS_SHORT, ORDINALS, WEEKDAYS, WEEKDAYS_SHORT, number, ordinal};

/// The days of an interval.
pub(super) fn filter(on: &Days, dice: &mut Dice<'_>) -> String {
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
pub(super) fn days(on: &Days, months: &mut u16, dice: &mut Dice<'_>) -> String {
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
pub(super) fn period(n: u32, word: &str, dice: &mut Dice<'_>) -> String {
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
pub(super) fn list(items: &[String], dice: &mut Dice<'_>) -> String {
    let Some((last, rest)) = items.split_last() else { return String::new() };
    if rest.is_empty() {
        return last.clone();
    }
    let comma = dice.of(&[", ", ", ", ","]);
    let end = dice.of(&[comma, " and ", ", and "]);
    format!("{}{end}{last}", rest.join(comma))
}

pub(super) fn weekdays(set: u8, plural: bool, dice: &mut Dice<'_>) -> String {
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

pub(super) fn month_name(month: u32, dice: &mut Dice<'_>) -> String {
    let index = month as usize;
    if dice.chance(40) { MONTHS_SHORT[index].to_owned() } else { MONTHS[index].to_owned() }
}

pub(super) fn month_set(set: u16, dice: &mut Dice<'_>) -> String {
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
pub(super) fn place_of(n: u32, dice: &mut Dice<'_>) -> String {
    if dice.chance(30) { ORDINALS[n as usize - 1].to_owned() } else { ordinal(n) }
}

pub(super) fn ordinals(on: &[Ordinal], dice: &mut Dice<'_>) -> String {
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

pub(super) fn from_either_end(n: i32, dice: &mut Dice<'_>) -> String {
    match n {
        -1 => "last".to_owned(),
        ..-1 => format!("{} last", place_of(n.unsigned_abs(), dice)),
        _ => place_of(n.unsigned_abs(), dice),
    }
}

pub(super) fn dates(on: &[(u32, u32)], dice: &mut Dice<'_>) -> String {
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
