//! Weekdays in every n-th Monday week.

use crate::schedule::calendar::{Weekdays, weekday_number};

/// The Monday from which weeks are counted when nothing else is said: 1970-01-05.
const FIRST_MONDAY: i32 = 4;

/// Whole Monday weeks since 1970-01-05.
fn week_of(day: i32) -> i64 {
    i64::from(day).saturating_sub(FIRST_MONDAY.into()).div_euclid(7)
}

/// The Monday of such a week.
fn monday_of(week: i64) -> Option<i32> {
    i32::try_from(week.saturating_mul(7).saturating_add(FIRST_MONDAY.into())).ok()
}

/// Weeks since the last one that counts; 0 if this one does.
fn weeks_past(week: i64, n: u32, anchor: Option<i32>) -> Option<i64> {
    week.saturating_sub(anchor.map_or(0, week_of)).checked_rem_euclid(n.into())
}

/// The first such day that is not before `from`.
pub(super) fn next(from: i32, n: u32, on: Weekdays, anchor: Option<i32>) -> Option<i32> {
    let week = week_of(from);
    let past = weeks_past(week, n, anchor)?;
    let later = on.0.checked_shr(weekday_number(from).into())?;
    if past == 0 && later != 0 {
        return Some(from.saturating_add_unsigned(later.trailing_zeros()));
    }
    let monday = monday_of(week.saturating_add(i64::from(n).saturating_sub(past)))?;
    (!on.is_empty()).then(|| monday.saturating_add_unsigned(on.0.trailing_zeros()))
}

/// The last such day that is not after `to`.
pub(super) fn previous(to: i32, n: u32, on: Weekdays, anchor: Option<i32>) -> Option<i32> {
    let week = week_of(to);
    let past = weeks_past(week, n, anchor)?;
    // The day itself becomes the top bit.
    let sooner = on.0.checked_shl(7_u32.saturating_sub(weekday_number(to).into()))?;
    if past == 0 && sooner != 0 {
        return Some(to.saturating_sub_unsigned(sooner.leading_zeros()));
    }
    let monday = monday_of(week.saturating_sub(if past == 0 { n.into() } else { past }))?;
    let last = on.0.checked_ilog2()?;
    Some(monday.saturating_add_unsigned(last))
}
