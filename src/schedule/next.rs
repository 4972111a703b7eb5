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
