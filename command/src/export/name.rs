//! What jobs are called elsewhere.

use super::refused::{AllRefused, Refused};
use crate::file::Job;

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

/// A name that systemd takes, and that says which job it is.
pub(super) fn of_unit(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    name.chars().map(|c| if fits(c) { c } else { '-' }).collect()
}

/// A text on one line, as a comment has it.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Refuses two jobs that the target could not tell apart by the names that it has for them.
pub(super) fn distinct(jobs: &[&Job], name: impl Fn(&str) -> String) -> Result<(), AllRefused> {
    for (at, job) in jobs.iter().enumerate() {
        let own = name(&job.name);
        if let Some(before) = jobs.iter().take(at).find(|before| name(&before.name) == own) {
            let why = format!("it and \"{}\" would both be called \"{own}\" there", before.name);
            return Err(vec![(job.name.clone(), Refused::new("name", why))]);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_letters_that_are_taken() {
        assert_eq!(dashed("My Job: (1)"), "my-job-1");
        assert_eq!(of_unit("My Job: (1)"), "My-Job---1-");
    }
}
