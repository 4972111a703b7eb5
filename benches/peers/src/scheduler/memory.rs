//! What a job asks of the heap.

use clokwerk::{Interval, Job};

use super::{Python, SIZE, clokwerk, ours};
use crate::measure::Table;
use crate::memory::heap;

pub fn run(table: &Table, python: &Python) {
    if table.wants("memory_interval_100k") {
        let mine = per_job(ours, |it| drop(it.every(10).minutes().run(|| ()).expect("a job")));
        let theirs = per_job(clokwerk, |it| drop(it.every(Interval::Minutes(10)).run(|| ())));
        let skedges = per_job(skedge::Scheduler::new, |it| {
            skedge::every(10).minutes().and_then(|job| job.run(it, || ())).expect("a job");
        });
        let mut figures = vec![("punctual", mine), ("clokwerk", theirs), ("skedge", skedges)];
        figures.extend(python.figures("memory_interval_100k"));
        table.print("memory_interval_100k", &figures, "B", 1);
    }
    if table.wants("memory_daily_100k") {
        let mine = per_job(ours, |it| drop(it.every(1).day().at("09:00").run(|| ()).expect("a job")));
        let theirs = per_job(clokwerk, |it| drop(it.every(Interval::Days(1)).at("09:00").run(|| ())));
        table.print("memory_daily_100k", &[("punctual", mine), ("clokwerk", theirs)], "B", 1);
    }
}

fn per_job<S>(new: impl Fn() -> S, add: impl Fn(&mut S)) -> f64 {
    // Tables that are built at first use are nobody's in particular.
    add(&mut new());
    let all = heap(|| {
        let mut scheduler = new();
        (0..SIZE).for_each(|_| add(&mut scheduler));
        scheduler
    });
    all / SIZE as f64
}
