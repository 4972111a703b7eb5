//! A crontab.

use std::fmt::Write as _;
use std::path::Path;

use punctual::NoteCode;

use super::name::one_line;
use super::plan::{Plan, common};
use super::refused::{self, AllRefused, Refused};
use super::shell::{is_name, quoted, shell_line};
use crate::file::Job;
use crate::zone::Zone;

/// The command as a crontab has it: in the job's folder, with its variables, `%` escaped.
fn command(job: &Job, common: &[&str]) -> Result<String, Refused> {
    let mut line = shell_line(&job.command);
    let mut input = String::new();
    if let Some((before, lines)) = standard_input(&line) {
        if lines.contains("\\\n") || lines.ends_with('\\') {
            return Err(Refused::new(
                "command",
                "cron takes the backslash at the end of a line of its input for its own",
            ));
        }
        input = format!("%{}", lines.replace('%', "\\%").replace('\n', "%"));
        line = before;
    }
    if line.contains('\n') {
        return Err(Refused::new("command", "a crontab has one line for each job, and this has several"));
    }
    let mut prefix = String::new();
    let directory = &job.settings.directory;
    if std::env::home_dir().is_none_or(|home| home != *directory) {
        if directory.to_string_lossy().contains('\n') {
            return Err(Refused::new("directory", "a crontab has one line for each job"));
        }
        let _ = write!(prefix, "cd {} || exit; ", quoted(&directory.to_string_lossy()));
    }
    for (name, value) in job.settings.environment.iter().filter(|(name, _)| !common.contains(&name.as_str())) {
        if !is_name(name) || value.contains('\n') {
            return Err(Refused::new(format!("environment: {name}"), "no shell can set it in one line"));
        }
        let _ = write!(prefix, "export {name}={}; ", quoted(value));
    }
    let line = format!("{prefix}{line}");
    if backslash_before_percent(&line) {
        return Err(Refused::new("command", "cron takes the backslash before a `%` for its own"));
    }
    Ok(format!("{}{input}", line.replace('%', "\\%")))
}

/// Whether a backslash that no other one precedes stands before a percent sign: cron takes such
/// two for one percent sign, and there is no other way to write both.
fn backslash_before_percent(line: &str) -> bool {
    let mut backslashes = 0_usize;
    line.chars().any(|c| {
        let found = c == '%' && !backslashes.is_multiple_of(2);
        backslashes = if c == '\\' { backslashes.saturating_add(1) } else { 0 };
        found
    })
}

/// Variables that cron itself reads: set for all at the top they would change more than themselves.
const OF_CRON: [&str; 6] = ["CRON_TZ", "HOME", "LOGNAME", "RANDOM_DELAY", "SHELL", "USER"];

/// The command and its standard input, where `punctual import` made one of a `%`.
fn standard_input(line: &str) -> Option<(String, String)> {
    let (command, rest) = line.strip_prefix("{\n")?.split_once("\n} <<'")?;
    let (end, rest) = rest.split_once("'\n")?;
    let input = rest.strip_suffix(&format!("\n{end}\n"))?;
    let last = input.lines().all(|line| line != end);
    (!command.contains('\n') && last).then(|| (command.to_owned(), input.to_owned()))
}

/// The whole crontab.
pub(super) fn written(
    path: &Path,
    plans: &[Plan<'_>],
    disabled: &[&Job],
    zone: Option<Zone>,
) -> Result<String, AllRefused> {
    let mut out = format!("# Made by `punctual export crontab` from {}.\n", super::file_name(path));
    out.push_str("# cron makes up for no missed run, and starts a job also while it still runs.\n");
    match zone {
        Some(zone) => {
            let _ = writeln!(out, "# Times are in {zone}. A cron that does not know CRON_TZ has to run in that zone.");
            let _ = writeln!(out, "CRON_TZ={zone}");
        }
        None => out.push_str("# Times are in the time zone of the machine.\n"),
    }
    let common = common(plans);
    let common: Vec<(&str, &str)> = common
        .into_iter()
        .filter(|(name, value)| is_name(name) && !OF_CRON.contains(name) && !value.contains(['\n', '"']))
        .collect();
    for (name, value) in &common {
        let quote = if value.is_empty() || value.trim() != *value || value.contains(['\'', '#']) { "\"" } else { "" };
        let _ = writeln!(out, "{name}={quote}{value}{quote}");
    }
    let common: Vec<&str> = common.iter().map(|(name, _)| *name).collect();
    let commands = refused::each(plans, |plan| plan.job, |plan| command(plan.job, &common))?;
    for (plan, command) in plans.iter().zip(commands) {
        let _ = writeln!(out, "\n# {}: {}", one_line(&plan.job.name), one_line(&plan.job.written));
        for note in plan.job.schedule.notes().iter().filter(|note| note.code() == NoteCode::Gap) {
            let _ = writeln!(out, "# {note}, and at the change itself in cron");
        }
        for line in &plan.when.texts {
            let _ = writeln!(out, "{line} {command}");
        }
    }
    for job in disabled {
        let _ = writeln!(out, "\n# {}: {} (not enabled)", one_line(&job.name), one_line(&job.written));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_goes_back_behind_a_percent_sign() {
        let found = standard_input("{\nmail joe\n} <<'END'\nJoe,\n\nWhere?\nEND\n");
        assert_eq!(found, Some(("mail joe".to_owned(), "Joe,\n\nWhere?".to_owned())));
        assert_eq!(standard_input("{\na\nb\n} <<'END'\nx\nEND\n"), None);
        assert_eq!(standard_input("{ a; }"), None);
    }
}
