//! Running jobs whatever the clock says, and playing time.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone};

use super::pass::Came;
use super::tick::{Due, Verdict};
use super::{NEVER, Pass, Scheduler, wait};

impl Scheduler {
    /// Runs every job at once, whatever the clock says and whatever their conditions, in order
    /// of priority and age. Their schedules do not move. Paused jobs are left out.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).day().run(|| ())?;
    /// let next = job.next_run();
    /// assert_eq!(scheduler.run_all().ran, 1);
    /// assert_eq!(job.next_run(), next);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn run_all(&self) -> Pass {
        self.run_all_with_delay(Duration::ZERO)
    }

    /// Runs every job at once, as [`run_all`](Self::run_all) does, with a rest between two jobs.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{Clock, ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).build();
    /// scheduler.every(1).day().run(|| ())?;
    /// scheduler.every(1).day().run(|| ())?;
    /// scheduler.run_all_with_delay(Duration::from_secs(3));
    /// assert_eq!(clock.now().timestamp(), 3);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn run_all_with_delay(&self, delay: Duration) -> Pass {
        let all = self.0.lock().jobs.all();
        self.run_these(all, delay)
    }

    /// Runs the jobs with this tag at once, as [`run_all`](Self::run_all) does.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().tag("mail").run(|| ())?;
    /// scheduler.every(1).day().run(|| ())?;
    /// assert_eq!(scheduler.run_tagged("mail").ran, 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn run_tagged(&self, tag: &str) -> Pass {
        let tagged = self.0.lock().jobs.tagged(tag);
        self.run_these(tagged, Duration::ZERO)
    }

    fn run_these(&self, jobs: Vec<(u32, u64)>, delay: Duration) -> Pass {
        let mut due: Vec<Due> = {
            let mut state = self.0.lock();
            jobs.into_iter().filter_map(|(index, id)| state.by_hand(index, id, false)).collect()
        };
        due.sort_by_key(|due| (std::cmp::Reverse(due.priority), due.id));
        let mut pass = Pass::default();
        let mut rest = Duration::ZERO;
        for due in due {
            self.0.sleep(std::mem::replace(&mut rest, delay));
            let at = self.millis();
            pass.add(self.carry_out(vec![Due { at, ..due }]));
        }
        pass
    }

    /// Runs one job at once.
    pub(crate) fn run_one(&self, index: u32, id: u64) -> Pass {
        let at = self.millis();
        let due = self.0.lock().by_hand(index, id, true);
        self.carry_out(due.map(|due| Due { at, ..due }).into_iter().collect())
    }

    /// Plays time up to `end`: every job that is due until then runs at its slot, in order, with
    /// the clock standing at it; or as much later as [`jitter`](crate::JobBuilder::jitter) says.
    ///
    /// What it returns [lists](Pass::outcomes) all that was played, so it grows with the time.
    ///
    /// For this the clock must be one that can be moved, such as a
    /// [`ManualClock`](crate::ManualClock); any other is waited for.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// scheduler.schedule("every month on the last day").run_with(|run| {
    ///     assert_eq!(run.scheduler().now(), run.slot());
    /// })?;
    /// let year: DateTime<Utc> = "1971-01-01T00:00:00Z".parse().unwrap();
    /// assert_eq!(scheduler.run_until(&year).ran, 12);
    /// assert_eq!(scheduler.now(), year);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn run_until<Z: TimeZone>(&self, end: &DateTime<Z>) -> Pass {
        let end = end.to_utc();
        let mut pass = self.run_pending();
        loop {
            let due = self.0.due.load(std::sync::atomic::Ordering::Acquire);
            let next = DateTime::from_timestamp_millis(due).filter(|at| due != NEVER && *at <= end).unwrap_or(end);
            let now = self.utc();
            if next > now && !self.0.clock.play_to(next) {
                // Not in one piece: another thread may add what is earlier.
                self.0.sleep(wait(now, next.timestamp_millis()).min(Duration::from_secs(1)));
            }
            pass.add(self.run_pending());
            if self.utc() >= end && self.0.due.load(std::sync::atomic::Ordering::Acquire) > end.timestamp_millis() {
                return pass;
            }
        }
    }

    /// Plays so much time: see [`run_until`](Self::run_until).
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// scheduler.every(10).minutes().run(|| ())?;
    /// assert_eq!(scheduler.run_for(Duration::from_secs(86_400)).ran, 144);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn run_for(&self, length: Duration) -> Pass {
        let length = TimeDelta::from_std(length).unwrap_or(TimeDelta::MAX);
        let end = self.utc().checked_add_signed(length).unwrap_or(DateTime::<chrono::Utc>::MAX_UTC);
        self.run_until(&end)
    }
}

impl super::State {
    /// A run of a job that is asked for by hand.
    fn by_hand(&mut self, index: u32, id: u64, also_paused: bool) -> Option<Due> {
        let record = self.jobs.live(index, id)?;
        if !also_paused && record.state == super::record::State::Paused {
            return None;
        }
        record.pending = record.pending.saturating_add(1);
        let priority = record.priority();
        Some(Due { at: 0, id, index, priority, missed: 0, attempt: 1, verdict: Verdict::Now, came: Came::Nothing })
    }
}
