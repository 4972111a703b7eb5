//! Adding one job: in a chain, by the machine's clock, to a scheduler that is empty at first.

use std::cell::RefCell;

use clokwerk::{Interval, Job};

use super::{Python, clokwerk, ours};
use crate::measure::{Contestant, Table};

pub fn run(table: &Table, python: &Python) {
    for (size, jobs, rounds) in [("1k", 1_000, 201), ("100k", 100_000, 21)] {
        let row = format!("add_interval_{size}");
        if table.wants(&row) {
            let mine = |it: &mut punctual::Scheduler| drop(it.every(10).minutes().run(|| ()).expect("a job"));
            let theirs = |it: &mut clokwerk::Scheduler<chrono::Utc>| drop(it.every(Interval::Minutes(10)).run(|| ()));
            let skedges = |it: &mut skedge::Scheduler| {
                skedge::every(10).minutes().and_then(|job| job.run(it, || ())).expect("a job");
            };
            let (a, b, c) = (RefCell::new(ours()), RefCell::new(clokwerk()), RefCell::new(skedge::Scheduler::new()));
            let field = vec![
                adds("punctual", jobs, &a, ours, mine),
                adds("clokwerk", jobs, &b, clokwerk, theirs),
                adds("skedge", jobs, &c, skedge::Scheduler::new, skedges),
            ];
            table.race_beside(&row, field, rounds, &python.figures(&row));
        }
        let row = format!("add_daily_{size}");
        if table.wants(&row) {
            let mine = |it: &mut punctual::Scheduler| drop(it.every(1).day().at("09:00").run(|| ()).expect("a job"));
            let theirs = |it: &mut clokwerk::Scheduler<chrono::Utc>| {
                it.every(Interval::Days(1)).at("09:00").run(|| ());
            };
            let (a, b) = (RefCell::new(ours()), RefCell::new(clokwerk()));
            let field = vec![adds("punctual", jobs, &a, ours, mine), adds("clokwerk", jobs, &b, clokwerk, theirs)];
            table.race_beside(&row, field, rounds, &[]);
        }
    }
}

/// Adds so many jobs to an empty scheduler; the figure is for one.
fn adds<'a, S>(
    name: &'static str,
    jobs: u64,
    held: &'a RefCell<S>,
    new: impl Fn() -> S + 'a,
    add: impl Fn(&mut S) + 'a,
) -> Contestant<'a> {
    // Each batch has its own schedulers: those before are gone by then.
    let fill = move || {
        let mut scheduler = held.borrow_mut();
        (0..jobs).for_each(|_| add(&mut scheduler));
    };
    Contestant::change(name, fill).each(jobs).after(move || drop(held.replace(new())))
}
