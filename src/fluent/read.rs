//! What a setter made of its argument, and where it was called.

use std::panic::Location;

use crate::error::Place;
use crate::{Code, Schedule};

/// An argument as the builder keeps it, or why it cannot.
pub(crate) type Read<T> = Result<T, Misread>;

/// Why an argument says nothing that a schedule can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misread {
    pub(crate) code: Code,
    pub(crate) message: String,
    /// Texts that may have been meant, in place of the text that was given.
    pub(crate) instead: Vec<String>,
}

impl Misread {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), instead: Vec::new() }
    }

    /// A value that no calendar or clock has.
    pub(crate) fn range(message: impl Into<String>) -> Self {
        Self::new(Code::Range, message)
    }

    /// A list that names nothing.
    pub(crate) fn nothing(what: &str) -> Self {
        Self::new(Code::Expected, format!("the list is empty: name at least one {what}"))
    }
}

/// The limits that a text has as well.
impl From<(Code, String)> for Misread {
    fn from((code, message): (Code, String)) -> Self {
        Self::new(code, message)
    }
}

/// What a text would say of an argument that cannot be read after these words, and what it would
/// offer instead.
pub(crate) fn refused(before: &str, argument: &str, (code, message): (Code, String)) -> Misread {
    match format!("{before} {argument}").parse::<Schedule>() {
        Ok(_) => Misread::new(code, message),
        Err(error) => {
            let offered = error.suggestions();
            let instead = offered.iter().filter_map(|text| text.strip_prefix(before)?.strip_prefix(' '));
            Misread {
                code: error.code(),
                message: error.message().to_owned(),
                instead: instead.map(str::to_owned).collect(),
            }
        }
    }
}

/// The source line that called a setter. Only this crate can make one, which also keeps the
/// traits whose methods take it closed to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line(&'static Location<'static>);

impl Line {
    /// The caller of the outermost `#[track_caller]` function.
    #[track_caller]
    pub(crate) fn here() -> Self {
        Self(Location::caller())
    }

    pub(crate) fn location(self) -> &'static Location<'static> {
        self.0
    }

    pub(crate) fn place(self) -> Place {
        Place::Line(self.0)
    }
}
