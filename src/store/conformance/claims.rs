//! Claims: one holder, decided once, fenced.

use super::{LONG, NONE, at, claim, done, held, refused, slot};
use crate::store::{Ending, Held, NoRun, RunState, Slot, Store};

pub(super) fn check<S: Store>(open: impl Fn() -> S) {
    let store = open();
    one_holder(&store, &open());
    several(&store, &open());
    fenced(&store);
    given_back(&store);
    covered(&store);
    by_hand(&store);
    retried(&store);
}

fn one_holder(store: &impl Store, other: &impl Store) {
    let mine = claim(slot("claims/one", 1), "a", LONG);
    let first = held(store, &mine);
    assert_eq!((first.attempt, first.deaths), (1, 0), "the first claim is the first attempt");
    refused(store, &mine, "a slot that runs is granted once, also to its owner");
    let yours = claim(slot("claims/one", 1), "b", LONG);
    refused(other, &yours, "it is held by another");
    assert!(done(store.finish(&first, &Ending::Ok, at(2))), "its holder may finish");
    refused(other, &yours, "it has ended");
    refused(store, &mine, "it has ended");
    held(other, &claim(slot("claims/other", 1), "b", LONG));
}

fn several(store: &impl Store, other: &impl Store) {
    let minute = |minute| claim(slot("claims/several", minute), "a", LONG);
    let answers = done(store.claim_all(&[minute(1), minute(1), minute(2)]));
    let granted: Vec<bool> = answers.iter().map(Option::is_some).collect();
    assert_eq!(granted, [true, false, true], "each of several claims is answered as if it came alone, in their order");
    refused(other, &claim(slot("claims/several", 2), "b", LONG), "it is held by another");
    let mut ends: Vec<_> = answers.into_iter().flatten().map(|held| (held, Ending::Ok, at(3))).collect();
    if let Some((held, _, _)) = ends.first_mut() {
        held.attempt = 7;
    }
    assert_eq!(done(store.finish_all(&ends)), [false, true], "each of several ends is written as if it came alone");
    let rows = done(store.history("claims/several", 9));
    let states: Vec<_> = rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RunState::Ok, RunState::Running], "several claims and ends change only their own rows");
    assert_eq!(done(store.claim_all(&[])), [], "no claims have no answers");
}

fn fenced(store: &impl Store) {
    let slot = slot("claims/fenced", 1);
    let zombie = held(store, &claim(slot.clone(), "a", NONE));
    let heir = held(store, &claim(slot.clone(), "b", LONG));
    assert_eq!((heir.attempt, heir.deaths), (2, 1), "taking over is another attempt, and counts a death");
    assert!(!done(store.renew(&zombie, LONG)), "who lost the slot cannot renew it");
    assert!(!done(store.finish(&zombie, &Ending::Ok, at(2))), "who lost the slot cannot finish it");
    let guess = Held { attempt: 1, ..heir.clone() };
    assert!(!done(store.finish(&guess, &Ending::Ok, at(2))), "an earlier attempt of the same owner cannot finish");
    assert!(done(store.renew(&heir, LONG)), "who holds the slot can renew it");
    let failed = Ending::Failed("no answer".into());
    assert!(done(store.finish(&heir, &failed, at(3))), "who holds the slot can finish it");
    assert!(done(store.finish(&heir, &failed, at(3))), "finishing again with the same words is as right as before");
    assert!(!done(store.finish(&heir, &Ending::Ok, at(3))), "the end of a run is not changed");
    assert!(!done(store.renew(&heir, LONG)), "what has ended is not renewed");
    let rows = done(store.history("claims/fenced", 9));
    let found = rows.first().map(|row| (row.state, row.error.as_deref(), row.attempt, row.ended));
    assert_eq!(found, Some((RunState::Failed, Some("no answer"), 2, Some(at(3)))), "the history tells how it ended");
    assert_eq!(rows.len(), 1, "a slot has one row");
}

