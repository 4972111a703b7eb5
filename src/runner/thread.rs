//! Threads: one sleeps until something is due, the others run jobs or rest.
//!
//! They are all alike. The one that wakes because something is due leaves its place to another, and runs the job itself:
//! so a run begins after one wake-up, not two.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use parking_lot::MutexGuard;

use crate::scheduler::{Due, Scheduler, Shared, State, wait};

/// A clock may be set, and a machine may sleep: no wait is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Begins a thread. Where the system has none left, the scheduler does with those it has.
pub(super) fn begin(state: &mut MutexGuard<'_, State>, shared: &Arc<Shared>, name: &str, start: u64) {
    let weak = Arc::downgrade(shared);
    let named = thread::Builder::new().name(name.to_owned());
    let thread = named.spawn(move || {
        work(&weak, start);
        if let Some(shared) = weak.upgrade() {
            let me = thread::current().id();
            shared.lock().threads.alive.retain(|thread| *thread != me);
            shared.ended.notify_all();
        }
    });
    if let Ok(thread) = thread {
        // It is known before it can end: the lock is held.
        state.threads.alive.push(thread.thread().id());
    }
}

/// What each thread does: run what is due, else keep the time, else rest.
fn work(shared: &Weak<Shared>, start: u64) {
    loop {
        let Some(scheduler) = shared.upgrade().map(Scheduler) else { return };
        let mut state = scheduler.0.lock();
        // Not by a thread of an earlier start: it would hide a change from its successor.
        if !state.threads.is(start) {
            return;
        }
        if let Some(due) = state.threads.take(scheduler.0.workers) {
            drop(state);
            scheduler.carry_out_while(Some(start), vec![due]);
            let mut state = scheduler.0.lock();
            if state.threads.start == start {
                state.threads.busy = state.threads.busy.saturating_sub(1);
            }
        } else if state.threads.has_timer {
            scheduler.0.work.wait(&mut state);
        } else {
            state.threads.has_timer = true;
            keep_time(&scheduler, state, start);
        }
    }
}

/// Sleeps until something is due, decides, and leaves its place to another thread.
fn keep_time<'a>(scheduler: &'a Scheduler, mut state: MutexGuard<'a, State>, start: u64) {
    loop {
        state.threads.changed = false;
        drop(state);
        let now = scheduler.utc();
        let millis = now.timestamp_millis();
        if !scheduler.0.is_idle(millis) {
            return hand_over(scheduler, start, scheduler.decide(millis).due);
        }
        let idle = rest(scheduler, now);
        state = scheduler.0.lock();
        if state.threads.is(start) && !state.threads.changed && !idle.is_zero() {
            scheduler.0.earlier.wait_for(&mut state, idle);
        }
        if !state.threads.is(start) {
            return;
        }
    }
}

/// How long nothing will be due.
pub(super) fn rest(scheduler: &Scheduler, now: DateTime<Utc>) -> Duration {
    scheduler.next_due().map_or(LONGEST_WAIT, |due| wait(now, due).min(LONGEST_WAIT))
}

/// Puts the runs where all threads take them, wakes as many as are needed for them and for the time, and carries out
/// what is no run.
pub(super) fn hand_over(scheduler: &Scheduler, start: u64, due: Vec<Due>) {
    let (runs, rest) = due.into_iter().partition::<Vec<_>, _>(Due::is_run);
    let mut state = scheduler.0.lock();
    if state.threads.start == start {
        state.threads.has_timer = false;
    }
    // Started again meanwhile, the slots are for the threads of that start.
    if !state.threads.on {
        drop(state);
        scheduler.carry_out(runs.into_iter().map(Due::stopped).collect());
        scheduler.carry_out(rest);
        return;
    }
    state.threads.work.extend(runs);
    let free = scheduler.0.workers.saturating_sub(state.threads.busy);
    // This thread takes a run as well, but then there is one more to be found that keeps the time.
    let mut wanted = state.threads.work.len().min(free);
    if !rest.is_empty() {
        wanted = wanted.saturating_add(1);
    }
    drop(state);
    for _ in 0..wanted {
        if !scheduler.0.work.notify_one() {
            break;
        }
    }
    scheduler.carry_out(rest);
}
