//! Metrics for Prometheus, from what an observer hears: no crate is needed for it.
//!
//! `cargo run --example metrics`
#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "an example shows what it does")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::DateTime;
use punctual::{Event, Job, ManualClock, Scheduler};

/// Each metric, by its name and labels.
#[derive(Clone, Default)]
struct Metrics(Arc<Mutex<BTreeMap<String, f64>>>);

impl Metrics {
    fn hear(&self, event: &Event) {
        let job = event.job().and_then(Job::name).unwrap_or_default();
        let job = job.replace('\\', r"\\").replace('"', "\\\"").replace('\n', "\\n");
        let add = |name: &str, label: &str, value: f64| {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *all.entry(format!("punctual_{name}{{job=\"{job}\"{label}}}")).or_default() += value;
        };
        match event {
            Event::Finished { took, .. } => {
                add("runs_total", ",outcome=\"finished\"", 1.0);
                add("run_seconds_sum", "", took.as_secs_f64());
                add("run_seconds_count", "", 1.0);
            }
            Event::Failed { .. } => add("runs_total", ",outcome=\"failed\"", 1.0),
            Event::Panicked { .. } => add("runs_total", ",outcome=\"panicked\"", 1.0),
            Event::Missed { count, .. } => add("missed_total", "", *count as f64),
            Event::Skipped { why, .. } => add("skipped_total", &format!(",why=\"{why:?}\""), 1.0),
            _ => {}
        }
    }

    /// What to answer to `GET /metrics`.
    fn text(&self) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().map(|(metric, value)| format!("{metric} {value}")).collect::<Vec<_>>().join("\n")
    }
}

fn main() -> Result<(), punctual::Error> {
    let (clock, metrics) = (ManualClock::new(&DateTime::UNIX_EPOCH), Metrics::default());
    let scheduler = Scheduler::builder().clock(clock).zone(chrono_tz::Tz::UTC).build();
    let ears = metrics.clone();
    scheduler.observe(move |event| ears.hear(event));
    scheduler.every(5).minutes().named("poll").run(|| ())?;
    scheduler.every(20).minutes().named("sync").run(|| Err::<(), _>("no answer"))?;
    scheduler.every(1).minute().named("beat").min_gap("90s").run(|| ())?;
    scheduler.run_for(Duration::from_secs(3600));
    println!("{}", metrics.text());
    Ok(())
}
