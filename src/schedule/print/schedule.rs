//! The canonical text of a schedule, and how long it may be.

use std::fmt::{self, Display, Formatter, Result};

use crate::Schedule;
use crate::schedule::rule::{Days, When};

/// The longest text of a schedule, in bytes.
pub(crate) const LONGEST_TEXT: usize = 1024;

/// The canonical text, which parses back to the same schedule.
impl Display for Schedule {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.first.fmt(f)?;
        for rule in self.more() {
            f.write_str("; ")?;
            rule.fmt(f)?;
        }
        Ok(())
    }
}

impl Schedule {
    /// Whether the canonical text is longer than a text may be: it could not be read again.
    pub(crate) fn is_too_long(&self) -> bool {
        if self.more().is_empty() && self.0.first.has_no_list() {
            return false;
        }
        let mut room = Room(LONGEST_TEXT);
        fmt::write(&mut room, format_args!("{self}")).is_err()
    }

    /// Whether a list of days of the month is so long that few words may have made it.
    pub(crate) fn has_long_list(&self) -> bool {
        self.each().any(|rule| match &rule.when {
            When::Days { on: Days::Monthly(monthly), .. } | When::Interval { on: Days::Monthly(monthly), .. } => {
                monthly.on.len() > 20
            }
            _ => false,
        })
    }
}

/// Takes text until it is full, and keeps none of it.
struct Room(usize);

impl fmt::Write for Room {
    fn write_str(&mut self, text: &str) -> Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}
