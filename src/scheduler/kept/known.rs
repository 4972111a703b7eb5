//! What the store had when it was opened, and what of it the program has as well.

use std::collections::HashMap;
use std::sync::Arc;

use crate::clock;
use crate::store::StoredJob;

use super::desk::Desk;

/// What was found of a job when it was added.
pub(super) enum Found {
    /// Nothing.
    New,
    /// This program had it before.
    Before,
    Stored(StoredJob),
}

impl Desk {
    /// What is known of a job that is added. Waits for the store to be read first.
    pub(super) fn find(&self, name: &Arc<str>) -> Found {
        let mut papers = self.papers.lock();
        let until = if papers.known.is_none() { clock::deadline(self.deadline) } else { None };
        while papers.known.is_none() && !self.is_writer() {
            let late = match until {
                Some(until) => self.written.wait_until(&mut papers, until).timed_out(),
                None => false,
            };
            if late {
                break;
            }
        }
        if papers.added.is_empty() {
            // What was cut off is looked at from now on: those who observe do so before they add jobs.
            papers.look_again = true;
            self.wake.notify_one();
        }
        match papers.known.as_ref().and_then(|known| known.get(name)) {
            Some(stored) => Found::Stored(stored.clone()),
            None if papers.added.contains(name) => Found::Before,
            None => Found::New,
        }
    }

    /// Notes that the program has this job. One that was refused leaves what is stored to the next of its name.
    pub(super) fn has_added(&self, name: &Arc<str>) {
        let mut papers = self.papers.lock();
        if let Some(known) = &mut papers.known {
            known.remove(name);
        }
        papers.added.insert(Arc::clone(name));
    }

    /// Puts down what the store had when it was opened.
    pub(super) fn know(&self, jobs: Vec<StoredJob>) {
        let mut papers = self.papers.lock();
        // One that was added meanwhile goes on from its row once that is written.
        let others = jobs.into_iter().filter(|job| !papers.added.contains(&job.name));
        papers.known = Some(others.map(|job| (Arc::clone(&job.name), job)).collect());
        self.written.notify_all();
    }

    /// The stored jobs that the program does not have, once.
    pub(super) fn unknown(&self) -> Vec<StoredJob> {
        let mut papers = self.papers.lock();
        if papers.told_unknown || papers.known.is_none() {
            return Vec::new();
        }
        papers.told_unknown = true;
        let mut unknown: Vec<StoredJob> = papers.known.iter().flat_map(HashMap::values).cloned().collect();
        drop(papers);
        unknown.sort_by(|a, b| a.name.cmp(&b.name));
        unknown
    }
}
