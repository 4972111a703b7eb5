//! Moments: every form of a start, of an end and of a single slot, and what is counted from now.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use chrono_tz::{America::New_York, Europe::Berlin};
use punctual::accept::{IntoOnce, IntoStart, IntoUntil};
use punctual::{Code, JobBuilder, Schedule, ToLength, every, once};

/// 03:44:30 in Berlin.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 2, 44, 30).unwrap()
}

fn text(built: Result<Schedule, punctual::Error>) -> Result<String, Code> {
    built.map(|built| built.to_string()).map_err(|error| error.code())
}

fn until(end: impl IntoUntil) -> Result<String, Code> {
    let text = text(every(1).hour().until(end).build_at(&now()))?;
    Ok(text.strip_prefix("every hour until ").unwrap().to_owned())
}

fn starting(start: impl IntoStart) -> Result<String, Code> {
    let text = text(every(1).hour().starting(start).build_at(&now()))?;
    Ok(text.strip_prefix("every hour starting ").unwrap().to_owned())
}

fn on(moment: impl IntoOnce) -> Result<String, Code> {
    text(once(moment).build_at(&now()))
}

#[expect(clippy::unnecessary_wraps, reason = "to stand beside what a chain gives")]
fn ok(text: &str) -> Result<String, Code> {
    Ok(text.to_owned())
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 15).unwrap()
}

#[test]
fn ends_that_are_dates() {
    assert_eq!(until("2027-03-15"), ok("2027-03-15"));
    assert_eq!(until(String::from("15 mar 2027")), ok("2027-03-15"));
    assert_eq!(until(day()), ok("2027-03-15"));
    assert_eq!(until("2027-03-15 18:30"), ok("2027-03-15 18:30"));
    assert_eq!(until("2027-03-15 18:30:05"), ok("2027-03-15 18:30:05"));
    assert_eq!(until("2027-03-15T18:30"), ok("2027-03-15 18:30"));
    let civil = day().and_hms_milli_opt(18, 30, 5, 900).unwrap();
    assert_eq!(until(civil), ok("2027-03-15 18:30:05"));
}

#[test]
fn ends_that_are_instants() {
    let instant = Utc.with_ymd_and_hms(2027, 3, 15, 18, 30, 0).unwrap();
    assert_eq!(until(instant), ok("2027-03-15 18:30"));
    assert_eq!(until(instant.with_timezone(&Berlin)), ok("2027-03-15 18:30"));
    let named = every(1).hour().until(instant).timezone("America/New_York");
    assert_eq!(text(named.build_at(&now())), ok("every hour until 2027-03-15 14:30 in America/New_York"));
    let fixed = every(1).hour().until(instant).timezone("+02:00");
    assert_eq!(text(fixed.build_at(&now())), ok("every hour until 2027-03-15 20:30 in +02:00"));
    let callers = every(1).hour().until(instant).build_at(&now().with_timezone(&Berlin));
    assert_eq!(text(callers), ok("every hour until 2027-03-15 19:30"));
}

#[test]
fn ends_that_are_today() {
    assert_eq!(until("18:30"), ok("2026-11-20 18:30"));
    assert_eq!(until("18:30:15"), ok("2026-11-20 18:30:15"));
    assert_eq!(until("6:30pm"), ok("2026-11-20 18:30"));
    assert_eq!(until("noon"), ok("2026-11-20 12:00"));
    assert_eq!(until("24:00"), ok("2026-11-21 00:00"));
    assert_eq!(until(NaiveTime::from_hms_opt(18, 30, 0).unwrap()), ok("2026-11-20 18:30"));
    // Today in the zone of the schedule: it is still the 19th in New York.
    let named = every(1).hour().until("22:00").timezone("America/New_York");
    assert_eq!(text(named.build_at(&now())), ok("every hour until 2026-11-19 22:00 in America/New_York"));
    let callers = every(1).hour().until("22:00").build_at(&now().with_timezone(&New_York));
    assert_eq!(text(callers), ok("every hour until 2026-11-19 22:00"));
}

