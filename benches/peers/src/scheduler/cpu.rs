//! The processor time of the threads of a started scheduler with nothing due.

use std::collections::BTreeSet;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use clokwerk::Interval;

use super::{SIZE, add_far, clokwerk, ours};
use crate::measure::Table;

const TIME: Duration = Duration::from_secs(10);

pub fn run(table: &Table) {
    if !table.wants("cpu_100k") {
        return;
    }
    let mine = ours();
    add_far(&mine, SIZE);
    let mut theirs = clokwerk();
    for _ in 0..SIZE {
        theirs.every(Interval::Weeks(52)).run(|| ());
    }
    let before = threads();
    let runner = mine.start();
    let with_ours = threads();
    // As in its documentation.
    let handle = theirs.watch_thread(Duration::from_millis(100));
    let with_theirs = threads();
    let my_threads: Vec<u32> = with_ours.difference(&before).copied().collect();
    let their_threads: Vec<u32> = with_theirs.difference(&with_ours).copied().collect();
    // Starting is not idling.
    thread::sleep(Duration::from_millis(500));
    let spent = |threads: &[u32]| threads.iter().map(|&thread| spent(thread)).sum::<Option<Duration>>();
    let begin = (spent(&my_threads), spent(&their_threads), Instant::now());
    thread::sleep(TIME);
    let seconds = begin.2.elapsed().as_secs_f64();
    let per_second =
        |from: Option<Duration>, to: Option<Duration>| Some((to? - from?).as_secs_f64() * 1_000.0 / seconds);
    let ours = per_second(begin.0, spent(&my_threads));
    let peer = per_second(begin.1, spent(&their_threads));
    match (ours, peer) {
        (Some(ours), Some(peer)) => table.print("cpu_100k", &[("punctual", ours), ("clokwerk", peer)], "ms/s", 4),
        _ => eprintln!("cpu_100k: this system does not say what its threads spend"),
    }
    drop(handle);
    assert!(runner.stop(Duration::from_secs(1)).is_empty());
}

/// The threads of this process.
fn threads() -> BTreeSet<u32> {
    let entries = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// The processor time of a thread, to the nanosecond, where the system says it.
fn spent(thread: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/self/task/{thread}/schedstat")).ok()?;
    Some(Duration::from_nanos(stat.split_whitespace().next()?.parse().ok()?))
}
