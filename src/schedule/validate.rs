//! From what was said to what it means: the checks that both front ends share.
//!
//! Everything that depends on more than one clause is decided here, after all clauses are
//! known, so the order in which they were said never matters.

use super::rule::Rule;
use super::spec::Spec;
use crate::Code;
use crate::error::Place;

/// Why a spec is no schedule, before a front end makes it an [`Error`](crate::Error).
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    /// The clause to point at.
    pub(crate) place: Place,
    pub(crate) message: String,
    /// What may have been meant instead.
    pub(crate) readings: Vec<Spec>,
}

/// Checks the clauses against each other and normalises them.
pub(crate) fn validate(spec: Spec) -> Result<Rule, Fault> {
    let _ = spec;
    Err(Fault { code: Code::Empty, place: Place::Whole, message: String::new(), readings: Vec::new() })
}
