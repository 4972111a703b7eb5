//! The clauses of one rule in canonical spelling.
//!
//! Canonical texts have one spelling and one order, so their keywords are enough to take them
//! apart. Nothing here reads what people write.

use std::fmt;

use crate::english::is_month;

/// A clause of the canonical text, by the word it starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clause {
    /// `every 2 weeks`, with its first word.
    Every,
    /// `cron 0 9 * * 1-5`, without its first word.
    Cron,
    /// `at :17` or `offset 5 minutes`, with its first word.
    Shift,
    /// `on the 1st, 15th`
    On,
    /// `in june, july`
    Months,
    /// `at 09:00, 17:30`
    At,
    /// `from 09:00 to 17:00`
    Window,
    /// `except weekends`
    Except,
    /// `starting 2026-01-05`
    Starting,
    /// `until 2026-12-31`
    Until,
    /// `for 5 times`
    For,
    /// `in Europe/Berlin`
    Zone,
    /// `jitter 5 minutes`
    Jitter,
}

/// A canonical rule, clause by clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clauses(Vec<(Clause, String)>);

impl Clause {
    fn word(self) -> &'static str {
        match self {
            Self::Every | Self::Shift => "",
            Self::Cron => "cron ",
            Self::On => "on ",
            Self::Months | Self::Zone => "in ",
            Self::At => "at ",
            Self::Window => "from ",
            Self::Except => "except ",
            Self::Starting => "starting ",
            Self::Until => "until ",
            Self::For => "for ",
            Self::Jitter => "jitter ",
        }
    }
}

impl Clauses {
    /// Takes a canonical rule apart.
    pub(crate) fn read(rule: &str) -> Self {
        let mut clauses: Vec<(Clause, String)> = Vec::new();
        let mut words = rule.split(' ').peekable();
        while let Some(word) = words.next() {
            let cron = matches!(clauses.last(), Some((Clause::Cron, _)));
            let next = words.peek().copied().unwrap_or_default();
            match starts(word, next, clauses.is_empty(), cron) {
                Some(clause) => {
                    let kept = clause.word().is_empty();
                    clauses.push((clause, if kept { word.to_owned() } else { String::new() }));
                }
                None => {
                    if let Some((_, said)) = clauses.last_mut() {
                        if !said.is_empty() {
                            said.push(' ');
                        }
                        said.push_str(word);
                    }
                }
            }
        }
        Self(clauses)
    }

    /// What a clause says.
    pub(crate) fn get(&self, clause: Clause) -> Option<&str> {
        let found = self.0.iter().find(|(found, _)| *found == clause);
        found.map(|(_, said)| said.as_str())
    }

    /// The same rule with another word in a clause that it has.
    pub(crate) fn with(&self, clause: Clause, said: &str) -> Self {
        let mut with = self.clone();
        for (found, old) in &mut with.0 {
            if *found == clause {
                said.clone_into(old);
            }
        }
        with
    }

    /// Only these clauses of the rule.
    pub(crate) fn only(&self, kept: impl Fn(Clause) -> bool) -> Self {
        Self(self.0.iter().filter(|(clause, _)| kept(*clause)).cloned().collect())
    }
}

impl fmt::Display for Clauses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut space = "";
        for (clause, said) in &self.0 {
            write!(f, "{space}{}{said}", clause.word())?;
            space = " ";
        }
        Ok(())
    }
}

/// The clause that starts here.
fn starts(word: &str, next: &str, first: bool, cron: bool) -> Option<Clause> {
    let clause = match word {
        "every" if first => Clause::Every,
        "cron" if first => Clause::Cron,
        "in" if is_month(next.trim_end_matches(',')) => Clause::Months,
        "in" => Clause::Zone,
        // The other words may be part of a cron line only by accident.
        _ if cron => return None,
        "at" if next.starts_with(':') => Clause::Shift,
        "at" => Clause::At,
        "offset" => Clause::Shift,
        "on" => Clause::On,
        "from" => Clause::Window,
        "except" => Clause::Except,
        "starting" => Clause::Starting,
        "until" => Clause::Until,
        "for" => Clause::For,
        "jitter" => Clause::Jitter,
        _ => return None,
    };
    Some(clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_comes_apart_and_together_again() {
        let rule = "every 10 minutes at :17 on weekdays in june, july from 09:00 to 17:00 except \
                    december 25 starting 2026-01-05 until 2026-12-31 18:30 for 5 times in \
                    Europe/Berlin jitter 5 minutes";
        let clauses = Clauses::read(rule);
        assert_eq!(clauses.to_string(), rule);
        for (clause, said) in [
            (Clause::Every, "every 10 minutes"),
            (Clause::Shift, "at :17"),
            (Clause::On, "weekdays"),
            (Clause::Months, "june, july"),
            (Clause::Window, "09:00 to 17:00"),
            (Clause::Except, "december 25"),
            (Clause::Starting, "2026-01-05"),
            (Clause::Until, "2026-12-31 18:30"),
            (Clause::For, "5 times"),
            (Clause::Zone, "Europe/Berlin"),
            (Clause::Jitter, "5 minutes"),
        ] {
            assert_eq!(clauses.get(clause), Some(said));
        }
        let cron = Clauses::read("cron 0 9 * * 1-5 in UTC");
        assert_eq!(cron.get(Clause::Cron), Some("0 9 * * 1-5"));
        assert_eq!(cron.get(Clause::Zone), Some("UTC"));
    }
}
