//! The SQLite store beside a bare loop of the same statements through rusqlite.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use punctual::{Claim, Ending, Slot, SqliteStore, Store, StoredJob};
use rusqlite::{Connection, params};

use crate::measure::{Contestant, Table};

const JOBS: u64 = 100_000;

/// What the store says for a claim of a new slot, and for the end of its run.
const CLAIM: &str = "INSERT INTO punctual_run
        (job, by_hand, slot, first, state, attempt, deaths, at_most_once, owner, lease, started)
    SELECT ?1, ?2, ?3,
        MAX(?4, COALESCE((SELECT MAX(slot) + 1 FROM punctual_run WHERE job = ?1 AND by_hand = ?2 AND slot < ?3), ?4)),
        'running', 1, 0, ?5, ?6, CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER) + ?7, ?8
    WHERE (?2 OR COALESCE((SELECT first FROM punctual_run WHERE job = ?1 AND by_hand = 0 AND slot > ?3
                           ORDER BY slot LIMIT 1), ?3 + 1) > ?3)
    ON CONFLICT (job, by_hand, slot) DO UPDATE SET
        deaths = deaths + (state = 'running'), state = 'running', attempt = attempt + 1,
        at_most_once = excluded.at_most_once, owner = excluded.owner, lease = excluded.lease,
        started = excluded.started, ended = NULL, error = NULL
    WHERE (state = 'retrying' AND (lease <= CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)
           OR owner = excluded.owner))
       OR (state = 'running' AND lease <= CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)
           AND NOT punctual_run.at_most_once AND deaths < 2)
    RETURNING first, attempt, deaths";
const FINISH: &str = "UPDATE punctual_run SET state = ?6, error = ?7, ended = ?8,
        lease = CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER) + ?9
    WHERE job = ?1 AND by_hand = ?2 AND slot = ?3 AND owner = ?4 AND attempt = ?5 AND state IN ('running', 'retrying', ?6)";

pub fn run(table: &Table) {
    if table.wants("claim_finish_on_disk") {
        claim_and_finish(table, "claim_finish_on_disk", std::env::temp_dir());
    }
    // Without the disk, what is left is the work of the two.
    let memory = PathBuf::from("/dev/shm");
    if table.wants("claim_finish_in_memory") && memory.is_dir() {
        claim_and_finish(table, "claim_finish_in_memory", memory);
    }
    if table.wants("load_100k_jobs") || table.wants("start_100k_jobs") {
        load(table);
    }
}

/// A file that is gone in the end.
struct File(PathBuf);

impl File {
    fn new(folder: &std::path::Path, name: &str) -> Self {
        Self(folder.join(format!("punctual-bench-{}-{name}.db", std::process::id())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{end}", self.0.display())));
        }
    }
}

fn bare(file: &File) -> Connection {
    drop(SqliteStore::open(&file.0).expect("a store"));
    let bare = Connection::open(&file.0).expect("a connection");
    bare.execute_batch("PRAGMA synchronous = FULL").expect("a setting");
    bare
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + second, 0).expect("an instant")
}

/// A claim of a new slot, and the end of its run.
fn claim_and_finish(table: &Table, row: &str, folder: PathBuf) {
    let (mine, theirs) = (File::new(&folder, "mine"), File::new(&folder, "bare"));
    let store = SqliteStore::open(&mine.0).expect("a store");
    let bare = bare(&theirs);
    let (first, second) = (Cell::new(0), Cell::new(0));
    let lease = Duration::from_secs(30);
    let field = vec![
        Contestant::change("punctual", || {
            first.set(first.get() + 1);
            let slot = Slot::new("backup", at(first.get()));
            let held = store.claim(&Claim::new(slot, "owner", lease, at(0))).expect("an answer").expect("a slot");
            assert!(store.finish(&held, &Ending::Ok, at(0)).expect("an answer"));
        }),
        Contestant::change("rusqlite", || {
            second.set(second.get() + 1);
            let (slot, now) = (at(second.get()).timestamp_millis(), at(0).timestamp_millis());
            let mut claim = bare.prepare_cached(CLAIM).expect("a statement");
            let mut rows =
                claim.query(params!["backup", false, slot, slot, false, "owner", 30_000, now]).expect("an answer");
            let attempt: u32 = rows.next().expect("an answer").expect("a slot").get(1).expect("a number");
            assert!(rows.next().expect("an end").is_none());
            let mut finish = bare.prepare_cached(FINISH).expect("a statement");
            let none: Option<i64> = None;
            let changed = finish
                .execute(params!["backup", false, slot, "owner", attempt, "ok", none, now, none])
                .expect("an answer");
            assert_eq!(changed, 1);
        }),
    ];
    table.race(row, field);
}

