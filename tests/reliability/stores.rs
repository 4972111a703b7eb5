//! Every store does what the trait says.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use punctual::{
    Claim, Ending, ManualClock, MemoryStore, RunState, Slot, SqliteStore, Store, StoreFault, StoredJob,
    store_conformance,
};

use crate::faulty::{Faults, Faulty};
use crate::folder::Folder;

#[test]
fn in_memory() {
    let store = MemoryStore::new();
    store_conformance(|| store.clone());
}

#[test]
fn in_a_file() {
    let folder = Folder::new();
    store_conformance(|| SqliteStore::open(folder.file("jobs.db")).unwrap());
}

#[test]
fn behind_a_wrapper_that_does_nothing() {
    let store = MemoryStore::new();
    store_conformance(|| Faulty::new(store.clone(), Faults::default(), 1));
}

/// The checks can fail: a store that is wrong in one thing is found out.
#[test]
fn a_wrong_store_is_found_out() {
    for wrong in ["grants twice", "forgets who", "never closes", "loses rows"] {
        let store = MemoryStore::new();
        let check = std::panic::AssertUnwindSafe(|| store_conformance(|| wrong::Wrong { store: store.clone(), wrong }));
        let found = std::panic::catch_unwind(check);
        assert!(found.is_err(), "a store that {wrong} passes");
    }
}

mod wrong {
    use super::*;
    use chrono::Utc;
    use punctual::{Held, NoRun, StoreError, StoredRun};

    pub struct Wrong {
        pub store: MemoryStore,
        pub wrong: &'static str,
    }

    impl Store for Wrong {
        fn add(&self, jobs: &[StoredJob]) -> Result<Vec<StoredJob>, StoreError> {
            self.store.add(jobs)
        }
        fn change(&self, jobs: &[StoredJob]) -> Result<(), StoreError> {
            self.store.change(jobs)
        }
        fn job(&self, name: &str) -> Result<Option<StoredJob>, StoreError> {
            self.store.job(name)
        }
        fn jobs(&self) -> Result<Vec<StoredJob>, StoreError> {
            self.store.jobs()
        }
        fn claim(&self, claim: &Claim) -> Result<Option<Held>, StoreError> {
            let held = self.store.claim(claim)?;
            Ok(held.or_else(|| (self.wrong == "grants twice").then(|| Held::new(claim, claim.slot.first, 1, 0))))
        }
        fn give_back(&self, claim: &Claim) -> Result<(), StoreError> {
            self.store.give_back(claim)
        }
        fn renew(&self, held: &Held, lease: Duration) -> Result<bool, StoreError> {
            self.store.renew(held, lease)
        }
        fn finish(&self, held: &Held, ending: &Ending, ended: DateTime<Utc>) -> Result<bool, StoreError> {
            let done = self.store.finish(held, ending, ended)?;
            Ok(done || self.wrong == "forgets who")
        }
        fn record(&self, slot: &Slot, reason: &NoRun, at: DateTime<Utc>) -> Result<bool, StoreError> {
            self.store.record(slot, reason, at)
        }
        fn recover(&self, owner: &str, at: DateTime<Utc>) -> Result<Vec<StoredRun>, StoreError> {
            if self.wrong == "never closes" { Ok(Vec::new()) } else { self.store.recover(owner, at) }
        }
        fn release(&self, slot: &Slot) -> Result<bool, StoreError> {
            self.store.release(slot)
        }
        fn history(&self, job: &str, at_most: usize) -> Result<Vec<StoredRun>, StoreError> {
            self.store.history(job, at_most)
        }
        fn retain(&self, job: &str, at_most: Option<u32>, before: Option<DateTime<Utc>>) -> Result<u64, StoreError> {
            let most = if self.wrong == "loses rows" { at_most.map(|most| most / 2) } else { at_most };
            self.store.retain(job, most, before)
        }
    }
}

#[test]
fn leases_in_memory_follow_the_clock_that_was_given() {
    let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    let store = MemoryStore::with_clock(clock.clone());
    let claim = |owner| {
        Claim::new(Slot::new("job", DateTime::UNIX_EPOCH), owner, Duration::from_secs(30), DateTime::UNIX_EPOCH)
    };
    let held = store.claim(&claim("a")).unwrap().unwrap();
    clock.advance(Duration::from_secs(20));
    assert!(store.renew(&held, Duration::from_secs(30)).unwrap());
    clock.advance(Duration::from_millis(29_999));
    assert_eq!(store.claim(&claim("b")).unwrap(), None);
    clock.advance(Duration::from_millis(1));
    assert_eq!(store.claim(&claim("b")).unwrap().unwrap().attempt, 2);
}

