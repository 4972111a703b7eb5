//! From what was said to the schedule, or to the first error.

use std::cell::LazyCell;
use std::ops::Deref;

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::error::{Error, Fix, Place};
use crate::fluent::accept::{Moment, bound, whole_minutes};
use crate::fluent::line::Line;
use crate::fluent::now::{Now, outside};
use crate::fluent::read::{Misread, Read};
use crate::schedule::rule::{Bound, Rule};
use crate::schedule::said::spec::{Cadence, Given, Spec};
use crate::schedule::said::{Fault, validate};
use crate::schedule::zone::Zone;
use crate::scheduler::Plan;
use crate::{Code, Schedule};

use super::{JobBuilder, Said, What, Wrong, twice};

impl JobBuilder {
    /// The schedule.
    ///
    /// What is relative (`until("8h")`, `starting_now()`, `times(5)` without a start) becomes
    /// absolute here, by the clock and the zone of the machine, and prints so. These are read
    /// only when something in the chain needs them.
    ///
    /// ```
    /// use punctual::{every, Weekday::Monday};
    ///
    /// let schedule = every(Monday).at("13:15").build()?;
    /// assert_eq!(schedule, "every monday at 13:15".parse()?);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first setter that was given a wrong value, else what is wrong between them: the
    /// same [`Code`]s as for the text. Two more than for a text: an
    /// [`until`](Self::until) in the past is [`Code::EmptyRange`], and what is said about a job,
    /// such as [`tag`](Self::tag), is [`Code::Expected`]: a schedule could not keep it.
    pub fn build(self) -> Result<Schedule, Error> {
        self.make(&LazyCell::new(Now::of_system))
    }

    /// The schedule, as if it were built at the moment `now`: what is relative is counted from
    /// there, in the zone of `now` where the schedule names none.
    ///
    /// ```
    /// use chrono::{TimeZone, Utc};
    /// use punctual::{every, ToLength};
    ///
    /// let now = Utc.with_ymd_and_hms(2026, 11, 20, 2, 44, 30).unwrap();
    /// let shift = every(10).minutes().until(8.hours()).build_at(&now)?;
    /// assert_eq!(shift.to_string(), "every 10 minutes until 2026-11-20 10:44:30");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`build`](Self::build).
    pub fn build_at<Z: TimeZone>(self, now: &DateTime<Z>) -> Result<Schedule, Error> {
        self.make(&&Now::new(now))
    }

    /// When a job runs.
    pub(crate) fn plan(mut self, now: &dyn Deref<Target = Now<'_>>) -> Result<Plan, Error> {
        if let Some(wrong) = self.wrong.take() {
            return Err(wrong.into_error(&self, now));
        }
        match &self.what {
            What::Timer(length) => Ok(Plan::Timer(*length)),
            What::Again(length) => Ok(Plan::Again(*length)),
            What::Rule { .. } | What::Ready(_) | What::Union(_) => Ok(Plan::Slots(self.make(now)?)),
        }
    }

    fn make(mut self, now: &dyn Deref<Target = Now<'_>>) -> Result<Schedule, Error> {
        if let Some(wrong) = self.wrong.take() {
            return Err(wrong.into_error(&self, now));
        }
        if let Some((setter, line)) = self.told.as_deref() {
            let message = format!("`{setter}` is about a job, and this only says when: say it where the job is run");
            return Err(Error::of_chain(Code::Expected, Some(line.location()), message, Vec::new()));
        }
        let Self { begun, what, holidays, .. } = self;
        let schedule = match what {
            What::Ready(schedule) => schedule,
            What::Union(parts) => {
                let schedules = parts.into_iter().map(|part| part.make(now));
                let union = Schedule::union(schedules.collect::<Result<Vec<_>, _>>()?);
                union.ok_or_else(|| error_of(Fault::new(Code::Empty, begun.place(), "a union of no schedules"), begun))
            }
            What::Rule { every, said } => {
                // An interval and nothing more needs no spec.
                let alone = every.filter(|_| said.is_none()).and_then(|every| Rule::alone(every.value));
                match alone {
                    Some(rule) => Ok(Schedule::of(rule)),
                    None => said.unwrap_or_default().make(every, now).map_err(|fault| error_of(fault, begun)),
                }
            }
            What::Timer(_) | What::Again(_) => {
                let message = "a length of time from now, or after each end, names no slots: it is no schedule";
                Err(error_of(Fault::new(Code::Expected, begun.place(), message), begun))
            }
        }?;
        if schedule.is_too_long() {
            let message = format!("written out this has more than {} bytes", crate::schedule::LONGEST_TEXT);
            return Err(error_of(Fault::new(Code::TooLong, begun.place(), message), begun));
        }
        match holidays {
            None => Ok(schedule),
            Some(given) if schedule.asks_for_holidays() => Ok(schedule.with_holidays(given.value)),
            Some(given) => {
                let message = "nothing here says `except holidays`";
                Err(error_of(Fault::new(Code::Expected, given.place, message), begun))
            }
        }
    }
}

impl Wrong {
    /// The error, with the rest of the chain to offer texts that would work.
    fn into_error(self, rest: &JobBuilder, now: &dyn Deref<Target = Now<'_>>) -> Error {
        let Misread { code, message, instead } = self.misread;
        let schedules = self.again.into_iter().flat_map(|again| {
            let chains = instead.iter().map(move |text| again(rest.clone(), text));
            chains.filter(|chain| chain.wrong.is_none()).filter_map(|chain| chain.make(now).ok())
        });
        let fixes = schedules.map(|schedule| Fix::Instead(schedule.to_string())).collect();
        Error::of_chain(code, Some(self.line.location()), message, fixes)
    }
}

