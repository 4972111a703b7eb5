//! What the run of a slot has to do with the store: it is claimed first, and its end is written
//! down. The lock is not held while the store is asked.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use parking_lot::MutexGuard;

use crate::event::{Event, Why};
use crate::job::{Outcome, Work};
use crate::scheduler::begin::Begin;
use crate::scheduler::record::{Record, Retry};
use crate::scheduler::tick::{Due, Verdict};
use crate::scheduler::{Millis, Scheduler, State};
use crate::store::{Claim, Ending, Held, NoRun, Slot, StoreError, StoredRun};

use super::Scribe;
use super::entry::Write;
use super::slots::{Retrying, Undone};

/// How long a job waits after its store could not be asked: doubled each time, up to 32 s.
const FIRST_WAIT: Millis = 1_000;

/// So many runs by hand may be asked for in one millisecond.
const AT_ONCE: Millis = 1_000;

fn instant(at: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at).unwrap_or_default()
}

impl Scheduler {
    /// Claims the slot of a run that is to begin, if its job is kept. A slot that another has is
    /// passed over in silence.
    pub(in crate::scheduler) fn claim_first(
        &self,
        state: &mut MutexGuard<'_, State>,
        due: &mut Due,
        begin: Begin,
        start: Option<u64>,
    ) -> Begin {
        let Some(scribe) = &self.0.scribe else { return begin };
        let Begin::Go(work) = begin else { return begin };
        let Some((slot, at_most_once)) = state.slot_of(due) else { return Begin::Go(work) };
        let (granted, now) = MutexGuard::unlocked(state, || {
            let now = self.utc();
            let claim = Claim::new(slot, Arc::clone(&scribe.owner), scribe.lease, now);
            let claim = if at_most_once { claim.at_most_once() } else { claim };
            let is_new = due.verdict == Verdict::Now;
            (if is_new { claim_by_hand(scribe, &claim) } else { scribe.claim(claim) }, now)
        });
        let is_stopped = start.is_some_and(|start| !state.threads.is(start));
        match granted {
            Ok(Some(held)) if !is_stopped => {
                due.attempt = u16::try_from(held.attempt).unwrap_or(u16::MAX);
                due.at = held.slot.at.timestamp_millis();
                let kept = state.jobs.get_mut(due.index, due.id).and_then(|it| it.kept());
                let ready = kept.map(|kept| {
                    kept.failures = 0;
                    kept.claimed(due)
                });
                self.write_undone(state, due, ready.unwrap_or_default());
                Begin::Go(work)
            }
            Ok(Some(held)) => {
                drop(scribe.let_go(&held.slot.job, held.slot.at, held.slot.by_hand));
                let claim = Claim::new(held.slot, held.owner, scribe.lease, now);
                scribe.write(Write::GiveBack(claim));
                put_back(state, due, work);
                self.undecide(state, due, None);
                Begin::Nothing
            }
            Ok(None) => {
                put_back(state, due, work);
                let kept = state.jobs.get_mut(due.index, due.id).and_then(|it| it.kept());
                let ready = kept.map(|kept| kept.claimed(due));
                self.write_undone(state, due, ready.unwrap_or_default());
                Begin::Nothing
            }
            Err(error) => {
                put_back(state, due, work);
                self.undecide(state, due, Some(now.timestamp_millis()));
                self.tell_unlocked(state, || Event::PutOff { job: self.job_of(due), slot: self.time(due.at), error });
                Begin::Nothing
            }
        }
    }

    /// The slot is to be decided again: at once, or a while after the store failed at `failed`.
    fn undecide(&self, state: &mut MutexGuard<'_, State>, due: &Due, failed: Option<Millis>) {
        if due.verdict == Verdict::Now {
            return;
        }
        let Some(record) = state.jobs.live(due.index, due.id) else { return };
        let Some(kept) = record.kept() else { return };
        let mut again_at = due.at;
        if let Some(failed) = failed {
            again_at = failed.saturating_add(FIRST_WAIT.saturating_mul(1 << kept.failures.min(5)));
            kept.failures = kept.failures.saturating_add(1);
        }
        if due.attempt > 1 {
            // A run of this program that is tried again; what others left is found again anyway.
            if kept.retrying.as_ref().is_some_and(|it| it.is_tried_by(due)) {
                let (slot, attempt, by_hand) = (due.at, due.attempt, due.is_by_hand());
                record.details().retry = Some(Retry { at: again_at, slot, attempt, by_hand });
            }
        } else {
            let first = kept.forget(due.at);
            record.next = record.next.min(first);
            let delay = again_at.saturating_sub(record.next).max(0);
            record.details().delay = delay;
        }
        let at = record.next_at();
        state.jobs.queue.push(at, due.index);
        self.0.publish(state);
    }

    /// Writes down that a slot has no run, and says whether that is so: a slot whose turn did not
    /// come before a stop is decided again.
    pub(in crate::scheduler) fn write_no_run(
        &self,
        state: &mut MutexGuard<'_, State>,
        due: &Due,
        why: Option<Why>,
    ) -> bool {
        let Some(scribe) = &self.0.scribe else { return true };
        if due.verdict == Verdict::Now {
            return true;
        }
        state.let_others_be_taken_up(due);
        let now = state.latest;
        let Some(kept) = state.jobs.get_mut(due.index, due.id).and_then(|it| it.kept()) else { return true };
        if why == Some(Why::Stopped) {
            self.undecide(state, due, None);
            return false;
        }
        if due.attempt > 1 {
            if let Some(retrying) = kept.take_retrying(due) {
                scribe.write(Write::Finish(retrying.held, Ending::Failed(retrying.error), instant(now)));
            }
            scribe.look_again();
            return true;
        }
        let reason = why.map_or(NoRun::Missed, |why| NoRun::Skipped(why.as_str().into()));
        let ready = kept.undone(due.at, reason);
        self.write_undone(state, due, ready);
        true
    }

