//! A job that is added goes on from where it was; what is changed of it by hand is kept.

use std::sync::Arc;

use chrono::DateTime;

use crate::Schedule;
use crate::event::Event;
use crate::job::{Job, Options};
use crate::scheduler::passed::slot_after;
use crate::scheduler::record::{Record, State as Phase};
use crate::scheduler::{Millis, NEVER, Plan, Scheduler, State, tick};
use crate::store::StoredJob;

use super::claims::write_given_up;
use super::entry::Write;
use super::known::Found;
use super::slots::Kept;

/// How a job that is kept begins.
pub(in crate::scheduler) struct Enrolled {
    /// The next slot, if there is one.
    pub(in crate::scheduler) next: Option<Millis>,
    pub(in crate::scheduler) paused: bool,
    pub(in crate::scheduler) kept: Box<Kept>,
    job: StoredJob,
    /// What is to be kept of it is not what is kept.
    is_new: bool,
    is_changed: bool,
    /// The schedule that it had, when that was another.
    before: Option<Arc<str>>,
}

/// A hash of a schedule and the zone it is read in, which is the same in every program.
fn hash(schedule: &str, zone: &str) -> u64 {
    // FNV-1a
    let bytes = schedule.bytes().chain([0]).chain(zone.bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

/// Whether it is another timetable. Who paused a job without running it did not know its hash.
fn is_other(stored: &StoredJob, job: &StoredJob) -> bool {
    if stored.hash == 0 { stored.schedule != job.schedule } else { stored.hash != job.hash }
}

/// Whether it was written by a clock that was far ahead: then the job is timed anew.
fn is_ahead(stored: &StoredJob, now: Millis) -> bool {
    let latest = stored.last.map_or(stored.since, |last| last.max(stored.since));
    now < tick::lowest(millis(latest))
}

fn millis(at: DateTime<chrono::Utc>) -> Millis {
    at.timestamp_millis()
}

impl Scheduler {
    /// What a job begins with, if it is one that is kept.
    pub(in crate::scheduler) fn enroll(&self, plan: &Plan, options: Option<&Options>, now: Millis) -> Option<Enrolled> {
        let (Some(scribe), Plan::Slots(schedule)) = (&self.0.scribe, plan) else { return None };
        let name = options?.name.as_ref()?;
        let found = scribe.find(name);
        let mut job = self.as_stored(name, schedule, now);
        let kept = Box::new(Kept::new(job.hash, now));
        let first = || self.first(plan, now);
        let fresh = |job, is_new| Enrolled {
            next: None,
            paused: false,
            kept: Box::new(Kept::new(0, now)),
            job,
            is_new,
            is_changed: !is_new,
            before: None,
        };
        let enrolled = match found {
            Found::New => Enrolled { next: first(), kept, ..fresh(job, true) },
            Found::Before => Enrolled { next: first(), kept, ..fresh(job, false) },
            Found::Stored(stored) => {
                job.paused = stored.paused;
                let paused = stored.paused;
                if is_other(&stored, &job) {
                    let before = Some(stored.schedule);
                    Enrolled { next: first(), paused, kept, before, ..fresh(job, false) }
                } else if is_ahead(&stored, now) {
                    Enrolled { next: first(), paused, kept, ..fresh(job, false) }
                } else {
                    let next = self.after_stored(schedule, &stored);
                    // Past its last slot, it is still there for a run of it that was cut off.
                    let next = next.or_else(|| scribe.has_open(name).then_some(NEVER));
                    job.since = stored.since;
                    let kept = Box::new(Kept::new(job.hash, millis(stored.since)));
                    Enrolled { next, paused, kept, is_changed: false, ..fresh(job, false) }
                }
            }
        };
        let is_at_once = options.is_some_and(|options| options.immediately);
        let next = if is_at_once { Some(enrolled.next.unwrap_or(NEVER).min(now)) } else { enrolled.next };
        Some(Enrolled { next, ..enrolled })
    }

    /// The first slot that is not decided.
    fn after_stored(&self, schedule: &Schedule, stored: &StoredJob) -> Option<Millis> {
        match stored.last {
            Some(last) => slot_after(schedule, millis(last.max(stored.since)), self.0.zone).ok().flatten(),
            None => self.first(&Plan::Slots(schedule.clone()), millis(stored.since)),
        }
    }

    fn as_stored(&self, name: &Arc<str>, schedule: &Schedule, since: Millis) -> StoredJob {
        let text = schedule.to_string();
        let hash = hash(&text, self.0.zone.name());
        let since = DateTime::from_timestamp_millis(since).unwrap_or_default();
        StoredJob::new(Arc::clone(name), text, hash, since)
    }

    /// Has a job that was added written down, and tells when it was another before.
    pub(in crate::scheduler) fn enrolled(&self, job: &Job, enrolled: Enrolled) {
        let Some(scribe) = &self.0.scribe else { return };
        scribe.has_added(&enrolled.job.name);
        if enrolled.is_new {
            scribe.write(Write::Add(enrolled.job, (job.index, job.id)));
        } else if enrolled.is_changed {
            scribe.write(Write::Change(enrolled.job));
        }
        if let Some(before) = enrolled.before {
            self.tell_watchers(|| Event::Rescheduled { job: job.clone(), before });
        }
    }

    /// Goes on from what is stored of a job, which was not known when it was added.
    pub(super) fn adopt(&self, index: u32, id: u64, stored: &StoredJob) {
        let now = self.millis();
        let mut state = self.0.lock();
        let Some(record) = state.jobs.live(index, id) else { return };
        let Some(schedule) = record.schedule.clone() else { return };
        let Some(mine) = self.stored_of(record) else { return };
        let is_other = is_other(stored, &mine);
        let is_same = !is_other && !is_ahead(stored, now);
        if stored.paused && record.state == Phase::Active {
            record.state = Phase::Paused;
        }
        let paused = record.state == Phase::Paused;
        let mut next = record.next;
        if is_same {
            next = next.min(self.after_stored(&schedule, stored).unwrap_or(NEVER));
            if let Some(kept) = record.kept() {
                kept.since = millis(stored.since);
            }
        }
        state.jobs.set_next(index, id, next);
        self.0.publish(&mut state);
        let job = self.handle_in(&mut state, index, id);
        drop(state);
        if !is_same && let Some(scribe) = &self.0.scribe {
            scribe.write(Write::Change(StoredJob { paused, ..mine }));
        }
        if is_other {
            self.tell_watchers(|| Event::Rescheduled { job, before: Arc::clone(&stored.schedule) });
        }
    }

    /// What is to be kept of a job.
    fn stored_of(&self, record: &mut Record) -> Option<StoredJob> {
        let name = record.options()?.name.clone()?;
        let schedule = record.schedule.clone()?;
        let paused = record.state == Phase::Paused;
        let kept = record.kept()?;
        let job = self.as_stored(&name, &schedule, kept.since);
        Some(StoredJob { paused, ..job })
    }

    /// Keeps that a job was paused, or goes on from `since`.
    pub(in crate::scheduler) fn write_job(&self, state: &mut State, index: u32, id: u64, since: Option<Millis>) {
        let Some(scribe) = &self.0.scribe else { return };
        let Some(record) = state.jobs.get_mut(index, id) else { return };
        if let Some(kept) = record.kept() {
            kept.since = since.unwrap_or(kept.since);
        }
        if let Some(job) = self.stored_of(record) {
            scribe.write(Write::Change(job));
        }
    }

    /// Keeps that all jobs count from now on, since the clock was far ahead.
    pub(in crate::scheduler) fn write_retimed(&self, state: &mut State, now: Millis) {
        if self.0.scribe.is_some() {
            for (index, id) in state.jobs.all() {
                self.write_job(state, index, id, Some(now));
            }
        }
    }

    /// Keeps that a job has another schedule, or keeps it no more.
    pub(in crate::scheduler) fn write_schedule(&self, state: &mut State, index: u32, id: u64, now: Millis) {
        let Some(scribe) = &self.0.scribe else { return };
        let Some(record) = state.jobs.get_mut(index, id) else { return };
        write_given_up(scribe, record, DateTime::from_timestamp_millis(now).unwrap_or_default());
        let has_name = record.options().is_some_and(|options| options.name.is_some());
        if let Some(schedule) = record.schedule.clone().filter(|_| has_name) {
            let hash = hash(&schedule.to_string(), self.0.zone.name());
            record.details().kept.get_or_insert_default().hash = hash;
            self.write_job(state, index, id, Some(now));
        } else if let Some(details) = &mut record.details {
            details.kept = None;
        }
    }

    /// Tells of the stored jobs that the program does not have, once.
    pub(crate) fn tell_unknown(&self) {
        if let Some(scribe) = &self.0.scribe
            && self.is_watched()
        {
            for job in scribe.unknown() {
                self.tell(|| Event::Unknown { name: job.name, schedule: job.schedule });
            }
        }
    }
}
