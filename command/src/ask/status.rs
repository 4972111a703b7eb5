//! `punctual status`: how all is, in short or for programs.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::Args;
use punctual::RunState;
use serde_json::{Value, json};

use super::history::as_json;
use super::list::LAST;
use super::said;
use crate::english::counted;
use crate::failure::Failure;
use crate::file::Job;
use crate::known::{Known, Place};
use crate::moment;
use crate::output::{self, Tally};
use crate::style::{NOTE, RIGHT, STRONG, WRONG};
use crate::width::clean;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual status
  punctual status --json | jq '.jobs[] | select(.last.state == \"failed\") | .name'

With --json it is one object:
  {\"file\", \"state\", \"service\": {\"pid\", \"since\"} or null, \"jobs\": [{\"name\",
   \"schedule\", \"zone\", \"enabled\", \"paused\", \"tags\", \"next\", \"skipped\",
   \"last\": {\"slot\", \"state\", \"why\", \"attempt\", \"started\", \"ended\", \"error\"} or null,
   \"runs\": [\"ok\", \"failed\", ..]}]}
The latest of the runs is the last.

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or no state can be read.";

/// The arguments of `punctual status`.
#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    place: Place,
    /// Print one object of JSON
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some(known) = self.place.look(tally)? else { return Ok(()) };
        if self.json {
            let whole = self.as_json(&known)?;
            return output::line(&whole.to_string());
        }
        output::say(&in_short(&known)?)
    }

    fn as_json(&self, known: &Known) -> Result<Value, Failure> {
        let jobs: Result<Vec<Value>, Failure> = known.file.jobs.iter().map(|job| job_json(known, job)).collect();
        let service = known.service()?.map(|service| {
            let since = DateTime::from_timestamp_millis(service.since).map(time);
            json!({ "pid": service.pid, "since": since })
        });
        Ok(json!({
            "file": self.place.file.to_string_lossy(),
            "state": known.state.as_ref().map(|state| state.path.to_string_lossy().into_owned()),
            "service": service,
            "jobs": jobs?,
        }))
    }
}

fn job_json(known: &Known, job: &Job) -> Result<Value, Failure> {
    let runs = known.runs(&job.name, LAST)?;
    let last = runs.first().map(as_json);
    let is_paused = known.is_paused(&job.name)?;
    let next = known.next(job).filter(|_| job.settings.enabled && !is_paused);
    Ok(json!({
        "name": job.name,
        "schedule": job.schedule.to_string(),
        "zone": known.zone.to_string(),
        "enabled": job.settings.enabled,
        "paused": is_paused,
        "tags": job.settings.tags,
        "next": next.map(|next| next.to_rfc3339_opts(SecondsFormat::AutoSi, false)),
        "skipped": known.skipped(&job.name)?.map(time),
        "last": last,
        "runs": runs.iter().rev().map(|run| run.state.as_str()).collect::<Vec<_>>(),
    }))
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn in_short(known: &Known) -> Result<String, Failure> {
    let mut out = match known.service()? {
        Some(service) => {
            let since = DateTime::from_timestamp_millis(service.since).unwrap_or_default();
            format!("{RIGHT}running{RIGHT:#}  process {}, begun {}\n", service.pid, moment::far(since, known.now))
        }
        None => format!("{NOTE}not running{NOTE:#}\n"),
    };
    let (mut failing, mut next): (Vec<String>, Option<(DateTime<Utc>, &str)>) = (Vec::new(), None);
    for job in &known.file.jobs {
        let last = known.runs(&job.name, 1)?;
        if let Some(run) = last.first()
            && matches!(run.state, RunState::Failed | RunState::Interrupted | RunState::Quarantined)
        {
            failing.push(format!(
                "{WRONG}{}{WRONG:#}  {STRONG}{}{STRONG:#}  {}\n",
                run.state,
                clean(&job.name),
                said::words(run)
            ));
        }
        if job.settings.enabled
            && !known.is_paused(&job.name)?
            && let Some(at) = known.next(job)
            && next.is_none_or(|(earliest, _)| at.to_utc() < earliest)
        {
            next = Some((at.to_utc(), &job.name));
        }
    }
    let jobs = counted(known.file.jobs.len(), "job");
    let next = next.map(|(at, name)| format!(", next {} {}", clean(name), moment::far(at, known.now)));
    let _ = writeln!(out, "{jobs}{}", next.unwrap_or_default());
    out.extend(failing);
    Ok(out)
}
