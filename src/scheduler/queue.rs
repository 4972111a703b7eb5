//! The due queue: which job comes next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Millis, NEVER};

/// Instants with the place of their job, the earliest on top. An entry whose job has another
/// instant by now is stale, and dropped when it comes to the top.
#[derive(Debug, Default)]
pub(super) struct Queue(BinaryHeap<Reverse<Entry>>);

/// An instant in two halves, and the place of a job: 12 bytes, in the order of the instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    high: i32,
    low: u32,
    index: u32,
}

impl Entry {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the two halves of 64 bits")]
    fn new(at: Millis, index: u32) -> Self {
        Self { high: (at >> 32) as i32, low: at as u32, index }
    }

    fn at(self) -> Millis {
        (Millis::from(self.high) << 32) | Millis::from(self.low)
    }
}

/// For how many more there shall be room. What is large grows a little at a time: doubling would cost memory for
/// nothing.
pub(super) fn more_room(len: usize) -> usize {
    (len / 16).max(len.clamp(16, 1024))
}

impl Queue {
    pub(super) fn push(&mut self, at: Millis, index: u32) {
        if at == NEVER {
            return;
        }
        if self.0.len() == self.0.capacity() {
            self.0.reserve_exact(more_room(self.0.len()));
        }
        self.0.push(Reverse(Entry::new(at, index)));
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The earliest instant that is not stale.
    pub(super) fn first(&mut self, is_fresh: impl Fn(Millis, u32) -> bool) -> Option<Millis> {
        while let Some(&Reverse(entry)) = self.0.peek() {
            if is_fresh(entry.at(), entry.index) {
                return Some(entry.at());
            }
            self.0.pop();
        }
        None
    }

    /// Takes out what is due, in no particular order, stale entries included.
    pub(super) fn take_due(&mut self, now: Millis) -> Vec<(Millis, u32)> {
        let mut due = Vec::new();
        // One by one is slower than all at once when many are due.
        if self.are_few(now, self.0.len() / 16) {
            while let Some(&Reverse(entry)) = self.0.peek().filter(|Reverse(entry)| entry.at() <= now) {
                due.push((entry.at(), entry.index));
                self.0.pop();
            }
            return due;
        }
        if !self.0.is_empty() {
            let mut all = std::mem::take(&mut self.0).into_vec();
            all.retain(|&Reverse(entry)| {
                let later = entry.at() > now;
                if !later {
                    due.push((entry.at(), entry.index));
                }
                later
            });
            self.0 = all.into();
        }
        due
    }

    /// Whether no more than so many are due. Looks at those only, and at what is below them in the heap; taking them
    /// out to count them would mix up the order in which the rest lies.
    fn are_few(&self, now: Millis, most: usize) -> bool {
        let entries = self.0.as_slice();
        let is_due = |place: &usize| entries.get(*place).is_some_and(|Reverse(entry)| entry.at() <= now);
        let mut count = 0_usize;
        let mut open = vec![0_usize];
        while let Some(place) = open.pop().filter(|_| count <= most) {
            if is_due(&place) {
                count = count.saturating_add(1);
                let left = place.saturating_mul(2).saturating_add(1);
                open.extend([left, left.saturating_add(1)]);
            }
        }
        count <= most
    }

    /// Adds many at once.
    pub(super) fn extend(&mut self, entries: &[(Millis, u32)]) {
        let more = entries.iter().map(|&(at, index)| Reverse(Entry::new(at, index)));
        if entries.len() > self.0.len() / 8 {
            let mut all = std::mem::take(&mut self.0).into_vec();
            if all.capacity().saturating_sub(all.len()) < entries.len() {
                all.reserve_exact(entries.len());
            }
            all.extend(more);
            self.0 = all.into();
        } else {
            self.0.extend(more);
        }
    }

    /// Drops all that is stale, and what is there twice.
    pub(super) fn tidy(&mut self, is_fresh: impl Fn(Millis, u32) -> bool) {
        let mut all = std::mem::take(&mut self.0).into_vec();
        all.retain(|&Reverse(entry)| is_fresh(entry.at(), entry.index));
        all.sort_unstable();
        all.dedup();
        all.shrink_to(all.len().saturating_mul(2));
        self.0 = all.into();
    }
}
