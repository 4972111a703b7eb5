//! Runs that were cut off, slots that others have, and several schedulers on one store.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use punctual::{
    Claim, ManualClock, MemoryStore, Overlap, RunState, Scheduler, SchedulerBuilder, Slot, SqliteStore, Store,
};

use crate::checker::{Told, explained, states, until};
use crate::folder::Folder;

fn begin() -> DateTime<Utc> {
    "2026-03-28T00:00:00Z".parse().unwrap()
}

fn builder(clock: &ManualClock, store: &MemoryStore) -> SchedulerBuilder {
    let lease = Duration::from_millis(20);
    Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).lease(lease)
}

/// A run of somebody who is no more.
fn cut_off(store: &impl Store, job: &str, hour: i64, at_most_once: bool) {
    let slot = Slot::new(job, begin() + TimeDelta::hours(hour));
    let claim = Claim::new(slot.clone(), "dead", Duration::ZERO, slot.at);
    let claim = if at_most_once { claim.at_most_once() } else { claim };
    store.claim(&claim).unwrap().unwrap();
}

#[test]
fn a_run_that_was_cut_off_is_run_again() {
    let (clock, store) = (ManualClock::new(&(begin() + TimeDelta::minutes(90))), MemoryStore::new());
    cut_off(&store, "job", 1, false);
    let scheduler = builder(&clock, &store).build();
    let told = Told::by(&scheduler);
    scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    until("it is run again", || scheduler.run_pending().ran == 1);
    assert_eq!(told.count("started job 2026-03-28 01:00:00 UTC 2"), 1, "{:?}", told.lines());
    let row = scheduler.history("job", 9).unwrap().pop().unwrap();
    assert_eq!((row.state, row.attempt, row.deaths), (RunState::Ok, 2, 1));
    assert_eq!(scheduler.run_pending().ran, 0);
}

#[test]
fn a_run_at_most_once_that_was_cut_off_is_closed_and_told() {
    let (clock, store) = (ManualClock::new(&(begin() + TimeDelta::minutes(90))), MemoryStore::new());
    cut_off(&store, "job", 1, true);
    let scheduler = builder(&clock, &store).build();
    let told = Told::by(&scheduler);
    scheduler.every(1).hour().named("job").at_most_once().run(|| ()).unwrap();
    until("it is told", || told.count("interrupted job 2026-03-28 01:00:00 UTC") == 1);
    assert_eq!(scheduler.run_pending().ran, 0);
    assert_eq!(scheduler.history("job", 9).unwrap()[0].state, RunState::Interrupted);
    // The next slot is run.
    clock.advance(Duration::from_secs(3600));
    assert_eq!(scheduler.run_pending().ran, 1);
}

#[test]
fn a_run_that_was_cut_off_three_times_is_quarantined_and_can_be_released() {
    let (clock, store) = (ManualClock::new(&(begin() + TimeDelta::minutes(90))), MemoryStore::new());
    for _ in 0..3 {
        cut_off(&store, "job", 1, false);
    }
    let scheduler = builder(&clock, &store).build();
    let told = Told::by(&scheduler);
    scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    scheduler.every(1).hour().named("other").run(|| ()).unwrap();
    until("it is told", || told.count("quarantined job 2026-03-28 01:00:00 UTC") == 1);
    assert_eq!(scheduler.run_pending().ran, 0);
    clock.advance(Duration::from_secs(3600));
    assert_eq!(scheduler.run_pending().ran, 2, "others, and the next slot, are run");

    let row = scheduler.history("job", 9).unwrap().pop().unwrap();
    assert_eq!((row.state, row.deaths), (RunState::Quarantined, 3));
    assert!(scheduler.release(&row.slot).unwrap());
    assert!(!scheduler.release(&row.slot).unwrap());
    until("it is run", || scheduler.run_pending().ran == 1);
    let row = scheduler.history("job", 9).unwrap().pop().unwrap();
    assert_eq!((row.state, row.attempt, row.deaths), (RunState::Ok, 4, 0));
}

