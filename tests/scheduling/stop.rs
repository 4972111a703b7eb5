//! Starting and stopping the threads, and waking them.

use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};
use std::time::{Duration, Instant};

use punctual::{Event, Scheduler, Why};

use super::field::{field, in_short, seconds};

const LONG: Duration = Duration::from_secs(30);

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

#[test]
fn stop_lists_what_still_runs() {
    let scheduler = Scheduler::builder().workers(50).build();
    let (open, gate) = channel::<()>();
    let gate = Arc::new(Mutex::new(gate));
    let begun = Arc::new(Barrier::new(51));
    let (sender, ends) = channel();
    let sender = Mutex::new(sender);
    scheduler.observe(move |event| {
        if let Event::Finished { .. } = event {
            drop(sender.lock().unwrap().send(()));
        }
    });
    for n in 0..50 {
        let (begun, gate) = (Arc::clone(&begun), Arc::clone(&gate));
        scheduler
            .every(1)
            .hour()
            .immediately()
            .named(format!("job {n}"))
            .run(move || {
                begun.wait();
                if n % 2 == 0 {
                    drop(gate.lock().unwrap().recv());
                }
            })
            .unwrap();
    }
    let runner = scheduler.start();
    begun.wait();
    for _ in 0..25 {
        ends.recv_timeout(LONG).unwrap();
    }
    let left = runner.stop(Duration::from_millis(10));
    let mut names: Vec<_> = left.iter().map(|it| it.job.name().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 25);
    assert!(names.contains(&"job 48".to_owned()) && !names.contains(&"job 49".to_owned()));
    drop(open);
    assert!(runner.stop(LONG).is_empty(), "a second stop waits for the rest");
    assert!(!runner.is_running());
}

#[test]
fn stop_from_a_job_does_not_wait_for_itself() {
    let it = field();
    let runner = Arc::new(it.scheduler.start());
    let (sender, done) = channel();
    let inside = Arc::clone(&runner);
    it.scheduler.every(1).minute().run(move || drop(sender.send(inside.stop(LONG).len()))).unwrap();
    it.clock.advance(seconds(60));
    assert_eq!(done.recv_timeout(LONG).unwrap(), 0);
    assert!(runner.stop(LONG).is_empty());
}

#[test]
fn what_was_not_begun_is_reported_as_stopped() {
    let it = field();
    let scheduler = Scheduler::builder().clock(it.clock.clone()).workers(1).build();
    let log = super::field::Log::default();
    let inside = log.clone();
    scheduler.observe(move |event| inside.add(in_short(event).unwrap_or_default()));
    let (open, gate) = channel::<()>();
    let (sender, begun) = channel();
    let gate = Mutex::new(gate);
    scheduler
        .every(1)
        .minute()
        .named("long")
        .run(move || {
            drop(sender.send(()));
            drop(gate.lock().unwrap().recv());
        })
        .unwrap();
    let second = scheduler.every(1).minute().named("second").run(|| ()).unwrap();
    let runner = scheduler.start();
    it.clock.advance(seconds(60));
    begun.recv_timeout(LONG).unwrap();
    assert_eq!(runner.stop(Duration::from_millis(1)).len(), 1);
    drop(open);
    assert!(runner.stop(LONG).is_empty());
    assert_eq!((second.counts().ran, second.counts().skipped), (0, 1));
    assert!(log.take().contains(&format!("skipped second {:?}", Why::Stopped)));
}

#[test]
fn a_thousand_starts_and_stops_leave_no_thread() {
    let it = field();
    let scheduler = Scheduler::builder().clock(it.clock.clone()).workers(2).build();
    let job = scheduler.every(1).minute().run(|| ()).unwrap();
    for _ in 0..1_000 {
        let runner = scheduler.start();
        it.clock.advance(seconds(60));
        assert!(runner.stop(LONG).is_empty());
    }
    // Dropped without a stop, too.
    for _ in 0..100 {
        drop(scheduler.start());
    }
    scheduler.stop(LONG);
    drop(job);
    // Other tests have threads as well.
    assert!(threads() < 300, "{} threads", threads());
}

