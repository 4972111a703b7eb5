//! Words such as `every` and `until` that wait for what belongs to them, and what is wrong when they do not get it.

use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use crate::error::Code;
use crate::schedule::names::ordinal_ending;

/// What stood before a word, if it was waiting for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before<'t> {
    /// A word such as `every` or `at`, and where it starts.
    Waiting(&'t str, usize),
    /// Nothing at all: the word is the first.
    Nothing,
    /// Another clause.
    Clause,
}

/// Another clause where something belonged to a word before it.
pub(super) fn another_clause(word: &str, start: usize, end: usize, token: &Pair<'_>) -> Fault {
    let fault = fault(Code::Expected, token, format!("expected something else after \"{word}\""));
    let Piece { start: from, end: to, .. } = Piece::from(token);
    let zone = names_zone(token);
    let part = token.as_str().rsplit(' ').next().unwrap_or_default();
    match (word, token.as_rule()) {
        ("start" | "beginning", Token::of) if part == "week" => fault.instead_of(start, to, "every monday"),
        ("end", Token::of) if part == "week" => fault.instead_of(start, to, "every sunday"),
        ("start" | "beginning", Token::of) if part == "year" => fault.instead_of(start, to, "every year on january 1"),
        ("end", Token::of) if part == "year" => fault.instead_of(start, to, "every year on december 31"),
        ("start" | "beginning" | "starting", Token::of | Token::in_clause) if !zone => {
            fault.instead_of(start, end, "the 1st")
        }
        ("end" | "ending", Token::of | Token::in_clause) if !zone => fault.instead_of(start, end, "the last day"),
        ("at", Token::dangling) => {
            let rest = token.get_input().get(to..).unwrap_or_default();
            let word = rest.trim_start().split([' ', ',']).next().unwrap_or_default();
            let end = to.saturating_add(rest.find(word).unwrap_or(0)).saturating_add(word.len());
            match word {
                "beginning" | "start" => fault.instead_of(start, end, "on the 1st"),
                "end" => fault.instead_of(start, end, "on the last day"),
                _ => fault,
            }
        }
        ("except" | "except on", Token::every | Token::each) => {
            let days = token.as_str().split_once(' ').map_or("", |(_, days)| days);
            fault.instead_of(from, to, days)
        }
        // Without what is left out, the rest would run on the very days that are to be left out.
        ("except" | "except on", _) => fault,
        ("from" | "between", Token::bare) => fault.instead_of(start, to, format!("from {} to 24:00", token.as_str())),
        ("on" | "on the", Token::bare) if numbers(token.as_str()).is_some() => {
            let days = numbers(token.as_str()).unwrap_or_default();
            fault.instead_of(start, to, format!("on the {}", days.join(", ")))
        }
        ("on" | "in" | "at", kind) if zone || kind == Token::bare => {
            let text = token.as_str();
            fault.instead_of(start, to, text).instead_of(start, to, format!("in {text}"))
        }
        _ => fault.without(start, from),
    }
}

/// The days of the month that a list of bare numbers may stand for: `1st` and `15th`.
fn numbers(text: &str) -> Option<Vec<String>> {
    let ordinal = |number: &str| {
        let day: u32 = number.parse().ok().filter(|day| (1..=31).contains(day))?;
        Some(format!("{day}{}", ordinal_ending(day)))
    };
    text.replace(" and ", ", ").split(", ").map(ordinal).collect()
}

/// Whether a clause is `in` and a zone.
fn names_zone(clause: &Pair<'_>) -> bool {
    let first = clause.clone().into_inner().next();
    first.is_some_and(|part| matches!(part.as_rule(), Token::offset_zone | Token::zone_name))
}

/// Nothing at all where something belonged to a word.
pub(super) fn nothing(word: &str, start: usize, word_end: usize, end: usize) -> Fault {
    let message = format!("expected something after \"{word}\"");
    let fault = Fault::at(Code::Expected, end, end, message);
    let example = match word {
        "end" => return fault.instead_of(start, word_end, "on the last day"),
        "start" | "beginning" => return fault.instead_of(start, word_end, "on the 1st"),
        "every" | "each" | "ev" => "every day",
        "at" => "at 9:00",
        "on" | "on the" => "on monday",
        "except" | "except on" => "except weekends",
        "starting" => "starting {year}-01-05",
        "until" | "till" | "ending" => "until {year}-12-31",
        "in" => "in UTC",
        _ => "",
    };
    fault.without(start, word_end).instead_of(start, word_end, example)
}
