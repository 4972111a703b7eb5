//! The jobs to write, and what of them a target can say besides when they run.

use std::collections::BTreeMap;
use std::time::Duration;

use punctual::{Missed, Overlap};

use super::refused::Refused;
use crate::file::{Command, Delivery, Job, Settings};

/// A job with its moments as the target says them.
#[derive(Debug)]
pub(super) struct Plan<'a, When> {
    pub(super) job: &'a Job,
    pub(super) when: When,
}

/// A key of a job that a target may be able to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Timeout,
    Grace,
    MissedSkip,
}

/// Refuses a job with a key that is not among these and says what others do not.
pub(super) fn settings(settings: &Settings, can: &[Key]) -> Result<(), Refused> {
    let refuse = |key: &str| Err(Refused::new(key, "there is no word for it there"));
    if settings.timeout.is_some() && !can.contains(&Key::Timeout) {
        return refuse("timeout");
    }
    if settings.grace.is_some() && !can.contains(&Key::Grace) {
        return refuse("grace");
    }
    if settings.on_missed != Missed::RunOnce && !(settings.on_missed == Missed::Skip && can.contains(&Key::MissedSkip))
    {
        return refuse("on_missed");
    }
    if settings.on_overlap != Overlap::Skip {
        return refuse("on_overlap");
    }
    if settings.retry.times > 0 {
        return refuse("retry");
    }
    if settings.only_if.is_some() {
        return refuse("only_if");
    }
    if settings.on_failure.is_some() {
        return refuse("on_failure");
    }
    if settings.delivery != Delivery::AtLeastOnce {
        return refuse("delivery");
    }
    Ok(())
}

/// Whole seconds, rounded up.
pub(super) fn seconds(length: Duration) -> u64 {
    length.as_secs().saturating_add(u64::from(length.subsec_nanos() > 0))
}

/// The variables that all of these jobs have with the same value.
pub(super) fn common<'a, When>(plans: &[Plan<'a, When>]) -> BTreeMap<&'a str, &'a str> {
    let mut plans = plans.iter().map(|plan| &plan.job.settings.environment);
    let Some(first) = plans.next() else { return BTreeMap::new() };
    let first = first.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let rest: Vec<_> = plans.collect();
    first.filter(|(name, value)| rest.iter().all(|all| all.get(*name).is_some_and(|same| same == value))).collect()
}

/// The command as one line for a shell.
pub(super) fn shell_line(command: &Command) -> String {
    match command {
        Command::Shell(line) => line.clone(),
        Command::List(program, arguments) => {
            std::iter::once(program).chain(arguments).map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The command as words, without a shell but where it is a line for one.
pub(super) fn words(command: &Command) -> Vec<String> {
    match command {
        Command::Shell(line) => vec!["/bin/sh".to_owned(), "-c".to_owned(), line.clone()],
        Command::List(program, arguments) => std::iter::once(program).chain(arguments).cloned().collect(),
    }
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:=,@+".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// A name of small letters, digits and minus signs.
pub(super) fn dashed(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (word, is) in [("/bin/x", "/bin/x"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$x", "'$x'")] {
            assert_eq!(quoted(word), is);
        }
        assert_eq!(dashed("My Job: (1)"), "my-job-1");
    }
}
