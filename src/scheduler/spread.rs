//! `jitter`: how much later than its slot a run begins. The slot stays what it is.

use std::iter;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::Schedule;
use crate::schedule::draw::draw;

use super::Millis;
use super::passed::slot_after;
use super::record::Record;

impl Record {
    /// When the run of a slot begins: later than the slot, if the schedule says `jitter`.
    #[inline]
    pub(super) fn start_of(&self, slot: Millis, zone: Tz) -> Millis {
        match &self.schedule {
            Some(schedule) if schedule.is_spread() => slot.saturating_add(self.delay(schedule, slot, zone)),
            _ => slot,
        }
    }

    /// Writes down by how much the run of the next slot begins later.
    #[inline]
    pub(super) fn put_off(&mut self, zone: Tz) {
        match &self.schedule {
            Some(schedule) if schedule.is_spread() => {
                let delay = self.delay(schedule, self.next, zone);
                self.details().delay = delay;
            }
            _ => {
                if let Some(details) = &mut self.details {
                    details.delay = 0;
                }
            }
        }
    }

    /// Drawn from the job and the slot alone: the same in every run of the program for a job with
    /// a name.
    fn delay(&self, schedule: &Schedule, slot: Millis, zone: Tz) -> Millis {
        let Some(utc) = DateTime::<Utc>::from_timestamp_millis(slot) else { return 0 };
        let jitter = Millis::try_from(schedule.jitter_at(&utc.with_timezone(&zone))).unwrap_or(Millis::MAX);
        // Before the next slot, so that runs begin in the order of their slots.
        let room = match slot_after(schedule, slot, zone) {
            Ok(Some(next)) => next.saturating_sub(slot).saturating_sub(1),
            Ok(None) | Err(_) => Millis::MAX,
        };
        let name = self.options().and_then(|options| options.name.as_deref());
        draw(seed(name, self.id).chain([slot.cast_unsigned()]), 0, jitter.min(room))
    }
}

/// What stands for a job: its name, else its number.
fn seed(name: Option<&str>, id: u64) -> impl Iterator<Item = u64> + '_ {
    let letters = name.unwrap_or_default().bytes().map(u64::from);
    let number = if name.is_some() { None } else { Some(id) };
    // No letter is as large, so that no name has the seed of a number.
    iter::once(0x100).filter(move |_| number.is_some()).chain(number).chain(letters)
}
