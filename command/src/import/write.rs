//! The lines of a crontab as a `punctual.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use punctual::Schedule;

use super::command::{self, Command};
use super::line::{self, Line};
use super::name::Names;
use super::once::{Once, ZONE};
use super::toml::{comment_line, key, string};
use super::words::Words;
use crate::english::{and, counted};
use crate::zone::{self, Zone};

/// A file, and what there is to say of it.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) toml: String,
    pub(super) jobs: u64,
    /// Lines that are not kept: the number, the line, and why.
    pub(super) lost: Vec<(usize, String, String)>,
    /// Lines that are kept, and mean less than they did.
    pub(super) notes: Vec<(usize, String)>,
}

/// Makes the file.
pub(super) fn file(text: &str, system: bool, from: DateTime<Utc>) -> Written {
    let lines: Vec<(usize, &str, Line)> =
        (1..).zip(text.lines()).map(|(number, line)| (number, line, line::read(line, system))).collect();
    let once = Once::of(&lines);
    let mut writer = Writer {
        once,
        names: Names::default(),
        words: Words::new(from),
        set: BTreeMap::new(),
        system,
        written: Written { toml: HEAD.to_owned(), ..Written::default() },
    };
    if let Some(zone) = &writer.once.zone {
        let _ = writeln!(writer.written.toml, "\ntimezone = {}", string(zone));
    }
    // A comment line would end up in the table above it, and a blank one keeps it apart.
    writer.written.toml.push('\n');
    for (number, raw, line) in lines {
        writer.line(number, raw, line);
    }
    let mut written = writer.written;
    while written.toml.ends_with("\n\n") {
        written.toml.pop();
    }
    written
}

const HEAD: &str = "\
# Made by `punctual import crontab`. Each job stands below its line of the crontab.
# cron starts commands in the home directory: keep this file there, or say `directory`.
";

struct Writer {
    once: Once,
    names: Names,
    words: Words,
    /// The variables set so far, as cron has them at this line.
    set: BTreeMap<String, String>,
    system: bool,
    written: Written,
}

impl Writer {
    fn line(&mut self, number: usize, raw: &str, line: Line) {
        let kept = match line {
            Line::Blank => {
                if !self.written.toml.ends_with("\n\n") {
                    self.written.toml.push('\n');
                }
                return;
            }
            Line::Comment(comment) => {
                let _ = writeln!(self.written.toml, "{}", comment_line(&comment));
                return;
            }
            Line::Set(name, value) => self.setting(number, raw, &name, value),
            Line::Job { fields, user, command } => self.job(number, raw, &fields, user.as_deref(), &command),
            Line::Wrong(why) => Err(why),
        };
        if let Err(why) = kept {
            let _ = writeln!(
                self.written.toml,
                "# Not kept: {}\n{}\n",
                comment_line(&why),
                comment_line(&format!("# {}", raw.trim()))
            );
            self.written.lost.push((number, raw.trim().to_owned(), why));
        }
    }

    fn setting(&mut self, number: usize, raw: &str, name: &str, value: String) -> Result<(), String> {
        let raw = comment_line(&format!("# {}", raw.trim()));
        match name {
            ZONE => {
                let zone = zone::read(&value).map_err(|_| format!("\"{value}\" is not the name of a time zone"))?;
                let _ = writeln!(self.written.toml, "{raw}");
                self.set.insert(ZONE.to_owned(), zone.to_string());
                return Ok(());
            }
            "LOGNAME" => return Err("cron takes LOGNAME from the user, whatever is said here".to_owned()),
            "RANDOM_DELAY" => {
                return Err("cronie draws one delay for all of its jobs when it starts; the jobs below are \
                            kept without it"
                    .to_owned());
            }
            "MAILTO" if !value.is_empty() => {
                let note = "no mail is sent; `punctual logs` shows what a job printed, and `on_failure` can tell \
                            somebody";
                self.written.notes.push((number, format!("MAILTO: {note}")));
            }
            "HOME" if value.is_empty() => return Err("cron starts nothing where HOME names no folder".to_owned()),
            _ => {}
        }
        if name.is_empty() || name.contains('\0') || value.contains('\0') {
            return Err("no variable can have that name or value".to_owned());
        }
        if self.once.environment {
            if !self.set.keys().any(|name| name != ZONE) {
                self.written.toml.push_str("[defaults.environment]\n");
            }
            let _ = writeln!(self.written.toml, "{} = {}", key(name), string(&value));
        } else {
            let _ = writeln!(self.written.toml, "{raw}");
        }
        self.set.insert(name.to_owned(), value);
        Ok(())
    }

