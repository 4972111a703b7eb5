//! What happens, one line each: for people, or as JSON.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anstyle::Style;
use chrono::{DateTime, SecondsFormat};
use chrono_tz::Tz;
use clap::ValueEnum;
use punctual::{Event, Why};
use serde_json::{Map, Value, json};

use crate::child::task::length;
use crate::now;
use crate::style::{DIM, NOTE, RIGHT, STRONG, WRONG};
use crate::width::{clean, width};
use crate::zone::Zone;

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines for people
    Text,
    /// Lines of JSON
    Json,
}

/// Writes the log to standard output.
#[derive(Debug, Clone)]
pub(crate) struct Log {
    format: Format,
    /// The zone of the times in it.
    zone: Zone,
    /// The columns of the longest name.
    column: Arc<AtomicUsize>,
}

/// A line of the log.
struct Line {
    event: &'static str,
    style: Style,
    /// What people read behind the event.
    text: String,
    /// What programs read.
    fields: Vec<(&'static str, Value)>,
}

impl Line {
    fn new(event: &'static str, style: Style, text: impl Into<String>) -> Self {
        Self { event, style, text: text.into(), fields: Vec::new() }
    }

    fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((key, value.into()));
        self
    }

    /// What is said of an event.
    fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::Started { slot, attempt, .. } => {
                let late = now::or_now(None).signed_duration_since(slot).to_std().unwrap_or_default();
                let mut text = if *attempt > 1 { format!("attempt {attempt}") } else { String::new() };
                if *attempt == 1 && late >= Duration::from_secs(1) {
                    text = format!("{} after its time", length(late));
                }
                let line = Self::new("started", DIM, text).of_slot(slot).with("attempt", *attempt);
                line.with("late_ms", milliseconds(late))
            }
            Event::Finished { slot, took, .. } => {
                let line = Self::new("ok", RIGHT, format!("in {}", length(*took))).of_slot(slot);
                line.with("took_ms", milliseconds(*took))
            }
            Event::Failed { slot, attempt, error, .. } => {
                let line = Self::new("failed", WRONG, clean(error)).of_slot(slot);
                line.with("attempt", *attempt).with("error", error.as_ref())
            }
            Event::Panicked { slot, attempt, message, .. } => {
                let line =
                    Self::new("failed", WRONG, format!("a mistake in punctual: {}", clean(message))).of_slot(slot);
                line.with("attempt", *attempt).with("error", message.as_ref())
            }
            Event::Retried { slot, attempt, after, .. } => {
                let line = Self::new("retry", NOTE, format!("attempt {attempt} in {}", length(*after))).of_slot(slot);
                line.with("attempt", *attempt).with("after_ms", milliseconds(*after))
            }
            Event::Missed { count, .. } => {
                let slots = if *count == 1 { "1 slot".to_owned() } else { format!("{count} slots") };
                Self::new("missed", NOTE, slots).with("count", *count)
            }
            Event::Skipped { slot, why, .. } => {
                Self::new("skipped", NOTE, reason(*why)).of_slot(slot).with("why", reason(*why))
            }
            Event::Paused { .. } => Self::new("paused", NOTE, ""),
            Event::Resumed { .. } => Self::new("resumed", NOTE, ""),
            Event::Parked { .. } => Self::new("paused", WRONG, "its schedule does not advance: a mistake in punctual"),
            Event::ClockJumped { from, to, .. } => {
                let times = |at: &DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
                Self::new("clock", NOTE, format!("set back from {} to {}", times(from), times(to)))
                    .with("from", times(from))
                    .with("to", times(to))
            }
            other => return Self::of_store(other),
        })
    }

    /// What is said of an event that has to do with the state.
    fn of_store(event: &Event) -> Option<Self> {
        let time = |slot: &DateTime<Tz>| slot.format("%Y-%m-%d %H:%M:%S").to_string();
        Some(match event {
            Event::Rescheduled { job, before, .. } => {
                // The same words in another zone, or a job that was paused before it ever ran.
                job.schedule().filter(|now| now.to_string() != **before)?;
                Self::new("changed", NOTE, format!("its schedule was: {}", clean(before)))
                    .with("before", before.as_ref())
            }
            Event::Unknown { name, .. } => {
                Self::new("unknown", DIM, format!("{} is in the state, and not in the file", clean(name)))
            }
            Event::StoreFailed { error, again_in, .. } => {
                let text =
                    format!("the state cannot be used, again in {}: {}", length(*again_in), clean(&error.to_string()));
                Self::new("warning", WRONG, text.clone()).with("message", text)
            }
            Event::StoreWorks { .. } => Self::new("state", RIGHT, "the state can be used again"),
            Event::PutOff { slot, error, .. } => {
                Self::new("put off", NOTE, clean(&error.to_string())).of_slot(slot).with("error", error.to_string())
            }
            Event::Lost { slot, .. } => {
                Self::new("lost", WRONG, format!("the run of {} was taken over by another process", time(slot)))
                    .of_slot(slot)
            }
            Event::Interrupted { slot, .. } => {
                Self::new("interrupted", NOTE, format!("the run of {} was cut off, and is not repeated", time(slot)))
                    .of_slot(slot)
            }
            Event::Quarantined { slot, .. } => {
                let text = format!("the run of {} was cut off three times; punctual release lets it run", time(slot));
                Self::new("quarantined", WRONG, text).of_slot(slot)
            }
            _ => return None,
        })
    }

    fn of_slot(self, slot: &DateTime<Tz>) -> Self {
        self.with("slot", slot.to_rfc3339_opts(SecondsFormat::AutoSi, false))
    }
}

