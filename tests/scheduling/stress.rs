//! Eight threads do all at once, again and again: no wake-up is lost, and nothing hangs.

use std::hash::{BuildHasher, RandomState};
use std::sync::mpsc::channel;
use std::time::Duration;

use chrono_tz::Tz;
use punctual::{Event, ManualClock, Scheduler};

use super::field::{at, seconds};

const LONG: Duration = Duration::from_secs(30);

fn rounds(seed: u64, rounds: u64) {
    println!("seed {seed}; again with PUNCTUAL_SEED={seed} cargo test --test scheduling stress -- --include-ignored");
    for round in 0..rounds {
        let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(2).build();
        std::thread::scope(|scope| {
            for thread in 0..8_u64 {
                let (scheduler, clock) = (&scheduler, &clock);
                let mut dice = seed ^ (round * 8 + thread + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                scope.spawn(move || {
                    for _ in 0..12 {
                        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                        for _ in 0..(dice >> 40) % 4 {
                            std::thread::yield_now();
                        }
                        match dice >> 61 {
                            0 | 1 => drop(scheduler.every(1).second().tag("x").run(|| ()).unwrap()),
                            2 => drop(scheduler.cancel_tagged("x").to_string()),
                            3 => drop(scheduler.run_pending().to_string()),
                            4 => clock.advance(seconds(1)),
                            5 => std::mem::drop(scheduler.start()),
                            6 => drop(scheduler.run_tagged("x").to_string()),
                            _ => drop(scheduler.stop(Duration::from_micros(200))),
                        }
                    }
                });
            }
        });
        assert!(scheduler.stop(LONG).is_empty(), "round {round}");
        // It still wakes, for what was there and for what is added now.
        let runner = scheduler.start();
        let (sender, ends) = channel();
        let early = sender.clone();
        scheduler.every(1).minute().run(move || drop(sender.send(()))).unwrap();
        scheduler.after("1s").run(move || drop(early.send(()))).unwrap();
        clock.advance(seconds(1));
        ends.recv_timeout(LONG).unwrap_or_else(|_| panic!("a lost wake-up in round {round}"));
        clock.advance(seconds(60));
        ends.recv_timeout(LONG).unwrap_or_else(|_| panic!("a lost wake-up in round {round}"));
        assert!(runner.stop(LONG).is_empty(), "round {round}");
    }
}

/// The threads of the start before may still be there when the clock moves.
#[test]
fn started_again_at_once_it_hears_the_clock() {
    let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(1).build();
    let (sender, ends) = channel();
    let sender = std::sync::Mutex::new(sender);
    scheduler.observe(move |event| {
        if let Event::Finished { .. } = event {
            drop(sender.lock().unwrap().send(()));
        }
    });
    scheduler.every(1).second().run(|| ()).unwrap();
    for round in 0..1_000 {
        std::mem::drop(scheduler.start());
        let runner = scheduler.start();
        clock.advance(seconds(1));
        ends.recv_timeout(LONG).unwrap_or_else(|_| panic!("a lost wake-up in round {round}"));
        std::mem::drop(runner);
    }
    assert!(scheduler.stop(LONG).is_empty());
}

pub fn seed() -> u64 {
    let given = std::env::var("PUNCTUAL_SEED").ok().and_then(|seed| seed.parse().ok());
    given.unwrap_or_else(|| RandomState::new().hash_one("seed"))
}

#[test]
fn a_hundred_rounds() {
    rounds(seed(), 100);
}

#[test]
#[ignore = "longer"]
fn ten_thousand_rounds() {
    rounds(seed(), 10_000);
}
