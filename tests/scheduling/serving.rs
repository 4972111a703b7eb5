//! What is particular to tokio: dropping, limits, paused time, and runtimes inside runtimes.

use std::future::pending;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono_tz::Tz;
use punctual::{Event, ManualClock, Scheduler, TokioClock};
use tokio::sync::Notify;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use super::field::{Field, at, field, in_short, seconds};

const LONG: Duration = Duration::from_secs(30);

fn paused() -> Scheduler {
    Scheduler::builder().clock(TokioClock::new(&at("2026-01-01T00:00:00Z"))).zone(Tz::UTC).build()
}

/// Serves it, and drops that after so long.
async fn serve_for(scheduler: &Scheduler, length: Duration) {
    assert!(timeout(length, scheduler.serve()).await.is_err());
}

/// Polls what serves until something holds.
async fn serve_while(scheduler: &Scheduler, goes_on: impl Fn() -> bool) {
    let until = async {
        while goes_on() {
            yield_now().await;
        }
    };
    tokio::select! {
        () = scheduler.serve() => panic!("it was stopped"),
        held = timeout(LONG, until) => held.unwrap(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_week_of_paused_time_passes_at_once() {
    let scheduler = paused();
    let slots = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&slots);
    scheduler
        .every(1)
        .day()
        .at("09:00")
        .run_async_with(move |run| {
            let seen = Arc::clone(&seen);
            async move {
                assert_eq!(run.scheduler().now(), run.slot());
                sleep(Duration::from_secs(3600)).await;
                seen.lock().unwrap().push(run.scheduler().now().to_string());
            }
        })
        .unwrap();
    let blocking = scheduler.every(6).hours().run(|| ()).unwrap();
    scheduler.serve_until(sleep(seconds(3 * 86_400 + 1))).await;
    assert_eq!(*slots.lock().unwrap(), ["01", "02", "03"].map(|day| format!("2026-01-{day} 10:00:00 UTC")));
    assert_eq!((blocking.counts().ran, blocking.counts().missed), (12, 0));
}

#[tokio::test(start_paused = true)]
async fn timeouts_and_retries_follow_paused_time() {
    let scheduler = paused();
    let ends = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&ends);
    let clock = scheduler.clone();
    scheduler.observe(move |event| {
        if let Event::Failed { error, .. } = event {
            seen.lock().unwrap().push(format!("{} {error}", clock.now().format("%T")));
        }
    });
    scheduler.every(1).hour().timeout("10s").retry(1).backoff("1m").run_async(pending::<()>).unwrap();
    serve_for(&scheduler, seconds(3700)).await;
    assert_eq!(*ends.lock().unwrap(), ["01:00:10 timed out after 10s", "01:01:20 timed out after 10s"]);
}

#[tokio::test(start_paused = true)]
async fn at_the_signal_what_runs_is_waited_for() {
    let scheduler = paused();
    let job = scheduler.every(1).minute().run_async(|| sleep(Duration::from_secs(30))).unwrap();
    scheduler.serve_until(sleep(seconds(70))).await;
    assert_eq!((job.counts().ran, scheduler.now().to_string()), (1, "2026-01-01 00:01:30 UTC".to_owned()));
    // And it can be served again.
    serve_for(&scheduler, seconds(65)).await;
    assert_eq!(job.counts().ran, 2);
}

#[tokio::test]
async fn dropped_it_drops_what_is_awaited_and_begins_nothing() {
    let Field { clock, scheduler, .. } = &field();
    let it = field_of(scheduler, clock);
    let log = it.watch(in_short);
    let (open, gate) = channel::<()>();
    let gate = Mutex::new(gate);
    let block =
        scheduler.every(1).hour().named("block").run_shared(move |_| drop(gate.lock().unwrap().recv())).unwrap();
    let held = Arc::new(());
    let inside = Arc::clone(&held);
    let wait = scheduler
        .every(1)
        .hour()
        .named("wait")
        .run_async(move || {
            let held = Arc::clone(&inside);
            async move {
                pending::<()>().await;
                drop(held);
            }
        })
        .unwrap();
    clock.advance(seconds(3600));
    serve_while(scheduler, || !block.is_running() || Arc::strong_count(&held) < 3).await;
    // Now it is dropped, and with it what is awaited.
    while wait.is_running() {
        yield_now().await;
    }
    assert_eq!((wait.is_running(), block.is_running(), Arc::strong_count(&held)), (false, true, 2));
    assert_eq!(wait.last_error().unwrap(), "dropped before its end: the scheduler is not served any more");
    clock.advance(seconds(3600));
    yield_now().await;
    open.send(()).unwrap();
    while log.len() < 6 {
        yield_now().await;
    }
    assert_eq!((block.counts().ran, wait.counts().failed), (1, 1));
    let mut log = log.take();
    log.sort();
    assert_eq!(
        log,
        [
            "added block",
            "added wait",
            "failed wait dropped before its end: the scheduler is not served any more",
            "finished block 1767229200",
            "started block 1767229200",
            "started wait 1767229200",
        ]
    );
}

fn field_of(scheduler: &Scheduler, clock: &ManualClock) -> Field {
    Field { clock: clock.clone(), scheduler: scheduler.clone(), log: super::field::Log::default() }
}

#[tokio::test]
async fn dropped_it_tells_what_had_no_turn() {
    let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(1).build();
    let log = field_of(&scheduler, &clock).watch(in_short);
    let (open, gate) = channel::<()>();
    let gate = Mutex::new(gate);
    scheduler.every(1).hour().named("a").run_shared(move |_| drop(gate.lock().unwrap().recv())).unwrap();
    scheduler.every(1).hour().named("b").run(|| ()).unwrap();
    clock.advance(seconds(3600));
    // Both added, and the first started.
    serve_while(&scheduler, || log.len() < 3).await;
    open.send(()).unwrap();
    while log.len() < 5 {
        yield_now().await;
    }
    let log = log.take();
    assert_eq!(log[2..4], ["started a 1767229200", "skipped b Stopped"]);
    assert!(log[4].starts_with("finished a"), "{log:?}");
}

#[test]
fn a_runtime_that_goes_down_leaves_nothing_open() {
    let Field { clock, scheduler, .. } = field();
    let log = field_of(&scheduler, &clock).watch(in_short);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
    let job = scheduler.every(1).hour().named("a").run_async(pending::<()>).unwrap();
    let served = runtime.spawn(scheduler.serve());
    clock.advance(seconds(3600));
    while !job.is_running() {
        std::thread::yield_now();
    }
    drop(runtime);
    assert!(served.is_finished() && !job.is_running());
    assert!(scheduler.stop(Duration::ZERO).is_empty());
    let log = log.take();
    assert_eq!(log.last().unwrap(), "failed a dropped before its end: the scheduler is not served any more");
    // Another runner goes on with it.
    let runner = scheduler.start();
    assert!(runner.is_running());
}

#[tokio::test]
async fn as_many_block_as_there_are_workers_and_any_number_waits() {
    let clock = ManualClock::new(&at("2026-01-01T00:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(2).build();
    let (now, most, done) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicU32::new(0)));
    for _ in 0..20 {
        let (now, most, done) = (Arc::clone(&now), Arc::clone(&most), Arc::clone(&done));
        let task = move || {
            most.fetch_max(now.fetch_add(1, Relaxed) + 1, Relaxed);
            for _ in 0..100 {
                std::thread::yield_now();
            }
            now.fetch_sub(1, Relaxed);
            done.fetch_add(1, Relaxed);
        };
        scheduler.every(1).hour().run(task).unwrap();
    }
    let together = Arc::new(tokio::sync::Barrier::new(100));
    for _ in 0..100 {
        let together = Arc::clone(&together);
        let task = move || {
            let together = Arc::clone(&together);
            async move {
                together.wait().await;
            }
        };
        scheduler.every(1).hour().tag("together").run_async(task).unwrap();
    }
    clock.advance(seconds(3600));
    let met = || scheduler.tagged("together").iter().all(|job| job.counts().ran == 1);
    serve_while(&scheduler, || done.load(Relaxed) < 20 || !met()).await;
    assert_eq!(most.load(Relaxed), 2);
}

#[tokio::test]
async fn waited_for_inside_a_runtime() {
    let it = field();
    let task = || async {
        sleep(Duration::from_millis(1)).await;
        tokio::spawn(async { 7 }).await.map(drop)
    };
    let job = it.scheduler.every(1).hour().run_async(task).unwrap();
    it.clock.advance(seconds(3600));
    // A loop of one's own, which blocks: it must not panic.
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert_eq!(job.run_now().ran, 1);
    assert_eq!(tokio::task::spawn_blocking(move || job.run_now().ran).await.unwrap(), 1);
}

#[test]
fn a_time_out_does_not_wait_for_what_blocks() {
    let it = field();
    let (open, gate) = channel::<()>();
    let gate = Arc::new(Mutex::new(gate));
    let task = move || {
        let gate = Arc::clone(&gate);
        async move { tokio::task::spawn_blocking(move || gate.lock().unwrap().recv()).await.map(drop) }
    };
    it.scheduler.every(1).hour().timeout("2ms").run_async(task).unwrap();
    assert_eq!(it.scheduler.run_all().failed, 1);
    open.send(()).unwrap();
}

#[test]
fn a_panic_of_a_future_is_its_outcome() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            throw("dropped");
        }
    }
    // Quiet: no hook is called.
    fn throw(what: &'static str) {
        std::panic::resume_unwind(Box::new(what))
    }
    let it = field();
    let chain = |name: &str| it.scheduler.every(1).hour().named(name);
    let before = chain("before").run_async(|| {
        throw("before");
        std::future::ready(())
    });
    let after = chain("after").run_async(|| async {
        yield_now().await;
        throw("after");
    });
    let dropped = chain("dropped").run_async(|| async {
        let _loud = Loud;
        yield_now().await;
    });
    let late = chain("late").timeout("1ms").run_async(|| async {
        let _loud = Loud;
        pending::<()>().await;
    });
    assert_eq!(it.scheduler.run_all().failed, 4);
    let errors = [before, after, dropped, late].map(|job| job.unwrap().last_error().unwrap());
    assert_eq!(errors, ["before", "after", "dropped", "dropped"]);
}