/// All jobs of a file that has many, each with a run.
fn load(table: &Table) {
    let file = File::new(&std::env::temp_dir(), "load");
    let bare = self::bare(&file);
    bare.execute_batch("BEGIN").expect("a transaction");
    for job in 0..JOBS {
        let name = format!("job number {job}");
        let values = params![name, "every day at 09:00 in Europe/Berlin", 7, 0, 0];
        bare.execute("INSERT INTO punctual_job VALUES (?1, ?2, ?3, ?4, ?5)", values).expect("a job");
        let sql = "INSERT INTO punctual_run (job, by_hand, slot, first, state, attempt, deaths, at_most_once)
            VALUES (?1, 0, 1800000000000, 1800000000000, 'ok', 1, 0, 0)";
        bare.execute(sql, [name]).expect("a run");
    }
    bare.execute_batch("COMMIT").expect("a transaction");
    drop(bare);
    // One connection at a time: all of a process share the pages that SQLite keeps in memory.
    let (mine, theirs) = (RefCell::new(None), RefCell::new(None::<Connection>));
    let field = vec![
        Contestant::change("punctual", || {
            let store = mine.borrow();
            let jobs: Vec<StoredJob> = SqliteStore::jobs(store.as_ref().expect("a store")).expect("an answer");
            assert!(jobs.len() as u64 == JOBS && jobs[7].last.is_some());
        })
        .after(|| {
            theirs.take();
            mine.replace(Some(SqliteStore::open(&file.0).expect("a store")));
        })
        .each(JOBS),
        Contestant::change("rusqlite", || {
            let sql = "SELECT name, schedule, hash, paused, since,
                (SELECT MAX(slot) FROM punctual_run WHERE job = name AND by_hand = 0) FROM punctual_job ORDER BY name";
            let bare = theirs.borrow();
            let mut all = bare.as_ref().expect("a connection").prepare_cached(sql).expect("a statement");
            type Row = (String, String, i64, bool, i64, Option<i64>);
            let rows = all.query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
            });
            let rows: Vec<Row> = rows.expect("an answer").collect::<Result<_, _>>().expect("rows");
            assert!(rows.len() as u64 == JOBS && rows[7].5.is_some());
        })
        .after(|| {
            mine.take();
            theirs.replace(Some(Connection::open(&file.0).expect("a connection")));
        })
        .each(JOBS),
    ];
    table.race_beside("load_100k_jobs", field, 11, &[]);
    mine.take();
    theirs.take();
    start(table, &file);
}

/// A program that has all these jobs begins: beside one whose jobs are not kept.
fn start(table: &Table, file: &File) {
    let program = |builder: punctual::SchedulerBuilder| {
        let clock = punctual::ManualClock::new(&at(0));
        let scheduler = builder.clock(clock).zone(chrono_tz::Tz::UTC).build();
        let daily: punctual::Schedule = "every day at 09:00 in Europe/Berlin".parse().expect("a schedule");
        for job in 0..JOBS {
            scheduler.job(daily.clone()).named(format!("job number {job}")).run(|| ()).expect("a job");
        }
        assert_eq!(scheduler.len() as u64, JOBS);
    };
    let open = || punctual::Scheduler::builder().store(SqliteStore::open(&file.0).expect("a store"));
    // The first start writes the hashes of the schedules.
    program(open());
    let field = vec![
        Contestant::change("punctual", || program(open())).each(JOBS),
        Contestant::change("not kept", || program(punctual::Scheduler::builder())).each(JOBS),
    ];
    table.race_beside("start_100k_jobs", field, 5, &[]);
}
