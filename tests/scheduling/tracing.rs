//! Runs as spans and events as log lines. What is heard depends on all subscribers of a process, so each test has one
//! of its own.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use punctual::Missed;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber, info};

use super::alone::is_alone;
use super::field::{field, seconds};

/// Writes down what it is told, one line each, with the spans it is in.
#[derive(Clone)]
struct Lines {
    least: Level,
    said: Arc<Mutex<Vec<String>>>,
    spans: Arc<Mutex<Vec<String>>>,
    inside: Arc<Mutex<Vec<usize>>>,
}

#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = match field.name() {
            "message" => format!(" {value:?}"),
            // How long it took is no constant.
            "took" => String::new(),
            name => format!(" {name}={value:?}"),
        };
        self.0.push_str(&text);
    }
}

impl Lines {
    fn new(least: Level) -> Self {
        Self { least, said: Arc::default(), spans: Arc::default(), inside: Arc::default() }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.said.lock().unwrap())
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.least && metadata.target() != "tokio"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let mut spans = self.spans.lock().unwrap();
        spans.push(format!("{}{}", span.metadata().name(), fields.0));
        Id::from_u64(u64::try_from(spans.len()).unwrap())
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let spans = self.spans.lock().unwrap();
        let mut line = format!("{}:{}", event.metadata().level(), fields.0);
        for at in self.inside.lock().unwrap().iter().rev() {
            line = format!("[{}] {line}", spans[*at - 1]);
        }
        self.said.lock().unwrap().push(line);
    }

    fn enter(&self, span: &Id) {
        self.inside.lock().unwrap().push(usize::try_from(span.into_u64()).unwrap());
    }

    fn exit(&self, _: &Id) {
        self.inside.lock().unwrap().pop();
    }
}

fn ouch() {
    std::panic::resume_unwind(Box::new("ouch"))
}

#[test]
fn a_span_a_run_and_a_line_an_event() {
    if !is_alone("tracing::a_span_a_run_and_a_line_an_event") {
        return;
    }
    let lines = Lines::new(Level::DEBUG);
    let _here = tracing::subscriber::set_default(lines.clone());
    let it = field();
    let chain = it.scheduler.every(1).hour().named("a").retry(1).on_missed(Missed::RunOnce);
    chain.run(|| info!("working")).unwrap();
    drop(it.scheduler.every(1).hour().run(ouch).unwrap());
    it.clock.advance(seconds(7200));
    it.scheduler.run_pending();
    assert_eq!(
        lines.take(),
        [
            r#"DEBUG: added job="a""#,
            r##"DEBUG: added job="#2""##,
            r#"WARN: missed job="a" count=1"#,
            r#"DEBUG: started job="a" slot="2026-01-01T02:00:00+00:00" attempt=1"#,
            r#"[run job="a" slot="2026-01-01T02:00:00+00:00" attempt=1] INFO: working"#,
            r#"DEBUG: finished job="a" slot="2026-01-01T02:00:00+00:00""#,
            r##"WARN: missed job="#2" count=1"##,
            r##"DEBUG: started job="#2" slot="2026-01-01T02:00:00+00:00" attempt=1"##,
            r##"ERROR: panicked job="#2" slot="2026-01-01T02:00:00+00:00" attempt=1 panic=ouch"##,
        ]
    );
}

#[test]
fn a_subscriber_takes_what_it_wants() {
    if !is_alone("tracing::a_subscriber_takes_what_it_wants") {
        return;
    }
    let lines = Lines::new(Level::WARN);
    let _here = tracing::subscriber::set_default(lines.clone());
    let it = field();
    it.scheduler.every(1).hour().named("a").retry(1).run(|| Err::<(), _>("no")).unwrap().pause();
    it.scheduler.get("a").unwrap().run_now();
    assert_eq!(lines.take(), [r#"ERROR: failed job="a" slot="2026-01-01T00:00:00+00:00" attempt=1 error=no"#]);
}

#[cfg(feature = "tokio")]
#[tokio::test(start_paused = true)]
async fn a_task_that_is_awaited_is_in_its_span_whenever_it_goes_on() {
    if !is_alone("tracing::a_task_that_is_awaited_is_in_its_span_whenever_it_goes_on") {
        return;
    }
    let lines = Lines::new(Level::INFO);
    let _here = tracing::subscriber::set_default(lines.clone());
    let clock = punctual::TokioClock::new(&super::field::at("2026-01-01T00:00:00Z"));
    let scheduler = punctual::Scheduler::builder().clock(clock).zone(chrono_tz::Tz::UTC).build();
    for name in ["a", "b"] {
        let task = || async {
            info!("before");
            tokio::time::sleep(seconds(1)).await;
            info!("after");
        };
        scheduler.every(1).hour().named(name).run_async(task).unwrap();
    }
    scheduler.serve_until(tokio::time::sleep(seconds(3602))).await;
    let span = |name: &str| format!(r#"[run job="{name}" slot="2026-01-01T01:00:00+00:00" attempt=1] INFO: "#);
    assert_eq!(
        lines.take(),
        [("a", "before"), ("b", "before"), ("a", "after"), ("b", "after")].map(|(job, text)| span(job) + text)
    );
}
