//! Schedulers: passes with nothing, one job and all jobs due, adding, memory, and the running thread.

mod add;
mod cpu;
mod due;
mod idle;
mod lateness;
mod memory;
mod python;

use chrono::Utc;
use punctual::{Schedule, Scheduler};

use crate::measure::Table;
use python::Python;

const SIZE: u64 = 100_000;

pub fn run(table: &Table) {
    let python = Python::default();
    idle::run(table, &python);
    due::run(table, &python);
    add::run(table, &python);
    memory::run(table, &python);
    cpu::run(table);
    lateness::run(table);
}

/// A scheduler of ours by the machine's clock, in UTC.
fn ours() -> Scheduler {
    Scheduler::builder().zone(chrono_tz::Tz::UTC).build()
}

/// One of clokwerk by the machine's clock, in UTC.
fn clokwerk() -> clokwerk::Scheduler<Utc> {
    clokwerk::Scheduler::with_tz(Utc)
}

/// Adds so many jobs of ours that are not due in any run of this.
fn add_far(scheduler: &Scheduler, many: u64) {
    let far: Schedule = "every day at 09:00 starting 2100-01-01".parse().expect("a schedule");
    for _ in 0..many {
        scheduler.job(far.clone()).run(|| ()).expect("a job");
    }
}
