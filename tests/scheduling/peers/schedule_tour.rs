//! The tour of Python's `schedule`, form by form.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::time::Duration;

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use punctual::{Scheduler, Weekday::*, every};

use crate::field::{Log, at, field, field_in, in_short, seconds};

const LONG: Duration = Duration::from_secs(30);

#[test]
fn the_eight_forms() {
    let it = field();
    let s = &it.scheduler;
    s.every(10).minutes().run(it.say("10 minutes")).unwrap();
    s.every(1).hour().run(it.say("hour")).unwrap();
    s.every(1).day().at("10:30").run(it.say("day")).unwrap();
    s.every(Monday).run(it.say("monday")).unwrap();
    s.every(Wednesday).at("13:15").run(it.say("wednesday")).unwrap();
    s.every(1).day().at("12:42").timezone("Europe/Amsterdam").run(it.say("amsterdam")).unwrap();
    s.every(1).minute().at(":17").run(it.say("minute")).unwrap();
    s.every(5..=10).minutes().run(it.say("random")).unwrap();
    s.run_until(&at("2026-01-08T00:00:00Z"));
    let log = it.log.take();
    let count = |what: &str| log.iter().filter(|line| *line == what).count();
    assert_eq!(count("10 minutes"), 7 * 144);
    assert_eq!(count("hour"), 7 * 24);
    assert_eq!((count("day"), count("amsterdam")), (7, 7));
    assert_eq!((count("monday"), count("wednesday")), (1, 1));
    assert_eq!(count("minute"), 7 * 1440);
    assert!((7 * 144..=7 * 288).contains(&count("random")));
}

/// `@repeat(every(10).minutes)` above a function, and two of them above one with an argument.
#[test]
fn repeat() {
    fn job(log: &Log) {
        log.add("working");
    }
    fn hello(log: &Log, planet: &str) {
        log.add(format!("hello {planet}"));
    }
    let it = field();
    let (a, b, c) = (it.log.clone(), it.log.clone(), it.log.clone());
    it.scheduler.every(10).minutes().run(move || job(&a)).unwrap();
    it.scheduler.every(7).minutes().run(move || hello(&b, "World")).unwrap();
    it.scheduler.every(1).hour().run(move || hello(&c, "Mars")).unwrap();
    it.scheduler.run_for(seconds(600));
    assert_eq!(it.log.take(), ["hello World", "working"]);
    it.scheduler.run_for(seconds(3000));
    assert!(it.log.take().ends_with(&["working".to_owned(), "hello Mars".to_owned()]));
}

/// `do(greet, name="Alice")`
#[test]
fn arguments() {
    let it = field();
    for (n, name) in [(2, "Alice"), (4, "Bob")] {
        let log = it.log.clone();
        it.scheduler.every(n).seconds().run(move || log.add(format!("hello {name}"))).unwrap();
    }
    it.scheduler.run_for(seconds(4));
    assert_eq!(it.log.take(), ["hello Alice", "hello Alice", "hello Bob"]);
}

#[test]
fn a_job_runs_once_by_cancel_job() {
    let it = field();
    let mut say = it.say("once");
    it.scheduler
        .every(1)
        .day()
        .at("22:30")
        .run(move || {
            say();
            ControlFlow::Break(())
        })
        .unwrap();
    it.scheduler.run_for(seconds(3 * 86_400));
    assert_eq!(it.log.take(), ["once"]);
    assert!(it.scheduler.jobs().is_empty());
}

#[test]
fn cancelled_from_outside_and_inside() {
    let it = field();
    let job = it.scheduler.every(1).day().at("22:30").run(it.say("never")).unwrap();
    job.cancel();
    it.scheduler.every(1).day().run_with(|run| drop(run.job().cancel().to_string())).unwrap();
    assert_eq!(it.scheduler.run_for(seconds(3 * 86_400)).ran, 1);
    assert_eq!(it.log.len(), 0);
}

#[test]
fn tags_got_and_cleared() {
    let it = field();
    for (name, tags) in [
        ("Andrea", ["daily-tasks", "friend"]),
        ("John", ["hourly-tasks", "friend"]),
        ("Monica", ["hourly-tasks", "customer"]),
        ("Derek", ["daily-tasks", "guest"]),
    ] {
        it.scheduler.every(1).day().tags(tags).named(name).run(it.say(name)).unwrap();
    }
    let friends: Vec<_> = it.scheduler.tagged("friend").iter().filter_map(punctual::Job::name).collect();
    assert_eq!(friends, ["Andrea", "John"]);
    assert_eq!(it.scheduler.cancel_tagged("daily-tasks"), 2);
    // From inside a job as well.
    it.scheduler
        .every(1)
        .hour()
        .run_with(|run| {
            run.scheduler().cancel_tagged("hourly-tasks");
        })
        .unwrap();
    it.scheduler.run_for(seconds(2 * 86_400));
    assert_eq!((it.log.len(), it.scheduler.len()), (0, 1));
    it.scheduler.clear();
    assert!(it.scheduler.is_empty());
}

