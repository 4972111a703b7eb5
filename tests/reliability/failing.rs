//! A store that fails, is late or is gone: nothing is lost, jobs without it go on, and it needs
//! no restart to go on.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use punctual::{ManualClock, MemoryStore, Missed, RunState, Scheduler, SchedulerBuilder, SqliteStore, Store};

use crate::checker::{Told, explained, states, until};
use crate::faulty::{Faults, Faulty};
use crate::folder::Folder;

fn begin() -> DateTime<Utc> {
    "2026-03-28T00:00:00Z".parse().unwrap()
}

fn builder(clock: &ManualClock) -> SchedulerBuilder {
    Scheduler::builder().clock(clock.clone()).zone(Tz::UTC)
}

/// Less than an hour in all the time that `until` takes at most.
const A_LITTLE: Duration = Duration::from_millis(50);

const DOWN: Faults = Faults { before: 100, after: 0, busy: 0, delay: 0 };

/// One call in four fails, before or after it was done: all slots settle, and none is run twice.
fn all_settle(store: Arc<dyn Store>, plain: &dyn Store, at_most_once: bool, seed: u64) {
    const JOBS: usize = 100;
    const SLOTS: u64 = 5;
    println!("seed {seed}");
    let clock = ManualClock::new(&begin());
    let scheduler = builder(&clock).store(store).build();
    let told = Told::by(&scheduler);
    let ran = Arc::new(Mutex::new(BTreeMap::<String, u32>::new()));
    let jobs: Vec<_> = (0..JOBS)
        .map(|job| {
            let ran = Arc::clone(&ran);
            let builder = scheduler.every(1).day().at("00:00").named(format!("job {job}"));
            let builder = builder.on_missed(Missed::RunAll { at_most: 100 });
            let builder = if at_most_once { builder.at_most_once() } else { builder };
            builder.run_with(move |run| *ran.lock().unwrap().entry(run.key()).or_default() += 1).unwrap()
        })
        .collect();
    for day in 1..=SLOTS {
        clock.set(&(begin() + TimeDelta::days(day as i64)));
        until("all slots of the day are run", || {
            scheduler.run_pending();
            clock.advance(Duration::from_secs(1));
            jobs.iter().all(|job| job.counts().ran == day)
        });
    }
    until("all is written", || {
        scheduler.history("job 0", 0).is_ok()
            && (0..JOBS).all(|job| {
                let rows = plain.history(&format!("job {job}"), 99).unwrap();
                rows.len() == SLOTS as usize && rows.iter().all(|row| row.state == RunState::Ok)
            })
    });
    let ran = ran.lock().unwrap();
    assert_eq!(ran.len(), JOBS * SLOTS as usize);
    assert!(ran.values().all(|count| *count == 1), "{ran:?}");
    println!("{} failures told, {} slots put off", told.count("store failed"), told.count("put off"));
    assert!(told.count("store failed") > 20 && told.count("store works") > 0);
}

const SOME: Faults = Faults { before: 10, after: 10, busy: 5, delay: 1 };

#[test]
fn slots_settle_through_faults_at_least_once() {
    let store = MemoryStore::new();
    all_settle(Arc::new(Faulty::new(store.clone(), SOME, 1)), &store, false, 1);
}

#[test]
fn slots_settle_through_faults_at_most_once() {
    let store = MemoryStore::new();
    all_settle(Arc::new(Faulty::new(store.clone(), SOME, 2)), &store, true, 2);
}

#[test]
fn a_store_that_is_gone_and_comes_back_loses_nothing() {
    let clock = ManualClock::new(&begin());
    let store = Arc::new(Faulty::new(MemoryStore::new(), Faults::default(), 3));
    let scheduler = builder(&clock).store(Arc::clone(&store)).build();
    let told = Told::by(&scheduler);
    let kept = scheduler.every(1).hour().named("kept").run(|| ()).unwrap();
    let free = scheduler.every(1).hour().run(|| ()).unwrap();
    assert_eq!(scheduler.run_for(Duration::from_secs(3600)).ran, 2);
    assert!(scheduler.history("kept", 1).is_ok());

    store.set(DOWN);
    let began = Instant::now();
    scheduler.run_for(Duration::from_secs(5 * 3600));
    assert_eq!((kept.counts().ran, free.counts().ran), (1, 6), "jobs without a store go on");
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    assert!(told.count("put off kept") > 0 && told.count("store failed") > 0);
    assert!(told.count("started kept") == 1);

    store.set(Faults::default());
    until("it goes on by itself", || {
        clock.advance(A_LITTLE);
        scheduler.run_pending();
        kept.counts().ran == 2
    });
    assert_eq!(kept.counts().missed, 4, "what passed is missed as usual");
    assert_eq!(told.count("store works"), 1);
    drop(kept);
    scheduler.history("kept", 9).unwrap();
    let rows = explained(store.inner(), "kept", "every hour", begin(), begin() + TimeDelta::hours(6));
    assert_eq!(states(&rows), [("ok", 2)].into());
}

