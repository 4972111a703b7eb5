//! The set of jobs: where each is kept, and how it is found by name and tag. No clock, no locks,
//! and no code of users is called.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono_tz::Tz;

use super::leftover::Leftover;
use super::passed::slot_after;
use super::queue::{Queue, more_room};
use super::record::{Record, State};
use super::tick::Due;
use super::{Millis, NEVER};

pub(super) struct Jobs {
    /// The zone of schedules that name none.
    pub(super) zone: Tz,
    records: Vec<Record>,
    free: Vec<u32>,
    pub(super) queue: Queue,
    tags: HashMap<Arc<str>, BTreeMap<u64, u32>>,
    names: HashMap<Arc<str>, (u32, u64)>,
    last_id: u64,
    live: usize,
}

fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

impl Jobs {
    pub(super) fn new(zone: Tz) -> Self {
        Self {
            zone,
            records: Vec::new(),
            free: Vec::new(),
            queue: Queue::default(),
            tags: HashMap::new(),
            names: HashMap::new(),
            last_id: 0,
            live: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.live
    }

    pub(super) fn get(&self, index: u32, id: u64) -> Option<&Record> {
        self.records.get(place(index)).filter(|record| record.id == id)
    }

    pub(super) fn get_mut(&mut self, index: u32, id: u64) -> Option<&mut Record> {
        self.records.get_mut(place(index)).filter(|record| record.id == id)
    }

    /// The same, if the job is not over.
    pub(super) fn live(&mut self, index: u32, id: u64) -> Option<&mut Record> {
        self.get_mut(index, id).filter(|record| record.state != State::Over)
    }

    pub(super) fn at(&mut self, index: u32) -> Option<&mut Record> {
        self.records.get_mut(place(index)).filter(|record| !record.is_vacant())
    }

    /// Adds a job, with one handle to it.
    pub(super) fn add(&mut self, mut record: Record) -> (u32, u64) {
        self.last_id = self.last_id.saturating_add(1);
        record.id = self.last_id;
        record.handles = 1;
        // One more run that was asked for at once is not put off.
        if record.options().is_none_or(|options| !options.immediately) {
            record.put_off(self.zone);
        }
        let (id, next) = (record.id, record.next_at());
        let index = self.put(record);
        self.live = self.live.saturating_add(1);
        if let Some(options) = self.records.get(place(index)).and_then(Record::options) {
            if let Some(name) = &options.name {
                self.names.insert(Arc::clone(name), (index, id));
            }
            for tag in &options.tags {
                self.tags.entry(Arc::clone(tag)).or_default().insert(id, index);
            }
        }
        self.queue.push(next, index);
        (index, id)
    }

    /// Puts a record where there is room.
    fn put(&mut self, record: Record) -> u32 {
        if let Some(index) = self.free.pop() {
            if let Some(free) = self.records.get_mut(place(index)) {
                *free = record;
            }
            return index;
        }
        if self.records.len() == self.records.capacity() {
            self.records.reserve_exact(more_room(self.records.len()));
        }
        self.records.push(record);
        u32::try_from(self.records.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Ends a job: nothing of it will begin any more.
    pub(super) fn end(&mut self, index: u32, id: u64) -> bool {
        let Some(record) = self.live(index, id) else { return false };
        record.state = State::Over;
        record.next = NEVER;
        let name = record.options().and_then(|options| options.name.clone());
        let tags = record.options().map(|options| options.tags.clone()).unwrap_or_default();
        if let Some(name) = name {
            self.names.remove(&name);
        }
        for tag in &tags {
            self.untag(tag, id);
        }
        self.live = self.live.saturating_sub(1);
        self.tidy();
        true
    }

    fn untag(&mut self, tag: &Arc<str>, id: u64) {
        if let Some(tagged) = self.tags.get_mut(tag) {
            tagged.remove(&id);
            if tagged.is_empty() {
                self.tags.remove(tag);
            }
        }
    }

    /// Puts these tags in the place of a job's.
    pub(super) fn retag(&mut self, index: u32, id: u64, tags: Vec<Arc<str>>) -> bool {
        let Some(record) = self.live(index, id) else { return false };
        let before = std::mem::replace(&mut record.details().options.tags, tags.clone());
        for tag in &before {
            self.untag(tag, id);
        }
        for tag in tags {
            self.tags.entry(tag).or_default().insert(id, index);
        }
        true
    }

    /// Gives the place of a job free that is over, and that nobody can ask for any more. Its task
    /// goes as soon as it is over.
    pub(super) fn sweep(&mut self, index: u32, id: u64) -> Leftover {
        let Some(record) = self.get_mut(index, id).filter(|record| record.state == State::Over) else {
            return Leftover::default();
        };
        if record.pending > 0 || record.runs() > 0 {
            return Leftover::default();
        }
        let mut left = Record { id: 0, ..Record::new(None) };
        left.task = record.task.take();
        if record.handles > 0 {
            if let Some(details) = &mut record.details {
                left.details().shared = details.shared.take();
                left.details().options.conditions = std::mem::take(&mut details.options.conditions);
            }
            return Leftover::of(vec![left]);
        }
        let gone = std::mem::replace(record, Record { id: 0, ..Record::new(None) });
        self.free.push(index);
        Leftover::of(vec![left, gone])
    }

    /// Gives a job another next slot.
    pub(super) fn set_next(&mut self, index: u32, id: u64, next: Millis) {
        let zone = self.zone;
        if let Some(record) = self.live(index, id) {
            record.next = next;
            record.put_off(zone);
            let at = record.next_at();
            self.queue.push(at, index);
        }
        self.tidy();
    }

    /// Keeps the queue as small as the jobs are few.
    fn tidy(&mut self) {
        if self.queue.len() > self.live.saturating_mul(2).saturating_add(64) {
            let records = &self.records;
            self.queue.tidy(|at, index| is_fresh(records, at, index));
        }
    }

    /// The slot that waits for the end of a run, where none goes on.
    pub(super) fn next_waiting(&mut self, index: u32, id: u64) -> Option<Due> {
        let record = self.get_mut(index, id).filter(|record| record.runs() == 0)?;
        record.details.as_mut()?.waiting.pop_front()
    }

    /// Times a job anew that comes again after its end, when it did not run at all.
    pub(super) fn come_again(&mut self, index: u32, id: u64, now: Millis) {
        let Some(record) = self.live(index, id).filter(|record| record.next == NEVER && record.runs() == 0) else {
            return;
        };
        if let Some(again) = record.details.as_ref().and_then(|details| details.again_after) {
            self.set_next(index, id, now.saturating_add(again));
        }
    }

    /// The earliest instant at which something is to be done.
    pub(super) fn first(&mut self) -> Option<Millis> {
        let records = &self.records;
        self.queue.first(|at, index| is_fresh(records, at, index))
    }

    /// Times every job anew, where the clock that said `latest` says `now`. What does not follow the calendar has as
    /// long to wait as before.
    pub(super) fn retime(&mut self, latest: Millis, now: Millis) {
        let zone = self.zone;
        let as_long = |at: Millis| now.saturating_add(at.saturating_sub(latest).max(0));
        let mut entries = Vec::new();
        for (index, record) in (0_u32..).zip(&mut self.records) {
            if record.state == State::Over || record.is_vacant() {
                continue;
            }
            match &record.schedule {
                Some(schedule) => {
                    record.next = slot_after(schedule, now, zone).ok().flatten().unwrap_or(NEVER);
                    record.put_off(zone);
                }
                None if record.next != NEVER => record.next = as_long(record.next),
                None => {}
            }
            if let Some(details) = &mut record.details {
                details.resting_until = None;
                if let Some(retry) = &mut details.retry {
                    retry.at = as_long(retry.at);
                }
            }
            entries.push((record.next_at(), index));
        }
        self.queue = Queue::default();
        for (at, index) in entries {
            self.queue.push(at, index);
        }
    }

    /// All jobs, the oldest first.
    pub(super) fn all(&self) -> Vec<(u32, u64)> {
        let live = (0_u32..).zip(&self.records).filter(|(_, it)| !it.is_vacant() && it.state != State::Over);
        let mut all: Vec<_> = live.map(|(index, record)| (index, record.id)).collect();
        all.sort_unstable_by_key(|&(_, id)| id);
        all
    }

    pub(super) fn tagged(&self, tag: &str) -> Vec<(u32, u64)> {
        self.tags.get(tag).map(|tagged| tagged.iter().map(|(&id, &index)| (index, id)).collect()).unwrap_or_default()
    }

    /// The jobs that have all of these tags.
    pub(super) fn tagged_all(&self, tags: &[&str]) -> Vec<(u32, u64)> {
        let mut lists: Vec<_> = tags.iter().map(|tag| self.tags.get(*tag)).collect();
        lists.sort_by_key(|list| list.map_or(0, BTreeMap::len));
        let Some((Some(first), rest)) = lists.split_first() else { return Vec::new() };
        let in_all = |id: &u64| rest.iter().all(|list| list.is_some_and(|list| list.contains_key(id)));
        first.iter().filter(|(id, _)| in_all(id)).map(|(&id, &index)| (index, id)).collect()
    }

    /// The jobs that have any of these tags.
    pub(super) fn tagged_any(&self, tags: &[&str]) -> Vec<(u32, u64)> {
        let lists = tags.iter().filter_map(|tag| self.tags.get(*tag));
        let any: BTreeMap<u64, u32> = lists.flatten().map(|(&id, &index)| (id, index)).collect();
        any.into_iter().map(|(id, index)| (index, id)).collect()
    }

    pub(super) fn named(&self, name: &str) -> Option<(u32, u64)> {
        self.names.get(name).copied()
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        Leftover::of(std::mem::take(&mut self.records)).discard();
    }
}

fn is_fresh(records: &[Record], at: Millis, index: u32) -> bool {
    records.get(place(index)).is_some_and(|record| !record.is_vacant() && record.next_at() == at)
}