#[test]
fn drop_does_not_wait() {
    let it = field();
    let (open, gate) = channel::<()>();
    let (sender, begun) = channel();
    let gate = Mutex::new(gate);
    it.scheduler
        .every(1)
        .minute()
        .run(move || {
            drop(sender.send(()));
            drop(gate.lock().unwrap().recv());
        })
        .unwrap();
    let runner = it.scheduler.start();
    it.clock.advance(seconds(60));
    begun.recv_timeout(LONG).unwrap();
    let began = Instant::now();
    drop(runner);
    assert!(began.elapsed() < Duration::from_secs(5));
    drop(open);
}

#[test]
fn the_runner_wakes_for_what_is_earlier() {
    // The clock stands still, so that nothing but the wake-up ends the sleep of the runner: left alone it
    // would look again after a minute, which is longer than this waits.
    let it = field();
    let hourly = it.scheduler.every(1).hour().run(|| ()).unwrap();
    let runner = it.scheduler.start();
    for round in 0..20 {
        let (sender, done) = channel();
        let say = move || drop(sender.send(()));
        match round % 3 {
            0 => drop(it.scheduler.after(Duration::ZERO).run(say).unwrap()),
            1 => drop(it.scheduler.every(1).hour().immediately().run(say).unwrap()),
            _ => {
                let job = it.scheduler.every(2).hours().run(say).unwrap();
                job.reschedule(punctual::once(it.scheduler.now())).unwrap();
            }
        }
        done.recv_timeout(LONG).unwrap();
    }
    assert_eq!(hourly.counts().ran, 0);
    assert!(runner.stop(LONG).is_empty());
}

#[test]
fn run_forever_returns_when_the_last_run_has_ended() {
    let it = field();
    let (open, gate) = channel::<()>();
    let (begin, begun) = channel();
    let task = move || {
        begin.send(()).unwrap();
        gate.recv().unwrap();
    };
    let long = it.scheduler.every(1).hour().run(task).unwrap();
    let forever = it.scheduler.clone();
    let forever = std::thread::spawn(move || forever.run_forever());
    it.clock.advance(seconds(3600));
    begun.recv_timeout(LONG).unwrap();
    assert_eq!(it.scheduler.stop(Duration::ZERO).len(), 1);
    assert!(!forever.is_finished());
    open.send(()).unwrap();
    forever.join().unwrap();
    assert_eq!(long.counts().ran, 1);
}

#[test]
fn run_forever_ends_when_a_job_stops_it() {
    let it = field();
    let scheduler = it.scheduler.clone();
    let (sender, done) = channel();
    it.scheduler.every(1).minute().run_with(|run| drop(run.scheduler().stop(Duration::ZERO))).unwrap();
    let thread = std::thread::spawn(move || {
        scheduler.run_forever();
        drop(sender.send(()));
    });
    // It may not have started yet: every advance wakes it.
    while done.recv_timeout(Duration::from_millis(20)).is_err() {
        it.clock.advance(seconds(60));
    }
    thread.join().unwrap();
}

#[test]
fn eight_threads_add_cancel_pump_and_stop() {
    for round in 0..20_u64 {
        let it = field();
        let ran = Arc::new(std::sync::atomic::AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..8_u64 {
                let (it, ran) = (&it, Arc::clone(&ran));
                scope.spawn(move || {
                    let mut dice = round * 8 + thread + 1;
                    for _ in 0..200 {
                        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                        let ran = Arc::clone(&ran);
                        match dice >> 61 {
                            0 | 1 => {
                                let job = it.scheduler.every(1).second().tag("x").run(move || {
                                    ran.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                                });
                                drop(job);
                            }
                            2 => drop(it.scheduler.cancel_tagged("x").to_string()),
                            3 => drop(it.scheduler.run_pending().to_string()),
                            4 => it.clock.advance(seconds(1)),
                            5 => drop(it.scheduler.start()),
                            6 => drop(it.scheduler.jobs()),
                            _ => drop(it.scheduler.stop(Duration::from_millis(1))),
                        }
                    }
                });
            }
        });
        it.scheduler.stop(LONG);
        it.scheduler.clear();
        assert!(it.scheduler.is_empty());
        let (sender, done) = channel();
        it.scheduler.every(1).second().run(move || drop(sender.send(()))).unwrap();
        let runner = it.scheduler.start();
        it.clock.advance(seconds(1));
        done.recv_timeout(LONG).expect("a lost wake-up");
        assert!(runner.stop(LONG).is_empty());
    }
}
