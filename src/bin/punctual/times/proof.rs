//! Whether two readings name the same moments, found by asking both.

use chrono::{DateTime, TimeDelta, Utc};

use super::Times;
use crate::explain::changes::{YEARS, next_changes};
use crate::zone::Zone;

/// How many moments in a row are compared.
const IN_A_ROW: usize = 5_000;
/// For how many years each day's first moments are compared.
const DAYS_OF: i64 = 5;
/// How many hours before and after a change of the clock, and how many moments in them.
const AROUND: [(i64, usize); 2] = [(2, 15_000), (26, 200)];

/// A moment that only one of the two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) at: DateTime<Utc>,
    /// Whether it is the first that names it.
    pub(crate) of_first: bool,
}

/// The first difference that is found from a moment on, or none: 5,000 moments in a row, the
/// first of each day for 5 years, and all around the changes of the clock in that time.
pub(crate) fn difference(first: &dyn Times, second: &dyn Times, zone: Zone, from: DateTime<Utc>) -> Option<Difference> {
    let end = from.checked_add_signed(TimeDelta::days(YEARS.saturating_mul(366)))?;
    in_a_row(first, second, from, end, IN_A_ROW)
        .or_else(|| {
            let days = 0..DAYS_OF.saturating_mul(366);
            days.filter_map(|day| from.checked_add_signed(TimeDelta::days(day)))
                .find_map(|day| in_a_row(first, second, day, end, 2))
        })
        .or_else(|| difference_at_changes(first, second, zone, from))
}

/// The first difference around a change of the clock in the next 5 years.
pub(crate) fn difference_at_changes(
    first: &dyn Times,
    second: &dyn Times,
    zone: Zone,
    from: DateTime<Utc>,
) -> Option<Difference> {
    let end = from.checked_add_signed(TimeDelta::days(DAYS_OF.saturating_mul(366)))?;
    let changes = next_changes(zone, from, usize::MAX);
    changes.iter().map(|change| change.at).take_while(|change| *change < end).find_map(|change| {
        AROUND.into_iter().find_map(|(hours, count)| {
            let begin = change.checked_sub_signed(TimeDelta::hours(hours))?;
            let end = change.checked_add_signed(TimeDelta::hours(hours))?;
            in_a_row(first, second, begin.max(from), end, count)
        })
    })
}

fn in_a_row(
    first: &dyn Times,
    second: &dyn Times,
    from: DateTime<Utc>,
    end: DateTime<Utc>,
    count: usize,
) -> Option<Difference> {
    let mut after = from;
    for _ in 0..count {
        let one = first.next_after(after).filter(|at| *at <= end);
        let other = second.next_after(after).filter(|at| *at <= end);
        match (one, other) {
            (None, None) => return None,
            (Some(one), Some(other)) if one == other => after = one,
            (Some(one), Some(other)) => return Some(Difference { at: one.min(other), of_first: one < other }),
            (Some(at), None) => return Some(Difference { at, of_first: true }),
            (None, Some(at)) => return Some(Difference { at, of_first: false }),
        }
    }
    None
}
