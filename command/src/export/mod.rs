//! `punctual export`: the jobs of a file for another scheduler, exactly or not at all.

mod calendar;
mod cron;
mod crontab;
mod event;
mod exporter;
mod github;
mod kubernetes;
mod name;
mod plan;
mod refused;
mod said;
mod shell;
mod systemd;
mod yaml;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use clap::{Args, ValueEnum};

use crate::argument;
use crate::english::counted;
use crate::failure::Failure;
use crate::file::{File, Job};
use crate::now;
use crate::output::{self, Tally};
use crate::style::{DIM, STRONG, WRONG};
use crate::width::clean;
use crate::zone::{self, Zone};
use exporter::Exporter;
use refused::{AllRefused, Refused};

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
    #[arg(long, value_name = "RFC3339", value_parser = argument::moment)]
    from: Option<DateTime<FixedOffset>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    Crontab,
    Systemd,
    Kubernetes,
    Github,
}

/// What is written: file names, where there are several, and texts.
type Texts = Vec<(String, String)>;

impl Export {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some(file) = File::read_or_tell(&self.file, tally) else { return Ok(()) };
        let jobs = self.chosen(&file)?;
        let (enabled, disabled): (Vec<&Job>, Vec<&Job>) = jobs.into_iter().partition(|job| job.settings.enabled);
        let mut exporter = Exporter::new(&self.file, file.timezone.or(self.zone), now::or_now(self.from));
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
            file.job(name)?;
        }
        let chosen = |job: &&Job| self.job.is_empty() || self.job.contains(&job.name);
        Ok(file.jobs.iter().filter(chosen).collect())
    }

    fn write(&self, texts: &Texts) -> Result<(), Failure> {
        if let (Some(folder), false) = (&self.output, self.target == Target::Crontab) {
            let failed = |error| Failure::unwritable(folder, &error);
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
        output::to(self.output.as_deref(), &all)
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
    let (jobs, are) = (counted(all.len(), "job"), if all.len() == 1 { "is" } else { "are" });
    let _ = writeln!(out, "{DIM}nothing is written, since {jobs} {are} refused; --job NAME writes the others{DIM:#}");
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

#[cfg(test)]
mod tests;
