//! From and to others: crontabs in, crontabs, timers, `CronJob`s and workflows out, and the picture.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it left out"
)]

mod corpus;
mod export;
mod import;
mod manual;
mod others;
mod timeline;
mod written;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use punctual::Schedule;

use super::{Run, command, finish};

const FROM: &str = "--from=2026-01-01T00:00:00Z";

fn from() -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse().expect("a moment")
}

/// A home directory, gone at its end.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("convert-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// A home with this file of jobs.
    fn with(jobs: &str) -> Self {
        let home = Self::new();
        home.write("punctual.toml", jobs);
        home
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    /// Runs the command in this home.
    fn run(&self, args: &[&str]) -> Run {
        self.fed(args, "")
    }

    fn fed(&self, args: &[&str], input: &str) -> Run {
        let mut command = command(args);
        command.env("HOME", &self.0).current_dir(&self.0);
        finish(command, input.as_bytes())
    }

    /// Exports `punctual.toml`.
    fn export(&self, args: &[&str]) -> Run {
        let mut all = vec!["export", args[0], "punctual.toml", FROM];
        all.extend(&args[1..]);
        self.run(&all)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// The schedules of a file of jobs, with their names.
fn schedules(toml: &str) -> Vec<(String, Schedule)> {
    let table: toml::Table = toml.parse().expect("TOML");
    let zone = table.get("timezone").and_then(toml::Value::as_str);
    let jobs = table.get("job").and_then(toml::Value::as_array).expect("jobs");
    let schedule = |job: &toml::Value| {
        let text = job["schedule"].as_str().expect("a schedule");
        let rules: Vec<_> = text.split("; ").collect();
        let zone = zone.filter(|_| !text.contains(" in ") || text.contains(" in m") || text.contains(" in j"));
        let text = match zone {
            Some(zone) => rules.iter().map(|rule| format!("{rule} in {zone}")).collect::<Vec<_>>().join("; "),
            None => text.to_owned(),
        };
        text.parse().expect("a schedule")
    };
    jobs.iter().map(|job| (job["name"].as_str().expect("a name").to_owned(), schedule(job))).collect()
}
