//! The chain itself: what was said so far, and the first thing that was wrong.

mod bounds;
mod build;
mod days;
mod times;

use chrono::NaiveDate;

use crate::error::Place;
use crate::job::Options;
use crate::schedule::cron::Cron;
use crate::schedule::said::spec::{Cadence, Given, Spec};
use crate::scheduler::{Millis, Scheduler};
use crate::{Code, Error, Schedule};

use super::accept::{IntoZone, Moment};
use super::line::Line;
use super::read::{Misread, Read};

/// A schedule in the making: [`every`](crate::every), [`once`](crate::once),
/// [`cron`](crate::cron), [`schedule`](crate::schedule) and [`any_of`](crate::any_of) begin one; [`run`](Self::run) makes a job of it.
///
/// The setters come in any order, which never changes the meaning; each may be called once
/// (but [`except`](Self::except) adds). A wrong value does not break the chain: the first one
/// is kept, and reported by [`build`](Self::build) with the source line of its setter.
///
/// ```
/// use punctual::{every, Weekday::Monday};
///
/// let chain = every(Monday).at("13:15").timezone("Europe/Berlin").until("2030-01-01");
/// let text = "every monday at 13:15 until 2030-01-01 in Europe/Berlin";
/// assert_eq!(chain.build()?, text.parse()?);
///
/// let error = every(Monday)
///     .at("25:00")
///     .timezone("Europe/Berlin")
///     .build()
///     .unwrap_err();
/// assert_eq!(error.code().as_str(), "range");
/// assert_eq!(error.location().map(|it| it.line()), Some(line!() - 5));
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a chain says when, but does nothing until it is built"]
pub struct JobBuilder {
    begun: Line,
    what: What,
    /// The days that `except holidays` leaves out, and where they were given.
    holidays: Option<Box<Given<Vec<NaiveDate>>>>,
    wrong: Option<Box<Wrong>>,
    /// What the job was told besides when and what.
    options: Option<Box<Options>>,
    /// The first setter that told it, and its line.
    told: Option<Box<(&'static str, Line)>>,
    /// Where the job goes; the default scheduler when it is not said.
    scheduler: Option<Scheduler>,
}

/// What the chain is about.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// One rule: how often, and the other clauses, which many chains do without.
    Rule { every: Option<Given<Cadence>>, said: Option<Box<Said>> },
    /// A schedule that is ready, or a text that is not one.
    Ready(Result<Schedule, Error>),
    /// Several, each complete in itself.
    Union(Vec<JobBuilder>),
    /// Once, so long after it is added.
    Timer(Millis),
    /// So long after each end.
    Again(Millis),
}

/// The clauses so far, without how often. The moments wait here until the zone and the moment of building are
/// known, since setters come in any order.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) spec: Spec,
    pub(super) once: Option<Given<Moment>>,
    starting: Option<Given<Moment>>,
    until: Option<Given<Moment>>,
}

/// The first thing that was wrong.
#[derive(Debug, Clone)]
struct Wrong {
    misread: Misread,
    line: Line,
    /// The setter, for another text.
    again: Option<Again>,
}

/// Calls a setter with another text.
type Again = fn(JobBuilder, &str) -> JobBuilder;

impl JobBuilder {
    pub(super) fn new(begun: Line) -> Self {
        Self::of(begun, What::Rule { every: None, said: None })
    }

    pub(super) fn of(begun: Line, what: What) -> Self {
        Self { begun, what, holidays: None, wrong: None, options: None, told: None, scheduler: None }
    }

    pub(super) fn ready(begun: Line, schedule: Result<Schedule, Error>) -> Self {
        Self::of(begun, What::Ready(schedule))
    }

    /// The parts may have begun on a scheduler: then the union is for that one.
    pub(super) fn union(begun: Line, parts: Vec<Self>) -> Self {
        let mut schedulers = parts.iter().filter_map(|part| part.scheduler.as_ref());
        let first = schedulers.next().cloned();
        let is_same = schedulers.all(|other| first.as_ref().is_some_and(|first| first.is(other)));
        let union = Self::of(begun, What::Union(parts)).of_scheduler(first);
        if is_same {
            return union;
        }
        union.fail(begun, Misread::new(Code::Expected, "these were begun on two schedulers, and a job has one"))
    }

    pub(crate) fn begun(&self) -> Line {
        self.begun
    }

