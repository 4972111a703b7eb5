//! `APScheduler`: its triggers, options, and what is done to jobs.

use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use punctual::{Event, Missed, Overlap, any_of, every};

use crate::field::{at, field, in_short, seconds};

const LONG: Duration = Duration::from_secs(30);

#[test]
fn date_interval_and_cron_triggers() {
    let it = field();
    it.scheduler.once("2026-01-01 05:00").run(it.say("date")).unwrap();
    it.scheduler.every(2).hours().run(it.say("interval")).unwrap();
    it.scheduler.cron("30 3 * * *").run(it.say("cron")).unwrap();
    it.scheduler.run_for(seconds(6 * 3600));
    assert_eq!(it.log.take(), ["interval", "cron", "interval", "date", "interval"]);
}

/// `BlockingScheduler().start()` takes the thread until a job calls `shutdown`.
#[test]
fn blocking() {
    let it = field();
    let (clock, log) = (it.clock.clone(), it.log.clone());
    let job = it.scheduler.every(1).minute().run_with(move |run| {
        log.add(run.slot().format("%H:%M").to_string());
        if run.job().counts().ran == 2 {
            run.scheduler().stop(Duration::ZERO);
        }
    });
    // After each run it is a minute later.
    it.scheduler.observe(move |event| {
        if let Event::Finished { .. } = event {
            clock.advance(seconds(60));
        }
    });
    it.clock.advance(seconds(60));
    it.scheduler.run_forever();
    assert!(it.scheduler.stop(LONG).is_empty());
    assert_eq!(it.log.take(), ["00:01", "00:02", "00:03"]);
    assert_eq!(job.unwrap().counts().ran, 3);
}

/// `interval` with `start_date`, `end_date` and `jitter`; `or` of two triggers.
#[test]
fn start_end_jitter_and_or() {
    let it = field();
    let (early, late) = (at("2026-01-01T02:00:00Z"), at("2026-01-01T04:00:00Z"));
    let bounded = it.scheduler.every(30).minutes().starting(early).until(late).jitter("2m").run(|| ()).unwrap();
    let either = any_of([every(1).day().at("01:00"), every(1).day().at("05:00")]);
    let either = it.scheduler.job(either).run(|| ()).unwrap();
    it.scheduler.run_for(seconds(6 * 3600));
    assert_eq!((bounded.counts().ran, either.counts().ran), (5, 2));
}

#[test]
fn misfire_grace_time_and_coalesce() {
    let it = field();
    let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("missed")));
    // `coalesce=True, misfire_grace_time=None` is how jobs are here.
    let coalesced = it.scheduler.every(1).hour().named("coalesced").run(|| ()).unwrap();
    let each = it.scheduler.every(1).hour().named("each").on_missed(Missed::RunAll { at_most: 100 });
    let each = each.run(|| ()).unwrap();
    let strict = it.scheduler.every(1).hour().named("strict").grace("1s").run(|| ()).unwrap();
    it.clock.advance(seconds(5 * 3600 + 2));
    it.scheduler.run_pending();
    assert_eq!([coalesced, each, strict].map(|job| job.counts().ran), [1, 5, 0]);
    assert_eq!(log.take(), ["missed coalesced 4", "missed strict 5"]);
}

#[test]
fn max_instances() {
    let it = field();
    let (open, gate) = channel::<()>();
    let gate = Mutex::new(gate);
    let (sender, begun) = channel();
    let job = it.scheduler.every(1).minute().on_overlap(Overlap::Allow { at_most: 2 });
    let job = job
        .run_shared(move |run| {
            drop(sender.send(run.slot().timestamp()));
            drop(gate.lock().unwrap().recv());
        })
        .unwrap();
    let runner = it.scheduler.start();
    for _ in 0..2 {
        it.clock.advance(seconds(60));
        begun.recv_timeout(LONG).unwrap();
    }
    it.clock.advance(seconds(60));
    while job.counts().skipped == 0 {
        std::thread::yield_now();
    }
    drop(open);
    assert!(runner.stop(LONG).is_empty());
    assert_eq!((job.counts().ran, job.counts().skipped), (2, 1));
}

#[test]
fn add_remove_pause_resume_modify_list() {
    let it = field();
    let job = it.scheduler.every(1).hour().named("my_job").run(it.say("ran")).unwrap();
    assert_eq!(it.scheduler.get("my_job").as_ref(), Some(&job));
    job.pause();
    assert_eq!(it.scheduler.run_for(seconds(7200)).ran, 0);
    job.resume();
    job.reschedule(punctual::every(10).minutes()).unwrap();
    assert_eq!(it.scheduler.run_for(seconds(1200)).ran, 2);
    // `add_job(replace_existing=True)`
    it.scheduler.every(1).day().named("my_job").replacing().run(|| ()).unwrap();
    assert!(!job.is_active());
    let table = it.scheduler.to_string();
    assert!(table.contains("my_job  every day at 00:00"), "{table}");
    it.scheduler.get("my_job").unwrap().cancel();
    assert!(it.scheduler.is_empty());
    // `remove_all_jobs()`
    it.scheduler.every(1).day().run(|| ()).unwrap();
    it.scheduler.clear();
    assert!(it.scheduler.is_empty());
}

#[test]
fn background_with_shutdown_waiting_and_not() {
    for waits in [true, false] {
        let it = field();
        let (open, gate) = channel::<()>();
        let (sender, begun) = channel();
        let gate = Mutex::new(gate);
        let task = move || {
            drop(sender.send(()));
            drop(gate.lock().unwrap().recv());
        };
        let job = it.scheduler.every(1).minute().run(task).unwrap();
        let runner = it.scheduler.start();
        it.clock.advance(seconds(60));
        begun.recv_timeout(LONG).unwrap();
        if waits {
            drop(open);
            assert!(runner.stop(LONG).is_empty());
            assert_eq!(job.counts().ran, 1);
        } else {
            assert_eq!(runner.stop(Duration::ZERO).len(), 1);
            drop(open);
            assert!(runner.stop(LONG).is_empty());
        }
    }
}

#[test]
fn listeners_on_executed_error_and_missed() {
    let it = field();
    let log = it.watch(|event| {
        in_short(event).filter(|line| ["finished", "failed", "missed"].iter().any(|word| line.starts_with(word)))
    });
    it.scheduler.once("2026-01-01 01:00").named("good").run(|| ()).unwrap();
    it.scheduler.once("2026-01-01 02:00").named("bad").run(|| Err::<(), _>("oh")).unwrap();
    it.scheduler.once("2026-01-01 03:00").named("late").grace("1s").run(|| ()).unwrap();
    it.clock.set(&at("2026-01-01T04:00:00Z"));
    it.scheduler.run_pending();
    assert_eq!(log.take(), ["finished good 1767229200", "failed bad oh", "missed late 1"]);
}
