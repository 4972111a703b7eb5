//! How much a schedule can hold: the same for a text and for a chain.

use crate::Code;
use crate::schedule::unit::AnyUnit;

/// No count, no interval and no length is longer than this many years.
const MOST_YEARS: u64 = 100;

/// The most slots that `for N times` may count.
pub(super) const MOST_TIMES: u32 = 10_000;

impl AnyUnit {
    /// How many of it fit into the longest interval.
    pub(crate) fn most(self) -> u64 {
        let days = MOST_YEARS.saturating_mul(365);
        match self {
            Self::Clock(unit) => days.saturating_mul(86_400_000).checked_div(unit.milliseconds()).unwrap_or(0),
            Self::Day => days,
            Self::Week => days / 7,
            Self::Month => MOST_YEARS.saturating_mul(12),
            Self::Quarter => MOST_YEARS.saturating_mul(4),
            Self::Year => MOST_YEARS,
        }
        .min(u64::from(u32::MAX))
    }
}

/// A count of a unit, if a schedule can hold it.
pub(crate) fn holds(count: u64, unit: AnyUnit) -> Result<u32, (Code, String)> {
    let name = unit.name();
    if count == 0 {
        return Err((Code::Zero, format!("an interval must be at least 1 {name}")));
    }
    let most = unit.most();
    u32::try_from(count)
        .ok()
        .filter(|&count| u64::from(count) <= most)
        .ok_or_else(|| (Code::Range, format!("too long: at most {most} {name}s")))
}
