//! Anything at all may be read: it ends soon, without a panic, and with an error that helps.

use std::time::Duration;

use chrono::{TimeZone, Utc};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::TestCaseError;
use punctual::{Schedule, parse_relative};

use crate::common::dice::Dice;
use crate::common::words::SALAD;
use crate::common::{generate, noise, random};
use crate::errors;

/// Reads it; what comes out must be in order.
fn survives(text: &str) -> Result<bool, TestCaseError> {
    match text.parse::<Schedule>() {
        Ok(schedule) => {
            let printed = schedule.to_string();
            match printed.parse::<Schedule>() {
                Ok(again) if again == schedule && again.to_string() == printed => Ok(true),
                _ => Err(TestCaseError::fail(format!("{text:?} is printed as {printed:?}, which is not the same"))),
            }
        }
        Err(error) => match errors::fault(text, &error) {
            None => Ok(false),
            Some(fault) => Err(TestCaseError::fail(format!("the error of {text:?} [{}]: {fault}", error.code()))),
        },
    }
}

#[test]
fn any_bytes() {
    random::check("any_bytes", 10_000, &vec(any::<u8>(), 0..200), |bytes| {
        survives(&String::from_utf8_lossy(&bytes)).map(|_| ())
    });
}

#[test]
fn any_letters() {
    random::check("any_letters", 5_000, &vec(any::<char>(), 0..100), |letters| {
        survives(&letters.into_iter().collect::<String>()).map(|_| ())
    });
}

/// Words of the language in any order, with other letters here and there.
#[test]
fn any_salad_of_words() {
    salads("any_salad_of_words", 15_000);
}

/// Relative text, too, ends soon, and what it makes is absolute.
#[test]
fn any_salad_of_relative_words() {
    let words = [
        "tomorrow",
        "today",
        "next",
        "this",
        "now",
        "in",
        "10 minutes",
        "3 days",
        "week",
        "month",
        "year",
        "until",
        "starting",
        "for 3 weeks",
        "for 5 times",
        "dec 31",
        "friday",
        "18:30",
        "at 9am",
        "every day",
        "every hour",
    ];
    let accepted = std::cell::Cell::new(0_u32);
    random::check("any_salad_of_relative_words", 10_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let mut text = String::new();
        for _ in 0..=dice.below(7) {
            text.push_str(if dice.chance(20) { dice.of(SALAD) } else { dice.of(&words) });
            text.push(' ');
        }
        let year = i32::try_from(dice.between(1, 11_000)).unwrap();
        let now = Utc.with_ymd_and_hms(year, 1 + dice.below(12), 1 + dice.below(28), dice.below(24), 30, 0).unwrap();
        let Ok(schedule) = parse_relative(&text, &now) else { return Ok(()) };
        accepted.set(accepted.get() + 1);
        let printed = schedule.to_string();
        match printed.parse::<Schedule>() {
            Ok(again) if again == schedule => Ok(()),
            _ => Err(TestCaseError::fail(format!("{text:?} at {now} is {printed:?}, which is not absolute"))),
        }
    });
    println!("{} accepted", accepted.get());
    assert!(accepted.get() > 300, "{} accepted", accepted.get());
}

#[test]
#[ignore = "a million salads"]
fn a_million_salads_of_words() {
    salads("a_million_salads_of_words", 1_000_000);
}

fn salads(name: &str, cases: u32) {
    let accepted = std::cell::Cell::new(0_u32);
    random::check(name, cases, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let most = dice.of(&[4, 8, 14, 40]);
        let mut text = String::new();
        for _ in 0..=dice.below(most) {
            text.push_str(dice.of(SALAD));
            text.push_str(dice.of(&[" ", " ", " ", " ", ", ", "", "  ", "ü", "\u{0}", "–", "; "]));
        }
        accepted.set(accepted.get() + u32::from(survives(&text)?));
        Ok(())
    });
    println!("{} accepted", accepted.get());
}

