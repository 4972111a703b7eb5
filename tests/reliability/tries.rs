//! Runs that are tried again, and runs that are asked for by hand.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use punctual::{Claim, Ending, Job, ManualClock, MemoryStore, RunState, Scheduler, Slot, Store};

use crate::checker::{states, until};

fn begin() -> DateTime<Utc> {
    "2026-03-28T00:00:00Z".parse().unwrap()
}

fn scheduler(store: &MemoryStore) -> Scheduler {
    Scheduler::builder().clock(ManualClock::new(&begin())).zone(Tz::UTC).store(store.clone()).build()
}

const HOUR: Duration = Duration::from_secs(3600);

/// A job of every hour, whose first so many runs fail; it tries again so long after.
fn fails_at_first(scheduler: &Scheduler, times: u32, backoff: &str) -> Job {
    let mut left = times;
    let task = move || {
        let fails = left > 0;
        left = left.saturating_sub(1);
        if fails { Err("no") } else { Ok(()) }
    };
    scheduler.every(1).hour().named("job").retry(9).backoff(backoff).run(task).unwrap()
}

/// Whether each run was by hand, what came of it, and its attempts; the latest first.
fn rows(scheduler: &Scheduler) -> Vec<(bool, RunState, u32)> {
    let rows = scheduler.history("job", 9).unwrap();
    rows.iter().map(|row| (row.slot.by_hand, row.state, row.attempt)).collect()
}

#[test]
fn a_retry_is_one_row_and_can_be_given_up() {
    let scheduler = scheduler(&MemoryStore::new());
    scheduler
        .every(1)
        .hour()
        .named("second")
        .retry(3)
        .backoff("1m")
        .run_with(|run| if run.attempt() == 1 { Err("not yet") } else { Ok(()) })
        .unwrap();
    scheduler.every(1).hour().named("late").retry(3).backoff("2h").run(|| Err::<(), _>("no")).unwrap();
    scheduler.run_for(Duration::from_secs(3700));
    let row = scheduler.history("second", 9).unwrap().pop().unwrap();
    assert_eq!((row.state, row.attempt, row.deaths, row.error), (RunState::Ok, 2, 0, None));
    let row = scheduler.history("late", 9).unwrap().pop().unwrap();
    assert_eq!((row.state, row.attempt, row.error.as_deref()), (RunState::Retrying, 1, Some("no")));
    // The next slot takes its place.
    scheduler.run_for(Duration::from_secs(3600));
    let rows = scheduler.history("late", 9).unwrap();
    assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), [RunState::Retrying, RunState::Failed]);
}

#[test]
fn a_run_by_hand_leaves_a_retry_that_waits_as_it_is() {
    let scheduler = scheduler(&MemoryStore::new());
    let job = fails_at_first(&scheduler, 1, "2h");
    scheduler.run_for(HOUR);
    assert_eq!(rows(&scheduler), [(false, RunState::Retrying, 1)]);
    scheduler.run_for(HOUR / 2);
    assert_eq!(job.run_now().ran, 1);
    scheduler.run_for(HOUR / 2);
    let expected = [(false, RunState::Ok, 1), (true, RunState::Ok, 1), (false, RunState::Failed, 1)];
    assert_eq!(rows(&scheduler), expected);
}

#[test]
fn a_run_by_hand_is_tried_again_in_its_own_row() {
    let scheduler = scheduler(&MemoryStore::new());
    let job = fails_at_first(&scheduler, 2, "1m");
    assert_eq!(job.run_now().failed, 1);
    assert_eq!(rows(&scheduler), [(true, RunState::Retrying, 1)]);
    let pass = scheduler.run_for(HOUR / 2);
    assert_eq!((pass.ran, pass.failed), (1, 1));
    assert_eq!(rows(&scheduler), [(true, RunState::Ok, 3)]);
    assert_eq!(scheduler.stored_jobs().unwrap()[0].last, None, "no slot is decided by it");
}

#[test]
fn of_two_runs_that_fail_the_later_is_tried_again() {
    let scheduler = scheduler(&MemoryStore::new());
    let job = fails_at_first(&scheduler, 2, "20m");
    scheduler.run_for(HOUR);
    assert_eq!(job.run_now().failed, 1);
    let both = [(true, RunState::Retrying, 1), (false, RunState::Failed, 1)];
    assert_eq!(rows(&scheduler), both);
    scheduler.run_for(HOUR / 2);
    assert_eq!(rows(&scheduler), [(true, RunState::Ok, 2), (false, RunState::Failed, 1)]);
}

#[test]
fn what_is_given_up_for_another_schedule_is_written_down() {
    for schedule in [punctual::every(1).day(), punctual::again_after("1h")] {
        let scheduler = scheduler(&MemoryStore::new());
        let job = fails_at_first(&scheduler, 1, "20m");
        scheduler.run_for(HOUR);
        assert_eq!(rows(&scheduler), [(false, RunState::Retrying, 1)]);
        job.reschedule(schedule).unwrap();
        assert_eq!(rows(&scheduler), [(false, RunState::Failed, 1)]);
    }
}

#[test]
fn a_run_by_hand_that_another_left_is_taken_up_as_such() {
    let store = MemoryStore::new();
    let slot = Slot::new("job", begin() - TimeDelta::minutes(5)).by_hand();
    let held = store.claim(&Claim::new(slot, "dead", Duration::ZERO, begin())).unwrap().unwrap();
    assert!(store.finish(&held, &Ending::Retrying("no".into(), Duration::ZERO), begin()).unwrap());
    let scheduler = scheduler(&store);
    fails_at_first(&scheduler, 0, "1m");
    until("it is run again", || scheduler.run_pending().ran == 1);
    assert_eq!(rows(&scheduler), [(true, RunState::Ok, 2)]);
}

#[test]
fn runs_by_hand_are_kept_beside_those_of_the_schedule() {
    let scheduler = scheduler(&MemoryStore::new());
    let job = scheduler.every(1).hour().named("job").run(|| ()).unwrap();
    // In the same millisecond of a clock that stands still.
    assert_eq!(job.run_now().ran + job.run_now().ran + scheduler.run_all().ran, 3);
    let rows = scheduler.history("job", 9).unwrap();
    assert_eq!(states(&rows), [("ok", 3)].into());
    assert!(rows.iter().all(|row| row.slot.by_hand && row.at_most_once));
    assert_eq!(scheduler.run_for(Duration::from_secs(3600)).ran, 1);
    assert!(!scheduler.history("job", 1).unwrap()[0].slot.by_hand);
}
