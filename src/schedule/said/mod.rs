//! What was said, and what it comes to: a spec of clauses, and the checks that make it a rule.

mod bounds;
mod dates;
mod days;
mod fault;
mod limits;
pub(crate) mod spec;
mod validate;

pub(crate) use dates::{at_most, exists};
pub(crate) use fault::Fault;
pub(crate) use limits::holds;
pub(crate) use validate::validate;
