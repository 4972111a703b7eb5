//! Sentences of the language, built from choices: most of them are right.

use crate::choices::Choices;

pub struct Sentence {
    pub text: String,
    /// Whether a rule has a random interval, whose slots follow from each other.
    pub random: bool,
}

const WEEKDAYS: [&str; 14] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tues",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];
const MONTHS: [&str; 16] = [
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
    "jan",
    "feb",
    "oct",
    "dec",
];
const COUNTS: [u32; 20] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 40, 45, 60, 90, 100, 120, 500, 1440];
const ZONES: [&str; 16] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "Europe/Dublin",
    "Pacific/Chatham",
    "asia/kathmandu",
    "America/Port-au-Prince",
    "+02:00",
    "-09:30",
    "+00:01",
];
const ORDINALS: [&str; 8] = ["1st", "2nd", "3rd", "last", "first", "second", "third", "2nd last"];

/// One rule, or a few joined by `;`.
pub fn sentence(c: &mut Choices<'_>) -> Sentence {
    let more = if c.one_in(6) { c.below(2) + 1 } else { 0 };
    let mut random = false;
    let rules: Vec<String> = (0..=more).map(|_| rule(c, &mut random)).collect();
    Sentence { text: rules.join(c.pick(&["; ", ";", " ; "])), random }
}

/// The same with a word left out, doubled, or replaced by another of the language.
pub fn disturbed(text: &str, c: &mut Choices<'_>) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = c.below(words.len() as u32) as usize;
    match c.below(4) {
        0 => drop(words.remove(at)),
        1 => words.insert(at, words[at]),
        2 => words[at] = c.pick(&OTHER_WORDS),
        _ => words.insert(at, c.pick(&OTHER_WORDS)),
    }
    words.join(" ")
}

const OTHER_WORDS: [&str; 40] = [
    "every",
    "other",
    "on",
    "the",
    "of",
    "at",
    "from",
    "to",
    "until",
    "starting",
    "except",
    "in",
    "for",
    "and",
    "or",
    "day",
    "weeks",
    "month",
    "quarter",
    "years",
    "weekday",
    "weekends",
    "noon",
    "midnight",
    "5",
    "17",
    "31st",
    "2st",
    ":17",
    "25:00",
    "24:00",
    "2026-02-29",
    "tomorrow",
    "biweekly",
    "EST",
    "last",
    "holidays",
    "times",
    "jitter",
    "mondya",
];

fn rule(c: &mut Choices<'_>, random: &mut bool) -> String {
    let mut clauses = match c.below(11) {
        0 => interval(c),
        1 => {
            *random = true;
            vec![random_interval(c)]
        }
        2 => on_days(c, |c| match c.below(4) {
            0 => "every day".to_owned(),
            1 => format!("every {} days", count(c)),
            2 => "daily".to_owned(),
            _ => "every other day".to_owned(),
        }),
        3 | 4 => on_days(c, weekly),
        5 | 6 => on_days(c, monthly),
        7 => on_days(c, yearly),
        8 => on_days(c, |c| format!("on {}", date(c))),
        9 => on_days(c, |c| format!("every {} the {}", c.pick(&WEEKDAYS), ordinal(c))),
        _ => return cron(c),
    };
    rare(c, &mut clauses);
    // The order of clauses is free; the first one is mostly where people put it.
    if c.one_in(4) {
        let by = c.below(clauses.len() as u32) as usize;
        clauses.rotate_left(by);
    }
    let text = clauses.join(c.pick(&[" ", " ", ", ", "  "]));
    if c.one_in(8) { text.to_uppercase() } else { text }
}

fn on_days(c: &mut Choices<'_>, days: impl FnOnce(&mut Choices<'_>) -> String) -> Vec<String> {
    let mut clauses = vec![days(c)];
    if c.one_in(6) {
        clauses.push(months(c));
    }
    if !c.one_in(4) {
        let times = c.several(3, time);
        clauses.push(format!("at {}", list(c, &times)));
    }
    clauses
}

