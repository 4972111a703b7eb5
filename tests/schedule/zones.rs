//! Uncommon clock changes, against the answers of Python's zoneinfo (`tests/data/zones.py`).

use chrono::{DateTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use punctual::Schedule;

use crate::ask::{self, Row};
use crate::common::say;
use crate::common::sketch::{Days, Place, Sketch, Unit, When};
use crate::oracle::Oracle;

struct Golden {
    zone: Tz,
    text: String,
    after: DateTime<Utc>,
    next: Vec<String>,
}

fn golden() -> Vec<Golden> {
    let rows: serde_json::Value = serde_json::from_str(include_str!("../data/zones.json")).unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| Golden {
            zone: word(&row["zone"]).parse().unwrap(),
            text: word(&row["text"]),
            after: ask::instant(&word(&row["after"])).to_utc(),
            next: row["next"].as_array().unwrap().iter().map(word).collect(),
        })
        .collect()
}

/// The schedules of `zones.py`, for the oracle.
fn sketches() -> Vec<Sketch> {
    let days = |on: Days, at: &[u32]| {
        let at = at.iter().map(|time| (time / 100 * 60 + time % 100) * 60).collect();
        Sketch::plain(When::Days { on, at })
    };
    let every = |count: u32, unit: Unit, shift: u64, window: Option<(u32, u32)>| {
        let window = window.map(|(from, to)| (from * 3_600, to * 3_600));
        Sketch::plain(When::Interval { count, unit, shift: shift * 60_000, on: None, window })
    };
    vec![
        days(Days::Daily(1), &[0]),
        days(Days::Daily(1), &[30, 215, 230, 245]),
        days(Days::Daily(1), &[130, 315, 2330]),
        days(Days::Weekly(1, 0b110_0000), &[200]),
        every(1, Unit::Hour, 0, None),
        every(1, Unit::Hour, 45, None),
        every(30, Unit::Minute, 0, None),
        every(15, Unit::Minute, 0, Some((22, 4))),
        every(20, Unit::Minute, 0, Some((0, 3))),
        every(100, Unit::Minute, 0, None),
    ]
}

/// The oracle, which the search is compared with, is itself compared.
#[test]
fn the_oracle_equals_zoneinfo() {
    let sketches = sketches();
    for Golden { zone, text, after, next } in golden() {
        let sketch = sketches.iter().find(|sketch| say::canonical(sketch) == text).unwrap();
        let oracle = Oracle::new(sketch, Place::Zone(zone));
        let (mut slots, _) = oracle.forward(after.timestamp_millis(), next.len(), 100_000);
        slots.truncate(next.len());
        let got: Vec<String> = slots.iter().map(|&at| show(&DateTime::from_timestamp_millis(at).unwrap())).collect();
        assert_eq!(got, next, "{text:?} in {zone}");
    }
}

