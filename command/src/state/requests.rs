//! What another process asks of the one that runs.

use rusqlite::{OptionalExtension as _, params};

use super::State;
use crate::failure::Failure;

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Run it now.
    Trigger,
    /// Begin no run of it.
    Pause,
    /// Go on.
    Resume,
}

/// A request that nobody has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    id: i64,
    pub(crate) job: String,
    pub(crate) act: Act,
}

/// What the process that runs the jobs makes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Done,
    /// The job runs already, and may not run beside itself.
    Busy,
    /// It does not run that job: it is not enabled, has no slot left, or is new in the file.
    NotHere,
}

impl Answer {
    const ALL: [Self; 3] = [Self::Done, Self::Busy, Self::NotHere];

    fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Busy => "busy",
            Self::NotHere => "not here",
        }
    }
}

impl Act {
    const ALL: [Self; 3] = [Self::Trigger, Self::Pause, Self::Resume];

    fn word(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Pause => "pause",
            Self::Resume => "resume",
        }
    }
}

impl State {
    /// Asks for something.
    pub(crate) fn ask(&self, job: &str, act: Act, now: i64) -> Result<Request, Failure> {
        let id = self.with(|it| {
            it.execute(
                "INSERT INTO punctual_command_request (job, act, made) VALUES (?1, ?2, ?3)",
                params![job, act.word(), now],
            )?;
            Ok(it.last_insert_rowid())
        })?;
        Ok(Request { id, job: job.to_owned(), act })
    }

    /// What was answered to a request, after which it is gone.
    pub(crate) fn answer(&self, request: &Request) -> Result<Option<Answer>, Failure> {
        let word: Option<String> = self.with(|it| {
            let sql = "DELETE FROM punctual_command_request WHERE id = ?1 AND answer IS NOT NULL RETURNING answer";
            it.query_row(sql, [request.id], |row| row.get(0)).optional()
        })?;
        Ok(word.and_then(|word| Answer::ALL.into_iter().find(|answer| answer.word() == word)))
    }

    /// Takes a request back. Says whether nobody had taken it on.
    pub(crate) fn take_back(&self, request: &Request) -> Result<bool, Failure> {
        self.with(|it| {
            let sql = "DELETE FROM punctual_command_request WHERE id = ?1 AND answer IS NULL";
            it.execute(sql, [request.id]).map(|gone| gone > 0)
        })
    }

    /// The requests that wait for an answer. Old ones, whose sender is gone, are removed.
    pub(crate) fn requests(&self, now: i64) -> Result<Vec<Request>, Failure> {
        const OLD: i64 = 60_000;
        self.with(|it| {
            let mut statement = it.prepare_cached(
                "SELECT id, job, act FROM punctual_command_request WHERE answer IS NULL AND made > ?1 ORDER BY id",
            )?;
            let rows = statement.query_map([now.saturating_sub(OLD)], |row| {
                let word: String = row.get(2)?;
                let act = Act::ALL.into_iter().find(|act| act.word() == word);
                Ok(act.map(|act| (row.get(0), row.get(1), act)))
            })?;
            let mut requests = Vec::new();
            for row in rows {
                if let Some((id, job, act)) = row? {
                    requests.push(Request { id: id?, job: job?, act });
                }
            }
            it.execute("DELETE FROM punctual_command_request WHERE made <= ?1", [now.saturating_sub(OLD)])?;
            Ok(requests)
        })
    }

    /// Answers a request, before it is carried out. `false` when it was taken back, or taken on by
    /// another: then it is not to be carried out.
    pub(crate) fn take_on(&self, request: &Request, answer: Answer) -> Result<bool, Failure> {
        self.with(|it| {
            let sql = "UPDATE punctual_command_request SET answer = ?2 WHERE id = ?1 AND answer IS NULL";
            it.execute(sql, params![request.id, answer.word()]).map(|changed| changed > 0)
        })
    }

    /// Leaves out the slot of a job at this instant.
    pub(crate) fn skip(&self, job: &str, slot: i64) -> Result<(), Failure> {
        self.with(|it| {
            let sql = "INSERT OR REPLACE INTO punctual_command_skip (job, slot) VALUES (?1, ?2)";
            it.execute(sql, params![job, slot]).map(drop)
        })
    }

    /// The slots that are to be left out: job, and instant.
    pub(crate) fn skips(&self) -> Result<Vec<(String, i64)>, Failure> {
        self.with(|it| {
            let mut statement = it.prepare_cached("SELECT job, slot FROM punctual_command_skip")?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// Forgets a slot that was left out.
    pub(crate) fn forget_skip(&self, job: &str, slot: i64) -> Result<(), Failure> {
        self.with(|it| {
            let sql = "DELETE FROM punctual_command_skip WHERE job = ?1 AND slot = ?2";
            it.execute(sql, params![job, slot]).map(drop)
        })
    }
}
