//! What happens at the next clock changes of a zone, as the schedule itself says.

use chrono::{DateTime, Utc};
use punctual::Schedule;

use super::View;
use crate::canonical::Clause;
use crate::clock_changes::{self, Change, YEARS};
use crate::english::and;
use crate::kind::Kind;
use crate::moment::{self, date_and_clock, distance, just_before};
use crate::zone::{UTC, Zone};

/// How many runs to name, and how many to count.
const NAMED: usize = 3;
const COUNTED: usize = 4_000;

/// What happens at one change.
pub(super) struct Told {
    pub(super) heading: String,
    /// One or more sentences.
    pub(super) what: String,
    /// The last run before it and the first after it.
    pub(super) around: Vec<String>,
}

/// What happens at the next two changes, or why there are none.
pub(super) fn of(view: &View<'_>) -> Result<Vec<Told>, String> {
    let changes = clock_changes::next(view.zone, view.from, 2);
    if changes.is_empty() {
        return Err(match view.zone {
            Zone::Fixed(_) => "None: the offset is fixed.".to_owned(),
            UTC => "None: UTC has no summer time.".to_owned(),
            Zone::Named(_) => format!("None in the next {YEARS} years."),
        });
    }
    Ok(changes.iter().map(|change| change.told(view)).collect())
}

impl Change {
    /// What happens, in lines that are not to be broken but for the sentences.
    fn told(self, view: &View<'_>) -> Told {
        let (before, after) = (self.local(self.before), self.local(self.after));
        let to = if before.date_naive() == after.date_naive() { moment::clock(&after) } else { date_and_clock(&after) };
        let heading = format!(
            "{} {} -> {to}, {} {} (UTC{} to UTC{})",
            before.format("%a"),
            date_and_clock(&before),
            if self.forward() { "forward" } else { "back" },
            distance(self.jump()),
            self.before,
            self.after
        );
        let what = match Kind::of(&view.clauses) {
            Kind::Times => self.times(view),
            Kind::Marks => self.marks(view),
            Kind::Elapsed => Some("The runs keep their distance, not their local times.".to_owned()),
            Kind::Random => Some("The waits are elapsed time, so the change does not matter.".to_owned()),
        };
        let what = what.unwrap_or_default();
        if Kind::of(&view.clauses) == Kind::Random {
            return Told { heading, what, around: Vec::new() };
        }
        let (last, first) = self.around(view);
        let what = match first {
            Some(_) => what,
            None => "The schedule has ended by then.".to_owned(),
        };
        let last = last.map(|run| line("last before", &run));
        let first = first.map(|run| line("first after", &run));
        Told { heading, what, around: last.into_iter().chain(first).collect() }
    }

    /// Times of day: moved out of a gap, or run in the first of two passes.
    fn times(self, view: &View<'_>) -> Option<String> {
        let (start, end) = self.first_pass()?;
        // The same rule on a clock that does not change shows the times as they were named.
        let rule = view.clauses.only(|clause| clause != Clause::Zone);
        let rule: Schedule = rule.to_string().parse().ok()?;
        let named = within(&rule, Zone::Fixed(self.before), start, end);
        let runs: Vec<_> = named
            .iter()
            .filter(|named| view.schedule.includes(&named.with_timezone(&view.zone)))
            .take(NAMED)
            .map(|named| {
                let run = named.with_timezone(&view.zone);
                let shown = if named.date_naive() == run.date_naive() { moment::clock } else { date_and_clock };
                let (name, utc) = (shown(named), clock_utc(&run));
                if self.forward() {
                    let there = named.with_timezone(&Zone::Fixed(self.after));
                    let same = if rule.includes(&there) { ", one with the run there" } else { "" };
                    format!("{name} does not exist; the run is at {} ({utc} UTC){same}", shown(&run))
                } else {
                    let second = named.checked_sub_signed(self.jump());
                    let second = second.map(|at| clock_utc(&at)).unwrap_or_default();
                    format!(
                        "{name} comes twice; the run is in its first pass, {utc} UTC, not again \
                         at {second} UTC"
                    )
                }
            })
            .collect();
        if runs.is_empty() {
            return Some("No run falls into it; the local times stay.".to_owned());
        }
        let more = match named.len().saturating_sub(runs.len()) {
            0 => String::new(),
            more => format!(" The same holds for {more} more."),
        };
        Some(format!("{}.{more}", runs.join("; ")))
    }

    /// Marks on the clock: left out in a gap, run in both passes.
    fn marks(self, view: &View<'_>) -> Option<String> {
        let (start, end) = self.first_pass()?;
        if self.forward() {
            let rule = view.clauses.only(|clause| clause != Clause::Zone);
            let rule: Schedule = rule.to_string().parse().ok()?;
            let lost = within(&rule, Zone::Fixed(self.before), start, end);
            if lost.is_empty() {
                return Some("No mark is jumped over.".to_owned());
            }
            let (names, verb) = names(&lost, "does", "do");
            let are = if lost.len() == 1 { "is" } else { "are" };
            return Some(format!("{names} {verb} not exist and {are} left out."));
        }
        let second = within(&view.schedule, view.zone, end, end.checked_sub_signed(self.jump())?);
        if second.is_empty() {
            return Some("No mark comes twice.".to_owned());
        }
        let (names, verb) = names(&second, "comes", "come");
        let runs = if second.len() == 1 { "runs" } else { "run" };
        Some(format!("{names} {verb} twice and {runs} in both passes."))
    }

    /// The last run before and the first after.
    fn around(self, view: &View<'_>) -> (Option<DateTime<Zone>>, Option<DateTime<Zone>>) {
        let at = self.at.with_timezone(&view.zone);
        let first = view.schedule.next_after(&just_before(&at));
        (view.schedule.previous_before(&at), first)
    }
}

/// A run in local time and in UTC.
fn line(name: &str, run: &DateTime<Zone>) -> String {
    format!("{name}  {} = {} UTC", moment::exact(run), clock_utc(run))
}

/// The runs in a span, its start included.
fn within(schedule: &Schedule, zone: Zone, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<DateTime<Zone>> {
    schedule
        .upcoming(&just_before(&start.with_timezone(&zone)))
        .take_while(|run| run.to_utc() < end)
        .take(COUNTED)
        .collect()
}

/// `02:00 and 02:30 do`, or the first few and how many there are.
fn names(runs: &[DateTime<Zone>], one: &str, many: &str) -> (String, String) {
    let verb = if runs.len() == 1 { one } else { many };
    let named: Vec<_> = runs.iter().take(NAMED).map(moment::clock).collect();
    let text = match runs.len().saturating_sub(named.len()) {
        0 => and(&named),
        _ if runs.len() == COUNTED => format!("{} and thousands more", named.join(", ")),
        more => format!("{} and {more} more", named.join(", ")),
    };
    (text, verb.to_owned())
}

fn clock_utc(run: &DateTime<Zone>) -> String {
    moment::clock(&run.with_timezone(&UTC))
}
