//! Running a job here, by hand: claimed, run, and written down as any other run.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::{DateTime, Utc};
use punctual::{Claim, Clock as _, Ending, Held, Slot, SqliteStore, Store as _, SystemClock};

use crate::child::Children;
use crate::child::task::{About, Task};
use crate::child::trace::Trace;
use crate::failure::Failure;
use crate::file::{Delivery, Job};
use crate::log::{Format, Log};
use crate::os::{self, Asked, End};
use crate::output::Tally;
use crate::state::{Keeper, State};
use crate::width::clean;
use crate::zone::Zone;
use crate::{moment, now};

/// Runs jobs by hand.
#[derive(Debug)]
pub(super) struct ByHand {
    store: Arc<SqliteStore>,
    keeper: Keeper,
    children: Arc<Children>,
    log: Log,
    zone: Zone,
    /// Where the state lies.
    place: PathBuf,
    owner: Arc<str>,
    stopped: Arc<AtomicBool>,
}

/// How long a run is held, unless it is renewed, and how often it is.
const LEASE: Duration = Duration::from_secs(60);
const RENEW: Duration = Duration::from_secs(20);
/// As long as the scheduler's.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

impl ByHand {
    pub(super) fn new(state: &Arc<State>, zone: Zone) -> Result<Self, Failure> {
        if let Some(why) = os::REFUSAL {
            return Err(Failure::Cannot(why.to_owned()));
        }
        let cannot = |error: std::io::Error| Failure::Cannot(format!("the job cannot be run: {error}"));
        let children = Children::new(Duration::from_secs(10)).map_err(cannot)?;
        let stopped = Arc::new(AtomicBool::new(false));
        let (ours, mark) = (Arc::clone(&children), Arc::clone(&stopped));
        os::listen(move |asked| {
            if asked == Asked::Stop {
                let how = if mark.swap(true, Ordering::AcqRel) { End::Kill } else { End::Ask };
                ours.end_all(how);
            }
            true
        })
        .map_err(cannot)?;
        let store = Arc::clone(&state.store);
        let keeper = Keeper::start(state).map_err(cannot)?;
        let owner = format!("by hand {} {}", std::process::id(), now::or_now(None).timestamp_millis()).into();
        Ok(Self {
            store,
            keeper,
            children,
            log: Log::new(Format::Text, zone),
            zone,
            place: state.path.clone(),
            owner,
            stopped,
        })
    }

    /// Whether somebody asked to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    /// Runs a job for a slot, again where it fails and has a retry left.
    pub(super) fn run(&mut self, job: &Job, slot: DateTime<Utc>, tally: &mut Tally) -> Result<(), Failure> {
        let (mut attempt, mut wait) = (1, job.settings.retry.first_wait());
        loop {
            let claim = Claim::new(
                Slot::new(job.name.as_str(), slot).by_hand(),
                Arc::clone(&self.owner),
                LEASE,
                now::or_now(None),
            );
            let at_most_once = job.settings.delivery == Delivery::AtMostOnce;
            let claim = if at_most_once { claim.at_most_once() } else { claim };
            let Some(held) = self.store.claim(&claim)? else {
                self.log.of(&job.name, "left out", "another process has run it, or runs it now");
                return Ok(());
            };
            let renewal = Renewal::start(&self.store, &held);
            let task = Task {
                job: Arc::new(job.clone()),
                children: Arc::clone(&self.children),
                log: self.log.clone(),
                hear: None,
                trace: Some(Trace::new(self.keeper.sender(), &self.place)),
            };
            let about = About { slot: slot.with_timezone(&self.zone).fixed_offset(), attempt, missed: 0 };
            self.log.of(&job.name, "started", "");
            let began = now::ticks();
            let outcome = task.run(&about);
            renewal.end();
            let is_last = attempt > job.settings.retry.times || self.is_stopped();
            let ending = match &outcome {
                Ok(()) => Ending::Ok,
                Err(failure) if is_last => Ending::Failed(failure.to_string().into()),
                Err(failure) => Ending::Retrying(failure.to_string().into(), wait.saturating_add(LEASE)),
            };
            if !self.store.finish(&held, &ending, now::or_now(None))? {
                self.log.warn(&job.name, "another process has taken the run over");
            }
            match outcome {
                Ok(()) => {
                    self.log.of(&job.name, "ok", &format!("in {}", moment::length(began.elapsed())));
                    tally.right = tally.right.saturating_add(1);
                    return Ok(());
                }
                Err(failure) => self.log.of(&job.name, "failed", &clean(&failure.to_string())),
            }
            if is_last {
                tally.wrong = tally.wrong.saturating_add(1);
                return Ok(());
            }
            attempt = attempt.saturating_add(1);
            self.log.of(&job.name, "retry", &format!("attempt {attempt} in {}", moment::length(wait)));
            self.rest(wait);
            wait = wait.saturating_mul(2).min(LONGEST_WAIT);
        }
    }

    /// Waits for the next attempt, or for somebody who asks to stop.
    fn rest(&self, wait: Duration) {
        const LOOK_AGAIN: Duration = Duration::from_millis(50);
        let began = now::ticks();
        while began.elapsed() < wait && !self.is_stopped() {
            SystemClock.sleep(LOOK_AGAIN.min(wait));
        }
    }

    /// Returns when all is written down.
    pub(super) fn finish(self) {
        self.keeper.finish();
    }
}

/// Renews a claim for as long as its run goes on.
struct Renewal {
    end: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Renewal {
    fn start(store: &Arc<SqliteStore>, held: &Held) -> Self {
        let (end, ended) = channel();
        let (store, held) = (Arc::clone(store), held.clone());
        let thread = thread::Builder::new().name("lease".to_owned()).spawn(move || {
            // One that is lost is noticed at the end.
            while ended.recv_timeout(RENEW) == Err(RecvTimeoutError::Timeout) {
                drop(store.renew(&held, LEASE));
            }
        });
        Self { end, thread: thread.ok() }
    }

    fn end(self) {
        drop(self.end);
        if let Some(thread) = self.thread {
            drop(thread.join());
        }
    }
}