    fn job(&mut self, number: usize, raw: &str, fields: &str, user: Option<&str>, command: &str) -> Result<(), String> {
        let cron: Schedule =
            format!("cron {fields}").parse().map_err(|error: punctual::Error| error.message().to_owned())?;
        let zone = self.set.get(ZONE).and_then(|zone| zone::named(zone));
        let own = zone.filter(|zone| self.once.zone.as_ref() != Some(&zone.to_string()));
        let other_user = user.is_some_and(|user| user != "root");
        if other_user && self.set.contains_key("HOME") {
            return Err("HOME is set for a job of another user, which `su` sets itself".to_owned());
        }
        let shell = self.set.get("SHELL").map(String::as_str);
        let run = command::of(command, shell, user);
        let (schedule, meant) = self.schedule(&cron, zone, own);
        if !self.written.toml.ends_with("\n\n")
            && !self.written.toml.trim_end().rsplit('\n').next().is_some_and(|line| line.starts_with('#'))
        {
            self.written.toml.push('\n');
        }
        let toml = &mut self.written.toml;
        let _ = writeln!(toml, "{}", comment_line(&format!("# {}", raw.trim())));
        if let Some(meant) = meant {
            let _ = writeln!(toml, "# {meant}");
        }
        let _ = writeln!(toml, "[[job]]\nname = {}", string(&self.names.of(command)));
        let _ = writeln!(toml, "schedule = {}", string(&schedule));
        match run {
            Command::Shell(line) => {
                let _ = writeln!(toml, "command = {}", string(&line));
            }
            Command::List(words) => {
                let words: Vec<_> = words.iter().map(|word| string(word)).collect();
                let _ = writeln!(toml, "command = [{}]", words.join(", "));
            }
        }
        if let Some(home) = self.set.get("HOME") {
            let _ = writeln!(toml, "directory = {}", string(home));
        }
        let variables: Vec<_> = self.set.iter().filter(|(name, _)| *name != ZONE).collect();
        if !self.once.environment && !variables.is_empty() {
            let variables: Vec<_> =
                variables.iter().map(|(name, value)| format!("{} = {}", key(name), string(value))).collect();
            let _ = writeln!(toml, "environment = {{ {} }}", variables.join(", "));
        }
        toml.push('\n');
        self.written.jobs = self.written.jobs.saturating_add(1);
        if self.system && other_user && self.written.notes.iter().all(|(_, note)| !note.starts_with("users:")) {
            let note = "users: jobs of others than root are started with `su`, so run `punctual` as root";
            self.written.notes.push((number, note.to_owned()));
        }
        Ok(())
    }

    /// The schedule in words, else as its fields with what they mean beside them.
    fn schedule(&mut self, cron: &Schedule, zone: Option<Zone>, own: Option<Zone>) -> (String, Option<String>) {
        let own = own.map(|zone| format!(" in {zone}")).unwrap_or_default();
        if let Some(words) = self.words.of(cron, zone) {
            let rules: Vec<_> = words.rules().map(|rule| format!("{rule}{own}")).collect();
            return (rules.join("; "), None);
        }
        let canonical = cron.to_string();
        let fields = canonical.strip_prefix("cron ").unwrap_or(&canonical);
        let meant = crate::explain::cron_sentences(fields).join(" ");
        (format!("{canonical}{own}"), Some(meant))
    }
}

/// What became of the lines: `12 jobs, 1 line not kept`.
pub(super) fn summary(written: &Written) -> String {
    let jobs = counted(written.jobs, "job");
    match written.lost.len() {
        0 => jobs,
        1 => and(&[jobs, "1 line that is not kept".to_owned()]),
        lost => and(&[jobs, format!("{lost} lines that are not kept")]),
    }
}
