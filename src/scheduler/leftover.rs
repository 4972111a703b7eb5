//! What is left of jobs, to be dropped where no lock is held: it may hold anything of the user.

use crate::job::{SharedTask, discard};

use super::record::Record;

#[derive(Default)]
#[must_use = "it is dropped where no lock is held"]
pub(super) struct Leftover {
    records: Vec<Record>,
    shared: Option<SharedTask>,
}

impl Leftover {
    pub(super) fn of(records: Vec<Record>) -> Self {
        Self { records, shared: None }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.records.extend(other.records);
        self.shared = self.shared.take().or(other.shared);
    }

    pub(super) fn keep(&mut self, task: Option<SharedTask>) {
        self.shared = task;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.shared.is_none()
    }

    #[inline]
    pub(super) fn discard(self) {
        if !self.is_empty() {
            self.discard_each();
        }
    }

    /// Each value by itself: where a second one panics while the first is dropped, the process ends.
    fn discard_each(self) {
        discard(self.shared);
        for mut record in self.records {
            discard(record.task.take());
            if let Some(details) = &mut record.details {
                discard(details.shared.take());
                details.options.conditions.drain(..).for_each(discard);
            }
        }
    }
}
