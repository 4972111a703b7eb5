//! A `CronJob` of Kubernetes for each job.

use std::fmt::Write as _;
use std::path::Path;

use punctual::Missed;

use super::cron::Lines;
use super::crontab::one_line;
use super::plan::{Plan, dashed, seconds, words};
use super::refused::Refused;

/// The longest name of a `CronJob`: its jobs add eleven characters to it.
const LONGEST: usize = 52;

/// The document of a job.
pub(super) fn document(path: &Path, plan: &Plan<'_, Lines>, image: &str) -> Result<String, Refused> {
    let job = plan.job;
    let name = dashed(&job.name);
    if name.is_empty() || name.len() > LONGEST {
        let why = format!("a CronJob is called by 1 to {LONGEST} small letters, digits and minus signs");
        return Err(Refused::new("name", why));
    }
    let settings = &job.settings;
    let line = plan.when.lines.first().map(String::as_str).unwrap_or_default();
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
    let command: Vec<_> = words(&job.command).iter().map(|word| string(&word.replace("$(", "$$("))).collect();
    let _ = writeln!(out, "              command: [{}]", command.join(", "));
    if settings.directory != super::folder(path) {
        let _ = writeln!(out, "              workingDir: {}", string(&settings.directory.to_string_lossy()));
    }
    if !settings.environment.is_empty() {
        out.push_str("              env:\n");
        for (variable, value) in &settings.environment {
            let value = string(&value.replace("$(", "$$("));
            let _ = writeln!(out, "                - name: {}\n                  value: {value}", string(variable));
        }
    }
    Ok(out)
}

/// What Kubernetes calls UTC.
fn zone_name(lines: &Lines) -> String {
    match lines.zone.to_string().as_str() {
        "UTC" => "Etc/UTC".to_owned(),
        name => name.to_owned(),
    }
}

/// A string of YAML: that of JSON is one.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