#[test]
fn jobs_added_while_the_store_is_gone_go_on_from_where_they_were() {
    let clock = ManualClock::new(&begin());
    let store = Arc::new(Faulty::new(MemoryStore::new(), Faults::default(), 3));
    let program = || builder(&clock).store(Arc::clone(&store)).build();
    let scheduler = program();
    scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    let paused = scheduler.every(1).hour().named("paused").run(|| ()).unwrap();
    paused.pause();
    scheduler.run_for(Duration::from_secs(3600));
    drop((paused, scheduler));

    clock.advance(Duration::from_secs(3 * 3600));
    store.set(DOWN);
    let scheduler = program();
    let job = scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    let paused = scheduler.every(1).hour().named("paused").run(|| ()).unwrap();
    scheduler.run_pending();
    store.set(Faults::default());
    until("it makes up for what passed", || {
        clock.advance(A_LITTLE);
        scheduler.run_pending();
        job.counts().ran == 1
    });
    assert_eq!(job.counts().missed, 2);
    assert!(paused.is_paused());
}

/// A store whose first call of one kind waits for a word from the test.
struct Slow {
    inner: MemoryStore,
    call: &'static str,
    gate: Mutex<Option<Receiver<()>>>,
    waits: Sender<()>,
}

impl Slow {
    fn new(inner: MemoryStore, call: &'static str) -> (Self, Sender<()>, Receiver<()>) {
        let ((go, gate), (waits, has_come)) = (channel(), channel());
        (Self { inner, call, gate: Mutex::new(Some(gate)), waits }, go, has_come)
    }

    fn wait_before(&self, call: &str) {
        let gate = if self.call == call { self.gate.lock().unwrap().take() } else { None };
        if let Some(gate) = gate {
            self.waits.send(()).unwrap();
            gate.recv().unwrap();
        }
    }
}

macro_rules! passes_on {
    ($($name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)*) => {
        $(fn $name(&self, $($arg: $type),*) -> Result<$answer, punctual::StoreError> { self.inner.$name($($arg),*) })*
    };
}

impl Store for Slow {
    fn claim(&self, claim: &punctual::Claim) -> Result<Option<punctual::Held>, punctual::StoreError> {
        self.wait_before("claim");
        self.inner.claim(claim)
    }
    fn jobs(&self) -> Result<Vec<punctual::StoredJob>, punctual::StoreError> {
        self.wait_before("jobs");
        self.inner.jobs()
    }
    passes_on! {
        add(jobs: &[punctual::StoredJob]) -> Vec<punctual::StoredJob>;
        change(jobs: &[punctual::StoredJob]) -> ();
        job(name: &str) -> Option<punctual::StoredJob>;
        give_back(claim: &punctual::Claim) -> ();
        renew(held: &punctual::Held, lease: Duration) -> bool;
        finish(held: &punctual::Held, ending: &punctual::Ending, ended: DateTime<Utc>) -> bool;
        record(slot: &punctual::Slot, reason: &punctual::NoRun, at: DateTime<Utc>) -> bool;
        recover(owner: &str, at: DateTime<Utc>) -> Vec<punctual::StoredRun>;
        release(slot: &punctual::Slot) -> bool;
        history(job: &str, at_most: usize) -> Vec<punctual::StoredRun>;
        retain(job: &str, at_most: Option<u32>, before: Option<DateTime<Utc>>) -> u64;
    }
}

/// A run waits for its store until the deadline, and no longer; a grant that comes too late is
/// given back, and the slot is run once.
#[test]
fn a_late_store_delays_no_run_beyond_the_deadline() {
    let clock = ManualClock::new(&begin());
    let (store, go, has_come) = Slow::new(MemoryStore::new(), "claim");
    let plain = store.inner.clone();
    let scheduler = builder(&clock).store(store).store_deadline(Duration::from_millis(100)).build();
    let told = Told::by(&scheduler);
    let kept = scheduler.every(1).hour().named("kept").priority(1).run(|| ()).unwrap();
    let free = scheduler.every(1).hour().run(|| ()).unwrap();
    clock.advance(Duration::from_secs(3600));
    let began = Instant::now();
    scheduler.run_pending();
    has_come.recv().unwrap();
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert_eq!((kept.counts().ran, free.counts().ran), (0, 1));
    assert_eq!(told.count("put off kept 2026-03-28 01:00:00 UTC"), 1);
    // The scheduler asks again while the first claim still hangs.
    clock.advance(Duration::from_secs(40));
    scheduler.run_pending();
    assert_eq!(kept.counts().ran, 0);
    go.send(()).unwrap();
    until("it is run", || {
        clock.advance(A_LITTLE);
        scheduler.run_pending();
        kept.counts().ran > 0
    });
    assert_eq!((kept.counts().ran, told.count("started kept")), (1, 1));
    scheduler.history("kept", 9).unwrap();
    let rows = explained(&plain, "kept", "every hour", begin(), begin() + TimeDelta::hours(1));
    assert_eq!(
        (rows[0].state, rows[0].attempt, rows[0].deaths),
        (RunState::Ok, 2, 0),
        "the first grant was given back"
    );
}

