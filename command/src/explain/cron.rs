//! What a cron line says, field by field.

use crate::english::{self, and, capital, month, weekday};

/// The numbers of the weekdays in a canonical line.
const WEEK: (u32, u32) = (0, 6);

/// The sentences of a canonical cron line.
pub(crate) fn sentences(line: &str) -> Vec<String> {
    let fields: Vec<_> = line.split(' ').collect();
    let (seconds, rest) = match fields.as_slice() {
        [seconds, rest @ ..] if fields.len() > 5 => (*seconds, rest),
        rest => ("0", rest),
    };
    let [minutes, hours, days, months, weekdays, years @ ..] = rest else {
        return vec![format!("The cron line {line}.")];
    };
    let mut on = days_of(days, weekdays);
    if *months != "*" {
        on = format!("in {}, {on}", named(months, (1, 12), month));
    }
    if let [years] = years
        && *years != "*"
    {
        on = format!("in {}, {on}", numbers(years, "year"));
    }
    vec![format!("{}.", capital(&times(seconds, minutes, hours))), format!("{}.", capital(&on))]
}

/// Which days: cron takes both day fields together when one has a star, else either of them.
fn days_of(days: &str, weekdays: &str) -> String {
    match (days, weekdays) {
        ("*", "*") => "every day".to_owned(),
        (days, "*") => format!("on {}", of_month(days)),
        ("*", weekdays) => format!("on {}", of_week(weekdays)),
        (days, weekdays) if days.starts_with('*') || weekdays.starts_with('*') => format!(
            "on {} when that is {} (with a star in one of the day fields, both must match)",
            of_month(days),
            of_week(weekdays)
        ),
        (days, weekdays) => format!(
            "on {}, and also on {} (with both day fields set, cron takes either)",
            of_month(days),
            of_week(weekdays)
        ),
    }
}

/// `at 09:00`, or field by field.
fn times(seconds: &str, minutes: &str, hours: &str) -> String {
    let whole = |field: &str| field.parse::<u32>().ok();
    let of_day: Option<Vec<_>> = hours.split(',').map(whole).collect();
    if let (Some(second), Some(minute), Some(hours)) = (whole(seconds), whole(minutes), of_day) {
        let time = |hour: &u32| match second {
            0 => format!("{hour:02}:{minute:02}"),
            second => format!("{hour:02}:{minute:02}:{second:02}"),
        };
        let times: Vec<_> = hours.iter().map(time).collect();
        return format!("at {}", and(&times));
    }
    let mut parts = Vec::new();
    if seconds != "0" {
        parts.push(clock(seconds, "second"));
    }
    if seconds == "0" || minutes != "*" {
        parts.push(clock(minutes, "minute"));
    }
    if hours != "*" {
        parts.push(format!("in {}", numbers(hours, "hour")));
    } else if !minutes.starts_with('*') {
        parts.push("of every hour".to_owned());
    }
    parts.join(" ")
}

fn clock(field: &str, unit: &str) -> String {
    let at = if field.contains(['*', '/']) { "" } else { "at " };
    format!("{at}{}", numbers(field, unit))
}

/// `minutes 5, 10 to 15 and 30`, `every 10th minute from 0 to 30`.
fn numbers(field: &str, unit: &str) -> String {
    if field == "*" {
        return format!("every {unit}");
    }
    let (steps, plain): (Vec<_>, Vec<_>) = field.split(',').partition(|item| item.contains('/'));
    let mut items: Vec<_> = steps
        .iter()
        .filter_map(|item| item.split_once('/'))
        .map(|(range, step)| {
            let every = format!("every {} {unit}", ordinal(step));
            match range.split_once('-') {
                Some((from, to)) => format!("{every} from {from} to {to}"),
                None => every,
            }
        })
        .collect();
    let values: Vec<_> = plain.iter().map(|item| item.replace('-', " to ")).collect();
    if !values.is_empty() {
        let many = if values.len() > 1 || field.contains('-') { "s" } else { "" };
        items.push(format!("{unit}{many} {}", and(&values)));
    }
    and(&items)
}

