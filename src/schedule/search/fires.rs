//! Whether a rule has any slot at all.

use chrono::{DateTime, Utc};

use super::days::DaySet;
use super::next_after;
use crate::schedule::calendar::{FIRST_DAY, GREGORIAN_CYCLE};
use crate::schedule::rule::{Days, Period, Rule, When};

/// Whether the rule has any slot at all; without a zone of its own, in UTC.
pub(in crate::schedule) fn fires(rule: &Rule) -> bool {
    if repeats(rule) {
        // What has no day in 400 years never has: the days and weekdays are the same again.
        let start = rule.rare.as_ref().and_then(|rare| rare.starting).map_or(FIRST_DAY, |starting| starting.day);
        if DaySet::of(rule).to(start.saturating_add(GREGORIAN_CYCLE)).next(start).is_none() {
            return false;
        }
    }
    next_after(rule, &DateTime::<Utc>::MIN_UTC).is_some()
}

/// Whether the days of a rule are the same again after 400 years: it counts every one of its
/// days, weeks, months or years, and follows no grid of its own.
fn repeats(rule: &Rule) -> bool {
    let on = match &rule.when {
        When::Days { on, .. } => on,
        When::Interval { every, on } if every.divides_a_day() || rule.window().is_some() => on,
        _ => return false,
    };
    match on {
        Days::Every { n } | Days::Weekly { n, .. } => *n == 1,
        Days::Monthly(monthly) => matches!(monthly.every, Period::Months(1) | Period::Quarters(1)),
        Days::Yearly(yearly) => yearly.n == 1,
        Days::Both { .. } => true,
        Days::Once(_) => false,
    }
}