#[tokio::test]
async fn one_drives_and_others_wait() {
    let it = field();
    let (started, first) = (Arc::new(Notify::new()), it.scheduler.clone());
    let begun = Arc::clone(&started);
    it.scheduler.every(1).hour().immediately().run(move || begun.notify_one()).unwrap();
    let first = tokio::spawn(async move { first.serve().await });
    started.notified().await;
    let second = tokio::spawn(it.scheduler.serve_until(pending::<()>()));
    yield_now().await;
    // One that only waits stops nothing when it is dropped.
    drop(timeout(Duration::from_millis(1), it.scheduler.serve()).await);
    assert!(!first.is_finished());
    // One that only waits stops it at its signal.
    it.scheduler.serve_until(async {}).await;
    first.await.unwrap();
    second.await.unwrap();
}

#[test]
fn no_thread_of_our_own() {
    if !super::alone::is_alone("serving::no_thread_of_our_own") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let before = super::alone::threads_and_files();
    runtime.block_on(async {
        let scheduler = paused();
        let job = scheduler.every(1).hour().run_async(|| sleep(Duration::from_secs(1))).unwrap();
        scheduler.serve_until(sleep(seconds(86_401))).await;
        assert_eq!(job.counts().ran, 24);
        assert_eq!(super::alone::threads_and_files(), before);
    });
}
