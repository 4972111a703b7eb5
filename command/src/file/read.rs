//! From the text of a file to its jobs.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entry::Entry;
use super::fault::Fault;
use super::job::{Job, Settings};
use super::key::{DEFAULTS, JOB, KEYS, Key, REQUIRED, TIMEZONE, TOP};
use super::near::nearest;
use super::reader::{Name, Reader, Value};
use super::{File, convert};

/// Reads the text of a file that lies in this folder.
pub(super) fn file(text: &str, folder: &Path) -> Result<File, Vec<Fault>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, errors.is_empty());
    for error in errors {
        let span = error.span().unwrap_or(text.len()..text.len());
        reader.fault(Fault::new("toml", span, error.message().replace('\n', "; ")));
    }
    let table = table.get_ref();
    for key in table.keys() {
        if !TOP.iter().any(|(name, _)| name == key.get_ref()) {
            reader.unknown_at_top(key);
        }
    }
    reader.timezone = table.get(TIMEZONE).and_then(|value| convert::timezone(value, &mut reader));
    let mut defaults = Settings::new(folder.to_owned());
    if let Some(table) = table.get(DEFAULTS).and_then(|value| reader.table(value)) {
        defaults = reader.entry(table, true).over(defaults);
    }
    let entries = table.get(JOB).map(|value| reader.entries(value)).unwrap_or_default();
    reader.names_are_unique(&entries);
    let jobs: Vec<Job> = entries.into_iter().filter_map(|entry| entry.job(&defaults)).collect();
    if reader.faults.is_empty() { Ok(File { timezone: reader.timezone, jobs }) } else { Err(reader.faults) }
}

impl Reader<'_> {
    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.fault(convert::wrong_type(value, "a table").help("[defaults]"));
        None
    }

    /// All that is written under `[[job]]`.
    fn entries(&mut self, value: &Value<'_>) -> Vec<Entry> {
        let DeValue::Array(jobs) = value.get_ref() else {
            self.fault(convert::wrong_type(value, "a list of tables").help("[[job]]"));
            return Vec::new();
        };
        let mut entries = Vec::new();
        for job in jobs {
            let DeValue::Table(table) = job.get_ref() else {
                self.fault(convert::wrong_type(job, "a table").help("[[job]]"));
                continue;
            };
            let entry = self.entry(table, false);
            for (name, example) in REQUIRED {
                if self.is_toml && !has(table, name) {
                    let named = |(name, _): &Name| format!("the job \"{name}\"");
                    let of = entry.name.as_ref().map_or_else(|| "this job".to_owned(), named);
                    let place = first_line(self.text, job.span());
                    self.fault(Fault::new("missing", place, format!("{of} has no {name}")).help(example));
                }
            }
            entries.push(entry);
        }
        entries
    }

    /// What a table says of a job.
    fn entry(&mut self, table: &DeTable<'_>, is_default: bool) -> Entry {
        let mut entry = Entry::default();
        for (name, value) in table {
            match KEYS.iter().find(|key| key.name == name.get_ref()) {
                Some(key) if is_default && !key.by_default => {
                    let message = format!("each job has a {} of its own", key.name);
                    self.fault(Fault::new("key", name.span(), message).help("[[job]]"));
                }
                Some(key) => (key.read)(&mut entry, value, self),
                None => self.unknown(name, is_default),
            }
        }
        entry
    }

    fn unknown(&mut self, key: &Spanned<toml::de::DeString<'_>>, is_default: bool) {
        let word = key.get_ref().as_ref();
        let of = if is_default { "[defaults] has" } else { "a job has" };
        let fault = Fault::new("key", key.span(), format!("{of} no key \"{word}\""));
        self.fault(match meant(word, is_default) {
            Some(meant) => fault.help(meant),
            None => fault.help(list(KEYS.iter().filter(|key| key.by_default || !is_default))),
        });
    }

    fn unknown_at_top(&mut self, key: &Spanned<toml::de::DeString<'_>>) {
        let word = key.get_ref().as_ref();
        let fault = Fault::new("key", key.span(), format!("the file has no key \"{word}\" at its top"));
        let of_job = KEYS.iter().any(|key| key.name == word);
        self.fault(match word {
            "jobs" | "task" | "tasks" => fault.help("[[job]]"),
            "tz" | "zone" | "time_zone" => fault.help(TIMEZONE),
            "default" => fault.help("[defaults]"),
            _ if of_job => fault.help(format!("[defaults], or [[job]], in the line before {word}")),
            _ => match nearest(word, TOP.iter().map(|(name, _)| *name)) {
                Some(meant) => fault.help(meant),
                None => fault.help("timezone, [defaults] or [[job]]"),
            },
        });
    }

    fn names_are_unique(&mut self, entries: &[Entry]) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (name, span) in entries.iter().filter_map(|entry| entry.name.as_ref()) {
            if let Some(at) = first.get(name.as_str()) {
                let line = self.text.get(..*at).unwrap_or_default().matches('\n').count().saturating_add(1);
                let message = format!("the job in line {line} has this name already");
                let free = (2_u32..).map(|n| format!("{name}-{n}"));
                let free = free.into_iter().find(|free| !entries.iter().any(|entry| entry.is(free)));
                self.fault(
                    Fault::new("duplicate", span.clone(), message)
                        .help(format!("name = {:?}", free.unwrap_or_default())),
                );
            } else {
                first.insert(name, span.start);
            }
        }
    }
}

/// The key that was meant by a word that is none.
fn meant(word: &str, is_default: bool) -> Option<&'static str> {
    let known = || KEYS.iter().filter(|key| key.by_default || !is_default);
    let alias = known().find(|known| known.aliases.contains(&word));
    alias.map(|known| known.name).or_else(|| nearest(word, known().map(|known| known.name)))
}

/// Whether a table has a key, or one that was meant for it and is told.
fn has(table: &DeTable<'_>, name: &str) -> bool {
    let is_known = |word: &str| KEYS.iter().any(|key| key.name == word);
    table.keys().map(Spanned::get_ref).any(|word| word == name || (!is_known(word) && meant(word, false) == Some(name)))
}

fn list(keys: impl Iterator<Item = &'static Key>) -> String {
    keys.map(|key| key.name).collect::<Vec<_>>().join(", ")
}

/// The part of a span that is on its first line.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let line = text.get(span.clone()).and_then(|text| text.lines().next()).map_or(0, str::len);
    span.start..span.start.saturating_add(line)
}
