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
mod refused;
mod timeline;
mod written;

use chrono::{DateTime, Utc};
use punctual::Schedule;

use super::{FROM, Folder, Run};

fn from() -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse().expect("a moment")
}

/// Exports the `punctual.toml` of a folder.
fn exported(home: &Folder, args: &[&str]) -> Run {
    let mut all = vec!["export", args[0], "punctual.toml", FROM];
    all.extend(&args[1..]);
    home.run(&all)
}

/// A job whose command, folder and variables are those of TOML.
fn odd(rest: &str) -> Folder {
    Folder::with(&format!("[[job]]\nname = 'odd'\nschedule = 'every hour in UTC'\n{rest}\n"))
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
