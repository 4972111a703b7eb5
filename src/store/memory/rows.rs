//! The rows of a job, and what a row answers for.

use std::collections::BTreeMap;
use std::ops::Bound::Excluded;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::store::{Claim, DEATHS, Held, RunState, Slot, StoredRun};

/// The rows of a job: those of its schedule first, then those by hand.
pub(super) type Rows = BTreeMap<(bool, DateTime<Utc>), Row>;

pub(super) struct Row {
    pub(super) run: StoredRun,
    /// Until when it is held; none where it is closed.
    pub(super) lease: Option<i64>,
}

/// The lease of a row that whoever wants may take.
pub(super) const RUN_OUT: Option<i64> = Some(i64::MIN);

/// Times are kept to the millisecond.
pub(super) fn whole(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at)
}

pub(super) fn key(slot: &Slot) -> (bool, DateTime<Utc>) {
    (slot.by_hand, whole(slot.at))
}

/// The last slot of the schedule that was decided.
pub(super) fn last(rows: &Rows) -> Option<DateTime<Utc>> {
    rows.range(..(true, DateTime::<Utc>::MIN_UTC)).next_back().map(|((_, at), _)| *at)
}

/// The slots that a new row answers for, unless its slot is decided.
pub(super) fn free(rows: &Rows, slot: &Slot) -> Option<Slot> {
    let (by_hand, at) = key(slot);
    let mut free = Slot { job: Arc::clone(&slot.job), at, first: whole(slot.first), by_hand };
    if by_hand {
        return Some(free);
    }
    let later = rows.range((Excluded((false, at)), Excluded((true, DateTime::<Utc>::MIN_UTC)))).next();
    if later.is_some_and(|(_, row)| row.run.slot.first <= at) {
        return None;
    }
    if let Some(((_, before), _)) = rows.range(..(false, at)).next_back() {
        let after = before.checked_add_signed(chrono::TimeDelta::milliseconds(1)).unwrap_or(at);
        free.first = free.first.max(after);
    }
    Some(free)
}

impl Row {
    /// Whether this claim may take it over.
    pub(super) fn may_be_taken(&self, claim: &Claim, now: i64) -> bool {
        let has_run_out = self.lease.is_some_and(|end| end <= now);
        match self.run.state {
            RunState::Retrying => has_run_out || self.run.owner.as_deref() == Some(&*claim.owner),
            RunState::Running => has_run_out && !self.run.at_most_once && self.run.deaths.saturating_add(1) < DEATHS,
            _ => false,
        }
    }

    pub(super) fn is_held_by(&self, held: &Held) -> bool {
        self.run.owner.as_deref() == Some(&*held.owner) && self.run.attempt == held.attempt
    }

    pub(super) fn let_go(&mut self) {
        self.run.state = RunState::Retrying;
        self.run.owner = None;
        self.lease = RUN_OUT;
    }
}