fn show<Z: TimeZone>(at: &DateTime<Z>) -> String {
    at.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// With the caller in the zone, and with the zone in the text and the caller in UTC.
#[test]
fn slots_equal_those_of_zoneinfo() {
    let mut faults = Vec::new();
    let rows = golden();
    for Golden { zone, text, after, next } in &rows {
        let named = format!("{text} in {zone}");
        let (local, zoned) = (ask::schedule(text), ask::schedule(&named));
        let got: Vec<String> =
            local.upcoming(&after.with_timezone(zone)).take(next.len()).map(|at| show(&at)).collect();
        if got != *next {
            faults.push(format!("{text:?} for {zone} after {}\n     got {got:?}\n  wanted {next:?}", show(after)));
        }
        let got: Vec<String> = zoned.upcoming(after).take(next.len()).map(|at| show(&at)).collect();
        if got != *next {
            faults.push(format!("{named:?} after {}\n     got {got:?}\n  wanted {next:?}", show(after)));
        }
        faults.extend(backwards(&zoned, &named, next));
    }
    assert_eq!(rows.len(), 280);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn backwards(schedule: &Schedule, text: &str, next: &[String]) -> Vec<String> {
    next.windows(2)
        .filter_map(|pair| {
            let back = schedule.previous_before(&ask::instant(&pair[1])).map(|at| show(&at));
            (back.as_ref() != Some(&pair[0])).then(|| format!("{text:?}: previous_before({}) is {back:?}", pair[1]))
        })
        .collect()
}

/// The rows everybody asks for, by hand, with the offset the clocks show.
#[test]
fn the_well_known_changes() {
    ask::check(&[
        // A time in a gap runs at the instant the old offset gives; a day is never lost.
        Row::new(
            "every day at 02:30",
            "America/New_York",
            "2026-03-07T12:00:00-05:00",
            &["2026-03-08T03:30:00-04:00", "2026-03-09T02:30:00-04:00"],
        ),
        // A time in a fold runs once, in the first pass.
        Row::new(
            "every day at 01:30",
            "America/New_York",
            "2026-10-31T12:00:00-04:00",
            &["2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"],
        ),
        // Asked between the passes: the second pass is no slot.
        Row::new("every day at 01:30", "America/New_York", "2026-11-01T01:45:00-04:00", &["2026-11-02T01:30:00-05:00"]),
        // Intervals on the clock run in both passes, and not in a gap.
        Row::new(
            "every 30 minutes",
            "Europe/Berlin",
            "2026-10-25T02:15:00+02:00",
            &[
                "2026-10-25T02:30:00+02:00",
                "2026-10-25T02:00:00+01:00",
                "2026-10-25T02:30:00+01:00",
                "2026-10-25T03:00:00+01:00",
            ],
        ),
        Row::new(
            "every 30 minutes",
            "Europe/Berlin",
            "2026-03-29T01:15:00+01:00",
            &["2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00"],
        ),
        // Every two hours: 02:00 is in the gap.
        Row::new(
            "every 2 hours",
            "Europe/Berlin",
            "2026-03-29T00:00:00+01:00",
            &["2026-03-29T04:00:00+02:00", "2026-03-29T06:00:00+02:00"],
        ),
        // Two times on one instant are one slot.
        Row::new(
            "every day at 02:30, 03:30",
            "Europe/Berlin",
            "2026-03-28T12:00:00+01:00",
            &["2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00", "2026-03-30T03:30:00+02:00"],
        ),
        // A day without its midnight begins at one.
        Row::new(
            "every day at 00:00",
            "America/Sao_Paulo",
            "2018-11-03T12:00:00-03:00",
            &["2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"],
        ),
        // A day that does not exist: the time it would have been, which is the next day's own.
        Row::new(
            "every day at 10:00",
            "Pacific/Apia",
            "2011-12-29T12:00:00-10:00",
            &["2011-12-31T10:00:00+14:00", "2012-01-01T10:00:00+14:00"],
        ),
        // The Friday that did not exist is the Saturday that did.
        Row::new(
            "every friday at 10:00",
            "Pacific/Apia",
            "2011-12-29T12:00:00-10:00",
            &["2011-12-31T10:00:00+14:00", "2012-01-06T10:00:00+14:00"],
        ),
        Row::new(
            "every day at 02:15",
            "Australia/Lord_Howe",
            "2026-10-03T12:00:00+10:30",
            &["2026-10-04T02:45:00+11:00", "2026-10-05T02:15:00+11:00"],
        ),
        Row::new(
            "every day at 01:45",
            "Australia/Lord_Howe",
            "2026-04-04T12:00:00+11:00",
            &["2026-04-05T01:45:00+11:00", "2026-04-06T01:45:00+10:30"],
        ),
        Row::new(
            "every day at 01:30",
            "Europe/Dublin",
            "2026-03-28T12:00:00+00:00",
            &["2026-03-29T02:30:00+01:00", "2026-03-30T01:30:00+01:00"],
        ),
    ]);
}
