//! `punctual export`: the jobs of a file for another scheduler, exactly or not at all.

mod calendar;
mod cron;
mod crontab;
mod github;
mod kubernetes;
mod plan;
mod refused;
mod systemd;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use chrono_tz::Tz;
use clap::{Args, ValueEnum};

use crate::file::{File, Job};
use crate::import::write_to;
use crate::input::Failure;
use crate::now;
use crate::output::{self, Tally};
use crate::style::{DIM, STRONG, WRONG};
use crate::width::clean;
use crate::zone::{self, Zone, Zones};
use cron::{Dialect, Reader};
use plan::{Key, Plan};
use refused::Refused;

pub(crate) const EXAMPLES: &str = "\
A job is written only where the target runs it at the very same times, which is
tried on the times of the next years, around each change of the clock. What a
target cannot say is refused, with the name of the job and its words, and then
nothing is written; --job writes the others.

Examples:
  punctual export crontab punctual.toml | crontab -
  punctual export systemd punctual.toml --output ~/.config/systemd/user
  punctual export kubernetes punctual.toml --image ghcr.io/me/jobs:1 --job report
  punctual export github punctual.toml --output .github/workflows

Exit status: 0 all is written, 1 the file is wrong or a job is refused, 2 wrong usage.";

/// The arguments of `punctual export`.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// For whom
    #[arg(value_enum)]
    target: Target,
    /// The file of jobs
    file: PathBuf,
    /// Only this job; may be said more than once
    #[arg(long, value_name = "NAME")]
    job: Vec<String>,
    /// Write to this file, or for systemd, kubernetes and github to this folder
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// The zone where the file names none [default: the system's]
    #[arg(long, value_name = "IANA", value_parser = zone::read)]
    zone: Option<Zone>,
    /// The image of the containers
    #[arg(long, required_if_eq("target", "kubernetes"))]
    image: Option<String>,
    /// Compare from this moment on, not from now
    #[arg(long, value_name = "RFC3339", value_parser = now::read)]
    from: Option<DateTime<FixedOffset>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    Crontab,
    Systemd,
    Kubernetes,
    Github,
}

const CRONTAB: Dialect = Dialect { name: "crontab", reader: Reader::Cron, lines: usize::MAX, least: 0 };
const KUBERNETES: Dialect = Dialect { name: "a CronJob", reader: Reader::Wall, lines: 1, least: 0 };
const GITHUB: Dialect = Dialect { name: "GitHub", reader: Reader::Wall, lines: usize::MAX, least: 300 };

/// What is written: file names, where there are several, and texts.
type Texts = Vec<(String, String)>;
/// The jobs that are not, and why.
type AllRefused = Vec<(String, Refused)>;

impl Export {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let file = match File::read(&self.file) {
            Ok(file) => file,
            Err(faults) => {
                output::complain(&faults.shown());
                tally.wrong = 1;
                return Ok(());
            }
        };
        let jobs = self.chosen(&file)?;
        let (enabled, disabled): (Vec<&Job>, Vec<&Job>) = jobs.into_iter().partition(|job| job.settings.enabled);
        let mut exporter = Exporter {
            path: &self.file,
            named: file.timezone.or(self.zone),
            zones: Zones::new(file.timezone.or(self.zone)),
            from: now::or_now(self.from),
        };
        let made = match self.target {
            Target::Crontab => exporter.crontab(&enabled, &disabled),
            Target::Systemd => exporter.systemd(&enabled),
            Target::Kubernetes => exporter.kubernetes(&enabled, self.image.as_deref().unwrap_or_default()),
            Target::Github => exporter.github(&enabled),
        };
        match made {
            Ok(texts) => {
                tally.right = u64::try_from(enabled.len()).unwrap_or(u64::MAX);
                for job in disabled {
                    let name = clean(&job.name);
                    output::complain(&format!("{DIM}left out: {name} is not enabled{DIM:#}\n"));
                }
                self.write(&texts)
            }
            Err(all) => {
                tally.wrong = u64::try_from(all.len()).unwrap_or(u64::MAX);
                output::complain(&shown(&all, self.target));
                Ok(())
            }
        }
    }

    fn chosen<'a>(&self, file: &'a File) -> Result<Vec<&'a Job>, Failure> {
        for name in &self.job {
            if !file.jobs.iter().any(|job| job.name == *name) {
                return Err(Failure::Usage(format!("no job is called \"{}\"", clean(name))));
            }
        }
        let chosen = |job: &&Job| self.job.is_empty() || self.job.contains(&job.name);
        Ok(file.jobs.iter().filter(chosen).collect())
    }

    fn write(&self, texts: &Texts) -> Result<(), Failure> {
        if let (Some(folder), false) = (&self.output, self.target == Target::Crontab) {
            let failed =
                |error| Failure::Usage(format!("{} cannot be written: {error}", clean(&folder.display().to_string())));
            fs::create_dir_all(folder).map_err(failed)?;
            for (name, text) in texts {
                fs::write(folder.join(name), text).map_err(failed)?;
            }
            return Ok(());
        }
        let mut all = String::new();
        for (at, (name, text)) in texts.iter().enumerate() {
            match self.target {
                Target::Crontab => {}
                Target::Systemd | Target::Github => {
                    let space = if at > 0 { "\n" } else { "" };
                    let _ = writeln!(all, "{space}# {name}");
                }
                Target::Kubernetes => all.push_str(if at > 0 { "---\n" } else { "" }),
            }
            all.push_str(text);
        }
        write_to(self.output.as_deref(), &all)
    }
}