/// Were several begun together, nobody could tell which of them brings the program down.
#[test]
fn what_was_cut_off_is_run_again_one_at_a_time() {
    let (clock, store) = (ManualClock::new(&(begin() + TimeDelta::minutes(90))), MemoryStore::new());
    let scheduler = builder(&clock, &store).workers(4).build();
    let (at_once, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (sender, done) = channel();
    for job in 0..6 {
        let name = format!("job {job}");
        cut_off(&store, &name, 1, false);
        let (at_once, most, sender) = (Arc::clone(&at_once), Arc::clone(&most), sender.clone());
        let task = move || {
            most.fetch_max(at_once.fetch_add(1, Relaxed) + 1, Relaxed);
            // Long enough for others to begin, if they would.
            std::thread::sleep(Duration::from_millis(30));
            at_once.fetch_sub(1, Relaxed);
            sender.send(()).unwrap();
        };
        scheduler.every(1).hour().named(name).run(task).unwrap();
    }
    let runner = scheduler.start();
    for _ in 0..6 {
        done.recv_timeout(Duration::from_secs(60)).unwrap();
    }
    runner.stop(Duration::from_secs(10));
    assert_eq!(most.load(Relaxed), 1);
    for job in 0..6 {
        let row = scheduler.history(&format!("job {job}"), 9).unwrap().pop().unwrap();
        assert_eq!((row.state, row.attempt, row.deaths), (RunState::Ok, 2, 1));
    }
}

/// Has the store looked at for what was cut off.
fn has_looked(scheduler: &Scheduler) {
    // The look comes before the store is asked for the second time.
    assert!(!scheduler.release(&Slot::new("nobody", begin())).unwrap());
    for _ in 0..2 {
        assert!(!scheduler.history("job", 9).unwrap().is_empty());
    }
}

/// However the moments at which the store is looked at fall: here there is none but the end of the run.
#[test]
fn what_was_cut_off_is_run_again_when_its_job_is_free() {
    let (clock, store) = (ManualClock::new(&(begin() + TimeDelta::minutes(90))), MemoryStore::new());
    let scheduler = builder(&clock, &store).lease(Duration::from_secs(3600)).build();
    let (begun, has_begun) = channel();
    let (go, gate) = channel::<()>();
    scheduler
        .every(1)
        .hour()
        .named("job")
        .run_with(move |run| {
            begun.send((run.slot().to_utc() - begin(), run.attempt())).unwrap();
            gate.recv().unwrap();
        })
        .unwrap();
    let runner = scheduler.start();
    clock.advance(Duration::from_secs(1800));
    assert_eq!(has_begun.recv().unwrap(), (TimeDelta::hours(2), 1));
    cut_off(&store, "job", 1, false);
    has_looked(&scheduler);
    go.send(()).unwrap();
    assert_eq!(has_begun.recv_timeout(Duration::from_secs(60)).unwrap(), (TimeDelta::hours(1), 2));
    go.send(()).unwrap();
    runner.stop(Duration::from_secs(10));
    assert!(scheduler.history("job", 9).unwrap().iter().all(|row| row.state == RunState::Ok));
}

/// Whatever waits at its gate, what was cut off goes before it: a job of which a slot always waits is never free.
#[test]
fn what_was_cut_off_goes_before_the_slot_that_waits() {
    let (clock, store) = (ManualClock::new(&(begin() + TimeDelta::minutes(90))), MemoryStore::new());
    // One worker runs, and the other carries out what comes meanwhile, in its order.
    let scheduler = builder(&clock, &store).lease(Duration::from_secs(3600)).workers(2).build();
    let (begun, has_begun) = channel();
    let (go, gate) = channel::<()>();
    let task = move |run: &punctual::Run| {
        begun.send((run.slot().to_utc() - begin(), run.attempt())).unwrap();
        gate.recv().unwrap();
    };
    let job = scheduler.every(1).hour().named("job").on_overlap(Overlap::QueueOne).run_with(task).unwrap();
    let begins = |hour, attempt| {
        let next = has_begun.recv_timeout(Duration::from_secs(60)).unwrap();
        assert_eq!(next, (TimeDelta::hours(hour), attempt));
    };
    cut_off(&store, "job", 0, false);
    has_looked(&scheduler);
    // It would be taken up now, but a slot comes as well.
    clock.advance(Duration::from_secs(1800));
    let runner = scheduler.start();
    begins(2, 1);
    cut_off(&store, "job", 1, false);
    for (waits, skipped, taken_up) in [(3, 1, 0), (5, 2, 1)] {
        clock.advance(Duration::from_secs(3600));
        let next = begin() + TimeDelta::hours(waits + 1);
        until("the slot is decided", || job.next_run().is_some_and(|it| it == next));
        // Once the one after it is skipped, it waits.
        clock.advance(Duration::from_secs(3600));
        until("the next is skipped", || job.counts().skipped == skipped);
        has_looked(&scheduler);
        go.send(()).unwrap();
        begins(taken_up, 2);
        go.send(()).unwrap();
        begins(waits, 1);
    }
    go.send(()).unwrap();
    until("all have run", || job.counts().ran == 5);
    runner.stop(Duration::from_secs(10));
    let rows = scheduler.history("job", 9).unwrap();
    assert_eq!(states(&rows), [("ok", 5), ("skipped", 2)].into());
    assert_eq!(job.counts().skipped, 2);
}

/// It needs no more than room for one more run.
#[test]
fn what_was_cut_off_is_run_again_beside_other_runs() {
    let (clock, store) = (ManualClock::new(&(begin() + TimeDelta::minutes(90))), MemoryStore::new());
    let scheduler = builder(&clock, &store).lease(Duration::from_secs(3600)).workers(4).build();
    let (begun, has_begun) = channel();
    let (go, gate) = channel::<()>();
    let gate = Mutex::new(gate);
    let task = move |run: &punctual::Run| {
        begun.send((run.slot().to_utc() - begin(), run.attempt())).unwrap();
        gate.lock().unwrap().recv().unwrap();
    };
    let job =
        scheduler.every(1).hour().named("job").on_overlap(Overlap::Allow { at_most: 2 }).run_shared(task).unwrap();
    let runner = scheduler.start();
    for (later, hour) in [(1800, 2), (3600, 3)] {
        clock.advance(Duration::from_secs(later));
        assert_eq!(has_begun.recv().unwrap(), (TimeDelta::hours(hour), 1));
    }
    cut_off(&store, "job", 1, false);
    has_looked(&scheduler);
    go.send(()).unwrap();
    assert_eq!(has_begun.recv_timeout(Duration::from_secs(60)).unwrap(), (TimeDelta::hours(1), 2));
    go.send(()).unwrap();
    go.send(()).unwrap();
    until("all have run", || job.counts().ran == 3);
    runner.stop(Duration::from_secs(10));
    assert!(scheduler.history("job", 9).unwrap().iter().all(|row| row.state == RunState::Ok));
}

/// A long run is held as long as its program lives, however short the lease.
#[test]
fn a_long_run_is_not_taken_over() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    // Long enough for a busy machine to renew it in time.
    let lease = Duration::from_secs(1);
    let one = builder(&clock, &store).lease(lease).build();
    let two = builder(&clock, &store).lease(lease).build();
    let (begun, has_begun) = channel();
    let (go, gate) = channel::<()>();
    let gate = Mutex::new(gate);
    one.every(1)
        .hour()
        .named("job")
        .run(move || {
            begun.send(()).unwrap();
            gate.lock().unwrap().recv().unwrap();
        })
        .unwrap();
    two.every(1).hour().named("job").run(|| ()).unwrap();
    clock.advance(Duration::from_secs(3600));
    let runner = one.start();
    has_begun.recv().unwrap();
    assert_eq!(two.run_pending().ran, 0, "another has it");
    // The lease runs out meanwhile, but for being renewed.
    let long = std::time::Instant::now();
    until("two leases are over", || {
        assert_eq!(two.run_pending().ran, 0, "it was taken over");
        long.elapsed() > lease * 2
    });
    go.send(()).unwrap();
    runner.stop(Duration::from_secs(10));
    let row = one.history("job", 9).unwrap().pop().unwrap();
    assert_eq!((row.state, row.attempt, row.deaths), (RunState::Ok, 1, 0));
}

