//! A store in memory: what the others must do, in the plainest way.

mod rows;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use parking_lot::Mutex;

use crate::clock::{Clock, SystemClock};

use super::{Claim, DEATHS, Ending, Held, NoRun, RunState, Slot, Store, StoreError, StoredJob, StoredRun, lasting};
use rows::{RUN_OUT, Row, Rows, free, key, last, whole};

/// A [`Store`] in memory, for tests and for several schedulers in one program; clones are the
/// same store.
///
/// ```
/// use std::time::Duration;
/// use chrono::DateTime;
/// use punctual::{Claim, MemoryStore, Slot, Store};
///
/// let store = MemoryStore::new();
/// let slot = Slot::new("backup", DateTime::UNIX_EPOCH);
/// let claim = |owner| Claim::new(slot.clone(), owner, Duration::from_secs(30), DateTime::UNIX_EPOCH);
///
/// assert_eq!(store.claim(&claim("one"))?.unwrap().attempt, 1);
/// assert_eq!(store.claim(&claim("two"))?, None);
/// # Ok::<(), punctual::StoreError>(())
/// ```
#[derive(Clone)]
pub struct MemoryStore(Arc<Inner>);

struct Inner {
    clock: Box<dyn Clock>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    jobs: BTreeMap<Arc<str>, StoredJob>,
    runs: BTreeMap<Arc<str>, Rows>,
}

impl MemoryStore {
    /// An empty store, with leases by the machine's clock.
    pub fn new() -> Self {
        Self::with_clock(SystemClock)
    }

    /// An empty store, with leases by this clock.
    pub fn with_clock(clock: impl Clock) -> Self {
        Self(Arc::new(Inner { clock: Box::new(clock), kept: Mutex::default() }))
    }

    /// The clock may be code of the user: it is read without the lock.
    fn now(&self) -> i64 {
        self.0.clock.now().timestamp_millis()
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.0.kept.lock();
        f.debug_struct("MemoryStore").field("jobs", &kept.jobs.len()).finish_non_exhaustive()
    }
}

impl Store for MemoryStore {
    fn add(&self, jobs: &[StoredJob]) -> Result<Vec<StoredJob>, StoreError> {
        let mut kept = self.0.kept.lock();
        let mut stored = Vec::with_capacity(jobs.len());
        for job in jobs {
            let last = kept.runs.get(&job.name).and_then(last);
            let found = kept.jobs.entry(Arc::clone(&job.name)).or_insert_with(|| rounded(job));
            stored.push(StoredJob { last, ..found.clone() });
        }
        Ok(stored)
    }

    fn change(&self, jobs: &[StoredJob]) -> Result<(), StoreError> {
        let mut kept = self.0.kept.lock();
        for job in jobs.iter().map(rounded) {
            for ((by_hand, at), row) in kept.runs.get_mut(&job.name).into_iter().flatten() {
                if !by_hand && *at > job.since && row.run.slot.first <= job.since {
                    row.run.slot.first = *at;
                }
            }
            kept.jobs.insert(Arc::clone(&job.name), job);
        }
        Ok(())
    }

    fn job(&self, name: &str) -> Result<Option<StoredJob>, StoreError> {
        let kept = self.0.kept.lock();
        let last = kept.runs.get(name).and_then(last);
        Ok(kept.jobs.get(name).map(|job| StoredJob { last, ..job.clone() }))
    }

    fn jobs(&self) -> Result<Vec<StoredJob>, StoreError> {
        let kept = self.0.kept.lock();
        let with_last = |job: &StoredJob| StoredJob { last: kept.runs.get(&job.name).and_then(last), ..job.clone() };
        Ok(kept.jobs.values().map(with_last).collect())
    }

    fn claim(&self, claim: &Claim) -> Result<Option<Held>, StoreError> {
        let now = self.now();
        let mut kept = self.0.kept.lock();
        let rows = kept.runs.entry(Arc::clone(&claim.slot.job)).or_default();
        let lease = Some(now.saturating_add(lasting(claim.lease)));
        let Some(slot) = free(rows, &claim.slot) else { return Ok(None) };
        let row = rows
            .entry(key(&slot))
            .or_insert_with(|| Row { run: StoredRun::new(slot, RunState::Retrying), lease: RUN_OUT });
        if !row.may_be_taken(claim, now) {
            return Ok(None);
        }
        let run = &mut row.run;
        if run.state == RunState::Running {
            run.deaths = run.deaths.saturating_add(1);
        }
        run.state = RunState::Running;
        run.attempt = run.attempt.saturating_add(1);
        run.at_most_once = claim.at_most_once;
        run.owner = Some(Arc::clone(&claim.owner));
        run.started = Some(whole(claim.started));
        (run.ended, run.error) = (None, None);
        row.lease = lease;
        Ok(Some(Held { slot: run.slot.clone(), ..Held::new(claim, run.slot.first, run.attempt, run.deaths) }))
    }

