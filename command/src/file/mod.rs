//! The file of jobs, `punctual.toml`: what it may hold, and reading it.

mod convert;
mod entry;
mod fault;
mod job;
mod key;
mod near;
mod policy;
mod read;
mod reader;
pub(crate) mod schema;
mod zoned;

use std::path::{Path, PathBuf};

pub(crate) use fault::Faults;
pub(crate) use job::{Command, Delivery, Job, Settings};

use crate::english::and;
use crate::failure::Failure;
use crate::output::{self, Tally};
use crate::width::clean;
use crate::zone::Zone;

/// A file that is right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct File {
    /// The zone of the schedules that name none.
    pub(crate) timezone: Option<Zone>,
    /// The jobs, in the order of the file.
    pub(crate) jobs: Vec<Job>,
}

impl File {
    /// Reads a file: all of it is right, or everything that is wrong with it is told.
    pub(crate) fn read(path: &Path) -> Result<Self, Faults> {
        let bytes = std::fs::read(path).map_err(|error| Faults::unreadable(path, &error, &key::smallest()))?;
        let text = std::str::from_utf8(&bytes).map_err(|error| Faults::not_utf8(path, &bytes, error.valid_up_to()))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self::parse(text, &folder(path)).map_err(|faults| Faults::of(path, text, faults))
    }

    /// The same, where all that is wrong is told at once.
    pub(crate) fn read_or_tell(path: &Path, tally: &mut Tally) -> Option<Self> {
        Self::read(path)
            .inspect_err(|faults| {
                output::complain(&faults.shown());
                tally.wrong = tally.wrong.saturating_add(1);
            })
            .ok()
    }

    /// The job of a name.
    pub(crate) fn job(&self, name: &str) -> Result<&Job, Failure> {
        self.jobs.iter().find(|job| job.name == name).ok_or_else(|| {
            let names = self.jobs.iter().map(|job| job.name.as_str());
            let help = match near::nearest(name, names.clone()) {
                Some(meant) => format!("; did you mean \"{}\"?", clean(meant)),
                None if self.jobs.is_empty() => String::new(),
                None => {
                    let few: Vec<_> = names.take(10).map(|name| format!("\"{}\"", clean(name))).collect();
                    format!("; there are {}", and(&few))
                }
            };
            Failure::Cannot(format!("no job is called \"{}\"{help}", clean(name)))
        })
    }

    /// Reads the text of a file that lies in this folder.
    fn parse(text: &str, folder: &Path) -> Result<Self, Vec<fault::Fault>> {
        read::file(text, folder)
    }
}

/// The folder a file lies in, from the root.
fn folder(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.parent().map(Path::to_owned).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<File, Vec<(String, String)>> {
        let faults = |faults: Vec<fault::Fault>| {
            let mut faults = faults;
            faults.sort_by_key(|fault| fault.span.start);
            faults.into_iter().map(|fault| (fault.code, text.get(fault.span).unwrap_or_default().to_owned())).collect()
        };
        File::parse(text, Path::new("/srv")).map_err(faults)
    }

    #[test]
    fn every_key_is_read() {
        let text = r#"
            timezone = "Europe/Berlin"
            [defaults]
            environment = { LANG = "C", PATH = "/bin" }
            timeout = "10m"
            [[job]]
            name = "backup"
            schedule = "every day at 3am"
            command = ["rsync", "-a", "here", "there"]
            tags = ["disk", "disk"]
            directory = "data"
            environment = { LANG = "de" }
            timeout = "1h 30m"
            on_missed = { run_all = 5 }
            grace = "10m"
            on_overlap = { allow = 3 }
            retry = { times = 3, backoff = "10s" }
            only_if = "test -f ready"
            on_failure = ["notify", "backup"]
            enabled = false
            delivery = "at_most_once"
            [[job]]
            name = "other"
            schedule = "every 5 minutes"
            command = "true"
        "#;
        let file = read(text).expect("a file");
        let Settings { tags, directory, environment, timeout, on_missed, grace, .. } = &file.jobs[0].settings;
        assert_eq!((tags.as_slice(), directory.as_path()), (&["disk".to_owned()][..], Path::new("/srv/data")));
        assert_eq!((environment["LANG"].as_str(), environment["PATH"].as_str()), ("de", "/bin"));
        assert_eq!((timeout.map(|it| it.as_secs()), grace.map(|it| it.as_secs())), (Some(5400), Some(600)));
        assert_eq!(*on_missed, punctual::Missed::RunAll { at_most: 5 });
        assert_eq!(file.jobs[0].schedule.to_string(), "every day at 03:00 in Europe/Berlin");
        assert_eq!(file.jobs[0].written, "every day at 3am");
        assert!(!file.jobs[0].settings.enabled && file.jobs[1].settings.enabled);
        assert_eq!(file.jobs[1].settings.timeout.map(|it| it.as_secs()), Some(600));
        // Each key is in the text above, so none can be read into the place of another.
        for key in key::KEYS {
            assert!(text.contains(&format!("\n            {} = ", key.name)), "{}", key.name);
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_its_place() {
        let text = "[defaults]\nname = 'x'\n[[job]]\nname = 7\nshedule = 'daily'\ncommand = []\ntimeout = '5 parsecs'\n\
                    [[job]]\nname = 'a'\nschedule = 'every mondya'\ncommand = 'x'\nretry = -1\nenabled = 'no'\n";
        let wrong = read(text).expect_err("faults");
        let wrong: Vec<_> = wrong.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
        assert_eq!(
            wrong,
            [
                ("key", "name"),
                ("type", "7"),
                ("key", "shedule"),
                ("value", "[]"),
                ("duration", "'5 parsecs'"),
                ("expected", "mondya"),
                ("value", "-1"),
                ("type", "'no'"),
            ]
        );
    }

    #[test]
    fn days_are_lengths_and_months_are_not() {
        let of = |length: &str| {
            let text = format!("[[job]]\nname = 'a'\nschedule = 'daily'\ncommand = 'x'\ntimeout = '{length}'\n");
            Some(read(&text).ok()?.jobs[0].settings.timeout?.as_secs())
        };
        for (length, hours) in [("1 day", 24), ("30days", 720), ("1d 6h", 30), ("2 weeks", 336)] {
            assert_eq!(of(length), Some(hours * 3_600), "{length}");
        }
        for length in ["1 month", "2months", "1M", "1y", "1 year 2h", "1yr"] {
            assert_eq!(of(length), None, "{length}");
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused() {
        let whole = "timezone = \"UTC\"\n[[job]]\nname = \"ä\"\nschedule = '''\nevery day'''\ncommand = [\"x\"]\nretry = {times = 1}\n";
        for cut in 0..whole.len() {
            if let Some(half) = whole.get(..cut) {
                let faults = File::parse(half, Path::new("/"));
                let shown = faults.map_err(|faults| Faults::of(Path::new("f"), half, faults).shown());
                assert!(shown.is_ok() || shown.is_err_and(|shown| shown.contains("f:")), "{half}");
            }
        }
    }
}
