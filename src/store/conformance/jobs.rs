//! What is kept of jobs.

use super::{LONG, at, claim, done, held, slot};
use crate::store::{NoRun, Slot, Store, StoredJob};

pub(super) fn check<S: Store>(open: impl Fn() -> S) {
    let store = open();
    let first = StoredJob::new("jobs/one", "every day at 02:00", u64::MAX, at(0));
    assert_eq!(done(store.job("jobs/one")), None, "a job is kept that nobody added");
    let answer = done(store.add(std::slice::from_ref(&first)));
    assert_eq!(answer, std::slice::from_ref(&first), "a job that is added is kept as it is");
    let other = StoredJob { paused: true, ..StoredJob::new("jobs/one", "every hour", 7, at(9)) };
    let more = StoredJob::new("jobs/two", "every week", 8, at(0));
    let answer = done(store.add(&[more.clone(), other.clone()]));
    assert_eq!(answer, [more, first], "adding a job again leaves it as it was");

    done(store.change(std::slice::from_ref(&other)));
    assert_eq!(done(store.job("jobs/one")), Some(other.clone()), "a change puts all that is kept in the place of it");
    assert_eq!(done(open().job("jobs/one")), Some(other), "what is kept is there when the store is opened again");

    last_decided(&store);
    by_name(&store);
    since(&store);
}

fn last_decided(store: &impl Store) {
    let job = StoredJob::new("jobs/last", "every minute", 1, at(0));
    done(store.add(std::slice::from_ref(&job)));
    done(store.record(&slot("jobs/last", 1), &NoRun::Missed, at(1)));
    held(store, &claim(slot("jobs/last", 3), "a", LONG));
    held(store, &claim(slot("jobs/last", 9).by_hand(), "a", LONG));
    let last = done(store.job("jobs/last")).and_then(|job| job.last);
    assert_eq!(last, Some(at(3)), "the last slot decided is that of the latest row, and not one by hand");
    let added = done(store.add(&[StoredJob { last: Some(at(99)), ..job }]));
    assert_eq!(
        added.first().and_then(|job| job.last),
        Some(at(3)),
        "the last slot decided comes from the rows, whatever is given"
    );
}

fn by_name(store: &impl Store) {
    for name in ["jobs/é", "jobs/b \"quoted\"; --", "jobs/a"] {
        done(store.add(&[StoredJob::new(name, "every minute", 1, at(0))]));
    }
    let jobs = done(store.jobs());
    let names: Vec<&str> = jobs.iter().map(|job| &*job.name).filter(|name| name.starts_with("jobs/")).collect();
    let expected = ["jobs/a", "jobs/b \"quoted\"; --", "jobs/last", "jobs/one", "jobs/two", "jobs/é"];
    assert_eq!(names, expected, "all jobs are listed, by name");
    let last = jobs.iter().find(|job| &*job.name == "jobs/last").and_then(|job| job.last);
    assert_eq!(last, Some(at(3)), "the list has the last slot decided");
}

fn since(store: &impl Store) {
    let job = StoredJob::new("jobs/since", "every minute", 1, at(0));
    done(store.add(std::slice::from_ref(&job)));
    let wide = Slot::new("jobs/since", at(1000)).since(at(1));
    done(store.record(&wide, &NoRun::Missed, at(1000)));
    done(store.change(&[StoredJob { since: at(10), ..job }]));
    let row = done(store.history("jobs/since", 1)).pop();
    let first = row.map(|row| row.slot.first);
    assert_eq!(first, Some(at(1000)), "a row later than `since` answers for nothing before it any more");
    held(store, &claim(slot("jobs/since", 11), "a", LONG));
}
