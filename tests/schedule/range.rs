//! The ends of time: years before 1970 and after 9999, the largest counts, any caller's zone.

use chrono::{DateTime, FixedOffset, Local, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use punctual::Schedule;

use crate::ask::{self, refused};

const TEXTS: [&str; 28] = [
    "every millisecond",
    "every 7 milliseconds",
    "every second",
    "every minute at :17",
    "every 7 minutes",
    "every hour",
    "every 36 hours on weekdays",
    "every 30 minutes on friday from 22:00 to 02:00",
    "every 2 hours from 12:00 to 24:00",
    "every 5 to 10 minutes",
    "every 5 to 10 hours on monday from 09:00 to 17:00",
    "every day at 00:00",
    "every 3 days at 23:59:59",
    "every 2 weeks on monday, sunday at 09:00",
    "every month on the last day at 00:00",
    "every 5 months on the nearest weekday to the 15th, 2nd last friday at 00:00",
    "every quarter on the 5th monday at 10:00",
    "every year on february 29 at 00:00",
    "every 100 years on february 29 at 00:00",
    "every friday the 13th at 00:00",
    "on 2026-03-15 at 09:00",
    "every day at 09:00 starting 2026-01-10 for 10000 times",
    "every day at 09:00 until 2026-01-10",
    "every day at 09:00 except weekends, july, december 25, 2026-07-04",
    "every day at 02:30 in Europe/Berlin",
    "every hour in Pacific/Apia",
    "every day at 09:00 in +14:00; every day at 09:00 in -12:00",
    "cron 0 0 29 2 *",
];

fn instants() -> Vec<DateTime<Utc>> {
    let mut list = vec![DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, DateTime::UNIX_EPOCH];
    for text in [
        "0001-01-01T00:00:00Z",
        "1901-12-13T20:45:52Z",
        "1969-12-31T00:00:00Z",
        "1969-12-31T12:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "1970-01-01T00:00:00.000000001Z",
        "1970-01-01T12:00:00Z",
        "1970-01-02T00:00:00Z",
        "1972-06-30T23:59:60Z",
        "2016-12-31T23:59:60.5Z",
        "2026-01-01T00:00:00Z",
        "2038-01-19T03:14:07.5Z",
        "2100-02-28T23:59:59Z",
        "2262-04-11T23:47:16.854775807Z",
        "2262-04-11T23:47:17Z",
        "9999-12-29T00:00:00Z",
        "9999-12-31T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999Z",
    ] {
        list.push(ask::instant(text).to_utc());
    }
    for day in [-1, 0, 1] {
        let late = ask::instant("9999-12-31T23:59:59Z").to_utc();
        list.push(late + TimeDelta::days(day));
        list.push(late + TimeDelta::seconds(day));
        list.push(DateTime::UNIX_EPOCH + TimeDelta::days(365 * day));
    }
    list
}

/// No panic, no endless search, no step in the wrong direction, nothing out of range.
fn survives<Z: TimeZone>(zone: &Z) {
    for text in TEXTS {
        let schedule = ask::schedule(text);
        for utc in instants() {
            let at = utc.with_timezone(zone);
            if let Some(slot) = schedule.next_after(&at) {
                assert!(slot.to_utc() > utc, "{text:?} after {utc:?}");
                in_range(text, &slot.to_utc());
                assert!(text.contains(" to 10 ") || schedule.includes(&slot), "{text:?}: {:?}", slot.to_utc());
            }
            if let Some(slot) = schedule.previous_before(&at) {
                assert!(slot.to_utc() < utc, "{text:?} before {utc:?}");
                in_range(text, &slot.to_utc());
                assert!(schedule.includes(&slot), "{text:?}: {:?}", slot.to_utc());
            }
            assert!(schedule.upcoming(&at).take(3).count() <= 3);
            let _ = schedule.includes(&at);
        }
    }
}

/// Civil years 1970 to 9999; a zone may be a day away from UTC.
fn in_range(text: &str, slot: &DateTime<Utc>) {
    let day = 86_400;
    assert!((-day..253_402_300_800 + day).contains(&slot.timestamp()), "{text:?}: {slot:?}");
}

#[test]
fn any_instant_in_utc() {
    survives(&Utc);
}

#[test]
fn any_instant_in_fixed_offsets() {
    for seconds in [0, 1, -1, 3_600, 14 * 3_600, -12 * 3_600, 86_399, -86_399] {
        survives(&FixedOffset::east_opt(seconds).unwrap());
    }
}

#[test]
fn any_instant_in_named_zones() {
    for zone in [
        Tz::UTC,
        Tz::Europe__Berlin,
        Tz::America__New_York,
        Tz::Pacific__Apia,
        Tz::Pacific__Kiritimati,
        Tz::Africa__Monrovia,
        Tz::Etc__GMTPlus12,
        Tz::Etc__GMTMinus14,
    ] {
        survives(&zone);
    }
}

#[test]
fn any_instant_in_the_zone_of_the_machine() {
    survives(&Local);
}

/// Before 1970 the first slot there is comes next; after 9999 the last there was came before.
#[test]
fn the_first_and_the_last_slot() {
    let schedule = ask::schedule("every day at 09:00");
    let first = ask::instant("1970-01-01T09:00:00Z").to_utc();
    let last = ask::instant("9999-12-31T09:00:00Z").to_utc();
    for utc in [DateTime::<Utc>::MIN_UTC, ask::instant("1960-06-01T00:00:00Z").to_utc()] {
        assert_eq!(schedule.next_after(&utc), Some(first));
        assert_eq!(schedule.previous_before(&utc), None);
    }
    assert_eq!(schedule.previous_before(&first), None);
    for utc in [DateTime::<Utc>::MAX_UTC, last + TimeDelta::days(400)] {
        assert_eq!(schedule.next_after(&utc), None);
        assert_eq!(schedule.previous_before(&utc), Some(last));
    }
    assert_eq!(schedule.next_after(&last), None);
    assert!(!schedule.includes(&(first - TimeDelta::days(1))));
    assert!(!schedule.includes(&(last + TimeDelta::days(1))));
}

/// A window that crosses the last midnight ends with it, for a random gap as for any other.
#[test]
fn no_slot_is_past_the_last_midnight() {
    let midnight = ask::instant("9999-12-31T23:59:59Z").to_utc() + TimeDelta::seconds(1);
    let before = midnight - TimeDelta::days(1);
    for text in ["every 20 to 40 minutes from 22:00 to 04:00", "every 30 minutes from 22:00 to 04:00"] {
        let schedule = ask::schedule(text);
        let slots: Vec<_> = schedule.upcoming(&before).collect();
        assert!(slots.len() > 5 && slots.iter().all(|slot| *slot < midnight), "{text:?}: {slots:?}");
    }
}

/// Slots are whole seconds; a question need not be.
#[test]
fn parts_of_a_second() {
    let schedule = ask::schedule("every day at 09:00");
    let slot = ask::instant("2026-01-01T09:00:00Z").to_utc();
    let tick = TimeDelta::nanoseconds(1);
    let day = TimeDelta::days(1);
    assert_eq!(schedule.next_after(&(slot - tick)), Some(slot));
    assert_eq!(schedule.next_after(&slot), Some(slot + day));
    assert_eq!(schedule.next_after(&(slot + tick)), Some(slot + day));
    assert_eq!(schedule.previous_before(&(slot + tick)), Some(slot));
    assert_eq!(schedule.previous_before(&slot), Some(slot - day));
    assert_eq!(schedule.previous_before(&(slot - tick)), Some(slot - day));
    assert!(schedule.includes(&slot));
    assert!(!schedule.includes(&(slot + tick)) && !schedule.includes(&(slot - tick)));
    let schedule = ask::schedule("every 500 milliseconds");
    let half = TimeDelta::milliseconds(500);
    assert_eq!(schedule.next_after(&(slot + tick)), Some(slot + half));
    assert_eq!(schedule.previous_before(&(slot + half + tick)), Some(slot + half));
    assert!(schedule.includes(&(slot + half)) && !schedule.includes(&(slot + half + tick)));
}

const UNITS: [&str; 10] =
    ["milliseconds", "seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years", "times"];

/// A count is taken or refused; it never overflows.
#[test]
fn the_largest_counts() {
    let mut taken = 0;
    for unit in UNITS {
        for count in [
            999_u64,
            9_999,
            10_000,
            86_400,
            1_000_000,
            i32::MAX as u64,
            u64::from(u32::MAX) - 1,
            u64::from(u32::MAX),
            u64::from(u32::MAX) + 1,
            i64::MAX as u64,
            u64::MAX,
        ] {
            for text in [
                format!("every {count} {unit}"),
                format!("every {count} {unit} starting 9999-12-30"),
                format!("every {count} {unit} starting 1970-01-01 until 9999-12-31 in Asia/Tokyo"),
                format!("every {count} {unit} from 09:00 to 17:00"),
                format!("every {count} {unit} on friday"),
                format!("every {count} to {} {unit}", count.saturating_add(1)),
                format!("every day starting 2026-01-01 for {count} {unit}"),
                format!("every day starting 9999-12-31 for {count} {unit}"),
                format!("every hour offset {count} {unit}"),
                format!("every {count} hours offset {} minutes", count.saturating_sub(1)),
                format!("every day jitter {count} {unit}"),
            ] {
                let Ok(schedule) = text.parse::<Schedule>() else { continue };
                taken += 1;
                for utc in instants() {
                    if let Some(slot) = schedule.next_after(&utc) {
                        assert!(slot > utc, "{text:?} after {utc:?}");
                        in_range(&text, &slot);
                    }
                    if let Some(slot) = schedule.previous_before(&utc) {
                        assert!(slot < utc, "{text:?} before {utc:?}");
                        in_range(&text, &slot);
                    }
                }
            }
        }
    }
    assert!(taken > 200, "only {taken} are taken");
}

/// `every 0` is an error in every unit.
#[test]
fn zero_counts() {
    for unit in &UNITS[..9] {
        assert_eq!(refused(&format!("every 0 {unit}")), "zero", "{unit}");
    }
    assert_eq!(refused("every day starting 2026-01-01 for 0 times"), "zero");
    assert_eq!(refused("every day starting 2026-01-01 for 0 weeks"), "zero");
    assert_eq!(refused("every 0 to 5 minutes"), "zero");
    assert_eq!(refused("every day jitter 0 minutes"), "zero");
}
