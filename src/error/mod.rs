//! The one error type: what is wrong, where, and a text that would work.

mod code;

use std::fmt;
use std::ops::Range;
use std::panic::Location;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

pub use code::Code;

/// Says why a schedule could not be made, and offers texts that would work.
///
/// Cheap to clone, and the same for a text and for a builder chain: a text error has a
/// [`span`](Error::span), a builder error has the source line of the setter that was wrong.
///
/// ```
/// let error = "every day at 5".parse::<punctual::Schedule>().unwrap_err();
/// assert_eq!(error.code().as_str(), "bare-hour");
/// assert_eq!(error.span(), Some(13..14));
/// assert_eq!(error.suggestions(), ["every day at 05:00", "every day at 17:00"]);
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    code: Code,
    message: String,
    /// The text that was read; empty for a builder chain.
    text: String,
    place: Place,
    fixes: Vec<Fix>,
}

/// Where a clause was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// Bytes of the text.
    Span(usize, usize),
    /// The line of the builder's setter.
    Line(&'static Location<'static>),
    /// Nowhere in particular.
    Whole,
}

/// A change that may make the text right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fix {
    /// Put this in place of these bytes. `{year}` stands for the year of the reader's choice.
    Replace(usize, usize, String),
    /// Write this instead of the whole text. `{year}` as above.
    Instead(String),
}

impl Error {
    pub(crate) fn new(
        code: Code,
        place: Place,
        message: impl Into<String>,
        text: &str,
        fixes: Vec<Fix>,
    ) -> Self {
        Self(Arc::new(Inner {
            code,
            message: message.into(),
            text: text.to_owned(),
            place,
            fixes,
        }))
    }

    /// The kind of error, for programs.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What is wrong and why, in one line, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The bytes of the text that are wrong; `None` for a builder chain.
    pub fn span(&self) -> Option<Range<usize>> {
        match self.0.place {
            Place::Span(start, end) => Some(start..end),
            Place::Line(_) | Place::Whole => None,
        }
    }

    /// The source line of the setter that was wrong; `None` for a text.
    pub fn location(&self) -> Option<&'static Location<'static>> {
        match self.0.place {
            Place::Line(location) => Some(location),
            Place::Span(..) | Place::Whole => None,
        }
    }

    /// Up to three whole texts that would work: each parses, and is in canonical form.
    ///
    /// Where a suggestion needs a year, it is 2030; [`suggestions_for`](Error::suggestions_for)
    /// takes the reader's own date.
    pub fn suggestions(&self) -> Vec<String> {
        self.suggest(2030)
    }

    /// Like [`suggestions`](Error::suggestions), with the dates that are missing taken from
    /// `today`.
    pub fn suggestions_for(&self, today: NaiveDate) -> Vec<String> {
        self.suggest(today.year())
    }

    fn suggest(&self, year: i32) -> Vec<String> {
        crate::text::suggest(&self.0.text, &self.0.fixes, year)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("place", &self.0.place)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}
