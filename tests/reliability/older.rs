//! Files that earlier versions wrote are read as they were meant.
//!
//! `tests/data/store-1.db` was written by the first version with the test at the end. A new
//! version of the tables adds a file, and changes none.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use punctual::{Claim, Ending, NoRun, RunState, Slot, SqliteStore, Store, StoredJob};

use crate::folder::Folder;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_800_000_000_000).unwrap() + TimeDelta::minutes(minute)
}

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

#[test]
fn version_1() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    std::fs::copy(data("store-1.db"), &path).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    let jobs = store.jobs().unwrap();
    let found: Vec<_> =
        jobs.iter().map(|job| (&*job.name, &*job.schedule, job.hash, job.paused, job.since, job.last)).collect();
    assert_eq!(
        found,
        [
            ("backup", "every day at 02:00", 1, false, at(0), Some(at(7))),
            ("digest", "every weekday at 09:00 in Europe/Berlin", u64::MAX, true, at(3), None),
        ]
    );
    let rows = store.history("backup", 99).unwrap();
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.slot.at, row.slot.first, row.slot.by_hand, row.state, row.attempt, row.deaths))
        .collect();
    assert_eq!(
        found,
        [
            (at(8), at(8), true, RunState::Ok, 1, 0),
            (at(7), at(7), false, RunState::Retrying, 1, 0),
            (at(6), at(6), false, RunState::Quarantined, 3, 3),
            (at(5), at(5), false, RunState::Interrupted, 1, 1),
            (at(4), at(2), false, RunState::Missed, 0, 0),
            (at(1), at(1), false, RunState::Skipped, 0, 0),
            (at(0), at(0), false, RunState::Failed, 1, 0),
        ]
    );
    assert_eq!(rows[6].error.as_deref(), Some("no answer"));
    assert_eq!(rows[5].why.as_deref(), Some("overlap"));
    assert!(store.release(&rows[2].slot).unwrap());
}

#[test]
#[ignore = "writes a file of this version to the current folder, for tests/data"]
fn write_a_file() {
    let path = "store-new.db";
    let store = SqliteStore::open(path).unwrap();
    store.add(&[StoredJob::new("backup", "every day at 02:00", 1, at(0))]).unwrap();
    let digest = StoredJob::new("digest", "every weekday at 09:00 in Europe/Berlin", u64::MAX, at(3));
    let mut digest = digest;
    digest.paused = true;
    store.change(&[digest]).unwrap();
    let claim = |slot: Slot, lease| Claim::new(slot.clone(), "somebody", lease, slot.at);
    let slot = |minute| Slot::new("backup", at(minute));
    let long = Duration::from_secs(60);
    let failed = store.claim(&claim(slot(0), long)).unwrap().unwrap();
    store.finish(&failed, &Ending::Failed("no answer".into()), at(1)).unwrap();
    store.record(&slot(1), &NoRun::Skipped("overlap".into()), at(1)).unwrap();
    store.record(&slot(4).since(at(2)), &NoRun::Missed, at(4)).unwrap();
    store.claim(&claim(slot(5), Duration::ZERO).at_most_once()).unwrap().unwrap();
    for _ in 0..3 {
        store.claim(&claim(slot(6), Duration::ZERO)).unwrap().unwrap();
    }
    store.recover("", at(7)).unwrap();
    let retried = store.claim(&claim(slot(7), long)).unwrap().unwrap();
    store.finish(&retried, &Ending::Retrying("no answer".into(), long), at(7)).unwrap();
    let by_hand = store.claim(&claim(slot(8).by_hand(), long)).unwrap().unwrap();
    store.finish(&by_hand, &Ending::Ok, at(9)).unwrap();
}
