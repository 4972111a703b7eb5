//! What is remembered: the store of the scheduler, and beside it in the same file what only the
//! command needs.

mod outputs;
mod place;
mod requests;
mod services;
mod tables;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use punctual::SqliteStore;
use rusqlite::Connection;

use crate::failure::Failure;
use crate::width::{clean, clean_path};
pub(crate) use outputs::{Keeper, Letter, Output};
pub(crate) use requests::{Act, Answer, Request};
pub(crate) use services::{BEAT, Service};

/// The state of a file of jobs.
pub(crate) struct State {
    pub(crate) path: PathBuf,
    pub(crate) store: Arc<SqliteStore>,
    own: Mutex<Connection>,
}

/// How long to wait for another that writes.
const BUSY: Duration = Duration::from_secs(5);

impl State {
    /// Where the state of a file lies, if nobody says another place.
    pub(crate) fn place(given: Option<&Path>, file: &Path) -> Result<PathBuf, Failure> {
        given.map_or_else(|| place::of(file).map_err(Failure::Cannot), |given| Ok(given.to_owned()))
    }

    /// Opens the state, or makes it.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            crate::os::private_folder(folder)
                .map_err(|error| Failure::Cannot(format!("{} cannot be made: {error}", clean_path(folder))))?;
        }
        let store = SqliteStore::open_within(path, BUSY)?;
        let failed = |error: rusqlite::Error| broken(path, &error);
        let mut own = Connection::open(path).map_err(failed)?;
        own.busy_timeout(BUSY).map_err(failed)?;
        // The output of the last runs is lost with the power, and nothing else.
        own.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        tables::make(&mut own).map_err(failed)?.map_err(|why| broken(path, &why))?;
        Ok(Self { path: path.to_owned(), store: Arc::new(store), own: Mutex::new(own) })
    }

    /// Opens the state if there is one.
    pub(crate) fn existing(path: &Path) -> Result<Option<Self>, Failure> {
        match path.try_exists() {
            Ok(true) => Self::open(path).map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(broken(path, &error)),
        }
    }

    /// Does something with the tables of the command.
    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Failure> {
        let connection = self.own.lock();
        let done = work(&connection);
        drop(connection);
        done.map_err(|error| broken(&self.path, &error))
    }

    /// A number that changes when another connection has written.
    pub(crate) fn version(&self) -> Result<i64, Failure> {
        self.with(|it| it.query_row("PRAGMA data_version", [], |row| row.get(0)))
    }
}

fn broken(path: &Path, error: &dyn fmt::Display) -> Failure {
    Failure::Cannot(format!("the state {} cannot be used: {}", clean_path(path), clean(&error.to_string())))
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("path", &self.path).finish_non_exhaustive()
    }
}
