//! Why a line is no cron line.

use crate::Code;

/// Why a line is no cron line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CronFault {
    pub(crate) code: Code,
    /// The bytes of the line that are wrong.
    pub(crate) span: (usize, usize),
    pub(crate) message: String,
    /// Bytes of the line, and what to put in their place.
    pub(crate) fix: Option<(usize, usize, String)>,
}

impl CronFault {
    /// Offers to put that text in place of the bytes.
    pub(super) fn put(mut self, (start, end): (usize, usize), text: impl Into<String>) -> Self {
        self.fix = Some((start, end, text.into()));
        self
    }
}
