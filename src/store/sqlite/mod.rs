//! A store in a SQLite file.

mod open;
mod rows;
mod schema;
mod statements;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use rusqlite::{Connection, Statement, ToSql};

use super::{Claim, Ending, Held, NoRun, Slot, Store, StoreError, StoreFault, StoredJob, StoredRun, lasting};
use rows::{fault, millis, time};

/// How long a call waits for others, unless it is told otherwise.
const BUSY: Duration = Duration::from_secs(5);

/// A [`Store`] in a SQLite file, for any number of processes on one machine.
///
/// Its tables begin with `punctual_`, so the file may hold those of others as well. What was
/// written is on the disk when a call returns.
///
/// ```
/// use chrono::DateTime;
/// use punctual::{SqliteStore, Store, StoredJob};
///
/// # let folder = std::env::temp_dir().join(format!("punctual-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("jobs.db");
/// let store = SqliteStore::open(&path)?;
/// store.add(&[StoredJob::new("backup", "every day at 02:00", 0, DateTime::UNIX_EPOCH)])?;
/// drop(store);
///
/// let again = SqliteStore::open(&path)?;
/// assert_eq!(&*again.jobs()?[0].schedule, "every day at 02:00");
/// # drop(again);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SqliteStore {
    path: PathBuf,
    /// Cached statements belong to it.
    connection: Mutex<Connection>,
}

impl SqliteStore {
    /// Opens a file, or makes it.
    ///
    /// It is read before anything is written to it: a file that is damaged, of a newer version,
    /// or no SQLite file is left as it is. One of an older version is brought up to date.
    ///
    /// # Errors
    ///
    /// [`Damaged`](StoreFault::Damaged), [`Newer`](StoreFault::Newer),
    /// [`Foreign`](StoreFault::Foreign), or what keeps it from being opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_within(path, BUSY)
    }

    /// Opens a file whose calls wait at most so long for other processes; with [`open`](Self::open), 5 seconds.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub fn open_within(path: impl AsRef<Path>, busy: Duration) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let connection = open::open(path, busy)?;
        Ok(Self { path: path.to_owned(), connection: Mutex::new(connection) })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self, error: &rusqlite::Error) -> StoreError {
        fault(&self.path, error)
    }

    /// Does something with the connection.
    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let connection = self.connection.lock();
        let done = work(&connection);
        drop(connection);
        done.map_err(|error| self.failed(&error))
    }

    /// Runs one statement that changes rows, and says whether it did.
    fn change_one(&self, sql: &str, values: &[&dyn ToSql]) -> Result<bool, StoreError> {
        self.with(|it| it.prepare_cached(sql)?.execute(values)).map(|changed| changed > 0)
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("path", &self.path).finish_non_exhaustive()
    }
}

/// The one row that a statement returns. It is done only when there is no further one: what goes
/// wrong at its end is heard of there.
fn one<T>(
    statement: &mut Statement<'_>,
    values: &[&dyn ToSql],
    read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    let mut rows = statement.query(values)?;
    let found = rows.next()?.map(read).transpose()?;
    while rows.next()?.is_some() {}
    Ok(found)
}

fn claim_one(connection: &Connection, claim: &Claim) -> rusqlite::Result<Option<Held>> {
    let Claim { slot, owner, .. } = claim;
    let (at, first, started) = (millis(slot.at), millis(slot.first), millis(claim.started));
    let lease = lasting(claim.lease);
    let values: [&dyn ToSql; 8] = [&slot.job, &slot.by_hand, &at, &first, &claim.at_most_once, owner, &lease, &started];
    one(&mut *connection.prepare_cached(statements::CLAIM)?, &values, |row| {
        let first = row.get(0)?;
        Ok(Held::new(claim, time(0, first)?, row.get(1)?, row.get(2)?))
    })
}

fn finish_one(connection: &Connection, held: &Held, ending: &Ending, ended: DateTime<Utc>) -> rusqlite::Result<bool> {
    let Slot { job, by_hand, at, .. } = &held.slot;
    let lease = match ending {
        Ending::Retrying(_, within) => Some(lasting(*within)),
        _ => None,
    };
    let (state, error) = (ending.state().as_str(), ending.error());
    let (at, ended) = (millis(*at), millis(ended));
    let values: [&dyn ToSql; 9] = [job, by_hand, &at, &held.owner, &held.attempt, &state, &error, &ended, &lease];
    connection.prepare_cached(statements::FINISH)?.execute(values).map(|changed| changed > 0)
}

impl Store for SqliteStore {
    fn add(&self, jobs: &[StoredJob]) -> Result<Vec<StoredJob>, StoreError> {
        self.with(|it| {
            let all = open::begin(it)?;
            let (mut add, mut found) = (it.prepare_cached(statements::ADD)?, it.prepare_cached(statements::JOB)?);
            let mut stored = Vec::with_capacity(jobs.len());
            for job in jobs {
                let (hash, since) = (job.hash.cast_signed(), millis(job.since));
                add.execute([&job.name as &dyn ToSql, &job.schedule, &hash, &job.paused, &since])?;
                stored.push(found.query_row([&job.name], rows::job)?);
            }
            all.commit()?;
            Ok(stored)
        })
    }

