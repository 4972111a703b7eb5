//! Commas, spaces and letters, and what stands side by side.

use crate::common::dice::Dice;
use crate::common::words::{ORDINALS, WEEKDAYS};

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
