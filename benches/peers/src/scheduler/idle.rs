//! A pass with nothing due, by the machine's clock.

use std::time::SystemTime;

use clokwerk::Interval;

use super::{Python, add_far, clokwerk, ours};
use crate::measure::{Contestant, Table};

pub fn run(table: &Table, python: &Python) {
    for (size, jobs, rounds) in
        [("1k", 1_000, 201), ("10k", 10_000, 201), ("100k", 100_000, 201), ("1m", 1_000_000, 51)]
    {
        let row = format!("idle_{size}");
        if !table.wants(&row) {
            continue;
        }
        let mine = ours();
        add_far(&mine, jobs);
        let mut theirs = clokwerk();
        for _ in 0..jobs {
            theirs.every(Interval::Weeks(52)).run(|| ());
        }
        let mut small = skedge::Scheduler::new();
        let mut field = vec![
            Contestant::work("punctual", || mine.run_pending()),
            Contestant::change("clokwerk", || theirs.run_pending()),
        ];
        // The other peers take gigabytes at a million.
        if jobs <= 100_000 {
            for _ in 0..jobs {
                let job = skedge::every(50).weeks().expect("weeks");
                job.run(&mut small, || ()).expect("a job");
            }
            field.push(Contestant::change("skedge", || small.run_pending().expect("a pass")));
        }
        table.race_beside(&row, field, rounds, &python.figures(&row));
    }
    // What no pass can do without.
    if table.wants("idle_clock_100k") {
        let mine = ours();
        add_far(&mine, 100_000);
        let field = vec![
            Contestant::work("punctual", || mine.run_pending()),
            Contestant::work("one clock read", SystemTime::now),
        ];
        table.race_beside("idle_clock_100k", field, 201, &[]);
    }
}
