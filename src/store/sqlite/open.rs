//! Opening a file: read before it is written to.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::clock;
use crate::store::{StoreError, StoreFault};

use super::rows::fault;
use super::schema::{self, Version};

/// With what a SQLite file begins.
const HEADER: &[u8] = b"SQLite format 3\0";

/// Opens a file that is ours, or is to be.
pub(super) fn open(path: &Path, busy: Duration) -> Result<Connection, StoreError> {
    let failed = |error: rusqlite::Error| fault(path, &error);
    let exists = has_header(path)?;
    if exists {
        // Closing a connection that may write tidies the file up: this one may not.
        let reader = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY)).map_err(failed)?;
        reader.busy_timeout(busy).map_err(failed)?;
        let version = schema::version(&reader).map_err(failed)?;
        schema::accept(version).map_err(|why| refused(path, &why))?;
        if version != Version::None {
            schema::check(&reader)
                .map_err(failed)?
                .map_err(|why| refused(path, &StoreError::new(StoreFault::Damaged, why)))?;
        }
    }
    let may_write = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let may_write = if exists { may_write } else { may_write | OpenFlags::SQLITE_OPEN_CREATE };
    let connection = Connection::open_with_flags(path, flags(may_write)).map_err(failed)?;
    connection.busy_timeout(busy).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(32);
    write_ahead(&connection, busy).map_err(failed)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    // Another may have been quicker, with a file of another version.
    let all = begin(&connection).map_err(failed)?;
    let version = schema::version(&connection).map_err(failed)?;
    schema::accept(version).map_err(|why| refused(path, &why))?;
    schema::bring_up_to_date(&connection, version).map_err(failed)?;
    all.commit().map_err(failed)?;
    Ok(connection)
}

/// Begins a transaction that writes.
pub(super) fn begin(connection: &Connection) -> rusqlite::Result<Transaction<'_>> {
    Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
}

fn flags(mode: OpenFlags) -> OpenFlags {
    mode | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

fn refused(path: &Path, why: &StoreError) -> StoreError {
    StoreError::new(why.fault(), format!("{}: {why}", path.display()))
}

/// Whether there is a file with something in it, which must be of SQLite then.
fn has_header(path: &Path) -> Result<bool, StoreError> {
    let fail = |fault, why: &dyn std::fmt::Display| StoreError::new(fault, format!("{}: {why}", path.display()));
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(fail(StoreFault::Unreachable, &error)),
    };
    let mut begin = Vec::new();
    let most = u64::try_from(HEADER.len()).unwrap_or(0);
    file.by_ref().take(most).read_to_end(&mut begin).map_err(|error| fail(StoreFault::Unreachable, &error))?;
    if begin.is_empty() {
        return Ok(false);
    }
    if begin != HEADER {
        return Err(fail(StoreFault::Foreign, &"it is not a SQLite file"));
    }
    Ok(true)
}

/// Turns the write-ahead log on, so that reading and writing do not wait for each other. SQLite
/// does not wait for others here.
fn write_ahead(connection: &Connection, busy: Duration) -> rusqlite::Result<()> {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    let until = clock::deadline(busy);
    loop {
        let mode = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match mode {
            Err(error) if matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked)) => {
                if until.is_some_and(|until| clock::ticks() >= until) {
                    return Err(error);
                }
                clock::Clock::sleep(&clock::SystemClock, Duration::from_millis(2));
            }
            other => return other.map(drop),
        }
    }
}
