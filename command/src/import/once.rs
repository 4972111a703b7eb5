//! What a crontab says once, before its first job.

use std::collections::BTreeMap;

use super::line::Line;
use crate::zone;

/// A variable that cron itself reads.
pub(super) const ZONE: &str = "CRON_TZ";

/// It holds for the whole crontab.
#[derive(Debug, Default)]
pub(super) struct Once {
    pub(super) zone: Option<String>,
    /// Whether all variables but the zone do.
    pub(super) environment: bool,
}

impl Once {
    pub(super) fn of(lines: &[(usize, &str, Line)]) -> Self {
        let mut set: BTreeMap<&str, usize> = BTreeMap::new();
        let mut after_job = Vec::new();
        let mut job = false;
        for (_, _, line) in lines {
            match line {
                Line::Set(name, _) => {
                    let times = set.entry(name).or_default();
                    *times = times.saturating_add(1);
                    if job {
                        after_job.push(name.as_str());
                    }
                }
                Line::Job { .. } => job = true,
                _ => {}
            }
        }
        let once = |name: &str| set.get(name).is_none_or(|times| *times == 1) && !after_job.contains(&name);
        let zone = lines.iter().find_map(|(_, _, line)| match line {
            Line::Set(name, value) if name == ZONE && once(ZONE) => zone::read(value).ok(),
            _ => None,
        });
        let environment = set.keys().filter(|name| **name != ZONE).all(|name| once(name));
        Self { zone: zone.map(|zone| zone.to_string()), environment }
    }
}
