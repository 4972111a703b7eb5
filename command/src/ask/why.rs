//! `punctual why`: why a job ran, did not run, or will not run.

use std::fmt::Write as _;

use clap::Args;
use punctual::{RunState, StoredRun};

use super::said;
use crate::failure::Failure;
use crate::known::{Known, Place};
use crate::moment;
use crate::output::{self, Tally};
use crate::style::{DIM, NOTE, STRONG};
use crate::width::clean;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual why backup

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or no state can be read.";

/// The arguments of `punctual why`.
#[derive(Debug, Args)]
pub(crate) struct Why {
    #[command(flatten)]
    place: Place,
    /// The job
    #[arg(value_name = "NAME")]
    name: String,
}

impl Why {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some(known) = self.place.look(tally)? else { return Ok(()) };
        let name = clean(&self.name);
        let mut out = format!("{STRONG}{name}{STRONG:#}\n");
        let runs = known.runs(&self.name, 20)?;
        for line in self.to_come(&known, &runs)?.into_iter().chain(past(&known, &runs)) {
            let _ = writeln!(out, "  {line}");
        }
        output::say(&out)
    }

    /// What will be.
    fn to_come(&self, known: &Known, runs: &[StoredRun]) -> Result<Vec<String>, Failure> {
        let job = match known.job(&self.name) {
            Ok(job) => job,
            Err(stranger) if runs.is_empty() => return Err(stranger),
            Err(_) => return Ok(vec![format!("{NOTE}It will not run:{NOTE:#} it is no longer in the file.")]),
        };
        let mut lines = vec![format!("Its schedule is: {}", clean(&job.schedule.to_string()))];
        let mut stops = Vec::new();
        if !job.settings.enabled {
            stops.push("the file says enabled = false".to_owned());
        }
        if known.is_paused(&job.name)? {
            stops.push(format!("it is paused (punctual resume {:?})", job.name));
        }
        let next = known.next(job);
        if next.is_none() {
            stops.push("no slot of its schedule is left".to_owned());
        }
        if stops.is_empty() && known.service()?.is_none() {
            stops.push("nothing runs this file now (punctual run)".to_owned());
        }
        for stop in &stops {
            lines.push(format!("{NOTE}It will not run:{NOTE:#} {stop}."));
        }
        if let Some(next) = next.filter(|_| stops.is_empty()) {
            let when = moment::exact(&next);
            let far = moment::far(next.to_utc(), known.now);
            lines.push(match known.skipped(&job.name)? {
                Some(slot) if slot >= next => {
                    format!("{NOTE}It will not run{NOTE:#} at its next slot, {when}: somebody asked to skip it.")
                }
                _ => format!("It will run {when}, {far}."),
            });
            if job.settings.only_if.is_some() {
                lines.push(format!("{DIM}Before each run only_if is asked.{DIM:#}"));
            }
        }
        Ok(lines)
    }
}

/// What was.
fn past(known: &Known, runs: &[StoredRun]) -> Vec<String> {
    let Some(last) = runs.first() else { return vec!["It has not run yet.".to_owned()] };
    let mut lines = vec![sentence(known, last)];
    let again = runs.iter().skip(1).take_while(|run| run.state == last.state && run.why == last.why).count();
    if again > 0 {
        lines.push(format!("{DIM}The same happened {} before.{DIM:#}", times(again)));
    }
    if let Some(good) = runs.iter().find(|run| run.state == RunState::Ok).filter(|_| last.state != RunState::Ok) {
        lines.push(format!("The last run that ended well was {}.", when(known, good)));
    }
    lines
}

fn sentence(known: &Known, run: &StoredRun) -> String {
    let (mark, style) = said::mark(run);
    let how = said::words(run);
    let by = if run.slot.by_hand { ", asked for by hand" } else { "" };
    let mut text = format!("{style}{mark}{style:#} {}{by}: {how}.", when(known, run));
    if run.slot.first < run.slot.at {
        let first = moment::date_and_clock(&known.time(run.slot.first));
        let _ = write!(text, " It stands for all slots since {first}.");
    }
    if run.state == RunState::Quarantined {
        text.push_str(" `punctual release` lets it run again.");
    }
    text
}

fn when(known: &Known, run: &StoredRun) -> String {
    let slot = known.time(run.slot.at);
    format!("{} ({})", moment::date_and_clock(&slot), moment::far(run.slot.at, known.now))
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        19.. => "19 times or more".to_owned(),
        _ => format!("{count} times"),
    }
}
