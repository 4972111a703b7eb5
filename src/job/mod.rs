//! A job: a schedule, a task, and a handle to both.

mod act;
mod ask;
#[cfg(feature = "tokio")]
mod asynchronous;
mod build;
mod by;
mod handle;
mod naming;
mod options;
mod policy;
mod quietly;
mod rules;
mod run;
mod task;

pub use ask::Counts;
#[cfg(feature = "tokio")]
pub(crate) use asynchronous::{AsyncRun, AsyncTask};
pub(crate) use by::By;
pub use handle::Job;
pub(crate) use options::{Condition, Options};
pub use policy::{Missed, Overlap};
pub(crate) use quietly::{discard, quietly};
pub(crate) use rules::fixed;
pub use run::Run;
pub use task::TaskResult;
pub(crate) use task::{Outcome, SharedTask, Task, Work};
