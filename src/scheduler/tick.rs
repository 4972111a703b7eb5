//! What is to be done now: a pure function of the jobs and the time.

use std::cmp::Reverse;

use chrono_tz::Tz;

use crate::event::Why;
use crate::job::{Missed, Overlap};

use super::jobs::Jobs;
use super::pass::Came;
use super::passed::{self, DoesNotAdvance, Passed, passed, slot_after};
use super::record::{Record, Retry, State};
use super::{Millis, NEVER};

/// How far the clock may be set back while jobs just wait for their next slot.
const SET_BACK: Millis = 3 * 3_600_000;

/// How late a slot may be under [`Missed::Skip`].
const LATE: Millis = 60_000;

/// A decision on one slot of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) at: Millis,
    pub(crate) id: u64,
    pub(crate) index: u32,
    pub(crate) priority: i32,
    /// How many slots were missed: before this one, or with it where none runs.
    pub(crate) missed: u32,
    pub(crate) attempt: u16,
    pub(crate) verdict: Verdict,
    /// Written down when it is carried out.
    pub(crate) came: Came,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Run,
    /// One of several missed slots that run one after the other.
    RunAlso,
    Missed,
    Skip(Why),
    /// Asked for by hand: whatever the conditions say.
    Now,
    /// Another try of such a run.
    NowAgain,
    Parked,
}

/// What is to be done.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Decisions {
    /// The slots, in the order of their runs.
    pub(crate) due: Vec<Due>,
    /// From when to when the clock jumped back.
    pub(crate) jumped: Option<(Millis, Millis)>,
}

/// The instant before which the clock was set back too far to wait.
pub(super) fn lowest(latest: Millis) -> Millis {
    latest.saturating_sub(SET_BACK)
}

/// Decides on all that is due. `latest` is the latest time seen so far.
pub(super) fn tick(jobs: &mut Jobs, latest: &mut Millis, now: Millis) -> Decisions {
    let zone = jobs.zone;
    let jumped = (now < lowest(*latest)).then_some((*latest, now));
    if jumped.is_some() {
        jobs.retime(*latest, now);
        *latest = now;
    }
    *latest = now.max(*latest);
    let mut decisions = Decisions { due: Vec::new(), jumped };
    let mut taken = jobs.queue.take_due(now);
    // In the order in which the jobs lie in memory; and what is sorted is a heap already.
    taken.sort_unstable();
    let mut next = Vec::with_capacity(taken.len());
    decisions.due.reserve_exact(taken.len());
    for (at, index) in taken.drain(..) {
        if let Some(record) = jobs.at(index).filter(|record| record.next_at() == at) {
            decide(record, index, now, zone, &mut decisions.due);
            let at = record.next_at();
            if at != NEVER {
                next.push((at, index));
            }
        }
    }
    jobs.queue.extend(&next);
    decisions.due.sort_unstable_by_key(|due| (due.at, Reverse(due.priority), due.id));
    decisions
}

/// Decides on a job that is due, and moves it to its next slot.
#[inline]
fn decide(record: &mut Record, index: u32, now: Millis, zone: Tz, due: &mut Vec<Due>) {
    if record.details.is_none()
        && record.pending == 0
        && !record.running
        && let Some(schedule) = &record.schedule
        && let Ok(next) = slot_after(schedule, record.next, zone)
    {
        // The common case: nothing special about the job, and nothing missed.
        let next = next.unwrap_or(NEVER);
        if next > now {
            due.push(Due::run(record, index, record.next));
            record.next = next;
            record.pending = 1;
            return;
        }
    }
    decide_in_detail(record, index, now, zone, due);
}

impl Due {
    fn run(record: &Record, index: u32, at: Millis) -> Self {
        let (id, priority) = (record.id, record.priority());
        Self { at, id, index, priority, missed: 0, attempt: 1, verdict: Verdict::Run, came: Came::Nothing }
    }

    /// Another try of a run.
    pub(super) fn again(record: &Record, index: u32, retry: Retry) -> Self {
        let verdict = if retry.by_hand { Verdict::NowAgain } else { Verdict::Run };
        Self { attempt: retry.attempt, verdict, ..Self::run(record, index, retry.slot) }
    }

    /// Whether a run is to begin at its slot.
    pub(crate) fn is_run(&self) -> bool {
        matches!(self.verdict, Verdict::Run | Verdict::RunAlso | Verdict::NowAgain)
    }

    /// Whether its time is that at which somebody asked for it, and no slot.
    pub(super) fn is_by_hand(&self) -> bool {
        matches!(self.verdict, Verdict::Now | Verdict::NowAgain)
    }

