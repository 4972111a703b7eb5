//! How late a run begins on a started scheduler, beside the timed wait of the operating system.

use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use chrono::{TimeDelta, Utc};

use super::{SIZE, add_far, ours};
use crate::measure::Table;

const PERIOD: i64 = 10;
const TIME: Duration = Duration::from_secs(20);

pub fn run(table: &Table) {
    let rows = [("lateness_p99_100k", 0.99), ("lateness_p50_100k", 0.5)];
    if !rows.iter().any(|(row, _)| table.wants(row)) {
        return;
    }
    let mine = ours();
    add_far(&mine, SIZE - 1);
    let (sender, my_times) = channel();
    let job = mine.every(PERIOD as u32).milliseconds().run_with(move |run| {
        let late = Utc::now().signed_duration_since(run.slot());
        drop(sender.send(late));
    });
    let job = job.expect("a job");
    let (sender, their_times) = channel();
    let runner = mine.start();
    // In the same seconds, and half a period apart, so that neither is in the way of the other.
    let waiting = thread::spawn(move || wait_by_the_system(&sender));
    waiting.join().expect("the thread that waits");
    assert!(runner.stop(Duration::from_secs(1)).is_empty());
    job.cancel();
    drop(job);
    drop(mine);
    let (ours, theirs) = (sorted(my_times.into_iter()), sorted(their_times.into_iter()));
    for (row, part) in rows {
        if table.wants(row) {
            let figures = [("punctual", quantile(&ours, part)), ("park_timeout", quantile(&theirs, part))];
            table.print(row, &figures, "us", 1);
        }
    }
    if table.all {
        eprintln!("  {} and {} runs", ours.len(), theirs.len());
    }
}

fn wait_by_the_system(times: &Sender<TimeDelta>) {
    let half = PERIOD / 2;
    let begin = Utc::now();
    let mut mark = begin.timestamp_millis() / PERIOD * PERIOD + PERIOD + half;
    loop {
        let at = chrono::DateTime::<Utc>::from_timestamp_millis(mark).unwrap_or_default();
        let mut now = Utc::now();
        while now < at {
            thread::park_timeout((at - now).to_std().unwrap_or_default());
            now = Utc::now();
        }
        drop(times.send(now - at));
        if (now - begin).to_std().is_ok_and(|spent| spent >= TIME) {
            return;
        }
        mark = mark.max(now.timestamp_millis() / PERIOD * PERIOD - half) + PERIOD;
    }
}

fn sorted(times: impl Iterator<Item = TimeDelta>) -> Vec<f64> {
    let mut times: Vec<f64> = times.map(|late| late.num_nanoseconds().unwrap_or(0) as f64 / 1_000.0).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn quantile(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
}
