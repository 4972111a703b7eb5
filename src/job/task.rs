//! What a job does, and what comes of it.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::trace::Span;

use super::{Run, quietly};

/// A task that runs once at a time.
pub(crate) type Task = Box<dyn FnMut(&Run) -> Outcome + Send>;

/// A task that may run several times at once.
#[derive(Clone)]
pub(crate) enum SharedTask {
    Blocking(Arc<dyn Fn(&Run) -> Outcome + Send + Sync>),
    #[cfg(feature = "tokio")]
    Async(super::AsyncTask),
}

/// What a job does.
pub(crate) enum Work {
    Alone(Task),
    Shared(SharedTask),
}

impl Work {
    /// Runs it on this thread; a panic is the outcome.
    pub(crate) fn call(&mut self, run: &Run) -> Outcome {
        let outcome = quietly(|| match self {
            Self::Alone(task) => Span::of(run).within(|| task(run)),
            Self::Shared(SharedTask::Blocking(task)) => Span::of(run).within(|| task(run)),
            #[cfg(feature = "tokio")]
            Self::Shared(SharedTask::Async(task)) => task.wait(run.clone()),
        });
        outcome.unwrap_or_else(Outcome::Panicked)
    }
}

/// What came of a run.
#[derive(Debug)]
pub(crate) enum Outcome {
    Done,
    /// Done, and never again.
    Break,
    Failed(Arc<str>),
    Panicked(Arc<str>),
}

/// What a task may return.
///
/// | Returned | Means |
/// |---|---|
/// | `()` | done |
/// | `Result<T, E>` | an `Err` is reported, and tried again if the job has [`retry`](crate::JobBuilder::retry) |
/// | `ControlFlow<()>` | `Break` cancels the job |
/// | `!` | it never does: the task panics, or ends the process |
///
/// and a `Result` of a `ControlFlow`. The error is anything that prints. It is printed with `{:#}`, so that one of `anyhow` or
/// `eyre` tells its causes as well. A task that is a future is for `run_async`.
///
/// ```
/// use std::ops::ControlFlow;
/// use punctual::Scheduler;
///
/// let scheduler = Scheduler::new();
/// scheduler.every(1).second().run(|| ())?;
/// scheduler.every(1).second().run(|| "x".parse::<u32>().map(drop))?;
/// scheduler.every(1).second().run(|| ControlFlow::Break(()))?;
/// scheduler.every(1).second().run(|| panic!("not written yet"))?;
/// scheduler.every(1).second().run(|| "7".parse::<u32>().map(|_| ControlFlow::Break(())))?;
///
/// let pass = scheduler.run_all();
/// assert_eq!((pass.ran, pass.failed), (3, 2));
/// assert_eq!(scheduler.jobs().len(), 3);
/// # Ok::<(), punctual::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "a job cannot return `{Self}`",
    label = "expected `()`, `Result<(), E>`, `ControlFlow<()>` or a `Result` of it",
    note = "end the closure with `;` to drop what it returns",
    note = "a future goes to `run_async`, with the feature `tokio`"
)]
pub trait TaskResult {
    #[doc(hidden)]
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn outcome(self) -> Outcome;
}

impl TaskResult for () {
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn outcome(self) -> Outcome {
        Outcome::Done
    }
}

impl TaskResult for ControlFlow<()> {
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn outcome(self) -> Outcome {
        match self {
            Self::Continue(()) => Outcome::Done,
            Self::Break(()) => Outcome::Break,
        }
    }
}

/// Of a task that never returns: it panics, ends the process, or goes on until then.
impl TaskResult for Never {
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn outcome(self) -> Outcome {
        self
    }
}

/// `!`, which stable Rust has as what a function returns, and has no other name for.
type Never = <fn() -> ! as Returns>::Type;

trait Returns {
    type Type;
}

impl<T> Returns for fn() -> T {
    type Type = T;
}

impl<T: TaskResult, E: fmt::Display> TaskResult for Result<T, E> {
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn outcome(self) -> Outcome {
        match self {
            Ok(done) => done.outcome(),
            // In its long form the error of `anyhow` names its causes.
            Err(error) => Outcome::Failed(format!("{error:#}").into()),
        }
    }
}
