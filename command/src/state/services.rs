//! Which process runs the jobs.

use std::time::Duration;

use rusqlite::params;

use super::State;
use crate::failure::Failure;

/// A process that runs the jobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Service {
    /// A word that no other has.
    pub(crate) owner: String,
    pub(crate) pid: u32,
    pub(crate) since: i64,
}

/// How often it says that it is there.
pub(crate) const BEAT: Duration = Duration::from_secs(15);

/// How far its last word may be from now, in milliseconds: one of long ago is of a process that
/// was killed, and one of later of a clock that was set back.
const LATELY: i64 = 30_000;

impl State {
    /// Says that a process runs the jobs.
    pub(crate) fn beat(&self, service: &Service, now: i64) -> Result<(), Failure> {
        self.with(|it| {
            let sql =
                "INSERT OR REPLACE INTO punctual_command_service (owner, pid, since, beat) VALUES (?1, ?2, ?3, ?4)";
            it.execute(sql, params![service.owner, service.pid, service.since, now])?;
            let gone = "DELETE FROM punctual_command_service WHERE abs(beat - ?1) > 2 * ?2";
            it.execute(gone, [now, LATELY]).map(drop)
        })
    }

    /// Says that it does so no more.
    pub(crate) fn leave(&self, service: &Service) -> Result<(), Failure> {
        self.with(|it| it.execute("DELETE FROM punctual_command_service WHERE owner = ?1", [&service.owner]).map(drop))
    }

    /// The process that runs the jobs, if one said so lately.
    pub(crate) fn service(&self, now: i64) -> Result<Option<Service>, Failure> {
        self.with(|it| {
            let sql = "SELECT owner, pid, since FROM punctual_command_service WHERE abs(beat - ?1) < ?2 ORDER BY since LIMIT 1";
            let mut statement = it.prepare_cached(sql)?;
            let mut rows = statement.query([now, LATELY])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Ok(Some(Service { owner: row.get(0)?, pid: row.get(1)?, since: row.get(2)? }))
        })
    }
}