    fn write_undone(&self, state: &mut State, due: &Due, ready: Vec<Undone>) {
        let now = instant(state.latest);
        let (Some(scribe), Some(record)) = (&self.0.scribe, state.jobs.get_mut(due.index, due.id)) else { return };
        let Some(name) = record.options().and_then(|options| options.name.clone()) else { return };
        write_given_up(scribe, record, now);
        for Undone { slot, first, reason } in ready {
            let slot = Slot::new(Arc::clone(&name), instant(slot)).since(instant(first));
            scribe.write(Write::Record(slot, reason, now));
        }
    }

    /// Writes down how a run ended.
    pub(in crate::scheduler) fn write_end(
        &self,
        state: &mut State,
        due: &Due,
        outcome: &Outcome,
        retried: Option<std::time::Duration>,
        ended: Option<DateTime<Utc>>,
    ) {
        let (Some(scribe), Some(ended)) = (&self.0.scribe, ended) else { return };
        if retried.is_none() {
            state.let_others_be_taken_up(due);
        }
        let Some(record) = state.jobs.get_mut(due.index, due.id) else { return };
        let Some(name) = record.options().and_then(|options| options.name.clone()) else { return };
        write_given_up(scribe, record, ended);
        let Some(held) = scribe.let_go(&name, instant(due.at), due.is_by_hand()) else { return };
        let ending = match (outcome, retried) {
            (Outcome::Done | Outcome::Break, _) => Ending::Ok,
            (Outcome::Failed(error) | Outcome::Panicked(error), None) => Ending::Failed(Arc::clone(error)),
            (Outcome::Failed(error) | Outcome::Panicked(error), Some(wait)) => {
                if let Some(kept) = record.kept() {
                    kept.retrying = Some(Retrying { held: held.clone(), error: Arc::clone(error) });
                }
                Ending::Retrying(Arc::clone(error), wait.saturating_add(scribe.lease))
            }
        };
        scribe.write(Write::Finish(held, ending, ended));
        if due.attempt > 1 {
            scribe.look_again();
        }
    }

    /// That a slot was lost to another.
    pub(super) fn lost(&self, slot: &Slot) -> Event {
        Event::Lost { job: self.get(&slot.job), name: Arc::clone(&slot.job), slot: slot.at.with_timezone(&self.0.zone) }
    }

    /// That a run was cut off, and is not tried again.
    pub(super) fn closed(&self, run: &StoredRun) -> Event {
        let (job, name) = (self.get(&run.slot.job), Arc::clone(&run.slot.job));
        let slot = run.slot.at.with_timezone(&self.0.zone);
        if run.state == crate::RunState::Quarantined {
            Event::Quarantined { job, name, slot }
        } else {
            Event::Interrupted { job, name, slot }
        }
    }
}

impl State {
    /// The slot to be claimed for a run, if its job is kept; and whether it is run at most once.
    fn slot_of(&mut self, due: &Due) -> Option<(Slot, bool)> {
        let record = self.jobs.get_mut(due.index, due.id)?;
        let first = record.kept()?.first(due.at);
        let options = record.options()?;
        let slot = Slot::new(Arc::clone(options.name.as_ref()?), instant(due.at)).since(instant(first));
        let by_hand = due.is_by_hand();
        // Who asked for it by hand meant this moment.
        Some((if by_hand { slot.by_hand() } else { slot }, options.at_most_once || by_hand))
    }
}

/// Writes down the end of a run that is not tried again, since something newer took its place.
pub(super) fn write_given_up(scribe: &Scribe, record: &mut Record, now: DateTime<Utc>) {
    if let Some(gone) = record.kept().and_then(|kept| kept.given_up.take()) {
        scribe.write(Write::Finish(gone.held, Ending::Failed(gone.error), now));
    }
}

/// Claims the next millisecond that is free.
fn claim_by_hand(scribe: &Scribe, claim: &Claim) -> Result<Option<Held>, StoreError> {
    let at = claim.slot.at.timestamp_millis();
    for later in 0..AT_ONCE {
        let slot = Slot::new(Arc::clone(&claim.slot.job), instant(at.saturating_add(later))).by_hand();
        if let Some(held) = scribe.claim(Claim { slot, ..claim.clone() })? {
            return Ok(Some(held));
        }
    }
    Ok(None)
}

/// The task goes back to its job, which did not run.
fn put_back(state: &mut MutexGuard<'_, State>, due: &Due, work: Work) {
    state.let_others_be_taken_up(due);
    let Some(record) = state.jobs.get_mut(due.index, due.id) else { return };
    let borrowed = record.take_back(work);
    let details = record.details();
    details.missed = details.missed.saturating_sub(due.missed.into());
    let mut left = state.jobs.sweep(due.index, due.id);
    left.keep(borrowed);
    MutexGuard::unlocked(state, || left.discard());
}
