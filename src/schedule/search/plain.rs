//! The slots in plain numbers are those in dates.

use chrono::DateTime;
use chrono_tz::Tz;

use crate::Schedule;

const TEXTS: &[&str] = &[
    "every 10 minutes",
    "every 7 minutes",
    "every 36 hours on weekdays",
    "every 250 milliseconds",
    "every 7 milliseconds from 23:00 to 01:00",
    "every hour at :17:30",
    "every 20 minutes from 22:00 to 02:00 on monday",
    "every 5 to 10 minutes",
    "every 1 to 9 milliseconds from 09:00 to 17:00 on tuesday",
    "every day at 02:30, 14:00",
    "every 3 days at 10:30",
    "every 2 weeks on friday at 23:59",
    "every month on the last day at 18:00",
    "every friday the 13th",
    "every 4 years on february 29",
    "every weekday in june except 2026-06-10",
    "on 2026-03-29 at 02:30",
    "cron 0 9 * * 1-5",
    "cron */7 3 * * *",
    "every 90 minutes starting 2026-03-28 23:00 for 40 times",
    "every day starting 2026-10-24 until 2026-10-27 at 02:30",
    "every hour in UTC",
    "every day at 02:30 in +02:00",
    "every day at 02:30 in Europe/Berlin",
    "every monday at 08:00; every friday at 16:00 in UTC; every 17 hours in Asia/Tokyo",
];

/// Around the first and the last slots, the changes of clocks in 2026, and far apart.
fn instants() -> impl Iterator<Item = i64> {
    let around = [0, 253_402_300_800_000, 1_772_953_200_000, 1_774_746_000_000, 1_792_890_000_000, 1_793_512_800_000];
    let near = around.into_iter().flat_map(|at: i64| {
        let steps = [0, 1, 999, 1_000, 1_800_000, 86_400_000, 260_000_000];
        steps.into_iter().flat_map(move |step| [at.saturating_sub(step), at.saturating_add(step)])
    });
    near.chain((0..300).map(|n: i64| n.wrapping_mul(987_654_321_987).rem_euclid(253_402_300_800_000)))
}

#[test]
fn they_are_the_same() -> Result<(), crate::Error> {
    for text in TEXTS {
        let schedule: Schedule = text.parse()?;
        for at in instants() {
            let date = DateTime::from_timestamp_millis(at).unwrap_or_default();
            for zone in [Tz::UTC, Tz::Europe__Berlin, Tz::America__New_York] {
                let slot = schedule.next_after(&date.with_timezone(&zone)).map(|slot| slot.timestamp_millis());
                assert_eq!(schedule.next_after_millis(at, zone), slot, "{text} after {at} in {zone}");
            }
        }
    }
    Ok(())
}

#[test]
fn nothing_comes_after_the_end_of_time() -> Result<(), crate::Error> {
    for text in TEXTS {
        let schedule: Schedule = text.parse()?;
        assert_eq!(schedule.next_after_millis(i64::MAX, Tz::UTC), None, "{text}");
        assert_eq!(schedule.next_after_millis(i64::MAX, Tz::Europe__Berlin), None, "{text}");
    }
    Ok(())
}
