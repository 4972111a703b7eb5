//! Beginning the run of a slot, if nothing is against it.

use std::sync::Arc;

use crate::event::Why;
use crate::job::{Condition, Overlap, discard, quietly};

use super::record::State as Phase;
use super::tick::{Due, Verdict};
use super::{State, Work};

/// What to do for a decision.
pub(super) enum Begin {
    Go(Work),
    /// These must be asked first.
    Ask(Vec<Condition>),
    /// It comes after the run that goes on.
    Wait,
    Missed,
    /// Another has the slot, or it is decided again later.
    Nothing,
    Skip(Why),
    Parked,
}

impl State {
    /// Begins the run of a slot, if nothing is against it.
    pub(super) fn begin(&mut self, due: &Due, is_pending: bool, asked: bool) -> Begin {
        let zone = self.jobs.zone;
        let Some(record) = self.jobs.get_mut(due.index, due.id) else { return Begin::Skip(Why::Cancelled) };
        let by_hand = due.verdict == Verdict::Now;
        if due.missed > 0 && !asked {
            let details = record.details();
            details.missed = details.missed.saturating_add(due.missed.into());
        }
        let against = match (due.verdict, record.state) {
            (Verdict::Missed, _) => Some(Begin::Missed),
            (Verdict::Parked, _) => Some(Begin::Parked),
            (Verdict::Skip(why), _) => Some(Begin::Skip(why)),
            (_, Phase::Over) => Some(Begin::Skip(Why::Cancelled)),
            (_, Phase::Paused) if !by_hand => Some(Begin::Skip(Why::Paused)),
            _ => None,
        };
        if against.is_none()
            && !by_hand
            && let Some(details) = &record.details
        {
            let is_resting =
                due.attempt == 1 && details.resting_until.is_some_and(|until| record.start_of(due.at, zone) < until);
            if !is_resting && !asked && !details.options.conditions.is_empty() {
                return Begin::Ask(details.options.conditions.clone());
            }
            if is_resting {
                if is_pending {
                    record.pending = record.pending.saturating_sub(1);
                }
                return Begin::Skip(Why::Resting);
            }
        }
        if is_pending {
            record.pending = record.pending.saturating_sub(1);
        }
        if let Some(against) = against {
            return against;
        }
        if let Some(task) = record.task.take() {
            record.running = true;
            return Begin::Go(Work::Alone(task));
        }
        let (rule, is_running) = (record.overlap(), record.running);
        let Some(details) = &mut record.details else { return Begin::Skip(Why::Overlap) };
        let at_most = if let Overlap::Allow { at_most } = rule { at_most.max(1) } else { 1 };
        if let Some(task) = details.shared.as_ref().filter(|_| details.shared_runs < at_most) {
            details.shared_runs = details.shared_runs.saturating_add(1);
            return Begin::Go(Work::Shared(task.clone()));
        }
        let waits = due.verdict == Verdict::RunAlso || (rule == Overlap::QueueOne && details.waiting.is_empty());
        if waits && (is_running || details.shared_runs > 0) {
            details.waiting.push_back(Due { missed: 0, ..*due });
            return Begin::Wait;
        }
        Begin::Skip(Why::Overlap)
    }
}

/// Whether all conditions say what they must, or the message of the one that panicked.
pub(super) fn all_hold(conditions: Vec<Condition>) -> Result<bool, Arc<str>> {
    let held = quietly(|| conditions.iter().all(|condition| (condition.holds)() == condition.wanted));
    conditions.into_iter().for_each(discard);
    held
}
