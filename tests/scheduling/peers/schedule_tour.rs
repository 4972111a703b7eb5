//! The tour of Python's `schedule`, form by form.

use std::ops::ControlFlow;
use std::time::Duration;

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use punctual::{Weekday::*, every};

use crate::field::{at, field, field_in, in_short, seconds};

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

#[test]
fn repeat_is_a_chain_and_arguments_are_captured() {
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
