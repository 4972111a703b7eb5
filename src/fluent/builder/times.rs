//! At which times, on whose clock: `at`, `offset`, `between`, `timezone`, `jitter`.

use crate::Code;
use crate::fluent::Length;
use crate::fluent::accept::{At, IntoLength, IntoTime, IntoTimes, IntoZone};
use crate::fluent::line::Line;
use crate::fluent::read::{Misread, Read};
use crate::schedule::rule::{Jitter, Window};
use crate::schedule::said::spec::Mark;
use crate::schedule::unit::{AnyUnit, Unit};

use super::JobBuilder;

impl JobBuilder {
    /// At these times of the day: `at 09:00, 17:30`; or, in an interval, at this mark: `at :17`,
    /// which is second 17 of a number of minutes and minute 17 of a number of hours.
    ///
    /// ```
    /// use punctual::{every, Weekday::*};
    ///
    /// let rounds = every(1).day().at(["09:00", "17:30"]).build()?;
    /// assert_eq!(rounds.to_string(), "every day at 09:00, 17:30");
    ///
    /// let report = every([Monday, Friday]).at("1:15pm").build()?;
    /// assert_eq!(report.to_string(), "every monday, friday at 13:15");
    ///
    /// let poll = every(10).minutes().at(":17").build()?;
    /// assert_eq!(poll.to_string(), "every 10 minutes at :17");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](Code::Range) for a time that no clock shows,
    /// [`BareHour`](Code::BareHour) for `"5"`, which could be morning or evening,
    /// [`IntervalAt`](Code::IntervalAt) for a time of day in an interval,
    /// [`Expected`](Code::Expected) for a mark without an interval, and for an empty list,
    /// [`Duplicate`](Code::Duplicate) when called twice.
    #[track_caller]
    pub fn at(self, times: impl IntoTimes) -> Self {
        let line = Line::here();
        let chain = match times.times() {
            Ok(At::Mark(mark)) => self.put("at", line, Ok(mark), |said| &mut said.spec.mark),
            Ok(At::Times(times)) => self.put("at", line, Ok(times), |said| &mut said.spec.times),
            Err(misread) => self.fail(line, misread),
        };
        chain.or_again(line, |chain, text| chain.at(text))
    }

    /// Shifts an interval by less than its length: `offset 5 minutes`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use punctual::{every, ToLength};
    ///
    /// let shifted = every(15).minutes().offset(5.minutes()).build()?;
    /// assert_eq!(shifted.to_string(), "every 15 minutes offset 5 minutes");
    /// assert_eq!(every(15).minutes().offset(Duration::from_secs(300)).build()?, shifted);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](Code::Range) for an offset as long as the interval or longer,
    /// [`Zero`](Code::Zero) for no time at all,
    /// [`Expected`](Code::Expected) without an interval, and for an offset in days or longer,
    /// [`Duplicate`](Code::Duplicate) when called twice, or next to a mark.
    #[track_caller]
    pub fn offset(self, length: impl IntoLength) -> Self {
        let offset = length.length().and_then(|length| {
            in_hours_or_less(length, "an offset")?;
            let total = length.unit.milliseconds().and_then(|size| size.checked_mul(length.count.into()));
            total.map(Mark::Offset).ok_or_else(|| Misread::range(format!("{length} is too long")))
        });
        self.put("offset", Line::here(), offset, |said| &mut said.spec.mark)
    }

    /// Keeps an interval to a window of the day, both ends included: `from 09:00 to 17:00`.
    ///
    /// The interval is counted from the window's start. A window whose end is before its start
    /// goes past midnight, and belongs to the day it starts. `"24:00"` is the end of the day.
    ///
    /// ```
    /// use punctual::every;
    ///
    /// let office = every(10).minutes().between("09:00", "17:00").build()?;
    /// assert_eq!(office.to_string(), "every 10 minutes from 09:00 to 17:00");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](Code::Range) for a time that no clock shows,
    /// [`BareHour`](Code::BareHour) for `"5"`,
    /// [`WindowCalendar`](Code::WindowCalendar) without an interval,
    /// [`Duplicate`](Code::Duplicate) when called twice.
    #[track_caller]
    pub fn between(self, from: impl IntoTime, to: impl IntoTime) -> Self {
        let window = from.time().and_then(|from| Ok(Window { from, to: to.end()? }));
        self.put("between", Line::here(), window, |said| &mut said.spec.window)
    }

    /// On the clock of a zone: `in Europe/Berlin`. Without it, on the clock of whoever asks.
    ///
    /// ```
    /// use chrono::FixedOffset;
    /// use punctual::{every, Weekday::Monday};
    ///
    /// let standup = every(Monday).at("09:30").timezone("europe/berlin").build()?;
    /// assert_eq!(standup.to_string(), "every monday at 09:30 in Europe/Berlin");
    /// assert_eq!(every(Monday).at("09:30").timezone(chrono_tz::Europe::Berlin).build()?, standup);
    ///
    /// let fixed = every(1).day().timezone("+02:00").build()?;
    /// assert_eq!(fixed.to_string(), "every day at 00:00 in +02:00");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Zone`](Code::Zone) for a name that is none,
    /// [`ZoneAbbr`](Code::ZoneAbbr) for an abbreviation such as `"EST"`,
    /// [`Duplicate`](Code::Duplicate) when called twice.
    #[track_caller]
    pub fn timezone(self, zone: impl IntoZone) -> Self {
        let line = Line::here();
        self.put("timezone", line, zone.zone(), |said| &mut said.spec.zone)
            .or_again(line, |chain, text| chain.timezone(text))
    }

    /// Has each run begin later than its slot, by a random length up to this: `jitter 5 minutes`.
    /// So many jobs of one hour do not all begin at once.
    ///
    /// The slots stay as they are, for [`Run::slot`](crate::Run::slot) and all else; no run
    /// begins as late as the next slot. The length is drawn from the job's name and the slot, so
    /// it is the same in every run of the program, and on every machine. A job without a name has
    /// its number.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{every, ManualClock, Scheduler, ToLength};
    ///
    /// let spread = every(1).hour().jitter(5.minutes()).build()?;
    /// assert_eq!(spread.to_string(), "every hour jitter 5 minutes");
    /// assert_eq!(every(1).hour().jitter("5m").build()?, spread);
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// scheduler.job(spread).named("report").run_with(|run| {
    ///     let late = run.scheduler().now().signed_duration_since(run.slot());
    ///     assert!((0..=300).contains(&late.num_seconds()));
    ///     assert_eq!(run.slot().format("%M:%S").to_string(), "00:00");
    /// })?;
    /// let pass = scheduler.run_for(Duration::from_secs(86_400 + 300));
    /// assert_eq!((pass.ran, pass.failed), (24, 0));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Zero`](Code::Zero) for no time at all,
    /// [`Expected`](Code::Expected) for days or longer,
    /// [`Duplicate`](Code::Duplicate) when called twice.
    #[track_caller]
    pub fn jitter(self, length: impl IntoLength) -> Self {
        let jitter = length.length().and_then(|length| {
            let unit = in_hours_or_less(length, "a jitter")?;
            Ok(Jitter { count: length.count, unit })
        });
        self.put("jitter", Line::here(), jitter, |said| &mut said.spec.jitter)
    }
}

fn in_hours_or_less(length: Length, what: &str) -> Read<Unit> {
    if let AnyUnit::Clock(unit) = length.held()?.unit {
        return Ok(unit);
    }
    let message = format!("{what} is written in hours or a smaller unit, not as {length}");
    Err(Misread::new(Code::Expected, message))
}
