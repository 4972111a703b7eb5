//! A timer and a service of systemd for each job.

use std::fmt::Write as _;
use std::path::Path;

use punctual::Missed;

use super::name::{of_unit, one_line};
use super::plan::{Plan, seconds};
use super::refused::Refused;
use super::shell::{is_name, words};
use crate::file::Job;
use crate::zone::Zone;

/// The name of a unit, and what is in it.
pub(super) type Unit = (String, String);

/// The units of a job. `zone` is the one its schedule or its file names.
pub(super) fn units(path: &Path, plan: &Plan<'_>, machine: Option<Zone>) -> Result<[Unit; 2], Refused> {
    let job = plan.job;
    let name = of_unit(&job.name);
    let about = format!("# Made by `punctual export systemd` from {}.\n", super::file_name(path));
    let description = format!("{}: {}", one_line(&job.name), one_line(&job.written)).replace('%', "%%");
    let zone = if machine == Some(plan.when.zone) { String::new() } else { format!(" {}", plan.when.zone) };
    let mut timer = format!("{about}[Unit]\nDescription={description}\n\n[Timer]\n");
    for event in &plan.when.texts {
        let _ = writeln!(timer, "OnCalendar={event}{zone}");
    }
    // The default lets a timer elapse up to a minute late.
    timer.push_str("AccuracySec=1s\n");
    if job.settings.on_missed == Missed::RunOnce {
        timer.push_str("Persistent=true\n");
    }
    timer.push_str("\n[Install]\nWantedBy=timers.target\n");
    let mut service = format!("{about}[Unit]\nDescription={description}\n\n[Service]\nType=oneshot\n");
    let directory = job.settings.directory.to_string_lossy();
    if directory.contains(char::is_control) || directory.ends_with('\\') || directory.trim() != directory {
        return Err(Refused::new("directory", "a unit cannot name it"));
    }
    let _ = writeln!(service, "WorkingDirectory={}", directory.replace('%', "%%"));
    for (variable, value) in &job.settings.environment {
        if !is_name(variable) {
            return Err(Refused::new(format!("environment: {variable}"), "systemd leaves out a variable of that name"));
        }
        let _ = writeln!(service, "Environment={}", quoted(&format!("{variable}={value}")));
    }
    if let Some(timeout) = job.settings.timeout {
        let _ = writeln!(service, "TimeoutStartSec={}s", seconds(timeout));
    }
    let command: Vec<_> = program(job).iter().map(|word| quoted(&word.replace('$', "$$"))).collect();
    let _ = writeln!(service, "ExecStart={}", command.join(" "));
    Ok([(format!("{name}.timer"), timer), (format!("{name}.service"), service)])
}

/// The command with its program as systemd finds it: from the root, or by the job's own `PATH`.
fn program(job: &Job) -> Vec<String> {
    let mut words = words(&job.command);
    let Some(program) = words.first_mut() else { return words };
    let is_searched = !program.contains('/');
    if !is_searched && !program.starts_with('/') {
        *program = job.settings.directory.join(&*program).to_string_lossy().into_owned();
    }
    // The program itself, and it alone, is taken without its dollar signs undone.
    if is_searched || program.contains('$') {
        words.insert(0, "/usr/bin/env".to_owned());
    }
    words
}

/// A word as systemd takes it.
fn quoted(word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:=,@+$".contains(c));
    if plain {
        return word.to_owned();
    }
    let mut out = String::from("\"");
    for c in word.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '%' => out.push_str("%%"),
            c if c.is_ascii_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
