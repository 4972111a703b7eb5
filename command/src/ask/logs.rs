//! `punctual logs`: what runs printed.

use std::io::{self, Write as _};

use clap::Args;

use super::list::LAST;
use crate::argument;
use crate::failure::Failure;
use crate::known::Place;
use crate::moment::{self, Detail};
use crate::output::{self, Tally};
use crate::state::Output;
use crate::style::DIM;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual logs backup
  punctual logs backup -n 3
  punctual logs backup 2> /dev/null

What a run printed on standard output goes to standard output, all else to
standard error. Of each stream the last 64 KiB are kept.

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or no state can be read.";

/// The arguments of `punctual logs`.
#[derive(Debug, Args)]
pub(crate) struct Logs {
    #[command(flatten)]
    place: Place,
    /// The job
    #[arg(value_name = "NAME")]
    name: String,
    /// Of how many runs, the latest last
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 1, value_parser = argument::count(1))]
    count: u32,
}

impl Logs {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some(known) = self.place.look(tally)? else { return Ok(()) };
        let outputs = match &known.state {
            Some(state) => state.outputs(&self.name, self.count)?,
            None => Vec::new(),
        };
        if outputs.is_empty() {
            known.job(&self.name)?;
            let ran = known.runs(&self.name, LAST)?.iter().any(|run| run.attempt > 0);
            let why = if ran { "no run of it printed anything" } else { "it has not run yet" };
            output::complain(&format!("{DIM}{why}{DIM:#}\n"));
        }
        for output in outputs.iter().rev() {
            let ended = chrono::DateTime::from_timestamp_millis(output.ended).unwrap_or_default();
            let when = moment::full(&known.time(ended), Detail::Seconds);
            let attempt = if output.attempt > 1 { format!(", attempt {}", output.attempt) } else { String::new() };
            let far = moment::far(ended, known.now);
            output::complain(&format!("{DIM}ended {when}, {far}{attempt}{DIM:#}\n"));
            shown(output).map_err(Failure::Write)?;
        }
        Ok(())
    }
}

/// Writes both streams as they were.
fn shown(output: &Output) -> io::Result<()> {
    for (kept, total, name) in [
        (&output.stdout, output.stdout_total, "standard output"),
        (&output.stderr, output.stderr_total, "standard error"),
    ] {
        let cut = total.saturating_sub(u64::try_from(kept.len()).unwrap_or(u64::MAX));
        if cut > 0 {
            output::complain(&format!("{DIM}.. {cut} bytes of {name} before this are not kept{DIM:#}\n"));
        }
        if name == "standard output" {
            let mut out = io::stdout().lock();
            out.write_all(kept)?;
            out.flush()?;
        } else {
            drop(io::stderr().lock().write_all(kept));
        }
    }
    Ok(())
}
