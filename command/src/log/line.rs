//! What is said of an event.

use std::time::Duration;

use anstyle::Style;
use chrono::{DateTime, SecondsFormat};
use chrono_tz::Tz;
use punctual::{Event, Why};
use serde_json::Value;

use crate::english::counted;
use crate::moment::length;
use crate::now;
use crate::style::{DIM, NOTE, RIGHT, WRONG};
use crate::width::clean;

/// A line of the log.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) event: &'static str,
    pub(super) style: Style,
    /// What people read behind the event.
    pub(super) text: String,
    /// What programs read.
    pub(super) fields: Vec<(&'static str, Value)>,
}

impl Line {
    pub(super) fn new(event: &'static str, style: Style, text: impl Into<String>) -> Self {
        Self { event, style, text: text.into(), fields: Vec::new() }
    }

    pub(super) fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((key, value.into()));
        self
    }

    /// What is said of an event.
    pub(super) fn of(event: &Event) -> Option<Self> {
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
            Event::Missed { count, .. } => Self::new("missed", NOTE, counted(*count, "slot")).with("count", *count),
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

/// The job that an event is about, also when it is no longer in the file.
pub(super) fn name_of(event: &Event) -> String {
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
