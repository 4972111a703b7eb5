//! Which slots of a job are decided, but not yet written down.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::scheduler::Millis;
use crate::scheduler::record::{Details, Record, Retry};
use crate::scheduler::tick::{Due, Verdict};
use crate::store::{Held, NoRun};

/// What is known of a job that is kept.
#[derive(Default)]
pub(crate) struct Kept {
    /// A hash of its schedule and zone.
    pub(super) hash: u64,
    /// From when it counts.
    pub(super) since: Millis,
    /// What was decided and is not written down, in that order.
    ahead: VecDeque<Ahead>,
    /// A run that is to be tried again.
    pub(super) retrying: Option<Retrying>,
    /// One that was, until the next slot took its place.
    pub(super) given_up: Option<Retrying>,
    /// How often the store could not be asked.
    pub(super) failures: u32,
    /// A run that was cut off while the job was busy: it comes at the end of a run.
    pub(super) cut_off: Option<Retry>,
}

struct Ahead {
    slot: Millis,
    /// The first of the slots that are decided with it.
    first: Millis,
    /// Why it has no run.
    reason: Option<NoRun>,
}

/// A run that failed, and is to be tried again.
pub(super) struct Retrying {
    pub(super) held: Held,
    pub(super) error: Arc<str>,
}

impl Retrying {
    pub(super) fn is_tried_by(&self, due: &Due) -> bool {
        let slot = &self.held.slot;
        due.attempt > 1 && slot.at.timestamp_millis() == due.at && slot.by_hand == due.is_by_hand()
    }
}

/// A slot without a run, to be written down.
pub(super) struct Undone {
    pub(super) slot: Millis,
    pub(super) first: Millis,
    pub(super) reason: NoRun,
}

impl Kept {
    pub(super) fn new(hash: u64, since: Millis) -> Self {
        Self { hash, since, ..Self::default() }
    }

    /// The first of the slots that are decided with this one.
    pub(super) fn first(&self, slot: Millis) -> Millis {
        self.ahead.iter().find(|it| it.slot == slot).map_or(slot, |it| it.first)
    }

    /// The slot is claimed, by this program or another: what may be written down now.
    pub(super) fn claimed(&mut self, due: &Due) -> Vec<Undone> {
        drop(self.take_retrying(due));
        if !due.is_by_hand() {
            self.forget(due.at);
        }
        self.ready()
    }

    /// The slot has no run: what may be written down now. A slot before it that is not claimed
    /// yet is waited for: whatever happens, no slot is undecided below one that is.
    pub(super) fn undone(&mut self, slot: Millis, reason: NoRun) -> Vec<Undone> {
        match self.ahead.iter_mut().find(|it| it.slot == slot) {
            Some(it) => it.reason = Some(reason),
            None => self.ahead.push_back(Ahead { slot, first: slot, reason: Some(reason) }),
        }
        self.ready()
    }

    /// The slot is not decided after all. Returns the first slot that is to be decided again.
    pub(super) fn forget(&mut self, slot: Millis) -> Millis {
        let first = self.first(slot);
        self.ahead.retain(|it| it.slot != slot);
        first
    }

    /// Takes what is known of a run that is tried again, where this is the try.
    pub(super) fn take_retrying(&mut self, due: &Due) -> Option<Retrying> {
        self.retrying.take_if(|it| it.is_tried_by(due))
    }

    /// Whether the slot is to be claimed here anyway.
    pub(super) fn is_ahead(&self, slot: Millis) -> bool {
        self.ahead.iter().any(|it| it.slot == slot)
    }

    pub(super) fn is_settled(&self) -> bool {
        self.ahead.is_empty()
    }

    fn ready(&mut self) -> Vec<Undone> {
        let mut ready = Vec::new();
        while let Some(reason) = self.ahead.front_mut().and_then(|it| it.reason.take()) {
            if let Some(Ahead { slot, first, .. }) = self.ahead.pop_front() {
                ready.push(Undone { slot, first, reason });
            }
        }
        ready
    }
}

impl Record {
    pub(super) fn kept(&mut self) -> Option<&mut Kept> {
        self.details.as_mut()?.kept.as_deref_mut()
    }

    /// Keeps in mind what was decided of a job that is kept: all slots from `first` on.
    pub(in crate::scheduler) fn decided(&mut self, first: Millis, due: &[Due]) {
        let Some(kept) = self.kept() else { return };
        let mut first = Some(first);
        for due in due.iter().filter(|due| due.attempt == 1 && due.verdict != Verdict::Parked) {
            let first = first.take().unwrap_or(due.at);
            kept.ahead.push_back(Ahead { slot: due.at, first, reason: None });
        }
    }
}

impl Details {
    /// No more tries of a run that failed: the next slot comes.
    pub(in crate::scheduler) fn give_up(&mut self) {
        if let Some(retry) = self.retry.take()
            && let Some(kept) = &mut self.kept
        {
            match kept.retrying.take() {
                Some(retrying) => kept.given_up = Some(retrying),
                // It did not fail here, but was cut off: nobody else would run it again.
                None => kept.cut_off = Some(retry),
            }
        }
    }
}