fn interval(c: &mut Choices<'_>) -> Vec<String> {
    let n = count(c);
    let mut clauses = vec![match c.below(8) {
        0 => "every minute".to_owned(),
        1 => "hourly".to_owned(),
        2 => "every half hour".to_owned(),
        3 => "every 1h30m".to_owned(),
        4 => format!("every {n} hours"),
        5 => format!("every {n} seconds"),
        6 => format!("every {n} ms"),
        _ => format!("every {n} minutes"),
    }];
    if c.one_in(4) {
        let below = c.below(60);
        clauses.push(match c.below(4) {
            0 => format!("at :{below:02}"),
            1 => format!("at minute {below}"),
            2 => "on the half hour".to_owned(),
            _ => format!("offset {below} {}", c.pick(&["seconds", "minutes", "ms", "hours"])),
        });
    }
    if c.one_in(3) {
        clauses.push(format!("from {} to {}", clock(c), c.pick(&["24:00", "17:00", "02:00"])));
    }
    if c.one_in(3) {
        clauses.push(format!("on {}", weekdays(c)));
    }
    if c.one_in(6) {
        clauses.push(months(c));
    }
    clauses
}

fn random_interval(c: &mut Choices<'_>) -> String {
    let low = c.below(60) + 1;
    let high = low + c.below(60) + 1;
    format!("every {low} to {high} {}", c.pick(&["minutes", "seconds", "hours", "ms"]))
}

fn weekly(c: &mut Choices<'_>) -> String {
    let days = weekdays(c);
    match c.below(4) {
        0 => format!("every {} weeks on {days}", count(c)),
        1 => format!("on {days}"),
        2 => format!("every other week on {days}"),
        _ => format!("every {days}"),
    }
}

fn weekdays(c: &mut Choices<'_>) -> String {
    match c.below(4) {
        0 => c.pick(&["weekday", "weekend", "weekdays", "mon-fri", "fri to mon"]).to_owned(),
        1 => c.pick(&WEEKDAYS).to_owned(),
        _ => {
            let days = c.several(4, |c| c.pick(&WEEKDAYS));
            list(c, &days)
        }
    }
}

fn monthly(c: &mut Choices<'_>) -> String {
    let every = match c.below(5) {
        0 => format!("every {} months", count(c)),
        1 => "every quarter".to_owned(),
        2 => format!("every {} quarters", count(c)),
        _ => "every month".to_owned(),
    };
    let days = c.several(3, |c| match c.below(7) {
        0 => "last day".to_owned(),
        1 => format!("{} last day", ordinal(c)),
        2 => format!("{} {}", c.pick(&ORDINALS), c.pick(&WEEKDAYS)),
        3 => format!("{} weekday", c.pick(&["1st", "last", "2nd", "3rd last"])),
        4 => format!("nearest weekday to the {}", ordinal(c)),
        5 => format!("{} through last day", ordinal(c)),
        _ => ordinal(c),
    });
    format!("{every} on the {}", list(c, &days))
}

fn yearly(c: &mut Choices<'_>) -> String {
    let dates = c.several(3, month_day);
    let dates = list(c, &dates);
    match c.below(3) {
        0 => format!("every {} years on {dates}", count(c)),
        1 => format!("every {dates}"),
        _ => format!("every year on {dates}"),
    }
}

fn rare(c: &mut Choices<'_>, clauses: &mut Vec<String>) {
    if c.one_in(5) {
        let except = c.several(3, |c| match c.below(5) {
            0 => c.pick(&WEEKDAYS).to_owned(),
            1 => c.pick(&MONTHS).to_owned(),
            2 => date(c),
            3 => c.pick(&["weekends", "weekdays"]).to_owned(),
            _ => month_day(c),
        });
        clauses.push(format!("except {}", list(c, &except)));
    }
    let starts = c.one_in(4);
    if starts {
        let clock = if c.one_in(3) { format!(" {}", clock(c)) } else { String::new() };
        clauses.push(format!("starting {}{clock}", date(c)));
    }
    if c.one_in(5) {
        let clock = if c.one_in(3) { format!(" {}", clock(c)) } else { String::new() };
        clauses.push(format!("until {}{clock}", date(c)));
    } else if starts && c.one_in(3) {
        let units = ["times", "days", "weeks", "months", "years", "hours"];
        clauses.push(format!("for {} {}", count(c), c.pick(&units)));
    }
    if c.one_in(3) {
        clauses.push(format!("in {}", c.pick(&ZONES)));
    }
    if c.one_in(8) {
        clauses.push(format!("jitter {} {}", count(c), c.pick(&["seconds", "minutes"])));
    }
}