    fn change(&self, jobs: &[StoredJob]) -> Result<(), StoreError> {
        self.with(|it| {
            let all = open::begin(it)?;
            let (mut change, mut uncover) =
                (it.prepare_cached(statements::CHANGE)?, it.prepare_cached(statements::UNCOVER)?);
            for job in jobs {
                let (hash, since) = (job.hash.cast_signed(), millis(job.since));
                change.execute([&job.name as &dyn ToSql, &job.schedule, &hash, &job.paused, &since])?;
                uncover.execute([&job.name as &dyn ToSql, &since])?;
            }
            all.commit()
        })
    }

    fn job(&self, name: &str) -> Result<Option<StoredJob>, StoreError> {
        self.with(|it| one(&mut *it.prepare_cached(statements::JOB)?, &[&name], rows::job))
    }

    fn jobs(&self) -> Result<Vec<StoredJob>, StoreError> {
        self.with(|it| it.prepare_cached(statements::JOBS)?.query_map([], rows::job)?.collect())
    }

    fn claim(&self, claim: &Claim) -> Result<Option<Held>, StoreError> {
        self.with(|it| claim_one(it, claim))
    }

    fn claim_all(&self, claims: &[Claim]) -> Result<Vec<Option<Held>>, StoreError> {
        self.with(|it| {
            let all = open::begin(it)?;
            let held = claims.iter().map(|claim| claim_one(it, claim)).collect::<rusqlite::Result<_>>()?;
            all.commit()?;
            Ok(held)
        })
    }

    fn give_back(&self, claim: &Claim) -> Result<(), StoreError> {
        let Slot { job, by_hand, at, .. } = &claim.slot;
        self.change_one(statements::GIVE_BACK, &[job, by_hand, &millis(*at), &claim.owner]).map(drop)
    }

    fn renew(&self, held: &Held, lease: Duration) -> Result<bool, StoreError> {
        let Slot { job, by_hand, at, .. } = &held.slot;
        let lease = lasting(lease);
        self.change_one(statements::RENEW, &[job, by_hand, &millis(*at), &held.owner, &held.attempt, &lease])
    }

    fn finish(&self, held: &Held, ending: &Ending, ended: DateTime<Utc>) -> Result<bool, StoreError> {
        self.with(|it| finish_one(it, held, ending, ended))
    }

    fn finish_all(&self, runs: &[(Held, Ending, DateTime<Utc>)]) -> Result<Vec<bool>, StoreError> {
        self.with(|it| {
            let all = open::begin(it)?;
            let each = runs.iter().map(|(held, ending, ended)| finish_one(it, held, ending, *ended));
            let done = each.collect::<rusqlite::Result<_>>()?;
            all.commit()?;
            Ok(done)
        })
    }

    fn record(&self, slot: &Slot, reason: &NoRun, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let (slot_at, first) = (millis(slot.at), millis(slot.first));
        let (state, why) = (reason.state().as_str(), reason.why());
        self.change_one(statements::RECORD, &[&slot.job, &slot.by_hand, &slot_at, &first, &state, &why, &millis(at)])
    }

    fn recover(&self, owner: &str, at: DateTime<Utc>) -> Result<Vec<StoredRun>, StoreError> {
        if !self.path.exists() {
            // The file that is still open would be written to, and no other process would see it.
            let message = format!("{}: the file is gone", self.path.display());
            return Err(StoreError::new(StoreFault::Unreachable, message));
        }
        self.with(|it| {
            let has_run_out = it.prepare_cached(statements::HAS_RUN_OUT)?.exists([owner])?;
            if !has_run_out {
                return Ok(Vec::new());
            }
            let all = open::begin(it)?;
            let mut close = it.prepare_cached(statements::CLOSE)?;
            let mut found: Vec<StoredRun> =
                close.query_map([&owner as &dyn ToSql, &millis(at)], rows::run)?.collect::<rusqlite::Result<_>>()?;
            for open in it.prepare_cached(statements::RUN_OUT)?.query_map([owner], rows::run)? {
                found.push(open?);
            }
            all.commit()?;
            found.sort_by(|a, b| {
                (a.slot.at, &a.slot.job, a.slot.by_hand).cmp(&(b.slot.at, &b.slot.job, b.slot.by_hand))
            });
            Ok(found)
        })
    }

    fn release(&self, slot: &Slot) -> Result<bool, StoreError> {
        self.change_one(statements::RELEASE, &[&slot.job, &slot.by_hand, &millis(slot.at)])
    }

    fn history(&self, job: &str, at_most: usize) -> Result<Vec<StoredRun>, StoreError> {
        let most = i64::try_from(at_most).unwrap_or(i64::MAX);
        self.with(|it| {
            it.prepare_cached(statements::HISTORY)?.query_map([&job as &dyn ToSql, &most], rows::run)?.collect()
        })
    }

    fn retain(&self, job: &str, at_most: Option<u32>, before: Option<DateTime<Utc>>) -> Result<u64, StoreError> {
        let mut gone = 0_u64;
        for by_hand in [false, true] {
            let values: [&dyn ToSql; 4] = [&job, &by_hand, &at_most, &before.map(millis)];
            let removed = self.with(|it| it.prepare_cached(statements::RETAIN)?.execute(values))?;
            gone = gone.saturating_add(u64::try_from(removed).unwrap_or(0));
        }
        Ok(gone)
    }
}
