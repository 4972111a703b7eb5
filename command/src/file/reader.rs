//! What is kept in mind while a file is read.

use std::ops::Range;

use punctual::Schedule;
use toml::Spanned;
use toml::de::DeValue;

use super::fault::Fault;
use super::zoned::zoned;
use crate::zone::Zone;

/// A value, and where it stands.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A name, and where it stands.
pub(super) type Name = (String, Range<usize>);

/// The file while it is read.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    /// The zone of schedules that name none.
    pub(super) timezone: Option<Zone>,
    pub(super) faults: Vec<Fault>,
    /// Whether it is TOML at all: if not, what is missing may be in the part that is not.
    pub(super) is_toml: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, is_toml: bool) -> Self {
        Self { text, timezone: None, faults: Vec::new(), is_toml }
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// The schedule, in the zone of the file.
    pub(super) fn zoned(&mut self, schedule: Schedule, span: &Range<usize>) -> Option<Schedule> {
        let Some(zone) = self.timezone else { return Some(schedule) };
        match zoned(schedule, zone) {
            Ok(schedule) => Some(schedule),
            Err(error) => {
                let message = format!("in {zone}, the timezone of the file: {}", error.message());
                self.fault(Fault::new(error.code().as_str(), span.clone(), message));
                None
            }
        }
    }
}
