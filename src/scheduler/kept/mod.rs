//! Jobs that a store keeps: those with a name and a schedule.
//!
//! One thread works with the store, in the order in which things were decided: a slot is claimed
//! before it is run, and all else is written down without anybody waiting for it.

mod answer;
mod ask;
mod backlog;
mod chores;
mod claims;
mod desk;
mod entry;
mod known;
mod load;
mod slots;
mod writer;

use std::ops::Deref;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use crate::clock::Clock;
use crate::store::{Retention, Store};

use super::Shared;
use desk::Desk;
use writer::Writer;

pub(super) use slots::Kept;

/// What a scheduler is told of its store before it is made.
#[derive(Default)]
pub(super) struct Plans {
    pub(super) store: Option<Box<dyn Store>>,
    pub(super) lease: Option<Duration>,
    pub(super) deadline: Option<Duration>,
    pub(super) retention: Retention,
}

/// The one who keeps the books. It ends with its scheduler, once all is written.
pub(crate) struct Scribe(Arc<Desk>);

impl Scribe {
    /// The scribe of a store, if there is one.
    pub(super) fn hire(plans: Plans, clock: Arc<dyn Clock>) -> Option<Self> {
        let lease = plans.lease.unwrap_or(Duration::from_secs(30)).max(Duration::from_millis(10));
        let deadline = plans.deadline.unwrap_or(Duration::from_secs(5));
        Some(Self(Arc::new(Desk::new(plans.store?, clock, lease, deadline, plans.retention))))
    }

    /// Begins its thread. Where the system has none left, all that is asked comes too late.
    pub(super) fn begin(&self, shared: Weak<Shared>) {
        let writer = Writer::new(Arc::clone(&self.0), shared);
        let named = thread::Builder::new().name("punctual store".to_owned());
        drop(named.spawn(move || writer.run()));
    }
}

impl Deref for Scribe {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.0
    }
}

impl Drop for Scribe {
    fn drop(&mut self) {
        self.0.close();
    }
}
