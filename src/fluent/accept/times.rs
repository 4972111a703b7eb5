//! Times of day: `"09:00"`, `["09:00", "17:30"]`, `NaiveTime`, and the mark `":17"`.

use chrono::{NaiveTime, Timelike};

use crate::Code;
use crate::fluent::read::{Misread, Read, refused};
use crate::schedule::said::spec::Mark;
use crate::text;

use super::{lists, texts};

/// What [`at`](crate::JobBuilder::at) was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum At {
    /// Seconds after midnight.
    Times(Vec<u32>),
    /// `:17`.
    Mark(Mark),
}

/// Times of day, or a mark within an interval, for [`at`](crate::JobBuilder::at).
///
/// A text holds one time or several, as the language writes them: `"9:00"`, `"9pm"`, `"noon"`,
/// `"09:00, 17:30"`; or a mark: `":17"`. A `NaiveTime` counts in whole seconds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time of day",
    label = "expected a time such as \"09:00\", a list of them, a mark such as \":17\", or a `NaiveTime`",
    note = "an hour is a text as well, such as \"9:00\"; an iterator is collected into a `Vec`"
)]
pub trait IntoTimes {
    #[doc(hidden)]
    fn times(self) -> Read<At>;
}

/// One time of day, for [`between`](crate::JobBuilder::between): text or `NaiveTime`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time of day",
    label = "expected a time such as \"09:00\", or a `NaiveTime`"
)]
pub trait IntoTime {
    /// Seconds after midnight.
    #[doc(hidden)]
    fn time(self) -> Read<u32>;

    /// The same for the end of a window: 86,400 is `24:00`.
    #[doc(hidden)]
    fn end(self) -> Read<u32>;
}

impl IntoTimes for &str {
    fn times(self) -> Read<At> {
        let text = self.trim();
        let mark = [":", "minute", "second"]
            .iter()
            .any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
        if mark {
            text::read_mark(text).map(At::Mark).map_err(|wrong| refused("every hour at", text, wrong))
        } else {
            text::read_times(text).map(At::Times).map_err(|wrong| {
                let mut misread = refused("every day at", text, wrong.clone());
                // `30:15` in hours is a minute and a second.
                misread.instead.extend(refused("every hour at", text, wrong).instead);
                misread
            })
        }
    }
}

impl IntoTimes for NaiveTime {
    fn times(self) -> Read<At> {
        Ok(At::Times(vec![self.num_seconds_from_midnight()]))
    }
}

impl IntoTimes for &[&str] {
    fn times(self) -> Read<At> {
        all(self.iter().map(|text| text.times()))
    }
}

impl IntoTimes for &[String] {
    fn times(self) -> Read<At> {
        all(self.iter().map(|text| text.as_str().times()))
    }
}

impl IntoTimes for &[NaiveTime] {
    fn times(self) -> Read<At> {
        all(self.iter().map(|time| time.times()))
    }
}

texts!(IntoTimes, times -> Read<At>);
lists!(IntoTimes, times -> Read<At>, &str, String, NaiveTime);

/// One list of all times; a mark has no place in a list.
fn all(items: impl ExactSizeIterator<Item = Read<At>>) -> Read<At> {
    if items.len() == 0 {
        return Err(Misread::nothing("time of day"));
    }
    let alone = items.len() == 1;
    let mut list = Vec::new();
    for item in items {
        match item? {
            At::Times(times) => list.extend(times),
            At::Mark(mark) if alone => return Ok(At::Mark(mark)),
            At::Mark(_) => {
                return Err(Misread::new(
                    Code::Expected,
                    "a mark such as \":17\" stands alone, not in a list of times",
                ));
            }
        }
    }
    Ok(At::Times(list))
}

impl IntoTime for &str {
    fn time(self) -> Read<u32> {
        text::read_time(self).map_err(|wrong| refused("every day at", self, wrong))
    }

    fn end(self) -> Read<u32> {
        text::read_window_end(self).map_err(|wrong| refused("every day at", self, wrong))
    }
}

impl IntoTime for NaiveTime {
    fn time(self) -> Read<u32> {
        Ok(self.num_seconds_from_midnight())
    }

    fn end(self) -> Read<u32> {
        self.time()
    }
}

texts!(IntoTime, time -> Read<u32>, end -> Read<u32>);
