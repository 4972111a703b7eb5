//! Short ways to ask a schedule for its slots.

use chrono::{DateTime, FixedOffset, TimeZone};
use chrono_tz::Tz;
use punctual::Schedule;

/// The schedule of a text that must be right.
pub fn schedule(text: &str) -> Schedule {
    text.parse().unwrap_or_else(|error: punctual::Error| {
        panic!("{text:?}: {} [{}], try {:?}", error.message(), error.code(), error.suggestions())
    })
}

/// The code of the error of a text that must be wrong.
pub fn refused(text: &str) -> &'static str {
    match text.parse::<Schedule>() {
        Ok(schedule) => panic!("{text:?} is taken as {schedule}"),
        Err(error) => error.code().as_str(),
    }
}

/// An instant written as RFC 3339.
pub fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// An instant in a zone, from its RFC 3339 text.
pub fn instant_in(zone: Tz, text: &str) -> DateTime<Tz> {
    instant(text).with_timezone(&zone)
}

/// The next `n` slots strictly after an instant, and in its zone, as RFC 3339.
pub fn next<Z: TimeZone>(text: &str, after: &DateTime<Z>, n: usize) -> Vec<String> {
    let schedule = schedule(text);
    let mut list = Vec::new();
    let mut at = after.clone();
    for _ in 0..n {
        let Some(slot) = schedule.next_after(&at) else { break };
        assert!(slot > at, "{text:?}: next_after({at:?}) went to {slot:?}");
        list.push(slot.fixed_offset().to_rfc3339());
        at = slot;
    }
    list
}

/// The last `n` slots strictly before an instant, latest first.
pub fn previous<Z: TimeZone>(text: &str, before: &DateTime<Z>, n: usize) -> Vec<String> {
    let schedule = schedule(text);
    let mut list = Vec::new();
    let mut at = before.clone();
    for _ in 0..n {
        let Some(slot) = schedule.previous_before(&at) else { break };
        assert!(slot < at, "{text:?}: previous_before({at:?}) went to {slot:?}");
        list.push(slot.fixed_offset().to_rfc3339());
        at = slot;
    }
    list
}

/// A row of a table: the text, the zone of the caller, the instant to ask after, and the
/// next slots there, as the zone's clocks show them, up to their end if `ends`.
pub struct Row {
    pub text: &'static str,
    pub zone: &'static str,
    pub after: &'static str,
    pub slots: &'static [&'static str],
    pub ends: bool,
}

impl Row {
    pub const fn new(
        text: &'static str,
        zone: &'static str,
        after: &'static str,
        slots: &'static [&'static str],
    ) -> Self {
        Self { text, zone, after, slots, ends: false }
    }

    /// No slot follows the last of the list.
    pub const fn then_ends(mut self) -> Self {
        self.ends = true;
        self
    }

    /// What is wrong with this row, if anything, forwards and backwards.
    pub fn fault(&self) -> Option<String> {
        let zone: Tz = self.zone.parse().unwrap();
        let after = instant_in(zone, self.after);
        let wanted: Vec<DateTime<Tz>> = self.slots.iter().map(|text| instant_in(zone, text)).collect();
        let shown: Vec<String> = wanted.iter().map(|at| at.fixed_offset().to_rfc3339()).collect();
        assert_eq!(shown, self.slots, "{:?}: the row's offsets are wrong", self.text);
        let schedule = match self.text.parse::<Schedule>() {
            Ok(schedule) => schedule,
            Err(error) => return Some(format!("{:?} is refused: {} [{}]", self.text, error.message(), error.code())),
        };
        let got = next(self.text, &after, shown.len() + usize::from(self.ends));
        if got != shown {
            return Some(format!("{:?} after {}\n     got {got:?}\n  wanted {shown:?}", self.text, self.after));
        }
        for pair in wanted.windows(2) {
            let back = schedule.previous_before(&pair[1]);
            if back != Some(pair[0]) {
                return Some(format!("{:?}: previous_before({}) is {back:?} and not {}", self.text, pair[1], pair[0]));
            }
        }
        wanted
            .iter()
            .find(|slot| !schedule.includes(slot))
            .map(|slot| format!("{:?}: includes({slot}) is false", self.text))
    }
}

/// Checks a table and shows all its faults at once.
pub fn check(rows: &[Row]) {
    let faults: Vec<String> = rows.iter().filter_map(Row::fault).collect();
    assert!(faults.is_empty(), "{} of {} rows:\n{}", faults.len(), rows.len(), faults.join("\n"));
}
