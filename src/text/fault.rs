//! Why a text is no schedule, before it becomes an [`Error`].

use super::grammar::Piece;
use super::plain::Plain;
use crate::error::{Code, Error, Fix, Place};
use crate::schedule::said;

/// What is wrong, with places in the plain text.
#[derive(Debug)]
pub(super) struct Fault {
    code: Code,
    places: Vec<(usize, usize)>,
    message: String,
    fixes: Vec<Fix>,
}

impl Fault {
    /// A fault of these bytes.
    pub(super) fn at(code: Code, start: usize, end: usize, message: impl Into<String>) -> Self {
        Self { code, places: vec![(start, end)], message: message.into(), fixes: Vec::new() }
    }

    /// Points at a second place, too.
    #[must_use]
    pub(super) fn and_at(mut self, start: usize, end: usize) -> Self {
        self.places.push((start, end));
        self
    }

    /// Adds a text that may be right in place of these bytes.
    #[must_use]
    pub(super) fn instead_of(mut self, start: usize, end: usize, text: impl Into<String>) -> Self {
        self.fixes.push(Fix::Replace(start, end, text.into()));
        self
    }

    /// Adds texts of which any may be right in place of these bytes.
    #[must_use]
    pub(super) fn any_of(self, start: usize, end: usize, texts: impl IntoIterator<Item = String>) -> Self {
        texts.into_iter().fold(self, |fault, text| fault.instead_of(start, end, text))
    }

    /// Adds a text that may be right in place of the bytes at fault.
    #[must_use]
    pub(super) fn try_this(mut self, text: impl Into<String>) -> Self {
        if let Some(&(start, end)) = self.places.first() {
            self.fixes.push(Fix::Replace(start, end, text.into()));
        }
        self
    }

    /// Adds that the text may be right without these bytes.
    #[must_use]
    pub(super) fn without(mut self, start: usize, end: usize) -> Self {
        self.fixes.push(Fix::IfEnough(start, end, String::new()));
        self
    }

    /// Adds a text that may be right in place of the bytes at fault, if nothing else is wrong.
    #[must_use]
    pub(super) fn try_only(mut self, text: impl Into<String>) -> Self {
        if let Some(&(start, end)) = self.places.first() {
            self.fixes.push(Fix::IfEnough(start, end, text.into()));
        }
        self
    }

    /// Adds that the text may be right without the bytes at fault.
    #[must_use]
    pub(super) fn left_out(self) -> Self {
        match self.places.first() {
            Some(&(start, end)) => self.without(start, end),
            None => self,
        }
    }

    /// Adds a whole text that may be right.
    #[must_use]
    pub(super) fn or_whole(mut self, text: impl Into<String>) -> Self {
        self.fixes.push(Fix::Instead(text.into()));
        self
    }

    /// A fault that the shared checks found in the rule at these bytes.
    pub(super) fn of_rule(fault: said::Fault, start: usize, end: usize) -> Self {
        let mut places: Vec<_> = [Some(fault.place), fault.other]
            .into_iter()
            .flatten()
            .filter_map(|place| match place {
                Place::Span(from, to) => Some((from, to)),
                Place::Line(_) | Place::Whole => None,
            })
            .collect();
        places.sort_unstable();
        if places.is_empty() {
            places.push((start, end));
        }
        let fixes = fault.readings.into_iter().map(|text| Fix::Replace(start, end, text)).collect();
        Self { code: fault.code, places, message: fault.message, fixes }
    }

    /// The error of the original text.
    pub(super) fn into_error(self, plain: &Plain<'_>, text: &str) -> Error {
        let places = self.places.iter().map(|&(start, end)| plain.original(start, end)).collect();
        let fixes = self
            .fixes
            .into_iter()
            .map(|fix| match fix {
                Fix::Replace(start, end, with) => {
                    let (start, end) = plain.original(start, end);
                    Fix::Replace(start, end, with)
                }
                Fix::IfEnough(start, end, with) => {
                    let (start, end) = plain.original(start, end);
                    Fix::IfEnough(start, end, with)
                }
                whole @ Fix::Instead(_) => whole,
            })
            .collect();
        Error::of_text(self.code, places, self.message, text, fixes)
    }

    /// The code and the message alone.
    pub(super) fn into_reason(self) -> (Code, String) {
        (self.code, self.message)
    }

    /// The error of a text that never became plain.
    pub(super) fn into_lexical_error(self, text: &str) -> Error {
        Error::of_text(self.code, self.places, self.message, text, self.fixes)
    }
}

/// A fault of a token.
pub(super) fn fault<'t, P: Into<Piece<'t>>>(code: Code, piece: P, message: impl Into<String>) -> Fault {
    let Piece { start, end, .. } = piece.into();
    Fault::at(code, start, end, message)
}
