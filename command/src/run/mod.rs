//! `punctual run`: runs the jobs of a file, until it is stopped.

mod jobs;
mod left_over;
mod remembered;
mod running;
mod skips;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use clap::Args;
use punctual::{Clock as _, Runner, Scheduler, SystemClock};

use crate::argument;
use crate::child::Children;
use crate::english::counted;
use crate::failure::Failure;
use crate::file::File;
use crate::log::{Format, Log};
use crate::os::{self, Asked, End};
use crate::output::{self, Tally};
use crate::state::State;
use crate::style::{RIGHT, STRONG};
use crate::width::{clean_path, width};
use crate::zone::{Zone, Zones};
use jobs::Jobs;
use remembered::Remembered;
use watch::Watch;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual run
  punctual run --watch jobs/punctual.toml
  punctual run --log json --workers 200 punctual.toml
  punctual run --check punctual.toml
  punctual run --for 10s examples/punctual.toml

Ctrl-C and SIGTERM stop it: no run begins any more, and those that go on are
asked to end (SIGTERM), then killed. A second Ctrl-C kills them at once. SIGHUP
reads the file again: only what changed is applied, and a file that is wrong
changes nothing.

Exit status: 0 stopped, or the file is right, 1 the file is wrong, 2 it cannot run.";

/// The arguments of `punctual run`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "the flags of a command line")]
pub(crate) struct Run {
    /// The file of jobs
    #[arg(value_name = "FILE", default_value = "punctual.toml")]
    file: PathBuf,
    /// Say whether the file is right, and run nothing
    #[arg(long)]
    check: bool,
    /// Read the file again when it changes
    #[arg(long)]
    watch: bool,
    /// Where what ran is remembered [default: in the user's state directory]
    #[arg(long, value_name = "PATH", conflicts_with = "no_state")]
    state: Option<PathBuf>,
    /// Remember nothing: after a restart nothing is known of what ran
    #[arg(long)]
    no_state: bool,
    /// After a crash, how long until what it cut off is taken up
    #[arg(long, value_name = "LENGTH", default_value = "30s", value_parser = argument::length)]
    lease: Duration,
    /// How many jobs may run at once
    #[arg(long, value_name = "COUNT", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=4096))]
    workers: u16,
    /// How to write what happens
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    log: Format,
    /// Write what the commands print as well, line by line
    #[arg(long)]
    output: bool,
    /// How long what is asked to end may take
    #[arg(long, value_name = "LENGTH", default_value = "10s", value_parser = argument::length)]
    kill_after: Duration,
    /// Stop after so long
    #[arg(long = "for", value_name = "LENGTH", value_parser = argument::length)]
    length: Option<Duration>,
}

/// What the loop is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Message {
    Asked(Asked),
    /// The time of `--for` is over.
    Over,
    /// No run goes on any more.
    Stopped,
}

