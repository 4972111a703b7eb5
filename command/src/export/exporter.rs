//! The jobs of a file for one target.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::cron::{Dialect, Reader};
use super::plan::{self, Key, Plan};
use super::refused::{self, AllRefused, Refused};
use super::said::Said;
use super::{Texts, calendar, crontab, github, kubernetes, name, said, systemd};
use crate::file::Job;
use crate::times::Calendars;
use crate::zone::{UTC, Zone, Zones};

pub(super) const CRONTAB: Dialect = Dialect { name: "crontab", reader: Reader::Cron, lines: usize::MAX, least: 0 };
pub(super) const KUBERNETES: Dialect = Dialect { name: "a CronJob", reader: Reader::Wall, lines: 1, least: 0 };
pub(super) const GITHUB: Dialect = Dialect { name: "GitHub", reader: Reader::Wall, lines: usize::MAX, least: 300 };

/// Writes the jobs of a file for one target.
pub(super) struct Exporter<'a> {
    path: &'a Path,
    /// The zone that the file or `--zone` names.
    named: Option<Zone>,
    zones: Zones,
    calendars: Calendars,
}

impl<'a> Exporter<'a> {
    pub(super) fn new(path: &'a Path, named: Option<Zone>, from: DateTime<Utc>) -> Self {
        Self { path, named, zones: Zones::new(named), calendars: Calendars::new(from) }
    }

    /// Makes each job what the target takes, or tells what is refused of all of them.
    fn plans<'j>(
        &mut self,
        jobs: &[&'j Job],
        can: &[Key],
        when: impl Fn(&Job, Zone, &Calendars) -> Result<Said, Refused>,
    ) -> Result<Vec<Plan<'j>>, AllRefused> {
        refused::each(
            jobs,
            |job| job,
            |job| {
                let own = self.zones.of(&job.schedule);
                let when = when(job, own, &self.calendars)?;
                plan::settings(&job.settings, can)?;
                Ok(Plan { job, when })
            },
        )
    }

    pub(super) fn crontab(&mut self, jobs: &[&Job], disabled: &[&Job]) -> Result<Texts, AllRefused> {
        let machine = self.zones.of_caller();
        let plans =
            self.plans(jobs, &[], |job, own, calendars| CRONTAB.lines(&job.schedule, own, &[machine], calendars))?;
        Ok(vec![(String::new(), crontab::written(self.path, &plans, disabled, self.named)?)])
    }

    pub(super) fn systemd(&mut self, jobs: &[&Job]) -> Result<Texts, AllRefused> {
        name::distinct(jobs, name::of_unit)?;
        let can = [Key::Timeout, Key::MissedSkip];
        let plans = self.plans(jobs, &can, |job, own, calendars| calendar::events(&job.schedule, own, calendars))?;
        let units = refused::each(
            &plans,
            |plan| plan.job,
            |plan| {
                // A schedule without a zone is in the machine's, and so is an event without one.
                let is_local = plan.job.schedule.zone().is_none() && self.named.is_none();
                let machine = is_local.then(|| self.zones.of_caller());
                systemd::units(self.path, plan, machine)
            },
        )?;
        Ok(units.into_iter().flatten().collect())
    }

    pub(super) fn kubernetes(&mut self, jobs: &[&Job], image: &str) -> Result<Texts, AllRefused> {
        name::distinct(jobs, name::dashed)?;
        let can = [Key::Timeout, Key::Grace, Key::MissedSkip];
        let plans = self.plans(jobs, &can, |job, own, calendars| {
            KUBERNETES.lines(&job.schedule, own, &said::zones(own), calendars)
        })?;
        let path = self.path;
        documents(&plans, "yaml", |plan| kubernetes::document(path, plan, image))
    }

    pub(super) fn github(&mut self, jobs: &[&Job]) -> Result<Texts, AllRefused> {
        name::distinct(jobs, name::dashed)?;
        let plans = self
            .plans(jobs, &[Key::Timeout], |job, own, calendars| GITHUB.lines(&job.schedule, own, &[UTC], calendars))?;
        let path = self.path;
        documents(&plans, "yml", |plan| github::workflow(path, plan))
    }
}

/// A file for each job.
fn documents(
    plans: &[Plan<'_>],
    ending: &str,
    document: impl Fn(&Plan<'_>) -> Result<String, Refused>,
) -> Result<Texts, AllRefused> {
    refused::each(
        plans,
        |plan| plan.job,
        |plan| Ok((format!("{}.{ending}", name::dashed(&plan.job.name)), document(plan)?)),
    )
}