/// Another took over while this one gave no sign of life: what came of it here is not kept.
#[test]
fn the_end_of_a_run_that_was_lost_is_refused_and_told() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let scheduler = builder(&clock, &store).lease(Duration::from_secs(3600)).build();
    let told = Told::by(&scheduler);
    let inside = store.clone();
    scheduler
        .every(1)
        .hour()
        .named("job")
        .run_with(move |run| {
            // As if it had slept past its lease.
            let slot = Slot::new("job", run.slot().to_utc());
            let row = inside.history("job", 1).unwrap().pop().unwrap();
            let mine = Claim::new(slot.clone(), row.owner.unwrap(), Duration::ZERO, slot.at);
            inside.give_back(&mine).unwrap();
            inside.claim(&Claim::new(slot.clone(), "heir", Duration::from_secs(3600), slot.at)).unwrap().unwrap();
        })
        .unwrap();
    assert_eq!(scheduler.run_for(Duration::from_secs(3600)).ran, 1);
    until("it is told", || told.count("lost job 2026-03-28 01:00:00 UTC") == 1);
    let row = scheduler.history("job", 9).unwrap().pop().unwrap();
    assert_eq!((row.state, row.attempt, row.owner.as_deref()), (RunState::Running, 2, Some("heir")));
}

/// Each slot is run by one of several programs, and the others say nothing.
fn each_slot_once(stores: Vec<Arc<dyn Store>>, slots: u32) {
    let clock = ManualClock::new(&begin());
    let ran = Arc::new(Mutex::new(std::collections::BTreeMap::<_, u32>::new()));
    let programs: Vec<_> = stores
        .iter()
        .map(|store| {
            let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(Arc::clone(store)).build();
            let told = Told::by(&scheduler);
            let ran = Arc::clone(&ran);
            let task = move |run: &punctual::Run| *ran.lock().unwrap().entry(run.slot().to_utc()).or_default() += 1;
            scheduler.every(1).minute().named("job").run_with(task).unwrap();
            (scheduler, told)
        })
        .collect();
    for _ in 0..slots {
        clock.advance(Duration::from_secs(60));
        std::thread::scope(|scope| {
            for (scheduler, _) in &programs {
                scope.spawn(|| scheduler.run_pending());
            }
        });
    }
    let counts: Vec<u64> = programs.iter().map(|(scheduler, _)| scheduler.get("job").unwrap().counts().ran).collect();
    println!("runs of each: {counts:?}");
    assert_eq!(counts.iter().sum::<u64>(), u64::from(slots));
    let ran = ran.lock().unwrap();
    assert!(ran.len() == slots as usize && ran.values().all(|count| *count == 1), "{ran:?}");
    for (_, told) in &programs {
        let lines = told.lines();
        let odd: Vec<_> = lines
            .iter()
            .filter(|line| !["started", "finished", "other"].iter().any(|it| line.starts_with(it)))
            .collect();
        assert!(odd.is_empty(), "{odd:?}");
    }
    drop(programs);
    let rows = explained(&*stores[0], "job", "every minute", begin(), begin() + TimeDelta::minutes(slots.into()));
    assert_eq!(states(&rows), [("ok", slots as usize)].into());
}

