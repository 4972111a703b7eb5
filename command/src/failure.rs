//! Why a command could not do what it was asked: it ends with status 2.

use std::io;
use std::path::Path;

use punctual::StoreError;

use crate::width::{clean, clean_path};

#[derive(Debug)]
pub(crate) enum Failure {
    /// It was called wrongly, or something that it needs cannot be read, written or used.
    Cannot(String),
    /// The answer itself cannot be written.
    Write(io::Error),
}

impl Failure {
    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self::Cannot(format!("{} cannot be written: {error}", clean_path(path)))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Cannot(format!("the state cannot be used: {}", clean(&error.to_string())))
    }
}
