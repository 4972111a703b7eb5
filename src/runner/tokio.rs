//! tokio: everything on the runtime of the caller, and no thread of our own.

use std::future::{Future, pending, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::Scheduler;
use crate::scheduler::{Due, Going};

use super::thread::{hand_over, rest};

/// On the runtime of tokio.
#[cfg_attr(docsrs, doc(cfg(feature = "tokio")))]
impl Scheduler {
    /// Drives the scheduler on this runtime, until it is [stopped](Self::stop). It starts no
    /// thread of its own.
    ///
    /// Tasks given with [`run_async`](crate::JobBuilder::run_async) are spawned. All others may
    /// block, so they run where tokio lets tasks block, as many at once as there are
    /// [workers](crate::SchedulerBuilder::workers). All else is as on
    /// [threads](Self::start): overlaps, missed slots, retries, conditions and events. Where the
    /// scheduler is started already, this waits until it is stopped.
    ///
    /// Once it is stopped no run begins any more, and it returns when those that go on have
    /// ended. It may be dropped at any moment: then no run begins any more, async runs are
    /// dropped where they wait, which is told as their failure, and blocking ones go on to their
    /// end.
    ///
    /// ```
    /// use std::time::Duration;
    /// use punctual::Scheduler;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(10).milliseconds().run_async_with(|run| async move {
    ///     if run.job().counts().ran == 2 {
    ///         run.scheduler().stop(Duration::ZERO);
    ///     }
    /// })?;
    /// scheduler.serve().await;
    /// assert_eq!(job.counts().ran, 3);
    /// # Ok::<(), punctual::Error>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Panics
    ///
    /// As tokio itself, outside of its runtime, or in one without time.
    pub fn serve(&self) -> impl Future<Output = ()> + Send + use<> {
        self.serve_until(pending::<()>())
    }

    /// Drives the scheduler on this runtime until a signal comes, such as `tokio::signal::ctrl_c()`.
    ///
    /// Then no run begins any more, and this returns when those that go on have ended. To wait
    /// no longer than so, drop it then:
    ///
    /// ```
    /// use std::time::Duration;
    /// use punctual::Scheduler;
    /// use tokio::time::sleep;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
    /// let scheduler = Scheduler::new();
    /// let signal = || sleep(Duration::from_secs(60));
    /// let too_long = async {
    ///     signal().await;
    ///     sleep(Duration::from_secs(10)).await;
    /// };
    /// tokio::select! {
    ///     () = scheduler.serve_until(signal()) => println!("all have ended"),
    ///     () = too_long => println!("what still ran is dropped"),
    /// }
    /// # });
    /// ```
    ///
    /// # Panics
    ///
    /// As for [`serve`](Self::serve).
    pub fn serve_until<S>(&self, signal: S) -> impl Future<Output = ()> + Send + use<S>
    where
        S: Future + Send,
    {
        let scheduler = self.clone();
        async move {
            let start = scheduler.0.lock().threads.begin();
            match start {
                Some(start) => Service::new(&scheduler, start).run(signal).await,
                None => scheduler.until_stopped(signal).await,
            }
        }
    }

    /// Waits until another runner stops, and stops it at the signal.
    async fn until_stopped(&self, signal: impl Future) {
        let start = self.0.lock().threads.number();
        let mut signal = pin!(signal);
        loop {
            let woken = self.0.woken.notified();
            if !self.0.lock().threads.is(start) {
                return;
            }
            if first(&mut signal, woken).await {
                self.turn_off(Some(start));
            }
        }
    }
}

/// What drives a scheduler. Dropped, it stops.
struct Service {
    scheduler: Scheduler,
    start: u64,
    runs: JoinSet<()>,
    /// How many more tasks may block.
    free: Arc<Semaphore>,
}

impl Service {
    fn new(scheduler: &Scheduler, start: u64) -> Self {
        let free = Arc::new(Semaphore::new(scheduler.0.workers.min(Semaphore::MAX_PERMITS)));
        Self { scheduler: scheduler.clone(), start, runs: JoinSet::new(), free }
    }

    async fn run(mut self, signal: impl Future) {
        let scheduler = self.scheduler.clone();
        let mut signal = pin!(signal);
        loop {
            // From here on a change is heard.
            let woken = scheduler.0.woken.notified();
            if !scheduler.0.lock().threads.is(self.start) {
                break;
            }
            let now = scheduler.utc();
            if !scheduler.0.is_idle(now.timestamp_millis()) {
                self.spawn(scheduler.decide(now.timestamp_millis()).due);
            }
            self.spawn_blocking();
            let rest = sleep(rest(&scheduler, now));
            // A run that ends may make room for another.
            let ended = async {
                if self.runs.join_next().await.is_none() {
                    pending::<()>().await;
                }
            };
            if first(&mut signal, first(pin!(woken), first(pin!(rest), ended))).await {
                break;
            }
        }
        scheduler.turn_off(Some(self.start));
        while self.runs.join_next().await.is_some() {}
    }

    /// Begins what is awaited, and leaves all else to those who block.
    fn spawn(&mut self, due: Vec<Due>) {
        let (awaited, rest): (Vec<_>, Vec<_>) = {
            let state = self.scheduler.0.lock();
            due.into_iter().partition(|due| due.is_run() && state.is_async(due))
        };
        for due in awaited {
            self.runs.spawn(Going::new(&self.scheduler, self.start, due).carry());
        }
        hand_over(&self.scheduler, self.start, rest);
    }

    /// Begins as many of those that block as may.
    fn spawn_blocking(&mut self) {
        while let Ok(free) = Arc::clone(&self.free).try_acquire_owned() {
            let Some(due) = self.scheduler.0.lock().threads.work.pop_front() else { return };
            let going = Going::new(&self.scheduler, self.start, due);
            self.runs.spawn_blocking(move || {
                going.block();
                drop(free);
            });
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.scheduler.turn_off(Some(self.start));
    }
}

/// Waits for one of two, and says whether it was the first.
async fn first(mut one: impl Future + Unpin, other: impl Future) -> bool {
    let mut other = pin!(other);
    poll_fn(|context| match Pin::new(&mut one).poll(context) {
        Poll::Ready(_) => Poll::Ready(true),
        Poll::Pending => other.as_mut().poll(context).map(|_| false),
    })
    .await
}
