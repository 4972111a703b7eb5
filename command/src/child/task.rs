//! What a job does when its time has come: ask, run, and tell of a failure.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::process;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use punctual::Run;

use super::kept::Hear;
use super::trace::Trace;
use super::{Children, Cut, Ended};
use crate::file::{Command, Job};
use crate::log::Log;
use crate::moment::length;
use crate::state::{Letter, Output};
use crate::width::{clean, clean_path};
use crate::{now, os};

/// A job, and what it needs to run.
#[derive(Clone)]
pub(crate) struct Task {
    pub(crate) job: Arc<Job>,
    pub(crate) children: Arc<Children>,
    pub(crate) log: Log,
    /// Hears what it prints, if somebody wants to.
    pub(crate) hear: Option<Hear>,
    /// Where it leaves its traces, if it does.
    pub(crate) trace: Option<Trace>,
}

/// The run that a command is started for.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) slot: DateTime<FixedOffset>,
    pub(crate) attempt: u32,
    pub(crate) missed: u64,
}

/// Why a run failed.
#[derive(Debug)]
pub(crate) struct Failed {
    what: String,
    /// The last line it printed.
    said: Option<String>,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.said {
            Some(said) => write!(f, "{}: {said}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// How much of each stream goes to the `on_failure` command, whose environment has bounds.
const TOLD: usize = 8 * 1024;

impl Task {
    /// Whether the job's condition holds.
    pub(crate) fn may_run(&self, condition: &Command) -> bool {
        let settings = &self.job.settings;
        let ended =
            self.start(condition, Vec::new()).and_then(|command| self.children.run(command, settings.timeout, None));
        match ended {
            Ok(ended) => ended.cut.is_none() && ended.status.success(),
            Err(error) => {
                self.log.warn(&self.job.name, &format!("only_if: {}", self.cannot_start(condition, &error)));
                false
            }
        }
    }

    /// Runs the job's command.
    pub(crate) fn run(&self, about: &About) -> Result<(), Failed> {
        let variables = about.variables(&self.job.name);
        let settings = &self.job.settings;
        let ended = self
            .start(&self.job.command, variables.clone())
            .and_then(|command| self.children.run(command, settings.timeout, self.hear.as_ref()));
        if let (Some(trace), Ok(ended)) = (&self.trace, &ended) {
            self.keep(&trace.kept, about, ended);
        }
        let failure = match &ended {
            Ok(ended) => match self.verdict(ended) {
                None => return Ok(()),
                Some(failure) => failure,
            },
            Err(error) => Failed { what: self.cannot_start(&self.job.command, error), said: None },
        };
        let was_last = about.attempt > settings.retry.times;
        if let Some(command) = settings.on_failure.as_ref().filter(|_| was_last && !self.children.is_ending()) {
            self.tell(command, variables, &failure, ended.ok());
        }
        Err(failure)
    }

    /// Has the output kept, if there was any.
    fn keep(&self, kept: &SyncSender<Letter>, about: &About, ended: &Ended) {
        let (stdout, stderr) = (&ended.stdout, &ended.stderr);
        if stdout.total == 0 && stderr.total == 0 {
            return;
        }
        let output = Output {
            job: self.job.name.clone(),
            slot: about.slot.timestamp_millis(),
            attempt: about.attempt,
            ended: now::or_now(None).timestamp_millis(),
            stdout_total: stdout.total,
            stderr_total: stderr.total,
            stdout: stdout.clone().bytes(),
            stderr: stderr.clone().bytes(),
        };
        // Where the disk is slower than the jobs, they are not held up.
        if kept.try_send(Letter::Output(output)).is_err() {
            self.log.warn(&self.job.name, "its output is not kept: the state cannot be written fast enough");
        }
    }

    /// What is wrong with how it ended, if anything is.
    fn verdict(&self, ended: &Ended) -> Option<Failed> {
        let what = match (ended.cut, self.job.settings.timeout) {
            (Some(Cut::Stop), _) => return Some(Failed { what: "ended with punctual".to_owned(), said: None }),
            (Some(Cut::Timeout), Some(timeout)) => format!("timed out after {}", length(timeout)),
            _ => os::failure(ended.status)?,
        };
        let said = ended.stderr.last_line().or_else(|| ended.stdout.last_line());
        let said = said.map(|said| clean(&said).chars().take(200).collect());
        Some(Failed { what, said })
    }

    /// Runs the `on_failure` command.
    fn tell(&self, command: &Command, mut variables: Variables, failure: &Failed, ended: Option<Ended>) {
        variables.push(("PUNCTUAL_ERROR", failure.to_string().into()));
        if let Some(ended) = ended {
            if let Some(code) = ended.status.code() {
                variables.push(("PUNCTUAL_EXIT_STATUS", code.to_string().into()));
            }
            variables.push(("PUNCTUAL_STDOUT", end_of(&ended.stdout.bytes()).into()));
            variables.push(("PUNCTUAL_STDERR", end_of(&ended.stderr.bytes()).into()));
        }
        let ended = self
            .start(command, variables)
            .and_then(|command| self.children.run(command, self.job.settings.timeout, None));
        let wrong = match ended {
            Ok(ended) => self.verdict(&ended).map(|failure| failure.to_string()),
            Err(error) => Some(self.cannot_start(command, &error)),
        };
        if let Some(wrong) = wrong {
            self.log.warn(&self.job.name, &format!("on_failure: {wrong}"));
        }
    }

    /// A command in the surroundings of the job.
    fn start(&self, command: &Command, variables: Variables) -> io::Result<process::Command> {
        if self.children.is_ending() {
            return Err(io::Error::other("punctual is stopping"));
        }
        let mut process = match command {
            Command::Shell(line) => os::shell(line),
            Command::List(program, arguments) => {
                let mut process = process::Command::new(program);
                process.args(arguments);
                process
            }
        };
        process.current_dir(&self.job.settings.directory).envs(&self.job.settings.environment).envs(variables);
        process.envs(self.trace.as_ref().map(Trace::variable));
        Ok(process)
    }

    fn cannot_start(&self, command: &Command, error: &io::Error) -> String {
        let directory = &self.job.settings.directory;
        if error.kind() == io::ErrorKind::NotFound && !directory.is_dir() {
            return format!("there is no folder {}", clean_path(directory));
        }
        match (command, error.kind()) {
            (Command::List(program, _), io::ErrorKind::NotFound) => format!("there is no program {}", clean(program)),
            _ => format!("cannot be started: {error}"),
        }
    }
}

type Variables = Vec<(&'static str, OsString)>;

impl About {
    pub(crate) fn of(run: &Run) -> Self {
        Self { slot: run.slot().fixed_offset(), attempt: run.attempt(), missed: run.missed() }
    }

    /// What the command may know.
    fn variables(&self, name: &str) -> Variables {
        let slot = self.slot.to_rfc3339_opts(SecondsFormat::AutoSi, false);
        let utc = self.slot.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true);
        vec![
            ("PUNCTUAL_JOB", name.into()),
            ("PUNCTUAL_SLOT", slot.into()),
            ("PUNCTUAL_KEY", format!("{name}@{utc}").into()),
            ("PUNCTUAL_ATTEMPT", self.attempt.to_string().into()),
            ("PUNCTUAL_MISSED", self.missed.to_string().into()),
        ]
    }
}

/// The end of a stream as a text that an environment can hold.
fn end_of(bytes: &[u8]) -> String {
    let last = bytes.get(bytes.len().saturating_sub(TOLD)..).unwrap_or_default();
    String::from_utf8_lossy(last).replace('\0', "\u{fffd}")
}
