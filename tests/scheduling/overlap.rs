//! Slots that come while a job still runs, on threads.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use punctual::{Event, Overlap, Runner, Why};

use super::field::{Field, Log, field, seconds};

const LONG: Duration = Duration::from_secs(30);

/// Tells the slots that were decided, so that a test can wait for them.
fn decided(it: &Field) -> (Receiver<&'static str>, Log) {
    let (sender, slots) = channel();
    let sender = Mutex::new(sender);
    let log = it.watch(move |event| {
        let what = match event {
            Event::Started { .. } => "started",
            Event::Finished { .. } => "finished",
            Event::Skipped { why: Why::Overlap, .. } => "skipped",
            _ => return None,
        };
        drop(sender.lock().unwrap().send(what));
        Some(what.to_owned())
    });
    (slots, log)
}

fn gate() -> (Sender<()>, Arc<Mutex<Receiver<()>>>) {
    let (open, gate) = channel();
    (open, Arc::new(Mutex::new(gate)))
}

/// Ten slots, one by one, while the first run waits at the gate.
fn ten_slots(it: &Field, slots: &Receiver<&'static str>, told: impl Fn(u32) -> bool) -> Runner {
    let runner = it.scheduler.start();
    for n in 1..=10 {
        it.clock.advance(seconds(60));
        if told(n) {
            slots.recv_timeout(LONG).unwrap();
        } else {
            // It waits, which is no event: the next slot is then.
            while it.scheduler.next_run().unwrap() <= it.scheduler.now() {
                std::thread::yield_now();
            }
        }
    }
    runner
}

#[test]
fn skip_runs_one_and_reports_nine() {
    let it = field();
    let (slots, log) = decided(&it);
    let (open, gate) = gate();
    let job = it.scheduler.every(1).minute().run(move || drop(gate.lock().unwrap().recv())).unwrap();
    let runner = ten_slots(&it, &slots, |_| true);
    assert!(job.is_running());
    open.send(()).unwrap();
    assert_eq!(slots.recv_timeout(LONG).unwrap(), "finished");
    assert!(runner.stop(LONG).is_empty());
    assert_eq!((job.counts().ran, job.counts().skipped), (1, 9));
    assert_eq!(log.take().iter().filter(|what| *what == "skipped").count(), 9);
}

#[test]
fn queue_one_runs_two() {
    let it = field();
    let (slots, _log) = decided(&it);
    let (open, gate) = gate();
    let job = it.scheduler.every(1).minute().on_overlap(Overlap::QueueOne);
    let job = job.run(move || drop(gate.lock().unwrap().recv())).unwrap();
    let runner = ten_slots(&it, &slots, |n| n != 2);
    open.send(()).unwrap();
    open.send(()).unwrap();
    for what in ["finished", "started", "finished"] {
        assert_eq!(slots.recv_timeout(LONG).unwrap(), what);
    }
    assert!(runner.stop(LONG).is_empty());
    assert_eq!((job.counts().ran, job.counts().skipped), (2, 8));
}

#[test]
fn allow_never_runs_more_at_once() {
    let it = field();
    let (slots, _log) = decided(&it);
    let (open, gate) = gate();
    let (now, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (counter, highest) = (Arc::clone(&now), Arc::clone(&most));
    let job = it.scheduler.every(1).minute().on_overlap(Overlap::Allow { at_most: 3 });
    let job = job
        .run_shared(move |_| {
            highest.fetch_max(counter.fetch_add(1, Relaxed) + 1, Relaxed);
            drop(gate.lock().unwrap().recv());
            counter.fetch_sub(1, Relaxed);
        })
        .unwrap();
    let runner = ten_slots(&it, &slots, |_| true);
    // "Started" is told a moment before the task is called.
    while now.load(Relaxed) < 3 {
        std::thread::yield_now();
    }
    for _ in 0..3 {
        open.send(()).unwrap();
    }
    for _ in 0..3 {
        assert_eq!(slots.recv_timeout(LONG).unwrap(), "finished");
    }
    assert!(runner.stop(LONG).is_empty());
    assert_eq!((job.counts().ran, job.counts().skipped, most.load(Relaxed)), (3, 7, 3));
}

#[test]
fn allow_needs_a_shared_task() {
    let it = field();
    let error = it.scheduler.every(1).minute().on_overlap(Overlap::Allow { at_most: 2 }).run(|| ()).unwrap_err();
    assert!(error.message().contains("run_shared"));
    assert!(it.scheduler.is_empty());
}

#[test]
fn a_long_job_does_not_delay_the_others() {
    let it = field();
    let (open, gate) = gate();
    let (sender, quick) = channel();
    let sender = Mutex::new(sender);
    // Not from inside the job: it still runs then, and its next slot would overlap.
    it.scheduler.observe(move |event| {
        if let Event::Finished { .. } = event {
            drop(sender.lock().unwrap().send(()));
        }
    });
    it.scheduler.every(1).minute().run(move || drop(gate.lock().unwrap().recv())).unwrap();
    it.scheduler.every(1).minute().run(|| ()).unwrap();
    let runner = it.scheduler.start();
    for _ in 0..5 {
        it.clock.advance(seconds(60));
        quick.recv_timeout(LONG).unwrap();
    }
    open.send(()).unwrap();
    drop(open);
    assert!(runner.stop(LONG).is_empty());
}

#[test]
fn a_job_that_pumps_does_not_run_inside_itself() {
    let it = field();
    let clock = it.clock.clone();
    let job = it.scheduler.every(1).minute().run_with(move |run| {
        clock.advance(seconds(60));
        assert_eq!(run.scheduler().run_pending().skipped, 1);
    });
    it.clock.advance(seconds(60));
    assert_eq!(it.scheduler.run_pending().failed, 0);
    let job = job.unwrap();
    assert_eq!((job.counts().ran, job.counts().skipped), (1, 1));
}
