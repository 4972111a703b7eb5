//! The zone that times are shown in: the text's own, else `--zone`, else the system's.

use std::fmt;

use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use punctual::Schedule;

use crate::output;

/// An IANA zone or a fixed offset, as texts can name both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    Named(Tz),
    Fixed(FixedOffset),
}

pub(crate) const UTC: Zone = Zone::Named(Tz::UTC);

/// The offset of a [`Zone`] at some instant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ZoneOffset {
    zone: Zone,
    offset: FixedOffset,
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.offset
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.offset.fmt(f)
    }
}

impl Zone {
    fn at(self, offset: FixedOffset) -> ZoneOffset {
        ZoneOffset { zone: self, offset }
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        match self {
            Self::Named(tz) => tz.offset_from_local_date(local).map(|o| self.at(o.fix())),
            Self::Fixed(offset) => MappedLocalTime::Single(self.at(*offset)),
        }
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        match self {
            Self::Named(tz) => tz.offset_from_local_datetime(local).map(|o| self.at(o.fix())),
            Self::Fixed(offset) => MappedLocalTime::Single(self.at(*offset)),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        match self {
            Self::Named(tz) => self.at(tz.offset_from_utc_date(utc).fix()),
            Self::Fixed(offset) => self.at(*offset),
        }
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        match self {
            Self::Named(tz) => self.at(tz.offset_from_utc_datetime(utc).fix()),
            Self::Fixed(offset) => self.at(*offset),
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(tz) => f.write_str(tz.name()),
            Self::Fixed(offset) => offset.fmt(f),
        }
    }
}

/// Reads `--zone`: what a text may write after `in`.
pub(crate) fn read(name: &str) -> Result<Zone, String> {
    let text = format!("every day in {name}");
    match text.parse::<Schedule>() {
        Ok(schedule) => of_text(&schedule)
            .filter(|_| !name.contains([' ', ';', '.', ',']))
            .ok_or_else(|| "not the name of a time zone".to_owned()),
        Err(error) => {
            let meant = error.suggestions();
            let meant = meant.iter().filter_map(|text| Some(text.rsplit_once(" in ")?.1));
            let meant: Vec<_> = meant.map(|name| format!("\"{name}\"")).collect();
            let meant =
                if meant.is_empty() { String::new() } else { format!("; did you mean {}?", meant.join(" or ")) };
            Err(format!("not the name of a time zone, like Europe/Berlin or +02:00{meant}"))
        }
    }
}

/// The zone a schedule names, if all of its rules name the same one.
pub(crate) fn of_text(schedule: &Schedule) -> Option<Zone> {
    let mut zones = schedule.rules().map(|rule| named(&rule.zone()?));
    let first = zones.next()??;
    zones.all(|zone| zone == Some(first)).then_some(first)
}

/// A zone by its name in a canonical text.
pub(crate) fn named(name: &str) -> Option<Zone> {
    let tz = name.parse().ok().map(Zone::Named);
    tz.or_else(|| name.parse().ok().map(Zone::Fixed))
}

/// The zones for texts that name none.
#[derive(Debug)]
pub(crate) struct Zones {
    given: Option<Zone>,
    system: Option<Zone>,
}

impl Zones {
    pub(crate) fn new(given: Option<Zone>) -> Self {
        Self { given, system: None }
    }

    /// The zone to show a schedule's times in.
    pub(crate) fn of(&mut self, schedule: &Schedule) -> Zone {
        of_text(schedule).unwrap_or_else(|| self.of_caller())
    }

    /// The zone for what names none; a warning goes to standard error when it had to be guessed.
    pub(crate) fn of_caller(&mut self) -> Zone {
        if let Some(zone) = self.given.or(self.system) {
            return zone;
        }
        let (zone, warning) = system(std::env::var("TZ").ok().as_deref());
        if let Some(warning) = warning {
            output::warn(&warning);
        }
        self.system = Some(zone);
        zone
    }

    /// Whether `--zone` was given.
    pub(crate) fn given(&self) -> bool {
        self.given.is_some()
    }
}

/// The system's zone: `TZ` when it names an IANA zone, else the system's setting, else UTC.
fn system(tz: Option<&str>) -> (Zone, Option<String>) {
    let mut warning = None;
    if let Some(tz) = tz {
        // The forms of POSIX and glibc: empty is UTC, `:` may come first, a path may lead to it.
        let name = tz.strip_prefix(':').unwrap_or(tz);
        let name = name.rsplit_once("/zoneinfo/").map_or(name, |(_, name)| name);
        if name.is_empty() {
            return (UTC, None);
        }
        if let Ok(zone) = name.parse() {
            return (Zone::Named(zone), None);
        }
        warning = Some(format!("TZ={tz} is not the name of an IANA zone"));
    }
    let name = iana_time_zone::get_timezone().ok();
    if let Some(zone) = name.as_deref().and_then(|name| name.parse().ok()) {
        let zone = Zone::Named(zone);
        return (zone, warning.map(|warning| format!("{warning}; using {zone}, the system's")));
    }
    let why = warning.unwrap_or_else(|| "the system's time zone is not known".to_owned());
    (UTC, Some(format!("{why}; using UTC (say --zone Area/City)")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tz_names_a_zone_in_all_its_forms() {
        for tz in ["Asia/Tokyo", ":Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo"] {
            assert_eq!(system(Some(tz)), (Zone::Named(Tz::Asia__Tokyo), None), "{tz}");
        }
        assert_eq!(system(Some("")), (UTC, None));
        let (_, warning) = system(Some("CET-1CEST"));
        assert!(warning.is_some_and(|w| w.contains("TZ=CET-1CEST")));
    }
}
