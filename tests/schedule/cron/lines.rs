//! Random lines: what the language of cron has, in any combination.

use proptest::prelude::*;
use proptest::sample::select;

fn joined(item: BoxedStrategy<String>, most: usize) -> BoxedStrategy<String> {
    prop::collection::vec(item, 1..=most).prop_map(|items| items.join(",")).boxed()
}

/// A number, a range that may wrap, and steps, on values that `word` writes.
fn numbers(low: u32, high: u32, word: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let step = 1..=(high - low).min(30);
    prop_oneof![
        6 => word.clone(),
        2 => (word.clone(), word.clone()).prop_map(|(from, to)| format!("{from}-{to}")),
        2 => (word.clone(), word.clone(), step.clone())
            .prop_map(|(from, to, step)| format!("{from}-{to}/{step}")),
        1 => (word, step.clone()).prop_map(|(from, step)| format!("{from}/{step}")),
        1 => step.prop_map(|step| format!("*/{step}")),
        1 => Just("*".to_owned()),
        // Full ranges, which are a star only in places.
        1 => Just(format!("{low}-{high}")),
    ]
    .boxed()
}

fn plain(low: u32, high: u32) -> BoxedStrategy<String> {
    (low..=high).prop_map(|value| value.to_string()).boxed()
}

fn field(low: u32, high: u32, word: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![
        3 => Just("*".to_owned()),
        1 => (1..=(high - low + 1)).prop_map(|step| format!("*/{step}")),
        4 => joined(numbers(low, high, word), 4),
    ]
    .boxed()
}

fn in_any_case(names: &'static [&'static str]) -> BoxedStrategy<String> {
    (select(names), any::<[bool; 9]>())
        .prop_map(|(name, upper)| {
            name.chars()
                .zip(upper)
                .map(|(letter, upper)| if upper { letter.to_ascii_uppercase() } else { letter })
                .collect()
        })
        .boxed()
}

const MONTHS: [&str; 15] = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "february",
    "september",
    "sept",
];
const WEEKDAYS: [&str; 12] =
    ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sunday", "wednesday", "thurs", "tues", "weds"];

fn month_word() -> BoxedStrategy<String> {
    prop_oneof![plain(1, 12), in_any_case(&MONTHS)].boxed()
}

fn weekday_word() -> BoxedStrategy<String> {
    prop_oneof![plain(0, 7), in_any_case(&WEEKDAYS)].boxed()
}

pub(super) fn time_field(high: u32) -> BoxedStrategy<String> {
    field(0, high, plain(0, high))
}

fn special_day() -> BoxedStrategy<String> {
    prop_oneof![
        Just("L".to_owned()),
        Just("LW".to_owned()),
        Just("l".to_owned()),
        (0..=30).prop_map(|back| format!("L-{back}")),
        (1..=31).prop_map(|day| format!("{day}W")),
        (1..=31).prop_map(|day| format!("{day}w")),
    ]
    .boxed()
}

fn day_field() -> BoxedStrategy<String> {
    let numbers = numbers(1, 31, plain(1, 31));
    prop_oneof![
        3 => field(1, 31, plain(1, 31)),
        2 => joined(prop_oneof![numbers, special_day()].boxed(), 3),
        1 => Just("?".to_owned()),
    ]
    .boxed()
}

fn weekday_field() -> BoxedStrategy<String> {
    let special = prop_oneof![
        3 => (weekday_word(), 1..=5).prop_map(|(day, nth)| format!("{day}#{nth}")),
        2 => weekday_word().prop_map(|day| format!("{day}L")),
        1 => weekday_word().prop_map(|day| format!("{day}#l")),
    ];
    let numbers = numbers(0, 6, weekday_word());
    prop_oneof![
        3 => field(0, 6, weekday_word()),
        2 => joined(prop_oneof![numbers, special.boxed()].boxed(), 3),
        1 => Just("?".to_owned()),
    ]
    .boxed()
}

fn year_field() -> BoxedStrategy<String> {
    let year = plain(1970, 2400);
    let item = prop_oneof![
        3 => year.clone(),
        2 => (1970..=2200_u32, 0..=200_u32).prop_map(|(from, more)| format!("{from}-{}", from + more)),
        1 => (1970..=2200_u32, 0..=200_u32, select(&[1, 2, 4, 5, 8, 10][..]))
            .prop_map(|(from, more, step)| format!("{from}-{}/{step}", from + more)),
        1 => (1970..=2200_u32, select(&[1, 2, 4, 5, 8, 10][..]))
            .prop_map(|(from, step)| format!("{from}/{step}")),
        1 => select(&[1, 2, 3, 4, 5, 8, 10][..]).prop_map(|step| format!("*/{step}")),
    ];
    prop_oneof![2 => Just("*".to_owned()), 3 => joined(item.boxed(), 4)].boxed()
}

/// Five, six or seven fields.
pub(super) fn any_line() -> BoxedStrategy<String> {
    let five = (time_field(59), time_field(23), day_field(), field(1, 12, month_word()), weekday_field())
        .prop_map(|(minute, hour, day, month, weekday)| format!("{minute} {hour} {day} {month} {weekday}"))
        .boxed();
    let six = (time_field(59), five.clone()).prop_map(|(second, five)| format!("{second} {five}")).boxed();
    let seven = (six.clone(), year_field()).prop_map(|(six, year)| format!("{six} {year}"));
    prop_oneof![4 => five, 1 => six, 1 => seven].boxed()
}

/// Pieces of lines that seldom make one.
pub(super) fn salad() -> BoxedStrategy<String> {
    let piece = select(
        &[
            "*", "/", "-", ",", "#", "?", "L", "W", "LW", "WL", " ", " ", " ", "\t", "0", "1", "5", "7", "12", "24",
            "31", "32", "59", "60", "70", "1970", "2026", "9999", "99999999", "jan", "mon", "SUN", "friL", "@daily",
            "@every", "@", "CRON_TZ=", "TZ=UTC ", "=", "é", "\u{0}", "~", "H", "+", ".", "* * * * ", "0 9 * * ",
            "0 0 1 1 ",
        ][..],
    );
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat()).boxed()
}
