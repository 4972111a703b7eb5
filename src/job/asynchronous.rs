//! Tasks that are futures.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};

use crate::clock::Millis;
use crate::error::Error;
use crate::fluent::Line;
use crate::fluent::accept::IntoLength;
use crate::trace::Span;
use crate::{Code, Job, JobBuilder};

use super::{By, Outcome, Run, SharedTask, TaskResult, Work, discard, quietly};

type Running = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// A task that is awaited.
#[derive(Clone)]
pub(crate) struct AsyncTask {
    start: Arc<dyn Fn(Run) -> Running + Send + Sync>,
    timeout: Option<Duration>,
}

/// Tasks that are futures.
#[cfg_attr(docsrs, doc(cfg(feature = "tokio")))]
impl JobBuilder {
    /// Adds the job, with a task that is awaited.
    ///
    /// A scheduler that is [served](crate::Scheduler::serve) spawns it on that runtime. In a loop
    /// of [`run_pending`](crate::Scheduler::run_pending) and on
    /// [threads](crate::Scheduler::start) it is waited for on a small runtime of its own, for
    /// which any thread will do. Any [`Overlap`](crate::Overlap) is right for it.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{Scheduler, TokioClock};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let scheduler = Scheduler::builder().clock(TokioClock::new(&DateTime::UNIX_EPOCH)).build();
    /// let job = scheduler.every(10).seconds().run_async(|| async {
    ///     tokio::time::sleep(Duration::from_secs(1)).await;
    ///     "7".parse::<u32>().map(drop)
    /// })?;
    ///
    /// scheduler.serve_until(tokio::time::sleep(Duration::from_secs(65))).await;
    /// assert_eq!(job.counts().ran, 6);
    /// # Ok::<(), punctual::Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run).
    #[track_caller]
    pub fn run_async<F, T>(self, task: F) -> Result<Job, Error>
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output: TaskResult> + Send + 'static,
    {
        self.run_async_with(move |_| task())
    }

    /// Adds the job, with a task that is awaited and looks at its [`Run`], which is its own.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).hour().named("poll").run_async_with(|run| async move {
    ///     tokio::task::yield_now().await;
    ///     if run.key().starts_with("poll@") { Ok(()) } else { Err("no key") }
    /// })?;
    /// assert_eq!(scheduler.run_all().ran, 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run).
    #[track_caller]
    pub fn run_async_with<F, T>(self, task: F) -> Result<Job, Error>
    where
        F: Fn(Run) -> T + Send + Sync + 'static,
        T: Future<Output: TaskResult> + Send + 'static,
    {
        let task = Arc::new(task);
        let start = Arc::new(move |run| -> Running {
            let task = Arc::clone(&task);
            // What the task does before its first await is part of the run as well.
            Box::pin(async move { task(run).await.outcome() })
        });
        self.add(Line::here(), Work::Shared(SharedTask::Async(AsyncTask { start, timeout: None })))
    }

    /// Ends a run of [`run_async`](Self::run_async) that takes longer: the task is dropped where
    /// it waits, and the run has failed. It may be tried again as any that failed.
    ///
    /// A task given with [`run`](Self::run) cannot be ended from outside, so that is an error;
    /// [`warn_after`](Self::warn_after) tells of one that takes long.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let stuck = || std::future::pending::<()>();
    /// let job = scheduler.every(1).hour().timeout("20ms").run_async(stuck)?;
    /// assert_eq!(scheduler.run_all().failed, 1);
    /// assert_eq!(job.last_error().as_deref(), Some("timed out after 20ms"));
    ///
    /// let error = scheduler.every(1).hour().timeout("5s").run(|| ()).unwrap_err();
    /// assert_eq!(error.code().as_str(), "expected");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn timeout(self, length: impl IntoLength) -> Self {
        self.length("timeout", Line::here(), length, |options| &mut options.timeout)
    }
}

impl Work {
    /// Gives an async task so much time for each run.
    pub(crate) fn within(mut self, timeout: Option<Millis>) -> Result<Self, (Code, String)> {
        match (&mut self, timeout) {
            (_, None) => {}
            (Self::Shared(SharedTask::Async(task)), Some(timeout)) => {
                task.timeout = Some(Duration::from_millis(timeout.unsigned_abs()));
            }
            (_, Some(_)) => {
                let message = "only a task given with `run_async` can be ended from outside: \
                               `.warn_after(..)` tells of one that takes long";
                return Err((Code::Expected, message.to_owned()));
            }
        }
        Ok(self)
    }
}

impl AsyncTask {
    /// The run, to be awaited. A panic is its outcome.
    pub(crate) fn begin(&self, run: Run, by: By) -> AsyncRun {
        let span = quietly(|| Span::of(&run)).unwrap_or_else(|_| Span::none());
        let task = (self.start)(run);
        let timeout = self.timeout;
        let task = Box::pin(async move {
            let Some(length) = timeout else { return task.await };
            tokio::time::timeout(length, task).await.unwrap_or_else(|_| {
                Outcome::Failed(format!("timed out after {}", humantime::format_duration(length)).into())
            })
        });
        AsyncRun { task: Some(task), by, span }
    }

    /// Runs it on this thread, which waits.
    pub(crate) fn wait(&self, run: Run) -> Outcome {
        let run = self.begin(run, By::here());
        if Handle::try_current().is_err() {
            return wait(run);
        }
        // A runtime cannot be waited for inside another.
        thread::scope(|scope| {
            let beside = thread::Builder::new().name("punctual wait".to_owned());
            match beside.spawn_scoped(scope, || wait(run)).map(thread::ScopedJoinHandle::join) {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(_)) => Outcome::Panicked("on a thread of its own".into()),
                Err(error) => Outcome::Failed(format!("there is no thread to wait on: {error}").into()),
            }
        })
    }
}

fn wait(run: AsyncRun) -> Outcome {
    match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let outcome = runtime.block_on(run);
            // What it left there is not waited for.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Outcome::Failed(format!("there is no runtime to wait on: {error}").into()),
    }
}

/// A run that is awaited. Neither polling nor dropping it panics.
pub(crate) struct AsyncRun {
    /// None once it is over.
    task: Option<Running>,
    by: By,
    span: Span,
}

impl AsyncRun {
    /// One that is over already.
    pub(crate) fn of(by: By, outcome: Outcome) -> Self {
        Self { task: Some(Box::pin(std::future::ready(outcome))), by, span: Span::none() }
    }
}

impl Future for AsyncRun {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let Self { task, by, span } = &mut *self;
        let polled = match task {
            Some(task) => by.does(|| quietly(|| span.within(|| task.as_mut().poll(context)))),
            None => Ok(Poll::Pending),
        };
        let outcome = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(outcome)) => outcome,
            Err(message) => Outcome::Panicked(message),
        };
        discard(self.task.take());
        Poll::Ready(outcome)
    }
}

impl Drop for AsyncRun {
    fn drop(&mut self) {
        discard(self.task.take());
    }
}