fn of_month(field: &str) -> String {
    let items: Vec<_> = field
        .split(',')
        .map(|item| {
            if item == "L" {
                "the last day of the month".to_owned()
            } else if item == "LW" {
                "the last day from Monday to Friday of the month".to_owned()
            } else if let Some(before) = item.strip_prefix("L-") {
                let days = if before == "1" { "day" } else { "days" };
                format!("the day {before} {days} before the last of the month")
            } else if let Some(day) = item.strip_suffix('W') {
                format!("the day from Monday to Friday nearest to the {}", ordinal(day))
            } else if let Some((range, step)) = item.split_once('/') {
                let (from, to) = range.split_once('-').unwrap_or(("1", "31"));
                let every = format!("every {} day", ordinal(step));
                format!("{every} from the {} to the {}", ordinal(from), ordinal(to))
            } else if let Some((from, to)) = item.split_once('-') {
                format!("the {} to {}", ordinal(from), ordinal(to))
            } else {
                format!("the {}", ordinal(item))
            }
        })
        .collect();
    and(&items)
}

fn of_week(field: &str) -> String {
    let items: Vec<_> = field
        .split(',')
        .map(|item| {
            if let Some((day, nth)) = item.split_once('#') {
                format!("the {} {} of the month", ordinal(nth), named(day, WEEK, weekday))
            } else if let Some(day) = item.strip_suffix('L') {
                format!("the last {} of the month", named(day, WEEK, weekday))
            } else {
                named(item, WEEK, weekday)
            }
        })
        .collect();
    and(&items)
}

/// A list of numbers by name, steps one by one; a star goes from the first number to the last.
fn named(field: &str, all: (u32, u32), name: fn(u32) -> Option<&'static str>) -> String {
    let of = |value: &str| value.parse().ok().and_then(name).unwrap_or("?").to_owned();
    let mut items = Vec::new();
    for item in field.split(',') {
        match (item.split_once('/'), item.split_once('-')) {
            (Some((range, step)), _) => {
                let ends = range.split_once('-').and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
                let (from, to) = ends.unwrap_or(all);
                let step = step.parse().unwrap_or(1).max(1);
                items.extend((from..=to).step_by(step).filter_map(name).map(str::to_owned));
            }
            (None, Some((from, to))) => items.push(format!("{} to {}", of(from), of(to))),
            (None, None) => items.push(of(item)),
        }
    }
    and(&items)
}

/// `3` as `3rd`.
fn ordinal(number: &str) -> String {
    number.parse().map_or_else(|_| number.to_owned(), english::ordinal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cron_lines_read_as_sentences() {
        for (line, said) in [
            ("0 9 * * 1-5", "At 09:00. On Monday to Friday."),
            ("* * * * *", "Every minute. Every day."),
            ("*/5 * * * *", "Every 5th minute. Every day."),
            ("0 9,17 1,15 * *", "At 09:00 and 17:00. On the 1st and the 15th."),
            ("30 * * * *", "At minute 30 of every hour. Every day."),
            ("5,20-30 9-17 * * *", "At minutes 5 and 20 to 30 in hours 9 to 17. Every day."),
            ("0-30/10 */2 * * *", "Every 10th minute from 0 to 30 in every 2nd hour. Every day."),
            ("* * * * * *", "Every second. Every day."),
            ("*/10 5 * * * *", "Every 10th second at minute 5 of every hour. Every day."),
            (
                "0 0 13 * 5",
                "At 00:00. On the 13th, and also on Friday (with both day fields set, cron takes \
                 either).",
            ),
            (
                "0 0 */2 * 1",
                "At 00:00. On every 2nd day from the 1st to the 31st when that is Monday (with a \
                 star in one of the day fields, both must match).",
            ),
            ("0 0 29 2 *", "At 00:00. In February, on the 29th."),
            ("0 0 1 */3 *", "At 00:00. In January, April, July and October, on the 1st."),
            ("15 30 9 L * *", "At 09:30:15. On the last day of the month."),
            ("0 9 L-3 * *", "At 09:00. On the day 3 days before the last of the month."),
            ("0 9 * * 1#2", "At 09:00. On the 2nd Monday of the month."),
            ("0 9 * * 5L", "At 09:00. On the last Friday of the month."),
            ("0 9 15W * *", "At 09:00. On the day from Monday to Friday nearest to the 15th."),
            ("0 0 9 1 1 * 2030", "At 09:00. In year 2030, in January, on the 1st."),
        ] {
            assert_eq!(sentences(line).join(" "), said, "{line}");
        }
    }
}
