//! Parts of texts by themselves, for the strings that the builder's setters take.

use pest::Parser;

use super::fault::Fault;
use super::grammar::{Grammar, Pair, Rule as Token};
use super::plain::Plain;
use super::{times, zones};
use crate::error::Code;
use crate::schedule::rule::Bound;
use crate::schedule::said::spec::Mark;
use crate::schedule::zone::Zone;

/// Why a string is not what a setter takes.
type Wrong = (Code, String);

/// `9:00`, `9:00 and 17:30`, `noon`
pub(crate) fn read_times(text: &str) -> Result<Vec<u32>, Wrong> {
    if let Some(time) = times::plain_time(text.as_bytes()) {
        return Ok(vec![time]);
    }
    read(text, Token::times_alone, "a time such as 09:00", |tokens| {
        tokens.into_iter().map(|token| times::time(&token)).collect()
    })
}

/// `9:00`
pub(crate) fn read_time(text: &str) -> Result<u32, Wrong> {
    read_one(text, Token::times_alone, "a time such as 09:00", |token| times::time(&token))
}

/// `17:00`, or `24:00` for the end of the day
pub(crate) fn read_window_end(text: &str) -> Result<u32, Wrong> {
    read_one(text, Token::times_alone, "a time such as 17:00", |token| times::time_or_end_of_day(&token))
}

/// `:17`, `:17:30`
pub(crate) fn read_mark(text: &str) -> Result<Mark, Wrong> {
    read_one(text, Token::mark_alone, "a mark such as :17", times::mark)
}

/// `2026-03-15`, `2026-03-15 14:30`
pub(crate) fn read_bound(text: &str) -> Result<Bound, Wrong> {
    read_one(text, Token::moment_alone, "a date such as 2026-03-15", times::moment)
}

/// `Europe/Berlin`, `UTC`, `+02:00`
pub(crate) fn read_zone(text: &str) -> Result<Zone, Wrong> {
    read_one(&format!("in {text}"), Token::zone_alone, "a zone such as Europe/Berlin", |token| zones::zone(&token))
}

fn read_one<T>(text: &str, kind: Token, what: &str, value: impl Fn(Pair<'_>) -> Result<T, Fault>) -> Result<T, Wrong> {
    let one = |tokens: Vec<Pair<'_>>| match <[Pair<'_>; 1]>::try_from(tokens) {
        Ok([token]) => value(token).map(Some),
        Err(_) => Ok(None),
    };
    read(text, kind, what, one)?.ok_or_else(|| (Code::Expected, format!("expected {what}, and one only")))
}

/// Reads a whole text as one kind of part.
fn read<T>(
    text: &str,
    kind: Token,
    what: &str,
    value: impl FnOnce(Vec<Pair<'_>>) -> Result<T, Fault>,
) -> Result<T, Wrong> {
    let plain = Plain::new(text).map_err(Fault::into_reason)?;
    let Some(whole) = Grammar::parse(kind, &plain.text).ok().and_then(|mut tokens| tokens.next()) else {
        return Err((Code::Expected, format!("expected {what}")));
    };
    let tokens = whole.into_inner().filter(|token| token.as_rule() != Token::EOI).collect();
    value(tokens).map_err(Fault::into_reason)
}