/// Writes the jobs of a file for one target.
struct Exporter<'a> {
    path: &'a Path,
    /// The zone that the file or `--zone` names.
    named: Option<Zone>,
    zones: Zones,
    from: DateTime<Utc>,
}

impl Exporter<'_> {
    /// Makes each job what the target takes, or tells what is refused of all of them.
    fn plans<'j, When>(
        &mut self,
        jobs: &[&'j Job],
        can: &[Key],
        mut when: impl FnMut(&Job, Zone, DateTime<Utc>) -> Result<When, Refused>,
    ) -> Result<Vec<Plan<'j, When>>, AllRefused> {
        let mut plans = Vec::new();
        let mut all = AllRefused::new();
        for job in jobs {
            let own = self.zones.of(&job.schedule);
            let planned = when(job, own, self.from).and_then(|when| {
                plan::settings(&job.settings, can)?;
                Ok(Plan { job, when })
            });
            match planned {
                Ok(plan) => plans.push(plan),
                Err(refused) => all.push((job.name.clone(), refused)),
            }
        }
        if all.is_empty() { Ok(plans) } else { Err(all) }
    }

    fn crontab(&mut self, jobs: &[&Job], disabled: &[&Job]) -> Result<Texts, AllRefused> {
        let machine = self.zones.of_caller();
        let plans = self.plans(jobs, &[], |job, own, from| CRONTAB.lines(&job.schedule, own, &[machine], from))?;
        Ok(vec![(String::new(), crontab::written(self.path, &plans, disabled, self.named)?)])
    }

    fn systemd(&mut self, jobs: &[&Job]) -> Result<Texts, AllRefused> {
        distinct(jobs, systemd::unit_name)?;
        let can = [Key::Timeout, Key::MissedSkip];
        let plans = self.plans(jobs, &can, |job, own, from| calendar::events(&job.schedule, own, from))?;
        let mut texts = Texts::new();
        for plan in &plans {
            // A schedule without a zone is in the machine's, and so is an event without one.
            let machine = if plan.job.schedule.zone().is_none() && self.named.is_none() {
                Some(self.zones.of_caller())
            } else {
                None
            };
            texts.extend(systemd::units(self.path, plan, machine));
        }
        Ok(texts)
    }

    fn kubernetes(&mut self, jobs: &[&Job], image: &str) -> Result<Texts, AllRefused> {
        distinct(jobs, plan::dashed)?;
        let can = [Key::Timeout, Key::Grace, Key::MissedSkip];
        let plans =
            self.plans(jobs, &can, |job, own, from| KUBERNETES.lines(&job.schedule, own, &cron::zones(own), from))?;
        let path = self.path;
        documents(&plans, "yaml", |plan| kubernetes::document(path, plan, image))
    }

    fn github(&mut self, jobs: &[&Job]) -> Result<Texts, AllRefused> {
        distinct(jobs, plan::dashed)?;
        let utc = Zone::Named(Tz::UTC);
        let plans =
            self.plans(jobs, &[Key::Timeout], |job, own, from| GITHUB.lines(&job.schedule, own, &[utc], from))?;
        let path = self.path;
        documents(&plans, "yml", |plan| github::workflow(path, plan))
    }
}

/// A file for each job.
fn documents<When>(
    plans: &[Plan<'_, When>],
    ending: &str,
    mut document: impl FnMut(&Plan<'_, When>) -> Result<String, Refused>,
) -> Result<Texts, AllRefused> {
    let mut texts = Texts::new();
    let mut all = AllRefused::new();
    for plan in plans {
        match document(plan) {
            Ok(text) => texts.push((format!("{}.{ending}", plan::dashed(&plan.job.name)), text)),
            Err(refused) => all.push((plan.job.name.clone(), refused)),
        }
    }
    if all.is_empty() { Ok(texts) } else { Err(all) }
}

/// Refuses two jobs that the target could not tell apart.
fn distinct(jobs: &[&Job], name: impl Fn(&str) -> String) -> Result<(), AllRefused> {
    match systemd::same_name(jobs, &name) {
        None => Ok(()),
        Some((one, other)) => {
            let why = format!("it and \"{}\" would both be called \"{}\" there", one.name, name(&one.name));
            Err(vec![(other.name.clone(), Refused::new("name", why))])
        }
    }
}

/// What is refused, job by job.
fn shown(all: &AllRefused, target: Target) -> String {
    let target = target.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let mut out = String::new();
    for (name, Refused { said, why }) in all {
        let (name, said, why) = (clean(name), clean(said), clean(why));
        let _ =
            writeln!(out, "{WRONG}refused:{WRONG:#} {STRONG}{name}{STRONG:#}: {target} cannot say `{said}`\n  {why}");
    }
    let jobs = if all.len() == 1 { "1 job is".to_owned() } else { format!("{} jobs are", all.len()) };
    let _ = writeln!(out, "{DIM}nothing is written, since {jobs} refused; --job NAME writes the others{DIM:#}");
    out
}

/// The file's name without its folder.
fn file_name(path: &Path) -> String {
    path.file_name().map(|name| clean(&name.to_string_lossy())).unwrap_or_default()
}

/// The folder that the file lies in, from the root.
fn folder(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.parent().map(Path::to_owned).unwrap_or_default()
}
