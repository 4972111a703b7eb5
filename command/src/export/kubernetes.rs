//! A `CronJob` of Kubernetes for each job.

use std::fmt::Write as _;
use std::path::Path;

use punctual::Missed;

use super::name::{dashed, one_line};
use super::plan::{Plan, seconds};
use super::refused::Refused;
use super::said::Said;
use super::shell::words;
use super::yaml::string;

/// The longest name of a `CronJob`: its jobs add eleven characters to it.
const LONGEST: usize = 52;

/// The document of a job.
pub(super) fn document(path: &Path, plan: &Plan<'_>, image: &str) -> Result<String, Refused> {
    let job = plan.job;
    let name = dashed(&job.name);
    if name.is_empty() || name.len() > LONGEST {
        let why = format!("a CronJob is called by 1 to {LONGEST} small letters, digits and minus signs");
        return Err(Refused::new("name", why));
    }
    let settings = &job.settings;
    let line = plan.when.texts.first().map(String::as_str).unwrap_or_default();
    let mut out = format!("# {}: {}\n", one_line(&job.name), one_line(&job.written));
    let _ = writeln!(out, "apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: {name}\nspec:");
    let _ = writeln!(out, "  schedule: {}\n  timeZone: {}", string(line), string(&zone_name(&plan.when)));
    out.push_str("  concurrencyPolicy: Forbid\n");
    // Later it would count as missed, which is run once otherwise.
    match (settings.on_missed, settings.grace) {
        (_, Some(grace)) if seconds(grace) < 10 => {
            return Err(Refused::new("grace", "Kubernetes looks every ten seconds, and may miss less"));
        }
        (_, Some(grace)) => {
            let _ = writeln!(out, "  startingDeadlineSeconds: {}", seconds(grace));
        }
        (Missed::Skip, None) => out.push_str("  startingDeadlineSeconds: 60\n"),
        _ => {}
    }
    out.push_str("  jobTemplate:\n    spec:\n      backoffLimit: 0\n");
    if let Some(timeout) = settings.timeout {
        let _ = writeln!(out, "      activeDeadlineSeconds: {}", seconds(timeout));
    }
    out.push_str("      template:\n        spec:\n          restartPolicy: Never\n          containers:\n");
    let _ = writeln!(out, "            - name: {name}\n              image: {}", string(image));
    let command: Vec<_> = words(&job.command).iter().map(|word| string(&plain(word))).collect();
    let _ = writeln!(out, "              command: [{}]", command.join(", "));
    if settings.directory != super::folder(path) {
        let _ = writeln!(out, "              workingDir: {}", string(&settings.directory.to_string_lossy()));
    }
    if !settings.environment.is_empty() {
        out.push_str("              env:\n");
        for (variable, value) in &settings.environment {
            let value = string(&plain(value));
            let _ = writeln!(out, "                - name: {}\n                  value: {value}", string(variable));
        }
    }
    Ok(out)
}

/// What Kubernetes calls UTC.
fn zone_name(said: &Said) -> String {
    match said.zone.to_string().as_str() {
        "UTC" => "Etc/UTC".to_owned(),
        name => name.to_owned(),
    }
}

/// A text in which nothing is a reference to a variable.
fn plain(text: &str) -> String {
    if text.contains("$(") || text.contains("$$") { text.replace('$', "$$") } else { text.to_owned() }
}