    pub(crate) fn on_scheduler(self, scheduler: &Scheduler) -> Self {
        self.of_scheduler(Some(scheduler.clone()))
    }

    pub(super) fn of_scheduler(self, scheduler: Option<Scheduler>) -> Self {
        Self { scheduler, ..self }
    }

    /// Says something about the job.
    pub(crate) fn option(mut self, setter: &'static str, line: Line, say: impl FnOnce(&mut Options)) -> Self {
        say(self.options.get_or_insert_default());
        self.told.get_or_insert_with(|| Box::new((setter, line)));
        self
    }

    /// Keeps that something said about the job is wrong.
    pub(crate) fn wrong(self, line: Line, misread: Misread) -> Self {
        self.fail(line, misread)
    }

    /// Takes out all that is not about when.
    pub(crate) fn take_job(&mut self) -> (Option<Box<Options>>, Option<Scheduler>) {
        self.told = None;
        (self.options.take(), self.scheduler.take())
    }

    pub(super) fn what(&self) -> &What {
        &self.what
    }

    /// Keeps what is wrong, if it is the first.
    pub(super) fn fail(mut self, line: Line, misread: Misread) -> Self {
        if self.wrong.is_none() {
            self.wrong = Some(Box::new(Wrong { misread, line, again: None }));
        }
        self
    }

    /// Says a clause; saying it twice is wrong.
    pub(super) fn put<T>(
        self,
        setter: &str,
        line: Line,
        value: Read<T>,
        clause: impl FnOnce(&mut Said) -> &mut Option<Given<T>>,
    ) -> Self {
        self.change(setter, line, value, |said, value| {
            let clause = clause(said);
            if let Some(first) = clause {
                return Err(twice(setter, first.place));
            }
            *clause = Some(Given { value, place: line.place() });
            Ok(())
        })
    }

    /// Says how a setter takes another text, for the suggestions where its own is wrong.
    fn or_again(mut self, line: Line, again: Again) -> Self {
        if let Some(wrong) = self.wrong.as_mut().filter(|wrong| wrong.line == line) {
            wrong.again = Some(again);
        }
        self
    }

    /// Says the cron line, and the zone it names.
    pub(super) fn cron_line(self, text: &str, line: Line) -> Self {
        let cron = Cron::read(text).map_err(|fault| {
            let mut misread = Misread::new(fault.code, fault.message);
            if let Some((start, end, with)) = fault.fix {
                let (before, after) = (text.get(..start), text.get(end..));
                misread.instead.extend(before.zip(after).map(|(a, b)| format!("{a}{with}{b}")));
            }
            misread
        });
        let again: Again = |chain, text| {
            let line = chain.begun;
            chain.cron_line(text, line)
        };
        match cron {
            Err(misread) => self.fail(line, misread).or_again(line, again),
            Ok((cron, zone)) => {
                let chain = self.put("cron", line, Ok(cron), |said| &mut said.spec.cron);
                match zone.and_then(|(start, end)| text.get(start..end)) {
                    Some(zone) => chain.put("cron", line, zone.zone(), |said| &mut said.spec.zone),
                    None => chain,
                }
            }
        }
    }

    /// Changes what was said, or keeps why that is wrong. What comes after something wrong is
    /// taken all the same, for the suggestions.
    fn change<T>(
        mut self,
        setter: &str,
        line: Line,
        value: Read<T>,
        change: impl FnOnce(&mut Said, T) -> Read<()>,
    ) -> Self {
        let done = match &mut self.what {
            What::Rule { said, .. } => value.and_then(|value| change(said.get_or_insert_default(), value)),
            What::Ready(_) => Err(complete(setter, "a text or a schedule")),
            What::Union(_) => Err(complete(setter, "a union")),
            What::Timer(_) | What::Again(_) => Err(complete(setter, "a length of time")),
        };
        match done {
            Ok(()) => self,
            Err(misread) => self.fail(line, misread),
        }
    }
}

/// A clause said again.
fn twice(setter: &str, first: Place) -> Misread {
    let before = match first {
        Place::Line(at) => format!(" (the first is in line {})", at.line()),
        Place::Span(..) | Place::Whole => String::new(),
    };
    Misread::new(Code::Duplicate, format!("`{setter}` says again what is said already{before}"))
}

fn complete(setter: &str, what: &str) -> Misread {
    let message = format!("`{setter}` comes too late: {what} is complete in itself");
    Misread::new(Code::Expected, message)
}
