//! What the tests play on: a scheduler with a clock of its own, and a log.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use punctual::{Event, ManualClock, Scheduler};

pub struct Field {
    pub clock: ManualClock,
    pub scheduler: Scheduler,
    pub log: Log,
}

#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub fn add(&self, line: impl Into<String>) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(line.into());
    }

    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).len()
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// From 2026-01-01 00:00 UTC.
pub fn field() -> Field {
    field_in(Tz::UTC)
}

pub fn field_in(zone: Tz) -> Field {
    let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(zone).workers(4).build();
    Field { clock, scheduler, log: Log::default() }
}

impl Field {
    /// Writes down the events that `line` makes a line of.
    pub fn watch(&self, line: impl Fn(&Event) -> Option<String> + Send + Sync + 'static) -> Log {
        let log = Log::default();
        let inside = log.clone();
        self.scheduler.observe(move |event| {
            if let Some(line) = line(event) {
                inside.add(line);
            }
        });
        log
    }

    /// A task that writes its name.
    pub fn say(&self, what: &str) -> impl FnMut() + Send + Sync + Clone + 'static {
        let (log, what) = (self.log.clone(), what.to_owned());
        move || log.add(what.clone())
    }
}

/// An event in a word and its slot.
pub fn in_short(event: &Event) -> Option<String> {
    let name = |job: &punctual::Job| job.name().unwrap_or_else(|| job.id().to_string());
    Some(match event {
        Event::Added { job, .. } => format!("added {}", name(job)),
        Event::Removed { job, .. } => format!("removed {}", name(job)),
        Event::Started { job, slot, .. } => format!("started {} {}", name(job), slot.timestamp()),
        Event::Finished { job, slot, .. } => format!("finished {} {}", name(job), slot.timestamp()),
        Event::Failed { job, error, .. } => format!("failed {} {error}", name(job)),
        Event::Panicked { job, message, .. } => format!("panicked {} {message}", name(job)),
        Event::Retried { job, after, .. } => format!("retried {} {}s", name(job), after.as_secs()),
        Event::Slow { job, .. } => format!("slow {}", name(job)),
        Event::Missed { job, count, .. } => format!("missed {} {count}", name(job)),
        Event::Skipped { job, why, .. } => format!("skipped {} {why:?}", name(job)),
        Event::Paused { job, .. } => format!("paused {}", name(job)),
        Event::Resumed { job, .. } => format!("resumed {}", name(job)),
        Event::ClockJumped { from, to, .. } => format!("jumped {} {}", from.timestamp(), to.timestamp()),
        Event::ObserverPanicked { message, .. } => format!("observer {message}"),
        _ => return None,
    })
}
