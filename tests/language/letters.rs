//! A slip of one letter, or a word too much, is an error or says something else; it is never
//! swallowed.

use std::cell::Cell;

use proptest::test_runner::TestCaseError;
use punctual::Schedule;

use crate::common::dice::Dice;
use crate::common::{generate, noise, random, say};
use crate::errors;

/// Words one letter apart that mean the same after a third: `except on june 1`.
const SYNONYMS: &[(&str, &str, &str)] = &[("except", "on", "in")];

#[test]
fn no_letter_can_be_another() {
    slips("no_letter_can_be_another", 20_000);
}

#[test]
#[ignore = "a million slips"]
fn no_letter_can_be_another_a_million_times() {
    slips("no_letter_can_be_another_a_million_times", 1_000_000);
}

fn slips(name: &str, cases: u32) {
    let (refused, other) = (Cell::new(0_u32), Cell::new(0_u32));
    random::check(name, cases, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let sketch = generate::any(&mut dice);
        let text = if dice.chance(40) {
            say::canonical(&sketch)
        } else {
            let mut clauses = noise::clauses(&sketch, &mut dice);
            dice.shuffle(&mut clauses);
            noise::join(&clauses, &mut dice)
        };
        let Ok(schedule) = text.parse::<Schedule>() else { return Ok(()) };
        let letters: Vec<usize> =
            text.char_indices().filter(|(_, letter)| letter.is_ascii_alphabetic()).map(|(at, _)| at).collect();
        let at = letters[dice.below(u32::try_from(letters.len()).unwrap()) as usize];
        let mut bytes = text.clone().into_bytes();
        let old = bytes[at].to_ascii_lowercase();
        bytes[at] = b'a' + (old - b'a' + u8::try_from(dice.between(1, 25)).unwrap()) % 26;
        let slip = String::from_utf8(bytes).unwrap();
        match slip.parse::<Schedule>() {
            Err(error) => {
                refused.set(refused.get() + 1);
                if let Some(fault) = errors::fault(&slip, &error) {
                    return Err(TestCaseError::fail(format!("the error of {slip:?} [{}]: {fault}", error.code())));
                }
            }
            Ok(again) if again == schedule && !known(&text, &slip, at) => {
                return Err(TestCaseError::fail(format!("{text:?} and {slip:?} are both {schedule}")));
            }
            Ok(_) => other.set(other.get() + 1),
        }
        Ok(())
    });
    println!("{} refused, {} of another meaning", refused.get(), other.get());
    assert!(refused.get() > other.get() && other.get() > 0);
}

/// Words that say something wherever they may stand, and that nothing else says: `noon` would be
/// no word more where `12:00` is one of the times.
const WORDS: &[&str] = &[
    "other",
    "last",
    "2",
    "7",
    "15",
    "90",
    "quarter",
    "hours",
    "minutes",
    "seconds",
    "weekday",
    "weekends",
    "holidays",
    "half",
    "nearest",
    "2026-01-05",
    "tomorrow",
    "morning",
    "twice",
    "biweekly",
    "fortnightly",
    "hourly",
    "quarterly",
    "monday",
    "fri",
    "june",
    "dec",
    "UTC",
    "Europe/Berlin",
    "EST",
    ":17",
    "jitter",
    "offset",
    "except",
    "until",
    "starting",
    "between",
    "cron",
    "or",
    "-",
];

/// A word more is an error or says something else.
#[test]
fn no_word_can_be_put_in() {
    let (refused, other) = (Cell::new(0_u32), Cell::new(0_u32));
    random::check("no_word_can_be_put_in", 15_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let mut clauses = noise::clauses(&generate::any(&mut dice), &mut dice);
        dice.shuffle(&mut clauses);
        noise::lead(&mut clauses);
        let text = clauses.join(" ");
        let Ok(schedule) = text.parse::<Schedule>() else { return Ok(()) };
        let word = dice.of(WORDS);
        let mut words: Vec<&str> = text.split(' ').collect();
        // Twice the same in a list is once.
        if text.contains(word.get(..3).unwrap_or(word)) {
            return Ok(());
        }
        words.insert(dice.below(u32::try_from(words.len()).unwrap() + 1) as usize, word);
        let longer = words.join(" ");
        match longer.parse::<Schedule>() {
            Err(_) => refused.set(refused.get() + 1),
            Ok(again) if again == schedule => {
                return Err(TestCaseError::fail(format!("{text:?} and {longer:?} are both {schedule}")));
            }
            Ok(_) => other.set(other.get() + 1),
        }
        Ok(())
    });
    println!("{} refused, {} of another meaning", refused.get(), other.get());
    assert!(refused.get() > 5_000 && other.get() > 100);
}

/// Whether the word that was changed, at this byte, is in the list.
fn known(text: &str, slip: &str, at: usize) -> bool {
    let words = |text: &str| {
        let end = text[at..].find(|c: char| !c.is_ascii_alphabetic()).map_or(text.len(), |len| at + len);
        let mut words = text[..end].rsplit(' ').map(str::to_ascii_lowercase);
        (words.next().unwrap_or_default(), words.next().unwrap_or_default())
    };
    let ((one, before), (other, _)) = (words(text), words(slip));
    SYNONYMS.iter().any(|&(word, a, b)| before == word && ((one == a && other == b) || (one == b && other == a)))
}