fn months(c: &mut Choices<'_>) -> String {
    let months = c.several(3, |c| c.pick(&MONTHS));
    format!("in {}", list(c, &months))
}

fn cron(c: &mut Choices<'_>) -> String {
    if c.one_in(8) {
        let name = c.pick(&["@hourly", "@daily", "@weekly", "@monthly", "@yearly", "@midnight"]);
        return format!("cron {name}");
    }
    let mut fields = Vec::new();
    if c.one_in(3) {
        fields.push(field(c, 0, 59));
    }
    fields.push(field(c, 0, 59));
    fields.push(field(c, 0, 23));
    let days = ["L", "L-3", "15W", "LW", "?", "31"];
    fields.push(if c.one_in(4) { c.pick(&days).to_owned() } else { field(c, 1, 31) });
    fields.push(if c.one_in(4) { "feb,jun-aug".to_owned() } else { field(c, 1, 12) });
    let days = ["5L", "mon#2", "fri#5", "MON-FRI", "sat-tue", "?"];
    fields.push(if c.one_in(3) { c.pick(&days).to_owned() } else { field(c, 0, 7) });
    if fields.len() == 6 && c.one_in(4) {
        fields.push(c.pick(&["2026-2030", "*/4", "2100", "2028,2032"]).to_owned());
    }
    let zone = if c.one_in(4) { format!(" in {}", c.pick(&ZONES)) } else { String::new() };
    format!("cron {}{zone}", fields.join(" "))
}

fn field(c: &mut Choices<'_>, low: u32, high: u32) -> String {
    let range = high - low + 1;
    match c.below(6) {
        0 => format!("{}", low + c.below(range)),
        1 => format!("*/{}", c.below(range) + 1),
        2 => format!("{}-{}", low + c.below(range), low + c.below(range)),
        3 => format!("{},{}", low + c.below(range), low + c.below(range)),
        4 => format!("{}-{high}/{}", low + c.below(range), c.below(range) + 1),
        _ => "*".to_owned(),
    }
}

fn count(c: &mut Choices<'_>) -> u32 {
    if c.one_in(8) { c.below(65_536) } else { c.pick(&COUNTS) }
}

fn ordinal(c: &mut Choices<'_>) -> String {
    let n = c.below(31) + 1;
    let suffix = match n {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

fn month_day(c: &mut Choices<'_>) -> String {
    match c.below(3) {
        0 => "february 29".to_owned(),
        1 => format!("{} {}", c.pick(&MONTHS), ordinal(c)),
        _ => format!("{} {}", c.pick(&MONTHS), c.below(31) + 1),
    }
}

fn date(c: &mut Choices<'_>) -> String {
    let year = match c.below(8) {
        0 => 1970 + c.below(8030),
        1 => 1970,
        2 => 9999,
        _ => 2015 + c.below(25),
    };
    format!("{year:04}-{:02}-{:02}", c.below(12) + 1, c.below(31) + 1)
}

fn clock(c: &mut Choices<'_>) -> String {
    format!("{:02}:{:02}", c.below(24), c.below(60))
}

fn time(c: &mut Choices<'_>) -> String {
    match c.below(6) {
        0 => c.pick(&["noon", "midnight", "9am", "12:30 pm", "8.30pm"]).to_owned(),
        1 => format!("{}:{:02}", clock(c), c.below(60)),
        2 => format!("{:02}:30", c.below(4)),
        _ => clock(c),
    }
}

fn list<T: AsRef<str>>(c: &mut Choices<'_>, items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    items.join(c.pick(&[", ", " and ", ","]))
}

/// The sentence of that number, for tests: from bytes without a pattern.
pub fn numbered(seed: u32) -> Sentence {
    let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    let bytes: Vec<u8> = (0..96)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect();
    sentence(&mut Choices::new(&bytes))
}
