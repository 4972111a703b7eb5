//! Memory, threads and files grow with the jobs, not with what they do.

use std::sync::mpsc::channel;
use std::time::Duration;

use punctual::Scheduler;

use super::alone::{is_alone, memory, threads_and_files};
use super::field::{field, seconds};

const LONG: Duration = Duration::from_secs(30);

/// Jobs come and go while one stays that is due before them; they run by hand, and by the clock.
fn churn(times: u32) {
    let it = field();
    it.scheduler.every(1).hour().named("stays").run(|| ()).unwrap();
    let tagged = it.scheduler.every(1).day().tag("by hand").run(|| ()).unwrap();
    let fails = it.scheduler.every(1).second().tag("fails").retry(1).run(|| Err::<(), _>("no")).unwrap();
    it.scheduler.observe(|_| ());
    let round = |times: u32| {
        for _ in 0..times {
            let job = it.scheduler.every(1).day().at("12:00").run(|| ()).unwrap();
            assert!(job.cancel());
            assert_eq!(tagged.run_now().ran, 1);
            it.clock.advance(seconds(1));
            it.scheduler.run_pending();
        }
    };
    round(times / 10);
    let before = memory();
    round(times);
    let after = memory();
    println!("{times} rounds: {before} KiB, then {after} KiB");
    assert!(fails.counts().failed > 0);
    assert!(after <= before + before / 100 + 512, "{before} KiB became {after} KiB");
}

#[test]
fn runs_and_jobs_that_are_gone_leave_nothing() {
    if is_alone("memory::runs_and_jobs_that_are_gone_leave_nothing") {
        churn(100_000);
    }
}

#[test]
#[ignore = "ten million runs"]
fn ten_million_runs_leave_nothing() {
    if is_alone("memory::ten_million_runs_leave_nothing") {
        churn(5_000_000);
    }
}

/// How long the soak lasts: an hour, or as many seconds as `PUNCTUAL_SOAK` says.
fn soak_time() -> Duration {
    let seconds = std::env::var("PUNCTUAL_SOAK").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(3600))
}

#[test]
#[ignore = "an hour by the machine's clock"]
fn an_hour_on_threads_leaves_nothing() {
    if !is_alone("memory::an_hour_on_threads_leaves_nothing") {
        return;
    }
    // Ten panics a second are enough to hear of.
    std::panic::set_hook(Box::new(|_| ()));
    let scheduler = Scheduler::builder().workers(4).build();
    let (sender, looks) = channel();
    scheduler.observe(|_| ());
    for n in 1..=50 {
        scheduler.every(n * 10).milliseconds().tag("steady").run(|| ()).unwrap();
    }
    scheduler.every(100).milliseconds().retry(2).backoff("20ms").run(|| Err::<(), _>("no")).unwrap();
    scheduler.every(100).milliseconds().run(|| Vec::<()>::new()[0]).unwrap();
    // Jobs come and go: each round adds some, and cancels those of the round before.
    let inside = scheduler.clone();
    let churn = move || {
        inside.cancel_tagged("guest");
        for _ in 0..20 {
            inside.every(7).milliseconds().tag("guest").run(|| ()).unwrap();
        }
    };
    let churns = scheduler.every(20).milliseconds().run(churn).unwrap();
    for part in 1..=10 {
        let sender = sender.clone();
        let look = move || sender.send((memory(), threads_and_files())).unwrap();
        scheduler.after(soak_time() * part / 10).priority(9).run(look).unwrap();
    }
    let runner = scheduler.start();
    let all: Vec<_> = looks.iter().take(10).collect();
    assert!(runner.stop(LONG).is_empty());
    println!("{:?}: {} rounds of 20 jobs; KiB, threads and files: {all:?}", soak_time(), churns.counts().ran);
    let ((before, had), (after, has)) = (all[0], all[9]);
    assert_eq!(had, has);
    assert!(after <= before + before / 100 + 512, "{before} KiB became {after} KiB");
}

fn start_and_stop(times: u32) {
    let it = field();
    it.scheduler.every(1).second().run(|| ()).unwrap();
    let (threads, files) = threads_and_files();
    for n in 0..times {
        let runner = it.scheduler.start();
        it.clock.advance(seconds(1));
        if n % 10 > 0 {
            assert!(runner.stop(LONG).is_empty());
        }
    }
    assert!(it.scheduler.stop(LONG).is_empty());
    // A thread that has told of its end may not be gone for the system yet.
    let mut last = threads_and_files();
    for _ in 0..1_000_000 {
        if last == (threads, files) {
            break;
        }
        std::thread::yield_now();
        last = threads_and_files();
    }
    println!("{times} starts and stops: {threads} threads and {files} files, then {last:?}");
    assert_eq!(last, (threads, files));
}

#[test]
fn starts_and_stops_leave_no_thread_and_no_file() {
    if is_alone("memory::starts_and_stops_leave_no_thread_and_no_file") {
        start_and_stop(500);
    }
}

#[test]
#[ignore = "longer"]
fn ten_thousand_starts_and_stops() {
    if is_alone("memory::ten_thousand_starts_and_stops") {
        start_and_stop(10_000);
    }
}
