//! Slots without a run, the history, and how much of it is kept.

use super::{LONG, NONE, at, claim, done, held, refused, slot};
use crate::store::{Ending, NoRun, RunState, Slot, Store};

pub(super) fn check<S: Store>(open: impl Fn() -> S) {
    let store = open();
    recorded(&store);
    to_the_millisecond(&store);
    latest_first(&store);
    retained(&store);
}

fn recorded(store: &impl Store) {
    let why = NoRun::Skipped("overlap".into());
    assert!(done(store.record(&slot("rows/none", 1), &why, at(1))), "a slot without a run is written down");
    assert!(!done(store.record(&slot("rows/none", 1), &why, at(1))), "a slot is decided once");
    refused(store, &claim(slot("rows/none", 1), "a", LONG), "it was skipped");
    let missed = Slot::new("rows/none", at(5)).since(at(2));
    assert!(done(store.record(&missed, &NoRun::Missed, at(6))));
    held(store, &claim(slot("rows/none", 7), "a", LONG));
    assert!(!done(store.record(&slot("rows/none", 7), &why, at(7))), "what runs is not skipped");
    let rows = done(store.history("rows/none", 9));
    let found: Vec<_> = rows.iter().map(|row| (row.state, row.why.as_deref(), row.slot.first, row.ended)).collect();
    let expected = [
        (RunState::Running, None, at(7), None),
        (RunState::Missed, None, at(2), Some(at(6))),
        (RunState::Skipped, Some("overlap"), at(1), Some(at(1))),
    ];
    assert_eq!(found, expected, "the history tells what became of each slot");
    assert!(rows.iter().skip(1).all(|row| row.attempt == 0 && row.owner.is_none()), "nobody claimed those");
}

fn to_the_millisecond(store: &impl Store) {
    let second = chrono::TimeDelta::milliseconds(1);
    let later = at(1).checked_add_signed(second).unwrap_or_default();
    let mine = held(store, &claim(Slot::new("rows/fine", later), "a", LONG));
    assert!(done(store.finish(&mine, &Ending::Ok, later)));
    held(store, &claim(slot("rows/fine", 1), "a", LONG));
    let row = done(store.history("rows/fine", 1)).pop();
    let found = row.map(|row| (row.slot.at, row.started, row.ended));
    assert_eq!(found, Some((later, Some(later), Some(later))), "times are kept to the millisecond");
}

fn latest_first(store: &impl Store) {
    for minutes in [3, 1, 2] {
        held(store, &claim(slot("rows/order", minutes), "a", LONG));
    }
    let slots = |most| -> Vec<_> { done(store.history("rows/order", most)).iter().map(|row| row.slot.at).collect() };
    assert_eq!(slots(9), [at(3), at(2), at(1)], "the latest row comes first");
    assert_eq!(slots(2), [at(3), at(2)], "no more rows come than were asked for");
    assert!(slots(0).is_empty(), "no more rows come than were asked for");
    assert_eq!(done(store.history("rows/unknown", 9)), [], "a job without rows has none");
}

fn retained(store: &impl Store) {
    let running = held(store, &claim(slot("rows/kept", 0), "a", LONG));
    let poisoned = slot("rows/kept", 1);
    for _ in 0..3 {
        held(store, &claim(poisoned.clone(), "b", NONE));
    }
    done(store.recover("", at(1)));
    for minutes in 2..=9 {
        done(store.record(&slot("rows/kept", minutes), &NoRun::Missed, at(minutes)));
        let by_hand = held(store, &claim(slot("rows/kept", minutes).by_hand(), "a", LONG));
        assert!(done(store.finish(&by_hand, &Ending::Ok, at(minutes))));
    }
    let slots = |by_hand| -> Vec<_> {
        let rows = done(store.history("rows/kept", 99));
        rows.iter().filter(|row| row.slot.by_hand == by_hand).map(|row| row.slot.at).collect()
    };
    assert_eq!(done(store.retain("rows/kept", None, None)), 0, "with no bound, all is kept");
    assert_eq!(done(store.retain("rows/kept", Some(6), None)), 4, "beyond the count, rows are removed");
    let by_count = [at(9), at(8), at(7), at(6), at(5), at(4), at(1), at(0)];
    assert_eq!(slots(false), by_count, "what runs and what is in quarantine stays");
    assert_eq!(done(store.retain("rows/kept", None, Some(at(7)))), 6, "rows for earlier slots are removed");
    assert_eq!(slots(false), [at(9), at(8), at(7), at(1), at(0)], "what runs and what is in quarantine stays");
    assert_eq!(slots(true), [at(9), at(8), at(7)], "rows by hand are counted apart");
    done(store.retain("rows/kept", Some(0), Some(at(99))));
    assert_eq!(slots(false), [at(9), at(1), at(0)], "the last slot decided stays");
    assert!(done(store.finish(&running, &Ending::Ok, at(9))), "what ran all the while can still finish");
    assert_eq!(done(store.retain("rows/kept", Some(1), None)), 1, "and is removed then");
    refused(store, &claim(slot("rows/kept", 9), "a", LONG), "it is decided");
    assert_eq!(done(store.retain("rows/unknown", Some(1), None)), 0);
}