#[test]
fn ends_so_long_from_now() {
    assert_eq!(until("8h"), ok("2026-11-20 10:44:30"));
    assert_eq!(until("1h 30m"), ok("2026-11-20 04:14:30"));
    assert_eq!(until("90 seconds"), ok("2026-11-20 02:46"));
    assert_eq!(until(Duration::from_secs(30)), ok("2026-11-20 02:45"));
    assert_eq!(until(TimeDelta::days(1)), ok("2026-11-21 02:44:30"));
    assert_eq!(until(8.hours()), ok("2026-11-20 10:44:30"));
    assert_eq!(until(2.weeks()), ok("2026-12-04 02:44:30"));
    assert_eq!(until("3 months"), ok("2027-02-20 02:44:30"));
    assert_eq!(until(1.year()), ok("2027-11-20 02:44:30"));
    let clamped = Utc.with_ymd_and_hms(2027, 1, 31, 0, 0, 0).unwrap();
    let chain = every(1).hour().until(1.month());
    assert_eq!(text(chain.build_at(&clamped)), ok("every hour until 2027-02-28 00:00"));
    // Hours are elapsed time, days are counted on the calendar: Berlin changes on 2027-03-28.
    let eve = Berlin.with_ymd_and_hms(2027, 3, 27, 12, 0, 0).unwrap();
    let day = every(1).hour().until(1.day()).build_at(&eve);
    assert_eq!(text(day), ok("every hour until 2027-03-28 12:00"));
    let hours = every(1).hour().until(24.hours()).build_at(&eve);
    assert_eq!(text(hours), ok("every hour until 2027-03-28 13:00"));
}

#[test]
fn ends_in_the_past() {
    assert_eq!(until("2026-11-19"), Err(Code::EmptyRange));
    assert_eq!(until("2026-11-20"), ok("2026-11-20"));
    assert_eq!(until("2026-11-20 02:44:29"), Err(Code::EmptyRange));
    assert_eq!(until("2026-11-20 02:44:30"), ok("2026-11-20 02:44:30"));
    assert_eq!(until("02:44"), Err(Code::EmptyRange));
    assert_eq!(until(NaiveTime::MIN), Err(Code::EmptyRange));
    assert_eq!(until(TimeDelta::seconds(-1)), Err(Code::EmptyRange));
    assert_eq!(until(now() - TimeDelta::seconds(1)), Err(Code::EmptyRange));
    // 03:44:30 in Berlin is past 03:00 there, although it is 02:44:30 here.
    let named = every(1).hour().until("2026-11-20 03:00").timezone(Berlin);
    assert_eq!(text(named.build_at(&now())), Err(Code::EmptyRange));
    // A text has no now: it reads the same for ever.
    assert!("every hour until 2020-01-01".parse::<Schedule>().is_ok());
}

#[test]
fn starts() {
    assert_eq!(starting("2026-01-05"), ok("2026-01-05"));
    assert_eq!(starting("jan 5 2026"), ok("2026-01-05"));
    let owned = String::from("2026-01-05 08:00");
    assert_eq!(starting(&owned), ok("2026-01-05 08:00"));
    assert_eq!(starting(day()), ok("2027-03-15"));
    assert_eq!(starting(day().and_hms_opt(8, 0, 1).unwrap()), ok("2027-03-15 08:00:01"));
    assert_eq!(starting(day().and_hms_milli_opt(8, 0, 0, 1).unwrap()), ok("2027-03-15 08:00:01"));
    let instant = Utc.with_ymd_and_hms(2027, 3, 15, 8, 0, 0).unwrap();
    assert_eq!(starting(instant), ok("2027-03-15 08:00"));
    assert_eq!(starting(instant + TimeDelta::nanoseconds(1)), ok("2027-03-15 08:00:01"));
}

#[test]
fn starting_now() {
    let chain = || every(7).minutes().starting_now();
    let built = |now: &DateTime<Tz>, chain: JobBuilder| text(chain.build_at(now));
    let berlin = now().with_timezone(&Berlin);
    assert_eq!(built(&berlin, chain()), ok("every 7 minutes starting 2026-11-20 03:44:30"));
    let later = berlin + TimeDelta::milliseconds(1);
    assert_eq!(built(&later, chain()), ok("every 7 minutes starting 2026-11-20 03:44:31"));
    let named = chain().timezone("UTC");
    assert_eq!(built(&berlin, named), ok("every 7 minutes starting 2026-11-20 02:44:30 in UTC"));
}

