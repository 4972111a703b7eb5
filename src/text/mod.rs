//! Text to schedule: the grammar, the reading of it, and errors that help.

use crate::error::Fix;
use crate::{Error, Schedule};

/// Reads a text. The text alone decides: no clock, no locale, no zone of the machine.
pub(crate) fn parse(text: &str) -> Result<Schedule, Error> {
    let _ = text;
    Err(Error::new(crate::Code::Empty, crate::error::Place::Whole, "not yet", text, Vec::new()))
}

/// The fixes that parse, in canonical form; at most three.
pub(crate) fn suggest(text: &str, fixes: &[Fix], year: i32) -> Vec<String> {
    let _ = (text, fixes, year);
    Vec::new()
}
