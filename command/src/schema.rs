//! `punctual schema`: the JSON Schema of the file of jobs.

use crate::failure::Failure;
use crate::file::schema::schema;
use crate::output;

pub(crate) fn run() -> Result<(), Failure> {
    output::line(&schema())
}
