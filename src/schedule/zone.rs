//! The zone of a rule: its own, or the caller's.

use chrono_tz::Tz;

/// Whose clock a rule's civil times are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Zone {
    /// None named: the caller's.
    #[default]
    Caller,
    /// An IANA zone.
    Named(Tz),
    /// `+02:00`, in minutes east of UTC; -1439 to 1439, not 0 (that is `UTC`).
    Fixed(i16),
}
