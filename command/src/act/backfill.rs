//! `punctual backfill`: runs a job for slots that are past.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::IsTerminal as _;

use chrono::{DateTime, FixedOffset, Utc};
use clap::Args;
use punctual::RunState;

use super::by_hand::ByHand;
use crate::argument;
use crate::english::counted;
use crate::failure::Failure;
use crate::file::Job;
use crate::known::{Known, Place};
use crate::moment::{self, just_before};
use crate::output::{self, Tally};
use crate::style::{DIM, NOTE, STRONG};
use crate::width::clean;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual backfill report --from 2026-01-05T00:00:00+01:00 --to 2026-01-09T00:00:00+01:00
  punctual backfill report --from 2026-01-05T00:00:00Z --yes

It shows which slots it will run, and asks. They run one after the other, here,
each with its own PUNCTUAL_SLOT. A slot that ran well is left out, and so is one
that was filled before: doing it twice does nothing twice.

Exit status: 0 all ran well, 1 some failed or did not run, or the file is wrong, 2 wrong usage,
or the state cannot be used.";

/// The arguments of `punctual backfill`.
#[derive(Debug, Args)]
pub(crate) struct Backfill {
    #[command(flatten)]
    place: Place,
    /// The job
    #[arg(value_name = "NAME")]
    name: String,
    /// The first instant whose slots to run: 2026-01-05T00:00:00+01:00
    #[arg(long, value_name = "RFC3339", value_parser = argument::moment)]
    from: DateTime<FixedOffset>,
    /// The first instant whose slots not to run any more [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = argument::moment)]
    to: Option<DateTime<FixedOffset>>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// More would be a mistake, or a job for a script.
const MOST: usize = 10_000;

impl Backfill {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let Some((known, state)) = self.place.open(tally)? else { return Ok(()) };
        let job = known.job(&self.name)?;
        let (slots, done) = self.slots(&known, job)?;
        let name = clean(&self.name);
        let mut out = String::new();
        for slot in &slots {
            let when = moment::exact(&known.time(*slot));
            let _ = writeln!(out, "{when}  {DIM}{}{DIM:#}", moment::far(*slot, known.now));
        }
        let left_out = if done > 0 { format!(", {done} of them done already") } else { String::new() };
        let count = counted(slots.len(), "slot");
        let _ = writeln!(out, "{STRONG}{name}{STRONG:#}: {count} to run{left_out}");
        output::say(&out)?;
        if slots.is_empty() {
            return Ok(());
        }
        if !self.yes && !agreed()? {
            return Err(Failure::Cannot("nothing was run".to_owned()));
        }
        let mut by_hand = ByHand::new(&state, known.zone)?;
        let mut left = slots.len();
        for slot in slots {
            if by_hand.is_stopped() {
                break;
            }
            by_hand.run(job, slot, tally)?;
            left = left.saturating_sub(1);
        }
        by_hand.finish();
        if left > 0 {
            tally.wrong = tally.wrong.saturating_add(1);
            output::complain(&format!("{NOTE}stopped{NOTE:#}: {} not run\n", counted(left, "slot")));
        }
        Ok(())
    }

    /// The slots to run, the oldest first, and how many were done already.
    fn slots(&self, known: &Known, job: &Job) -> Result<(Vec<DateTime<Utc>>, usize), Failure> {
        let from = self.from.to_utc();
        let to = self.to.map_or(known.now, |to| to.to_utc()).min(known.now);
        let runs = known.runs(&job.name, usize::MAX)?;
        let done: HashSet<_> = runs.iter().filter(|run| run.state == RunState::Ok).map(|run| run.slot.at).collect();
        let begin = known.time(just_before(&from));
        let all: Vec<_> = job
            .schedule
            .upcoming(&begin)
            .map(|slot| slot.to_utc())
            .take_while(|slot| *slot < to)
            .take(MOST.saturating_add(1))
            .collect();
        if all.len() > MOST {
            return Err(Failure::Cannot(format!("these are more than {MOST} slots; take a shorter time")));
        }
        let count = all.len();
        let slots: Vec<_> = all.into_iter().filter(|slot| !done.contains(slot)).collect();
        let done = count.saturating_sub(slots.len());
        Ok((slots, done))
    }
}

/// Whether the user agrees.
fn agreed() -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Cannot("nobody is there to ask: say --yes".to_owned()));
    }
    output::complain("Run them? [y/N] ");
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(|error| Failure::Cannot(format!("no answer can be read: {error}")))?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}
