//! How many threads there are, and when they wake, changes nothing about what happens.

use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use chrono_tz::Tz;
use punctual::{Event, ManualClock, Scheduler};

use super::field::{at, in_short, seconds};

const LONG: Duration = Duration::from_secs(30);
const STEPS: [u32; 8] = [1, 2, 3, 4, 5, 6, 10, 12];

/// Two hours, minute by minute, on so many threads; on none where it is pumped.
fn play(workers: usize) -> Vec<String> {
    let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(workers.max(1)).build();
    let (sender, events) = channel();
    let sender = Mutex::new(sender);
    scheduler.observe(move |event| {
        let (Event::Started { job, slot, .. }
        | Event::Finished { job, slot, .. }
        | Event::Failed { job, slot, .. }
        | Event::Panicked { job, slot, .. }) = event
        else {
            return;
        };
        let ends = !matches!(event, Event::Started { .. });
        let line = (slot.timestamp(), job.id(), ends, in_short(event).unwrap());
        drop(sender.lock().unwrap().send(line));
    });
    for (n, step) in (0_u32..).zip(STEPS.iter().cycle().take(40)) {
        let mut runs = n;
        let job = scheduler.every(*step).minutes().run(move || {
            runs += 1;
            assert!(!runs.is_multiple_of(7), "seven");
            if runs.is_multiple_of(5) { Err("five") } else { Ok(()) }
        });
        drop(job.unwrap());
    }
    let runner = (workers > 0).then(|| scheduler.start());
    let mut log = Vec::new();
    for minute in 1..=120_u32 {
        clock.advance(seconds(60));
        if workers == 0 {
            scheduler.run_pending();
        }
        // All that is due ends before time goes on.
        let mut due = 5 * STEPS.iter().filter(|step| minute.is_multiple_of(**step)).count();
        while due > 0 {
            let line = events.recv_timeout(LONG).unwrap();
            due -= usize::from(line.2);
            log.push(line);
        }
    }
    if let Some(runner) = runner {
        assert!(runner.stop(LONG).is_empty());
    }
    assert!(events.try_recv().is_err());
    log.sort();
    log.into_iter().map(|line| line.3).collect()
}

#[test]
fn the_same_events_on_none_one_and_eight_threads() {
    std::panic::set_hook(Box::new(|_| ()));
    let pumped = play(0);
    assert!(pumped.iter().any(|line| line.starts_with("panicked")) && pumped.len() > 2_000);
    assert_eq!(pumped, play(1));
    assert_eq!(pumped, play(8));
}

#[test]
fn woken_too_early_it_waits_again() {
    let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(2).build();
    let (sender, ends) = channel();
    let sender = Mutex::new(sender);
    scheduler.observe(move |event| {
        if let Event::Finished { slot, .. } = event {
            drop(sender.lock().unwrap().send(slot.timestamp_millis()));
        }
    });
    scheduler.every(1).second().run_with(|run| assert!(run.scheduler().now() >= run.slot(), "early")).unwrap();
    let runner = scheduler.start();
    let mut dice = 1_u64;
    let begin = at("2026-01-01T00:00:00Z");
    for second in 1..=500_i64 {
        let slot = begin + chrono::TimeDelta::seconds(second);
        for _ in 0..3 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Each setting of the clock wakes the thread.
            clock.set(&(slot - chrono::TimeDelta::milliseconds(1 + i64::try_from((dice >> 33) % 50).unwrap())));
            std::thread::yield_now();
        }
        assert!(ends.try_recv().is_err(), "early");
        clock.set(&slot);
        assert_eq!(ends.recv_timeout(LONG).unwrap(), slot.timestamp_millis());
        // And back behind the slot: it does not come again.
        clock.set(&(slot - chrono::TimeDelta::milliseconds(40)));
        clock.set(&(slot + chrono::TimeDelta::milliseconds(50)));
    }
    assert!(runner.stop(LONG).is_empty());
    assert!(ends.try_recv().is_err(), "twice");
}
