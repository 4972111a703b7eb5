//! `punctual trigger`: runs a job now.

use clap::Args;

use super::by_hand::ByHand;
use super::request;
use crate::failure::Failure;
use crate::known::Place;
use crate::output::{self, Tally};
use crate::state::{Act, Answer};
use crate::style::{NOTE, RIGHT, STRONG};
use crate::width::clean;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual trigger backup

The process that runs the jobs is asked to run it. Where none runs it, it is run
here, and waited for, enabled or not. The schedule does not move.

Exit status: 0 it was asked for, or ran well, 1 it failed or runs already, or the file
is wrong, 2 wrong usage, or the state cannot be used.";

/// The arguments of `punctual trigger`.
#[derive(Debug, Args)]
pub(crate) struct Trigger {
    #[command(flatten)]
    place: Place,
    /// The job
    #[arg(value_name = "NAME")]
    name: String,
}

impl Trigger {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some((known, state)) = self.place.open(tally)? else { return Ok(()) };
        let job = known.job(&self.name)?;
        let name = clean(&self.name);
        match request::ask(&state, &self.name, Act::Trigger)? {
            Answer::Done => return output::say(&format!("{RIGHT}started{RIGHT:#}  {STRONG}{name}{STRONG:#}\n")),
            Answer::Busy => {
                tally.wrong = tally.wrong.saturating_add(1);
                output::complain(&format!("{NOTE}not started{NOTE:#}  {STRONG}{name}{STRONG:#}: it runs already\n"));
                return Ok(());
            }
            Answer::NotHere => {}
        }
        let mut by_hand = ByHand::new(&state, known.zone)?;
        by_hand.run(job, known.now, tally)?;
        by_hand.finish();
        Ok(())
    }
}