#[test]
fn counts_without_a_start_begin_now() {
    let times = every(1).day().at("09:00").times(5).build_at(&now());
    assert_eq!(text(times), ok("every day at 09:00 starting 2026-11-20 02:44:30 for 5 times"));
    let weeks = every(1).day().at("09:00").lasting(3.weeks()).build_at(&now());
    assert_eq!(text(weeks), ok("every day at 09:00 starting 2026-11-20 02:44:30 for 3 weeks"));
    let said = every(1).day().times(5).starting("2026-01-05").build_at(&now());
    assert_eq!(text(said), ok("every day at 00:00 starting 2026-01-05 for 5 times"));
}

#[test]
fn single_slots() {
    assert_eq!(on("2027-03-15 14:30"), ok("on 2027-03-15 at 14:30"));
    assert_eq!(on("2027-03-15"), ok("on 2027-03-15 at 00:00"));
    assert_eq!(on(day()), ok("on 2027-03-15 at 00:00"));
    assert_eq!(on([day()]), ok("on 2027-03-15 at 00:00"));
    assert_eq!(on(day().and_hms_opt(14, 30, 0).unwrap()), ok("on 2027-03-15 at 14:30"));
    let instant = Utc.with_ymd_and_hms(2027, 3, 15, 14, 30, 0).unwrap();
    assert_eq!(on(instant), ok("on 2027-03-15 at 14:30 in UTC"));
    assert_eq!(on(instant.with_timezone(&Berlin)), ok("on 2027-03-15 at 15:30 in +01:00"));
    let odd = FixedOffset::east_opt(3_661).unwrap();
    assert_eq!(on(instant.with_timezone(&odd)), ok("on 2027-03-15 at 14:30 in UTC"));
    let named = once(instant).timezone("America/New_York").build_at(&now());
    assert_eq!(text(named), ok("on 2027-03-15 at 10:30 in America/New_York"));
}

/// The hour that comes twice: a text names the first pass, so the second is written in its
/// offset, and the slot is the instant that was given.
#[test]
fn a_single_slot_is_the_instant_that_was_given() {
    let first = Berlin.with_ymd_and_hms(2026, 10, 25, 2, 30, 0).earliest().unwrap();
    let second = Berlin.with_ymd_and_hms(2026, 10, 25, 2, 30, 0).latest().unwrap();
    assert_ne!(first, second);
    let texts = ["on 2026-10-25 at 02:30 in Europe/Berlin", "on 2026-10-25 at 02:30 in +01:00"];
    for (instant, expected) in [first, second].into_iter().zip(texts) {
        let built = once(instant).timezone(Berlin).build().unwrap();
        assert_eq!(built.to_string(), expected);
        assert_eq!(built.next_after(&DateTime::UNIX_EPOCH).map(|at| at.to_utc()), Some(instant.to_utc()));
    }
}

#[test]
fn one_now_for_a_whole_union() {
    let parts = [every(1).day().times(5), every(1).hour().until("8h")];
    assert_eq!(
        text(punctual::any_of(parts).build_at(&now())),
        ok("every day at 00:00 starting 2026-11-20 02:44:30 for 5 times; \
            every hour until 2026-11-20 10:44:30")
    );
}

#[test]
fn moments_that_no_schedule_reaches() {
    for now in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        for chain in [
            every(1).hour().starting_now(),
            every(1).hour().times(5),
            every(1).hour().until("18:30"),
            every(1).hour().until("8h"),
            every(1).hour().until(1.month()),
        ] {
            assert_eq!(chain.build_at(&now).unwrap_err().code(), Code::Range);
        }
        assert!(every(1).hour().build_at(&now).is_ok());
    }
    let end = || every(1).hour().until("2026-01-01");
    assert!(end().build_at(&DateTime::<Utc>::MIN_UTC).is_ok());
    assert_eq!(end().build_at(&DateTime::<Utc>::MAX_UTC).unwrap_err().code(), Code::EmptyRange);
}

/// The real clock: what is built now ends in eight hours, and not before.
#[test]
fn the_machines_clock() {
    #[expect(clippy::disallowed_methods, reason = "compared with the clock itself")]
    let now = Utc::now;
    let before = now() + TimeDelta::hours(8);
    let built = every(1).second().timezone("UTC").until("8h").build().unwrap();
    let after = now() + TimeDelta::hours(8);
    let last = built.previous_before(&(after + TimeDelta::days(1))).unwrap();
    assert!(before - TimeDelta::seconds(1) <= last && last <= after, "{before} {last} {after}");
    assert!(every(1).hour().until("2020-01-01").build().is_err());
}
