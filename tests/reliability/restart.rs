//! A program that is stopped and started again goes on where it was.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use punctual::{
    Claim, Clock, Ending, ManualClock, MemoryStore, Missed, RunState, Scheduler, Slot, SqliteStore, Store, every,
};

use crate::checker::{Told, explained, plain};
use crate::faulty::Dice;
use crate::folder::Folder;

fn begin() -> DateTime<Utc> {
    "2026-03-28T00:00:00Z".parse().unwrap()
}

const SCHEDULES: [(&str, &str); 5] = [
    ("often", "every 7 minutes"),
    ("skip", "every hour at :20"),
    ("all", "every 25 minutes"),
    ("berlin", "every day at 02:30 in Europe/Berlin"),
    ("fails", "every 3 hours"),
];

/// The program: the same jobs each time.
fn program(clock: &ManualClock, store: impl Store) -> Scheduler {
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store).build();
    for (name, schedule) in SCHEDULES {
        let job = scheduler.schedule(schedule).named(name);
        let job = match name {
            "skip" => job.on_missed(Missed::Skip),
            "all" => job.on_missed(Missed::RunAll { at_most: 3 }),
            _ => job,
        };
        job.run(move || if name == "fails" { Err("no answer") } else { Ok(()) }).unwrap();
    }
    scheduler
}

/// The clock goes on in random steps; with `restarts`, the program is another one after some of
/// them. What is kept in the end.
fn play(seed: u64, restarts: bool, store: impl Store + Clone) -> (Vec<String>, u32) {
    let clock = ManualClock::new(&begin());
    let mut dice = Dice(seed);
    let told = Told::default();
    let mut scheduler = program(&clock, store.clone());
    told.listen(&scheduler);
    let mut count = 0;
    for _ in 0..200 {
        clock.advance(Duration::from_secs(1 + dice.below(50 * 60)));
        if dice.below(4) == 0 && restarts {
            drop(scheduler);
            scheduler = program(&clock, store.clone());
            told.listen(&scheduler);
            count += 1;
        }
        scheduler.run_pending();
    }
    drop(scheduler);
    for (name, schedule) in SCHEDULES {
        explained(&store, name, schedule, begin(), clock.now());
    }
    let rows = SCHEDULES.into_iter().flat_map(|(name, _)| plain(store.history(name, 9_999).unwrap()));
    let mut all: Vec<String> = rows.map(|row| format!("{row:?}")).collect();
    all.extend(told.lines().into_iter().filter(|line| !line.starts_with("other")));
    (all, count)
}

#[test]
fn the_history_is_the_same_as_without_a_restart() {
    let seed = std::env::var("PUNCTUAL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(5);
    println!("PUNCTUAL_SEED={seed}");
    for seed in seed..seed + 5 {
        let (straight, _) = play(seed, false, MemoryStore::new());
        let (restarted, count) = play(seed, true, MemoryStore::new());
        assert!(count > 20, "{count} restarts");
        assert!(straight.iter().any(|line| line.starts_with("missed")));
        for (number, (a, b)) in straight.iter().zip(&restarted).enumerate() {
            assert_eq!(a, b, "line {number} with seed {seed}");
        }
        assert_eq!(straight.len(), restarted.len(), "seed {seed}");
    }
}

#[test]
fn in_a_file_as_in_memory() {
    let folder = Folder::new();
    let (memory, _) = play(3, true, MemoryStore::new());
    let file = std::sync::Arc::new(SqliteStore::open(folder.file("jobs.db")).unwrap());
    let (file, _) = play(3, true, file);
    assert_eq!(memory, file);
}

/// The store was closed for a hundred thousand slots: they are computed, not looped over.
#[test]
fn a_long_outage_is_made_up_for_at_once() {
    for (policy, ran, missed) in
        [(Missed::RunOnce, 1, 99_999), (Missed::Skip, 1, 99_999), (Missed::RunAll { at_most: 3 }, 3, 99_997)]
    {
        let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
        let program = || {
            let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
            scheduler.every(1).minute().named("job").on_missed(policy).run(|| ()).unwrap();
            scheduler
        };
        drop(program());
        clock.advance(Duration::from_secs(100_000 * 60));
        let began = Instant::now();
        let scheduler = program();
        let pass = scheduler.run_pending();
        let took = began.elapsed();
        println!("{policy:?}: {took:?}");
        assert_eq!((pass.ran, pass.missed), (ran, missed), "{policy:?}");
        assert!(took < Duration::from_secs(1), "{policy:?} took {took:?}");
        drop(scheduler);
        explained(&store, "job", "every minute", begin(), clock.now());
    }
}

#[test]
fn a_slot_that_passed_beyond_the_grace_is_missed() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = || {
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
        scheduler.schedule("every day at 09:00").named("job").grace("1h").run(|| ()).unwrap();
        scheduler
    };
    drop(program());
    clock.advance(Duration::from_secs(12 * 3600));
    let scheduler = program();
    let pass = scheduler.run_pending();
    assert_eq!((pass.ran, pass.missed), (0, 1));
    assert_eq!(scheduler.history("job", 9).unwrap()[0].state, RunState::Missed);
}

