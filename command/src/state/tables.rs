//! The tables of the command, beside those of the store: output, requests, and who runs.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

/// The version of these tables. They are kept in the file with a word of their own, since the
/// store counts its versions for itself.
const VERSION: i64 = 1;

const TABLES: &str = "
    CREATE TABLE punctual_command_output (
        job TEXT NOT NULL,
        slot INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        ended INTEGER NOT NULL,
        stdout BLOB NOT NULL,
        stderr BLOB NOT NULL,
        stdout_total INTEGER NOT NULL,
        stderr_total INTEGER NOT NULL,
        PRIMARY KEY (job, slot, attempt)
    ) STRICT;
    CREATE INDEX punctual_command_output_ended ON punctual_command_output (job, ended);
    CREATE TABLE punctual_command_request (
        id INTEGER PRIMARY KEY,
        job TEXT NOT NULL,
        act TEXT NOT NULL,
        made INTEGER NOT NULL,
        answer TEXT
    ) STRICT;
    CREATE TABLE punctual_command_skip (
        job TEXT NOT NULL PRIMARY KEY,
        slot INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE punctual_command_service (
        owner TEXT NOT NULL PRIMARY KEY,
        pid INTEGER NOT NULL,
        since INTEGER NOT NULL,
        beat INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// Makes the tables where they are not.
pub(super) fn make(connection: &mut Connection) -> rusqlite::Result<Result<(), String>> {
    let all = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let sql = "SELECT value FROM punctual_meta WHERE key = 'command'";
    let version: Option<i64> = all.query_row(sql, [], |row| row.get(0)).optional()?;
    match version {
        Some(version) if version > VERSION => {
            return Ok(Err("it was written by a newer version of the command: it is left as it is".to_owned()));
        }
        Some(_) => return Ok(Ok(())),
        None => {
            all.execute_batch(TABLES)?;
            all.execute("INSERT INTO punctual_meta (key, value) VALUES ('command', ?1)", params![VERSION])?;
        }
    }
    all.commit()?;
    Ok(Ok(()))
}
