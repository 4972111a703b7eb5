//! Slots that passed: after a jump forward, a sleep, a stall.

use std::time::Instant;

use chrono::TimeDelta;
use punctual::Missed;

use super::field::{at, field, in_short, seconds};

#[test]
fn each_policy_after_each_jump() {
    for (jump, slots) in [(300, 5), (3 * 3600, 180), (8 * 3600, 480), (730 * 86_400, 730 * 1440)] {
        let it = field();
        let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("missed")));
        let once = it.scheduler.every(1).minute().named("once").run(|| ()).unwrap();
        let skip = it.scheduler.every(1).minute().at(":30").named("skip").grace("20s").on_missed(Missed::Skip);
        let skip = skip.run(|| ()).unwrap();
        let all = it.scheduler.every(1).minute().named("all").on_missed(Missed::RunAll { at_most: 100 });
        let all = all.run(|| ()).unwrap();
        it.clock.advance(seconds(jump));
        it.scheduler.run_pending();
        assert_eq!((once.counts().ran, once.counts().missed), (1, slots - 1));
        assert_eq!((skip.counts().ran, skip.counts().missed), (0, slots));
        assert_eq!((all.counts().ran, all.counts().missed), (slots.min(100), slots.saturating_sub(100)));
        for job in [once, skip, all] {
            assert!(job.next_run().unwrap() > it.scheduler.now());
        }
        assert_eq!(log.len(), if slots > 100 { 3 } else { 2 });
    }
}

#[test]
fn run_all_runs_the_latest_in_order() {
    let it = field();
    let log = it.log.clone();
    it.scheduler
        .every(1)
        .hour()
        .on_missed(Missed::RunAll { at_most: 3 })
        .run_with(move |run| log.add(format!("{} {}", run.slot().format("%H"), run.missed())))
        .unwrap();
    it.clock.advance(seconds(5 * 3600 + 60));
    it.scheduler.run_pending();
    assert_eq!(it.log.take(), ["03 2", "04 0", "05 0"]);
}

#[test]
fn grace_drops_the_slot_and_never_the_job() {
    let it = field();
    let job = it.scheduler.schedule("every day at 12:00").grace("10m").run(it.say("x")).unwrap();
    it.clock.set(&at("2026-01-01T12:10:00Z"));
    assert_eq!(it.scheduler.run_pending().ran, 1);
    it.clock.set(&at("2026-01-02T12:10:01Z"));
    let pass = it.scheduler.run_pending();
    assert_eq!((pass.ran, pass.missed), (0, 1));
    assert_eq!(job.next_run().unwrap(), at("2026-01-03T12:00:00Z"));
}

#[test]
fn a_slot_a_little_late_is_not_missed_under_skip() {
    let it = field();
    let job = it.scheduler.every(10).seconds().on_missed(Missed::Skip).run(|| ()).unwrap();
    it.clock.advance(seconds(11));
    it.scheduler.run_pending();
    assert_eq!((job.counts().ran, job.counts().missed), (1, 0));
    // A pump that is slower than the slots runs the latest, and does not starve.
    it.clock.advance(seconds(30));
    it.scheduler.run_pending();
    assert_eq!((job.counts().ran, job.counts().missed), (2, 2));
}

#[test]
fn counts_are_exact_where_they_are_counted() {
    for (text, days) in [
        ("every 20 minutes from 09:00 to 17:00 on weekdays", 60),
        ("every 7 seconds", 1),
        ("every 16 minutes", 700),
        ("every day at 02:30; every monday at 12:00", 500),
        ("every 5 to 10 minutes", 30),
        ("every minute on weekends", 90),
    ] {
        let it = field();
        let schedule: punctual::Schedule = text.parse().unwrap();
        let job = it.scheduler.schedule(text).run(|| ()).unwrap();
        let begin = it.scheduler.now();
        it.clock.advance(seconds(days * 86_400));
        let slots = schedule.upcoming(&begin).take_while(|slot| *slot <= it.scheduler.now()).count();
        it.scheduler.run_pending();
        assert_eq!(job.counts().ran + job.counts().missed, u64::try_from(slots).unwrap(), "{text}");
        assert_eq!(job.counts().ran, 1);
        let next = schedule.next_after(&it.scheduler.now());
        if !text.contains(" to 10") {
            assert_eq!(job.next_run(), next, "{text}");
        }
        assert!(job.next_run().unwrap() > it.scheduler.now());
    }
}

#[test]
fn a_hundred_thousand_slots_are_not_looped_over() {
    let it = field();
    let job = it.scheduler.every(1).second().run(|| ()).unwrap();
    let spread = it.scheduler.every(1).second().jitter("100ms").run(|| ()).unwrap();
    it.clock.set(&(at("2026-01-01T00:00:00Z") + TimeDelta::days(3650)));
    let began = Instant::now();
    it.scheduler.run_pending();
    println!("ten years of seconds: {:?}", began.elapsed());
    // More than are ever counted one by one, and exact: they were not.
    assert_eq!(job.counts().missed, 3650 * 86_400 - 1);
    // The last has not begun yet, and the one before is run.
    assert_eq!(spread.counts().missed, 3650 * 86_400 - 2);
}