#[test]
fn a_job_that_was_paused_stays_so() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = || {
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
        let job = scheduler.every(1).hour().named("job").run(|| ()).unwrap();
        (scheduler, job)
    };
    let (scheduler, job) = program();
    assert!(job.pause());
    drop((scheduler, job));
    clock.advance(Duration::from_secs(5 * 3600));
    let (scheduler, job) = program();
    assert!(job.is_paused());
    assert_eq!(scheduler.run_pending().ran, 0);
    assert!(job.resume());
    drop((scheduler, job));
    // What passed during the pause is not made up for, what passed since is.
    clock.advance(Duration::from_secs(2 * 3600));
    let (scheduler, job) = program();
    let pass = scheduler.run_pending();
    assert_eq!((pass.ran, pass.missed), (1, 1));
    assert!(!job.is_paused());
}

#[test]
fn a_changed_schedule_is_told_and_goes_on_from_now() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = |schedule: &str| {
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
        let told = Told::by(&scheduler);
        let job = scheduler.schedule(schedule).named("job").run(|| ()).unwrap();
        (scheduler, told, job)
    };
    drop(program("every hour"));
    clock.advance(Duration::from_secs(5 * 3600 + 60));
    let (scheduler, told, job) = program("every 30 minutes");
    assert_eq!(told.count("rescheduled job every hour"), 1, "{:?}", told.lines());
    assert_eq!(scheduler.run_pending().missed, 0);
    assert_eq!(job.next_run().unwrap().to_utc(), begin() + TimeDelta::minutes(5 * 60 + 30));
    // Also by hand.
    job.reschedule(every(2).hours()).unwrap();
    drop((scheduler, job));
    let (_scheduler, told, job) = program("every 2 hours");
    assert_eq!(told.count("rescheduled"), 0);
    assert_eq!(job.next_run().unwrap().to_utc(), begin() + TimeDelta::hours(6));
}

#[test]
fn another_zone_is_another_schedule() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = |zone| {
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(zone).store(store.clone()).build();
        let told = Told::by(&scheduler);
        scheduler.schedule("every day at 09:00").named("job").run(|| ()).unwrap();
        told.count("rescheduled")
    };
    assert_eq!(program(Tz::UTC), 0);
    assert_eq!(program(Tz::UTC), 0);
    assert_eq!(program(Tz::Asia__Tokyo), 1);
}

#[test]
fn jobs_that_the_program_has_no_more_stay_and_are_told() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = |names: &[&str]| {
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
        let told = Told::by(&scheduler);
        for name in names {
            scheduler.every(1).hour().named(*name).run(|| ()).unwrap();
        }
        clock.advance(Duration::from_secs(3600));
        scheduler.run_pending();
        clock.advance(Duration::from_secs(3600));
        scheduler.run_pending();
        told
    };
    program(&["a", "b", "c"]);
    let told = program(&["b"]);
    let unknown: Vec<_> = told.lines().into_iter().filter(|line| line.starts_with("unknown")).collect();
    assert_eq!(unknown, ["unknown a every hour", "unknown c every hour"]);
    assert_eq!(store.jobs().unwrap().len(), 3);
}

#[test]
fn only_jobs_with_a_name_and_a_schedule_are_kept() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).store(store.clone()).build();
    scheduler.every(1).hour().run(|| ()).unwrap();
    scheduler.after("10m").named("timer").run(|| ()).unwrap();
    scheduler.again_after("10m").named("again").run(|| ()).unwrap();
    scheduler.once("2026-03-28 01:00").timezone("UTC").named("once").run(|| ()).unwrap();
    scheduler.cron("0 * * * *").named("cron").run(|| ()).unwrap();
    let pass = scheduler.run_for(Duration::from_secs(3600));
    assert_eq!((pass.ran, pass.failed), (10, 0), "all of them run");
    let names: Vec<_> = scheduler.stored_jobs().unwrap().into_iter().map(|job| job.name.to_string()).collect();
    assert_eq!(names, ["cron", "once"]);
}

