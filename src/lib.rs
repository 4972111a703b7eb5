// Where a link is defined twice, the first one counts: so the README links to files, and here to pages.
//! [Changelog]: guide::changelog
//! [Clock changes]: guide::clock_changes
//! [Coming from]: guide::coming_from
//! [From cron]: guide::from_cron
//! [Missed and overlapping runs]: guide::missed_and_overlapping
//! [Reliability]: guide::reliability
//! [Restarts]: guide::restarts
//! [Running]: guide::running
//! [Saying when]: guide::saying_when
//! [Testing]: guide::testing
//! [The command]: guide::command
//! [The language]: guide::language
#![cfg_attr(feature = "serde", doc = "[Config files]: guide::config")]
#![cfg_attr(feature = "tokio", doc = "[Tokio]: guide::tokio")]
#![doc = include_str!("../guide/terminal.link")]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod clock;
#[cfg(feature = "serde")]
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
pub mod duration;
mod error;
mod event;
mod fluent;
mod job;
mod runner;
mod schedule;
mod scheduler;
mod store;
mod text;
mod trace;

#[cfg(feature = "tokio")]
pub use clock::TokioClock;
pub use clock::{Clock, ManualClock, SystemClock};
pub use error::{Code, Error};
pub use event::{Event, Why};
pub use fluent::{
    AnnualDate, Cadence, Count, CountRange, DayOfMonth, Days, JobBuilder, Length, ToLength, accept, after, again_after,
    any_of, cron, date, every, once, schedule,
};
pub use job::{Counts, Job, Missed, Overlap, Run, TaskResult};
pub use runner::{Runner, StillRunning};
pub use schedule::{Month, Note, NoteCode, Schedule, Weekday};
pub use scheduler::{
    Pass, Scheduler, SchedulerBuilder, SlotOutcome, cancel_tagged, clear, get, idle, jobs, next_run, observe,
    pause_tagged, resume_tagged, run_all, run_all_with_delay, run_forever, run_pending, run_tagged, start, stop,
    tagged, tagged_all, tagged_any,
};
#[cfg(feature = "sqlite")]
pub use store::SqliteStore;
pub use store::{
    Claim, Ending, Held, MemoryStore, NoRun, Retention, RunState, Slot, Store, StoreError, StoreFault, StoredJob,
    StoredRun, store_conformance,
};
pub use text::parse_relative;

/// Pages to read on, in this order.
#[cfg(any(doc, doctest))]
pub mod guide {
    /// [The language]: crate::guide::language
    #[doc = include_str!("../guide/saying-when.md")]
    pub mod saying_when {}
    /// [Missed and overlapping runs]: crate::guide::missed_and_overlapping
    /// [Testing]: crate::guide::testing
    #[cfg_attr(feature = "tokio", doc = "[Tokio]: crate::guide::tokio")]
    #[doc = include_str!("../guide/running.md")]
    pub mod running {}
    #[doc = include_str!("../guide/missed-and-overlapping.md")]
    pub mod missed_and_overlapping {}
    #[doc = include_str!("../guide/clock-changes.md")]
    pub mod clock_changes {}
    #[doc = include_str!("../guide/testing.md")]
    pub mod testing {}
    /// [Reliability]: crate::guide::reliability
    #[doc = include_str!("../guide/restarts.md")]
    pub mod restarts {}
    #[cfg(feature = "serde")]
    #[doc = include_str!("../guide/config.md")]
    pub mod config {}
    #[cfg(feature = "tokio")]
    #[doc = include_str!("../guide/tokio.md")]
    pub mod tokio {}
    /// [From cron]: crate::guide::from_cron
    #[doc = include_str!("../guide/coming-from.md")]
    pub mod coming_from {}
    /// [The language]: crate::guide::language
    /// [From cron]: crate::guide::from_cron
    #[doc = include_str!("../guide/command.md")]
    pub mod command {}
    #[doc = include_str!("../guide/from-cron.md")]
    pub mod from_cron {}
    #[doc = include_str!("../grammar/README.md")]
    pub mod language {}
    /// [store]: crate::Store
    #[doc = include_str!("../RELIABILITY.md")]
    pub mod reliability {}
    /// [From cron]: crate::guide::from_cron
    /// [Reliability]: crate::guide::reliability
    /// [The command]: crate::guide::command
    /// [The language]: crate::guide::language
    #[doc = include_str!("../CHANGELOG.md")]
    pub mod changelog {}
}
