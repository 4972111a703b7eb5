//! What `every(..)` takes: a number, weekdays, or a length of time.

use std::ops::RangeInclusive;
use std::time::Duration;

use chrono::TimeDelta;

use crate::Weekday;
use crate::schedule::rule::Unit;
use crate::schedule::spec;

use super::accept::IntoLength;
use super::length::LengthUnit;
use super::read::{Line, Read};
use super::{Count, CountRange, Days, JobBuilder, Length};

/// What [`every`] takes.
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
}

impl Cadence for u32 {
    type Builder = Count;

    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> Count {
        Count::new(self, line)
    }
}

impl Cadence for RangeInclusive<u32> {
    type Builder = CountRange;

    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> CountRange {
        CountRange::new(*self.start(), *self.end(), line)
    }
}

impl<const N: usize> Cadence for [Weekday; N] {
    type Builder = JobBuilder;

    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> JobBuilder {
        weekdays(self, line)
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
        }
    )*};
}
complete!(weekdays: Weekday, Days, RangeInclusive<Weekday>, &[Weekday], Vec<Weekday>);
complete!(length: Duration, TimeDelta, Length);

fn weekdays(days: impl Into<Days>, line: Line) -> JobBuilder {
    JobBuilder::new(line).put("every", line, days.into().read(), |said| &mut said.spec.weekdays)
}

fn length(length: impl IntoLength, line: Line) -> JobBuilder {
    let cadence = length.length().map(|length| {
        let count = length.count;
        match length.unit {
            LengthUnit::Millisecond => interval(count, Unit::Millisecond),
            LengthUnit::Second => interval(count, Unit::Second),
            LengthUnit::Minute => interval(count, Unit::Minute),
            LengthUnit::Hour => interval(count, Unit::Hour),
            LengthUnit::Day => spec::Cadence::Days(count),
            LengthUnit::Week => spec::Cadence::Weeks(count),
            LengthUnit::Month => spec::Cadence::Months(count),
            LengthUnit::Year => spec::Cadence::Years(count),
        }
    });
    begin(cadence, line)
}

pub(super) fn interval(count: u32, unit: Unit) -> spec::Cadence {
    spec::Cadence::Interval { count, unit }
}

pub(super) fn begin(cadence: Read<spec::Cadence>, line: Line) -> JobBuilder {
    JobBuilder::new(line).put("every", line, cadence, |said| &mut said.spec.every)
}