#[test]
fn a_job_that_was_added_before_the_store_was_read_is_not_unknown() {
    let (clock, plain) = (ManualClock::new(&begin()), MemoryStore::new());
    let before = builder(&clock).store(plain.clone()).build();
    for name in ["job", "other"] {
        before.every(1).hour().named(name).run(|| ()).unwrap();
    }
    drop(before);
    let (store, go, has_come) = Slow::new(plain, "jobs");
    let scheduler = builder(&clock).store(store).store_deadline(Duration::from_millis(50)).build();
    let told = Told::by(&scheduler);
    has_come.recv().unwrap();
    scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    go.send(()).unwrap();
    until("it is read", || scheduler.stored_jobs().is_ok());
    clock.advance(Duration::from_secs(3600));
    scheduler.run_pending();
    assert_eq!((told.count("unknown job"), told.count("unknown other")), (0, 1), "{:?}", told.lines());
}

/// The file is held by another program, and free again.
#[test]
fn a_locked_file_is_waited_for() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    let clock = ManualClock::new(&begin());
    let store = SqliteStore::open_within(&path, Duration::from_millis(20)).unwrap();
    let scheduler = builder(&clock).store(store).build();
    let told = Told::by(&scheduler);
    let job = scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    scheduler.stored_jobs().unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    clock.advance(Duration::from_secs(3600));
    scheduler.run_pending();
    assert_eq!(job.counts().ran, 0);
    assert!(told.lines().iter().any(|line| line.starts_with("store failed") && line.contains("held by another")));
    other.execute_batch("ROLLBACK").unwrap();
    until("it is run", || {
        clock.advance(A_LITTLE);
        scheduler.run_pending().ran == 1
    });
    assert_eq!(told.count("store works"), 1);
}

#[test]
fn a_store_that_panics_is_one_that_fails() {
    struct Panics;
    impl Store for Panics {
        fn claim(&self, _: &punctual::Claim) -> Result<Option<punctual::Held>, punctual::StoreError> {
            panic!("a mistake")
        }
        fn add(&self, jobs: &[punctual::StoredJob]) -> Result<Vec<punctual::StoredJob>, punctual::StoreError> {
            Ok(jobs.to_vec())
        }
        fn jobs(&self) -> Result<Vec<punctual::StoredJob>, punctual::StoreError> {
            panic!("a mistake")
        }
        fn history(&self, _: &str, _: usize) -> Result<Vec<punctual::StoredRun>, punctual::StoreError> {
            panic!("a mistake")
        }
        fn change(&self, _: &[punctual::StoredJob]) -> Result<(), punctual::StoreError> {
            Ok(())
        }
        fn job(&self, _: &str) -> Result<Option<punctual::StoredJob>, punctual::StoreError> {
            Ok(None)
        }
        fn give_back(&self, _: &punctual::Claim) -> Result<(), punctual::StoreError> {
            Ok(())
        }
        fn renew(&self, _: &punctual::Held, _: Duration) -> Result<bool, punctual::StoreError> {
            Ok(true)
        }
        fn finish(
            &self,
            _: &punctual::Held,
            _: &punctual::Ending,
            _: DateTime<Utc>,
        ) -> Result<bool, punctual::StoreError> {
            Ok(true)
        }
        fn record(
            &self,
            _: &punctual::Slot,
            _: &punctual::NoRun,
            _: DateTime<Utc>,
        ) -> Result<bool, punctual::StoreError> {
            Ok(true)
        }
        fn recover(&self, _: &str, _: DateTime<Utc>) -> Result<Vec<punctual::StoredRun>, punctual::StoreError> {
            panic!("a mistake")
        }
        fn release(&self, _: &punctual::Slot) -> Result<bool, punctual::StoreError> {
            Ok(false)
        }
        fn retain(&self, _: &str, _: Option<u32>, _: Option<DateTime<Utc>>) -> Result<u64, punctual::StoreError> {
            Ok(0)
        }
    }
    let clock = ManualClock::new(&begin());
    let scheduler = builder(&clock).store(Panics).store_deadline(Duration::from_millis(200)).build();
    let told = Told::by(&scheduler);
    let kept = scheduler.every(1).hour().named("kept").run(|| ()).unwrap();
    let free = scheduler.every(1).hour().run(|| ()).unwrap();
    scheduler.run_for(Duration::from_secs(3600));
    assert_eq!((kept.counts().ran, free.counts().ran), (0, 1));
    let panicked = "store failed the store panicked: a mistake";
    until("it is told", || {
        clock.advance(Duration::from_secs(1));
        scheduler.run_pending();
        told.count(panicked) > 0
    });
    assert_eq!(kept.counts().ran, 0);
    assert!(scheduler.history("kept", 9).is_err());
}
