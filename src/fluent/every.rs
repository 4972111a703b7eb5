//! `every(..)`, and what it takes: a number, weekdays, or a length of time.

use std::ops::RangeInclusive;
use std::time::Duration;

use chrono::TimeDelta;

use crate::Weekday;
use crate::scheduler::Scheduler;

use super::accept::IntoLength;
use super::count::{cadence, recurring};
use super::line::Line;
use super::{Count, CountRange, Days, JobBuilder, Length};

/// Begins a schedule that recurs: every so often, or on weekdays.
///
/// ```
/// use std::time::Duration;
/// use punctual::{every, Days, Weekday::*};
///
/// assert_eq!(every(10).minutes().build()?.to_string(), "every 10 minutes");
/// assert_eq!(every(5..=10).minutes().build()?.to_string(), "every 5 to 10 minutes");
/// assert_eq!(every(Monday).build()?.to_string(), "every monday at 00:00");
/// assert_eq!(every([Monday, Friday]).build()?.to_string(), "every monday, friday at 00:00");
/// assert_eq!(every(Monday..=Thursday).build()?.to_string(), "every monday to thursday at 00:00");
/// assert_eq!(every(Days::WEEKDAYS).build()?.to_string(), "every weekday at 00:00");
/// assert_eq!(every(Duration::from_secs(90)).build()?.to_string(), "every 90 seconds");
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// A number needs its unit before anything else:
///
/// ```compile_fail
/// punctual::every(10).at(":17");
/// ```
#[track_caller]
pub fn every<C: Cadence>(cadence: C) -> C::Builder {
    cadence.begin(Line::here())
}

/// What [`every`](crate::every) takes.
///
/// | Given | Goes on as |
/// |---|---|
/// | a `u32`: `every(10)` | [`Count`], which needs its unit |
/// | a range: `every(5..=10)` | [`CountRange`], which needs its unit |
/// | weekdays: `every(Monday)`, `every([Monday, Friday])`, `every(Monday..=Friday)`, `every(Days::WEEKDAYS)` | [`JobBuilder`] |
/// | a length: `every(Duration::from_secs(90))`, `TimeDelta`, `every(90.seconds())` | [`JobBuilder`] |
///
/// A length without a unit of its own is written in the longest unit that holds it exactly,
/// none longer than an hour.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how often",
    label = "expected a number, a range, weekdays or a `Duration`",
    note = "for example `every(10).minutes()`, `every(5..=10).minutes()`, `every(Monday)`, `every([Monday, Friday])`",
    note = "numbers are `u32`; a text goes with `schedule(\"every 10 minutes\")`"
)]
pub trait Cadence {
    /// What the chain goes on with.
    type Builder;

    #[doc(hidden)]
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> Self::Builder;

    #[doc(hidden)]
    fn on(builder: Self::Builder, scheduler: &Scheduler) -> Self::Builder;
}

impl Cadence for u32 {
    type Builder = Count;

    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> Count {
        Count::new(self, line)
    }

    fn on(builder: Count, scheduler: &Scheduler) -> Count {
        builder.on_scheduler(scheduler)
    }
}

impl Cadence for RangeInclusive<u32> {
    type Builder = CountRange;

    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> CountRange {
        CountRange::new(*self.start(), *self.end(), line)
    }

    fn on(builder: CountRange, scheduler: &Scheduler) -> CountRange {
        builder.on_scheduler(scheduler)
    }
}

impl<const N: usize> Cadence for [Weekday; N] {
    type Builder = JobBuilder;

    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> JobBuilder {
        weekdays(self, line)
    }

    fn on(builder: JobBuilder, scheduler: &Scheduler) -> JobBuilder {
        builder.on_scheduler(scheduler)
    }
}

macro_rules! complete {
    ($begin:ident: $($cadence:ty),*) => {$(
        impl Cadence for $cadence {
            type Builder = JobBuilder;

            #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
            fn begin(self, line: Line) -> JobBuilder {
                $begin(self, line)
            }

            fn on(builder: JobBuilder, scheduler: &Scheduler) -> JobBuilder {
                builder.on_scheduler(scheduler)
            }
        }
    )*};
}
complete!(weekdays: Weekday, Days, RangeInclusive<Weekday>, &[Weekday], Vec<Weekday>);
complete!(length: Duration, TimeDelta, Length);

fn weekdays(days: impl Into<Days>, line: Line) -> JobBuilder {
    JobBuilder::new(line).put("every", line, days.into().read(), |said| &mut said.spec.weekdays)
}

fn length(length: impl IntoLength, line: Line) -> JobBuilder {
    recurring(length.length().and_then(|length| cadence(length.count, length.unit)), line)
}
