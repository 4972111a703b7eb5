//! `punctual pause` and `punctual resume`.

use clap::Args;
use punctual::{Store as _, StoredJob};

use super::request;
use crate::failure::Failure;
use crate::known::{Known, Place};
use crate::output::{self, Tally};
use crate::state::{Act, Answer, State};
use crate::style::{NOTE, RIGHT, STRONG};
use crate::width::clean;

pub(crate) const PAUSE: &str = "\
Examples:
  punctual pause backup
  punctual pause --file jobs/punctual.toml backup report

A paused job begins no run until it is resumed, also after a restart. A run
that goes on is left to end.

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or the state cannot be used.";

pub(crate) const RESUME: &str = "\
Examples:
  punctual resume backup

It goes on with its next slot; those of the pause are not made up for.

Exit status: 0 done, 1 the file is wrong, 2 wrong usage, or the state cannot be used.";

/// The arguments of `punctual pause` and `punctual resume`.
#[derive(Debug, Args)]
pub(crate) struct Pause {
    #[command(flatten)]
    place: Place,
    /// The jobs
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
}

impl Pause {
    /// Pauses, or resumes.
    pub(crate) fn run(&self, act: Act, tally: &mut Tally) -> Result<(), Failure> {
        let Some((known, state)) = self.place.open(tally)? else { return Ok(()) };
        for name in &self.names {
            known.job(name)?;
        }
        for name in &self.names {
            if request::ask(&state, name, act)? == Answer::NotHere {
                keep(&known, &state, name, act)?;
            }
            let (word, style) = if act == Act::Pause { ("paused", NOTE) } else { ("resumed", RIGHT) };
            output::say(&format!("{style}{word}{style:#}  {STRONG}{}{STRONG:#}\n", clean(name)))?;
        }
        Ok(())
    }
}

/// Writes it down for whoever runs the jobs next.
fn keep(known: &Known, state: &State, name: &str, act: Act) -> Result<(), Failure> {
    let job = known.job(name)?;
    let schedule = job.schedule.to_string();
    let new = StoredJob::new(name, schedule, 0, known.now);
    let is_pause = act == Act::Pause;
    let added = state.store.add(&[new])?;
    for mut stored in added.into_iter().filter(|stored| stored.paused != is_pause) {
        // What was due meanwhile is nobody's.
        let since = if is_pause { stored.since } else { known.now };
        (stored.paused, stored.since) = (is_pause, since);
        state.store.change(&[stored])?;
    }
    Ok(())
}
