//! `punctual schema`: the JSON Schema of the file of jobs.

use crate::file::schema::schema;
use crate::input::Failure;
use crate::output;

pub(crate) fn run() -> Result<(), Failure> {
    output::line(&schema()).map_err(Failure::Write)
}