    /// The same decision where no run begins any more.
    pub(crate) fn stopped(self) -> Self {
        match self.verdict {
            Verdict::Run | Verdict::RunAlso | Verdict::Now | Verdict::NowAgain => {
                Self { verdict: Verdict::Skip(Why::Stopped), ..self }
            }
            Verdict::Missed | Verdict::Skip(_) | Verdict::Parked => self,
        }
    }
}

fn decide_in_detail(record: &mut Record, index: u32, now: Millis, zone: Tz, due: &mut Vec<Due>) {
    let (began, first) = (due.len(), record.next);
    if record.starts_at() > now {
        // It is a retry.
        if let Some(retry) = record.details().retry.take() {
            due.push(Due::again(record, index, retry));
        }
    } else {
        // The slot takes the place of a retry that waits.
        if let Some(details) = &mut record.details {
            details.give_up();
        }
        let at = record.next;
        let passed = match &record.schedule {
            Some(schedule) => passed(schedule, at, now, zone).and_then(|all| {
                // The latest slot may be one whose run begins later.
                let is_early = all.latest > at && record.start_of(all.latest, zone) > now;
                if is_early { passed(schedule, at, all.latest.saturating_sub(1), zone) } else { Ok(all) }
            }),
            None => Ok(Passed { latest: at, count: 1, next: None }),
        };
        move_on(record, index, passed, now, zone, due);
    }
    overlapping(record, due, began);
    record.decided(first, due.get(began..).unwrap_or_default());
    let added = due.len().saturating_sub(began);
    record.pending = record.pending.saturating_add(u16::try_from(added).unwrap_or(u16::MAX));
}

/// Moves a job to its next slot, and decides on those that passed.
pub(super) fn move_on(
    record: &mut Record,
    index: u32,
    passed: Result<Passed, DoesNotAdvance>,
    now: Millis,
    zone: Tz,
    due: &mut Vec<Due>,
) {
    let at = record.next;
    if let Ok(passed) = passed {
        record.next = passed.next.unwrap_or(NEVER);
        record.put_off(zone);
        admit(record, index, at, &passed, now, zone, due);
    } else {
        record.state = State::Paused;
        due.push(Due { verdict: Verdict::Parked, ..Due::run(record, index, at) });
    }
}

/// Which of the slots that passed shall run.
fn admit(record: &Record, index: u32, first: Millis, passed: &Passed, now: Millis, zone: Tz, due: &mut Vec<Due>) {
    let options = record.options();
    let policy = options.map_or(Missed::RunOnce, |options| options.missed);
    let grace = options.and_then(|options| options.grace);
    let in_time = |slot: Millis, grace: Millis| now.saturating_sub(record.start_of(slot, zone)) <= grace;
    let slots = match policy {
        Missed::Skip => Some(passed.latest).into_iter().filter(|slot| in_time(*slot, grace.unwrap_or(LATE))).collect(),
        Missed::RunAll { at_most } if passed.count > 1 && at_most > 1 => match &record.schedule {
            Some(schedule) => passed::latest(schedule, first, passed.latest, at_most.min(60_000), zone),
            None => vec![passed.latest],
        },
        Missed::RunAll { at_most: 0 } => Vec::new(),
        Missed::RunOnce | Missed::RunAll { .. } => vec![passed.latest],
    };
    let slots: Vec<Millis> = slots.into_iter().filter(|slot| grace.is_none_or(|grace| in_time(*slot, grace))).collect();
    let missed = passed.count.saturating_sub(u64::try_from(slots.len()).unwrap_or(0));
    let missed = u32::try_from(missed).unwrap_or(u32::MAX);
    let run = Due::run(record, index, passed.latest);
    match slots.split_first() {
        None => due.push(Due { missed, verdict: Verdict::Missed, ..run }),
        Some((&at, also)) => {
            due.push(Due { at, missed, ..run });
            due.extend(also.iter().map(|&at| Due { at, verdict: Verdict::RunAlso, ..run }));
        }
    }
}

/// Skips what comes while the job still runs or waits for a thread, as its rule says.
fn overlapping(record: &mut Record, due: &mut [Due], began: usize) {
    let waiting = record.details.as_ref().map_or(0, |details| details.waiting.len());
    let mut busy = record.runs().saturating_add(record.pending.into());
    busy = busy.saturating_add(u32::try_from(waiting).unwrap_or(u32::MAX));
    let rule = record.overlap();
    for due in due.iter_mut().skip(began) {
        let fits = match (due.verdict, rule) {
            (Verdict::Run | Verdict::NowAgain, Overlap::Allow { at_most }) => busy < at_most.max(1),
            (Verdict::Run | Verdict::NowAgain, Overlap::QueueOne) => busy < 2,
            (Verdict::Run | Verdict::NowAgain, Overlap::Skip) => busy == 0,
            _ => true,
        };
        if fits {
            busy = busy.saturating_add(1);
        } else {
            due.verdict = Verdict::Skip(Why::Overlap);
        }
    }
}