#[test]
fn until_in_five_forms() {
    let it = field();
    let until = |job: Result<punctual::Job, punctual::Error>| job.unwrap().schedule().unwrap().to_string();
    let hour = || it.scheduler.every(1).hour();
    assert_eq!(until(hour().until("2030-01-01 18:33").run(|| ())), "every hour until 2030-01-01 18:33");
    assert_eq!(until(hour().until("18:30").run(|| ())), "every hour until 2026-01-01 18:30");
    let moment: NaiveDateTime = "2030-01-01T18:33:00".parse().unwrap();
    assert_eq!(until(hour().until(moment).run(|| ())), "every hour until 2030-01-01 18:33");
    assert_eq!(until(hour().until(TimeDelta::hours(8)).run(|| ())), "every hour until 2026-01-01 08:00");
    let time = NaiveTime::from_hms_opt(11, 33, 42).unwrap();
    assert_eq!(until(hour().until(time).run(|| ())), "every hour until 2026-01-01 11:33:42");
    let pass = it.scheduler.run_for(seconds(86_400));
    assert_eq!(pass.ran, 24 + 18 + 24 + 8 + 11);
    assert_eq!(it.scheduler.len(), 2);
}

#[test]
fn run_all_with_a_delay() {
    let it = field();
    for name in ["a", "b", "c"] {
        it.scheduler.every(1).day().run(it.say(name)).unwrap();
    }
    assert_eq!(it.scheduler.run_all_with_delay(seconds(10)).ran, 3);
    assert_eq!(it.scheduler.now(), at("2026-01-01T00:00:20Z"));
    assert_eq!(it.log.take(), ["a", "b", "c"]);
}

#[test]
fn one_that_raises_does_not_lose_the_others() {
    let it = field();
    let errors = it.watch(|event| in_short(event).filter(|line| line.starts_with("failed")));
    it.scheduler.every(1).minute().run(|| "x".parse::<f32>().map(drop)).unwrap();
    it.scheduler.every(1).minute().run(it.say("later")).unwrap();
    let pass = it.scheduler.run_for(seconds(120));
    assert_eq!((pass.ran, pass.failed, errors.len(), it.log.len()), (2, 2, 2, 2));
}

/// "How to execute jobs in parallel": there each job starts a thread of its own. A started scheduler runs them side
/// by side: these five wait for each other, and none would end alone.
#[test]
fn jobs_in_threads() {
    let it = field();
    let scheduler = Scheduler::builder().clock(it.clock.clone()).zone(Tz::UTC).workers(5).build();
    let all = Arc::new(Barrier::new(5));
    let (sender, threads) = channel();
    for _ in 0..5 {
        let (all, sender) = (Arc::clone(&all), sender.clone());
        let task = move || {
            all.wait();
            drop(sender.send(std::thread::current().id()));
        };
        scheduler.every(10).seconds().run(task).unwrap();
    }
    let runner = scheduler.start();
    for _ in 0..3 {
        it.clock.advance(seconds(10));
        let used: HashSet<_> = (0..5).map(|_| threads.recv_timeout(LONG).unwrap()).collect();
        assert_eq!(used.len(), 5);
        while scheduler.jobs().iter().any(punctual::Job::is_running) {
            std::thread::yield_now();
        }
    }
    assert!(runner.stop(LONG).is_empty());
}

/// The same page: the jobs put their work into a queue, and a thread of one's own takes it out.
#[test]
fn jobs_that_fill_a_queue() {
    let it = field();
    let (queue, work) = channel::<Box<dyn FnOnce() + Send>>();
    let worker = std::thread::spawn(move || work.into_iter().map(|task| task()).count());
    let say = it.say("working");
    it.scheduler.every(10).seconds().run(move || queue.send(Box::new(say.clone()))).unwrap();
    assert_eq!(it.scheduler.run_for(seconds(50)).ran, 5);
    it.scheduler.clear();
    assert_eq!((worker.join().unwrap(), it.log.len()), (5, 5));
}

/// "Run in the background": `stop = run_continuously()`, and later `stop.set()`.
#[test]
fn run_continuously() {
    let it = field();
    let (sender, runs) = channel();
    it.scheduler.every(1).second().run(move || drop(sender.send(()))).unwrap();
    let runner = it.scheduler.start();
    it.clock.advance(seconds(1));
    runs.recv_timeout(LONG).unwrap();
    assert!(runner.stop(LONG).is_empty());
    it.clock.advance(seconds(1));
    assert!(runs.try_recv().is_err());
}

#[test]
fn every_zero_is_refused() {
    let it = field();
    assert_eq!(it.scheduler.every(0).minutes().run(|| ()).unwrap_err().code().as_str(), "zero");
}

#[test]
fn idle_seconds_and_the_next_run() {
    let it = field_in(chrono_tz::Europe::Berlin);
    it.scheduler.every(1).day().at("10:30").run(|| ()).unwrap();
    // It is 01:00 in Berlin.
    assert_eq!(it.scheduler.next_run().unwrap().to_string(), "2026-01-01 10:30:00 CET");
    assert_eq!(it.scheduler.idle(), Some(Duration::from_secs(9 * 3600 + 1800)));
}

#[test]
fn the_default_scheduler() {
    // The only test that uses it.
    let job = every(1).day().at("09:00").tag("default").run(|| ()).unwrap();
    assert_eq!(punctual::jobs().as_slice(), std::slice::from_ref(&job));
    assert_eq!(punctual::tagged("default").len(), 1);
    assert!(punctual::next_run().is_some() && punctual::idle().is_some());
    assert_eq!(punctual::run_all().ran, 1);
    assert_eq!(punctual::run_pending().failed, 0);
    assert_eq!(punctual::cancel_tagged("default"), 1);
    punctual::clear();
    assert!(!job.is_active());
}
