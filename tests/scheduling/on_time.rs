//! Slots are fixed by the schedule alone; nothing runs before its slot.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use punctual::{Clock, Scheduler};

use super::field::{at, field, field_in, seconds};

#[test]
fn no_drift_in_thirty_days_of_long_runs() {
    let it = field();
    let slots = Arc::new(std::sync::Mutex::new(Vec::new()));
    let (seen, clock) = (Arc::clone(&slots), it.clock.clone());
    let mut dice = 1_u64;
    it.scheduler
        .every(7)
        .seconds()
        .starting("2026-01-01")
        .run_with(move |run| {
            seen.lock().unwrap().push(run.slot().timestamp());
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            clock.advance(Duration::from_millis((dice >> 33) % 5000));
        })
        .unwrap();
    it.scheduler.run_until(&at("2026-01-31T00:00:00Z"));
    let slots = slots.lock().unwrap();
    let first = at("2026-01-01T00:00:00Z").timestamp();
    assert_eq!(slots.len(), 30 * 86_400 / 7 + 1);
    assert!((0_i64..).zip(slots.iter()).all(|(k, slot)| *slot == first + 7 * k));
}

/// A clock that goes on by itself a little, forward and back, each time it is read.
struct Shaky {
    now: AtomicU64,
    step: AtomicU64,
}

impl Clock for Shaky {
    fn now(&self) -> DateTime<Utc> {
        let step = self.step.fetch_add(0x9e37_79b9, Relaxed);
        let shake = i64::try_from(step % 101).unwrap() - 50;
        let now = self.now.fetch_add(7, Relaxed);
        DateTime::from_timestamp_millis(i64::try_from(now).unwrap() + shake).unwrap()
    }

    fn sleep(&self, _: Duration) {}
}

#[test]
fn never_early_and_never_twice_while_the_clock_shakes() {
    let clock = Arc::new(Shaky { now: AtomicU64::new(1_767_225_600_000), step: AtomicU64::new(0) });
    let scheduler = Scheduler::builder().clock(Arc::clone(&clock)).zone(Tz::UTC).build();
    let last = Arc::new(AtomicU64::new(0));
    let (seen, base) = (Arc::clone(&last), Arc::clone(&clock));
    scheduler
        .every(1)
        .second()
        .run_with(move |run| {
            let slot = u64::try_from(run.slot().timestamp_millis()).unwrap();
            // The clock has read at least this, less the shake of one reading.
            assert!(slot <= base.now.load(Relaxed) + 50, "early");
            assert!(slot > seen.swap(slot, Relaxed), "twice");
        })
        .unwrap();
    let mut pass = scheduler.run_pending();
    let (mut ran, mut failed) = (pass.ran, pass.failed);
    for _ in 0..100_000 {
        pass = scheduler.run_pending();
        ran += pass.ran;
        failed += pass.failed;
    }
    assert_eq!(failed, 0);
    assert!((690..=710).contains(&ran), "{ran} runs in 700 s");
}

#[test]
fn order_is_slot_then_priority_then_age() {
    let it = field();
    it.scheduler.every(2).seconds().run(it.say("b")).unwrap();
    it.scheduler.every(2).seconds().run(it.say("c")).unwrap();
    it.scheduler.every(2).seconds().priority(1).run(it.say("a")).unwrap();
    it.scheduler.every(2).seconds().priority(-1).run(it.say("d")).unwrap();
    it.scheduler.once("2026-01-01 00:00:01").run(it.say("first")).unwrap();
    it.clock.advance(seconds(2));
    assert_eq!(it.scheduler.run_pending().ran, 5);
    assert_eq!(it.log.take(), ["first", "a", "b", "c", "d"]);
}

#[test]
fn a_daily_job_keeps_its_time_of_day_through_clock_changes() {
    let it = field_in(Tz::America__New_York);
    let log = it.log.clone();
    it.scheduler
        .schedule("every day at 02:30")
        .run_with(move |run| log.add(run.slot().format("%m-%d %H:%M").to_string()))
        .unwrap();
    it.scheduler.run_until(&at("2027-01-01T00:00:00Z"));
    let log = it.log.take();
    assert_eq!(log.len(), 365);
    assert_eq!(log.iter().filter(|slot| slot.ends_with("02:30")).count(), 364);
    assert!(log.contains(&"03-08 03:30".to_owned()));
}

#[test]
fn what_is_due_now_is_decided_by_the_clock_alone() {
    let it = field();
    let job = it.scheduler.every(10).minutes().at(":17").run(it.say("x")).unwrap();
    assert_eq!(job.next_run().unwrap(), at("2026-01-01T00:00:17Z"));
    it.clock.advance(Duration::from_millis(16_999));
    assert_eq!(it.scheduler.run_pending().ran, 0);
    assert_eq!(it.scheduler.idle(), Some(Duration::from_millis(1)));
    it.clock.advance(Duration::from_millis(1));
    assert_eq!(it.scheduler.idle(), Some(Duration::ZERO));
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert_eq!(job.next_run().unwrap(), at("2026-01-01T00:10:17Z"));
}

#[test]
fn bounds_count_from_the_schedulers_clock() {
    let it = field();
    let five = it.scheduler.every(7).minutes().times(5).run(it.say("five")).unwrap();
    let hour = it.scheduler.every(10).minutes().until("1h").run(it.say("hour")).unwrap();
    let pass = it.scheduler.run_for(seconds(86_400));
    assert_eq!(pass.ran, 5 + 6);
    assert!(!five.is_active() && !hour.is_active());
    // The handle still knows.
    assert_eq!((five.counts().ran, hour.counts().ran), (5, 6));
    assert!(it.scheduler.is_empty());
    assert_eq!(it.scheduler.next_run(), None);
}

#[test]
fn once_now_is_now_and_the_past_is_an_error() {
    let it = field();
    it.scheduler.once("2026-01-01 00:00").run(it.say("now")).unwrap();
    assert_eq!(it.scheduler.run_pending().ran, 1);
    let error = it.scheduler.once("2025-12-31 23:59:59").run(|| ()).unwrap_err();
    assert_eq!(error.code().as_str(), "never");
    assert_eq!(error.location().unwrap().line(), line!() - 2);
}

#[test]
fn the_end_of_time_is_no_panic() {
    let it = field();
    it.clock.set(&at("9999-12-31T23:00:00Z"));
    let job = it.scheduler.every(10).minutes().run(|| ()).unwrap();
    it.clock.set(&(at("9999-12-31T23:59:59Z") + TimeDelta::days(400)));
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert!(!job.is_active());
}
