//! What a setter made of its argument.

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
    // Who sets a value that is only known at run time finds it in the message.
    let with_value = |message: &str| {
        if message.contains(argument) { message.to_owned() } else { format!("\"{argument}\": {message}") }
    };
    match format!("{before} {argument}").parse::<Schedule>() {
        Ok(_) => Misread::new(code, with_value(&message)),
        Err(error) => {
            let offered = error.suggestions();
            let instead = offered.iter().filter_map(|text| text.strip_prefix(before)?.strip_prefix(' '));
            Misread {
                code: error.code(),
                message: with_value(error.message()),
                instead: instead.map(str::to_owned).collect(),
            }
        }
    }
}