/// One that runs once is made up for when the program was down, and then never again.
#[test]
fn once_is_once_over_restarts() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = || {
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
        let added = scheduler.once("2026-03-28 01:00").timezone("UTC").named("once").run(|| ());
        (added.map(drop).map_err(|error| error.code().as_str()), scheduler.run_pending().ran)
    };
    assert_eq!(program(), (Ok(()), 0));
    clock.advance(Duration::from_secs(7200));
    assert_eq!(program(), (Ok(()), 1));
    assert_eq!(program(), (Err("never"), 0));
}

#[test]
fn a_clock_that_was_far_ahead_does_not_silence_a_job() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = || {
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
        scheduler.every(1).hour().named("job").run(|| ()).unwrap();
        scheduler
    };
    let scheduler = program();
    clock.advance(Duration::from_secs(365 * 86_400));
    assert_eq!(scheduler.run_pending().ran, 1);
    // Set right while it runs.
    clock.set(&(begin() + TimeDelta::minutes(90)));
    assert_eq!(scheduler.run_pending().ran, 0);
    clock.advance(Duration::from_secs(1800));
    assert_eq!(scheduler.run_pending().ran, 1);
    drop(scheduler);
    // And over a restart.
    let scheduler = program();
    clock.advance(Duration::from_secs(3600));
    assert_eq!(scheduler.run_pending().ran, 1);
}

#[test]
fn as_much_history_is_kept_as_was_asked_for() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let keep = punctual::Retention::all().runs(10);
    let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).store(store).retention(keep).build();
    scheduler.every(1).minute().named("job").run(|| ()).unwrap();
    assert_eq!(scheduler.run_for(Duration::from_secs(1000 * 60)).ran, 1000);
    let kept = scheduler.history("job", 9_999).unwrap().len();
    assert!((10..=10 + 64).contains(&kept), "{kept} rows");
}

/// The rules of zones are compiled in, so a release with other rules is played the other way round: what is stored was
/// decided while the clocks of Berlin were to change on another day.
#[test]
fn under_other_zone_rules_what_was_decided_stays_and_the_next_slot_is_by_those_of_now() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let night = "every day at 02:30 in Europe/Berlin";
    // Decided under the rules of then; when the program begins; the slots that it runs by those of now.
    let cases = [
        // It was winter a day longer: the night is over, and is not run again.
        ("2026-03-30T01:30:00Z", "2026-03-30T02:00:00Z", vec!["2026-03-31T00:30:00Z"]),
        // It was summer a day earlier: 01:30 is a slot by the rules of now, and is run once.
        ("2026-03-28T00:30:00Z", "2026-03-28T02:00:00Z", vec!["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z"]),
    ];
    for (decided, begins, wanted) in cases {
        let store = MemoryStore::new();
        let before = Scheduler::builder().clock(ManualClock::new(&at(begins))).store(store.clone()).build();
        before.schedule(night).named("job").run(|| ()).unwrap();
        drop(before);
        let held = store.claim(&Claim::new(Slot::new("job", at(decided)), "then", Duration::ZERO, at(decided)));
        assert!(store.finish(&held.unwrap().unwrap(), &Ending::Ok, at(decided)).unwrap());
        let mut stored = store.job("job").unwrap().unwrap();
        stored.since = at(decided) - TimeDelta::days(1);
        store.change(&[stored]).unwrap();

        let scheduler = Scheduler::builder().clock(ManualClock::new(&at(begins))).store(store.clone()).build();
        scheduler.schedule(night).named("job").run(|| ()).unwrap();
        let end = at(wanted.last().unwrap()) + TimeDelta::minutes(1);
        let pass = scheduler.run_until(&end);
        assert_eq!((pass.ran, pass.missed), (wanted.len() as u64, 0), "{decided}");
        let mut slots: Vec<DateTime<Utc>> =
            scheduler.history("job", 9).unwrap().iter().map(|row| row.slot.at).collect();
        slots.reverse();
        let all: Vec<_> = std::iter::once(decided).chain(wanted).map(at).collect();
        assert_eq!(slots, all);
    }
}

/// What a chain that was refused would have had of the store is there for the next of that name.
#[test]
fn a_job_that_was_refused_takes_nothing_from_the_next() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let program = || Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).build();
    let scheduler = program();
    scheduler.every(1).hour().named("job").run(|| ()).unwrap().pause();
    drop(scheduler);
    let scheduler = program();
    let never = scheduler.once("2020-01-01 00:00").named("job").run(|| ());
    assert_eq!(never.unwrap_err().code().as_str(), "never");
    let job = scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    assert!(job.is_paused());
}
