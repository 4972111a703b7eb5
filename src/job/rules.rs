//! What a job does in the chain when a run cannot happen as planned.

use std::sync::Arc;

use crate::clock::Millis;
use crate::fluent::accept::IntoLength;
use crate::fluent::{Line, Misread, Read};
use crate::{Code, JobBuilder};

use super::{Condition, Missed, Options, Overlap};

/// What to do when slots are missed, overlap or fail, and when a run is not wanted.
impl JobBuilder {
    /// What to do with slots that passed without a run: see [`Missed`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Missed, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
    /// let job = scheduler.every(1).hour().on_missed(Missed::RunAll { at_most: 3 }).run(|| ())?;
    /// clock.advance(Duration::from_secs(5 * 3600));
    /// scheduler.run_pending();
    /// assert_eq!((job.counts().ran, job.counts().missed), (3, 2));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn on_missed(self, missed: Missed) -> Self {
        self.option("on_missed", Line::here(), |options| options.missed = missed)
    }

    /// How late a run may be; a slot that is later is missed. By default any lateness is right
    /// for a run.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).build();
    /// scheduler.after("10m").grace("5m").run(|| ())?;
    /// clock.advance(Duration::from_secs(16 * 60));
    /// let pass = scheduler.run_pending();
    /// assert_eq!((pass.ran, pass.missed), (0, 1));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn grace(self, length: impl IntoLength) -> Self {
        self.length("grace", Line::here(), length, |options| &mut options.grace)
    }

    /// What to do with a slot that comes while the job still runs: see [`Overlap`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Overlap, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).build();
    /// let inside = clock.clone();
    /// let job = scheduler.every(1).minute().on_overlap(Overlap::QueueOne).run_with(move |run| {
    ///     if run.job().counts().ran == 0 {
    ///         // Two more slots come during the first run: one waits for its end.
    ///         for _ in 0..2 {
    ///             inside.advance(Duration::from_secs(60));
    ///             run.scheduler().run_pending();
    ///         }
    ///     }
    /// })?;
    /// clock.advance(Duration::from_secs(60));
    /// scheduler.run_pending();
    /// assert_eq!((job.counts().ran, job.counts().skipped), (2, 1));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn on_overlap(self, overlap: Overlap) -> Self {
        self.option("on_overlap", Line::here(), |options| options.overlap = overlap)
    }

    /// Tries a run that failed again, so many times. The first wait is a second (or
    /// [`backoff`](Self::backoff)), each further one twice as long, up to an hour. The next slot
    /// takes the place of a try that waits.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).build();
    /// let job = scheduler.every(1).hour().retry(3).backoff("10s").run_with(|run| {
    ///     if run.attempt() < 3 { Err("not yet") } else { Ok(()) }
    /// })?;
    /// let pass = scheduler.run_for(Duration::from_secs(3630));
    /// assert_eq!((pass.ran, pass.failed), (1, 2));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn retry(self, times: u32) -> Self {
        self.option("retry", Line::here(), |options| options.retries = times.min(10_000))
    }

    /// The first wait before a run is tried again.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// let job = scheduler.every(1).hour().retry(2).backoff("10m").run(|| Err::<(), _>("no"))?;
    /// // At 01:00, ten minutes later, and twenty minutes after that.
    /// scheduler.run_for(Duration::from_secs(3600 + 1799));
    /// assert_eq!(job.counts().failed, 2);
    /// scheduler.run_for(Duration::from_secs(1));
    /// assert_eq!(job.counts().failed, 3);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn backoff(self, first: impl IntoLength) -> Self {
        self.length("backoff", Line::here(), first, |options| &mut options.backoff)
    }

    /// Never repeats a run that was cut off, where a [store](crate::SchedulerBuilder::store)
    /// keeps the job: it is closed as interrupted. Without this, it is run again.
    ///
    /// ```
    /// use punctual::{MemoryStore, Scheduler};
    ///
    /// let scheduler = Scheduler::builder().store(MemoryStore::new()).build();
    /// let payment = scheduler.every(1).day().named("payment").at_most_once().run(|| ())?;
    /// assert!(payment.is_active());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn at_most_once(self) -> Self {
        self.option("at_most_once", Line::here(), |options| options.at_most_once = true)
    }

    /// Runs only when the condition holds; it is asked before each run. More calls add
    /// conditions.
    ///
    /// ```
    /// use punctual::{Event, Scheduler, Why};
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).second().immediately().only_if(|| false).run(|| ())?;
    /// while scheduler.run_pending().skipped == 0 {}
    /// assert_eq!(job.counts().ran, 0);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn only_if(self, condition: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let condition = Condition { holds: Arc::new(condition), wanted: true };
        self.option("only_if", Line::here(), |options| options.conditions.push(condition))
    }

    /// Runs only when the condition does not hold.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// let night = scheduler.every(1).hour().skip_if(|| true).run(|| ())?;
    /// let pass = scheduler.run_for(Duration::from_secs(7200));
    /// assert_eq!((pass.ran, pass.skipped), (0, 2));
    /// assert_eq!(night.counts().skipped, 2);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn skip_if(self, condition: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let condition = Condition { holds: Arc::new(condition), wanted: false };
        self.option("skip_if", Line::here(), |options| options.conditions.push(condition))
    }

    /// A rest after the end of each run: slots within it are skipped, and reported.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).build();
    /// scheduler.every(1).minute().min_gap("90s").run(|| ())?;
    /// let pass = scheduler.run_for(Duration::from_secs(300));
    /// assert_eq!((pass.ran, pass.skipped), (3, 2));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn min_gap(self, length: impl IntoLength) -> Self {
        self.length("min_gap", Line::here(), length, |options| &mut options.min_gap)
    }

    /// Sends [`Event::Slow`](crate::Event::Slow) after a run that took longer.
    ///
    /// ```
    /// use std::sync::mpsc::channel;
    /// use std::sync::Mutex;
    /// use punctual::{Event, Scheduler};
    ///
    /// let (sender, slow) = channel();
    /// let sender = Mutex::new(sender);
    /// let scheduler = Scheduler::new();
    /// scheduler.observe(move |event| {
    ///     if let Event::Slow { job, .. } = event {
    ///         drop(sender.lock().unwrap().send(job.name()));
    ///     }
    /// });
    /// let task = || std::thread::sleep(std::time::Duration::from_millis(5));
    /// scheduler.every(1).hour().named("sleepy").warn_after("1ms").run(task)?;
    /// scheduler.run_all();
    /// assert_eq!(slow.recv().unwrap().as_deref(), Some("sleepy"));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn warn_after(self, length: impl IntoLength) -> Self {
        self.length("warn_after", Line::here(), length, |options| &mut options.warn_after)
    }

    pub(super) fn length(
        self,
        setter: &'static str,
        line: Line,
        length: impl IntoLength,
        option: impl FnOnce(&mut Options) -> &mut Option<Millis>,
    ) -> Self {
        match fixed(length) {
            Ok(length) => self.option(setter, line, |options| *option(options) = Some(length)),
            Err(misread) => self.wrong(line, misread),
        }
    }
}

/// A length of time that is the same on every day.
pub(crate) fn fixed(length: impl IntoLength) -> Read<Millis> {
    let length = length.length()?;
    let size = length.unit.milliseconds().ok_or_else(|| {
        let has = if length.count == 1 { "has" } else { "have" };
        Misread::new(Code::Expected, format!("{length} {has} no fixed length: say it in weeks or days"))
    })?;
    let total = size.checked_mul(length.count.into()).and_then(|total| i64::try_from(total).ok());
    total.ok_or_else(|| Misread::range(format!("{length} are too long a time")))
}
