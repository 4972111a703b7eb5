//! The same jobs behave alike in a loop, on threads and on tokio, whether their tasks block or are
//! awaited.

mod behaviour;
mod methods;

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono_tz::Tz;
use punctual::{Event, Job, JobBuilder, ManualClock, Run, Runner, Scheduler, SchedulerBuilder};
use tokio::runtime;

use super::field::{at, seconds};

const LONG: Duration = Duration::from_secs(30);
const BEGIN: &str = "2026-01-01T00:00:00Z";

/// What drives the scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drive {
    /// Each step is a thread that calls `run_pending`.
    Pump,
    Threads,
    TokioOnOne,
    TokioOnMany,
}

/// A scheduler that is driven, and what was told of it.
struct Stage {
    drive: Drive,
    /// Whether its tasks are futures.
    awaited: bool,
    clock: ManualClock,
    scheduler: Scheduler,
    told: Arc<(Mutex<VecDeque<String>>, Condvar)>,
    runner: Option<Runner>,
    threads: Vec<JoinHandle<()>>,
}

/// Plays a scene on everything that drives, with both kinds of tasks.
fn everywhere(scene: impl Fn(&mut Stage)) {
    everywhere_with(4, scene);
}

fn everywhere_with(workers: usize, scene: impl Fn(&mut Stage)) {
    everywhere_on(|| Scheduler::builder().workers(workers), scene);
}

fn everywhere_on(builder: impl Fn() -> SchedulerBuilder, scene: impl Fn(&mut Stage)) {
    for drive in [Drive::Pump, Drive::Threads, Drive::TokioOnOne, Drive::TokioOnMany] {
        for awaited in [false, true] {
            println!("on {drive:?}, {}", if awaited { "awaited" } else { "blocking" });
            let mut stage = Stage::new(drive, awaited, builder());
            stage.begin();
            scene(&mut stage);
            stage.end();
        }
    }
}

impl Stage {
    fn new(drive: Drive, awaited: bool, builder: SchedulerBuilder) -> Self {
        let clock = ManualClock::new(&at(BEGIN));
        let scheduler = builder.clock(clock.clone()).zone(Tz::UTC).build();
        let told = Arc::new((Mutex::default(), Condvar::new()));
        let tell: Arc<(Mutex<VecDeque<String>>, Condvar)> = Arc::clone(&told);
        scheduler.observe(move |event| {
            if let Some(line) = line(event) {
                tell.0.lock().unwrap().push_back(line);
                tell.1.notify_all();
            }
        });
        Self { drive, awaited, clock, scheduler, told, runner: None, threads: Vec::new() }
    }

    /// Starts it, and waits until it is driven.
    fn begin(&mut self) {
        let scheduler = self.scheduler.clone();
        match self.drive {
            Drive::Pump => {}
            Drive::Threads => self.runner = Some(self.scheduler.start()),
            Drive::TokioOnOne => self.threads.push(std::thread::spawn(move || {
                runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(scheduler.serve());
            })),
            Drive::TokioOnMany => self.threads.push(std::thread::spawn(move || {
                let many = runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
                many.block_on(scheduler.serve());
            })),
        }
        let first = self.scheduler.every(1).hour().immediately().tag("begin").run(|| ()).unwrap();
        self.step(0, &[]);
        wait_until(|| first.counts().ran > 0);
        first.cancel();
    }

    /// Lets so many seconds pass at once, and waits for these events, in any order.
    #[track_caller]
    fn step(&mut self, length: u64, events: &[&str]) {
        self.clock.advance(seconds(length));
        if self.drive == Drive::Pump {
            let scheduler = self.scheduler.clone();
            self.threads.push(std::thread::spawn(move || drop(scheduler.run_pending())));
        }
        // What is due is decided, also where that is no event.
        wait_until(|| self.scheduler.idle() != Some(Duration::ZERO));
        self.expect(events);
    }

    /// Waits for these events, in any order, which are all there are.
    #[track_caller]
    fn expect(&self, events: &[&str]) {
        let mut told = self.told.0.lock().unwrap();
        let until = Instant::now() + LONG;
        while told.len() < events.len() {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{events:?} expected, but only {told:?}");
            told = self.told.1.wait_timeout(told, left).unwrap().0;
        }
        let mut told: Vec<String> = told.drain(..).collect();
        let mut events = events.to_vec();
        told.sort_unstable();
        events.sort_unstable();
        assert_eq!(told, events);
    }

