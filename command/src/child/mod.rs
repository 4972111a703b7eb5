//! The processes that run: each in a group of its own, ended together, waited for one by one.

pub(crate) mod kept;
pub(crate) mod task;
pub(crate) mod trace;

use std::collections::HashMap;
use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex, RwLock};

use crate::now;
use crate::os::{self, End, Group};
use kept::{Hear, Kept};

/// How long output may still come from what a command left running in the background.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// The processes that run.
#[derive(Debug)]
pub(crate) struct Children {
    state: Mutex<State>,
    changed: Condvar,
    /// From being asked to end to being killed.
    kill_after: Duration,
    /// Held by all who have a child that is not in the list, so that nobody else waits for it.
    between: RwLock<()>,
}

#[derive(Debug, Default)]
struct State {
    live: HashMap<u64, Live>,
    last: u64,
    ending: Option<End>,
}

#[derive(Debug)]
struct Live {
    group: Group,
    /// When it is asked to end.
    end_at: Option<Instant>,
    /// When it is killed, since it was asked.
    kill_at: Option<Instant>,
    cut: Option<Cut>,
}

/// Why a run was ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It took too long.
    Timeout,
    /// `punctual` was stopped.
    Stop,
}

/// What came of a process.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) cut: Option<Cut>,
    pub(crate) stdout: Kept,
    pub(crate) stderr: Kept,
}

impl Children {
    /// Begins to watch over processes.
    pub(crate) fn new(kill_after: Duration) -> io::Result<Arc<Self>> {
        let children =
            Arc::new(Self { state: Mutex::default(), changed: Condvar::new(), kill_after, between: RwLock::default() });
        let weak = Arc::downgrade(&children);
        thread::Builder::new().name("timeouts".to_owned()).spawn(move || {
            while let Some(children) = weak.upgrade() {
                children.end_those_due();
            }
        })?;
        Ok(children)
    }

    /// Runs a command to its end, with somebody who hears what it prints.
    pub(crate) fn run(
        &self,
        mut command: Command,
        timeout: Option<Duration>,
        hear: Option<&Hear>,
    ) -> io::Result<Ended> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        os::alone(&mut command);
        let between = self.between.read();
        let mut child = command.spawn()?;
        let Some(group) = Group::of(&child) else { return Err(io::Error::other("a process without a number")) };
        let id = self.add(group, timeout);
        drop(between);
        let (sender, done) = mpsc::channel();
        let streams = streams(&mut child, hear, &sender);
        drop(sender);
        if streams.is_err() {
            group.end(End::Kill);
        }
        group.leader_ended();
        let between = self.between.read();
        let live = self.state.lock().live.remove(&id);
        let status = child.wait()?;
        drop(between);
        let (stdout, stderr) = streams?;
        let cut = live.as_ref().and_then(|live| live.cut);
        if cut.is_some() {
            self.end_the_rest(group, live.and_then(|live| live.kill_at));
        }
        // Both streams are at their end when nobody holds them any more.
        while done.recv_timeout(LAST_WORDS).is_ok() {}
        let (stdout, stderr) = (stdout.lock().clone(), stderr.lock().clone());
        Ok(Ended { status, cut, stdout, stderr })
    }

    fn add(&self, group: Group, timeout: Option<Duration>) -> u64 {
        let end_at = timeout.and_then(|timeout| now::ticks().checked_add(timeout));
        let mut live = Live { group, end_at, kill_at: None, cut: None };
        let mut state = self.state.lock();
        // It began while all were ended.
        if let Some(how) = state.ending {
            live.ask(Cut::Stop, self.kill_after);
            live.group.end(how);
        }
        state.last = state.last.saturating_add(1);
        let id = state.last;
        state.live.insert(id, live);
        drop(state);
        if timeout.is_some() {
            self.changed.notify_all();
        }
        id
    }

    /// Asks all to end, or kills them; those that begin later too.
    pub(crate) fn end_all(&self, how: End) {
        let mut state = self.state.lock();
        state.ending = Some(how);
        for live in state.live.values_mut() {
            live.ask(Cut::Stop, self.kill_after);
            live.group.end(how);
        }
        drop(state);
        self.changed.notify_all();
    }

    pub(crate) fn is_ending(&self) -> bool {
        self.state.lock().ending.is_some()
    }

    /// Ends those whose time is over, and waits until the next one's is.
    fn end_those_due(&self) {
        // Not for ever, so that this thread ends with the rest.
        let longest = Duration::from_secs(1);
        let mut state = self.state.lock();
        let now = now::ticks();
        let mut wait = longest;
        for live in state.live.values_mut() {
            if live.cut.is_none() && live.end_at.is_some_and(|at| at <= now) {
                live.ask(Cut::Timeout, self.kill_after);
                live.group.end(End::Ask);
            }
            if live.kill_at.is_some_and(|at| at <= now) {
                live.kill_at = None;
                live.group.end(End::Kill);
            }
            let next = if live.cut.is_none() { live.end_at } else { live.kill_at };
            wait = next.map_or(wait, |at| wait.min(at.saturating_duration_since(now)));
        }
        if !wait.is_zero() {
            self.changed.wait_for(&mut state, wait);
        }
    }

    /// Waits for what is left of a group that was asked to end, until it is killed.
    fn end_the_rest(&self, group: Group, kill_at: Option<Instant>) {
        const LOOK_AGAIN: Duration = Duration::from_millis(10);
        while group.is_alive() {
            let mut state = self.state.lock();
            let is_over = state.ending == Some(End::Kill) || kill_at.is_none_or(|at| at <= now::ticks());
            if is_over {
                group.end(End::Kill);
                return;
            }
            // Nobody tells when a process ends that is not our child.
            self.changed.wait_for(&mut state, LOOK_AGAIN);
        }
    }

    /// Waits for processes that came from others, where that is for this one to do.
    pub(crate) fn reap_strangers(&self) {
        let _nobody_between = self.between.write();
        let state = self.state.lock();
        os::reap(|number| state.live.values().any(|live| live.group.number() == number));
    }
}

impl Live {
    fn ask(&mut self, cut: Cut, kill_after: Duration) {
        self.cut = self.cut.or(Some(cut));
        self.kill_at = self.kill_at.or_else(|| now::ticks().checked_add(kill_after));
    }
}

type Streams = (Arc<Mutex<Kept>>, Arc<Mutex<Kept>>);

fn streams(child: &mut Child, hear: Option<&Hear>, done: &mpsc::Sender<()>) -> io::Result<Streams> {
    let none = || io::Error::other("a process without output");
    let (stdout, stderr) = (child.stdout.take().ok_or_else(none)?, child.stderr.take().ok_or_else(none)?);
    let keep_both =
        (kept::keep(stdout, hear.cloned(), done.clone())?, kept::keep(stderr, hear.cloned(), done.clone())?);
    Ok(keep_both)
}