#[test]
fn each_slot_is_run_by_one_of_three() {
    let store = MemoryStore::new();
    each_slot_once((0..3).map(|_| Arc::new(store.clone()) as Arc<dyn Store>).collect(), 300);
}

#[test]
fn each_slot_is_run_by_one_of_two_on_a_file() {
    let folder = Folder::new();
    let open = || Arc::new(SqliteStore::open(folder.file("jobs.db")).unwrap()) as Arc<dyn Store>;
    each_slot_once(vec![open(), open()], 50);
}

/// Where a job stands that has the one worker.
struct Gate {
    has_begun: Receiver<()>,
    open: Sender<()>,
}

/// A scheduler with one worker, and a job of every hour that comes first and waits at a gate.
fn with_a_first_job_at_a_gate(clock: &ManualClock, store: &MemoryStore) -> (Scheduler, Gate) {
    let scheduler = builder(clock, store).lease(Duration::from_secs(3600)).workers(1).build();
    let (begun, has_begun) = channel();
    let (open, gate) = channel::<()>();
    let task = move || {
        begun.send(()).unwrap();
        gate.recv().unwrap();
    };
    scheduler.every(1).hour().named("first").priority(1).run(task).unwrap();
    (scheduler, Gate { has_begun, open })
}

/// Slots that come while a job waits for a worker, or runs, are written down after those before
/// them: a crash at any moment leaves no slot behind.
#[test]
fn slots_are_written_down_in_their_order() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let (scheduler, gate) = with_a_first_job_at_a_gate(&clock, &store);
    scheduler.every(1).hour().named("waits").run(|| ()).unwrap();
    let queued = scheduler.every(1).hour().named("queued").on_overlap(Overlap::QueueOne).run(|| ()).unwrap();
    let waits = scheduler.get("waits").unwrap();
    let runner = scheduler.start();
    clock.advance(Duration::from_secs(3600));
    gate.has_begun.recv().unwrap();
    for hour in 1..4 {
        clock.advance(Duration::from_secs(3600));
        until("the slot is skipped", || waits.counts().skipped == hour);
    }
    // The slot of 01:00 waits for the worker, so nothing later is written down.
    assert_eq!(scheduler.history("waits", 9).unwrap(), []);
    assert_eq!(scheduler.history("queued", 9).unwrap(), []);
    gate.open.send(()).unwrap();
    until("they have run", || waits.counts().ran == 1 && queued.counts().ran == 2);
    runner.stop(Duration::from_secs(10));
    let end = begin() + TimeDelta::hours(4);
    let rows = explained(&store, "waits", "every hour", begin(), end);
    assert_eq!(states(&rows), [("ok", 1), ("skipped", 3)].into());
    let rows = explained(&store, "queued", "every hour", begin(), end);
    assert_eq!(states(&rows), [("ok", 2), ("skipped", 2)].into());
    assert_eq!(rows[3].why.as_deref(), Some("overlap"));
    let rows = explained(&store, "first", "every hour", begin(), end);
    assert_eq!(states(&rows), [("ok", 1), ("skipped", 3)].into());
}

