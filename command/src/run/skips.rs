//! The slots that somebody asked to leave out.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::now;

/// Shared with the conditions of the jobs.
#[derive(Debug, Clone, Default)]
pub(super) struct Skips(Arc<Mutex<Asked>>);

#[derive(Debug, Default)]
struct Asked {
    slots: HashMap<String, i64>,
    /// Those that were left out, and are to be forgotten.
    done: Vec<(String, i64)>,
}

impl Skips {
    /// Whether the slot that a job begins now is to be left out, which is so once.
    pub(super) fn takes(&self, job: &str) -> bool {
        let now = now::or_now(None).timestamp_millis();
        let mut asked = self.0.lock();
        let Some(slot) = asked.slots.get(job).copied().filter(|slot| *slot <= now) else { return false };
        asked.slots.remove(job);
        asked.done.push((job.to_owned(), slot));
        true
    }

    /// Those that were left out since the last time.
    pub(super) fn done(&self) -> Vec<(String, i64)> {
        std::mem::take(&mut self.0.lock().done)
    }

    pub(super) fn become_these(&self, slots: Vec<(String, i64)>) {
        let mut asked = self.0.lock();
        let done = std::mem::take(&mut asked.done);
        asked.slots = slots.into_iter().filter(|slot| !done.contains(slot)).collect();
        asked.done = done;
    }
}
