//! What every store must do, as checks that any store can run.

mod claims;
mod cut_off;
mod jobs;
mod rows;
mod together;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Claim, Held, Slot, Store, StoreError};

/// Checks that a store does what [`Store`] says, and panics with what it does not, like a test.
///
/// `open` opens the store: each call gives another handle to the same data, as another process
/// would have it. The store should be empty at first. No call may fail.
///
/// ```
/// let store = punctual::MemoryStore::new();
/// punctual::store_conformance(|| store.clone());
/// ```
pub fn store_conformance<S: Store>(open: impl Fn() -> S) {
    jobs::check(&open);
    claims::check(&open);
    rows::check(&open);
    cut_off::check(&open);
    together::check(&open);
}

const LONG: Duration = Duration::from_secs(3600);

/// A lease that has run out as soon as it begins.
const NONE: Duration = Duration::ZERO;

/// So many minutes after a fixed moment.
fn at(minutes: i64) -> DateTime<Utc> {
    let start = DateTime::from_timestamp_millis(1_800_000_000_000).unwrap_or_default();
    start.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(start)
}

fn slot(job: &str, minutes: i64) -> Slot {
    Slot::new(job, at(minutes))
}

fn claim(slot: Slot, owner: &str, lease: Duration) -> Claim {
    let started = slot.at;
    Claim::new(slot, owner, lease, started)
}

/// What a call returned, which must not fail.
#[track_caller]
fn done<T>(answer: Result<T, StoreError>) -> T {
    match answer {
        Ok(value) => value,
        #[expect(clippy::panic, reason = "it fails like a test")]
        Err(error) => panic!("a call failed: {error}"),
    }
}

/// A claim that must be granted.
#[track_caller]
fn held(store: &impl Store, claim: &Claim) -> Held {
    match done(store.claim(claim)) {
        Some(held) => held,
        #[expect(clippy::panic, reason = "it fails like a test")]
        None => panic!("{} was refused to {}, and nobody holds it", claim.slot, claim.owner),
    }
}

/// A claim that must be refused.
#[track_caller]
fn refused(store: &impl Store, claim: &Claim, why: &str) {
    let answer = done(store.claim(claim));
    assert_eq!(answer, None, "{} was granted to {}: {why}", claim.slot, claim.owner);
}
