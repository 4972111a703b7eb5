//! The words of the language, as the language page lists them.

use super::sketch::{Span, Unit};

pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

pub const WEEKDAYS_SHORT: [&[&str]; 7] = [
    &["mon"],
    &["tue", "tues"],
    &["wed", "weds"],
    &["thu", "thur", "thurs"],
    &["fri"],
    &["sat"],
    &["sun"],
];

pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub const MONTHS_SHORT: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub const ORDINALS: [&str; 31] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
];

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a hundred in words.
pub fn number(n: u32) -> String {
    match (n / 10, n % 10) {
        (0 | 1, _) => ONES[n as usize].to_owned(),
        (tens, 0) => TENS[tens as usize].to_owned(),
        (tens, ones) => format!("{}-{}", TENS[tens as usize], ONES[ones as usize]),
    }
}

/// `1st`, `22nd`, `13th`.
pub fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Millisecond => "millisecond",
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
    }
}

pub fn span(span: Span) -> &'static str {
    match span {
        Span::Second => "second",
        Span::Minute => "minute",
        Span::Hour => "hour",
        Span::Day => "day",
        Span::Week => "week",
        Span::Month => "month",
        Span::Year => "year",
    }
}

/// `1 week`, `3 weeks`.
pub fn counted(n: u32, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Words for salads: everything the language knows, and things close to it.
pub const SALAD: &[&str] = &[
    "every", "each", "other", "day", "days", "daily", "everyday", "hour", "hours", "hourly", "minute",
    "minutes", "minutely", "second", "seconds", "millisecond", "ms", "week", "weeks", "weekly",
    "fortnightly", "month", "months", "monthly", "quarter", "quarterly", "year", "years", "annually",
    "once", "a", "the", "only", "run", "on", "in", "of", "at", "from", "to", "through", "thru",
    "between", "and", "or", "until", "till", "ending", "starting", "start", "beginning", "for",
    "times", "occurrences", "except", "holidays", "jitter", "with", "up", "offset", "cron", "during",
    "half", "nearest", "weekday", "weekdays", "weekend", "weekends", "last", "first", "third",
    "fourth", "fifth", "monday", "mon", "tues", "wed", "thursday", "fri", "saturdays", "sun",
    "january", "feb", "march", "mar", "apr", "may", "june", "dec", "december", "noon", "midnight",
    "midday", "9am", "9", "17", "9:30", "09:00", "24:00", "25:00", "8.30pm", "12", "a.m.", "pm", "p.m.",
    "1st", "2nd", "3rd", "4th", "13th", "31st", "2st", "0", "1", "2", "15", "90", "1.5", "1h30m", "5m",
    "5-10", "99999999999", ":17", ":17:30", "2026-01-05", "2026-02-30", "2026-03-15T14:30", "25",
    "Europe/Berlin", "America/New_York", "UTC", "EST", "Port-au-Prince", "+02:00", "-", "–", "—", "..",
    ",", ";", ".", "*", "*/5", "?", "L", "@hourly", "@every", "(", ")", "biweekly", "tomorrow", "next",
    "morning", "twice", "business", "workday", "M", "m", "h", "s", "1/2", "half-hour", "quarter-hour",
    "yearly", "fifteen", "twenty-five", "mondya", "minuts", "day 15", "the 13th", "that", "is", "5 to 10",
];
