//! What can go wrong with a store.

use std::fmt;

/// A store that could not do what it was asked: the kind, for programs, and a message.
///
/// ```
/// use punctual::{StoreError, StoreFault};
///
/// let error = StoreError::new(StoreFault::Full, "the disk is full");
/// assert_eq!(error.fault(), StoreFault::Full);
/// assert_eq!(error.to_string(), "the disk is full");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    fault: StoreFault,
    message: String,
}

/// The kind of a [`StoreError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StoreFault {
    /// Another holds it, and did not let go in time.
    Busy,
    /// There is no room left.
    Full,
    /// It may not be written to.
    ReadOnly,
    /// It cannot be reached: the file is gone, the disk does not answer.
    Unreachable,
    /// It is damaged. It was left as it is.
    Damaged,
    /// It was written by a newer version. It was left as it is.
    Newer,
    /// It is something else. It was left as it is.
    Foreign,
    /// It did not answer before the deadline.
    Late,
    /// All else.
    Other,
}

impl StoreError {
    /// An error of this kind.
    pub fn new(fault: StoreFault, message: impl Into<String>) -> Self {
        Self { fault, message: message.into() }
    }

    /// The kind.
    pub fn fault(&self) -> StoreFault {
        self.fault
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StoreError {}
