//! Running a scheduler without a loop of one's own.

mod thread;
#[cfg(feature = "tokio")]
mod tokio;

pub(crate) use thread::Threads;
pub use thread::{Runner, StillRunning};
