//! A workflow of GitHub for each job.

use std::fmt::Write as _;
use std::path::Path;

use super::name::{dashed, one_line};
use super::plan::{Plan, seconds};
use super::refused::Refused;
use super::shell::shell_line;
use super::yaml;
use crate::file::Command;

/// The workflow of a job.
pub(super) fn workflow(path: &Path, plan: &Plan<'_>) -> Result<String, Refused> {
    let job = plan.job;
    let settings = &job.settings;
    if settings.timeout.is_some_and(|timeout| !seconds(timeout).is_multiple_of(60)) {
        return Err(Refused::new("timeout", "GitHub counts it in whole minutes"));
    }
    if settings.directory != super::folder(path) {
        return Err(Refused::new("directory", "the machine of a workflow does not have it"));
    }
    let name = dashed(&job.name);
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Refused::new("name", "a job of a workflow is called by letters, digits and minus signs"));
    }
    let mut out = format!("# {}: {}\n", one_line(&job.name), one_line(&job.written));
    let _ = writeln!(out, "name: {}\non:\n  schedule:", string(&job.name));
    for line in &plan.when.texts {
        let _ = writeln!(out, "    - cron: {}", string(line));
    }
    let _ = writeln!(out, "jobs:\n  {name}:\n    runs-on: ubuntu-latest");
    if let Some(timeout) = settings.timeout {
        let _ = writeln!(out, "    timeout-minutes: {}", seconds(timeout) / 60);
    }
    if !settings.environment.is_empty() {
        out.push_str("    env:\n");
        for (variable, value) in &settings.environment {
            let _ = writeln!(out, "      {}: {}", string(variable), string(value));
        }
    }
    out.push_str("    steps:\n      - uses: actions/checkout@v4\n");
    let line = shell_line(&job.command);
    let shell = if matches!(job.command, Command::Shell(_)) { "\n        shell: sh {0}" } else { "" };
    let _ = writeln!(out, "      - run: {}{shell}", string(&line));
    Ok(out)
}

/// A string in which nothing is an expression.
fn string(text: &str) -> String {
    yaml::string(&text.replace("${{", "${{ '${{' }}"))
}
