//! Reads a history, and says which slots nothing explains.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use punctual::{Event, Schedule, Scheduler, Store, StoredRun};

/// Checks that each slot of a schedule after `from`, up to `to`, is answered for by one row, and
/// that each row which ran is for a slot. The rows by hand are left out.
pub fn explained(
    store: &(impl Store + ?Sized),
    job: &str,
    schedule: &str,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Vec<StoredRun> {
    let schedule: Schedule = schedule.parse().unwrap();
    let mut rows = store.history(job, 1_000_000).unwrap();
    rows.retain(|row| !row.slot.by_hand);
    rows.reverse();
    for pair in rows.windows(2) {
        assert!(pair[0].slot.at < pair[1].slot.first, "two rows of {job} answer for the same: {pair:#?}");
    }
    let mut wrong = Vec::new();
    for slot in schedule.upcoming(&from).take_while(|slot| *slot <= to) {
        let place = rows.partition_point(|row| row.slot.at < slot);
        if rows.get(place).is_none_or(|row| row.slot.first > slot) {
            wrong.push(slot);
        }
    }
    assert!(wrong.is_empty(), "{} slots of {job} have no explanation: {wrong:?} in {rows:#?}", wrong.len());
    for row in rows.iter().filter(|row| row.attempt > 0) {
        assert!(schedule.includes(&row.slot.at), "a run of {job} for no slot: {row:?}");
    }
    rows
}

/// What was told, in lines.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<Vec<String>>>);

impl Told {
    pub fn by(scheduler: &Scheduler) -> Self {
        let told = Self::default();
        told.listen(scheduler);
        told
    }

    pub fn listen(&self, scheduler: &Scheduler) {
        let lines = Arc::clone(&self.0);
        scheduler.observe(move |event| lines.lock().unwrap().push(line(event)));
    }

    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// How many lines begin so.
    pub fn count(&self, begin: &str) -> usize {
        self.0.lock().unwrap().iter().filter(|line| line.starts_with(begin)).count()
    }
}

fn line(event: &Event) -> String {
    let name = event.job().and_then(punctual::Job::name).unwrap_or_default();
    match event {
        Event::Started { slot, attempt, .. } => format!("started {name} {} {attempt}", slot.to_utc()),
        Event::Finished { slot, .. } => format!("finished {name} {}", slot.to_utc()),
        Event::Failed { slot, attempt, error, .. } => format!("failed {name} {} {attempt} {error}", slot.to_utc()),
        Event::Missed { count, .. } => format!("missed {name} {count}"),
        Event::Skipped { slot, why, .. } => format!("skipped {name} {} {}", slot.to_utc(), why.as_str()),
        Event::PutOff { slot, .. } => format!("put off {name} {}", slot.to_utc()),
        Event::Interrupted { name, slot, .. } => format!("interrupted {name} {}", slot.to_utc()),
        Event::Quarantined { name, slot, .. } => format!("quarantined {name} {}", slot.to_utc()),
        Event::Lost { name, slot, .. } => format!("lost {name} {}", slot.to_utc()),
        Event::Rescheduled { before, .. } => format!("rescheduled {name} {before}"),
        Event::Unknown { name, schedule, .. } => format!("unknown {name} {schedule}"),
        Event::StoreFailed { error, .. } => format!("store failed {error}"),
        Event::StoreWorks { .. } => "store works".to_owned(),
        Event::Paused { .. } => format!("paused {name}"),
        Event::Resumed { .. } => format!("resumed {name}"),
        Event::ClockJumped { .. } => "clock jumped".to_owned(),
        _ => "other".to_owned(),
    }
}

/// Waits for a condition, up to a minute.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < deadline, "it did not come to this: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Rows without what differs from one start of a program to the next.
pub fn plain(rows: Vec<StoredRun>) -> Vec<StoredRun> {
    rows.into_iter()
        .map(|mut row| {
            row.owner = None;
            row
        })
        .collect()
}

/// How often each state comes up.
pub fn states(rows: &[StoredRun]) -> BTreeMap<&'static str, usize> {
    let mut states = BTreeMap::new();
    for row in rows {
        *states.entry(row.state.as_str()).or_default() += 1;
    }
    states
}
