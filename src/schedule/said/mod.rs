//! What was said, and what it comes to: a spec of clauses, and the checks that make it a rule.

mod bounds;
mod days;
mod limits;
pub(crate) mod spec;
pub(crate) mod validate;

pub(crate) use days::{at_most, exists};
pub(crate) use limits::holds;
