//! Runs that were cut off: taken over, closed, quarantined, released.

use std::time::Duration;

use super::{LONG, NONE, at, claim, done, held, refused, slot};
use crate::clock::{self, Clock, SystemClock};
use crate::store::{Ending, Held, RunState, Store, StoredRun};

pub(super) fn check<S: Store>(open: impl Fn() -> S) {
    let store = open();
    at_least_once(&store, &open());
    at_most_once(&store);
    poison(&store);
    left_alone(&store);
    given_back(&store);
    in_time(&store);
}

/// What is found of one job.
fn found(store: &impl Store, owner: &str, job: &str) -> Vec<StoredRun> {
    done(store.recover(owner, at(99))).into_iter().filter(|row| &*row.slot.job == job).collect()
}

fn states(rows: &[StoredRun]) -> Vec<(RunState, u32)> {
    rows.iter().map(|row| (row.state, row.deaths)).collect()
}

fn at_least_once(store: &impl Store, other: &impl Store) {
    for minutes in [2, 1] {
        held(store, &claim(slot("cut/least", minutes), "a", NONE));
    }
    held(store, &claim(slot("cut/least", 3), "a", LONG));
    let rows = found(other, "b", "cut/least");
    let slots: Vec<_> = rows.iter().map(|row| row.slot.at).collect();
    assert_eq!(slots, [at(1), at(2)], "what has run out is found, by slot, and nothing else");
    assert_eq!(states(&rows), [(RunState::Running, 0); 2], "what may be taken over stays as it was");
    let heir = held(other, &claim(slot("cut/least", 1), "b", LONG));
    assert_eq!((heir.attempt, heir.deaths), (2, 1), "taking over is another attempt, and counts a death");
    assert_eq!(found(other, "c", "cut/least").len(), 1, "what was taken over is not found again");
    assert!(done(other.finish(&heir, &Ending::Ok, at(9))));
}

fn at_most_once(store: &impl Store) {
    held(store, &claim(slot("cut/most", 1), "a", NONE).at_most_once());
    refused(store, &claim(slot("cut/most", 1), "b", LONG), "it is run at most once");
    let rows = found(store, "b", "cut/most");
    assert_eq!(states(&rows), [(RunState::Interrupted, 1)], "it is closed as interrupted");
    assert_eq!(rows.first().and_then(|row| row.ended), Some(at(99)), "and has an end");
    assert_eq!(found(store, "b", "cut/most"), [], "it is closed once");
    refused(store, &claim(slot("cut/most", 1), "b", LONG), "it was interrupted");
    assert_eq!(states(&done(store.history("cut/most", 9))), [(RunState::Interrupted, 1)]);
}

fn poison(store: &impl Store) {
    let slot = slot("cut/poison", 1);
    for deaths in 0_u32..3 {
        let run = held(store, &claim(slot.clone(), "a", NONE));
        assert_eq!((run.attempt, run.deaths), (deaths.saturating_add(1), deaths), "each time it was cut off counts");
    }
    refused(store, &claim(slot.clone(), "b", LONG), "it was cut off three times");
    assert_eq!(states(&found(store, "b", "cut/poison")), [(RunState::Quarantined, 3)], "the third death closes it");
    assert_eq!(found(store, "b", "cut/poison"), [], "it is closed once");
    refused(store, &claim(slot.clone(), "b", LONG), "it is in quarantine");

    assert!(done(store.release(&slot)), "it can be released");
    assert!(!done(store.release(&slot)), "it is released once");
    assert_eq!(states(&found(store, "b", "cut/poison")), [(RunState::Retrying, 0)], "it waits for somebody to run it");
    let run = held(store, &claim(slot.clone(), "b", LONG));
    assert_eq!((run.attempt, run.deaths), (4, 0), "its deaths are forgotten, its attempts are not");
    assert!(!done(store.release(&slot)), "what runs is not in quarantine");
    assert!(done(store.finish(&run, &Ending::Ok, at(9))));
}

fn left_alone(store: &impl Store) {
    let mine = held(store, &claim(slot("cut/own", 1), "a", NONE).at_most_once());
    assert_eq!(found(store, "a", "cut/own"), [], "those of the caller are left alone");
    assert!(done(store.finish(&mine, &Ending::Ok, at(2))), "a late end counts while nobody took over");
    assert_eq!(found(store, "b", "cut/own"), [], "what has ended is not found");
}

fn given_back(store: &impl Store) {
    let mine = claim(slot("cut/back", 1), "a", LONG).at_most_once();
    held(store, &mine);
    done(store.give_back(&mine));
    let rows = found(store, "a", "cut/back");
    assert_eq!(states(&rows), [(RunState::Retrying, 0)], "what was given back is found by all");
    held(store, &claim(slot("cut/back", 1), "b", LONG));
}

fn in_time(store: &impl Store) {
    let short = Duration::from_millis(30);
    let slot = slot("cut/time", 1);
    let mine: Held = held(store, &claim(slot.clone(), "a", short));
    assert!(done(store.renew(&mine, LONG)));
    refused(store, &claim(slot.clone(), "b", LONG), "it was renewed");
    assert!(done(store.renew(&mine, short)), "a lease may be made shorter");
    let deadline = clock::deadline(Duration::from_secs(60));
    while done(store.claim(&claim(slot.clone(), "b", LONG))).is_none() {
        let now = clock::ticks();
        assert!(deadline.is_none_or(|deadline| now < deadline), "a lease of 30 ms has not run out after a minute");
        SystemClock.sleep(Duration::from_millis(2));
    }
    assert!(!done(store.renew(&mine, LONG)), "who lost the slot cannot renew it");
}
