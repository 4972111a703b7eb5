//! The tables, by version, and the way from one version to the next.

use rusqlite::{Connection, OptionalExtension};

use crate::store::{StoreError, StoreFault};

/// What leads to each version from the one before. What was released is never changed, only
/// followed by another.
const STEPS: &[&str] = &["
    CREATE TABLE punctual_meta (key TEXT NOT NULL PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
    CREATE TABLE punctual_job (
        name TEXT NOT NULL PRIMARY KEY,
        schedule TEXT NOT NULL,
        hash INTEGER NOT NULL,
        paused INTEGER NOT NULL,
        since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE punctual_run (
        job TEXT NOT NULL,
        by_hand INTEGER NOT NULL,
        slot INTEGER NOT NULL,
        first INTEGER NOT NULL,
        state TEXT NOT NULL,
        why TEXT,
        attempt INTEGER NOT NULL,
        deaths INTEGER NOT NULL,
        at_most_once INTEGER NOT NULL,
        owner TEXT,
        lease INTEGER,
        started INTEGER,
        ended INTEGER,
        error TEXT,
        PRIMARY KEY (job, by_hand, slot)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX punctual_run_lease ON punctual_run (lease) WHERE lease IS NOT NULL;
"];

const TABLES: [&str; 3] = ["punctual_meta", "punctual_job", "punctual_run"];

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Nothing of ours.
    None,
    /// Tables of ours, but no word of their version.
    Unknown,
    Is(usize),
}

/// The version of a file.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<Version> {
    let sql = "SELECT COUNT(*), COALESCE(SUM(name = 'punctual_meta'), 0) FROM sqlite_schema
        WHERE type = 'table' AND name IN ('punctual_meta', 'punctual_job', 'punctual_run')";
    let (ours, meta): (i64, i64) = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if ours == 0 {
        return Ok(Version::None);
    }
    if meta == 0 {
        return Ok(Version::Unknown);
    }
    let sql = "SELECT value FROM punctual_meta WHERE key = 'version'";
    let value: Option<rusqlite::types::Value> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    Ok(match value {
        Some(rusqlite::types::Value::Integer(number)) => usize::try_from(number).map_or(Version::Unknown, Version::Is),
        _ => Version::Unknown,
    })
}

/// Whether a file of this version may be written to.
pub(super) fn accept(version: Version) -> Result<(), StoreError> {
    accept_by(version, STEPS)
}

fn accept_by(version: Version, steps: &[&str]) -> Result<(), StoreError> {
    match version {
        Version::None => Ok(()),
        Version::Is(version) if version >= 1 && version <= steps.len() => Ok(()),
        Version::Is(version) if version > steps.len() => {
            let ours = steps.len();
            let message = format!("it has version {version}, and this program knows up to {ours}: it is left as it is");
            Err(StoreError::new(StoreFault::Newer, message))
        }
        Version::Is(_) | Version::Unknown => {
            let message = "its tables do not say which version they have: it is left as it is";
            Err(StoreError::new(StoreFault::Damaged, message))
        }
    }
}

/// Brings the tables up to date, in the transaction of the caller.
pub(super) fn bring_up_to_date(connection: &Connection, version: Version) -> rusqlite::Result<()> {
    bring_by(connection, version, STEPS)
}

fn bring_by(connection: &Connection, version: Version, steps: &[&str]) -> rusqlite::Result<()> {
    let from = if let Version::Is(version) = version { version } else { 0 };
    for step in steps.iter().skip(from) {
        connection.execute_batch(step)?;
    }
    if from < steps.len() {
        let sql = "INSERT INTO punctual_meta (key, value) VALUES ('version', ?1)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        connection.execute(sql, [i64::try_from(steps.len()).unwrap_or(i64::MAX)])?;
    }
    Ok(())
}

/// Looks through our tables for damage, and says what is wrong.
pub(super) fn check(connection: &Connection) -> rusqlite::Result<Result<(), String>> {
    for table in TABLES {
        let sql = format!("PRAGMA quick_check('{table}')");
        let found: String = connection.query_row(&sql, [], |row| row.get(0))?;
        if found != "ok" {
            return Ok(Err(format!("it is damaged, and is left as it is: {found}")));
        }
    }
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a version before the first might have been, and how it came to be the first.
    const OLDER: &[&str] = &[
        "CREATE TABLE punctual_meta (key TEXT NOT NULL PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
         CREATE TABLE punctual_job (name TEXT NOT NULL PRIMARY KEY, line TEXT NOT NULL) STRICT, WITHOUT ROWID;",
        "ALTER TABLE punctual_job RENAME COLUMN line TO schedule;",
        "ALTER TABLE punctual_job ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;",
    ];

    fn older() -> Connection {
        let file = Connection::open_in_memory().unwrap();
        bring_by(&file, Version::None, &OLDER[..1]).unwrap();
        file.execute("INSERT INTO punctual_job (name, line) VALUES ('backup', 'every day')", []).unwrap();
        assert_eq!(version(&file).unwrap(), Version::Is(1));
        file
    }

    #[test]
    fn an_older_file_takes_each_step_once() {
        let file = older();
        let found = version(&file).unwrap();
        accept_by(found, OLDER).unwrap();
        bring_by(&file, found, OLDER).unwrap();
        assert_eq!(version(&file).unwrap(), Version::Is(3));
        // Nothing is left to do.
        bring_by(&file, Version::Is(3), OLDER).unwrap();
        let row = file.query_row("SELECT schedule, paused FROM punctual_job", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
        });
        assert_eq!(row.unwrap(), ("every day".to_owned(), false));
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let file = older();
        let wrong = [OLDER[0], OLDER[1], "ALTER TABLE nowhere ADD COLUMN x"];
        let all = super::super::open::begin(&file).unwrap();
        assert!(bring_by(&file, Version::Is(1), &wrong).is_err());
        drop(all);
        assert_eq!(version(&file).unwrap(), Version::Is(1));
        assert!(file.prepare("SELECT line FROM punctual_job").is_ok());
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        assert_eq!(accept_by(Version::Is(4), OLDER).unwrap_err().fault(), StoreFault::Newer);
        for odd in [Version::Unknown, Version::Is(0)] {
            assert_eq!(accept_by(odd, OLDER).unwrap_err().fault(), StoreFault::Damaged);
        }
        let file = older();
        file.execute("UPDATE punctual_meta SET value = 'one'", []).unwrap();
        assert_eq!(version(&file).unwrap(), Version::Unknown);
        file.execute("DROP TABLE punctual_meta", []).unwrap();
        assert_eq!(version(&file).unwrap(), Version::Unknown);
    }

    #[test]
    fn the_first_version_is_made_and_whole() {
        let file = Connection::open_in_memory().unwrap();
        assert_eq!(version(&file).unwrap(), Version::None);
        bring_up_to_date(&file, Version::None).unwrap();
        assert_eq!(version(&file).unwrap(), Version::Is(STEPS.len()));
        assert_eq!(check(&file).unwrap(), Ok(()));
    }
}
