//! Every change of every clock on earth from 1970 to 2037.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};
use punctual::Schedule;

use crate::common::say;
use crate::common::sketch::{Days, Place, Sketch, Unit, When};
use crate::oracle::{Oracle, show};
use crate::sky::{DAY, STEP, Segment, Sky};

/// 1970-01-03 to 2037-12-31; a change is looked at with two days on each side.
const FROM: i64 = 2 * DAY;
const TO: i64 = 2_145_830_400;

/// One of 40 changes, so that each zone has its turn, and all of the strangest: a day that does
/// not exist, a day shown again after its midnight, half hours, the last hour of a day skipped.
#[test]
fn schedules_around_a_sample_of_clock_changes() {
    let strange = [Tz::Pacific__Apia, Tz::America__St_Johns, Tz::Australia__Lord_Howe, Tz::America__Nuuk];
    around(|zone, count| count.is_multiple_of(40) || strange.contains(&zone), 2 * 3_600);
}

/// A minute or two.
#[test]
#[ignore = "every change of every zone"]
fn schedules_around_every_clock_change() {
    around(|_, _| true, 3 * 3_600);
}

/// The search gives no slot twice, leaves none out, and stands where the oracle does: with
/// times in a gap moved by the gap, times in a fold at its first pass, and marks of an
/// interval in both passes.
fn around(chosen: impl Fn(Tz, usize) -> bool, minutely: i64) {
    let (mut count, mut looked_at, mut slots) = (0_usize, 0_usize, 0_usize);
    let mut texts: BTreeMap<String, Schedule> = BTreeMap::new();
    for zone in TZ_VARIANTS {
        let sky = Sky::new(Place::Zone(zone));
        for pair in sky.look(FROM, TO, STEP).windows(2) {
            count += 1;
            if chosen(zone, count) {
                looked_at += 1;
                for (sketch, reach) in sketches(pair[0], pair[1], minutely) {
                    let text = say::canonical(&sketch);
                    let schedule = texts
                        .entry(text.clone())
                        .or_insert_with(|| text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}")));
                    let at = pair[1].from;
                    slots += compare(zone, &sketch, schedule, &text, (at - reach, at + reach));
                }
            }
        }
    }
    println!("{looked_at} of {count} changes, {slots} slots");
    assert!(looked_at > 200 && slots > 50 * looked_at);
}

/// What is asked around a change, and how many seconds before and after it.
fn sketches(before: Segment, after: Segment, minutely: i64) -> Vec<(Sketch, i64)> {
    let (old, new) = (after.from + i64::from(before.offset), after.from + i64::from(after.offset));
    let (low, high) = (old.min(new), old.max(new));
    let time = |civil: i64| u32::try_from(civil.rem_euclid(DAY)).unwrap();
    let date = |civil: i64| {
        let date = DateTime::from_timestamp(civil, 0).unwrap();
        (date.month(), date.day())
    };
    // 1970-01-01 was a Thursday.
    let weekday = |civil: i64| 1_u8 << (civil.div_euclid(DAY) + 3).rem_euclid(7);
    let days = |on: Days, at: Vec<u32>| Sketch::plain(When::Days { on, at });
    let daily = |at: Vec<u32>| days(Days::Daily(1), at);
    let every = |count: u32, unit: Unit, shift: u32, on: Option<u8>, window: Option<(u32, u32)>| {
        let on = on.map(|set| Days::Weekly(1, set));
        Sketch::plain(When::Interval { count, unit, shift: u64::from(shift) * 1_000, on, window })
    };
    let inside = low.midpoint(high);
    let mut all = vec![time(low - 1_800), time(low), time(inside), time(high), time(high + 1_800)];
    all.sort_unstable();
    all.dedup();
    let (eve, day) = (weekday(low - 1), weekday(inside));
    vec![
        (daily(vec![time(low - 1_800)]), 3 * DAY),
        (daily(vec![time(low)]), 3 * DAY),
        (daily(vec![time(inside)]), 3 * DAY),
        (daily(vec![time(high)]), 3 * DAY),
        (daily(vec![time(high + 1_800)]), 3 * DAY),
        (daily(all), 3 * DAY),
        // A week or a year between them: the change lies ahead of a jump, or behind it.
        (days(Days::Weekly(1, day), vec![time(inside)]), 10 * DAY),
        (days(Days::Weekly(1, eve), vec![time(low - 1)]), 10 * DAY),
        (days(Days::Yearly(1, vec![date(inside)]), vec![time(inside)]), 10 * DAY),
        (every(24, Unit::Hour, time(inside), Some(day), None), 10 * DAY),
        (every(1, Unit::Hour, 0, None, None), DAY),
        (every(30, Unit::Minute, 0, None, None), DAY),
        (every(1, Unit::Minute, 0, None, None), minutely),
        (every(7, Unit::Minute, 0, None, None), minutely),
        (every(6, Unit::Hour, 0, None, None), 2 * DAY),
        (every(7, Unit::Minute, 0, Some(eve), None), minutely),
        (every(7, Unit::Second, 0, Some(eve), None), 200),
        (every(20, Unit::Minute, 0, Some(eve), None), DAY),
        (every(45, Unit::Minute, 0, Some(eve), Some((22 * 3_600, 4 * 3_600))), 2 * DAY),
    ]
}

