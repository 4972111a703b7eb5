//! Programs that are killed, stopped and started again, as real processes on one file.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use punctual::{Event, Overlap, Retention, RunState, Scheduler, SqliteStore, Store, StoredRun};

use crate::checker::{explained, states, until};
use crate::faulty::Dice;
use crate::folder::Folder;

const WORKERS: usize = 4;
const JOBS: usize = 4;
const EVERY: &str = "every 100 milliseconds";
const LEASE: Duration = Duration::from_millis(300);

/// What a process of its own does in the tests below. It says on its standard output what
/// happened, and ends when its standard input does.
#[test]
#[ignore = "part of the tests with processes"]
fn program() {
    let Ok(role) = std::env::var("PUNCTUAL_ROLE") else { return };
    let folder = PathBuf::from(std::env::var("PUNCTUAL_FOLDER").unwrap());
    let store = SqliteStore::open_within(folder.join("jobs.db"), Duration::from_secs(30)).unwrap();
    let scheduler = Scheduler::builder()
        .zone(Tz::UTC)
        .store(store)
        .lease(LEASE)
        .store_deadline(Duration::from_secs(60))
        .retention(Retention::all())
        .workers(WORKERS)
        .build();
    scheduler.observe(|event| match event {
        Event::Lost { .. } | Event::Quarantined { .. } | Event::Interrupted { .. } | Event::StoreFailed { .. } => {
            say(&format!("{event:?}"));
        }
        _ => {}
    });
    match role.as_str() {
        "many" | "many at most once" => many(&scheduler, &folder, role == "many at most once"),
        "poison" => poison(&scheduler, &folder),
        "long" => long(&scheduler, &folder),
        _ => panic!("{role}"),
    }
    let runner = scheduler.start();
    say("up");
    // Killed, or told to end.
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    assert!(runner.stop(Duration::from_secs(30)).is_empty());
    say("down");
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// One line in the book of effects, which outlives the process.
fn note(folder: &Path, line: &str) {
    let mut book = fs::OpenOptions::new().append(true).create(true).open(folder.join("effects")).unwrap();
    book.write_all(format!("{line}\n").as_bytes()).unwrap();
}

fn many(scheduler: &Scheduler, folder: &Path, at_most_once: bool) {
    for job in 0..JOBS {
        let folder = folder.to_owned();
        let builder = scheduler.schedule(EVERY).named(format!("job {job}")).on_overlap(Overlap::QueueOne);
        let builder = if at_most_once { builder.at_most_once() } else { builder };
        builder
            .run_with(move |run| {
                note(&folder, &format!("begin {}", run.key()));
                std::thread::sleep(Duration::from_millis(10));
                note(&folder, &format!("end {}", run.key()));
            })
            .unwrap();
    }
}

/// The first slot of one of the jobs brings the program down whenever it is run.
fn poison(scheduler: &Scheduler, folder: &Path) {
    let (folder, other) = (folder.to_owned(), folder.to_owned());
    scheduler
        .schedule("every second")
        .named("poison")
        .run_with(move |run| {
            let mark = folder.join("poison");
            if !mark.exists() {
                fs::write(&mark, run.key()).unwrap();
            }
            let is_it = fs::read_to_string(&mark).unwrap() == run.key();
            note(&folder, &format!("begin {}", run.key()));
            if is_it && !folder.join("cured").exists() {
                std::process::abort();
            }
        })
        .unwrap();
    scheduler
        .schedule("every second")
        .named("other")
        .run_with(move |run| note(&other, &format!("other {}", run.key())))
        .unwrap();
}

/// One run that takes a while.
fn long(scheduler: &Scheduler, folder: &Path) {
    let at: DateTime<Utc> = fs::read_to_string(folder.join("at")).unwrap().parse().unwrap();
    let folder = folder.to_owned();
    scheduler
        .once(at)
        .named("long")
        .run_with(move |run| {
            note(&folder, &format!("begin {} {}", run.key(), run.attempt()));
            std::thread::sleep(Duration::from_millis(400));
            note(&folder, &format!("end {} {}", run.key(), run.attempt()));
        })
        .unwrap();
}

/// A running process.
struct Process {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Process {
    /// Starts one.
    fn start(role: &str, folder: &Folder) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kills::program", "--ignored", "--nocapture"])
            .env("PUNCTUAL_ROLE", role)
            .env("PUNCTUAL_FOLDER", folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let input = child.stdin.take();
        Self { child, input, lines, said: Vec::new() }
    }

    /// Waits until it says something that begins so.
    fn hears(&mut self, begin: &str) -> bool {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    let is_it = line.starts_with(begin);
                    self.said.push(line);
                    if is_it {
                        return true;
                    }
                }
                Err(_) => return false,
            }
        }
    }

    fn up(role: &str, folder: &Folder) -> Self {
        let mut process = Self::start(role, folder);
        assert!(process.hears("up"), "{:?}", process.said);
        process
    }

    /// With a signal that it cannot hear.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn signal(&self, name: &str) {
        let done = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(done.unwrap().success());
    }

    /// Has it end in order.
    fn end(mut self) {
        drop(self.input.take());
        assert!(self.hears("down"), "{:?}", self.said);
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// How often each key stands in the book after this word.
fn noted(folder: &Folder, word: &str) -> BTreeMap<String, u32> {
    let book = fs::read_to_string(folder.file("effects")).unwrap_or_default();
    let mut keys = BTreeMap::new();
    for key in book.lines().filter_map(|line| line.strip_prefix(word)) {
        *keys.entry(key.trim().to_owned()).or_default() += 1;
    }
    keys
}

/// What came of some kills.
struct Outcome {
    folder: Folder,
    rows: Vec<StoredRun>,
    kills: u32,
}

/// So many processes on one file, of which one at a time is killed at a random moment, and started again.
fn kill_at_random(role: &str, processes: usize, slots: u64, seed: u64) -> Outcome {
    println!("seed {seed}: {processes} processes, {role}");
    let folder = Folder::new();
    let mut dice = Dice(seed);
    let mut alive: Vec<Process> = (0..processes).map(|_| Process::up(role, &folder)).collect();
    let store = SqliteStore::open_within(folder.file("jobs.db"), Duration::from_secs(30)).unwrap();
    let mut kills = 0;
    let decided =
        || -> u64 { (0..JOBS).map(|job| store.history(&format!("job {job}"), 1_000_000).unwrap().len() as u64).sum() };
    while decided() < slots || kills < 10 {
        // It is a random moment that is wanted here, and no event.
        std::thread::sleep(Duration::from_millis(5 + dice.below(115)));
        alive.swap_remove(dice.below(alive.len() as u64) as usize).kill();
        kills += 1;
        alive.push(Process::up(role, &folder));
    }
    let rows = || -> Vec<StoredRun> {
        (0..JOBS).flat_map(|job| store.history(&format!("job {job}"), 1_000_000).unwrap()).collect()
    };
    let killed = rows().iter().map(|row| row.slot.at).max().unwrap();
    until("all that was cut off is taken up", || rows().iter().all(|row| row.slot.at > killed || !row.state.is_open()));
    for process in alive {
        process.end();
    }
    for job in 0..JOBS {
        let name = format!("job {job}");
        let job = store.job(&name).unwrap().unwrap();
        explained(&store, &name, EVERY, job.since, job.last.unwrap());
    }
    let rows = rows();
    // One that was claimed when the stop came was given back: the next start runs it.
    assert!(rows.iter().all(|row| row.state != RunState::Running), "a row is left claimed: {:?}", states(&rows));
    let check: String = rusqlite::Connection::open(folder.file("jobs.db"))
        .unwrap()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    Outcome { folder, rows, kills }
}

fn at_least_once(processes: usize, slots: u64, seed: u64) {
    let Outcome { folder, rows, kills } = kill_at_random("many", processes, slots, seed);
    let (begun, ended) = (noted(&folder, "begin"), noted(&folder, "end"));
    let done: Vec<&StoredRun> = rows.iter().filter(|row| row.state == RunState::Ok).collect();
    let lost: Vec<_> = done.iter().filter(|row| !ended.contains_key(&row.slot.to_string())).collect();
    assert!(lost.is_empty(), "slots that are kept as done, and were not: {lost:?}");
    let cut_off: std::collections::BTreeSet<String> =
        rows.iter().filter(|row| row.attempt > 1 || row.deaths > 0).map(|row| row.slot.to_string()).collect();
    let doubled: Vec<_> = ended.iter().filter(|(_, count)| **count > 1).collect();
    assert!(doubled.iter().all(|(key, _)| cut_off.contains(*key)), "{doubled:?} were not in flight at a kill");
    assert!(begun.iter().all(|(key, count)| *count == 1 || cut_off.contains(key)), "begun twice without a kill");
    assert!(doubled.len() <= kills as usize * WORKERS, "{} doubled", doubled.len());
    let known = [RunState::Ok, RunState::Missed, RunState::Skipped, RunState::Retrying, RunState::Quarantined];
    assert!(rows.iter().all(|row| known.contains(&row.state)), "{:?}", states(&rows));
    assert!(rows.iter().all(|row| (row.state == RunState::Quarantined) == (row.deaths == 3)));
    println!(
        "at least once, {processes} processes: {} rows {:?}, {kills} kills, {} cut off, 0 lost, {} doubled",
        rows.len(),
        states(&rows),
        cut_off.len(),
        doubled.len()
    );
}

fn at_most_once(processes: usize, slots: u64, seed: u64) {
    let Outcome { folder, rows, kills } = kill_at_random("many at most once", processes, slots, seed);
    let begun = noted(&folder, "begin");
    let doubled: Vec<_> = begun.iter().filter(|(_, count)| **count > 1).collect();
    assert!(doubled.is_empty(), "begun twice: {doubled:?}");
    let known = [RunState::Ok, RunState::Missed, RunState::Skipped, RunState::Retrying, RunState::Interrupted];
    assert!(rows.iter().all(|row| known.contains(&row.state)), "{:?}", states(&rows));
    let done = |row: &&StoredRun| row.state == RunState::Ok;
    let ended = noted(&folder, "end");
    assert!(rows.iter().filter(done).all(|row| ended.contains_key(&row.slot.to_string())), "done, but not ended");
    println!("at most once, {processes} processes: {} rows {:?}, {kills} kills, 0 doubled", rows.len(), states(&rows));
}

fn seed() -> u64 {
    std::env::var("PUNCTUAL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(13)
}

#[test]
fn killed_at_random_nothing_is_lost() {
    at_least_once(1, 100, seed());
}

#[test]
fn killed_at_random_nothing_is_doubled_at_most_once() {
    at_most_once(1, 100, seed());
}

#[test]
fn of_two_processes_one_is_killed_at_a_time() {
    at_least_once(2, 100, seed());
}

#[test]
#[ignore = "takes minutes"]
fn killed_at_random_for_long() {
    at_least_once(1, 1_000, seed());
    at_most_once(1, 1_000, seed());
    at_least_once(2, 1_000, seed());
    at_least_once(4, 1_000, seed());
}

/// One slot kills its process each time. After three, it is left alone, and all else goes on.
#[test]
fn a_poisoned_run_is_quarantined_after_three_deaths() {
    let folder = Folder::new();
    let mut deaths = 0;
    let mut process = Process::up("poison", &folder);
    let quarantined = loop {
        if process.hears("Quarantined") {
            break process;
        }
        deaths += 1;
        assert!(deaths <= 3, "it dies again and again: {:?}", process.said);
        process = Process::start("poison", &folder);
    };
    assert_eq!(deaths, 3);
    let key = fs::read_to_string(folder.file("poison")).unwrap();
    assert_eq!(noted(&folder, "begin")[&key], 3);
    let store = SqliteStore::open(folder.file("jobs.db")).unwrap();
    let poisoned = || {
        let rows = store.history("poison", 9_999).unwrap();
        rows.into_iter().find(|row| row.slot.to_string() == key).unwrap()
    };
    assert_eq!((poisoned().state, poisoned().deaths), (RunState::Quarantined, 3));
    let others = noted(&folder, "other").len();
    until("other jobs go on", || noted(&folder, "other").len() > others);
    // Cured, and released by hand.
    fs::write(folder.file("cured"), "").unwrap();
    assert!(store.release(&poisoned().slot).unwrap());
    until("it is run", || poisoned().state == RunState::Ok);
    assert_eq!(poisoned().attempt, 4);
    quarantined.end();
}

/// A process sleeps past its lease in the middle of a run; another runs it again; what the first
/// says then does not count.
#[test]
fn the_end_of_a_run_that_another_took_over_is_refused() {
    let folder = Folder::new();
    let at = Utc::now() + chrono::TimeDelta::seconds(2);
    fs::write(folder.file("at"), at.to_rfc3339()).unwrap();
    let mut first = Process::up("long", &folder);
    let runs = |word: &str, attempt: u32| noted(&folder, word).keys().any(|key| key.ends_with(&format!(" {attempt}")));
    until("it has begun", || runs("begin", 1));
    // One that sleeps while it writes keeps all others out of the file.
    until("it sleeps, and does not write", || {
        first.signal("STOP");
        let is_free = is_writable(&folder.file("jobs.db"));
        if !is_free {
            first.signal("CONT");
        }
        is_free
    });
    let second = Process::up("long", &folder);
    until("the other has run it", || runs("end", 2));
    first.signal("CONT");
    assert!(first.hears("Lost"), "{:?}", first.said);
    until("it has ended", || runs("end", 1));
    first.end();
    second.end();
    let rows = SqliteStore::open(folder.file("jobs.db")).unwrap().history("long", 9).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].state, rows[0].attempt, rows[0].deaths), (RunState::Ok, 2, 1));
}

/// Whether nobody holds the file for writing.
fn is_writable(file: &Path) -> bool {
    let other = rusqlite::Connection::open(file).unwrap();
    other.busy_timeout(Duration::from_millis(100)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok()
}

/// A process that is stopped in order leaves nothing open, and nothing to make up for.
#[test]
fn stopped_in_order_all_is_written() {
    let folder = Folder::new();
    for _ in 0..3 {
        let process = Process::up("many", &folder);
        let before = noted(&folder, "end").len();
        until("it runs", || noted(&folder, "end").len() > before + 4);
        process.end();
        let store = SqliteStore::open(folder.file("jobs.db")).unwrap();
        for job in 0..JOBS {
            let rows = store.history(&format!("job {job}"), 9_999).unwrap();
            assert!(rows.iter().all(|row| row.state != RunState::Running && row.deaths == 0), "{:?}", states(&rows));
        }
    }
    assert!(noted(&folder, "begin").values().all(|count| *count == 1));
}
