//! Runs as spans and events as log lines, with the feature `tracing`; without it, nothing.

use crate::job::Run;

/// The span of a run.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn of(_: &Run) -> Self {
        Self {}
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn none() -> Self {
        Self {}
    }

    #[expect(clippy::unused_self, reason = "with the feature it is the span")]
    pub(crate) fn within<T>(&self, call: impl FnOnce() -> T) -> T {
        call()
    }
}

#[cfg(feature = "tracing")]
pub(crate) use on::{is_on, log};

#[cfg(feature = "tracing")]
mod on {
    use chrono::DateTime;
    use chrono_tz::Tz;
    use tracing::level_filters::LevelFilter;
    use tracing::{Level, debug, error, info, info_span, warn};

    use crate::{Event, Job};

    use super::{Run, Span};

    impl Span {
        pub(crate) fn of(run: &Run) -> Self {
            let span = info_span!(
                target: "punctual",
                "run",
                job = name(&run.job()),
                slot = time(run.slot()),
                attempt = run.attempt(),
            );
            Self { span }
        }

        #[cfg(feature = "tokio")]
        pub(crate) fn none() -> Self {
            Self { span: tracing::Span::none() }
        }

        pub(crate) fn within<T>(&self, call: impl FnOnce() -> T) -> T {
            self.span.in_scope(call)
        }
    }

    /// Whether somebody may listen.
    pub(crate) fn is_on() -> bool {
        LevelFilter::current() != LevelFilter::OFF
    }

    /// Logs an event, and says whether errors are heard here.
    pub(crate) fn log(event: &Event) -> bool {
        let job = event.job().map(name);
        let job = job.as_deref();
        match event {
            Event::Added { .. } => debug!(target: "punctual", job, "added"),
            Event::Removed { .. } => debug!(target: "punctual", job, "removed"),
            Event::Started { slot, attempt, .. } => {
                debug!(target: "punctual", job, slot = time(*slot), attempt, "started");
            }
            Event::Finished { slot, took, .. } => {
                debug!(target: "punctual", job, slot = time(*slot), ?took, "finished");
            }
            Event::Failed { slot, attempt, error, .. } => {
                error!(target: "punctual", job, slot = time(*slot), attempt, %error, "failed");
            }
            Event::Panicked { slot, attempt, message, .. } => {
                error!(target: "punctual", job, slot = time(*slot), attempt, panic = %message, "panicked");
            }
            Event::Retried { slot, attempt, after, .. } => {
                info!(target: "punctual", job, slot = time(*slot), attempt, ?after, "will be tried again");
            }
            Event::Slow { slot, took, .. } => warn!(target: "punctual", job, slot = time(*slot), ?took, "was slow"),
            Event::Missed { count, .. } => warn!(target: "punctual", job, count, "missed"),
            Event::Skipped { slot, why, .. } => info!(target: "punctual", job, slot = time(*slot), ?why, "skipped"),
            Event::Paused { .. } => info!(target: "punctual", job, "paused"),
            Event::Resumed { .. } => info!(target: "punctual", job, "resumed"),
            Event::Parked { .. } => error!(target: "punctual", job, "is paused: its schedule does not advance"),
            Event::ClockJumped { from, to } => warn!(target: "punctual", %from, %to, "the clock was set back"),
            Event::Rescheduled { before, .. } => info!(target: "punctual", job, %before, "has another schedule"),
            Event::Unknown { name, .. } => info!(target: "punctual", job = %name, "is in the store, and not here"),
            Event::StoreFailed { error, again_in } => {
                error!(target: "punctual", %error, ?again_in, "the store failed");
            }
            Event::StoreWorks {} => info!(target: "punctual", "the store works again"),
            Event::PutOff { slot, error, .. } => {
                warn!(target: "punctual", job, slot = time(*slot), %error, "put off: the store failed");
            }
            Event::Lost { name, slot, .. } => error!(target: "punctual", job = %name, slot = time(*slot), "lost"),
            Event::Interrupted { name, slot, .. } => {
                error!(target: "punctual", job = %name, slot = time(*slot), "was cut off");
            }
            Event::Quarantined { name, slot, .. } => {
                error!(target: "punctual", job = %name, slot = time(*slot), "is in quarantine");
            }
            Event::ObserverPanicked { message } => {
                error!(target: "punctual", panic = %message, "an observer panicked");
            }
        }
        tracing::enabled!(target: "punctual", Level::ERROR)
    }

    fn name(job: &Job) -> String {
        job.name().unwrap_or_else(|| format!("#{}", job.id()))
    }

    fn time(slot: DateTime<Tz>) -> String {
        slot.to_rfc3339()
    }
}
