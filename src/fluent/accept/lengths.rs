//! Lengths of time: `5.minutes()`, `Duration`, `TimeDelta`, `"1h 30m"`.

use std::time::Duration;

use chrono::TimeDelta;

use crate::Code;
use crate::fluent::Length;
use crate::fluent::read::{Misread, Read};
use crate::schedule::unit::{AnyUnit, Unit};

use super::texts;

/// A length of time: `5.minutes()` (see [`ToLength`](crate::ToLength)), a `Duration`, a
/// `TimeDelta`, or a text such as `"5m"` or `"1h 30m"`.
///
/// What has no unit of its own is written in the longest unit that holds it exactly, up to
/// hours: a `Duration` of 300 seconds is `5 minutes`. A text keeps its unit, or the smallest
/// one it names: `"90s"` is `90 seconds`, `"1h 30m"` is `90 minutes`. Months and years have
/// no fixed length, so they stand alone in a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no length of time",
    label = "expected `5.minutes()`, a `Duration`, a `TimeDelta` or a text such as \"5m\"",
    note = "`5.minutes()` needs `use punctual::ToLength`"
)]
pub trait IntoLength {
    #[doc(hidden)]
    fn length(self) -> Read<Length>;
}

impl IntoLength for Length {
    fn length(self) -> Read<Length> {
        Ok(self)
    }
}

impl IntoLength for Duration {
    fn length(self) -> Read<Length> {
        in_unit_up_to(AnyUnit::Clock(Unit::Hour), self)
    }
}

impl IntoLength for TimeDelta {
    fn length(self) -> Read<Length> {
        let positive = self.to_std();
        positive.map_err(|_| Misread::range(format!("{self} is below zero")))?.length()
    }
}

impl IntoLength for &str {
    fn length(self) -> Read<Length> {
        if self.len() > 64 || self.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() > 9) {
            return Err(Misread::range(format!("{self:?} is too long a time")));
        }
        // The one word of a unit that is ours and not humantime's.
        let words = self.replace("milliseconds", "ms").replace("millisecond", "ms");
        let total = humantime::parse_duration(&words)
            .map_err(|error| Misread::new(Code::Expected, format!("{self:?} is no length of time: {error}")))?;
        let units = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let units = units.map(unit).collect::<Read<Vec<_>>>()?;
        let smallest = units.iter().min().copied().unwrap_or(AnyUnit::Clock(Unit::Second));
        if units.iter().all(|unit| unit.milliseconds().is_some()) {
            return in_unit_up_to(smallest, total);
        }
        let number = self.trim().trim_end_matches(|c: char| !c.is_ascii_digit());
        let count = number.parse().map_err(|_| {
            let message = "months and years have no fixed length: one whole number of them only";
            Misread::new(Code::Expected, format!("{self:?}: {message}"))
        })?;
        Ok(Length { count, unit: smallest })
    }
}

texts!(IntoLength, length -> Read<Length>);

/// The unit that a word of humantime's means.
fn unit(word: &str) -> Read<AnyUnit> {
    Ok(match word {
        "M" => {
            return Err(Misread::new(Code::Lex, "\"M\" could be minutes or months: write one of these words"));
        }
        _ if word.starts_with("mo") => AnyUnit::Month,
        _ if word.starts_with('y') => AnyUnit::Year,
        _ if word.starts_with('w') => AnyUnit::Week,
        _ if word.starts_with('d') => AnyUnit::Day,
        _ if word.starts_with('h') => AnyUnit::Clock(Unit::Hour),
        "m" | "min" | "mins" | "minute" | "minutes" => AnyUnit::Clock(Unit::Minute),
        _ if word.starts_with('s') => AnyUnit::Clock(Unit::Second),
        // Milliseconds, and what is shorter: that is looked at in the total.
        _ => AnyUnit::Clock(Unit::Millisecond),
    })
}

/// The units of a fixed length, the longest first.
const FIXED: [AnyUnit; 6] = [
    AnyUnit::Week,
    AnyUnit::Day,
    AnyUnit::Clock(Unit::Hour),
    AnyUnit::Clock(Unit::Minute),
    AnyUnit::Clock(Unit::Second),
    AnyUnit::Clock(Unit::Millisecond),
];

/// In the longest unit that holds the duration exactly, but none longer than `longest`.
fn in_unit_up_to(longest: AnyUnit, duration: Duration) -> Read<Length> {
    if !duration.subsec_nanos().is_multiple_of(1_000_000) {
        return Err(Misread::range(format!("{duration:?} is not in whole milliseconds")));
    }
    let total = duration.as_millis();
    let fits = FIXED.into_iter().filter(|unit| *unit <= longest).find_map(|unit| {
        let size = u128::from(unit.milliseconds()?);
        (total.checked_rem(size) == Some(0)).then_some((unit, total.checked_div(size)?))
    });
    let (unit, count) = fits.unwrap_or((AnyUnit::Clock(Unit::Millisecond), total));
    let count = u32::try_from(count).map_err(|_| Misread::range(format!("{duration:?} is too long a time")))?;
    Ok(Length { count, unit })
}
