//! Files that are damaged, newer, something else, locked, or on a full disk: an error says so,
//! and nothing is deleted or rewritten.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use punctual::{Claim, Ending, NoRun, RunState, Slot, SqliteStore, Store, StoreFault, StoredJob};
use rusqlite::Connection;

use crate::folder::Folder;

/// A file with some jobs and runs in it, all of it in the file itself.
fn filled(path: &Path) {
    let store = SqliteStore::open(path).unwrap();
    for job in 0..50 {
        let name = format!("job {job}");
        store.add(&[StoredJob::new(&*name, "every minute", job, DateTime::UNIX_EPOCH)]).unwrap();
        for minute in 0..10 {
            let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
            store.record(&Slot::new(&*name, at), &NoRun::Skipped("paused".into()), at).unwrap();
        }
    }
    drop(store);
    Connection::open(path).unwrap().pragma_update(None, "journal_mode", "DELETE").unwrap();
}

/// Opening it must fail with this, and leave every byte as it is.
#[track_caller]
fn refused(path: &Path, fault: StoreFault) {
    let before = fs::read(path).unwrap();
    let error = SqliteStore::open(path).unwrap_err();
    assert_eq!(error.fault(), fault, "{error}");
    assert!(error.to_string().starts_with(path.to_str().unwrap()), "the error names the file: {error}");
    assert!(fs::read(path).unwrap() == before, "{error}: the file was changed");
}

#[test]
fn a_newer_file_is_refused() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    filled(&path);
    Connection::open(&path).unwrap().execute("UPDATE punctual_meta SET value = 2 WHERE key = 'version'", []).unwrap();
    refused(&path, StoreFault::Newer);
}

#[test]
fn a_newer_file_with_a_log_beside_it_is_refused() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    drop(SqliteStore::open(&path).unwrap());
    // Another program has it open: what it wrote last is in the log.
    let other = Connection::open(&path).unwrap();
    other.execute("UPDATE punctual_meta SET value = 99 WHERE key = 'version'", []).unwrap();
    refused(&path, StoreFault::Newer);
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = Folder::new();
    let path = folder.file("notes.txt");
    fs::write(&path, "every day at 09:00: water the plants").unwrap();
    refused(&path, StoreFault::Foreign);
    fs::write(&path, "SQL").unwrap();
    refused(&path, StoreFault::Foreign);
}

#[test]
fn tables_that_do_not_say_their_version_are_refused() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    filled(&path);
    Connection::open(&path).unwrap().execute("DELETE FROM punctual_meta", []).unwrap();
    refused(&path, StoreFault::Damaged);
}

#[test]
fn a_truncated_file_is_refused() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    filled(&path);
    let whole = fs::read(&path).unwrap();
    for part in [whole.len() / 2, whole.len() - 4096, 4096, 100, 50] {
        fs::write(&path, &whole[..part]).unwrap();
        let before = fs::read(&path).unwrap();
        let error = SqliteStore::open(&path).unwrap_err();
        let known = matches!(error.fault(), StoreFault::Damaged | StoreFault::Foreign);
        assert!(known, "cut to {part} bytes: {:?} {error}", error.fault());
        assert!(fs::read(&path).unwrap() == before, "cut to {part} bytes: the file was changed");
    }
}

/// A byte that is turned over is an error, or makes no difference to the tables; it is never a
/// panic, and what is refused is left alone.
#[test]
fn a_flipped_byte_is_refused_or_harmless() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    filled(&path);
    let whole = fs::read(&path).unwrap();
    let mut refusals = 0;
    for place in (0..whole.len()).step_by(whole.len() / 150) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0xFF;
        fs::write(&path, &bytes).unwrap();
        match SqliteStore::open(&path) {
            Err(error) => {
                refusals += 1;
                assert!(fs::read(&path).unwrap() == bytes, "byte {place}: {error}: the file was changed");
            }
            Ok(store) => {
                // Values that read back as something else are not found out, and do no harm.
                drop(store.jobs().map(|jobs| jobs.len()));
                drop(store.history("job 1", 99));
                drop(store.recover("a", DateTime::UNIX_EPOCH));
            }
        }
        for log in ["jobs.db-wal", "jobs.db-shm"] {
            drop(fs::remove_file(folder.file(log)));
        }
    }
    assert!(refusals > 10, "{refusals}");
}

