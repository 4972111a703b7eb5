//! Text to schedule: the grammar, the reading of it, and errors that help.
//!
//! A text is made [`plain`], the [`grammar`] splits it into clauses, [`rule`] collects the
//! clauses of a rule into a spec, and the checks that the builder shares make it a schedule.

mod amounts;
mod clauses;
mod days;
mod fault;
mod grammar;
mod headless;
mod notation;
mod pieces;
mod plain;
mod refused;
mod rule;
mod suggest;
mod times;
mod zones;

use pest::Parser;

use crate::error::Code;
use crate::schedule::rule::Rule;
use crate::schedule::validate::validate;
use crate::{Error, Schedule};
use fault::Fault;
use grammar::{Grammar, Rule as Token};
use plain::Plain;
pub(crate) use pieces::{read_bound, read_mark, read_time, read_times, read_window_end, read_zone};
pub(crate) use suggest::suggest;

/// Reads a text. The text alone decides: no clock, no locale, no zone of the machine.
pub(crate) fn parse(text: &str) -> Result<Schedule, Error> {
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
    let unread =
        |at: usize| Fault::at(Code::Expected, at, plain.len(), "expected a schedule, such as \"every day at 09:00\"");
    let Ok(mut whole) = Grammar::parse(Token::text, plain) else {
        return Err(unread(0));
    };
    let tokens = whole.next().ok_or_else(|| unread(0))?.into_inner();
    let mut first: Option<Rule> = None;
    let mut more = Vec::new();
    for token in tokens {
        let span = token.as_span();
        let (start, end) = (span.start(), span.end());
        if token.as_rule() != Token::rule {
            return Err(unread(start).instead_of(start, end, ""));
        }
        let spec = rule::read(token, plain)?;
        let rule = validate(spec).map_err(|fault| Fault::of_rule(fault, start, end))?;
        match &first {
            None => first = Some(rule),
            Some(known) if *known == rule || more.contains(&rule) => {}
            Some(_) => more.push(rule),
        }
    }
    match first {
        Some(first) => Ok(Schedule::of(first, more)),
        None => Err(unread(0)),
    }
}

/// A word before this byte that no clause knows: it is the first thing wrong.
fn unknown_before(text: &str, at: usize) -> Option<Fault> {
    let plain = Plain::new(text.get(..at)?.get(..text.get(..at)?.rfind(' ')?)?).ok()?;
    let whole = Grammar::parse(Token::text, &plain.text).ok()?.next()?;
    let clause = whole.into_inner().next()?.into_inner().next()?;
    let span = clause.as_span();
    (clause.as_rule() == Token::unknown).then(|| {
        let (start, end) = plain.original(span.start(), span.end());
        refused::misspelt(text, start, end, refused::Before::Nothing)
    })
}
