//! `punctual skip-next`: leaves out the next slot of a job.

use clap::Args;

use crate::failure::Failure;
use crate::known::Place;
use crate::moment;
use crate::output::{self, Tally};
use crate::style::{NOTE, STRONG};
use crate::width::clean;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual skip-next backup

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or the state cannot be used.";

/// The arguments of `punctual skip-next`.
#[derive(Debug, Args)]
pub(crate) struct SkipNext {
    #[command(flatten)]
    place: Place,
    /// The job
    #[arg(value_name = "NAME")]
    name: String,
}

impl SkipNext {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some((known, state)) = self.place.open(tally)? else { return Ok(()) };
        let job = known.job(&self.name)?;
        let name = clean(&self.name);
        let Some(next) = known.next(job) else {
            return Err(Failure::Cannot(format!("\"{name}\" has no slot left")));
        };
        state.skip(&self.name, next.timestamp_millis())?;
        let when = moment::exact(&next);
        let far = moment::far(next.to_utc(), known.now);
        let line = format!("{NOTE}will skip{NOTE:#}  {STRONG}{name}{STRONG:#}  {when}, {far}\n");
        output::say(&line)
    }
}
