//! Chains and texts made from one description are one value.

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use punctual::DayOfMonth::{self, Day, FirstWeekday, Last, LastWeekday, NearestWeekday, Nth, NthLast, Through};
use punctual::Month::{self, *};
use punctual::Weekday::{self, *};
use punctual::{Code, JobBuilder, Length, Schedule, ToLength, date, every, once};

const WEEKDAYS: [Weekday; 7] = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
const MONTHS: [Month; 12] =
    [January, February, March, April, May, June, July, August, September, October, November, December];
const ZONES: [&str; 4] = ["UTC", "Europe/Berlin", "America/New_York", "+05:30"];
const UNITS: [&str; 4] = ["milliseconds", "seconds", "minutes", "hours"];

/// What recurs.
#[derive(Debug, Clone)]
enum Head {
    Every(u32, &'static str),
    Between(u32, u32, &'static str),
    On(Vec<Weekday>),
    The(Vec<Weekday>, u32),
    Once(u32),
}

/// One setter, and one clause.
#[derive(Debug, Clone)]
enum Clause {
    Mark(u32),
    Offset(u32),
    On(Vec<Weekday>),
    Dates(Vec<(u32, u32)>),
    OnThe(Vec<DayOfMonth>),
    Months(Vec<Month>),
    At(Vec<u32>),
    Between(u32, u32),
    Except(Vec<Weekday>, Vec<Month>, bool),
    Starting(u32, Option<u32>),
    Until(u32, Option<u32>),
    Times(u32),
    Lasting(u32, &'static str),
    Zone(&'static str),
    Jitter(u32, &'static str),
}

fn length(count: u32, unit: &str) -> Length {
    match unit {
        "milliseconds" => count.milliseconds(),
        "seconds" => count.seconds(),
        "minutes" => count.minutes(),
        "hours" => count.hours(),
        "days" => count.days(),
        "weeks" => count.weeks(),
        "months" => count.months(),
        _ => count.years(),
    }
}

fn clock(seconds: u32) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn day(number: u32) -> String {
    let date = chrono::NaiveDate::default() + chrono::Days::new(number.into());
    date.to_string()
}

fn moment(number: u32, time: Option<u32>) -> String {
    time.map_or_else(|| day(number), |time| format!("{} {}", day(number), clock(time)))
}

fn nth(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

fn place(day: DayOfMonth) -> String {
    let last = |n| if n == 1 { "last".to_owned() } else { format!("{} last", nth(n)) };
    match day {
        Day(n) => nth(n),
        Last(n) => format!("{} day", last(n)),
        Nth(n, weekday) => format!("{} {}", nth(n), name(weekday)),
        NthLast(n, weekday) => format!("{} {}", last(n), name(weekday)),
        FirstWeekday => "1st weekday".to_owned(),
        LastWeekday => "last weekday".to_owned(),
        Through(n) => format!("{} through last day", nth(n)),
        NearestWeekday(n) => format!("nearest weekday to the {}", nth(n)),
        other => name(other),
    }
}

fn name(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn list<T>(items: impl IntoIterator<Item = T>, word: impl FnMut(T) -> String) -> String {
    items.into_iter().map(word).collect::<Vec<_>>().join(", ")
}

impl Head {
    fn text(&self) -> String {
        match self {
            Self::Every(1, unit) => format!("every {}", unit.trim_end_matches('s')),
            Self::Every(count, unit) => format!("every {count} {unit}"),
            Self::Between(low, high, unit) => format!("every {low} to {high} {unit}"),
            Self::On(days) => format!("every {}", list(days, name)),
            Self::The(days, day) => format!("every {} the {}", list(days, name), nth(*day)),
            Self::Once(number) => format!("on {}", day(*number)),
        }
    }

    fn chain(&self) -> JobBuilder {
        match self {
            Self::Every(count, unit) => match *unit {
                "milliseconds" => every(*count).milliseconds(),
                "seconds" => every(*count).seconds(),
                "minutes" => every(*count).minutes(),
                "hours" => every(*count).hours(),
                "days" => every(*count).days(),
                "weeks" => every(*count).weeks(),
                "months" => every(*count).months(),
                "quarters" => every(*count).quarters(),
                _ => every(*count).years(),
            },
            Self::Between(low, high, unit) => match *unit {
                "milliseconds" => every(*low..=*high).milliseconds(),
                "seconds" => every(*low..=*high).seconds(),
                "minutes" => every(*low..=*high).minutes(),
                _ => every(*low..=*high).hours(),
            },
            Self::On(days) => every(days.clone()),
            Self::The(days, day) => every(days.clone()).that_is_the(*day),
            Self::Once(number) => once(day(*number)),
        }
    }
}

impl Clause {
    fn text(&self) -> String {
        match self {
            Self::Mark(at) => format!("at :{at:02}"),
            Self::Offset(minutes) => format!("offset {minutes} minutes"),
            Self::On(days) => format!("on {}", list(days, name)),
            Self::Dates(dates) => {
                format!("on {}", list(dates, |(m, d)| format!("{} {d}", name(MONTHS[*m as usize - 1]))))
            }
            Self::OnThe(days) => format!("on the {}", list(days, |day| place(*day))),
            Self::Months(months) => format!("in {}", list(months, name)),
            Self::At(times) => format!("at {}", list(times, |time| clock(*time))),
            Self::Between(from, to) => format!("from {} to {}", clock(*from), clock(*to)),
            Self::Except(days, months, holidays) => {
                let days = days.iter().map(name);
                let months = months.iter().map(name);
                let holidays = holidays.then(|| "holidays".to_owned());
                format!("except {}", list(days.chain(months).chain(holidays), |word| word))
            }
            Self::Starting(day, time) => format!("starting {}", moment(*day, *time)),
            Self::Until(day, time) => format!("until {}", moment(*day, *time)),
            Self::Times(count) => format!("for {count} times"),
            Self::Lasting(count, unit) => format!("for {count} {unit}"),
            Self::Zone(zone) => format!("in {zone}"),
            Self::Jitter(count, unit) => format!("jitter {count} {unit}"),
        }
    }

    fn set(&self, chain: JobBuilder) -> JobBuilder {
        match self {
            Self::Mark(at) => chain.at(format!(":{at:02}")),
            Self::Offset(minutes) => chain.offset(minutes.minutes()),
            Self::On(days) => chain.on(days.clone()),
            Self::Dates(dates) => chain.on(dates.iter().map(|(month, day)| date(*month, *day)).collect::<Vec<_>>()),
            Self::OnThe(days) => chain.on_the(days.clone()),
            Self::Months(months) => chain.in_months(months.clone()),
            Self::At(times) => chain.at(times.iter().map(|time| clock(*time)).collect::<Vec<_>>()),
            Self::Between(from, to) => chain.between(clock(*from), clock(*to)),
            Self::Except(days, months, holidays) => {
                let chain = if days.is_empty() { chain } else { chain.except(days.clone()) };
                let chain = if months.is_empty() { chain } else { chain.except(months.clone()) };
                if *holidays { chain.except_holidays() } else { chain }
            }
            Self::Starting(day, time) => chain.starting(moment(*day, *time)),
            Self::Until(day, time) => chain.until(moment(*day, *time)),
            Self::Times(count) => chain.times(*count),
            Self::Lasting(count, unit) => chain.lasting(length(*count, unit)),
            Self::Zone(zone) => chain.timezone(*zone),
            Self::Jitter(count, unit) => chain.jitter(length(*count, unit)),
        }
    }

    /// Whether it says just what holds without it.
    fn is_default(&self) -> bool {
        match self {
            Self::Mark(at) => *at == 0,
            Self::At(times) => times.iter().all(|time| *time == 0),
            Self::On(days) => matches!(days.as_slice(), [Monday]),
            Self::OnThe(days) => days.iter().all(|day| *day == Day(1)),
            Self::Dates(dates) => dates.iter().all(|date| *date == (1, 1)),
            _ => false,
        }
    }
}

fn weekdays() -> impl Strategy<Value = Vec<Weekday>> {
    subsequence(WEEKDAYS.to_vec(), 1..=5).prop_shuffle()
}

fn months() -> impl Strategy<Value = Vec<Month>> {
    subsequence(MONTHS.to_vec(), 1..=8).prop_shuffle()
}

fn ordinals() -> impl Strategy<Value = Vec<DayOfMonth>> {
    let weekday = || select(WEEKDAYS.to_vec());
    let one = prop_oneof![
        (1..=31u32).prop_map(Day),
        (1..=31u32).prop_map(Last),
        (1..=5u32, weekday()).prop_map(|(n, day)| Nth(n, day)),
        (1..=5u32, weekday()).prop_map(|(n, day)| NthLast(n, day)),
        Just(FirstWeekday),
        Just(LastWeekday),
        (1..=31u32).prop_map(Through),
        (1..=31u32).prop_map(NearestWeekday),
    ];
    // In the order of the canonical text: `1st, 1st monday` would be the first monday twice.
    prop::collection::vec(one, 1..=3).prop_map(|mut days| {
        days.sort_by_key(|day| matches!(day, Day(_) | Last(_) | Through(_) | NearestWeekday(_)));
        days
    })
}

fn heads() -> impl Strategy<Value = Head> {
    let units = ["milliseconds", "seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years"];
    prop_oneof![
        6 => (1..=40u32, select(units.to_vec())).prop_map(|(count, unit)| Head::Every(count, unit)),
        1 => (1..=40u32, 1..=40u32, select(UNITS.to_vec()))
            .prop_map(|(low, more, unit)| Head::Between(low, low + more, unit)),
        2 => weekdays().prop_map(Head::On),
        1 => (weekdays(), 1..=28u32).prop_map(|(days, day)| Head::The(days, day)),
        1 => (20_000..40_000u32).prop_map(Head::Once),
    ]
}

fn time() -> impl Strategy<Value = u32> {
    prop_oneof![(0..24u32).prop_map(|hour| hour * 3600), 0..86_400u32]
}

/// At most one of each kind, in the order of the canonical text.
fn clauses() -> impl Strategy<Value = Vec<Clause>> {
    let maybe_time = || prop::option::of(time());
    let spans = ["seconds", "minutes", "hours", "days", "weeks", "months", "years"];
    let all = (
        prop_oneof![(0..60u32).prop_map(Clause::Mark), (1..90u32).prop_map(Clause::Offset)],
        prop_oneof![
            weekdays().prop_map(Clause::On),
            ordinals().prop_map(Clause::OnThe),
            prop::collection::vec((1..=12u32, 1..=28u32), 1..=3).prop_map(Clause::Dates),
        ],
        months().prop_map(Clause::Months),
        prop_oneof![
            prop::collection::vec(time(), 1..=3).prop_map(Clause::At),
            (time(), time()).prop_map(|(from, to)| Clause::Between(from, to)),
        ],
        (subsequence(WEEKDAYS.to_vec(), 0..=3), subsequence(MONTHS.to_vec(), 0..=3), any::<bool>())
            .prop_filter("something", |(days, months, holidays)| !days.is_empty() || !months.is_empty() || *holidays)
            .prop_map(|(days, months, holidays)| Clause::Except(days, months, holidays)),
        (20_000..30_000u32, maybe_time()).prop_map(|(day, time)| Clause::Starting(day, time)),
        (25_000..40_000u32, maybe_time()).prop_map(|(day, time)| Clause::Until(day, time)),
        prop_oneof![
            (2..100u32).prop_map(Clause::Times),
            (2..100u32, select(spans.to_vec())).prop_map(|(n, unit)| Clause::Lasting(n, unit)),
        ],
        select(ZONES.to_vec()).prop_map(Clause::Zone),
        (2..100u32, select(UNITS.to_vec())).prop_map(|(n, unit)| Clause::Jitter(n, unit)),
    );
    let kept = prop::collection::vec(prop::bool::weighted(0.25), 10);
    (all, kept).prop_map(|(all, mut kept)| {
        let all = [all.0, all.1, all.2, all.3, all.4, all.5, all.6, all.7, all.8, all.9];
        // A count without a start begins when it is built, which a text cannot say.
        kept[7] &= kept[5];
        all.into_iter().zip(kept).filter_map(|(clause, keep)| keep.then_some(clause)).collect()
    })
}

fn chain(head: &Head, setters: impl IntoIterator<Item = Clause>) -> JobBuilder {
    setters.into_iter().fold(head.chain(), |chain, clause| clause.set(chain))
}

/// Built long ago, so that no end is past.
fn build(chain: JobBuilder) -> Result<Schedule, Code> {
    chain.build_at(&DateTime::UNIX_EPOCH).map_err(|error| error.code())
}

/// A bound with a time of its own makes a text ask for the time of the days; a chain has no such
/// doubt, so there it may be left out.
fn text(head: &Head, clauses: &[Clause]) -> String {
    let timed = |it: &Clause| matches!(it, Clause::Starting(_, Some(_)) | Clause::Until(_, Some(_)));
    let on_days = !matches!(head, Head::Every(_, "milliseconds" | "seconds" | "minutes" | "hours") | Head::Between(..));
    let said = clauses.iter().any(|it| matches!(it, Clause::At(_)));
    let midnight = if on_days && !said && clauses.iter().any(timed) { " at 00:00" } else { "" };
    let clauses = clauses.iter().map(|clause| format!(" {}", clause.text()));
    head.text() + midnight + &clauses.collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_chain_is_its_text(
        head in heads(),
        clauses in clauses(),
        order in prop::collection::vec(any::<Index>(), 10),
    ) {
        let text = text(&head, &clauses);
        let mut setters = Vec::new();
        for (clause, index) in clauses.iter().zip(order) {
            setters.insert(index.index(setters.len() + 1), clause.clone());
        }
        let built = build(chain(&head, setters));
        match text.parse::<Schedule>() {
            Ok(read) => {
                prop_assert_eq!(built.as_ref(), Ok(&read), "{}", text);
                let canonical = read.to_string();
                prop_assert_eq!(canonical.parse::<Schedule>().ok(), Some(read), "{}", canonical);
            }
            // `on december 25` is asked about in a text before it is looked at with the rest.
            Err(error) if error.code() == Code::YearlyOrOnce => prop_assert!(built.is_err(), "{}", text),
            Err(error) => prop_assert_eq!(built, Err(error.code()), "{}: {}", text, error),
        }
    }

    /// No setter is ever without effect: each either is refused or changes the value, but for
    /// those that say what holds anyway.
    #[test]
    fn every_setter_counts(head in heads(), clauses in clauses(), left_out in any::<Index>()) {
        let mut fewer = clauses.clone();
        let lost = (!fewer.is_empty()).then(|| fewer.remove(left_out.index(clauses.len())));
        if let (Ok(with), Ok(without), Some(lost)) = (build(chain(&head, clauses)), build(chain(&head, fewer)), lost) {
            prop_assert!(with != without || lost.is_default(), "{:?} is lost in {}", lost, with);
        }
    }

    #[test]
    fn that_is_the_counts(head in heads(), clauses in clauses(), day in 1..=31u32) {
        let without = chain(&head, clauses);
        let with = without.clone().that_is_the(day);
        if let (Ok(with), Ok(without)) = (build(with), build(without)) {
            prop_assert!(with != without, "the {} is lost in {}", day, with);
        }
    }
}
