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
    let place = BY_NAME.binary_search_by(|zone| small(zone.name()).cmp(small(name))).ok()?;
    BY_NAME.get(place).copied()
}

/// Every zone, sorted by its name in small letters. Made when a name is first in another case.
static BY_NAME: Lazy<Box<[Tz]>> = Lazy::new(|| {
    let mut zones: Box<[Tz]> = TZ_VARIANTS.into();
    zones.sort_by(|a, b| small(a.name()).cmp(small(b.name())));
    zones
});

/// A name in small letters.
fn small(name: &str) -> impl Iterator<Item = u8> + '_ {
    name.bytes().map(|letter| letter.to_ascii_lowercase())
}
