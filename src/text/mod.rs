//! Text to schedule: the grammar, the reading of it, and errors that help.
//!
//! A text is made [`plain`], the [`grammar`] splits it into clauses, [`rule`] collects the
//! clauses of a rule into a spec, and the checks that the builder shares make it a schedule.

mod amounts;
mod bounds;
mod clauses;
mod days;
mod fault;
mod grammar;
mod headless;
mod misspelt;
mod notation;
mod ordinals;
mod part_of_day;
mod pieces;
mod plain;
mod recurring;
mod refused;
mod relative;
mod rule;
mod spoken;
mod suggest;
mod times;
mod unknown;
mod waiting;
mod zones;

use std::str::FromStr;

use pest::Parser;

use crate::error::Code;
use crate::schedule::LONGEST_TEXT;
use crate::schedule::rule::Rule;
use crate::{Error, Schedule};
pub(crate) use bounds::is_year;
use fault::Fault;
use grammar::{Grammar, Piece, Rule as Token};
pub(crate) use pieces::{read_bound, read_mark, read_time, read_times, read_window_end, read_zone};
use plain::Plain;
pub use relative::parse_relative;
use rule::Reader;

/// Reads a text. The text alone decides: no clock, no locale, no zone of the machine.
impl FromStr for Schedule {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse(text)
    }
}

fn parse(text: &str) -> Result<Schedule, Error> {
    let plain = Plain::new(text).map_err(|fault| fault.into_lexical_error(text))?;
    rules(&plain.text).map_err(|fault| fault.into_error(&plain, text))
}

/// The schedule of a plain text.
fn rules(plain: &str) -> Result<Schedule, Fault> {
    if plain.is_empty() {
        return Err(
            Fault::at(Code::Empty, 0, 0, "empty schedule; try \"every day at 09:00\"").or_whole("every day at 09:00")
        );
    }
    let Ok(clauses) = Grammar::parse(Token::text, plain) else {
        return Err(unread(plain, 0));
    };
    let mut first: Option<Rule> = None;
    let mut more = Vec::new();
    let mut monday_by_default = false;
    let mut keep = |(rule, monday): (Rule, bool)| {
        monday_by_default |= monday;
        match &first {
            None => first = Some(rule),
            Some(known) if *known == rule || more.contains(&rule) => {}
            Some(_) => more.push(rule),
        }
    };
    let mut reader = Reader::new(plain, 0);
    for clause in clauses {
        let start = Piece::from(&clause).start;
        if plain.get(reader.last_end..start) == Some("; ") {
            keep(std::mem::replace(&mut reader, Reader::new(plain, start)).finish()?);
        }
        reader.add(clause)?;
    }
    let end = reader.last_end;
    keep(reader.finish()?);
    match first {
        Some(first) if end == plain.len() => short_enough(Schedule::as_said(first, more, monday_by_default), plain),
        _ => Err(unread(plain, end)),
    }
}

/// A text grows when it is written out in full; the canonical one must be readable, too.
fn short_enough(schedule: Schedule, plain: &str) -> Result<Schedule, Fault> {
    // Words grow to three times their length at the most, lists of days crossed with weekdays more.
    let may_grow = plain.len() > LONGEST_TEXT / 3 || schedule.has_long_list();
    if may_grow && schedule.is_too_long() {
        let message = format!("written out in full this has more than {LONGEST_TEXT} bytes");
        return Err(Fault::at(Code::TooLong, 0, plain.len(), message));
    }
    Ok(schedule)
}

/// The fault of a text that the grammar left at this byte: a word goes on where a clause has ended.
fn unread(plain: &str, at: usize) -> Fault {
    let sign = |c: char| matches!(c, ' ' | ',' | ';');
    let start = plain.get(..at).and_then(|read| read.rfind(' ')).map_or(0, |at| at.saturating_add(1));
    let rest = plain.get(at..).unwrap_or_default();
    let end = rest.find(sign).unwrap_or(rest.len()).saturating_add(at);
    if rest.starts_with(sign) {
        let message = "expected a schedule, such as \"every day at 09:00\"";
        return Fault::at(Code::Expected, at, plain.len(), message).left_out();
    }
    unknown::fault_of(plain, start, end, waiting::Before::Clause)
}

/// A word before this byte that no clause knows: it is the first thing wrong.
fn unknown_before(text: &str, at: usize) -> Option<Fault> {
    let plain = Plain::new(text.get(..at)?.get(..text.get(..at)?.rfind(' ')?)?).ok()?;
    let clause = Grammar::parse(Token::text, &plain.text).ok()?.next()?;
    let span = clause.as_span();
    (clause.as_rule() == Token::unknown).then(|| {
        let (start, end) = plain.original(span.start(), span.end());
        unknown::fault_of(text, start, end, waiting::Before::Nothing)
    })
}
