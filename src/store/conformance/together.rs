//! Many at once, each with a handle of its own.

use std::collections::BTreeMap;
use std::thread;

use super::{LONG, NONE, claim, done, slot};
use crate::store::{Ending, Store};

const MANY: i64 = 100;

pub(super) fn check<S: Store>(open: impl Fn() -> S) {
    let owners = ["a", "b", "c", "d"];
    let stores: Vec<S> = owners.iter().map(|_| open()).collect();
    let won: Vec<Vec<i64>> = thread::scope(|scope| {
        let race = |(store, owner)| scope.spawn(move || race(store, owner));
        let threads: Vec<_> = stores.iter().zip(owners).map(race).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let mut holders = BTreeMap::new();
    for minutes in won.into_iter().flatten() {
        let count: &mut u32 = holders.entry(minutes).or_default();
        *count = count.saturating_add(1);
    }
    let odd: Vec<_> = (0..MANY).filter(|minutes| holders.get(minutes) != Some(&1)).collect();
    assert!(odd.is_empty(), "slots that were not granted to exactly one of four who claimed at once: {odd:?}");

    let lost = slot("together/lost", 1);
    drop(done(open().claim(&claim(lost.clone(), "dead", NONE))));
    let heirs: usize = thread::scope(|scope| {
        let lost = &lost;
        let heir = |(store, owner): (&S, &'static str)| {
            let claim = claim(lost.clone(), owner, LONG);
            usize::from(done(store.claim(&claim)).is_some())
        };
        let threads: Vec<_> = stores.iter().zip(owners).map(|pair| scope.spawn(move || heir(pair))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).fold(0, usize::saturating_add)
    });
    assert_eq!(heirs, 1, "of four who take over at once, one does");
}

/// Claims each slot, and finishes those it got.
fn race<S: Store>(store: &S, owner: &'static str) -> Vec<i64> {
    let got = |minutes: &i64| {
        let held = done(store.claim(&claim(slot("together/race", *minutes), owner, LONG)));
        held.is_some_and(|held| done(store.finish(&held, &Ending::Ok, held.slot.at)))
    };
    (0..MANY).filter(got).collect()
}
