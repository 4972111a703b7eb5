//! From when until when: `starting`, `until`, `times`, `lasting`.

use crate::Code;
use crate::fluent::Length;
use crate::fluent::accept::{IntoLength, IntoStart, IntoUntil, Moment};
use crate::fluent::line::Line;
use crate::fluent::read::Misread;
use crate::schedule::rule::Lasting;
use crate::schedule::unit::{AnyUnit, Unit};

use super::JobBuilder;

impl JobBuilder {
    /// The first candidate, and what days, weeks, months and years are counted from:
    /// `starting 2026-01-12`.
    ///
    /// A `DateTime` is written as the schedule's zone shows it; where none is named, as the
    /// zone of the machine (or of `now` in [`build_at`](Self::build_at)) does.
    ///
    /// ```
    /// use punctual::{every, Weekday::Monday};
    ///
    /// let sprint = every(2).weeks().on(Monday).starting("2026-01-12").build()?;
    /// assert_eq!(sprint.to_string(), "every 2 weeks on monday at 00:00 starting 2026-01-12");
    ///
    /// let poll = every(7).minutes().starting("2026-01-12 08:00").build()?;
    /// assert_eq!(poll.to_string(), "every 7 minutes starting 2026-01-12 08:00");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](Code::Range) for a date that does not exist,
    /// [`Year`](Code::Year) for a date without a year,
    /// [`StartTime`](Code::StartTime) for a time without a date,
    /// [`Relative`](Code::Relative) for `"tomorrow"`,
    /// [`Duplicate`](Code::Duplicate) when called twice.
    #[track_caller]
    pub fn starting(self, start: impl IntoStart) -> Self {
        let line = Line::here();
        self.put("starting", line, start.start(), |said| &mut said.starting)
            .or_again(line, |chain, text| chain.starting(text))
    }

    /// Starts at the moment of building: `starting 2026-11-20 02:44:30`.
    ///
    /// ```
    /// use chrono::{TimeZone, Utc};
    /// use punctual::every;
    ///
    /// let now = Utc.with_ymd_and_hms(2026, 11, 20, 2, 44, 30).unwrap();
    /// let poll = every(7).minutes().starting_now().build_at(&now)?;
    /// assert_eq!(poll.to_string(), "every 7 minutes starting 2026-11-20 02:44:30");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Duplicate`](Code::Duplicate) when there is a start already.
    #[track_caller]
    pub fn starting_now(self) -> Self {
        self.put("starting_now", Line::here(), Ok(Moment::Now), |said| &mut said.starting)
    }

    /// The last moment, included; a date includes its whole day: `until 2026-12-31`.
    ///
    /// Times of day mean today, and lengths of time are counted from the moment of building, in
    /// the zone of the schedule, else of the machine (or of `now` in
    /// [`build_at`](Self::build_at)). In the hour that clocks repeat in autumn, a text can name
    /// the first pass only, so an end in the second is moved there.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::{TimeZone, Utc};
    /// use punctual::every;
    ///
    /// let bounded = every(1).hour().until("2030-01-01 18:33").build()?;
    /// assert_eq!(bounded.to_string(), "every hour until 2030-01-01 18:33");
    ///
    /// let now = Utc.with_ymd_and_hms(2026, 11, 20, 2, 44, 30).unwrap();
    /// let today = every(1).hour().until("18:30").build_at(&now)?;
    /// assert_eq!(today.to_string(), "every hour until 2026-11-20 18:30");
    ///
    /// let shift = every(1).hour().until("8h").build_at(&now)?;
    /// assert_eq!(shift.to_string(), "every hour until 2026-11-20 10:44:30");
    /// assert_eq!(every(1).hour().until(Duration::from_secs(28_800)).build_at(&now)?, shift);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`EmptyRange`](Code::EmptyRange) for an end before the start, or in the past,
    /// [`Range`](Code::Range) for a date or time that does not exist,
    /// [`Year`](Code::Year) for a date without a year,
    /// [`Relative`](Code::Relative) for `"tomorrow"`,
    /// [`Zero`](Code::Zero) for no time at all,
    /// [`Duplicate`](Code::Duplicate) when called twice.
    #[track_caller]
    pub fn until(self, end: impl IntoUntil) -> Self {
        let line = Line::here();
        self.put("until", line, end.until(), |said| &mut said.until).or_again(line, |chain, text| chain.until(text))
    }

    /// The first so many slots: `for 5 times`. Without a [`starting`](Self::starting), they are
    /// counted from the moment of building.
    ///
    /// ```
    /// use punctual::every;
    ///
    /// let course = every(1).day().at("09:00").starting("2026-01-10").times(3).build()?;
    /// assert_eq!(course.to_string(), "every day at 09:00 starting 2026-01-10 for 3 times");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Zero`](Code::Zero) for none,
    /// [`Range`](Code::Range) for more than 10,000,
    /// [`Duplicate`](Code::Duplicate) when called twice, or next to [`lasting`](Self::lasting).
    #[track_caller]
    pub fn times(self, count: u32) -> Self {
        self.put("times", Line::here(), Ok(Lasting::Times(count)), |said| &mut said.spec.lasting)
    }

    /// For so long, the end not included: `for 3 weeks`. Without a
    /// [`starting`](Self::starting), it is counted from the moment of building.
    ///
    /// ```
    /// use punctual::{every, ToLength, Weekday::Monday};
    ///
    /// let course = every(Monday).at("09:00").starting("2026-01-05").lasting(5.weeks()).build()?;
    /// assert_eq!(course.to_string(), "every monday at 09:00 starting 2026-01-05 for 5 weeks");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Zero`](Code::Zero) for no time at all,
    /// [`Range`](Code::Range) for more than a hundred years,
    /// [`Expected`](Code::Expected) for milliseconds,
    /// [`Duplicate`](Code::Duplicate) when called twice, or next to [`times`](Self::times).
    #[track_caller]
    pub fn lasting(self, length: impl IntoLength) -> Self {
        let lasting = length.length().and_then(|length| {
            let Length { count, unit } = length.held()?;
            if unit == AnyUnit::Clock(Unit::Millisecond) {
                let message = format!("a schedule goes on for whole seconds, not for {length}");
                return Err(Misread::new(Code::Expected, message));
            }
            Ok(Lasting::Length(count, unit))
        });
        self.put("lasting", Line::here(), lasting, |said| &mut said.spec.lasting)
    }
}