/// Both stores give the same answers to the same random calls.
#[test]
fn both_stores_agree() {
    let seed = std::env::var("PUNCTUAL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    println!("PUNCTUAL_SEED={seed}");
    let folder = Folder::new();
    let (memory, file) = (MemoryStore::new(), SqliteStore::open(folder.file("jobs.db")).unwrap());
    let mut dice = crate::faulty::Dice(seed);
    let mut held = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for step in 0..3_000 {
        let job = ["a", "b"][dice.below(2) as usize];
        let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(dice.below(40) as i64);
        let mut slot = Slot::new(job, at).since(at - TimeDelta::minutes(dice.below(4) as i64));
        if dice.below(5) == 0 {
            slot = slot.by_hand();
        }
        let owner = ["x", "y", "z"][dice.below(3) as usize];
        let lease = [Duration::ZERO, Duration::from_secs(3600)][dice.below(2) as usize];
        let mut claim = Claim::new(slot.clone(), owner, lease, at);
        if dice.below(3) == 0 {
            claim = claim.at_most_once();
        }
        let said =
            |answers: (String, String)| assert_eq!(answers.0, answers.1, "step {step} of seed {seed}: {claim:?}");
        macro_rules! both {
            ($call:expr) => {{
                let call = $call;
                let (mine, other) = (call(&memory as &dyn Store), call(&file as &dyn Store));
                said((format!("{mine:?}"), format!("{other:?}")));
                mine.unwrap()
            }};
        }
        match dice.below(10) {
            0..4 => {
                if let Some(got) = both!(|it: &dyn Store| it.claim(&claim)) {
                    held.insert((job, got.slot.at, got.slot.by_hand), got);
                }
            }
            4 => drop(both!(|it: &dyn Store| it.recover(owner, at))),
            5 => drop(both!(|it: &dyn Store| it.record(&slot, &punctual::NoRun::Skipped("paused".into()), at))),
            6 => both!(|it: &dyn Store| it.give_back(&claim)),
            7 => drop(both!(|it: &dyn Store| it.release(&slot))),
            8 if dice.below(10) == 0 => drop(both!(|it: &dyn Store| it.retain(job, Some(10), None))),
            _ => {
                let Some(got) = held.get(&(job, slot.at, slot.by_hand)) else { continue };
                let ending = match dice.below(4) {
                    0 => Ending::Ok,
                    1 => Ending::Failed("no".into()),
                    2 => Ending::Retrying("no".into(), lease),
                    _ => {
                        both!(|it: &dyn Store| it.renew(got, lease));
                        continue;
                    }
                };
                both!(|it: &dyn Store| it.finish(got, &ending, at));
            }
        }
        seen.extend(both!(|it: &dyn Store| it.history(job, 99)).iter().map(|row| row.state.as_str()));
    }
    let all = ["failed", "interrupted", "ok", "quarantined", "retrying", "running", "skipped"];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all, "states that came up");
}

/// A store that fails one call in five, before or after it was done: who asks again gets there.
#[test]
fn through_faults_each_slot_is_held_by_one() {
    let seed = 11;
    let folder = Folder::new();
    let file = SqliteStore::open(folder.file("jobs.db")).unwrap();
    let faults = Faults { before: 10, after: 10, busy: 5, delay: 1 };
    let store = Faulty::new(file, faults, seed);
    let lease = Duration::from_secs(3600);
    let mut failures = 0;
    for minute in 0..200 {
        let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
        let claim = Claim::new(Slot::new("job", at), "a", lease, at);
        // As the contract says: a claim whose answer was lost is given back, and made again.
        let held = loop {
            if let Ok(held) = store.claim(&claim) {
                break held.expect("nobody else is there");
            }
            failures += 1;
            while store.give_back(&claim).is_err() {}
        };
        let other = Claim::new(Slot::new("job", at), "b", lease, at);
        let answer = std::iter::repeat_with(|| store.claim(&other)).find_map(Result::ok);
        assert_eq!(answer, Some(None), "two hold {at}");
        loop {
            match store.finish(&held, &Ending::Ok, at) {
                Ok(done) => break assert!(done, "the end of {at} was refused"),
                Err(error) => assert!(matches!(error.fault(), StoreFault::Busy | StoreFault::Unreachable)),
            }
        }
    }
    assert!(failures > 10, "the faults did not happen");
    let rows = store.inner().history("job", 999).unwrap();
    assert_eq!(rows.len(), 200);
    assert!(rows.iter().all(|row| row.state == RunState::Ok && row.deaths == 0));
}
