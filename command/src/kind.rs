//! What makes the runs of a rule, which decides what a change of the clock does to them.

use crate::canonical::{Clause, Clauses};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Times of day.
    Times,
    /// Marks on the local clock.
    Marks,
    /// Elapsed time, evenly spaced.
    Elapsed,
    /// Elapsed time, drawn anew after each run.
    Random,
}

impl Kind {
    pub(crate) fn of(clauses: &Clauses) -> Self {
        if let Some(line) = clauses.get(Clause::Cron) {
            let fields: Vec<_> = line.split(' ').collect();
            let of_day = if fields.len() > 5 { 3 } else { 2 };
            let stars = fields.iter().take(of_day).any(|field| field.starts_with('*'));
            return if stars { Self::Marks } else { Self::Times };
        }
        let Some(every) = clauses.get(Clause::Every) else {
            return Self::Times;
        };
        match length(every.strip_prefix("every ").unwrap_or(every)) {
            None if is_random(every) => Self::Random,
            None => Self::Times,
            Some(length) => {
                let divides = 86_400_000_u64.checked_rem(length) == Some(0);
                if divides || clauses.get(Clause::Window).is_some() { Self::Marks } else { Self::Elapsed }
            }
        }
    }
}

/// The milliseconds of `10 minutes`, `hour`.
fn length(text: &str) -> Option<u64> {
    let (count, unit) = match text.split_once(' ') {
        Some((count, unit)) => (count.parse().ok()?, unit),
        None => (1, text),
    };
    milliseconds(unit)?.checked_mul(count)
}

/// Whether this is `every 5 to 10 minutes`.
fn is_random(every: &str) -> bool {
    every.contains(" to ") && every.rsplit(' ').next().and_then(milliseconds).is_some()
}

fn milliseconds(unit: &str) -> Option<u64> {
    match unit.strip_suffix('s').unwrap_or(unit) {
        "millisecond" => Some(1),
        "second" => Some(1_000),
        "minute" => Some(60_000),
        "hour" => Some(3_600_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_what_makes_the_runs() {
        for (rule, kind) in [
            ("every day at 09:00", Kind::Times),
            ("every monday to thursday at 18:20", Kind::Times),
            ("every 3 years on the 4th thursday of november at 00:00", Kind::Times),
            ("on 2026-03-15 at 14:30", Kind::Times),
            ("every hour", Kind::Marks),
            ("every 90 minutes", Kind::Marks),
            ("every 24 hours", Kind::Marks),
            ("every 7 minutes", Kind::Elapsed),
            ("every 36 hours", Kind::Elapsed),
            ("every 7 minutes from 09:00 to 10:00", Kind::Marks),
            ("every 5 to 10 hours on monday", Kind::Random),
            ("cron 0 9 * * 1-5", Kind::Times),
            ("cron */5 * * * *", Kind::Marks),
            ("cron 0 0 9 * * *", Kind::Times),
            ("cron 0 * * * * *", Kind::Marks),
        ] {
            assert_eq!(Kind::of(&Clauses::read(rule)), kind, "{rule}");
        }
    }
}
