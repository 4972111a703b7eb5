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

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use clap::{Args, ValueEnum};

use crate::failure::Failure;
use crate::file::{File, Job};
use crate::names::counted;
use crate::now;
use crate::output::{self, Tally};
use crate::style::{DIM, STRONG, WRONG};
use crate::times::Calendars;
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
        let Some(file) = File::read_or_tell(&self.file, tally) else { return Ok(()) };
        let jobs = self.chosen(&file)?;
        let (enabled, disabled): (Vec<&Job>, Vec<&Job>) = jobs.into_iter().partition(|job| job.settings.enabled);
        let mut exporter = Exporter {
            path: &self.file,
            named: file.timezone.or(self.zone),
            zones: Zones::new(file.timezone.or(self.zone)),
            calendars: Calendars::new(now::or_now(self.from)),
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
                return Err(Failure::Cannot(format!("no job is called \"{}\"", clean(name))));
            }
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

/// Writes the jobs of a file for one target.
struct Exporter<'a> {
    path: &'a Path,
    /// The zone that the file or `--zone` names.
    named: Option<Zone>,
    zones: Zones,
    calendars: Calendars,
}

impl Exporter<'_> {
    /// Makes each job what the target takes, or tells what is refused of all of them.
    fn plans<'j, When>(
        &mut self,
        jobs: &[&'j Job],
        can: &[Key],
        when: impl Fn(&Job, Zone, &Calendars) -> Result<When, Refused>,
    ) -> Result<Vec<Plan<'j, When>>, AllRefused> {
        let mut plans = Vec::new();
        let mut all = AllRefused::new();
        for job in jobs {
            let own = self.zones.of(&job.schedule);
            let planned = when(job, own, &self.calendars).and_then(|when| {
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
        let plans =
            self.plans(jobs, &[], |job, own, calendars| CRONTAB.lines(&job.schedule, own, &[machine], calendars))?;
        Ok(vec![(String::new(), crontab::written(self.path, &plans, disabled, self.named)?)])
    }

    fn systemd(&mut self, jobs: &[&Job]) -> Result<Texts, AllRefused> {
        distinct(jobs, systemd::unit_name)?;
        let can = [Key::Timeout, Key::MissedSkip];
        let plans = self.plans(jobs, &can, |job, own, calendars| calendar::events(&job.schedule, own, calendars))?;
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
        let plans = self.plans(jobs, &can, |job, own, calendars| {
            KUBERNETES.lines(&job.schedule, own, &cron::zones(own), calendars)
        })?;
        let path = self.path;
        documents(&plans, "yaml", |plan| kubernetes::document(path, plan, image))
    }

    fn github(&mut self, jobs: &[&Job]) -> Result<Texts, AllRefused> {
        distinct(jobs, plan::dashed)?;
        let utc = Zone::Named(Tz::UTC);
        let plans = self
            .plans(jobs, &[Key::Timeout], |job, own, calendars| GITHUB.lines(&job.schedule, own, &[utc], calendars))?;
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
mod tests {
    use super::*;
    use crate::times::{Times, Wall, Years, Zoned};
    use chrono::{TimeDelta, Utc};
    use punctual::Schedule;

    /// Numbers that look random, and are the same for the same seed.
    struct Lot(u64);

    impl Lot {
        fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(self.0 >> 33).unwrap_or(0).checked_rem(all.len()).unwrap_or(0);
            all.get(at).copied().unwrap_or_default()
        }

        fn rule(&mut self) -> String {
            let months = self.one_of(&["", "", "", " in june", " in march, october", " in november to january"]);
            let except = self.one_of(&[
                "",
                "",
                "",
                " except july",
                " except weekends",
                " except december 25",
                " except fridays",
            ]);
            let days = ["every day", "every weekday", "every monday, thursday", "every sunday", "every weekend"];
            let dates =
                ["1st", "15th, 30th", "last day", "1st monday", "last friday", "1st to 7th", "31st", "2nd last day"];
            let times = ["00:00", "02:30", "09:00, 17:30", "00:15, 12:15", "23:59:30", "01:00, 02:00, 03:00"];
            match self.one_of(&["days", "dates", "interval", "window"]) {
                "days" => format!("{}{months} at {}{except}", self.one_of(&days), self.one_of(&times)),
                "dates" => {
                    format!("every month on the {}{months} at {}{except}", self.one_of(&dates), self.one_of(&times))
                }
                "interval" => {
                    let every =
                        ["30 minutes", "hour", "2 hours at :10", "45 minutes", "6 hours", "3 hours offset 1 hour"];
                    let on = self.one_of(&["", "", " on weekdays", " on friday"]);
                    format!("every {}{on}{months}{except}", self.one_of(&every))
                }
                _ => {
                    let window = ["09:00 to 17:00", "22:00 to 02:00", "00:00 to 06:30"];
                    let on = self.one_of(&["", " on weekdays", " on saturday"]);
                    format!("every 30 minutes{on}{months} from {}{except}", self.one_of(&window))
                }
            }
        }
    }

    /// Whatever is written has the same times for three years, one by one.
    #[test]
    fn nothing_is_written_that_runs_at_other_times() {
        let mut lot = Lot(20_260_101);
        let from = "2026-01-01T00:00:00Z".parse().expect("a moment");
        let calendars = Calendars::new(from);
        let end = from + TimeDelta::days(3 * 365);
        let (mut said, mut refused) = (0, 0);
        for round in 0..80 {
            let zone = ["Europe/Berlin", "UTC", "America/New_York", "+05:30"].get(round % 4).expect("a zone");
            let zone = zone::named(zone).expect("a zone");
            let text = if round % 5 == 0 { format!("{}; {}", lot.rule(), lot.rule()) } else { lot.rule() };
            // Some have no day left, which is an error.
            let Ok(schedule) = text.parse::<Schedule>() else { continue };
            let ours = Zoned { schedules: vec![schedule.clone()], zone };
            let all = |times: &dyn Times| -> Vec<DateTime<Utc>> {
                let times = std::iter::successors(times.next_after(from), |at| times.next_after(*at));
                times.take_while(|at| *at < end).collect()
            };
            let is = all(&ours);
            for (dialect, zones) in
                [(CRONTAB, vec![zone]), (KUBERNETES, cron::zones(zone)), (GITHUB, vec![Zone::Named(Tz::UTC)])]
            {
                let Ok(lines) = dialect.lines(&schedule, zone, &zones, &calendars) else {
                    refused += 1;
                    continue;
                };
                said += 1;
                let read = lines.lines.iter().map(|line| format!("cron {line}").parse().expect("a line")).collect();
                let theirs: Box<dyn Times> = match dialect.reader {
                    Reader::Cron => Box::new(Zoned { schedules: read, zone: lines.zone }),
                    Reader::Wall => Box::new(Wall::new(read, &Years::new(lines.zone, from))),
                };
                // Each line by itself: no moment may come of two.
                let times: usize = theirs.parts().iter().map(|part| all(part.as_ref()).len()).sum();
                assert!(
                    all(theirs.as_ref()) == is && times == is.len(),
                    "{} in {zone}: {text}: {lines:?}",
                    dialect.name
                );
            }
        }
        assert!(said > 60 && refused > 60, "{said} and {refused}");
    }
}