    fn give_back(&self, claim: &Claim) -> Result<(), StoreError> {
        self.change_row(&claim.slot, |row| {
            let is_held = row.run.state == RunState::Running && row.run.owner.as_deref() == Some(&*claim.owner);
            if is_held {
                row.let_go();
            }
            is_held
        });
        Ok(())
    }

    fn renew(&self, held: &Held, lease: Duration) -> Result<bool, StoreError> {
        let now = self.now();
        Ok(self.change_row(&held.slot, |row| {
            let is_held = row.run.state == RunState::Running && row.is_held_by(held);
            if is_held {
                row.lease = Some(now.saturating_add(lasting(lease)));
            }
            is_held
        }))
    }

    fn finish(&self, held: &Held, ending: &Ending, ended: DateTime<Utc>) -> Result<bool, StoreError> {
        let now = self.now();
        Ok(self.change_row(&held.slot, |row| {
            let is_open = row.run.state.is_open() || row.run.state == ending.state();
            if !is_open || !row.is_held_by(held) {
                return false;
            }
            row.run.state = ending.state();
            row.run.error = ending.error().cloned();
            row.run.ended = Some(whole(ended));
            row.lease = match ending {
                Ending::Retrying(_, within) => Some(now.saturating_add(lasting(*within))),
                _ => None,
            };
            true
        }))
    }

    fn record(&self, slot: &Slot, reason: &NoRun, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut kept = self.0.kept.lock();
        let rows = kept.runs.entry(Arc::clone(&slot.job)).or_default();
        let Some(slot) = free(rows, slot).filter(|slot| !rows.contains_key(&key(slot))) else { return Ok(false) };
        let why = reason.why().cloned();
        let run = StoredRun { why, ended: Some(whole(at)), ..StoredRun::new(slot, reason.state()) };
        rows.insert(key(&run.slot), Row { run, lease: None });
        Ok(true)
    }

    fn recover(&self, owner: &str, at: DateTime<Utc>) -> Result<Vec<StoredRun>, StoreError> {
        let now = self.now();
        let mut found = Vec::new();
        let mut kept = self.0.kept.lock();
        for row in kept.runs.values_mut().flat_map(BTreeMap::values_mut) {
            if row.lease.is_none_or(|end| end > now) || row.run.owner.as_deref() == Some(owner) {
                continue;
            }
            let deaths = row.run.deaths.saturating_add(1);
            if row.run.state == RunState::Running && (row.run.at_most_once || deaths >= DEATHS) {
                row.run.state = if row.run.at_most_once { RunState::Interrupted } else { RunState::Quarantined };
                row.run.deaths = deaths;
                row.run.ended = Some(whole(at));
                row.lease = None;
            }
            found.push(row.run.clone());
        }
        drop(kept);
        found.sort_by(|a, b| (a.slot.at, &a.slot.job, a.slot.by_hand).cmp(&(b.slot.at, &b.slot.job, b.slot.by_hand)));
        Ok(found)
    }

    fn release(&self, slot: &Slot) -> Result<bool, StoreError> {
        Ok(self.change_row(slot, |row| {
            let is_quarantined = row.run.state == RunState::Quarantined;
            if is_quarantined {
                row.let_go();
                row.run.deaths = 0;
                row.run.ended = None;
            }
            is_quarantined
        }))
    }

    fn history(&self, job: &str, at_most: usize) -> Result<Vec<StoredRun>, StoreError> {
        let kept = self.0.kept.lock();
        let rows = kept.runs.get(job).into_iter().flat_map(BTreeMap::values);
        let mut all: Vec<StoredRun> = rows.map(|row| row.run.clone()).collect();
        drop(kept);
        all.sort_by_key(|run| std::cmp::Reverse((run.slot.at, run.slot.by_hand)));
        all.truncate(at_most);
        Ok(all)
    }

    fn retain(&self, job: &str, at_most: Option<u32>, before: Option<DateTime<Utc>>) -> Result<u64, StoreError> {
        let mut kept = self.0.kept.lock();
        let Some(rows) = kept.runs.get_mut(job) else { return Ok(0) };
        let mut gone = 0;
        for by_hand in [false, true] {
            let slots: Vec<_> = rows.keys().filter(|key| key.0 == by_hand).copied().collect();
            for (place, key) in (0_u32..).zip(slots.iter().rev()).skip(1) {
                let is_old = at_most.is_some_and(|most| place >= most) || before.is_some_and(|before| key.1 < before);
                let is_closed = |row: &Row| row.lease.is_none() && row.run.state != RunState::Quarantined;
                if is_old && rows.get(key).is_some_and(is_closed) {
                    rows.remove(key);
                    gone = u64::saturating_add(gone, 1);
                }
            }
        }
        Ok(gone)
    }
}

impl MemoryStore {
    fn change_row(&self, slot: &Slot, change: impl FnOnce(&mut Row) -> bool) -> bool {
        let mut kept = self.0.kept.lock();
        kept.runs.get_mut(&slot.job).and_then(|rows| rows.get_mut(&key(slot))).is_some_and(change)
    }
}

fn rounded(job: &StoredJob) -> StoredJob {
    StoredJob { since: whole(job.since), last: None, ..job.clone() }
}
