//! The process stands still for five seconds, as when a machine sleeps.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use chrono_tz::Tz;
use punctual::{Clock, Scheduler, SystemClock};

use super::alone::command;

/// What stands still: it says each slot, and how many were missed before it.
#[test]
#[ignore = "a part of the next"]
fn sleeper() {
    if std::env::var_os("PUNCTUAL_ALONE").is_none() {
        return;
    }
    let scheduler = Scheduler::builder().zone(Tz::UTC).workers(2).build();
    let (sender, runs) = channel();
    scheduler
        .every(100)
        .milliseconds()
        .run_with(move |run| {
            drop(sender.send((run.slot().timestamp_millis(), run.missed(), SystemClock.now().timestamp_millis())));
        })
        .unwrap();
    let runner = scheduler.start();
    println!();
    for _ in 0..40 {
        let (slot, missed, begun) = runs.recv().unwrap();
        println!("slot {slot} {missed} {begun}");
    }
    assert!(runner.stop(Duration::from_secs(5)).is_empty());
}

#[test]
#[ignore = "takes five seconds of real time, and needs `kill`"]
fn a_process_that_was_stopped_makes_up_for_it_once() {
    let mut child = command("suspend::sleeper").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let id = child.id().to_string();
    let signal = |name: &str| assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut slots = lines.filter_map(|line| {
        let mut words = line.strip_prefix("slot ")?.split(' ').map(|word| word.parse::<i64>().unwrap());
        Some((words.next()?, words.next()?, words.next()?))
    });
    let (mut last, ..) = slots.nth(5).unwrap();
    signal("-STOP");
    SystemClock.sleep(Duration::from_secs(5));
    let resumed = SystemClock.now().timestamp_millis();
    signal("-CONT");
    let (mut most, mut begun_after) = (0, 0);
    for (slot, missed, begun) in slots {
        assert_eq!(slot, last + 100 * (missed + 1), "each slot is run or missed, none twice");
        assert!(begun >= slot, "never early");
        if missed > most {
            (most, begun_after) = (missed, begun - resumed);
        }
        last = slot;
    }
    println!("{most} slots missed at once; the run after that began {begun_after} ms after the process went on");
    assert!(most >= 45, "{most}");
    // Sending the signal is counted with it.
    assert!((0..=100).contains(&begun_after), "no later than the time from slot to slot: {begun_after} ms");
    assert!(child.wait().unwrap().success());
}
