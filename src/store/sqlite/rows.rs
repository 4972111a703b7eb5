//! Between rows and values, and what SQLite says when something is wrong.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::types::Type;
use rusqlite::{Error, ErrorCode, Row};

use crate::store::{RunState, Slot, StoreError, StoreFault, StoredJob, StoredRun};

pub(super) fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// The instant of a number, which is in this column.
pub(super) fn time(column: usize, at: i64) -> rusqlite::Result<DateTime<Utc>> {
    let odd = || Error::FromSqlConversionFailure(column, Type::Integer, "not an instant".into());
    DateTime::from_timestamp_millis(at).ok_or_else(odd)
}

fn time_in(row: &Row<'_>, column: usize) -> rusqlite::Result<DateTime<Utc>> {
    time(column, row.get(column)?)
}

fn maybe_time_in(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<DateTime<Utc>>> {
    row.get::<_, Option<i64>>(column)?.map(|at| time(column, at)).transpose()
}

pub(super) fn job(row: &Row<'_>) -> rusqlite::Result<StoredJob> {
    let name: Arc<str> = row.get(0)?;
    let schedule: Arc<str> = row.get(1)?;
    let hash = row.get::<_, i64>(2)?.cast_unsigned();
    let (paused, last) = (row.get(3)?, maybe_time_in(row, 5)?);
    Ok(StoredJob { paused, last, ..StoredJob::new(name, schedule, hash, time_in(row, 4)?) })
}

pub(super) fn run(row: &Row<'_>) -> rusqlite::Result<StoredRun> {
    let slot = Slot { job: row.get(0)?, by_hand: row.get(1)?, at: time_in(row, 2)?, first: time_in(row, 3)? };
    let word: String = row.get(4)?;
    let odd = || Error::FromSqlConversionFailure(4, Type::Text, format!("no state is called {word:?}").into());
    let state = RunState::of(&word).ok_or_else(odd)?;
    Ok(StoredRun {
        why: row.get(5)?,
        attempt: row.get(6)?,
        deaths: row.get(7)?,
        at_most_once: row.get(8)?,
        owner: row.get(9)?,
        started: maybe_time_in(row, 10)?,
        ended: maybe_time_in(row, 11)?,
        error: row.get(12)?,
        ..StoredRun::new(slot, state)
    })
}

/// What went wrong with a file.
pub(super) fn fault(path: &Path, error: &Error) -> StoreError {
    let (fault, what) = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (StoreFault::Busy, "it is held by another"),
        Some(ErrorCode::DiskFull) => (StoreFault::Full, "there is no room left"),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => (StoreFault::ReadOnly, "it cannot be written to"),
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => (StoreFault::Unreachable, "it cannot be reached"),
        Some(ErrorCode::DatabaseCorrupt) => (StoreFault::Damaged, "it is damaged"),
        Some(ErrorCode::NotADatabase) => (StoreFault::Foreign, "it is not a SQLite file"),
        Some(_) => (StoreFault::Other, "it failed"),
        // Nothing that we write reads back otherwise.
        None => (StoreFault::Damaged, "it does not hold what was written"),
    };
    StoreError::new(fault, format!("{}: {what} ({error})", path.display()))
}
