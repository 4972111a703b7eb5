//! Passes with one job and with all jobs due, on a clock that is moved by hand.

use std::cell::Cell;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use clokwerk::timeprovider::TimeProvider;
use clokwerk::{Interval, Job};
use punctual::{ManualClock, Scheduler};

use super::{Python, SIZE, add_far};
use crate::measure::{Contestant, Table};

/// All of it is years before the jobs that are far away.
const FIRST_DAY: (i32, u32, u32) = (2026, 1, 2);

thread_local! {
    /// How many jobs of either ran: that all contestants did the work.
    static RAN: Cell<u64> = const { Cell::new(0) };
}

fn task() {
    RAN.with(|ran| ran.set(ran.get() + 1));
}

/// Has a pass run so many jobs, or there is nothing to compare.
fn pass(jobs: u64, run: impl FnOnce()) {
    let before = RAN.get();
    run();
    assert_eq!(RAN.get() - before, jobs, "jobs that ran");
}

/// The clock of clokwerk's scheduler, whose clocks are types.
struct Hand;

static HAND: AtomicI64 = AtomicI64::new(0);

impl TimeProvider for Hand {
    fn now<Z: TimeZone + Sync + Send>(zone: &Z) -> DateTime<Z> {
        DateTime::<Utc>::from_timestamp(HAND.load(Relaxed), 0).unwrap_or_default().with_timezone(zone)
    }
}

/// The same scheduler twice, both at the first of some instants.
fn pair(zone: Tz, start: DateTime<Utc>) -> (ManualClock, Scheduler, clokwerk::Scheduler<Tz, Hand>) {
    let clock = ManualClock::new(&start);
    HAND.store(start.timestamp(), Relaxed);
    let mine = Scheduler::builder().clock(clock.clone()).zone(zone).build();
    (clock, mine, clokwerk::Scheduler::with_tz_and_provider::<Tz, Hand>(zone))
}

pub fn run(table: &Table, python: &Python) {
    if table.wants("due_1_of_100k") {
        one_of_many(table, python);
    }
    if table.wants("due_all_100k_interval_utc") {
        all_by_interval(table, python);
    }
    if table.wants("due_all_100k_daily_new_york") {
        all_daily(table);
    }
}

/// 09:00 in New York, day after day.
fn mornings() -> impl Iterator<Item = DateTime<Utc>> {
    let (year, month, day) = FIRST_DAY;
    let first = NaiveDate::from_ymd_opt(year, month, day).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("a day");
    (0..).filter_map(move |n| {
        let local = first + TimeDelta::days(n);
        Some(Tz::America__New_York.from_local_datetime(&local).single()?.to_utc())
    })
}

fn start() -> DateTime<Utc> {
    mornings().next().expect("a morning")
}

fn one_of_many(table: &Table, python: &Python) {
    let (clock, mine, mut theirs) = pair(Tz::UTC, start());
    add_far(&mine, SIZE - 1);
    mine.every(1).second().run(task).expect("a job");
    for _ in 1..SIZE {
        theirs.every(Interval::Weeks(5_200)).run(|| ());
    }
    theirs.every(Interval::Seconds(1)).run(task);
    let field = vec![
        Contestant::change("punctual", || {
            clock.advance(Duration::from_secs(1));
            pass(1, || drop(mine.run_pending()));
        }),
        Contestant::change("clokwerk", || {
            HAND.fetch_add(1, Relaxed);
            pass(1, || theirs.run_pending());
        }),
    ];
    table.race_beside("due_1_of_100k", field, 201, &python.figures("due_1_of_100k"));
}

fn all_by_interval(table: &Table, python: &Python) {
    let (clock, mine, mut theirs) = pair(Tz::UTC, start());
    for _ in 0..SIZE {
        mine.every(10).seconds().run(task).expect("a job");
        theirs.every(Interval::Seconds(10)).run(task);
    }
    let field = vec![
        Contestant::change("punctual", || {
            clock.advance(Duration::from_secs(10));
            pass(SIZE, || drop(mine.run_pending()));
        })
        .each(SIZE),
        Contestant::change("clokwerk", || {
            HAND.fetch_add(10, Relaxed);
            pass(SIZE, || theirs.run_pending());
        })
        .each(SIZE),
    ];
    table.race_beside("due_all_100k_interval_utc", field, 201, &python.figures("due_all_100k_interval_utc"));
}

fn all_daily(table: &Table) {
    let (clock, mine, mut theirs) = pair(Tz::America__New_York, start());
    for _ in 0..SIZE {
        mine.every(1).day().at("09:00").run(task).expect("a job");
        theirs.every(Interval::Days(1)).at("09:00").run(task);
    }
    let (mut my_mornings, mut their_mornings) = (mornings().skip(1), mornings().skip(1));
    let field = vec![
        Contestant::change("punctual", || {
            clock.set(&my_mornings.next().expect("a morning"));
            pass(SIZE, || drop(mine.run_pending()));
        })
        .each(SIZE),
        Contestant::change("clokwerk", || {
            HAND.store(their_mornings.next().expect("a morning").timestamp(), Relaxed);
            pass(SIZE, || theirs.run_pending());
        })
        .each(SIZE),
    ];
    table.race_beside("due_all_100k_daily_new_york", field, 101, &[]);
}
