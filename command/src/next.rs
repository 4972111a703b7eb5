//! `punctual next`: the next runs of each schedule.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::Args;

use crate::answer::{self, Answer};
use crate::failure::Failure;
use crate::file::File;
use crate::input;
use crate::moment::{self, Detail};
use crate::output::{self, Tally};
use crate::style::{DIM, STRONG};
use crate::width::clean;
use crate::zone::{Zone, Zones};
use crate::{Asked, argument, now};

pub(crate) const EXAMPLES: &str = r#"Examples:
  punctual next "every monday at 13:15"
  punctual next every monday at 13:15
  punctual next -n 3 "every hour" "every day at noon in Asia/Tokyo"
  punctual next --from 2026-03-07T00:00:00Z "every day at 02:30 in America/New_York"
  punctual next --json - < schedules.txt
  punctual next -n 20 punctual.toml

A text that ends in .toml is a file of jobs: the next runs of all of them, with
--json as {"job", "next"}.

With --json each schedule is one line:
  {"text", "ok": true, "canonical", "zone", "notes": [{"code", "message"}],
   "next": ["2026-01-05T13:15:00+01:00", ..]}
  {"text", "ok": false, "error": {"code", "message", "span": [start, end],
   "suggestions": [..]}}
Spans are in bytes. The zone is the one the times are shown in: the schedule's
own, else --zone, else the system's.

Exit status: 0 all right, 1 some text is wrong, 2 wrong usage."#;

/// The arguments of `punctual next`.
#[derive(Debug, Args)]
pub(crate) struct Next {
    #[command(flatten)]
    asked: Asked,
    /// How many runs to show
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 5, value_parser = argument::count(0))]
    count: u32,
    /// Print one line of JSON for each schedule
    #[arg(long)]
    json: bool,
}

impl Next {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let from = now::or_now(self.asked.from);
        if let Some(path) = self.asked.file() {
            return self.of_file(path, from, tally);
        }
        let mut zones = Zones::new(self.asked.zone);
        let headings = input::are_many(&self.asked.texts);
        input::each(&self.asked.texts, |item| {
            let answer = Answer::to(&item, from, &mut zones, false, tally);
            if self.json {
                return output::line(&answer.json(&item, from, self.count));
            }
            match answer {
                Answer::Right(schedule, zone) => {
                    let runs = answer::runs(&schedule, from, zone, self.count);
                    let mut out = String::new();
                    if headings {
                        let space = if tally.right > 1 { "\n" } else { "" };
                        let _ = writeln!(out, "{space}{STRONG}{schedule}{STRONG:#}  {DIM}{zone}{DIM:#}");
                    }
                    out.push_str(&lines(&runs, from, self.count));
                    output::say(&out)
                }
                Answer::Wrong(problem) => {
                    output::complain(&problem.shown(&item));
                    Ok(())
                }
            }
        })
    }

    /// The next runs of all jobs of a file, the earliest first.
    fn of_file(&self, path: &Path, from: DateTime<Utc>, tally: &mut Tally) -> Result<(), Failure> {
        let Some(file) = File::read_or_tell(path, tally) else { return Ok(()) };
        let zone = self.asked.zone.or(file.timezone).unwrap_or_else(|| Zones::new(None).of_caller());
        let many = usize::try_from(self.count).unwrap_or(usize::MAX);
        let mut runs: Vec<(DateTime<Zone>, &str)> = Vec::new();
        for job in file.jobs.iter().filter(|job| job.settings.enabled) {
            let own = answer::runs(&job.schedule, from, zone, self.count);
            runs.extend(own.into_iter().map(|run| (run.with_timezone(&zone), job.name.as_str())));
            // No more than are shown, however many jobs there are.
            if runs.len() > many.saturating_mul(4) {
                runs.sort_by_key(|(run, _)| *run);
                runs.truncate(many);
            }
        }
        runs.sort_by_key(|(run, _)| *run);
        runs.truncate(many);
        if self.json {
            let line = |(run, name): &(DateTime<Zone>, &str)| {
                let run = run.to_rfc3339_opts(SecondsFormat::AutoSi, false);
                output::line(&serde_json::json!({ "job": name, "next": run }).to_string())
            };
            return runs.iter().try_for_each(line);
        }
        let slots: Vec<_> = runs.iter().map(|(run, _)| *run).collect();
        let mut out = String::new();
        for (line, (_, name)) in lines(&slots, from, self.count).lines().zip(&runs) {
            let _ = writeln!(out, "{line}  {STRONG}{}{STRONG:#}", clean(name));
        }
        if runs.len() < many {
            let _ = writeln!(out, "{DIM}no further runs{DIM:#}");
        }
        output::say(&out)
    }
}

/// One line a run, and a last one when there are no more.
fn lines(runs: &[DateTime<Zone>], from: DateTime<Utc>, count: u32) -> String {
    let detail = Detail::of(runs);
    let mut out = String::new();
    for run in runs {
        let shown = moment::full(run, detail);
        let far = moment::distance(run.to_utc().signed_duration_since(from));
        let _ = writeln!(out, "{shown}  {DIM}in {far}{DIM:#}");
    }
    if u32::try_from(runs.len()).is_ok_and(|found| found < count) {
        let _ = writeln!(out, "{DIM}no further runs{DIM:#}");
    }
    out
}
