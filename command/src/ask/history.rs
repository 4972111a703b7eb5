//! `punctual history`: what became of runs.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::Args;
use punctual::StoredRun;
use serde_json::{Value, json};

use super::said;
use crate::argument;
use crate::failure::Failure;
use crate::known::{Known, Place};
use crate::moment::{self, Detail};
use crate::output::{self, Tally};
use crate::style::{DIM, STRONG};
use crate::width::{clean, width};

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual history
  punctual history backup -n 50
  punctual history --json backup

With --json each run is one line:
  {\"job\", \"slot\", \"first\", \"by_hand\", \"state\", \"why\", \"attempt\", \"started\",
   \"ended\", \"error\"}

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or no state can be read.";

/// The arguments of `punctual history`.
#[derive(Debug, Args)]
pub(crate) struct History {
    #[command(flatten)]
    place: Place,
    /// Only this job
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// How many runs to show
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 20, value_parser = argument::count(1))]
    count: u32,
    /// Print one line of JSON for each run
    #[arg(long)]
    json: bool,
}

impl History {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some(known) = self.place.look(tally)? else { return Ok(()) };
        let count = usize::try_from(self.count).unwrap_or(usize::MAX);
        let mut runs = match &self.name {
            Some(name) => of_one(&known, name, count)?,
            None => of_all(&known, count)?,
        };
        runs.reverse();
        if self.json {
            return runs.iter().try_for_each(|run| output::line(&as_json(run).to_string()));
        }
        if runs.is_empty() {
            return output::say(&format!("{DIM}no runs yet{DIM:#}\n"));
        }
        output::say(&lines(&known, &runs))
    }
}

/// The latest runs of a job. One that is no longer in the file may have a history all the same.
fn of_one(known: &Known, name: &str, count: usize) -> Result<Vec<StoredRun>, Failure> {
    let runs = known.runs(name, count)?;
    if runs.is_empty() {
        known.job(name)?;
    }
    Ok(runs)
}

fn of_all(known: &Known, count: usize) -> Result<Vec<StoredRun>, Failure> {
    let mut runs = Vec::new();
    for job in &known.file.jobs {
        runs.extend(known.runs(&job.name, count)?);
    }
    runs.sort_by_key(|run| std::cmp::Reverse((run.slot.at, run.slot.by_hand)));
    runs.truncate(count);
    Ok(runs)
}

fn lines(known: &Known, runs: &[StoredRun]) -> String {
    let slots: Vec<_> = runs.iter().map(|run| known.time(run.slot.at)).collect();
    let detail = Detail::of(&slots).min(Detail::Seconds);
    let name = runs.iter().map(|run| width(&clean(&run.slot.job))).max().unwrap_or(0);
    let mut out = String::new();
    for (run, slot) in runs.iter().zip(&slots) {
        let (mark, style) = said::mark(run);
        let job = clean(&run.slot.job);
        let space = " ".repeat(name.saturating_sub(width(&job)));
        let _ = write!(out, "{}  {STRONG}{job}{STRONG:#}{space}  ", moment::full(slot, detail));
        let _ = write!(out, "{style}{mark}{style:#} {}", said::words(run));
        if run.slot.by_hand {
            let _ = write!(out, "  {DIM}by hand{DIM:#}");
        }
        if run.attempt > 1 {
            let _ = write!(out, "  {DIM}attempt {}{DIM:#}", run.attempt);
        }
        if run.slot.first < run.slot.at {
            let since = moment::date_and_clock(&known.time(run.slot.first));
            let _ = write!(out, "  {DIM}for all since {since}{DIM:#}");
        }
        out.push('\n');
    }
    out
}

/// A run, for programs.
pub(super) fn as_json(run: &StoredRun) -> Value {
    let time = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    json!({
        "job": &*run.slot.job,
        "slot": time(run.slot.at),
        "first": time(run.slot.first),
        "by_hand": run.slot.by_hand,
        "state": run.state.as_str(),
        "why": run.why.as_deref(),
        "attempt": run.attempt,
        "started": run.started.map(time),
        "ended": run.ended.map(time),
        "error": run.error.as_deref(),
    })
}