/// The error of a fault. Of two setters that do not go together it points at the later one, and
/// for what is nowhere in particular at the beginning of the chain.
fn error_of(fault: Fault, begun: Line) -> Error {
    let lines = [Some(fault.place), fault.other].into_iter().flatten().filter_map(|place| match place {
        Place::Line(line) => Some(line),
        Place::Span(..) | Place::Whole => None,
    });
    let line = lines.max_by_key(|line| (line.line(), line.column())).unwrap_or(begun.location());
    let fixes = fault.readings.into_iter().map(Fix::Instead).collect();
    Error::of_chain(fault.code, Some(line), fault.message, fixes)
}

impl Said {
    fn make(&mut self, every: Option<Given<Cadence>>, now: &dyn Deref<Target = Now<'_>>) -> Result<Schedule, Fault> {
        self.spec.every = every;
        self.resolve(now)?;
        let spec = &mut self.spec;
        weekdays_that_are_the(spec)?;
        let zone = spec.zone.as_ref().map_or(Zone::Caller, |zone| zone.value);
        let until = spec.until;
        let rule = validate(spec)?;
        if let Some(until) = until {
            not_past(&until, zone, now)?;
        }
        Ok(Schedule::as_said(rule, Vec::new(), spec.monday_by_default))
    }

    /// Puts the moments into the spec, as the clock of the schedule's zone shows them.
    fn resolve(&mut self, now: &dyn Deref<Target = Now<'_>>) -> Result<(), Fault> {
        let Self { spec, once, starting, until } = self;
        if let Some(once) = once {
            let place = once.place;
            if let Some(times) = &spec.times {
                return Err(fault(times.place, twice("at", place)));
            }
            if let Moment::Instant(instant) = once.value {
                let zone = spec.zone.as_ref().map_or(Zone::Caller, |zone| zone.value);
                let (zone, at) = slot(instant, zone).map_err(|misread| fault(place, misread))?;
                spec.zone = Some(Given { value: zone, place });
                spec.days = Some(Given { value: vec![at.day], place });
                spec.times = Some(Given { value: at.time.into_iter().collect(), place });
            }
        }
        if let (Some(lasting), None) = (&spec.lasting, &starting) {
            *starting = Some(Given { value: Moment::Now, place: lasting.place });
        }
        let zone = spec.zone.as_ref().map_or(Zone::Caller, |zone| zone.value);
        let civil = |given: Given<Moment>| {
            let place = given.place;
            let bound = match given.value {
                Moment::Civil(bound) => Ok(bound),
                moment => now.resolve(moment, zone),
            };
            bound.map(|value| Given { value, place }).map_err(|misread| fault(place, misread))
        };
        spec.starting = starting.take().map(civil).transpose()?;
        spec.until = until.take().map(civil).transpose()?;
        Ok(())
    }
}

fn fault(place: Place, misread: Misread) -> Fault {
    Fault::new(misread.code, place, misread.message)
}

/// `friday the 13th` needs its friday, in every week. A text has no other way to say it.
fn weekdays_that_are_the(spec: &Spec) -> Result<(), Fault> {
    let Some(day) = &spec.both else { return Ok(()) };
    let message = match (&spec.weekdays, spec.every.as_ref().map(|every| every.value)) {
        (None, _) => "`that_is_the` needs weekdays: `every(Friday).that_is_the(13)`",
        (_, Some(Cadence::Weeks(2..))) => "`that_is_the` looks at every week, not at every so many",
        _ => return Ok(()),
    };
    Err(Fault::new(Code::Expected, day.place, message))
}

/// Refuses an end that is past.
fn not_past(until: &Given<Bound>, zone: Zone, now: &dyn Deref<Target = Now<'_>>) -> Result<(), Fault> {
    let now = now.civil_now(zone).map_err(|misread| fault(until.place, misread))?;
    let today = now.date().signed_duration_since(NaiveDate::default()).num_days();
    let end = (i64::from(until.value.day), until.value.time.unwrap_or(u32::MAX));
    if end < (today, now.num_seconds_from_midnight()) {
        let past = Misread::new(Code::EmptyRange, "this end is in the past: no slot is left");
        return Err(fault(until.place, past));
    }
    Ok(())
}

/// The zone and the civil time that name an instant: those of the schedule's zone, where its
/// clock shows that time then for the first time; else those of an offset, which has no hour
/// that comes twice.
fn slot(instant: DateTime<FixedOffset>, zone: Zone) -> Read<(Zone, Bound)> {
    let utc = instant.naive_utc();
    let offset = match zone {
        Zone::Caller => *instant.offset(),
        Zone::Named(tz) => tz.offset_from_utc_datetime(&utc).fix(),
        Zone::Fixed(minutes) => {
            FixedOffset::east_opt(i32::from(minutes).saturating_mul(60)).unwrap_or(*instant.offset())
        }
    };
    let civil = utc.checked_add_offset(offset).ok_or_else(outside)?;
    let first = |tz: Tz| tz.from_local_datetime(&civil).earliest().is_some_and(|it| it == instant);
    match (zone, whole_minutes(offset)) {
        (Zone::Named(tz), _) if first(tz) => Ok((zone, bound(civil)?)),
        (_, Some(fixed)) => Ok((fixed, bound(civil)?)),
        (_, None) => Ok((Zone::Named(Tz::UTC), bound(utc)?)),
    }
}