/// All slots of the stretch, forwards and backwards; how many there were.
fn compare(zone: Tz, sketch: &Sketch, schedule: &Schedule, text: &str, (from, to): (i64, i64)) -> usize {
    let slots = Oracle::new(sketch, Place::Zone(zone)).slots(from * 1_000, to * 1_000);
    let date = |at: i64| -> DateTime<Tz> { zone.timestamp_millis_opt(at).unwrap() };
    let mut at = date(from * 1_000 - 1);
    for &slot in &slots {
        let got = schedule.next_after(&at).map(|slot| slot.timestamp_millis());
        assert!(
            got == Some(slot),
            "{text:?} in {zone}: next_after({at}) is {} and not {}",
            got.map_or("nothing".to_owned(), show),
            show(slot)
        );
        at = date(slot);
    }
    let beyond = schedule.next_after(&at).map(|slot| slot.timestamp_millis());
    assert!(
        beyond.is_some_and(|slot| slot >= to * 1_000),
        "{text:?} in {zone}: next_after({at}) is {beyond:?} and not later than the stretch"
    );
    let mut at = date(to * 1_000);
    for &slot in slots.iter().rev() {
        let got = schedule.previous_before(&at).map(|slot| slot.timestamp_millis());
        assert!(
            got == Some(slot),
            "{text:?} in {zone}: previous_before({at}) is {} and not {}",
            got.map_or("nothing".to_owned(), show),
            show(slot)
        );
        at = date(slot);
    }
    probe(zone, schedule, text, &slots, (from, to));
    slots.len()
}

/// The same answers for instants between slots, and near the change itself.
fn probe(zone: Tz, schedule: &Schedule, text: &str, slots: &[i64], (from, to): (i64, i64)) {
    let change = from.midpoint(to) * 1_000;
    let near = [-90_000_000, -3_600_000, -1_800_000, -1_000, 0, 1_000, 1_200_000, 1_800_000, 3_600_000, 90_000_000];
    let between = slots.windows(2).step_by(slots.len() / 40 + 1).map(|pair| pair[0].midpoint(pair[1]));
    for at in near.into_iter().map(|by| change + by).chain(between) {
        if !(from * 1_000..to * 1_000).contains(&at) {
            continue;
        }
        let date = zone.timestamp_millis_opt(at).unwrap();
        let (next, previous) = (schedule.next_after(&date), schedule.previous_before(&date));
        let wanted = slots.iter().find(|&&slot| slot > at);
        if let Some(&wanted) = wanted {
            let got = next.map(|slot| slot.timestamp_millis());
            assert!(got == Some(wanted), "{text:?} in {zone}: next_after({date}) is {next:?}, not {}", show(wanted));
        }
        if let Some(&wanted) = slots.iter().rev().find(|&&slot| slot < at) {
            let got = previous.map(|slot| slot.timestamp_millis());
            assert!(
                got == Some(wanted),
                "{text:?} in {zone}: previous_before({date}) is {previous:?}, not {}",
                show(wanted)
            );
        }
        assert_eq!(schedule.includes(&date), slots.contains(&at), "{text:?} in {zone}: includes({date})");
    }
}

/// What the oracle relies on: asking every six hours misses no change.
#[test]
#[ignore = "asks every quarter of an hour for 68 years in every zone"]
fn no_two_changes_are_close() {
    for zone in TZ_VARIANTS {
        let sky = Sky::new(Place::Zone(zone));
        assert_eq!(sky.look(0, TO, STEP), sky.look(0, TO, 900), "{zone}");
    }
}