fn given_back(store: &impl Store) {
    let mine = claim(slot("claims/back", 1), "a", LONG);
    held(store, &mine);
    done(store.give_back(&claim(slot("claims/back", 1), "b", LONG)));
    refused(store, &claim(slot("claims/back", 1), "b", LONG), "only its holder can give it back");
    done(store.give_back(&mine));
    done(store.give_back(&mine));
    let next = held(store, &claim(slot("claims/back", 1), "b", LONG));
    assert_eq!((next.attempt, next.deaths), (2, 0), "giving back is no death");
    done(store.give_back(&mine));
    assert!(done(store.renew(&next, LONG)), "who gave it back cannot give it back again");
    done(store.give_back(&claim(slot("claims/never", 1), "a", LONG)));
    assert_eq!(done(store.history("claims/never", 9)), [], "giving back what was not claimed leaves nothing");
}

fn covered(store: &impl Store) {
    held(store, &claim(slot("claims/covered", 2), "a", LONG));
    let wide = held(store, &claim(slot("claims/covered", 9).since(at(1)), "a", LONG));
    assert!(wide.slot.first > at(2) && wide.slot.first <= at(3), "a row begins after what was decided before it");
    let why = "a later row answers for it";
    refused(store, &claim(slot("claims/covered", 5), "b", LONG), why);
    assert!(!done(store.record(&slot("claims/covered", 5), &NoRun::Missed, at(9))), "{why}");
    refused(store, &claim(slot("claims/covered", 9), "b", LONG), "it is decided");
    held(store, &claim(slot("claims/covered", 1), "b", LONG));
    let first = |minutes| {
        let rows = done(store.history("claims/covered", 9));
        rows.into_iter().find(|row| row.slot.at == at(minutes)).map(|row| row.slot.first)
    };
    assert_eq!(first(9), Some(wide.slot.first), "what a claim answers is what is kept");
    assert_eq!(first(1), Some(at(1)), "a slot answers for itself");
}

fn by_hand(store: &impl Store) {
    held(store, &claim(slot("claims/hand", 5).since(at(1)), "a", LONG));
    for minutes in [3, 5] {
        held(store, &claim(slot("claims/hand", minutes).by_hand(), "a", LONG));
        refused(store, &claim(slot("claims/hand", minutes).by_hand(), "b", LONG), "it is held, by hand or not");
    }
    held(store, &claim(slot("claims/hand", 9).by_hand(), "a", LONG));
    held(store, &claim(slot("claims/hand", 7), "a", LONG));
    let kinds: Vec<_> =
        done(store.history("claims/hand", 9)).iter().map(|row| (row.slot.at, row.slot.by_hand)).collect();
    let expected = [(at(9), true), (at(7), false), (at(5), true), (at(5), false), (at(3), true)];
    assert_eq!(kinds, expected, "runs by hand stand beside those of the schedule, the latest first");
}

fn retried(store: &impl Store) {
    let slot: Slot = slot("claims/retried", 1);
    let first = held(store, &claim(slot.clone(), "a", LONG));
    let again = Ending::Retrying("no answer".into(), LONG);
    assert!(done(store.finish(&first, &again, at(2))), "a run may end to be tried again");
    assert!(!done(store.renew(&first, LONG)), "what waits to be tried again is not held as a run");
    refused(store, &claim(slot.clone(), "b", LONG), "its owner still has time to try again");
    let second = held(store, &claim(slot.clone(), "a", LONG));
    assert_eq!((second.attempt, second.deaths), (2, 0), "a retry is another attempt, and no death");
    assert!(done(store.finish(&second, &Ending::Retrying("no answer".into(), NONE), at(3))));
    let third = held(store, &claim(slot.clone(), "b", LONG));
    assert_eq!((third.attempt, third.deaths), (3, 0), "a retry that its owner forgot may be taken over");
    assert!(done(store.finish(&third, &Ending::Ok, at(4))));
    let row = done(store.history("claims/retried", 1)).pop();
    let found = row.map(|row| (row.state, row.error, row.attempt));
    assert_eq!(found, Some((RunState::Ok, None, 3)), "a run that ends well has no error");

    let given_up = held(store, &claim(slot.clone().by_hand(), "a", LONG));
    assert!(done(store.finish(&given_up, &again, at(5))));
    let failed = Ending::Failed("no answer".into());
    assert!(done(store.finish(&given_up, &failed, at(6))), "a retry can be given up by its owner");
    refused(store, &claim(slot.by_hand(), "a", LONG), "it was given up");
}