    /// Stops it. Nothing more is told, and no run goes on.
    fn end(mut self) {
        assert!(self.scheduler.stop(LONG).is_empty());
        for thread in self.threads.drain(..) {
            thread.join().unwrap();
        }
        self.expect(&[]);
        self.clock.advance(seconds(86_400 * 400));
        assert!(self.runner.take().is_none_or(|runner| runner.stop(LONG).is_empty() && !runner.is_running()));
        self.expect(&[]);
    }

    /// Adds a job with this task.
    #[track_caller]
    fn add(&self, chain: JobBuilder, task: impl Fn(&Run) -> Result<(), &'static str> + Send + Sync + 'static) -> Job {
        let job = if self.awaited {
            let task = Arc::new(task);
            chain.run_async_with(move |run| {
                let task = Arc::clone(&task);
                async move {
                    tokio::task::yield_now().await;
                    task(&run)
                }
            })
        } else {
            chain.run_shared(task)
        };
        job.unwrap()
    }

    /// Adds a job whose runs wait at a gate.
    fn add_gated(&self, chain: JobBuilder, gate: &Arc<Gate>) -> Job {
        let gate = Arc::clone(gate);
        let job = if self.awaited {
            chain.run_async(move || {
                let gate = Arc::clone(&gate);
                async move { gate.awaited.acquire().await.unwrap().forget() }
            })
        } else {
            chain.run_shared(move |_| gate.wait())
        };
        job.unwrap()
    }
}

#[track_caller]
fn wait_until(holds: impl Fn() -> bool) {
    let until = Instant::now() + LONG;
    while !holds() {
        assert!(Instant::now() < until, "it is not driven");
        std::thread::yield_now();
    }
}

/// Lets runs through one by one.
struct Gate {
    blocking: (Mutex<usize>, Condvar),
    awaited: tokio::sync::Semaphore,
}

impl Gate {
    fn new() -> Arc<Self> {
        let blocking = (Mutex::new(0), Condvar::new());
        Arc::new(Self { blocking, awaited: tokio::sync::Semaphore::new(0) })
    }

    fn open(&self, runs: usize) {
        *self.blocking.0.lock().unwrap() += runs;
        self.blocking.1.notify_all();
        self.awaited.add_permits(runs);
    }

    fn wait(&self) {
        let mut open = self.blocking.0.lock().unwrap();
        while *open == 0 {
            open = self.blocking.1.wait(open).unwrap();
        }
        *open -= 1;
    }
}

/// An event in a few words, with the seconds since the beginning.
fn line(event: &Event) -> Option<String> {
    let job = event.job();
    if job.is_some_and(|job| job.tags().contains(&"begin".to_owned())) {
        return None;
    }
    let name = job.and_then(Job::name).unwrap_or_else(|| "?".to_owned());
    let after = |slot: &chrono::DateTime<Tz>| (slot.to_utc() - at(BEGIN)).num_seconds();
    Some(match event {
        Event::Added { .. } => return None,
        Event::Removed { .. } => format!("removed {name}"),
        Event::Started { slot, attempt, .. } => format!("started {name} {} try {attempt}", after(slot)),
        Event::Finished { slot, .. } => format!("finished {name} {}", after(slot)),
        Event::Failed { error, attempt, .. } => format!("failed {name} try {attempt}: {error}"),
        Event::Panicked { message, .. } => format!("panicked {name}: {message}"),
        Event::Retried { attempt, after, .. } => format!("retried {name} try {attempt} in {after:?}"),
        Event::Slow { .. } => format!("slow {name}"),
        Event::Missed { count, .. } => format!("missed {name} {count}"),
        Event::Skipped { slot, why, .. } => format!("skipped {name} {} {why:?}", after(slot)),
        Event::Paused { .. } => format!("paused {name}"),
        Event::Resumed { .. } => format!("resumed {name}"),
        Event::ClockJumped { .. } => "the clock jumped".to_owned(),
        other => panic!("not expected: {other:?}"),
    })
}
