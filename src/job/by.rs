//! Who runs a job, so that a job that stops its scheduler does not wait for itself.

use std::thread::{self, ThreadId};

/// A thread that calls the task; or a future, on whatever thread it is polled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Thread(ThreadId),
    #[cfg(feature = "tokio")]
    Future(u64),
}

#[cfg(feature = "tokio")]
thread_local! {
    /// The one whose run is polled on this thread.
    static POLLED: std::cell::Cell<Option<By>> = const { std::cell::Cell::new(None) };
}

impl By {
    /// Who calls this.
    pub(crate) fn here() -> Self {
        #[cfg(feature = "tokio")]
        if let Some(by) = POLLED.get() {
            return by;
        }
        Self::Thread(thread::current().id())
    }

    /// Does something in its name.
    #[cfg(feature = "tokio")]
    pub(crate) fn does<T>(self, call: impl FnOnce() -> T) -> T {
        let before = POLLED.replace(Some(self));
        let value = call();
        POLLED.set(before);
        value
    }
}
