//! `punctual explain`: what a schedule means, in sentences and in a calendar.

mod calendar;
mod changes;
mod cron;
mod defaults;
mod marks;
mod sentences;

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use clap::Args;
use punctual::Schedule;

use crate::answer::Answer;
use crate::canonical::Clauses;
use crate::failure::Failure;
use crate::input::{self, Item};
use crate::moment;
use crate::output::{self, Tally};
use crate::style::{self, DIM, STRONG};
use crate::zone::{Zone, Zones};
use crate::{Asked, now};

/// What a cron line says, one sentence on its times and one on its days.
pub(crate) use cron::sentences as cron_sentences;

pub(crate) const EXAMPLES: &str = r#"Examples:
  punctual explain "every 2 weeks on friday at 16:00"
  punctual explain "every day at 01:30 in America/New_York"
  punctual explain --from 2026-10-01T00:00:00Z --zone Europe/Berlin "every 30 minutes"

Exit status: 0 all right, 1 the text is wrong, 2 wrong usage."#;

/// The arguments of `punctual explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    asked: Asked,
}

/// A rule, and where it is looked at from.
struct View<'a> {
    /// The rule as it was written.
    text: &'a str,
    clauses: Clauses,
    schedule: Schedule,
    from: DateTime<Utc>,
    /// The rule's own zone, or the caller's.
    zone: Zone,
    /// Whether the caller's zone is the one of `--zone`.
    zone_given: bool,
}

impl Explain {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        self.asked.are_no_file("next")?;
        let from = now::or_now(self.asked.from);
        let mut zones = Zones::new(self.asked.zone);
        input::each(&self.asked.texts, |item| match Answer::to(&item, from, &mut zones, false, tally) {
            Answer::Right(schedule, zone) => {
                let space = if tally.right > 1 { "\n" } else { "" };
                let out = explained(&item, &schedule, from, zone, &mut zones);
                output::say(&format!("{space}{out}"))
            }
            Answer::Wrong(problem) => {
                output::complain(&problem.shown(&item));
                Ok(())
            }
        })
    }
}

fn explained(item: &Item, schedule: &Schedule, from: DateTime<Utc>, zone: Zone, zones: &mut Zones) -> String {
    let mut out = format!("{STRONG}{schedule}{STRONG:#}\n");
    // Each rule of a union is complete in itself, so each piece of the text is a text.
    let rules: Vec<(&str, Schedule)> =
        item.text.split(';').filter_map(|text| Some((text, text.parse().ok()?))).collect();
    for (number, (text, rule)) in (1_usize..).zip(&rules) {
        let clauses = Clauses::read(&rule.to_string());
        let zone = zones.of(rule);
        if rules.len() > 1 {
            let _ = writeln!(out, "\n{STRONG}Rule {number}: {rule}{STRONG:#}");
        }
        let view = View { text, clauses, schedule: rule.clone(), from, zone, zone_given: zones.given() };
        out.push_str(&view.shown());
    }
    let _ = writeln!(out, "\n{}", next_run(schedule, from, zone));
    out.push('\n');
    out.push_str(&calendar::four_weeks(schedule, from, zone));
    out
}

impl View<'_> {
    fn shown(&self) -> String {
        let mut out = String::new();
        let meaning = sentences::of(&self.clauses).join(" ");
        let _ = writeln!(out, "  {}", style::wrapped(&meaning, 2));
        let defaults = defaults::of(self);
        if !defaults.is_empty() {
            let _ = writeln!(out, "\n{DIM}Not said, and worth knowing{DIM:#}");
            for default in defaults {
                let _ = writeln!(out, "  - {}", style::wrapped(&default, 4));
            }
        }
        let _ = writeln!(out, "\n{DIM}Clock changes in {}{DIM:#}", self.zone);
        match changes::of(self) {
            Ok(changes) => changes.iter().for_each(|change| {
                let _ = writeln!(out, "  {}", change.heading);
                let _ = writeln!(out, "    {}", style::wrapped(&change.what, 4));
                for line in &change.around {
                    let _ = writeln!(out, "    {DIM}{line}{DIM:#}");
                }
            }),
            Err(none) => {
                let _ = writeln!(out, "  {none}");
            }
        }
        out
    }
}

fn next_run(schedule: &Schedule, from: DateTime<Utc>, zone: Zone) -> String {
    match schedule.next_after(&from.with_timezone(&zone)) {
        Some(run) => format!(
            "Next run: {STRONG}{}{STRONG:#}, in {}",
            moment::exact(&run),
            moment::distance(run.to_utc().signed_duration_since(from))
        ),
        None => "No further runs: the schedule has ended.".to_owned(),
    }
}