/// A slot whose turn did not come before a stop is not lost: the next start makes up for it.
#[test]
fn a_slot_that_was_stopped_is_made_up_for() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let (scheduler, gate) = with_a_first_job_at_a_gate(&clock, &store);
    let waits = scheduler.every(1).hour().named("waits").run(|| ()).unwrap();
    let runner = scheduler.start();
    clock.advance(Duration::from_secs(3600));
    gate.has_begun.recv().unwrap();
    assert_eq!(runner.stop(Duration::ZERO).len(), 1);
    gate.open.send(()).unwrap();
    assert!(runner.stop(Duration::from_secs(10)).is_empty());
    assert_eq!((waits.counts().ran, waits.counts().skipped), (0, 0));
    assert_eq!(scheduler.history("waits", 9).unwrap(), []);
    drop((runner, waits, scheduler));

    let scheduler = builder(&clock, &store).build();
    scheduler.every(1).hour().named("waits").run(|| ()).unwrap();
    assert_eq!(scheduler.run_pending().ran, 1);
    explained(&store, "waits", "every hour", begin(), begin() + TimeDelta::hours(1));
}

#[test]
fn tasks_that_run_beside_themselves_are_kept() {
    let (clock, store) = (ManualClock::new(&begin()), MemoryStore::new());
    let scheduler = builder(&clock, &store).lease(Duration::from_secs(3600)).workers(4).build();
    let job = scheduler
        .every(1)
        .minute()
        .named("job")
        .on_overlap(Overlap::Allow { at_most: 3 })
        .on_missed(punctual::Missed::RunAll { at_most: 10 })
        .run_shared(|_| ())
        .unwrap();
    let runner = scheduler.start();
    for step in 1..=20 {
        clock.advance(Duration::from_secs(180));
        until("all are decided", || job.counts().ran + job.counts().skipped == 3 * step);
    }
    runner.stop(Duration::from_secs(10));
    let rows = explained(&store, "job", "every minute", begin(), begin() + TimeDelta::minutes(60));
    assert_eq!(rows.iter().filter(|row| row.state == RunState::Ok).count() as u64, job.counts().ran);
}
