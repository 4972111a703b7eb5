//! `punctual release`: lets a run be tried again that was cut off too often.

use clap::Args;
use punctual::{RunState, Store as _};

use crate::failure::Failure;
use crate::known::Place;
use crate::moment;
use crate::output::{self, Tally};
use crate::style::{RIGHT, STRONG};
use crate::width::clean;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual release backup

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, nothing is quarantined, or the
state cannot be used.";

/// The arguments of `punctual release`.
#[derive(Debug, Args)]
pub(crate) struct Release {
    #[command(flatten)]
    place: Place,
    /// The job
    #[arg(value_name = "NAME")]
    name: String,
}

impl Release {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some((known, state)) = self.place.open(tally)? else { return Ok(()) };
        known.job(&self.name)?;
        let name = clean(&self.name);
        let runs = known.runs(&self.name, 1_000)?;
        let mut released = 0_u32;
        for run in runs.iter().filter(|run| run.state == RunState::Quarantined) {
            if state.store.release(&run.slot)? {
                let slot = moment::date_and_clock(&known.time(run.slot.at));
                let line = format!("{RIGHT}released{RIGHT:#}  {STRONG}{name}{STRONG:#}  {slot}\n");
                output::say(&line)?;
                released = released.saturating_add(1);
            }
        }
        if released == 0 {
            return Err(Failure::Cannot(format!("no run of \"{name}\" is quarantined")));
        }
        Ok(())
    }
}
