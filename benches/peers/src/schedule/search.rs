//! The next and the previous slot, in UTC and in a zone with clock changes.

use chrono::{DateTime, TimeZone};

use super::{SAID, Said, hron, ours, ours_cron};
use crate::instants::Instants;
use crate::measure::{Contestant, Table};

pub fn run(table: &Table, instants: &Instants) {
    for said in &SAID {
        for zone in [Zone::Utc, Zone::NewYork] {
            for cron in [true, false] {
                let spelling = if cron { "cron" } else { "text" };
                for way in [Way::Next, Way::Previous] {
                    let row = format!("{}_{}_{spelling}_{}", way.name(), zone.name(), said.name);
                    if table.wants(&row) {
                        let schedule = if cron { ours_cron(said.cron) } else { ours(said.text) };
                        table.race(&row, field(schedule, said, way, zone, instants));
                    }
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Way {
    Next,
    Previous,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Previous => "previous",
        }
    }
}

#[derive(Clone, Copy)]
enum Zone {
    Utc,
    NewYork,
}

impl Zone {
    fn name(self) -> &'static str {
        match self {
            Self::Utc => "utc",
            Self::NewYork => "new_york",
        }
    }

    fn iana(self) -> &'static str {
        match self {
            Self::Utc => "UTC",
            Self::NewYork => "America/New_York",
        }
    }
}

fn field<'a>(
    ours: punctual::Schedule,
    said: &Said,
    way: Way,
    zone: Zone,
    instants: &'a Instants,
) -> Vec<Contestant<'a>> {
    let mut field = match zone {
        Zone::Utc => chrono_field(ours, said, way, &instants.utc),
        Zone::NewYork => chrono_field(ours, said, way, &instants.new_york),
    };
    field.push(with_hron(
        said,
        way,
        match zone {
            Zone::Utc => &instants.jiff_utc,
            Zone::NewYork => &instants.jiff_new_york,
        },
    ));
    if let (Way::Next, Zone::Utc) = (way, zone) {
        field.push(with_saffron(said, &instants.utc));
    }
    if let Way::Next = way {
        field.push(with_cronexpr(said, zone, &instants.jiff));
    }
    field
}

/// Ours, and the peers that take any zone of chrono's.
fn chrono_field<'a, Z: TimeZone>(
    ours: punctual::Schedule,
    said: &Said,
    way: Way,
    starts: &'a [DateTime<Z>],
) -> Vec<Contestant<'a>> {
    let cron: cron::Schedule = said.cron_with_seconds.parse().expect("a line of cron's");
    let croner: croner::Cron = said.cron.parse().expect("a line of croner's");
    match way {
        Way::Next => {
            let cron_parser = cron_parser::Schedule::parse(said.cron).expect("a line");
            vec![
                Contestant::search("punctual", starts, move |t| ours.next_after(t), second),
                Contestant::search("cron", starts, move |t| cron.after(t).next(), second),
                Contestant::search("croner", starts, move |t| croner.find_next_occurrence(t, false).ok(), second),
                Contestant::search("cron-parser", starts, move |t| cron_parser.next_after(t), second),
            ]
        }
        Way::Previous => vec![
            Contestant::search("punctual", starts, move |t| ours.previous_before(t), second),
            Contestant::search("cron", starts, move |t| cron.after(t).next_back(), second),
            Contestant::search("croner", starts, move |t| croner.find_previous_occurrence(t, false).ok(), second),
        ],
    }
}

fn with_saffron<'a>(said: &Said, starts: &'a [DateTime<chrono::Utc>]) -> Contestant<'a> {
    let line: saffron::Cron = said.cron.parse().expect("a line of saffron's");
    Contestant::search("saffron", starts, move |t| line.next_after(*t), second)
}

fn with_cronexpr<'a>(said: &Said, zone: Zone, starts: &'a [jiff::Timestamp]) -> Contestant<'a> {
    let line = format!("{} {}", said.cron, zone.iana());
    let line = cronexpr::parse_crontab(&line).expect("a line of cronexpr's");
    Contestant::search("cronexpr", starts, move |t| line.find_next(*t).ok(), jiff_second)
}

/// In words, since that is what it is for; its zone is in the text.
fn with_hron<'a>(said: &Said, way: Way, starts: &'a [jiff::Zoned]) -> Contestant<'a> {
    let zone = starts.first().and_then(|t| t.time_zone().iana_name()).unwrap_or("UTC");
    let schedule = hron(&format!("{} in {zone}", said.hron));
    match way {
        Way::Next => Contestant::search("hron", starts, move |t| schedule.next_from(t), jiff_second),
        Way::Previous => Contestant::search("hron", starts, move |t| schedule.previous_from(t), jiff_second),
    }
}

fn second<Z: TimeZone>(found: Option<DateTime<Z>>) -> Option<i64> {
    found.map(|t| t.timestamp())
}

fn jiff_second(found: Option<jiff::Zoned>) -> Option<i64> {
    found.map(|t| t.timestamp().as_second())
}
