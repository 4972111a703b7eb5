//! The one thread that works with the store, in the order in which things were decided.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use crate::clock;
use crate::event::Event;
use crate::job::quietly;
use crate::scheduler::{Scheduler, Shared};
use crate::store::{Claim, Ending, Store, StoreError, StoreFault};

use super::answer::Answer;
use super::desk::{Desk, Next};
use super::entry::{Entry, Granted, Write};

/// How long to wait after the first failure, and at most.
const FIRST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

pub(super) struct Writer {
    pub(super) desk: Arc<Desk>,
    shared: Weak<Shared>,
    /// What is to be written, in order. It waits here while the store fails.
    pub(super) backlog: VecDeque<Write>,
    failing: Option<Failing>,
    /// When leases are to be renewed, and others looked at.
    chores_at: Option<Instant>,
    /// How many rows of each job were written since the oldest were removed.
    pub(super) rows: HashMap<Arc<str>, u32>,
}

/// The store failed, and is left alone for a while.
struct Failing {
    error: StoreError,
    wait: Duration,
    until: Option<Instant>,
}

impl Writer {
    pub(super) fn new(desk: Arc<Desk>, shared: Weak<Shared>) -> Self {
        Self { desk, shared, backlog: VecDeque::new(), failing: None, chores_at: None, rows: HashMap::new() }
    }

    /// Works until nobody wants anything any more.
    pub(super) fn run(mut self) {
        self.desk.begin();
        let jobs = self.call(Store::jobs).unwrap_or_default();
        self.desk.know(jobs);
        self.chores_at = self.next_chores();
        loop {
            if self.desk.shall_look() || self.chores_at.is_some_and(|at| clock::ticks() >= at) {
                self.chores();
                self.chores_at = self.next_chores();
            }
            let again = self.failing.as_ref().filter(|_| !self.backlog.is_empty()).and_then(|failing| failing.until);
            let until = again.into_iter().chain(self.chores_at).min();
            match self.desk.next(self.backlog.is_empty(), until) {
                Next::Entries(entries) => self.take(entries),
                Next::Time => {}
                Next::Close => {
                    self.failing = None;
                    drop(self.flush());
                    return self.desk.end();
                }
            }
            drop(self.flush());
        }
    }

    fn next_chores(&self) -> Option<Instant> {
        clock::deadline(self.desk.lease.checked_div(2).unwrap_or_default())
    }

    /// Does what is asked for, in order. Claims wait for each other, so that those of jobs that
    /// are due at the same time cost one write; the end of a run does not come between them,
    /// since it changes nothing for other slots.
    fn take(&mut self, entries: VecDeque<Entry>) {
        let mut claims = Vec::new();
        for entry in entries {
            match entry {
                Entry::Claim(claim, answer) => claims.push((claim, answer)),
                Entry::Write(write @ Write::Finish(_, Ending::Ok | Ending::Failed(_), _)) => self.lay(write),
                Entry::Write(write) => {
                    self.claim(std::mem::take(&mut claims));
                    self.lay(write);
                }
                Entry::Ask(ask) => {
                    self.claim(std::mem::take(&mut claims));
                    drop(self.flush());
                    let store = &*self.desk.store;
                    drop(quietly(|| ask(store)));
                }
            }
        }
        self.claim(claims);
    }

    fn claim(&mut self, mut claims: Vec<(Claim, Arc<Answer<Granted>>)>) {
        claims.retain(|(_, answer)| !answer.is_gone());
        if claims.is_empty() {
            return;
        }
        let (claims, answers): (Vec<Claim>, Vec<_>) = claims.into_iter().unzip();
        let granted = self.flush().and_then(|()| self.may_try()).and_then(|()| {
            let granted = self.call(|store| store.claim_all(&claims));
            if granted.is_err() {
                // They may have been granted nevertheless.
                self.backlog.extend(claims.iter().cloned().map(Write::GiveBack));
            }
            granted
        });
        let mut granted = granted.map(Vec::into_iter);
        for (claim, answer) in claims.into_iter().zip(answers) {
            let granted = match &mut granted {
                Ok(each) => Ok(each.next().flatten()),
                Err(error) => Err(error.clone()),
            };
            if let Ok(Some(held)) = &granted {
                self.desk.hold(held.clone());
            }
            if let Err(Ok(Some(held))) = answer.give(granted) {
                // Who asked has given up.
                drop(self.desk.let_go(&held.slot.job, held.slot.at, held.slot.by_hand));
                self.backlog.push_back(Write::GiveBack(claim));
            }
        }
    }

    /// Whether the store may be asked now, or is left alone.
    pub(super) fn may_try(&self) -> Result<(), StoreError> {
        match &self.failing {
            Some(Failing { error, until: Some(until), .. }) if clock::ticks() < *until => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// Asks the store. When it fails it is left alone for a while, and that is told.
    pub(super) fn call<T>(&mut self, call: impl FnOnce(&dyn Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let store = &*self.desk.store;
        let panicked = |message: Arc<str>| StoreError::new(StoreFault::Other, format!("the store panicked: {message}"));
        let answer = quietly(|| call(store)).unwrap_or_else(|message| Err(panicked(message)));
        match &answer {
            Ok(_) => {
                if self.failing.take().is_some()
                    && let Some(scheduler) = self.scheduler()
                {
                    scheduler.tell_watchers(|| Event::StoreWorks {});
                }
            }
            Err(error) => {
                let wait = self.failing.as_ref().map_or(FIRST_WAIT, |it| it.wait.saturating_mul(2)).min(LONGEST_WAIT);
                self.failing = Some(Failing { error: error.clone(), wait, until: clock::deadline(wait) });
                if let Some(scheduler) = self.scheduler() {
                    scheduler.tell(|| Event::StoreFailed { error: error.clone(), again_in: wait });
                }
            }
        }
        answer
    }

    /// The scheduler, for as short as can be: who drops it last waits until all is written, and this
    /// thread cannot wait for itself.
    pub(super) fn scheduler(&self) -> Option<Scheduler> {
        self.shared.upgrade().map(Scheduler)
    }

    /// The moment now, by the clock of the scheduler, which may be code of the user.
    pub(super) fn now(&self) -> Option<DateTime<Utc>> {
        quietly(|| self.desk.clock.now()).ok()
    }
}
