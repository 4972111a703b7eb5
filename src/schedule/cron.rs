//! Cron lines: read, printed and matched.

/// A cron line, checked and normalised.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Cron {}