#[test]
fn the_file_may_hold_tables_of_others() {
    let folder = Folder::new();
    let path = folder.file("app.db");
    let app = Connection::open(&path).unwrap();
    app.execute_batch("CREATE TABLE meta (key TEXT); INSERT INTO meta VALUES ('mine'); PRAGMA user_version = 77;")
        .unwrap();
    drop(app);
    filled(&path);
    let app = Connection::open(&path).unwrap();
    assert_eq!(app.query_row("SELECT key FROM meta", [], |row| row.get::<_, String>(0)).unwrap(), "mine");
    assert_eq!(app.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)).unwrap(), 77);
    assert_eq!(SqliteStore::open(&path).unwrap().jobs().unwrap().len(), 50);
}

#[test]
fn a_file_that_another_holds_is_busy_and_free_again() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    let store = SqliteStore::open_within(&path, Duration::from_millis(50)).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let slot = Slot::new("job", DateTime::UNIX_EPOCH);
    let claim = Claim::new(slot, "a", Duration::from_secs(60), DateTime::UNIX_EPOCH);
    let began = Instant::now();
    let error = store.claim(&claim).unwrap_err();
    assert_eq!(error.fault(), StoreFault::Busy, "{error}");
    assert!(began.elapsed() < Duration::from_secs(10), "it waited for {:?}", began.elapsed());
    assert_eq!(store.jobs().unwrap(), [], "reading goes on");
    assert_eq!(SqliteStore::open_within(&path, Duration::from_millis(50)).unwrap_err().fault(), StoreFault::Busy);
    other.execute_batch("ROLLBACK").unwrap();
    let held = store.claim(&claim).unwrap().unwrap();
    assert!(store.finish(&held, &Ending::Ok, DateTime::UNIX_EPOCH).unwrap());
}

#[test]
fn a_file_that_is_gone_is_told() {
    let folder = Folder::new();
    let path = folder.file("jobs.db");
    let store = SqliteStore::open(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(store.recover("a", DateTime::UNIX_EPOCH).unwrap_err().fault(), StoreFault::Unreachable);
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = Folder::new();
    let error = SqliteStore::open(folder.file("no/such/jobs.db")).unwrap_err();
    assert_eq!(error.fault(), StoreFault::Unreachable, "{error}");
    let error = SqliteStore::open(folder.path()).unwrap_err();
    assert_eq!(error.fault(), StoreFault::Unreachable, "{error}");
}

/// On a disk of its own, which is full and then read-only. It needs the right to mount one.
#[test]
#[ignore = "mounts a file system, for which it must be root"]
fn a_full_and_a_read_only_disk() {
    let folder = Folder::new();
    let mount = |options: &str| {
        let done = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "none"])
            .arg(folder.path())
            .status();
        assert!(done.unwrap().success(), "it may not mount");
    };
    mount("size=256k");
    let path = folder.file("jobs.db");
    let store = SqliteStore::open(&path).unwrap();
    let skip_in = |store: &SqliteStore, minute| {
        let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
        store.record(&Slot::new("job", at), &NoRun::Skipped("x".repeat(2_000).into()), at)
    };
    let skip = |minute| skip_in(&store, minute);
    let (full, error) = (0..).find_map(|minute| skip(minute).err().map(|error| (minute, error))).unwrap();
    println!("full after {full} rows: {error}");
    assert_eq!(error.fault(), StoreFault::Full);
    assert_eq!(store.history("job", 999).unwrap().len(), full as usize, "what was written is there");
    mount("remount,size=2m");
    assert!(skip(full).unwrap(), "it goes on when there is room");
    drop(store);
    mount("remount,ro");
    let error = SqliteStore::open(&path).and_then(|store| skip_in(&store, full + 1)).unwrap_err();
    println!("read-only: {error}");
    assert!(matches!(error.fault(), StoreFault::ReadOnly | StoreFault::Unreachable), "{error}");
    mount("remount,rw");
    let store = SqliteStore::open(&path).unwrap();
    assert!(skip_in(&store, full + 1).unwrap(), "it goes on when it may");
    let rows = store.history("job", 999).unwrap();
    assert!(rows.iter().all(|row| row.state == RunState::Skipped));
    drop(store);
    assert!(std::process::Command::new("umount").arg(folder.path()).status().unwrap().success());
}
