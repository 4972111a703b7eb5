//! Whether two readings name the same moments, found by asking both.

use std::iter;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Times, Years};
use crate::clock_changes::YEARS;
use crate::moment::just_before;

/// How many moments in a row are compared.
const IN_A_ROW: usize = 5_000;
const IN_A_ROW_OF_PARTS: usize = 1_000;
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

/// The first difference that is found, or none: 5,000 moments in a row, the first of each day
/// for 5 years, all around the changes of the clock in that time, and the same for each part of
/// either, so that what is rare is not lost among what is frequent.
pub(crate) fn difference(first: &dyn Times, second: &dyn Times, years: &Years) -> Option<Difference> {
    let end = years.from.checked_add_signed(TimeDelta::days(YEARS.saturating_mul(366)))?;
    in_a_row(first, second, years.from, end, IN_A_ROW)
        .or_else(|| each_day(years).find_map(|day| in_a_row(first, second, day, end, 2)))
        .or_else(|| difference_at_changes(first, second, years))
        .or_else(|| missing(first, second, years, end).map(|at| Difference { at, of_first: true }))
        .or_else(|| missing(second, first, years, end).map(|at| Difference { at, of_first: false }))
}

/// The first difference around a change of the clock in the next 5 years.
pub(crate) fn difference_at_changes(first: &dyn Times, second: &dyn Times, years: &Years) -> Option<Difference> {
    let end = years.from.checked_add_signed(TimeDelta::days(DAYS_OF.saturating_mul(366)))?;
    years.changes.iter().take_while(|change| **change < end).find_map(|change| {
        AROUND.into_iter().find_map(|(hours, count)| {
            let begin = change.checked_sub_signed(TimeDelta::hours(hours))?;
            let end = change.checked_add_signed(TimeDelta::hours(hours))?;
            in_a_row(first, second, begin.max(years.from), end, count)
        })
    })
}

fn each_day(years: &Years) -> impl Iterator<Item = DateTime<Utc>> {
    let days = 0..DAYS_OF.saturating_mul(366);
    days.filter_map(|day| years.from.checked_add_signed(TimeDelta::days(day)))
}

/// A moment of some part of one that the other does not have.
fn missing(of: &dyn Times, other: &dyn Times, years: &Years, end: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let parts = of.parts();
    let has = |at: DateTime<Utc>| other.next_after(just_before(&at)) == Some(at);
    // One part is the whole, which has been compared.
    parts.iter().filter(|_| parts.len() > 1).find_map(|part| {
        let row = iter::successors(part.next_after(years.from), |at| part.next_after(*at)).take(IN_A_ROW_OF_PARTS);
        let daily = each_day(years).filter_map(|day| part.next_after(day));
        row.chain(daily).take_while(|at| *at <= end).find(|at| !has(*at))
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

#[cfg(test)]
mod tests {
    use super::super::Zoned;
    use super::*;
    use crate::zone::Zone;
    use chrono_tz::Tz;

    #[test]
    fn what_is_rare_is_not_lost_among_what_is_frequent() {
        let berlin = Zone::Named(Tz::Europe__Berlin);
        let years = Years::new(berlin, "2026-01-01T00:00:00Z".parse().expect("a moment"));
        let read = |text: &str| Zoned { schedules: vec![text.parse().expect("a schedule")], zone: berlin };
        let first_difference = |one: &str, other: &str| {
            let found = difference(&read(one), &read(other), &years)?;
            Some((found.at.to_rfc3339(), found.of_first))
        };
        assert_eq!(first_difference("every 2 minutes", "cron */2 * * * *"), None);
        let rare = "every 2 minutes; every year on december 15 at 12:01";
        let found = Some(("2026-12-15T11:01:00+00:00".to_owned(), true));
        assert_eq!(first_difference(rare, "every 2 minutes"), found);
        assert_eq!(first_difference("every 2 minutes", rare).map(|(at, _)| at), found.map(|(at, _)| at));
        // A friday in 2026, and a saturday in 2027.
        let day = "every 2 minutes on weekdays; every year on december 25 at 12:00";
        let found = Some(("2027-12-25T11:00:00+00:00".to_owned(), true));
        assert_eq!(first_difference(day, "every 2 minutes on weekdays"), found);
        // The hour that is left out is left out by an interval, and made up for by times of day.
        let found = Some(("2026-03-29T01:00:00+00:00".to_owned(), false));
        assert_eq!(first_difference("every 2 hours", "cron 0 0-23/2 * * *"), found);
        assert_eq!(
            first_difference("every day at 09:00", "every day at 09:00 until 2028-12-31").map(|(_, of)| of),
            Some(true)
        );
    }
}
