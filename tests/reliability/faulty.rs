//! A store that fails as told.

use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, Utc};
use punctual::{Claim, Ending, Held, NoRun, Slot, Store, StoreError, StoreFault, StoredJob, StoredRun};

/// In how many of a hundred calls this goes wrong.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faults {
    /// It fails, and nothing was done.
    pub before: u64,
    /// It fails, and all was done.
    pub after: u64,
    pub busy: u64,
    /// It takes a while.
    pub delay: u64,
}

/// Another store, with faults.
pub struct Faulty<S> {
    inner: S,
    state: Mutex<(Faults, Dice)>,
}

pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, sides: u64) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }
}

impl<S> Faulty<S> {
    pub fn new(inner: S, faults: Faults, seed: u64) -> Self {
        Self { inner, state: Mutex::new((faults, Dice(seed))) }
    }

    /// What goes wrong from now on.
    pub fn set(&self, faults: Faults) {
        self.state.lock().unwrap().0 = faults;
    }

    pub fn inner(&self) -> &S {
        &self.inner
    }

    fn call<T>(&self, call: impl FnOnce(&S) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let (faults, die, slow) = {
            let mut state = self.state.lock().unwrap();
            let faults = state.0;
            (faults, state.1.below(100), state.1.below(100))
        };
        if slow < faults.delay {
            std::thread::sleep(Duration::from_millis(5));
        }
        if die < faults.busy {
            return Err(StoreError::new(StoreFault::Busy, "it is held by another"));
        }
        if die < faults.busy + faults.before {
            return Err(StoreError::new(StoreFault::Unreachable, "it failed before"));
        }
        let answer = call(&self.inner)?;
        if die < faults.busy + faults.before + faults.after {
            return Err(StoreError::new(StoreFault::Unreachable, "it failed after"));
        }
        Ok(answer)
    }
}

impl<S: Store> Store for Faulty<S> {
    fn add(&self, jobs: &[StoredJob]) -> Result<Vec<StoredJob>, StoreError> {
        self.call(|it| it.add(jobs))
    }
    fn change(&self, jobs: &[StoredJob]) -> Result<(), StoreError> {
        self.call(|it| it.change(jobs))
    }
    fn job(&self, name: &str) -> Result<Option<StoredJob>, StoreError> {
        self.call(|it| it.job(name))
    }
    fn jobs(&self) -> Result<Vec<StoredJob>, StoreError> {
        self.call(Store::jobs)
    }
    fn claim(&self, claim: &Claim) -> Result<Option<Held>, StoreError> {
        self.call(|it| it.claim(claim))
    }
    fn give_back(&self, claim: &Claim) -> Result<(), StoreError> {
        self.call(|it| it.give_back(claim))
    }
    fn renew(&self, held: &Held, lease: Duration) -> Result<bool, StoreError> {
        self.call(|it| it.renew(held, lease))
    }
    fn finish(&self, held: &Held, ending: &Ending, ended: DateTime<Utc>) -> Result<bool, StoreError> {
        self.call(|it| it.finish(held, ending, ended))
    }
    fn record(&self, slot: &Slot, reason: &NoRun, at: DateTime<Utc>) -> Result<bool, StoreError> {
        self.call(|it| it.record(slot, reason, at))
    }
    fn recover(&self, owner: &str, at: DateTime<Utc>) -> Result<Vec<StoredRun>, StoreError> {
        self.call(|it| it.recover(owner, at))
    }
    fn release(&self, slot: &Slot) -> Result<bool, StoreError> {
        self.call(|it| it.release(slot))
    }
    fn history(&self, job: &str, at_most: usize) -> Result<Vec<StoredRun>, StoreError> {
        self.call(|it| it.history(job, at_most))
    }
    fn retain(&self, job: &str, at_most: Option<u32>, before: Option<DateTime<Utc>>) -> Result<u64, StoreError> {
        self.call(|it| it.retain(job, at_most, before))
    }
}
