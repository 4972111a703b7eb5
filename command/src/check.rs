//! `punctual check`: whether a text is right, and its one canonical spelling.

use std::fmt::Write as _;

use clap::Args;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::input;
use crate::output::{self, Tally};
use crate::style::{self, DIM, NOTE, RIGHT, STRONG};
use crate::width::clean;
use crate::zone::Zones;
use crate::{Asked, argument, now};

pub(crate) const EXAMPLES: &str = r#"Examples:
  punctual check "every mon, wed and fri at 9am"
  punctual check --strict "every 31st at 9am"
  punctual check --json -n 2 --from 2026-01-01T00:00:00Z "every day" "every hour"
  punctual check - < schedules.txt

With --json each schedule is one line, as with `punctual next --json`.

Exit status: 0 all right, 1 some text is wrong (with --strict, or has notes), 2 wrong usage."#;

/// The arguments of `punctual check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    asked: Asked,
    /// Take notes for errors
    #[arg(long)]
    strict: bool,
    /// Print one line of JSON for each schedule
    #[arg(long)]
    json: bool,
    /// With --json: how many of the next runs to list
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 5, value_parser = argument::count(0))]
    count: u32,
}

impl Check {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        self.asked.are_no_file("run --check")?;
        let from = now::or_now(self.asked.from);
        let mut zones = Zones::new(self.asked.zone);
        input::each(&self.asked.texts, |item| {
            let answer = Answer::to(&item, from, &mut zones, self.strict, tally);
            if self.json {
                return output::line(&answer.json(&item, from, self.count));
            }
            match answer {
                Answer::Right(schedule, _) => {
                    let mut out = format!("{RIGHT}ok{RIGHT:#}  {STRONG}{schedule}{STRONG:#}\n");
                    for note in schedule.notes() {
                        let code = note.code().as_str();
                        let note = style::wrapped(&clean(&note.to_string()), 10);
                        let _ = writeln!(out, "    {NOTE}note:{NOTE:#} {note}  {DIM}[{code}]{DIM:#}");
                    }
                    output::say(&out)
                }
                Answer::Wrong(problem) => {
                    output::complain(&problem.shown(&item));
                    Ok(())
                }
            }
        })?;
        let (right, wrong) = (tally.right, tally.wrong);
        if !self.json && right.saturating_add(wrong) > 1 {
            let sum = format!("{DIM}{right} right, {wrong} wrong{DIM:#}\n");
            output::say(&sum)?;
        }
        Ok(())
    }
}
