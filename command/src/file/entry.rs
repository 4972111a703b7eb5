//! What a table of the file says of a job, and the job that it makes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use punctual::{Missed, Overlap, Schedule};

use super::job::{Command, Delivery, Job, Retry, Settings};
use super::reader::Name;

/// What a table says of a job.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) name: Option<Name>,
    pub(super) schedule: Option<(String, Schedule)>,
    pub(super) command: Option<Command>,
    pub(super) tags: Option<Vec<String>>,
    pub(super) directory: Option<PathBuf>,
    pub(super) environment: Option<BTreeMap<String, String>>,
    pub(super) timeout: Option<Duration>,
    pub(super) on_missed: Option<Missed>,
    pub(super) grace: Option<Duration>,
    pub(super) on_overlap: Option<Overlap>,
    pub(super) retry: Option<Retry>,
    pub(super) only_if: Option<Command>,
    pub(super) on_failure: Option<Command>,
    pub(super) enabled: Option<bool>,
    pub(super) delivery: Option<Delivery>,
}

impl Entry {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|(own, _)| own == name)
    }

    /// These settings, with what is said here.
    pub(super) fn over(self, settings: Settings) -> Settings {
        let mut environment = settings.environment;
        environment.extend(self.environment.unwrap_or_default());
        Settings {
            tags: self.tags.unwrap_or(settings.tags),
            directory: self.directory.map_or(settings.directory.clone(), |own| settings.directory.join(own)),
            environment,
            timeout: self.timeout.or(settings.timeout),
            on_missed: self.on_missed.unwrap_or(settings.on_missed),
            grace: self.grace.or(settings.grace),
            on_overlap: self.on_overlap.unwrap_or(settings.on_overlap),
            retry: self.retry.unwrap_or(settings.retry),
            only_if: self.only_if.or(settings.only_if),
            on_failure: self.on_failure.or(settings.on_failure),
            enabled: self.enabled.unwrap_or(settings.enabled),
            delivery: self.delivery.unwrap_or(settings.delivery),
        }
    }

    /// The job, if it has what every job must have.
    pub(super) fn job(mut self, defaults: &Settings) -> Option<Job> {
        let (name, _) = self.name.take()?;
        let (written, schedule) = self.schedule.take()?;
        let command = self.command.take()?;
        Some(Job { name, schedule, written, command, settings: self.over(defaults.clone()) })
    }
}
