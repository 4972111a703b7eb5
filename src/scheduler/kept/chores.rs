//! What is done now and then: leases are renewed, and runs that were cut off are taken up.

use std::sync::Arc;

use crate::scheduler::record::{Details, Record, Retry, State as Phase};
use crate::scheduler::tick::{Due, Verdict};
use crate::scheduler::{Millis, Scheduler, State};
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
    /// Has the first of these run again that can, unless one does already. Those of busy jobs
    /// come at the end of a run.
    fn take_up(&self, runs: &[StoredRun], now: Millis) {
        let mut state = self.0.lock();
        if state.is_one_taken_up() {
            return;
        }
        for run in runs {
            let Some((index, id)) = state.jobs.named(&run.slot.job) else { continue };
            let Some(record) = state.jobs.live(index, id) else { continue };
            let is_free = record.is_free();
            let Some(kept) = record.kept() else { continue };
            let slot = run.slot.at.timestamp_millis();
            let attempt = u16::try_from(run.attempt.saturating_add(1)).unwrap_or(u16::MAX);
            let retry = Retry { at: now, slot, attempt, by_hand: run.slot.by_hand };
            if !is_free {
                kept.cut_off.get_or_insert(retry);
                continue;
            }
            kept.cut_off = None;
            record.details().retry = Some(retry);
            state.jobs.queue.push(now, index);
            state.taken_up = Some((index, id, slot));
            self.0.publish(&mut state);
            return;
        }
    }
}

impl State {
    fn is_one_taken_up(&mut self) -> bool {
        let Some((index, id, slot)) = self.taken_up else { return false };
        let goes_on = self.jobs.get(index, id).is_some_and(|record| record.is_busy_with(slot));
        if !goes_on {
            self.taken_up = None;
        }
        goes_on
    }

    /// It goes on no more, if it is the one that was taken up.
    pub(super) fn let_others_be_taken_up(&mut self, due: &Due) {
        self.taken_up.take_if(|taken_up| *taken_up == (due.index, due.id, due.at));
    }

    /// What comes at the end of a run: one that was cut off goes before the slot that waits, since
    /// a job of which a slot always waits is never free.
    pub(in crate::scheduler) fn cut_off_before(&mut self, ended: &Due, next: Option<Due>) -> Option<Due> {
        let (index, id) = (ended.index, ended.id);
        let has_one = |record: &mut Record| record.kept().is_some_and(|kept| kept.cut_off.is_some());
        if !self.jobs.get_mut(index, id).is_some_and(has_one) {
            return next;
        }
        // It may be this one, which had to make way for a slot.
        if self.taken_up.is_some_and(|taken_up| taken_up.1 != id) && self.is_one_taken_up() {
            return next;
        }
        let Some(record) = self.jobs.get_mut(index, id).filter(|record| record.state == Phase::Active) else {
            return next;
        };
        if record.details().retry.is_some() {
            return next;
        }
        let Some(retry) = record.kept().and_then(|kept| kept.cut_off.take().filter(|it| !kept.is_ahead(it.slot)))
        else {
            return next;
        };
        let again = Due::again(record, index, retry);
        // Should another begin before it, it waits for that.
        let verdict = if retry.by_hand { again.verdict } else { Verdict::RunAlso };
        match next {
            Some(waiting) => record.details().waiting.push_front(waiting),
            None => record.pending = record.pending.saturating_add(1),
        }
        self.taken_up = Some((index, id, retry.slot));
        Some(Due { verdict, ..again })
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
