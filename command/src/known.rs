//! What is known of a file of jobs: the jobs, and what became of their runs.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::Args;
use punctual::{Store as _, StoredJob, StoredRun};

use crate::failure::Failure;
use crate::file::{File, Job};
use crate::now;
use crate::output::Tally;
use crate::state::{Service, State};
use crate::zone::{Zone, Zones};

/// Which file, and where its state lies.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The file of jobs
    #[arg(long, value_name = "FILE", default_value = "punctual.toml")]
    pub(crate) file: PathBuf,
    /// Where its state lies [default: in the user's state directory]
    #[arg(long, value_name = "PATH")]
    pub(crate) state: Option<PathBuf>,
}

/// What is known at this moment.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) file: File,
    /// None where nothing has run yet.
    pub(crate) state: Option<Arc<State>>,
    pub(crate) zone: Zone,
    pub(crate) now: DateTime<Utc>,
}

impl Place {
    /// Looks at what there is. A file that is wrong is told, and then there is nothing.
    pub(crate) fn look(&self, tally: &mut Tally) -> Result<Option<Known>, Failure> {
        let path = State::place(self.state.as_deref(), &self.file)?;
        let Some(file) = File::read_or_tell(&self.file, tally) else { return Ok(None) };
        let state = State::existing(&path)?.map(Arc::new);
        Ok(Some(Known::new(file, state)))
    }

    /// The same, where something is to be written: the state is made if there is none.
    pub(crate) fn open(&self, tally: &mut Tally) -> Result<Option<(Known, Arc<State>)>, Failure> {
        let path = State::place(self.state.as_deref(), &self.file)?;
        let Some(file) = File::read_or_tell(&self.file, tally) else { return Ok(None) };
        let state = Arc::new(State::open(&path)?);
        Ok(Some((Known::new(file, Some(Arc::clone(&state))), state)))
    }
}

impl Known {
    fn new(file: File, state: Option<Arc<State>>) -> Self {
        let zone = file.timezone.unwrap_or_else(|| Zones::new(None).of_caller());
        Self { file, state, zone, now: now::or_now(None) }
    }

    /// The job of a name.
    pub(crate) fn job(&self, name: &str) -> Result<&Job, Failure> {
        self.file.job(name)
    }

    /// The latest runs of a job, the latest first.
    pub(crate) fn runs(&self, job: &str, at_most: usize) -> Result<Vec<StoredRun>, Failure> {
        let Some(state) = &self.state else { return Ok(Vec::new()) };
        Ok(state.store.history(job, at_most)?)
    }

    /// What the store keeps of a job.
    pub(crate) fn stored(&self, job: &str) -> Result<Option<StoredJob>, Failure> {
        let Some(state) = &self.state else { return Ok(None) };
        Ok(state.store.job(job)?)
    }

    pub(crate) fn is_paused(&self, job: &str) -> Result<bool, Failure> {
        Ok(self.stored(job)?.is_some_and(|stored| stored.paused))
    }

    /// The next slot of a job's schedule, whether it will have a run or not.
    pub(crate) fn next(&self, job: &Job) -> Option<DateTime<Zone>> {
        job.schedule.next_after(&self.time(self.now))
    }

    /// The process that runs the jobs.
    pub(crate) fn service(&self) -> Result<Option<Service>, Failure> {
        self.state.as_ref().map_or(Ok(None), |state| state.service(self.now.timestamp_millis()))
    }

    /// An instant in the zone of the file.
    pub(crate) fn time(&self, at: DateTime<Utc>) -> DateTime<Zone> {
        at.with_timezone(&self.zone)
    }

    /// The slot of a job that is to be left out, if there is one to come.
    pub(crate) fn skipped(&self, job: &str) -> Result<Option<DateTime<Utc>>, Failure> {
        let Some(state) = &self.state else { return Ok(None) };
        let found = state.skips()?.into_iter().find(|(name, _)| name == job);
        Ok(found.and_then(|(_, slot)| DateTime::from_timestamp_millis(slot)).filter(|slot| *slot > self.now))
    }
}
