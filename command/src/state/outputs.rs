//! What runs printed, as it is kept.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, params};

use super::State;
use crate::failure::Failure;
use crate::output;

/// How many runs of a job have their output kept.
const RUNS: i64 = 100;

/// What a run printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) job: String,
    /// In milliseconds since 1970, as the store has it.
    pub(crate) slot: i64,
    pub(crate) attempt: u32,
    pub(crate) ended: i64,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
    pub(crate) stdout_total: u64,
    pub(crate) stderr_total: u64,
}

impl State {
    /// The output of the latest runs of a job that printed something, the latest first.
    pub(crate) fn outputs(&self, job: &str, at_most: u32) -> Result<Vec<Output>, Failure> {
        let sql = "SELECT job, slot, attempt, ended, stdout, stderr, stdout_total, stderr_total
            FROM punctual_command_output WHERE job = ?1 ORDER BY ended DESC, attempt DESC LIMIT ?2";
        self.with(|it| {
            let mut statement = it.prepare_cached(sql)?;
            let rows = statement.query_map(params![job, at_most], |row| {
                Ok(Output {
                    job: row.get(0)?,
                    slot: row.get(1)?,
                    attempt: row.get(2)?,
                    ended: row.get(3)?,
                    stdout: row.get(4)?,
                    stderr: row.get(5)?,
                    stdout_total: row.get::<_, i64>(6)?.unsigned_abs(),
                    stderr_total: row.get::<_, i64>(7)?.unsigned_abs(),
                })
            })?;
            rows.collect()
        })
    }

    fn keep(&self, outputs: &[Output]) -> Result<(), Failure> {
        self.with(|it| {
            let all = it.unchecked_transaction()?;
            for output in outputs {
                keep_one(&all, output)?;
            }
            all.commit()
        })
    }
}

fn keep_one(connection: &Connection, output: &Output) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO punctual_command_output
        (job, slot, attempt, ended, stdout, stderr, stdout_total, stderr_total) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    connection.prepare_cached(sql)?.execute(params![
        output.job,
        output.slot,
        output.attempt,
        output.ended,
        output.stdout,
        output.stderr,
        output.stdout_total.cast_signed(),
        output.stderr_total.cast_signed(),
    ])?;
    let sql = "DELETE FROM punctual_command_output WHERE job = ?1 AND ended <
        (SELECT ended FROM punctual_command_output WHERE job = ?1 ORDER BY ended DESC LIMIT 1 OFFSET ?2)";
    connection.prepare_cached(sql)?.execute(params![output.job, RUNS.saturating_sub(1)])?;
    Ok(())
}

/// What the thread that keeps output is told.
#[derive(Debug)]
pub(crate) enum Letter {
    Output(Output),
    /// There is no more.
    End,
}

/// Writes output down on a thread of its own, so that no run waits for the disk.
#[derive(Debug)]
pub(crate) struct Keeper {
    sender: SyncSender<Letter>,
    thread: JoinHandle<()>,
}

impl Keeper {
    pub(crate) fn start(state: &Arc<State>) -> io::Result<Self> {
        let (sender, outputs) = sync_channel::<Letter>(1024);
        let state = Arc::clone(state);
        let thread = thread::Builder::new().name("kept output".to_owned()).spawn(move || {
            while let Ok(Letter::Output(first)) = outputs.recv() {
                let mut batch = vec![first];
                let mut is_end = false;
                for letter in outputs.try_iter().take(256) {
                    match letter {
                        Letter::Output(output) => batch.push(output),
                        Letter::End => is_end = true,
                    }
                }
                if let Err(Failure::Cannot(why)) = state.keep(&batch) {
                    output::warn(&format!("the output of {} runs is not kept: {why}", batch.len()));
                }
                if is_end {
                    return;
                }
            }
        })?;
        Ok(Self { sender, thread })
    }

    /// Where output goes.
    pub(crate) fn sender(&self) -> SyncSender<Letter> {
        self.sender.clone()
    }

    /// Returns when all is written that was sent before.
    pub(crate) fn finish(self) {
        if self.sender.send(Letter::End).is_ok() {
            drop(self.thread.join());
        }
    }
}
