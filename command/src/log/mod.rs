//! What happens, one line each: for people, or as JSON.

mod line;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::SecondsFormat;
use clap::ValueEnum;
use punctual::Event;
use serde_json::{Map, Value, json};

use crate::now;
use crate::style::{DIM, NOTE, RIGHT, STRONG, WRONG};
use crate::width::{clean, width};
use crate::zone::Zone;
use line::{Line, name_of};

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
