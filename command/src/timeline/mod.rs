//! `punctual timeline`: the coming runs of every job, so that one sees where they pile up.

mod lanes;
mod ruler;
mod svg;
mod terminal;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anstream::ColorChoice;
use chrono::{DateTime, FixedOffset, TimeDelta};
use clap::Args;

use crate::argument;
use crate::failure::Failure;
use crate::file::{File, Job};
use crate::moment::{self, Detail};
use crate::now;
use crate::output::{self, Tally};
use crate::style::{DIM, STRONG};
use crate::width::{clean, width};
use crate::zone::{self, Zone, Zones};
use lanes::Lanes;
use terminal::Marks;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual timeline punctual.toml
  punctual timeline punctual.toml --for 7d
  punctual timeline punctual.toml --svg timeline.svg

Exit status: 0 drawn, 1 the file is wrong, 2 wrong usage.";

/// The arguments of `punctual timeline`.
#[derive(Debug, Args)]
pub(crate) struct Timeline {
    /// The file of jobs
    #[arg(default_value = "punctual.toml")]
    file: PathBuf,
    /// How far to look, up to 366 days
    #[arg(long = "for", value_name = "LENGTH", default_value = "24h", value_parser = length)]
    length: TimeDelta,
    /// Look from this moment, not from now: 2026-01-05T13:15:00+01:00
    #[arg(long, value_name = "RFC3339", value_parser = argument::moment)]
    from: Option<DateTime<FixedOffset>>,
    /// The zone where the file names none [default: the system's]
    #[arg(long, value_name = "IANA", value_parser = zone::read)]
    zone: Option<Zone>,
    /// Write a picture to this file; `-` is standard output
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// Reads `--for`.
fn length(text: &str) -> Result<TimeDelta, String> {
    let length = argument::length(text)?;
    if length < Duration::from_secs(1) || length > Duration::from_secs(366 * 86_400) {
        return Err("look for a second at least, and for 366 days at most".to_owned());
    }
    TimeDelta::from_std(length).map_err(|error| error.to_string())
}

impl Timeline {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some(file) = File::read_or_tell(&self.file, tally) else { return Ok(()) };
        let zone = Zones::new(file.timezone.or(self.zone)).of_caller();
        let from = now::or_now(self.from);
        let (jobs, off): (Vec<&Job>, Vec<&Job>) = file.jobs.iter().partition(|job| job.settings.enabled);
        let room = match self.svg {
            Some(_) => svg::COLUMNS,
            None => terminal::room(jobs.iter().map(|job| width(&job.name))),
        };
        let column = lanes::column(self.length, room);
        let lanes = Lanes::new(&jobs, zone, from, self.length, column)
            .ok_or_else(|| Failure::Cannot("that is beyond the years that the calendar has".to_owned()))?;
        let name = self.file.file_name().map(|name| clean(&name.to_string_lossy())).unwrap_or_default();
        let since = moment::full(&from.with_timezone(&zone), Detail::Minutes);
        let about = format!("{} from {since}, {zone}", moment::distance(self.length));
        if let Some(path) = &self.svg {
            return output::to(Some(path), &svg::drawn(&lanes, &format!("{name}: {about}")));
        }
        let mut out = format!("{STRONG}{name}{STRONG:#}  {DIM}{about}{DIM:#}\n\n");
        let colours = anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
        out.push_str(&terminal::drawn(&lanes, if colours { Marks::Bars } else { Marks::Ascii }));
        for job in off {
            let _ = writeln!(out, "{DIM}left out: {} is not enabled{DIM:#}", clean(&job.name));
        }
        output::say(&out)
    }
}
