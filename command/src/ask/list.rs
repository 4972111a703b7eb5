//! `punctual list`: every job on a line.

use std::fmt::Write as _;

use clap::Args;
use punctual::StoredRun;

use super::said;
use crate::failure::Failure;
use crate::known::{Known, Place};
use crate::moment;
use crate::output::{self, Tally};
use crate::style::{DIM, NOTE, STRONG};
use crate::width::{clean, width};

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual list
  punctual list --tag mail
  punctual list --file jobs/punctual.toml

Marks, the latest run last: ✓ ok, ✗ failed, - skipped, ! missed or cut off,
▶ it runs, ↻ it will be tried again.

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or no state can be read.";

/// The arguments of `punctual list`.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    place: Place,
    /// Only the jobs with this tag; with more of them, those that have all
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
}

/// How many runs have a mark.
pub(crate) const LAST: usize = 10;

/// The widest schedule that is shown whole.
const WIDEST: usize = 44;

struct Row {
    name: String,
    schedule: String,
    last: String,
    runs: Vec<StoredRun>,
    next: String,
}

impl List {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some(known) = self.place.look(tally)? else { return Ok(()) };
        let mut rows = Vec::new();
        for job in &known.file.jobs {
            if self.tag.iter().all(|tag| job.settings.tags.contains(tag)) {
                rows.push(Row::of(&known, job)?);
            }
        }
        if rows.is_empty() {
            return output::say(&format!("{DIM}no jobs{DIM:#}\n"));
        }
        output::say(&table(&rows))
    }
}

impl Row {
    fn of(known: &Known, job: &crate::file::Job) -> Result<Self, Failure> {
        let runs = known.runs(&job.name, LAST)?;
        let last = runs.first().map(|run| {
            let at = run.ended.or(run.started).unwrap_or(run.slot.at);
            format!("{} {}", run.state, moment::far(at, known.now))
        });
        Ok(Self {
            name: clean(&job.name),
            schedule: short(&clean(&job.written)),
            last: last.unwrap_or_default(),
            runs,
            next: next(known, job)?,
        })
    }
}

/// When a job runs next, or why it does not.
fn next(known: &Known, job: &crate::file::Job) -> Result<String, Failure> {
    if !job.settings.enabled {
        return Ok("not enabled".to_owned());
    }
    if known.is_paused(&job.name)? {
        return Ok("paused".to_owned());
    }
    let Some(next) = known.next(job) else { return Ok("never again".to_owned()) };
    let skipped = known.skipped(&job.name)?.is_some_and(|slot| slot >= next);
    let far = moment::far(next.to_utc(), known.now);
    Ok(if skipped { format!("{far}, which is skipped") } else { far })
}

fn short(schedule: &str) -> String {
    if width(schedule) <= WIDEST {
        return schedule.to_owned();
    }
    let mut out = String::new();
    for c in schedule.chars() {
        if width(&out) >= WIDEST.saturating_sub(1) {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

fn table(rows: &[Row]) -> String {
    let widest =
        |cell: fn(&Row) -> &str, head: &str| rows.iter().map(|row| width(cell(row))).max().unwrap_or(0).max(head.len());
    let name = widest(|row| &row.name, "NAME");
    let schedule = widest(|row| &row.schedule, "SCHEDULE");
    let last = widest(|row| &row.last, "LAST");
    let pad = |text: &str, to: usize| format!("{text}{}", " ".repeat(to.saturating_sub(width(text))));
    let mut out = format!(
        "{DIM}{}  {}  {}  {}  NEXT{DIM:#}\n",
        pad("NAME", name),
        pad("SCHEDULE", schedule),
        pad("LAST", last),
        pad("RUNS", LAST)
    );
    for row in rows {
        let _ = write!(out, "{STRONG}{}{STRONG:#}  {}  ", pad(&row.name, name), pad(&row.schedule, schedule));
        let _ = write!(out, "{}  {}", pad(&row.last, last), " ".repeat(LAST.saturating_sub(row.runs.len())));
        for (mark, style) in row.runs.iter().rev().map(said::mark) {
            let _ = write!(out, "{style}{mark}{style:#}");
        }
        let far = row.next.starts_with("in ");
        let _ = if far { writeln!(out, "  {}", row.next) } else { writeln!(out, "  {NOTE}{}{NOTE:#}", row.next) };
    }
    out
}
