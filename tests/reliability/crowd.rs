//! Many who claim the same slots: each slot is granted once.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use punctual::{Claim, Ending, MemoryStore, RunState, Slot, SqliteStore, Store};
use rusqlite::Connection;

use crate::folder::Folder;

const LEASE: Duration = Duration::from_secs(3600);

fn slot(number: u32) -> Slot {
    Slot::new("job", DateTime::UNIX_EPOCH + TimeDelta::seconds(number.into()))
}

/// Claims all slots, and finishes those it got; how many these were.
fn work(store: &impl Store, owner: &str, slots: u32) -> u32 {
    let mut got = 0;
    for number in 0..slots {
        let claim = Claim::new(slot(number), owner, LEASE, slot(number).at);
        if let Some(held) = store.claim(&claim).unwrap() {
            assert!(store.finish(&held, &Ending::Ok, held.slot.at).unwrap());
            got += 1;
        }
    }
    got
}

fn all_ok_once(store: &impl Store, slots: u32) {
    let rows = store.history("job", 99_999).unwrap();
    assert_eq!(rows.len(), slots as usize);
    assert!(rows.iter().all(|row| row.state == RunState::Ok && row.attempt == 1 && row.deaths == 0));
}

/// Threads of this process share the counts: no slot may be granted to two of them.
fn threads_with<S: Store>(open: impl Fn() -> S, threads: u32, slots: u32) {
    let grants: Vec<AtomicU32> = (0..slots).map(|_| AtomicU32::new(0)).collect();
    thread::scope(|scope| {
        for thread in 0..threads {
            let store = open();
            let grants = &grants;
            scope.spawn(move || {
                let owner = format!("thread {thread}");
                for (number, count) in (0..).zip(grants) {
                    let claim = Claim::new(slot(number), &*owner, LEASE, slot(number).at);
                    if let Some(held) = store.claim(&claim).unwrap() {
                        count.fetch_add(1, Ordering::Relaxed);
                        assert!(store.finish(&held, &Ending::Ok, held.slot.at).unwrap());
                    }
                }
            });
        }
    });
    let twice: Vec<_> = grants.iter().map(|count| count.load(Ordering::Relaxed)).filter(|count| *count != 1).collect();
    assert_eq!(twice, [], "slots that were not granted exactly once");
    all_ok_once(&open(), slots);
}

#[test]
fn ten_thousand_slots_in_memory() {
    let store = MemoryStore::new();
    threads_with(|| store.clone(), 8, 10_000);
}

#[test]
fn slots_in_a_file_by_threads_with_connections_of_their_own() {
    let folder = Folder::new();
    threads_with(|| SqliteStore::open(folder.file("jobs.db")).unwrap(), 4, 500);
}

#[test]
#[ignore = "writes 20,000 times to the disk"]
fn ten_thousand_slots_in_a_file() {
    let folder = Folder::new();
    threads_with(|| SqliteStore::open(folder.file("jobs.db")).unwrap(), 8, 10_000);
}

/// What a process of its own does in the tests below: all slots of the file it is told.
#[test]
#[ignore = "part of the tests with processes"]
fn process() {
    let Ok(path) = std::env::var("PUNCTUAL_FILE") else { return };
    let slots = std::env::var("PUNCTUAL_SLOTS").unwrap().parse().unwrap();
    let store = SqliteStore::open_within(path, Duration::from_secs(60)).unwrap();
    println!("got {}", work(&store, &format!("process {}", std::process::id()), slots));
}

fn processes_with(processes: usize, slots: u32) {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    // All of them begin with no file.
    let children: Vec<_> = (0..processes)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "crowd::process", "--ignored", "--nocapture"])
                .env("PUNCTUAL_FILE", &path)
                .env("PUNCTUAL_SLOTS", slots.to_string())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut total = 0;
    for child in children {
        let out = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout);
        assert!(out.status.success(), "{said}");
        let got = said.split("got ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
        println!("{got} of {slots}");
        total += got.parse::<u32>().unwrap();
    }
    assert_eq!(total, slots, "slots granted by all processes together");
    all_ok_once(&SqliteStore::open(&path).unwrap(), slots);
    let check: String =
        Connection::open(&path).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn two_processes_on_one_file() {
    processes_with(2, 300);
}

#[test]
#[ignore = "writes 40,000 times to the disk"]
fn two_and_four_processes_on_ten_thousand_slots() {
    processes_with(2, 10_000);
    processes_with(4, 10_000);
}

/// Two who take over at once, again and again: one of them does.
#[test]
fn a_slot_that_was_lost_has_one_heir() {
    let folder = Folder::new();
    let open = || SqliteStore::open(folder.file("jobs.db")).unwrap();
    let (one, two) = (open(), open());
    for number in 0..50 {
        one.claim(&Claim::new(slot(number), "dead", Duration::ZERO, slot(number).at)).unwrap().unwrap();
        let barrier = std::sync::Barrier::new(2);
        let heirs: Vec<bool> = thread::scope(|scope| {
            let heir = |store, owner| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    let store: &SqliteStore = store;
                    let claim = Claim::new(slot(number), owner, LEASE, slot(number).at);
                    store.claim(&claim).unwrap().is_some_and(|held| held.attempt == 2 && held.deaths == 1)
                })
            };
            [heir(&one, "a"), heir(&two, "b")].into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(heirs[0] != heirs[1], "slot {number}: {heirs:?}");
    }
}
