//! The other ways to begin: once, a cron line, a text, a union.

use crate::job::fixed;
use crate::scheduler::Millis;
use crate::{Code, Schedule};

use super::JobBuilder;
use super::accept::{IntoLength, IntoOnce, Moment};
use super::builder::What;
use super::line::Line;
use super::read::Misread;

/// A schedule of one slot: `on 2026-03-15 at 14:30`.
///
/// A moment without a zone of its own is read in the zone of the schedule. A `DateTime` is an
/// instant: where no [`timezone`](JobBuilder::timezone) is named, its offset is written down.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use punctual::once;
///
/// let launch = once("2026-03-15 14:30").build()?;
/// assert_eq!(launch.to_string(), "on 2026-03-15 at 14:30");
///
/// let launch = once("2026-03-15").at(["09:00", "17:00"]).timezone("Europe/London").build()?;
/// assert_eq!(launch.to_string(), "on 2026-03-15 at 09:00, 17:00 in Europe/London");
///
/// let instant = Utc.with_ymd_and_hms(2026, 3, 15, 14, 30, 0).single();
/// let launch = instant.map(|instant| once(instant).build()).transpose()?;
/// assert_eq!(launch.map(|it| it.to_string()).as_deref(), Some("on 2026-03-15 at 14:30 in UTC"));
/// # Ok::<(), punctual::Error>(())
/// ```
#[track_caller]
pub fn once(at: impl IntoOnce) -> JobBuilder {
    let line = Line::here();
    let new = JobBuilder::new(line);
    let moments = match at.once() {
        Ok(moments) => moments,
        Err(misread) => return new.fail(line, misread),
    };
    if let [instant @ Moment::Instant(_)] = moments.as_slice() {
        return new.put("once", line, Ok(*instant), |said| &mut said.once);
    }
    let mut days = Vec::new();
    let mut times = None;
    for moment in moments {
        if let Moment::Civil(bound) = moment {
            days.push(bound.day);
            times = times.or(bound.time);
        }
    }
    let new = new.put("once", line, Ok(days), |said| &mut said.spec.days);
    match times {
        Some(time) => new.put("once", line, Ok(vec![time]), |said| &mut said.spec.times),
        None => new,
    }
}

/// A schedule from a cron line of 5, 6 (seconds first) or 7 (years last) fields: only
/// [`timezone`](JobBuilder::timezone) may go with it.
///
/// ```
/// use punctual::cron;
///
/// let office = cron("0 9 * * mon-fri").timezone("Europe/Berlin").build()?;
/// assert_eq!(office.to_string(), "cron 0 9 * * 1-5 in Europe/Berlin");
/// # Ok::<(), punctual::Error>(())
/// ```
#[track_caller]
pub fn cron(line: &str) -> JobBuilder {
    let here = Line::here();
    JobBuilder::new(here).cron_line(line, here)
}

/// A schedule from a text, in the words of the schedule language.
///
/// The text is the whole of the *when*: the setters that say when are refused after it, with
/// [`Code::Expected`](crate::Code). What is wrong in the text is reported when the schedule is built, with
/// its place in the text.
///
/// ```
/// use punctual::schedule;
///
/// let office = schedule("weekdays at 9am").build()?;
/// assert_eq!(office.to_string(), "every weekday at 09:00");
/// # Ok::<(), punctual::Error>(())
/// ```
#[track_caller]
pub fn schedule(text: &str) -> JobBuilder {
    JobBuilder::ready(Line::here(), text.parse())
}

/// A timer: a job that runs once, so long after it is added. It has no text, and takes no setters
/// that say when.
///
/// ```
/// use std::time::Duration;
/// use punctual::after;
///
/// let timer = after(Duration::from_secs(30)).tag("egg").run(|| println!("done"))?;
/// assert!(timer.cancel());
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// # Errors
///
/// `run` reports a length without a fixed number of seconds, such as months.
#[track_caller]
pub fn after(delay: impl IntoLength) -> JobBuilder {
    from_now(delay, What::Timer)
}

