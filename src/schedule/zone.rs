//! The zone of a rule: its own, or the caller's.

use chrono_tz::{TZ_VARIANTS, Tz};
use once_cell::sync::Lazy;

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

/// The zone of an IANA name, in any case.
pub(crate) fn find(name: &str) -> Option<Tz> {
    // The spelling of the database is the common case, and needs no index of its own.
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    let lower = name.to_ascii_lowercase();
    let place = BY_LOWER_NAME.binary_search_by(|(known, _)| known.as_ref().cmp(&lower)).ok()?;
    BY_LOWER_NAME.get(place).map(|&(_, zone)| zone)
}

/// Every zone by its name in small letters, sorted. Made when a name is first misspelt.
static BY_LOWER_NAME: Lazy<Box<[(Box<str>, Tz)]>> = Lazy::new(|| {
    let mut zones: Vec<_> =
        TZ_VARIANTS.iter().map(|zone| (zone.name().to_ascii_lowercase().into_boxed_str(), *zone)).collect();
    zones.sort_by(|a, b| a.0.cmp(&b.0));
    zones.into_boxed_slice()
});
