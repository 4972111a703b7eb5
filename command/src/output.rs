//! Where answers go: right ones to standard output, wrong ones to standard error.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use crate::input::Failure;
use crate::style::{NOTE, WRONG};

/// How many texts were right and wrong so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) right: u64,
    pub(crate) wrong: u64,
}

/// Writes for people: colours go through only where a terminal shows them.
pub(crate) fn say(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes for programs: the bytes as they are.
pub(crate) fn line(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Says what is wrong with a text. A closed standard error is nobody's loss.
pub(crate) fn complain(text: &str) {
    drop(anstream::stderr().lock().write_all(text.as_bytes()));
}

/// Says what the user should know about how the command was called.
pub(crate) fn warn(warning: Option<String>) {
    if let Some(warning) = warning {
        complain(&format!("{NOTE}warning:{NOTE:#} {warning}\n"));
    }
}

impl Tally {
    /// The exit status: 0 all right, 1 some text wrong, 2 wrong usage.
    pub(crate) fn finish(&self, done: Result<(), Failure>) -> ExitCode {
        let failure = match done {
            Ok(()) => None,
            // Whoever read the answers has seen enough: `| head -1`.
            Err(Failure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => None,
            Err(Failure::Write(error)) => Some(format!("the answer cannot be written: {error}")),
            Err(Failure::Usage(usage)) => Some(usage),
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
