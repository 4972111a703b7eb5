//! Notes: what is worth knowing about a schedule that is right.

mod gap;
mod of_rule;

use std::fmt;

use super::Schedule;
use crate::error::{Code, Error};

/// Something worth knowing about a schedule, such as `31st is skipped in 5 months`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note {
    code: NoteCode,
    message: String,
}

/// The kind of a [`Note`]; the words of [`as_str`](NoteCode::as_str) are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoteCode {
    /// A day that some months do not have: they are skipped.
    Skipped,
    /// Weeks without their weekday: it is Monday.
    Monday,
    /// Counted from 1970 since no start was given.
    Anchor,
    /// A time of day that the clock changes of the zone skip on some day.
    Gap,
    /// A cron line that restricts both day fields: a day may match either.
    EitherDay,
    /// `except holidays` without the application's calendar leaves out nothing.
    NoHolidays,
    /// Each gap is drawn anew, so past slots are not known.
    Random,
}

impl NoteCode {
    /// The code as it is written in JSON: `skipped`.
    ///
    /// ```
    /// use punctual::NoteCode;
    ///
    /// assert_eq!(NoteCode::EitherDay.as_str(), "either-day");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Monday => "monday",
            Self::Anchor => "anchor",
            Self::Gap => "gap",
            Self::EitherDay => "either-day",
            Self::NoHolidays => "no-holidays",
            Self::Random => "random",
        }
    }
}

impl Note {
    /// The kind of note, for programs.
    ///
    /// ```
    /// use punctual::{NoteCode, Schedule};
    ///
    /// let schedule: Schedule = "every 31st".parse()?;
    /// assert_eq!(schedule.notes()[0].code(), NoteCode::Skipped);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn code(&self) -> NoteCode {
        self.code
    }

    fn new(code: NoteCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Schedule {
    /// What is worth knowing about this schedule although nothing is wrong with it.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every 31st at 9am".parse()?;
    /// assert_eq!(schedule.notes()[0].to_string(), "31st is skipped in 5 months; see `last day`");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn notes(&self) -> &[Note] {
        let rest = self.0.rest.get_or_init(Box::default);
        rest.notes.get_or_init(|| {
            let said = rest.monday_by_default.then(of_rule::monday);
            Box::new(said.into_iter().chain(self.each().flat_map(of_rule::notes)).collect())
        })
    }

    /// Turns notes into an error, for those who want no default and no surprise.
    ///
    /// # Errors
    ///
    /// [`Code::Strict`](crate::Code::Strict) with the first note.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every 31st at 9am".parse()?;
    /// assert_eq!(schedule.strict().unwrap_err().code().as_str(), "strict");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn strict(self) -> Result<Self, Error> {
        match self.notes().first() {
            None => Ok(self),
            Some(note) => {
                let text = self.to_string();
                Err(Error::of_text(Code::Strict, vec![(0, text.len())], note.message.clone(), &text, Vec::new()))
            }
        }
    }
}
