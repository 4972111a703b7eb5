//! Where work for the store is laid down, and taken up by the one thread that does it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, OnceLock};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use parking_lot::{Condvar, Mutex};

use crate::clock::{self, Clock};
use crate::store::{Claim, Held, Retention, RunState, Store, StoreError, StoreFault, StoredJob, StoredRun};

use super::answer::Answer;
use super::entry::{Entry, Granted, Write};

/// What the thread is to do next.
pub(super) enum Next {
    Entries(VecDeque<Entry>),
    /// It is time.
    Time,
    /// Nobody will want anything any more.
    Close,
}

/// What threads and the one that writes share.
pub(crate) struct Desk {
    pub(super) store: Box<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    /// Another one each time a program starts.
    pub(super) owner: Arc<str>,
    pub(super) lease: Duration,
    pub(super) deadline: Duration,
    pub(super) retention: Retention,
    pub(super) papers: Mutex<Papers>,
    pub(super) wake: Condvar,
    pub(super) written: Condvar,
    writer: OnceLock<ThreadId>,
}

#[derive(Default)]
pub(super) struct Papers {
    queue: VecDeque<Entry>,
    /// The slots that are held, to be renewed.
    held: Vec<Held>,
    /// What the store had when it was opened, less what was added since; none until it is read.
    pub(super) known: Option<HashMap<Arc<str>, StoredJob>>,
    /// The jobs of this program.
    pub(super) added: HashSet<Arc<str>>,
    pub(super) told_unknown: bool,
    pub(super) look_again: bool,
    is_writing: bool,
    end: End,
}

/// Whether the thread goes on.
#[derive(Default, PartialEq, Eq)]
enum End {
    #[default]
    Open,
    Asked,
    Over,
}

impl Desk {
    pub(super) fn new(
        store: Box<dyn Store>,
        clock: Arc<dyn Clock>,
        lease: Duration,
        deadline: Duration,
        retention: Retention,
    ) -> Self {
        Self {
            store,
            clock,
            owner: name_of_start(),
            lease,
            deadline,
            retention,
            papers: Mutex::default(),
            wake: Condvar::new(),
            written: Condvar::new(),
            writer: OnceLock::new(),
        }
    }

    fn lay(&self, entry: Entry) {
        let mut papers = self.papers.lock();
        papers.queue.push_back(entry);
        papers.is_writing = true;
        self.wake.notify_one();
    }

    /// Has something written down, after all that was laid down before.
    pub(super) fn write(&self, write: Write) {
        self.lay(Entry::Write(write));
    }

    /// Claims a slot, and waits for the answer.
    pub(super) fn claim(&self, claim: Claim) -> Granted {
        if self.is_writer() {
            return self.claim_here(&claim);
        }
        let answer = Arc::new(Answer::new());
        self.lay(Entry::Claim(claim, Arc::clone(&answer)));
        answer.wait(self.deadline).unwrap_or_else(|| Err(self.late()))
    }

    /// An observer on the thread that writes cannot wait for itself.
    fn claim_here(&self, claim: &Claim) -> Granted {
        let answer = self.store.claim(claim);
        match &answer {
            Ok(Some(held)) => self.hold(held.clone()),
            Ok(None) => {}
            Err(_) => self.write(Write::GiveBack(claim.clone())),
        }
        answer
    }

    /// Asks the store something, and waits for the answer.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if self.is_writer() {
            return ask(&*self.store);
        }
        let answer = Arc::new(Answer::new());
        let given = Arc::clone(&answer);
        self.lay(Entry::Ask(Box::new(move |store| drop(given.give(ask(store))))));
        answer.wait(self.deadline).unwrap_or_else(|| Err(self.late()))
    }

    /// Whether one of the last slots of a job may still come to a run.
    pub(super) fn has_open(&self, name: &Arc<str>) -> bool {
        let name = Arc::clone(name);
        let rows = self.ask(move |store| store.history(&name, 10)).unwrap_or_default();
        let is_open = |run: &StoredRun| run.state.is_open() || run.state == RunState::Quarantined;
        rows.iter().any(|run| is_open(run) && !run.slot.by_hand)
    }

    fn late(&self) -> StoreError {
        StoreError::new(StoreFault::Late, format!("the store did not answer within {:?}", self.deadline))
    }

    pub(super) fn hold(&self, held: Held) {
        self.papers.lock().held.push(held);
    }

    /// Takes what is held of a slot.
    pub(super) fn let_go(&self, job: &str, at: DateTime<Utc>, by_hand: bool) -> Option<Held> {
        let mut papers = self.papers.lock();
        let is_it = |held: &Held| held.slot.at == at && held.slot.by_hand == by_hand && &*held.slot.job == job;
        let place = papers.held.iter().position(is_it)?;
        Some(papers.held.swap_remove(place))
    }

    pub(super) fn all_held(&self) -> Vec<Held> {
        self.papers.lock().held.clone()
    }

    /// Has the thread look at once for runs that were cut off.
    pub(super) fn look_again(&self) {
        self.papers.lock().look_again = true;
        self.wake.notify_one();
    }

    pub(super) fn shall_look(&self) -> bool {
        std::mem::take(&mut self.papers.lock().look_again)
    }

    /// How long the store is waited for at most.
    pub(crate) fn patience(&self) -> Option<Instant> {
        clock::deadline(self.deadline)
    }

    /// Waits until all that was laid down is written, and says whether it is.
    pub(crate) fn flush(&self, until: Option<Instant>) -> bool {
        if self.is_writer() {
            return false;
        }
        let mut papers = self.papers.lock();
        while papers.is_writing && papers.end != End::Over {
            let Some(until) = until else {
                self.written.wait(&mut papers);
                continue;
            };
            if self.written.wait_until(&mut papers, until).timed_out() {
                break;
            }
        }
        !papers.is_writing
    }

    /// Has the thread end once all is written.
    pub(super) fn close(&self) {
        self.papers.lock().end = End::Asked;
        self.wake.notify_one();
        self.flush(clock::deadline(self.deadline));
    }

    pub(super) fn is_writer(&self) -> bool {
        self.writer.get() == Some(&thread::current().id())
    }
}

/// What only the thread that writes does.
impl Desk {
    pub(super) fn begin(&self) {
        self.writer.get_or_init(|| thread::current().id());
    }

    pub(super) fn end(&self) {
        self.papers.lock().end = End::Over;
        self.written.notify_all();
    }

    /// Waits for something to do. `is_done` is whether all that was taken before is written.
    pub(super) fn next(&self, is_done: bool, until: Option<Instant>) -> Next {
        let mut papers = self.papers.lock();
        loop {
            if !papers.queue.is_empty() {
                return Next::Entries(std::mem::take(&mut papers.queue));
            }
            if is_done && papers.is_writing {
                papers.is_writing = false;
                self.written.notify_all();
            }
            if papers.end == End::Asked {
                return Next::Close;
            }
            if papers.look_again {
                return Next::Time;
            }
            let Some(until) = until else {
                self.wake.wait(&mut papers);
                continue;
            };
            if self.wake.wait_until(&mut papers, until).timed_out() {
                return Next::Time;
            }
        }
    }
}

/// An id that no other start of a program has.
fn name_of_start() -> Arc<str> {
    use std::hash::{BuildHasher, Hasher, RandomState};
    // Each has keys that the system drew.
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random()).into()
}
