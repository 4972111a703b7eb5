//! The search: the next and the previous slot of a rule.

use chrono::{DateTime, TimeZone};

use super::rule::Rule;

pub(super) fn next_after<Z: TimeZone>(rule: &Rule, after: &DateTime<Z>) -> Option<DateTime<Z>> {
    let _ = (rule, after);
    None
}

pub(super) fn previous_before<Z: TimeZone>(rule: &Rule, before: &DateTime<Z>) -> Option<DateTime<Z>> {
    let _ = (rule, before);
    None
}

/// STUB until the search lands.
pub(super) fn fires(rule: &Rule) -> bool {
    let _ = rule;
    true
}
pub(super) fn includes<Z: TimeZone>(rule: &Rule, at: &DateTime<Z>) -> bool {
    let _ = (rule, at);
    false
}
pub(super) fn first_gap(rule: &Rule, zone: chrono_tz::Tz, times: &[u32]) -> Option<(u32, i32)> {
    let _ = (rule, zone, times);
    None
}