impl Log {
    pub(crate) fn new(format: Format, zone: Zone) -> Self {
        Self { format, zone, column: Arc::default() }
    }

    /// Makes room for names of this width, if it is not too much.
    pub(crate) fn fit(&self, widest: usize) {
        self.column.store(widest.min(24), Ordering::Relaxed);
    }

    /// Writes what happened to a job.
    pub(crate) fn event(&self, event: &Event) {
        if let Some(line) = Line::of(event) {
            self.write(&name_of(event), &line);
        }
    }

    /// Writes something about `punctual` itself.
    pub(crate) fn note(&self, event: &'static str, text: &str) {
        self.write("", &Line::new(event, STRONG, text));
    }

    /// Writes what happened to a job that runs by hand.
    pub(crate) fn of(&self, name: &str, event: &'static str, text: &str) {
        let style = match event {
            "ok" => RIGHT,
            "failed" => WRONG,
            _ => DIM,
        };
        self.write(name, &Line::new(event, style, text));
    }

    /// Writes a line that a command printed.
    pub(crate) fn printed(&self, name: &str, line: &str) {
        let shown = clean(line);
        self.write(name, &Line::new("output", DIM, shown.clone()).with("line", shown));
    }

    /// Writes what somebody should look into.
    pub(crate) fn warn(&self, name: &str, text: &str) {
        self.write(name, &Line::new("warning", NOTE, text).with("message", text));
    }

    fn write(&self, name: &str, line: &Line) {
        let now = now::or_now(None).with_timezone(&self.zone);
        // Nobody is left to tell when standard output is closed; the jobs go on.
        match self.format {
            Format::Text => {
                let column = self.column.load(Ordering::Relaxed);
                let (shown, event, style) = (clean(name), line.event, line.style);
                let space = " ".repeat(column.saturating_sub(width(&shown)));
                let time = now.format("%Y-%m-%d %H:%M:%S");
                let text = if line.text.is_empty() { String::new() } else { format!("  {}", line.text) };
                let pad = if text.is_empty() { 0 } else { 7 };
                let out = format!(
                    "{DIM}{time}{DIM:#}  {STRONG}{shown}{STRONG:#}{space}  {style}{event:pad$}{style:#}{text}\n"
                );
                drop(anstream::stdout().lock().write_all(out.as_bytes()));
            }
            Format::Json => {
                let mut fields = Map::new();
                fields.insert("time".to_owned(), json!(now.to_rfc3339_opts(SecondsFormat::Millis, false)));
                fields.insert("event".to_owned(), json!(line.event));
                if !name.is_empty() {
                    fields.insert("job".to_owned(), json!(name));
                } else if !line.text.is_empty() {
                    fields.insert("message".to_owned(), json!(line.text));
                }
                fields.extend(line.fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
                let out = format!("{}\n", Value::Object(fields));
                drop(std::io::stdout().lock().write_all(out.as_bytes()));
            }
        }
    }
}

/// The job that an event is about, also when it is no longer in the file.
fn name_of(event: &Event) -> String {
    match event {
        Event::Lost { name, .. } | Event::Interrupted { name, .. } | Event::Quarantined { name, .. } => {
            name.to_string()
        }
        _ => event.job().and_then(punctual::Job::name).unwrap_or_default(),
    }
}

fn milliseconds(length: Duration) -> u64 {
    u64::try_from(length.as_millis()).unwrap_or(u64::MAX)
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::Overlap => "the run before still goes on",
        Why::Condition => "only_if said no",
        Why::Cancelled => "it is no longer in the file",
        Why::Paused => "it is paused",
        Why::Stopped => "punctual was stopped",
        _ => "for a reason of its own",
    }
}
