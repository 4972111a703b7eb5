//! The jobs to write, and what of them a target can say besides when they run.

use std::collections::BTreeMap;
use std::time::Duration;

use punctual::{Missed, Overlap};

use super::refused::Refused;
use super::said::Said;
use crate::file::{Delivery, Job, Settings};

/// A job, and when it runs as the target says it.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) job: &'a Job,
    pub(super) when: Said,
}

/// A key of a job that a target may be able to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Timeout,
    Grace,
    MissedSkip,
}

/// Refuses a job with a key that is not among these and says what others do not.
pub(super) fn settings(settings: &Settings, can: &[Key]) -> Result<(), Refused> {
    let refuse = |key: &str| Err(Refused::new(key, "there is no word for it there"));
    if settings.timeout.is_some() && !can.contains(&Key::Timeout) {
        return refuse("timeout");
    }
    if settings.grace.is_some() && !can.contains(&Key::Grace) {
        return refuse("grace");
    }
    if settings.on_missed != Missed::RunOnce && !(settings.on_missed == Missed::Skip && can.contains(&Key::MissedSkip))
    {
        return refuse("on_missed");
    }
    if settings.on_overlap != Overlap::Skip {
        return refuse("on_overlap");
    }
    if settings.retry.times > 0 {
        return refuse("retry");
    }
    if settings.only_if.is_some() {
        return refuse("only_if");
    }
    if settings.on_failure.is_some() {
        return refuse("on_failure");
    }
    if settings.delivery != Delivery::AtLeastOnce {
        return refuse("delivery");
    }
    Ok(())
}

/// Whole seconds, rounded up.
pub(super) fn seconds(length: Duration) -> u64 {
    length.as_secs().saturating_add(u64::from(length.subsec_nanos() > 0))
}

/// The variables that all of these jobs have with the same value.
pub(super) fn common<'a>(plans: &[Plan<'a>]) -> BTreeMap<&'a str, &'a str> {
    let mut plans = plans.iter().map(|plan| &plan.job.settings.environment);
    let Some(first) = plans.next() else { return BTreeMap::new() };
    let first = first.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let rest: Vec<_> = plans.collect();
    first.filter(|(name, value)| rest.iter().all(|all| all.get(*name).is_some_and(|same| same == value))).collect()
}
