//! What is done now and then: leases are renewed, and runs that were cut off are taken up.

use std::sync::Arc;

use crate::scheduler::record::{Details, Record, Retry, State as Phase};
use crate::scheduler::{Millis, Scheduler};
use crate::store::StoredRun;

use super::writer::Writer;

impl Writer {
    pub(super) fn chores(&mut self) {
        self.renew();
        self.recover();
    }

    fn renew(&mut self) {
        let lease = self.desk.lease;
        for held in self.desk.all_held() {
            match self.call(|store| store.renew(&held, lease)) {
                Ok(true) => {}
                Ok(false) => {
                    // It may have ended meanwhile.
                    let lost = self.desk.let_go(&held.slot.job, held.slot.at, held.slot.by_hand);
                    if let (Some(held), Some(scheduler)) = (lost, self.scheduler()) {
                        scheduler.tell(|| scheduler.lost(&held.slot));
                    }
                }
                // The others would fail as well.
                Err(_) => return,
            }
        }
    }

    /// Takes up what was cut off, one run at a time: were several begun together, nobody could
    /// tell which of them brings the program down.
    fn recover(&mut self) {
        let Some(now) = self.now() else { return };
        let owner = Arc::clone(&self.desk.owner);
        let Ok(runs) = self.call(|store| store.recover(&owner, now)) else { return };
        if runs.is_empty() {
            return;
        }
        let Some(scheduler) = self.scheduler() else { return };
        let (open, closed): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| run.state.is_open());
        for run in closed {
            scheduler.tell(|| scheduler.closed(&run));
        }
        scheduler.take_up(&open, now.timestamp_millis());
    }
}

impl Scheduler {
    /// Has the first of these run again that can, unless one does already.
    fn take_up(&self, runs: &[StoredRun], now: Millis) {
        let mut state = self.0.lock();
        if let Some((index, id, slot)) = state.taken_up {
            let goes_on = state.jobs.get(index, id).is_some_and(|record| record.is_busy_with(slot));
            if goes_on {
                return;
            }
            state.taken_up = None;
        }
        for run in runs {
            let Some((index, id)) = state.jobs.named(&run.slot.job) else { continue };
            let Some(record) = state.jobs.live(index, id) else { continue };
            let is_free = record.is_free();
            let Some(kept) = record.kept() else { continue };
            if !is_free {
                // The end of its run looks again: now and then it might be busy each time.
                kept.has_cut_off = true;
                continue;
            }
            let slot = run.slot.at.timestamp_millis();
            let attempt = u16::try_from(run.attempt.saturating_add(1)).unwrap_or(u16::MAX);
            record.details().retry = Some(Retry { at: now, slot, attempt, by_hand: run.slot.by_hand });
            state.jobs.queue.push(now, index);
            state.taken_up = Some((index, id, slot));
            self.0.publish(&mut state);
            return;
        }
    }
}

impl Record {
    /// Whether nothing of it is going on.
    fn is_free(&mut self) -> bool {
        self.state == Phase::Active
            && self.pending == 0
            && self.runs() == 0
            && self.details().retry.is_none()
            && self.kept().is_some_and(|kept| kept.is_settled() && kept.retrying.is_none())
    }

    fn is_busy_with(&self, slot: Millis) -> bool {
        let waits = |details: &Details| details.retry.is_some_and(|retry| retry.slot == slot);
        self.state == Phase::Active
            && (self.pending > 0 || self.runs() > 0 || self.details.as_deref().is_some_and(waits))
    }
}
