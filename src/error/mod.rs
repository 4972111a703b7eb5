//! The one error type: what is wrong, where, and a text that would work.

mod caret;
mod code;

use std::fmt;
use std::ops::Range;
use std::panic::Location;
use std::sync::Arc;

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
    place: Whence,
    fixes: Vec<Fix>,
}

/// What the error speaks of.
enum Whence {
    /// A text, and the places in it to point at; sorted, not empty.
    Text { text: String, spans: Vec<(usize, usize)> },
    /// A builder chain, and the line of the setter that was wrong.
    Chain(Option<&'static Location<'static>>),
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

/// A change that may make the text right. `{year}` in it stands for the reader's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fix {
    /// Put this in place of these bytes.
    Replace(usize, usize, String),
    /// Put this, or nothing, in place of these bytes, if that is enough to make the text right:
    /// with more changes the meaning might be another one.
    IfEnough(usize, usize, String),
    /// Write this instead of the whole text.
    Instead(String),
}

impl Error {
    pub(crate) fn of_text(
        code: Code,
        spans: Vec<(usize, usize)>,
        message: String,
        text: &str,
        fixes: Vec<Fix>,
    ) -> Self {
        let place = Whence::Text { text: text.to_owned(), spans };
        Self(Arc::new(Inner { code, message, place, fixes }))
    }

    pub(crate) fn of_chain(
        code: Code,
        line: Option<&'static Location<'static>>,
        message: String,
        fixes: Vec<Fix>,
    ) -> Self {
        Self(Arc::new(Inner { code, message, place: Whence::Chain(line), fixes }))
    }

    /// The kind of error, for programs.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let error = "every day at 5".parse::<Schedule>().unwrap_err();
    /// assert_eq!(error.code().as_str(), "bare-hour");
    /// ```
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What is wrong and why, in one line, without the place.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let error = "every 0 minutes".parse::<Schedule>().unwrap_err();
    /// assert_eq!(error.message(), "an interval must be at least 1 minute");
    /// ```
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The bytes of the text that are wrong, from the first to the last; `None` for a builder
    /// chain.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let text = "every monday at 25:00";
    /// let span = text.parse::<Schedule>().unwrap_err().span().unwrap();
    /// assert_eq!(&text[span], "25:00");
    /// ```
    pub fn span(&self) -> Option<Range<usize>> {
        match &self.0.place {
            Whence::Text { spans, .. } => {
                let start = spans.iter().map(|span| span.0).min()?;
                let end = spans.iter().map(|span| span.1).max()?;
                Some(start..end)
            }
            Whence::Chain(_) => None,
        }
    }

    /// Each place in the text that is wrong, in order: a clause said twice has two. None for a
    /// builder chain.
    ///
    /// ```
    /// let error = "every day at 9:00 every 2 hours".parse::<punctual::Schedule>().unwrap_err();
    /// assert_eq!(error.spans().collect::<Vec<_>>(), [0..9, 18..31]);
    /// ```
    pub fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        let spans = match &self.0.place {
            Whence::Text { spans, .. } => spans.as_slice(),
            Whence::Chain(_) => &[],
        };
        spans.iter().map(|&(start, end)| start..end)
    }

    /// The source line of the setter that was wrong; `None` for a text.
    ///
    /// ```
    /// let error = punctual::every(1).day().at("25:00").build().unwrap_err();
    /// assert_eq!(error.location().unwrap().line(), line!() - 1);
    /// ```
    pub fn location(&self) -> Option<&'static Location<'static>> {
        match self.0.place {
            Whence::Chain(line) => line,
            Whence::Text { .. } => None,
        }
    }

    /// The text that was read; empty for a chain.
    pub(crate) fn text(&self) -> &str {
        match &self.0.place {
            Whence::Text { text, .. } => text,
            Whence::Chain(_) => "",
        }
    }

    pub(crate) fn fixes(&self) -> &[Fix] {
        &self.0.fixes
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("span", &self.span())
            .field("location", &self.location())
            .finish_non_exhaustive()
    }
}

/// The line that is wrong with the place marked, the message, and what would work.
///
/// ```
/// let error = "every day at 5".parse::<punctual::Schedule>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "\
/// every day at 5
///              ^ \"5\" could be 05:00 or 17:00
///   help: every day at 05:00
///   help: every day at 17:00"
/// );
/// ```
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.place {
            Whence::Text { text, spans } => caret::line(f, text, spans, &self.0.message)?,
            Whence::Chain(Some(line)) => write!(f, "{} (set at {line})", self.0.message)?,
            Whence::Chain(None) => f.write_str(&self.0.message)?,
        }
        for suggestion in self.suggestions() {
            write!(f, "\n  help: {suggestion}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
