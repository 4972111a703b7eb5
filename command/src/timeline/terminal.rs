//! The lanes as text.

use std::fmt::Write as _;

use chrono::TimeDelta;

use super::lanes::{Lanes, Worst};
use super::ruler;
use crate::english::and;
use crate::moment;
use crate::style::{COLUMNS, DIM, RUN, STRONG, WRONG};
use crate::width::{clean, columns, width};

/// The widest name shown in full.
const NAME: usize = 20;
/// What is beside a lane: two spaces on each side, and the number of runs.
const BESIDE: usize = 9;
/// How many jobs are named.
const NAMED: usize = 6;

/// The characters for no run, one, and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// `.`, `|`, `2` to `9` and `#`.
    Ascii,
    /// Dots and bars.
    Bars,
}

/// How many columns there is room for beside these names.
pub(super) fn room(names: impl Iterator<Item = usize>) -> usize {
    COLUMNS.saturating_sub(names.max().unwrap_or(0).clamp(3, NAME)).saturating_sub(BESIDE)
}

pub(super) fn drawn(lanes: &Lanes, marks: Marks) -> String {
    let names = lanes.jobs.iter().map(|lane| width(&lane.name));
    let wide = names.max().unwrap_or(0).clamp(3, NAME);
    let mut out = format!("{:wide$}  {DIM}{}{DIM:#}\n", "", ruled(lanes));
    for lane in &lanes.jobs {
        let name = fitted(&lane.name, wide);
        let _ = writeln!(out, "{name}  {}  {DIM}{:>5}{DIM:#}", track(&lane.counts, marks), short(lane.runs));
    }
    let _ = writeln!(
        out,
        "{STRONG}{:wide$}{STRONG:#}  {}  {DIM}{:>5}{DIM:#}",
        "sum",
        track(&tenths(&lanes.sums), marks),
        short(lanes.runs())
    );
    let _ = writeln!(out, "\n{DIM}{}{DIM:#}", legend(lanes, marks));
    out.push_str(&worst(lanes));
    for lane in lanes.jobs.iter().filter(|lane| lane.random) {
        let _ = writeln!(out, "{DIM}{}: its times are drawn by lot, and may be others{DIM:#}", clean(&lane.name));
    }
    out
}

fn ruled(lanes: &Lanes) -> String {
    let mut line = String::new();
    for (column, mark) in ruler::marks(lanes, 1) {
        if column >= line.chars().count() {
            line.push_str(&" ".repeat(column.saturating_sub(line.chars().count())));
            line.push_str(&mark);
            line.push(' ');
        }
    }
    line.trim_end().to_owned()
}

fn track(counts: &[u64], marks: Marks) -> String {
    let mut out = String::new();
    let mut lit = false;
    for count in counts {
        if (*count > 0) != lit {
            lit = !lit;
            let _ = if lit { write!(out, "{RUN}") } else { write!(out, "{RUN:#}") };
        }
        out.push(mark(*count, marks));
    }
    if lit {
        let _ = write!(out, "{RUN:#}");
    }
    out
}

/// The sums as they are where each has a mark of its own, else in tenths of the greatest.
fn tenths(sums: &[u64]) -> Vec<u64> {
    match greatest(sums) {
        0..=10 => sums.to_vec(),
        most => sums.iter().map(|sum| sum.saturating_mul(10).div_ceil(most)).collect(),
    }
}

fn greatest(sums: &[u64]) -> u64 {
    sums.iter().max().copied().unwrap_or(0)
}

fn mark(count: u64, marks: Marks) -> char {
    match (marks, count) {
        (Marks::Ascii, 0) => '.',
        (Marks::Ascii, 1) => '|',
        (Marks::Ascii, 2..=9) => u32::try_from(count).ok().and_then(|count| char::from_digit(count, 10)).unwrap_or('#'),
        (Marks::Ascii, _) => '#',
        (Marks::Bars, 0) => '·',
        (Marks::Bars, 1) => '▂',
        (Marks::Bars, 2..=4) => '▄',
        (Marks::Bars, 5..=9) => '▆',
        (Marks::Bars, _) => '█',
    }
}

fn legend(lanes: &Lanes, marks: Marks) -> String {
    let column = moment::distance(TimeDelta::seconds(lanes.column));
    let runs = match marks {
        Marks::Ascii => "| one run, 2 to 9, # ten and more",
        Marks::Bars => "▂ one run, ▄ to 4, ▆ to 9, █ ten and more",
    };
    let sum = match greatest(&lanes.sums) {
        0..=10 => String::new(),
        most => format!("; the sum in tenths of {most}"),
    };
    format!("a column is {column}: {runs}{sum}")
}

/// `Most at once: Thu 2026-01-01 09:00, 3 jobs: backup, report and sync`
fn worst(lanes: &Lanes) -> String {
    let Some(worst) = &lanes.worst else { return "No run in this time.\n".to_owned() };
    let minute = said_minute(lanes, worst);
    format!("Most at once: {WRONG}{minute}{WRONG:#}, {}\n", who(worst))
}

/// `Thu 2026-01-01 09:00 +01:00`
pub(super) fn said_minute(lanes: &Lanes, worst: &Worst) -> String {
    moment::full(&worst.minute.with_timezone(&lanes.zone), moment::Detail::Minutes)
}

/// `3 jobs: backup, report and sync`
pub(super) fn who(worst: &Worst) -> String {
    let named: Vec<String> = worst.jobs.iter().take(NAMED).map(|name| clean(name)).collect();
    let more = worst.jobs.len().saturating_sub(NAMED);
    let all = if more > 0 { format!("{} and {more} more", named.join(", ")) } else { and(&named) };
    match worst.jobs.len() {
        1 if worst.runs > 1 => format!("{} runs of 1 job: {all}", worst.runs),
        1 => format!("1 job: {all}"),
        jobs => format!("{jobs} jobs: {all}"),
    }
}

/// A name in so many columns.
fn fitted(name: &str, wide: usize) -> String {
    let name = clean(name);
    let missing = wide.saturating_sub(width(&name));
    if width(&name) <= wide {
        return format!("{name}{}", " ".repeat(missing));
    }
    let mut out = String::new();
    for c in name.chars() {
        if width(&out).saturating_add(columns(c)).saturating_add(2) > wide {
            break;
        }
        out.push(c);
    }
    let missing = wide.saturating_sub(width(&out)).saturating_sub(2);
    format!("{out}..{}", " ".repeat(missing))
}

/// A number in five columns.
fn short(count: u64) -> String {
    match count {
        0..=99_999 => count.to_string(),
        100_000..=9_999_999 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}
