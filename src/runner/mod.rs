//! Running a scheduler without a loop of one's own.

mod start;
mod thread;
mod threads;
#[cfg(feature = "tokio")]
mod tokio;

pub use start::{Runner, StillRunning};
pub(crate) use threads::Threads;
