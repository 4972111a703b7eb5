//! Once stopped, nothing begins: neither what waits for the end of a run, nor what a worker holds.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use punctual::{Clock, Event, Missed, Overlap, Run, Scheduler, Why};

use super::field::{Field, field, seconds};

const LONG: Duration = Duration::from_secs(30);

/// A job that waits at a gate with slots behind it is stopped; then the gate is opened.
fn stopped_with_slots_waiting(it: &Field, overlap: Overlap, missed: Missed, advance: u64, stopped: usize) {
    let (open, gate) = channel::<()>();
    let (sender, begun) = channel();
    let (gate, told) = (Mutex::new(gate), Mutex::new(sender.clone()));
    it.scheduler.observe(move |event| {
        if let Event::Skipped { why: Why::Stopped, .. } = event {
            drop(told.lock().unwrap().send("stopped"));
        }
    });
    let job = it.scheduler.every(1).minute().on_overlap(overlap).on_missed(missed);
    let job = job
        .run(move || {
            drop(sender.send("began"));
            drop(gate.lock().unwrap().recv());
        })
        .unwrap();
    let runner = it.scheduler.start();
    it.clock.advance(seconds(60));
    assert_eq!(begun.recv_timeout(LONG).unwrap(), "began");
    it.clock.advance(seconds(advance));
    while it.scheduler.next_run().unwrap() <= it.scheduler.now() {
        thread::yield_now();
    }
    // A worker may hold it yet, or it waits already: in neither case may it begin.
    assert_eq!(runner.stop(Duration::ZERO).len(), 1);
    drop(open);
    assert!(runner.stop(LONG).is_empty());
    assert_eq!((job.counts().ran, job.counts().skipped), (1, advance / 60));
    assert_eq!(begun.try_iter().filter(|what| *what == "stopped").count(), stopped);

    // Nothing that waited is in the way of the next start.
    let runner = it.scheduler.start();
    it.clock.advance(seconds(60));
    assert_eq!(begun.recv_timeout(LONG).unwrap(), "began");
    assert!(runner.stop(LONG).is_empty());
    assert_eq!(job.counts().ran, 2);
}

#[test]
fn a_slot_that_waits_does_not_begin_after_a_stop() {
    stopped_with_slots_waiting(&field(), Overlap::QueueOne, Missed::RunOnce, 60, 1);
}

#[test]
fn missed_slots_that_run_one_by_one_do_not_go_on_after_a_stop() {
    stopped_with_slots_waiting(&field(), Overlap::Skip, Missed::RunAll { at_most: 4 }, 240, 3);
}

#[test]
fn no_run_begins_once_stop_has_returned() {
    for _ in 0..200 {
        let it = field();
        let stopped = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let is_stopped = std::sync::Arc::clone(&stopped);
        let log = it.log.clone();
        for _ in 0..4 {
            let (is_stopped, log) = (is_stopped.clone(), log.clone());
            let job = it.scheduler.every(1).second().run(move || {
                if is_stopped.load(std::sync::atomic::Ordering::SeqCst) {
                    log.add("late");
                }
            });
            drop(job.unwrap());
        }
        let runner = it.scheduler.start();
        it.clock.advance(seconds(1));
        thread::yield_now();
        // What runs at this moment is listed, and may have yet to look.
        let left = runner.stop(Duration::ZERO).len();
        stopped.store(true, std::sync::atomic::Ordering::SeqCst);
        assert!(runner.stop(LONG).is_empty());
        assert!(it.log.len() <= left, "{} began after the stop", it.log.len());
    }
}

/// A clock at which somebody else stops the scheduler, once it is armed.
#[derive(Clone, Default)]
struct StopsWhenAsked {
    scheduler: Arc<Mutex<Option<Scheduler>>>,
    still_running: Arc<Mutex<Option<usize>>>,
}

impl Clock for StopsWhenAsked {
    fn now(&self) -> DateTime<Utc> {
        let armed = self.scheduler.lock().unwrap().take();
        if let Some(scheduler) = armed {
            let stopped = thread::spawn(move || scheduler.stop(Duration::ZERO).len());
            *self.still_running.lock().unwrap() = Some(stopped.join().unwrap());
        }
        DateTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) {}
}

#[test]
fn a_run_goes_on_until_its_end_is_written_down() {
    let clock = StopsWhenAsked::default();
    let scheduler = Scheduler::builder().clock(clock.clone()).build();
    let armed = Arc::clone(&clock.scheduler);
    let task = move |run: &Run| *armed.lock().unwrap() = Some(run.scheduler().clone());
    // Its end has the clock read once more.
    let job = scheduler.every(1).hour().min_gap("1s").run_with(task).unwrap();
    assert_eq!(job.run_now().ran, 1);
    assert_eq!(*clock.still_running.lock().unwrap(), Some(1));
}
