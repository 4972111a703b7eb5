//! Where answers go: right ones to standard output, wrong ones to standard error.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::style::{NOTE, WRONG};

/// How many texts were right and wrong so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) right: u64,
    pub(crate) wrong: u64,
}

/// Writes for people: colours go through only where a terminal shows them.
pub(crate) fn say(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Write)
}

/// Writes for programs: the bytes as they are.
pub(crate) fn line(line: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n"));
    written.and_then(|()| out.flush()).map_err(Failure::Write)
}

/// Writes what was made to a file; to standard output where there is none, or where it is `-`.
pub(crate) fn to(path: Option<&Path>, text: &str) -> Result<(), Failure> {
    match path {
        Some(path) if path.as_os_str() != "-" => {
            fs::write(path, text).map_err(|error| Failure::unwritable(path, &error))
        }
        _ => line(text.trim_end()),
    }
}

/// Says what is wrong with a text. A closed standard error is nobody's loss.
pub(crate) fn complain(text: &str) {
    drop(anstream::stderr().lock().write_all(text.as_bytes()));
}

/// Says what the user should know about how the command was called.
pub(crate) fn warn(warning: &str) {
    complain(&format!("{NOTE}warning:{NOTE:#} {warning}\n"));
}

impl Tally {
    /// The exit status: 0 all right, 1 some text wrong, 2 wrong usage.
    pub(crate) fn finish(&self, done: Result<(), Failure>) -> ExitCode {
        let failure = match done {
            Ok(()) => None,
            // Whoever read the answers has seen enough: `| head -1`.
            Err(Failure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => None,
            Err(Failure::Write(error)) => Some(format!("the answer cannot be written: {error}")),
            Err(Failure::Cannot(why)) => Some(why),
        };
        match failure {
            Some(failure) => {
                complain(&format!("{WRONG}error:{WRONG:#} {failure}\n"));
                ExitCode::from(2)
            }
            None if self.wrong > 0 => ExitCode::from(1),
            None => ExitCode::SUCCESS,
        }
    }
}
