//! The coming runs, counted column by column.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Timelike, Utc};

use crate::answer::is_random;
use crate::file::Job;
use crate::moment::just_before;
use crate::zone::Zone;

/// What is drawn: a stretch of time in columns of the same length, with a lane for each job.
#[derive(Debug)]
pub(super) struct Lanes {
    pub(super) zone: Zone,
    /// From when the runs count.
    pub(super) from: DateTime<Utc>,
    pub(super) to: DateTime<Utc>,
    /// When the first column begins, which may be before that.
    pub(super) start: DateTime<Utc>,
    /// The length of a column in seconds.
    pub(super) column: i64,
    pub(super) jobs: Vec<Lane>,
    /// All runs of each column.
    pub(super) sums: Vec<u64>,
    pub(super) worst: Option<Worst>,
}

/// A job.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) name: String,
    /// The runs of each column.
    pub(super) counts: Vec<u64>,
    pub(super) runs: u64,
    /// Whether its times are drawn by lot.
    pub(super) random: bool,
}

/// The minute in which most jobs start.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Worst {
    pub(super) minute: DateTime<Utc>,
    pub(super) jobs: Vec<String>,
    pub(super) runs: u64,
}

/// Lengths of columns that fit to the clock.
const LENGTHS: [i64; 21] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    2_592_000,
];

/// The shortest length of which no more than so many make up the whole.
pub(super) fn column(length: TimeDelta, most: usize) -> i64 {
    let most = i64::try_from(most).unwrap_or(i64::MAX).max(1);
    let fits = |column: &&i64| length.num_seconds().div_euclid(**column) < most;
    LENGTHS.iter().find(fits).copied().unwrap_or(2_592_000)
}

impl Lanes {
    /// Counts the runs of these jobs in columns of so many seconds.
    pub(super) fn new(jobs: &[&Job], zone: Zone, from: DateTime<Utc>, length: TimeDelta, column: i64) -> Option<Self> {
        let to = from.checked_add_signed(length)?;
        let local = from.with_timezone(&zone);
        let past = i64::from(local.num_seconds_from_midnight()).checked_rem(column.min(86_400))?;
        let start = from.checked_sub_signed(TimeDelta::seconds(past))?.with_nanosecond(0)?;
        let columns = to.signed_duration_since(start).num_milliseconds().saturating_sub(1);
        let columns = columns.checked_div(column.checked_mul(1_000)?)?.checked_add(1)?;
        let columns = usize::try_from(columns).ok()?;
        let mut lanes = Lanes { zone, from, to, start, column, jobs: Vec::new(), sums: vec![0; columns], worst: None };
        let mut minutes: BTreeMap<i64, (Vec<usize>, u64)> = BTreeMap::new();
        for (at, job) in jobs.iter().enumerate() {
            lanes.add(at, job, &mut minutes);
        }
        lanes.worst = worst(&minutes, jobs);
        Some(lanes)
    }

    fn add(&mut self, number: usize, job: &Job, minutes: &mut BTreeMap<i64, (Vec<usize>, u64)>) {
        let mut counts = vec![0_u64; self.sums.len()];
        let mut runs = 0_u64;
        // The moment itself belongs to the picture.
        for run in job.schedule.upcoming(&just_before(&self.from).with_timezone(&self.zone)) {
            let run = run.to_utc();
            if run >= self.to {
                break;
            }
            let column = run.signed_duration_since(self.start).num_seconds().checked_div(self.column);
            let column = column.and_then(|column| usize::try_from(column).ok());
            if let Some(count) = column.and_then(|column| counts.get_mut(column)) {
                *count = count.saturating_add(1);
            }
            runs = runs.saturating_add(1);
            let (jobs, all) = minutes.entry(run.timestamp().div_euclid(60)).or_default();
            *all = all.saturating_add(1);
            if jobs.last() != Some(&number) {
                jobs.push(number);
            }
        }
        for (sum, count) in self.sums.iter_mut().zip(&counts) {
            *sum = sum.saturating_add(*count);
        }
        let random = is_random(&job.schedule);
        self.jobs.push(Lane { name: job.name.clone(), counts, runs, random });
    }

    /// When a column begins.
    pub(super) fn begin(&self, column: usize) -> Option<DateTime<Utc>> {
        let seconds = i64::try_from(column).ok()?.checked_mul(self.column)?;
        self.start.checked_add_signed(TimeDelta::seconds(seconds))
    }

    /// All runs.
    pub(super) fn runs(&self) -> u64 {
        self.jobs.iter().map(|lane| lane.runs).sum()
    }
}

/// The first of the minutes with the most jobs, and among these with the most runs.
fn worst(minutes: &BTreeMap<i64, (Vec<usize>, u64)>, jobs: &[&Job]) -> Option<Worst> {
    let mut found: Option<(&i64, &(Vec<usize>, u64))> = None;
    for (minute, one) in minutes {
        if found.is_none_or(|(_, best)| (best.0.len(), best.1) < (one.0.len(), one.1)) {
            found = Some((minute, one));
        }
    }
    let (minute, (numbers, runs)) = found?;
    let names = numbers.iter().filter_map(|number| jobs.get(*number)).map(|job| job.name.clone()).collect();
    Some(Worst { minute: DateTime::from_timestamp(minute.checked_mul(60)?, 0)?, jobs: names, runs: *runs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_to_the_clock() {
        assert_eq!(column(TimeDelta::hours(24), 50), 1_800);
        assert_eq!(column(TimeDelta::hours(1), 50), 120);
        assert_eq!(column(TimeDelta::days(7), 50), 21_600);
        assert_eq!(column(TimeDelta::seconds(10), 50), 1);
        assert_eq!(column(TimeDelta::days(10_000), 50), 2_592_000);
    }
}
