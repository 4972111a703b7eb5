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
            let late = run.scheduler().now().signed_duration_since(run.slot()).num_milliseconds();
            drop(sender.send((run.slot().timestamp_millis(), run.missed(), late)));
        })
        .unwrap();
    let runner = scheduler.start();
    println!();
    for _ in 0..40 {
        let (slot, missed, late) = runs.recv().unwrap();
        println!("slot {slot} {missed} {late}");
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
    signal("-CONT");
    let (mut most, mut late_after) = (0, 0);
    for (slot, missed, late) in slots {
        assert_eq!(slot, last + 100 * (missed + 1), "each slot is run or missed, none twice");
        if missed > most {
            (most, late_after) = (missed, late);
        }
        last = slot;
    }
    println!("{most} slots missed at once; the run after that began {late_after} ms after its slot");
    assert!(most >= 45, "{most}");
    assert!(child.wait().unwrap().success());
}
