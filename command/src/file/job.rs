//! A job as the file says it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use punctual::{Missed, Overlap, Schedule};

/// One `[[job]]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Job {
    /// What it is called; no other job in the file is.
    pub(crate) name: String,
    /// When it runs, with the zone of the file where it names none.
    pub(crate) schedule: Schedule,
    /// The schedule as it is written in the file.
    pub(crate) written: String,
    /// What it runs.
    pub(crate) command: Command,
    /// All else, with what `[defaults]` says.
    pub(crate) settings: Settings,
}

/// What a job has besides its name, its schedule and its command; `[defaults]` may say it for all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings {
    /// Words by which jobs are found together.
    pub(crate) tags: Vec<String>,
    /// Where the command runs.
    pub(crate) directory: PathBuf,
    /// What its environment has besides that of `punctual`.
    pub(crate) environment: BTreeMap<String, String>,
    /// How long it may run.
    pub(crate) timeout: Option<Duration>,
    /// What to do with slots that passed.
    pub(crate) on_missed: Missed,
    /// How late a slot may run.
    pub(crate) grace: Option<Duration>,
    /// What to do with a slot that comes while the job runs.
    pub(crate) on_overlap: Overlap,
    /// How often to try again.
    pub(crate) retry: Retry,
    /// Runs before the command, which runs only if this ends well.
    pub(crate) only_if: Option<Command>,
    /// Runs when the command has failed for the last time.
    pub(crate) on_failure: Option<Command>,
    /// Whether it runs at all.
    pub(crate) enabled: bool,
    /// What to do with a run that was cut off.
    pub(crate) delivery: Delivery,
}

/// What to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Command {
    /// A line for the shell.
    Shell(String),
    /// A program and its arguments, without a shell.
    List(String, Vec<String>),
}

/// How often a run that failed is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Retry {
    /// So often.
    pub(crate) times: u32,
    /// So long after the first failure, and twice as long after each more.
    pub(crate) backoff: Option<Duration>,
}

impl Retry {
    /// How long to wait after the first failure.
    pub(crate) fn first_wait(self) -> Duration {
        self.backoff.unwrap_or(Duration::from_secs(1))
    }
}

/// What to do with a run that was cut off, by a crash or a power failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Delivery {
    /// It runs again.
    #[default]
    AtLeastOnce,
    /// It is recorded as interrupted.
    AtMostOnce,
}

impl Settings {
    /// What a job has for which nothing is said.
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self {
            tags: Vec::new(),
            directory,
            environment: BTreeMap::new(),
            timeout: None,
            on_missed: Missed::default(),
            grace: None,
            on_overlap: Overlap::default(),
            retry: Retry::default(),
            only_if: None,
            on_failure: None,
            enabled: true,
            delivery: Delivery::default(),
        }
    }
}