impl Run {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        // Before it is read, so that no change of it is lost.
        let watch = self.watch.then(|| Watch::new(&self.file));
        let Some(file) = File::read_or_tell(&self.file, tally) else { return Ok(()) };
        if self.check {
            let jobs = counted(file.jobs.len(), "job");
            let ok = format!("{RIGHT}ok{RIGHT:#}  {STRONG}{}{STRONG:#}: {jobs}\n", clean_path(&self.file));
            return output::say(&ok);
        }
        self.serve(file, watch)
    }

    fn serve(&self, file: File, watch: Option<Watch>) -> Result<(), Failure> {
        if let Some(why) = os::REFUSAL {
            return Err(Failure::Cannot(why.to_owned()));
        }
        let cannot = |error: std::io::Error| Failure::Cannot(format!("the jobs cannot be run: {error}"));
        let (sender, messages) = mpsc::channel();
        // Before anything runs, so that no signal is lost.
        let heard = sender.clone();
        os::listen(move |asked| heard.send(Message::Asked(asked)).is_ok()).map_err(cannot)?;
        let mut builder = Scheduler::builder().workers(self.workers.into());
        if let Some(Zone::Named(zone)) = file.timezone {
            builder = builder.zone(zone);
        }
        let state = if self.no_state { None } else { Some(self.open()?) };
        if let Some(state) = &state {
            builder = builder.store(Arc::clone(&state.store)).lease(self.lease);
        }
        let children = Children::new(self.kill_after).map_err(cannot)?;
        let log = Log::new(self.log, file.timezone.unwrap_or_else(|| Zones::new(None).of_caller()));
        log.fit(file.jobs.iter().map(|job| width(&job.name)).max().unwrap_or(0));
        let heard = log.clone();
        // Listened to at once: what was cut off is told soon.
        let scheduler = builder.build();
        scheduler.observe(move |event| heard.event(event));
        let remembered = state.map(|state| Remembered::begin(state, self.kill_after, &log)).transpose()?;
        let trace = remembered.as_ref().map(Remembered::trace);
        let skips = remembered.as_ref().map(Remembered::skips).unwrap_or_default();
        let mut jobs = Jobs::new(&scheduler, &children, &log, trace, skips, self.output);
        let ready = format!("{} of {}; Ctrl-C stops", counted(file.jobs.len(), "job"), clean_path(&self.file));
        jobs.apply(file);
        log.note("ready", &ready);
        let runner = scheduler.start();
        if let Some(length) = self.length {
            let sender = sender.clone();
            thread::spawn(move || {
                SystemClock.sleep(length);
                let _ = sender.send(Message::Over);
            });
        }
        let runner = Arc::new(runner);
        Service { run: self, log, jobs, children, runner, watch, remembered, sender }.serve(&messages);
        Ok(())
    }

    fn open(&self) -> Result<State, Failure> {
        State::open(&State::place(self.state.as_deref(), &self.file)?)
    }
}

/// The jobs while they run.
struct Service<'r> {
    run: &'r Run,
    log: Log,
    jobs: Jobs,
    children: Arc<Children>,
    runner: Arc<Runner>,
    watch: Option<Watch>,
    remembered: Option<Remembered>,
    sender: Sender<Message>,
}

impl Service<'_> {
    /// Does what it is told, until nothing runs any more.
    fn serve(mut self, messages: &Receiver<Message>) {
        const LOOK_AGAIN: Duration = Duration::from_secs(1);
        let is_first = os::is_first();
        let mut is_stopping = false;
        loop {
            match messages.recv_timeout(LOOK_AGAIN) {
                Ok(Message::Asked(Asked::Stop)) if is_stopping => self.children.end_all(End::Kill),
                Ok(Message::Asked(Asked::Stop) | Message::Over) if !is_stopping => {
                    is_stopping = true;
                    self.stop();
                }
                Ok(Message::Asked(Asked::Reload)) if !is_stopping => self.reload(),
                Ok(Message::Stopped) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            }
            if is_first {
                self.children.reap_strangers();
            }
            if let Some(remembered) = self.remembered.as_mut().filter(|_| !is_stopping) {
                remembered.look(&self.jobs);
            }
            if !is_stopping && self.watch.as_mut().is_some_and(Watch::has_changed) {
                self.reload();
            }
        }
        if let Some(remembered) = self.remembered {
            remembered.end();
        }
        self.log.note("stopped", "");
    }

    /// Has no run begin any more, asks those that go on to end, and waits for them elsewhere: a
    /// second signal is to be heard.
    fn stop(&self) {
        let running = self.runner.stop(Duration::ZERO).len();
        let of = if running == 0 { "nothing runs".to_owned() } else { format!("waiting for {running}") };
        self.log.note("stopping", &of);
        self.children.end_all(End::Ask);
        let (runner, sender) = (Arc::clone(&self.runner), self.sender.clone());
        // What is killed is gone soon after.
        let within = self.run.kill_after.saturating_add(Duration::from_secs(10));
        thread::spawn(move || {
            drop(runner.stop(within));
            let _ = sender.send(Message::Stopped);
        });
    }

    /// Reads the file again, and applies what changed.
    fn reload(&mut self) {
        match File::read(&self.run.file) {
            Ok(file) => {
                let changes = self.jobs.apply(file);
                self.log.note(
                    "reload",
                    &format!(
                        "{} added, {} changed, {} removed, {} kept",
                        changes.added, changes.changed, changes.removed, changes.kept
                    ),
                );
            }
            Err(faults) => {
                output::complain(&faults.shown());
                self.log.note("reload", &format!("the file {}; the jobs stay as they were", faults.in_short()));
            }
        }
    }
}