/// A job that comes again so long after its last run has ended, for poll loops. It has no text,
/// and takes no setters that say when.
///
/// ```
/// use punctual::{again_after, ToLength};
///
/// let poll = again_after(10.seconds()).tag("poll").run(|| println!("anything new?"))?;
/// assert_eq!(poll.schedule(), None);
/// assert!(poll.cancel());
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// # Errors
///
/// `run` reports a length of nothing, and one without a fixed number of seconds.
#[track_caller]
pub fn again_after(rest: impl IntoLength) -> JobBuilder {
    let line = Line::here();
    match from_now(rest, What::Again) {
        again if matches!(again.what(), What::Again(0)) => {
            again.fail(line, Misread::new(Code::Zero, "a rest of nothing: the job would never end"))
        }
        again => again,
    }
}

#[track_caller]
fn from_now(length: impl IntoLength, what: fn(Millis) -> What) -> JobBuilder {
    let line = Line::here();
    match fixed(length) {
        Ok(length) => JobBuilder::of(line, what(length)),
        Err(misread) => JobBuilder::of(line, what(1)).fail(line, misread),
    }
}

/// The union of schedules or builders: `every monday at 08:00; every friday at 16:00`.
///
/// Each is complete in itself; setters after the union are refused with [`Code::Expected`](crate::Code).
/// What is said about the job is said of the union, and refused in its parts, where it would be
/// unclear for which slots it holds.
///
/// ```
/// use punctual::{any_of, every, JobBuilder, Schedule, Weekday::*};
///
/// let rounds = any_of([every(Monday).at("08:00"), every(Friday).at("16:00")]).build()?;
/// assert_eq!(rounds.to_string(), "every monday at 08:00; every friday at 16:00");
///
/// // Finished schedules join as well.
/// let noon: Schedule = "every day at noon".parse()?;
/// let both = any_of([noon, rounds]).build()?;
/// assert_eq!(both.next_after(&chrono::DateTime::UNIX_EPOCH).map(|t| t.timestamp()), Some(43_200));
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// ```
/// use punctual::{any_of, every, Scheduler, Weekday::*};
///
/// let scheduler = Scheduler::new();
/// let rounds = any_of([scheduler.every(Monday).at("08:00"), scheduler.every(Friday).at("16:00")]);
/// scheduler.job(rounds).tag("round").run(|| ())?;
/// assert_eq!(scheduler.tagged("round").len(), 1);
///
/// let error = any_of([every(Monday).tag("round"), every(Friday)]).run(|| ()).unwrap_err();
/// assert_eq!(error.code().as_str(), "expected");
/// assert_eq!(error.location().map(|it| it.line()), Some(line!() - 2));
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// # Errors
///
/// `build` reports the first that is wrong among them, and [`Code::Empty`](crate::Code) when there are none.
#[track_caller]
pub fn any_of<T: Into<JobBuilder>>(schedules: impl IntoIterator<Item = T>) -> JobBuilder {
    JobBuilder::union(Line::here(), schedules.into_iter().map(Into::into).collect())
}

/// A finished schedule, to be joined with others by [`any_of`].
impl From<Schedule> for JobBuilder {
    #[track_caller]
    fn from(schedule: Schedule) -> Self {
        Self::ready(Line::here(), Ok(schedule))
    }
}

impl From<&Schedule> for JobBuilder {
    #[track_caller]
    fn from(schedule: &Schedule) -> Self {
        schedule.clone().into()
    }
}

/// The same as [`schedule`]: what is wrong in the text is reported when the schedule is built.
///
/// ```
/// use punctual::{any_of, Scheduler};
///
/// let scheduler = Scheduler::new();
/// let job = scheduler.job("every monday at 09:00").run(|| ())?;
/// job.reschedule("every day at 9am")?;
/// assert_eq!(job.schedule().unwrap().to_string(), "every day at 09:00");
/// assert!(job.reschedule("every day at 9").is_err());
/// assert_eq!(any_of(["mondays at noon", "fridays at 17"]).build()?.rules().count(), 2);
/// # Ok::<(), punctual::Error>(())
/// ```
impl From<&str> for JobBuilder {
    #[track_caller]
    fn from(text: &str) -> Self {
        schedule(text)
    }
}

impl From<&String> for JobBuilder {
    #[track_caller]
    fn from(text: &String) -> Self {
        schedule(text)
    }
}

impl From<String> for JobBuilder {
    #[track_caller]
    fn from(text: String) -> Self {
        schedule(&text)
    }
}
