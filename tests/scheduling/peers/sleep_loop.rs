//! `while True: work(); time.sleep(10)`: here a rest after each end, or slots that do not drift.

use punctual::Clock;

use crate::field::{field, seconds};

#[test]
fn a_rest_after_each_end() {
    let it = field();
    let clock = it.clock.clone();
    let starts = it.log.clone();
    it.scheduler
        .again_after("10s")
        .run(move || {
            starts.add(clock.now().format("%M:%S").to_string());
            clock.sleep(seconds(3));
        })
        .unwrap();
    it.scheduler.run_for(seconds(40));
    assert_eq!(it.log.take(), ["00:10", "00:23", "00:36"]);
}

#[test]
fn slots_instead() {
    let it = field();
    let clock = it.clock.clone();
    let starts = it.log.clone();
    it.scheduler
        .every(10)
        .seconds()
        .run(move || {
            starts.add(clock.now().format("%M:%S").to_string());
            clock.sleep(seconds(3));
        })
        .unwrap();
    it.scheduler.run_for(seconds(40));
    assert_eq!(it.log.take(), ["00:10", "00:20", "00:30", "00:40"]);
}

#[test]
fn the_loop_may_ask_how_long_to_sleep() {
    let it = field();
    it.scheduler.every(7).seconds().starting("2026-01-01").run(it.say("x")).unwrap();
    let mut sleeps = Vec::new();
    for _ in 0..4 {
        it.scheduler.run_pending();
        let idle = it.scheduler.idle().unwrap();
        sleeps.push(idle.as_secs());
        it.clock.sleep(idle);
    }
    assert_eq!(sleeps, [7, 7, 7, 7]);
}
