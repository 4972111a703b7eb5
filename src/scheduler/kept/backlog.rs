//! What waits to be written down, and is written in order as far as the store can.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::{Ending, Held, Slot, StoreError, StoredJob};

use super::entry::Write;
use super::writer::Writer;

/// So many jobs are added, and so many ends of runs are written, in one piece.
const TOGETHER: usize = 1_000;

/// After so many rows of a job the oldest are removed.
const ROWS: u32 = 64;

impl Writer {
    /// Puts something on the backlog. Slots of a job that were skipped for the same reason are
    /// one row, when there are many: a store that is gone for long costs no more memory.
    pub(super) fn lay(&mut self, write: Write) {
        const MANY: usize = 1_000;
        if self.backlog.len() > MANY
            && let Write::Record(slot, reason, at) = &write
            && let Some(Write::Record(before, same, ended)) =
                self.backlog.iter_mut().rev().find(|it| it.job() == &slot.job)
            && same == reason
            && before.at < slot.first
        {
            *before = Slot { first: before.first, ..slot.clone() };
            *ended = *at;
            return;
        }
        self.backlog.push_back(write);
    }

    /// Writes down what is to be written, as far as the store can.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        while !self.backlog.is_empty() {
            self.may_try()?;
            let many =
                |is_it: fn(&Write) -> bool| self.backlog.iter().take(TOGETHER).take_while(|it| is_it(it)).count();
            let adds = many(|it| matches!(it, Write::Add(..)));
            let changes = many(|it| matches!(it, Write::Change(_)));
            let ends = many(|it| matches!(it, Write::Finish(..)));
            if adds > 0 {
                self.add(adds)?;
            } else if changes > 0 {
                self.change(changes)?;
            } else if ends > 1 {
                self.finish(ends)?;
            } else {
                self.write_first()?;
            }
        }
        Ok(())
    }

    fn add(&mut self, count: usize) -> Result<(), StoreError> {
        let jobs: Vec<(StoredJob, (u32, u64))> = self
            .backlog
            .iter()
            .take(count)
            .filter_map(|write| if let Write::Add(job, at) = write { Some((job.clone(), *at)) } else { None })
            .collect();
        let asked: Vec<StoredJob> = jobs.iter().map(|(job, _)| job.clone()).collect();
        let stored = self.call(|store| store.add(&asked))?;
        self.backlog.drain(..count.min(self.backlog.len()));
        for ((job, (index, id)), stored) in jobs.into_iter().zip(stored) {
            if stored != job
                && let Some(scheduler) = self.scheduler()
            {
                scheduler.adopt(index, id, &stored);
            }
        }
        Ok(())
    }

    fn finish(&mut self, count: usize) -> Result<(), StoreError> {
        let ends: Vec<(Held, Ending, DateTime<Utc>)> = self
            .backlog
            .iter()
            .take(count)
            .filter_map(|write| match write {
                Write::Finish(held, ending, ended) => Some((held.clone(), ending.clone(), *ended)),
                _ => None,
            })
            .collect();
        let done = self.call(|store| store.finish_all(&ends))?;
        let written: Vec<Write> = self.backlog.drain(..count.min(self.backlog.len())).collect();
        for (write, is_ours) in written.iter().zip(done) {
            self.written(write, is_ours);
        }
        Ok(())
    }

    fn change(&mut self, count: usize) -> Result<(), StoreError> {
        let job = |write: &Write| if let Write::Change(job) = write { Some(job.clone()) } else { None };
        let jobs: Vec<StoredJob> = self.backlog.iter().take(count).filter_map(job).collect();
        self.call(|store| store.change(&jobs))?;
        self.backlog.drain(..count.min(self.backlog.len()));
        Ok(())
    }

    fn write_first(&mut self) -> Result<(), StoreError> {
        let Some(write) = self.backlog.pop_front() else { return Ok(()) };
        let done = self.call(|store| match &write {
            Write::Add(job, _) => store.add(std::slice::from_ref(job)).map(|_| true),
            Write::Change(job) => store.change(std::slice::from_ref(job)).map(|()| true),
            Write::GiveBack(claim) => store.give_back(claim).map(|()| true),
            Write::Finish(held, ending, ended) => store.finish(held, ending, *ended),
            Write::Record(slot, reason, at) => store.record(slot, reason, *at).map(|_| true),
        });
        match done {
            Ok(is_ours) => {
                self.written(&write, is_ours);
                Ok(())
            }
            Err(error) => {
                self.backlog.push_front(write);
                Err(error)
            }
        }
    }

    /// What follows from something that is written.
    fn written(&mut self, write: &Write, is_ours: bool) {
        let slot = match write {
            Write::Finish(held, ..) => &held.slot,
            Write::Record(slot, ..) => slot,
            _ => return,
        };
        if !is_ours && let Some(scheduler) = self.scheduler() {
            scheduler.tell(|| scheduler.lost(slot));
        }
        let rows = self.rows.entry(Arc::clone(&slot.job)).or_default();
        *rows = rows.saturating_add(1);
        if *rows >= ROWS {
            self.rows.remove(&slot.job);
            self.remove_old(&Arc::clone(&slot.job));
        }
    }

    fn remove_old(&mut self, job: &Arc<str>) {
        let retention = self.desk.retention;
        let before = retention.days.and_then(|days| self.now()?.checked_sub_signed(TimeDelta::days(days.into())));
        if retention.runs.is_some() || before.is_some() {
            drop(self.call(|store| store.retain(job, retention.runs, before)));
        }
    }
}
