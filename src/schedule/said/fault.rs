//! Why a spec is no schedule, and what it would be with a change.

use super::spec::Spec;
use super::validate::validate;
use crate::Code;
use crate::error::Place;

/// Why a spec is no schedule, before a front end makes it an [`Error`](crate::Error).
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    /// The clause to point at.
    pub(crate) place: Place,
    /// The clause it does not go with.
    pub(crate) other: Option<Place>,
    pub(crate) message: String,
    /// Canonical texts of what may have been meant.
    pub(crate) readings: Vec<String>,
}

impl Fault {
    pub(crate) fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, place, other: None, message: message.into(), readings: Vec::new() }
    }

    /// Points at a second clause, too.
    #[must_use]
    pub(crate) fn and_at(mut self, place: Place) -> Self {
        self.other = Some(place);
        self
    }

    /// Offers what the spec would mean with a change, if that is a schedule.
    #[must_use]
    pub(crate) fn reading(mut self, spec: &Spec, change: impl FnOnce(&mut Spec)) -> Self {
        self.readings.extend(read_as(spec, change));
        self
    }

    /// Offers the union of two readings.
    #[must_use]
    pub(crate) fn reading_both(mut self, one: Option<String>, other: Option<String>) -> Self {
        if let (Some(one), Some(other)) = (one, other) {
            self.readings.push(format!("{one}; {other}"));
        }
        self
    }
}

/// The canonical text of a spec with a change, if that is a schedule.
pub(crate) fn read_as(spec: &Spec, change: impl FnOnce(&mut Spec)) -> Option<String> {
    if spec.guess {
        return None;
    }
    let mut spec = Spec { guess: true, ..spec.clone() };
    change(&mut spec);
    validate(&mut spec).ok().map(|rule| rule.to_string())
}
