//! What happens, one line each: for people, or as JSON.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anstyle::Style;
use chrono::{DateTime, SecondsFormat};
use chrono_tz::Tz;
use clap::ValueEnum;
use punctual::{Event, Scheduler, Why};
use serde_json::{Map, Value, json};

use super::task::length;
use crate::style::{DIM, NOTE, RIGHT, STRONG, WRONG};
use crate::width::{clean, width};

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
pub(super) struct Log {
    format: Format,
    scheduler: Scheduler,
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

    fn of_slot(self, slot: &DateTime<Tz>) -> Self {
        self.with("slot", slot.to_rfc3339_opts(SecondsFormat::AutoSi, false))
    }
}

impl Log {
    pub(super) fn new(format: Format, scheduler: &Scheduler) -> Self {
        Self { format, scheduler: scheduler.clone(), column: Arc::default() }
    }

    /// Makes room for names of this width, if it is not too much.
    pub(super) fn fit(&self, widest: usize) {
        self.column.store(widest.min(24), Ordering::Relaxed);
    }

    /// Writes what happened to a job.
    pub(super) fn event(&self, event: &Event) {
        if let Some(line) = self.line(event) {
            let name = event.job().and_then(punctual::Job::name).unwrap_or_default();
            self.write(&name, &line);
        }
    }

    /// Writes something about `punctual` itself.
    pub(super) fn note(&self, event: &'static str, text: &str) {
        self.write("", &Line::new(event, STRONG, text));
    }

    /// Writes what somebody should look into.
    pub(super) fn warn(&self, name: &str, text: &str) {
        self.write(name, &Line::new("warning", NOTE, text).with("message", text));
    }

    fn line(&self, event: &Event) -> Option<Line> {
        Some(match event {
            Event::Started { slot, attempt, .. } => {
                let late = self.scheduler.now().signed_duration_since(slot).to_std().unwrap_or_default();
                let mut text = if *attempt > 1 { format!("attempt {attempt}") } else { String::new() };
                if *attempt == 1 && late >= Duration::from_secs(1) {
                    text = format!("{} after its time", length(late));
                }
                let line = Line::new("started", DIM, text).of_slot(slot).with("attempt", *attempt);
                line.with("late_ms", milliseconds(late))
            }
            Event::Finished { slot, took, .. } => {
                let line = Line::new("ok", RIGHT, format!("in {}", length(*took))).of_slot(slot);
                line.with("took_ms", milliseconds(*took))
            }
            Event::Failed { slot, attempt, error, .. } => {
                let line = Line::new("failed", WRONG, clean(error)).of_slot(slot);
                line.with("attempt", *attempt).with("error", error.as_ref())
            }
            Event::Panicked { slot, attempt, message, .. } => {
                let line =
                    Line::new("failed", WRONG, format!("a mistake in punctual: {}", clean(message))).of_slot(slot);
                line.with("attempt", *attempt).with("error", message.as_ref())
            }
            Event::Retried { slot, attempt, after, .. } => {
                let line = Line::new("retry", NOTE, format!("attempt {attempt} in {}", length(*after))).of_slot(slot);
                line.with("attempt", *attempt).with("after_ms", milliseconds(*after))
            }
            Event::Missed { count, .. } => {
                let slots = if *count == 1 { "1 slot".to_owned() } else { format!("{count} slots") };
                Line::new("missed", NOTE, slots).with("count", *count)
            }
            Event::Skipped { slot, why, .. } => {
                Line::new("skipped", NOTE, reason(*why)).of_slot(slot).with("why", reason(*why))
            }
            Event::Paused { .. } => Line::new("paused", NOTE, ""),
            Event::Resumed { .. } => Line::new("resumed", NOTE, ""),
            Event::Parked { .. } => Line::new("paused", WRONG, "its schedule does not advance: a mistake in punctual"),
            Event::ClockJumped { from, to, .. } => {
                let times = |at: &DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
                Line::new("clock", NOTE, format!("set back from {} to {}", times(from), times(to)))
                    .with("from", times(from))
                    .with("to", times(to))
            }
            _ => return None,
        })
    }

    fn write(&self, name: &str, line: &Line) {
        let now = self.scheduler.now();
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
