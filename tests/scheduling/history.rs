//! Random commands from many threads while jobs fail; afterwards each slot is explained, and each run.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use chrono_tz::Tz;
use punctual::{Event, Job, ManualClock, Overlap, Scheduler};

use super::field::{at, seconds};
use super::stress::seed;

const LONG: Duration = Duration::from_secs(60);
const STEPS: [i64; 6] = [1, 2, 5, 10, 30, 60];

/// What is known of a job from outside.
struct Known {
    job: Job,
    step: i64,
    added: i64,
    /// It was cancelled or paused: some of its slots are no longer required.
    is_loose: bool,
}

/// What the events tell of a job.
#[derive(Default)]
struct Told {
    runs: Vec<i64>,
    ends: u64,
    missed: u64,
    skipped: u64,
}

fn play(seed: u64, threads: u64, commands: u64) {
    println!("seed {seed}; again with PUNCTUAL_SEED={seed} cargo test --test scheduling history -- --include-ignored");
    std::panic::set_hook(Box::new(|_| ()));
    let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(4).build();
    let told: Arc<Mutex<BTreeMap<u64, Told>>> = Arc::default();
    let heard = Arc::clone(&told);
    scheduler.observe(move |event| {
        let Some(job) = event.job() else { return };
        let mut told = heard.lock().unwrap();
        let told = told.entry(job.id()).or_default();
        match event {
            Event::Started { slot, .. } => told.runs.push(slot.timestamp()),
            Event::Finished { .. } | Event::Failed { .. } | Event::Panicked { .. } => told.ends += 1,
            Event::Missed { count, .. } => told.missed += count,
            Event::Skipped { .. } => told.skipped += 1,
            _ => {}
        }
    });
    let known: Mutex<Vec<Known>> = Mutex::default();
    // The clock stands still while a job is added, so that its first slot is known.
    let still = RwLock::new(());
    let faults = Arc::new(AtomicU64::new(seed));
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (scheduler, clock, known, still, faults) = (&scheduler, &clock, &known, &still, &faults);
            let mut dice = seed ^ (thread + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            scope.spawn(move || {
                for _ in 0..commands / threads {
                    dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let some = usize::try_from((dice >> 20) % 1_000).unwrap();
                    match (dice >> 40) % 20 {
                        0..=2 => add(scheduler, known, still, faults, dice),
                        3 => with(known, some, |it| it.is_loose |= it.job.cancel()),
                        4 => with(known, some, |it| it.is_loose |= it.job.pause()),
                        5 => with(known, some, |it| drop(it.job.resume().to_string())),
                        6 | 7 => std::mem::drop(scheduler.start()),
                        8 => drop(scheduler.stop(Duration::from_micros(100))),
                        9 => drop(scheduler.run_pending().to_string()),
                        10 => drop(scheduler.tagged("x").len().to_string()),
                        _ => {
                            let guard = still.write().unwrap();
                            clock.advance(seconds([1, 1, 1, 3, 70][some % 5]));
                            drop(guard);
                        }
                    }
                }
            });
        }
    });
    assert!(scheduler.stop(LONG).is_empty());
    // What came while nothing ran.
    scheduler.run_pending();
    check(&known.into_inner().unwrap(), &told.lock().unwrap(), scheduler.now().timestamp());
}

fn add(scheduler: &Scheduler, known: &Mutex<Vec<Known>>, still: &RwLock<()>, faults: &Arc<AtomicU64>, dice: u64) {
    let guard = still.read().unwrap();
    if scheduler.len() >= 40 {
        return;
    }
    let step = STEPS[usize::try_from(dice >> 50).unwrap() % STEPS.len()];
    let faults = Arc::clone(faults);
    let rule = if dice >> 63 == 0 { Overlap::Skip } else { Overlap::QueueOne };
    let job = scheduler.every(u32::try_from(step).unwrap()).seconds().tag("x").on_overlap(rule).run(move || {
        let n = faults.fetch_add(0x9e37_79b9_7f4a_7c15, Relaxed) >> 60;
        for _ in 0..n {
            std::thread::yield_now();
        }
        assert!(n != 7, "a panic");
        if n == 5 { Err("an error") } else { Ok(()) }
    });
    let added = scheduler.now().timestamp();
    known.lock().unwrap().push(Known { job: job.unwrap(), step, added, is_loose: false });
    drop(guard);
}

fn with(known: &Mutex<Vec<Known>>, some: usize, call: impl FnOnce(&mut Known)) {
    let mut known = known.lock().unwrap();
    let many = known.len().max(1);
    if let Some(it) = known.get_mut(some % many) {
        call(it);
    }
}

fn check(known: &[Known], told: &BTreeMap<u64, Told>, now: i64) {
    let (mut slots, mut runs) = (0, 0);
    let nothing = Told::default();
    for it in known {
        let id = it.job.id();
        let told = told.get(&id).unwrap_or(&nothing);
        let first = it.added - it.added.rem_euclid(it.step) + it.step;
        let is_slot = |slot: &i64| *slot >= first && *slot <= now && (slot - first) % it.step == 0;
        assert!(told.runs.iter().all(is_slot), "job {id}: a run for what is no slot");
        assert_eq!(told.runs.iter().collect::<HashSet<_>>().len(), told.runs.len(), "job {id}: a slot ran twice");
        let ran = u64::try_from(told.runs.len()).unwrap();
        assert_eq!(told.ends, ran, "job {id}: a run without an end");
        let required = u64::try_from((now - first).div_euclid(it.step) + 1).unwrap();
        let explained = ran + told.missed + told.skipped;
        if it.is_loose {
            assert!(explained <= required, "job {id}: {explained} explained of {required}");
        } else {
            assert_eq!(explained, required, "job {id}, every {} s", it.step);
            slots += required;
        }
        let counts = it.job.counts();
        assert_eq!((counts.ran + counts.failed, counts.missed, counts.skipped), (ran, told.missed, told.skipped));
        runs += ran;
    }
    println!("{} jobs, {runs} runs, {slots} slots that had to be explained", known.len());
    assert!(runs > 0 && slots > 0);
}

#[test]
fn five_thousand_commands() {
    play(seed(), 8, 5_000);
}

#[test]
#[ignore = "longer"]
fn a_hundred_thousand_commands() {
    play(seed(), 8, 100_000);
}
