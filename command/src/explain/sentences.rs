//! What a rule says, clause by clause.

use chrono::NaiveDate;

use super::{cron, marks};
use crate::canonical::{Clause, Clauses};
use crate::english::{and, capital, is_month, is_weekday, or};
use crate::kind::Kind;

/// The sentences of a rule.
pub(super) fn of(clauses: &Clauses) -> Vec<String> {
    let mut out = Vec::new();
    match clauses.get(Clause::Cron) {
        Some(line) => out.extend(cron::sentences(line)),
        None => out.push(main(clauses)),
    }
    let grid = match Kind::of(clauses) {
        Kind::Marks if clauses.get(Clause::Cron).is_none() => marks::of(clauses),
        Kind::Elapsed => Some(elapsed(clauses)),
        Kind::Random => Some("After each run the wait for the next one is drawn anew, both ends included.".to_owned()),
        _ => None,
    };
    out.extend(grid);
    out.extend(clauses.get(Clause::Except).map(except));
    out.extend(clauses.get(Clause::Starting).map(|start| starting(clauses, start)));
    out.extend(clauses.get(Clause::Until).map(until));
    out.extend(clauses.get(Clause::For).map(lasting));
    out.extend(clauses.get(Clause::Zone).map(zone));
    out.extend(
        clauses
            .get(Clause::Jitter)
            .map(|jitter| format!("Each run is put off by up to {jitter}, at random; the times here are without it.")),
    );
    out
}

/// `Every Monday and Wednesday in June at 13:15.`
fn main(clauses: &Clauses) -> String {
    let mut parts = Vec::new();
    match clauses.get(Clause::Every) {
        Some(every) => parts.push(capital(&format!("every {}", cadence(every)))),
        None => parts.push("Once,".to_owned()),
    }
    if let Some(on) = clauses.get(Clause::On) {
        parts.push(format!("on {}", days(on)));
    }
    if let Some(months) = clauses.get(Clause::Months) {
        parts.push(format!("in {}", listed(months)));
    }
    if let Some(times) = clauses.get(Clause::At) {
        parts.push(format!("at {}", listed(times)));
    }
    if let Some(window) = clauses.get(Clause::Window) {
        parts.push(format!("from {window}"));
    }
    format!("{}.", parts.join(" "))
}

/// What comes after `every`.
fn cadence(every: &str) -> String {
    let what = every.strip_prefix("every ").unwrap_or(every);
    if let Some((weekdays, day)) = what.split_once(" the ") {
        return format!("{} that is the {day} of its month", listed(weekdays));
    }
    match what {
        "weekend" => "Saturday and Sunday".to_owned(),
        what => listed(what),
    }
}

/// What comes after `on`.
fn days(on: &str) -> String {
    match on {
        "weekends" => "Saturdays and Sundays".to_owned(),
        on => {
            let with_weekday: Vec<_> = on
                .split(", ")
                .map(|item| match item.parse::<NaiveDate>() {
                    Ok(date) => format!("{} {item}", date.format("%A")),
                    Err(_) => proper(item),
                })
                .collect();
            and(&with_weekday)
        }
    }
}

/// `monday, wednesday` as `Monday and Wednesday`.
pub(super) fn listed(list: &str) -> String {
    let items: Vec<_> = list.split(", ").map(proper).collect();
    and(&items)
}

/// Names of weekdays and months with their capitals.
fn proper(text: &str) -> String {
    let words: Vec<_> = text
        .split(' ')
        .map(|word| match word {
            "weekday" | "weekdays" => format!("{word} (Monday to Friday)"),
            word if is_month(word) || is_weekday(word) => capital(word),
            word => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

fn elapsed(clauses: &Clauses) -> String {
    let every = clauses.get(Clause::Every).unwrap_or_default();
    let length = every.strip_prefix("every ").unwrap_or(every);
    let shift = clauses.get(Clause::Shift).map_or_else(String::new, |shift| match shift.strip_prefix("offset ") {
        Some(length) => format!(", shifted by {length}"),
        None => format!(", shifted to {}", shift.trim_start_matches("at ")),
    });
    // Without a start, a note says from where.
    let start = clauses.get(Clause::Starting);
    let from = start.map_or_else(String::new, |start| format!(", from {start} on"));
    format!(
        "As {length} do not divide a day, the runs do not keep to the clock: they are spaced evenly in elapsed \
         time{shift}{from}."
    )
}

fn except(list: &str) -> String {
    let items: Vec<_> = list
        .split(", ")
        .map(|item| match item {
            "weekends" => "on Saturdays and Sundays".to_owned(),
            "holidays" => "on holidays".to_owned(),
            item if is_weekday(item) => format!("on {}s", capital(item)),
            item => {
                let first = item.split(' ').next().unwrap_or_default();
                let range = item.contains(" to ");
                if is_month(first) && (first == item || range) {
                    format!("in {}", proper(item))
                } else if is_weekday(first) {
                    format!("from {}", proper(item))
                } else {
                    format!("on {}", proper(item))
                }
            }
        })
        .collect();
    let holidays = if list.split(", ").any(|item| item == "holidays") {
        " Which days are holidays is for the application to say; none are known here."
    } else {
        ""
    };
    format!("Not {}.{holidays}", or(&items))
}

fn starting(clauses: &Clauses, start: &str) -> String {
    let every = clauses.get(Clause::Every).unwrap_or_default();
    let mut words = every.split(' ').skip(1);
    let counted = words.next().is_some_and(|count| count.parse::<u32>().is_ok());
    let unit = words.next().unwrap_or_default();
    let anchor = match unit {
        "days" | "weeks" | "months" | "quarters" | "years" if counted => {
            format!("; the {unit} are counted from there")
        }
        _ => String::new(),
    };
    let at = if start.contains(' ') { "at" } else { "on" };
    format!("Nothing runs before {start}; a run {at} {start} itself counts{anchor}.")
}

fn until(end: &str) -> String {
    if end.contains(' ') {
        format!("It ends at {end}; a run at that moment is the last.")
    } else {
        format!("It ends with {end}; that whole day is included.")
    }
}

fn lasting(length: &str) -> String {
    match length.strip_suffix(" times").or(length.strip_suffix(" time")) {
        Some("1") => "It ends after one run.".to_owned(),
        Some(times) => format!("It ends after {times} runs."),
        None => format!("It ends {length} after its start."),
    }
}

fn zone(name: &str) -> String {
    if name == "UTC" {
        "The times are in UTC.".to_owned()
    } else if name.starts_with(['+', '-']) {
        format!("The times are at the fixed offset UTC{name}, which knows no summer time.")
    } else {
        format!("The times are local times in {name}.")
    }
}