/// A right text with a word more, a word less, or two words changed over.
#[test]
fn right_texts_with_wrong_words() {
    random::check("right_texts_with_wrong_words", 15_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let sketch = generate::any(&mut dice);
        let text = noise::clauses(&sketch, &mut dice).join(" ");
        let mut words: Vec<&str> = text.split(' ').collect();
        for _ in 0..=dice.below(2) {
            let at = dice.below(u32::try_from(words.len()).unwrap()) as usize;
            match dice.below(4) {
                0 => words.insert(at, dice.of(SALAD)),
                1 if words.len() > 1 => drop(words.remove(at)),
                2 => words[at] = dice.of(SALAD),
                _ => words.swap(0, at),
            }
        }
        survives(&words.join(" ")).map(|_| ())
    });
}

/// Texts of a kind, as long as asked for, that make a careless parser go back and forth.
fn long_texts(len: usize) -> Vec<String> {
    let fill = |head: &str, part: &str, tail: &str| {
        let times = len.saturating_sub(head.len() + tail.len()) / part.len();
        format!("{head}{}{tail}", part.repeat(times))
    };
    vec![
        fill("", " ", ""),
        fill("every day", " ", "at 09:00"),
        fill("every day at ", "09:00, ", "10:00"),
        fill("every day at ", "09:00 and ", "x"),
        fill("every month on the ", "1st, ", "2nd"),
        fill("every month on the ", "2nd monday and ", "friday"),
        fill("", "every ", "day"),
        fill("", "at ", "9:00"),
        fill("on ", "mon,tue-", "wed"),
        fill("every day ", "except monday ", ""),
        fill("", "every day at 09:00; ", "every day at 10:00"),
        fill("every day in ", "june to july and ", "august"),
        fill("", "first second third last ", "day"),
        fill("every 1 hour", " 30 minutes", ""),
        fill("", "a", ""),
        fill("", "1", ""),
        fill("every ", "9", " minutes"),
        fill("every day at 09:00 in ", "Area/", "City"),
        fill("every day until ", "jan 5 ", "2026"),
        fill("", "(", ""),
        fill("cron ", "* ", ""),
        fill("cron 0 0 1", ",2-5/3", " * *"),
        fill("every day except ", "december 25, ", "2026-07-04"),
        fill("", "–", "x"),
        fill("every 2nd ", "to the last ", "friday"),
        fill("every day ", "jitter 5 minutes ", ""),
        fill("", "; ", ""),
        fill("from 9 to ", "5 from 9 to ", "5"),
        fill("nearest ", "weekday to the ", "15th"),
    ]
}

#[expect(clippy::disallowed_methods, reason = "the cost of parsing is measured here")]
fn quickest(text: &str, times: usize) -> Duration {
    (0..times)
        .map(|_| {
            let start = std::time::Instant::now();
            let result = text.parse::<Schedule>();
            let time = start.elapsed();
            drop(result);
            time
        })
        .min()
        .unwrap()
}

/// 1 KiB takes a millisecond at most, and four times the text takes about four times as long.
#[test]
fn long_texts_take_linear_time() {
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 20 } else { 1 });
    let mut faults = Vec::new();
    for (short, long) in long_texts(250).iter().zip(long_texts(1_000)) {
        let (quick, slow) = (quickest(short, 40), quickest(&long, 40));
        let head: String = long.chars().take(30).collect();
        println!("{quick:>10.1?} {slow:>10.1?} {head}");
        // Twelve is between linear (4) and quadratic (16); below 50 µs a clock is too coarse.
        if slow > limit || slow > quick.max(Duration::from_micros(50)) * 12 {
            faults.push(format!("{head}..: {quick:?} for 250 bytes, {slow:?} for 1,000"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The help of an error is made when it is asked for, and soon.
#[test]
fn suggestions_take_little_time() {
    for text in long_texts(1_000) {
        let Err(error) = text.parse::<Schedule>() else { continue };
        #[expect(clippy::disallowed_methods, reason = "the cost of suggestions is measured here")]
        let start = std::time::Instant::now();
        let list = error.suggestions();
        let time = start.elapsed();
        let limit = Duration::from_millis(if cfg!(debug_assertions) { 500 } else { 20 });
        assert!(time < limit, "{time:?} for {} suggestions of {:.30}..", list.len(), text);
    }
}
