//! Any call is allowed inside a job that is kept, and inside an observer, also one that hears of
//! the store.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::DateTime;
use chrono_tz::Tz;
use punctual::{ManualClock, MemoryStore, RunState, Scheduler, Store};

use crate::checker::until;
use crate::faulty::{Faults, Faulty};

/// All that one may call.
fn everything(scheduler: &Scheduler, number: usize) {
    let name = format!("added {number}");
    let job = scheduler.every(1).hour().named(&*name).replacing().run(|| ()).unwrap();
    job.pause();
    job.resume();
    job.reschedule(punctual::every(2).hours()).unwrap();
    job.run_now();
    drop(scheduler.history(&name, 9));
    drop(scheduler.stored_jobs());
    drop(scheduler.release(&punctual::Slot::new(&*name, DateTime::UNIX_EPOCH)));
    assert!(scheduler.get(&name).is_some());
    job.cancel();
    scheduler.run_pending();
    scheduler.stop(Duration::ZERO);
}

#[track_caller]
fn in_time(what: &str, call: impl FnOnce() + Send + 'static) {
    let (sender, done) = channel();
    let began = Instant::now();
    std::thread::spawn(move || {
        call();
        sender.send(()).unwrap();
    });
    assert!(done.recv_timeout(Duration::from_secs(60)).is_ok(), "{what} hangs");
    println!("{what}: {:?}", began.elapsed());
}

#[test]
fn from_inside_a_job_that_is_kept() {
    in_time("a job", || {
        let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(MemoryStore::new()).build();
        let job = scheduler
            .every(1)
            .minute()
            .named("job")
            .run_with(|run| {
                everything(run.scheduler(), 0);
                run.job().pause();
                run.job().resume();
                run.job().run_now();
                run.job().cancel();
            })
            .unwrap();
        assert_eq!(scheduler.run_for(Duration::from_secs(60)).ran, 1);
        assert!(!job.is_active());
        assert_eq!(job.counts().failed, 0, "{:?}", job.last_error());
    });
}

#[test]
fn from_inside_an_observer() {
    in_time("an observer", || {
        let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
        let store = Arc::new(Faulty::new(MemoryStore::new(), Faults::default(), 1));
        let deadline = Duration::from_millis(200);
        let scheduler = Scheduler::builder()
            .clock(clock.clone())
            .zone(Tz::UTC)
            .store(Arc::clone(&store))
            .store_deadline(deadline)
            .build();
        let seen = Arc::new(Mutex::new(std::collections::BTreeSet::new()));
        let (inside, kinds) = (scheduler.clone(), Arc::clone(&seen));
        scheduler.observe(move |event| {
            let text = format!("{event:?}");
            let kind = text.split([' ', '(']).next().unwrap().to_owned();
            // Once for each kind: what it does is told as well.
            let number = {
                let mut kinds = kinds.lock().unwrap();
                kinds.insert(kind).then_some(kinds.len())
            };
            if let Some(number) = number {
                everything(&inside, number);
            }
        });
        let job = scheduler.every(1).minute().named("job").run(|| ()).unwrap();
        scheduler.run_for(Duration::from_secs(60));
        store.set(Faults { before: 100, ..Faults::default() });
        scheduler.run_for(Duration::from_secs(60));
        store.set(Faults::default());
        until("it goes on", || {
            clock.advance(Duration::from_secs(1));
            scheduler.run_pending();
            job.counts().ran >= 2
        });
        until("all is heard", || {
            let seen = seen.lock().unwrap();
            ["Started", "Finished", "StoreFailed", "StoreWorks", "PutOff"].iter().all(|kind| seen.contains(*kind))
        });
    });
}

/// The last handle is dropped inside a job, whose end is still written down.
#[test]
fn the_last_handle_is_dropped_inside_a_job() {
    in_time("dropping it", || {
        let store = MemoryStore::new();
        let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
        let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).store(store.clone()).workers(1).build();
        let handle = Arc::new(Mutex::new(None));
        let inside = Arc::clone(&handle);
        let (sender, done) = channel();
        scheduler
            .every(1)
            .minute()
            .named("job")
            .run(move || {
                drop(inside.lock().unwrap().take());
                sender.send(()).unwrap();
            })
            .unwrap();
        let runner = scheduler.start();
        *handle.lock().unwrap() = Some((scheduler, runner));
        clock.advance(Duration::from_secs(60));
        done.recv_timeout(Duration::from_secs(30)).unwrap();
        until("its end is kept", || store.history("job", 9).unwrap().iter().any(|row| row.state == RunState::Ok));
    });
}
