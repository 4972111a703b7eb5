//! The `punctual` command, as it is run: arguments and standard input in, text, JSON and an
//! exit status out.
#![cfg(feature = "cli")]
#![expect(clippy::expect_used, clippy::string_slice, reason = "a test fails by panicking")]

mod convert;
mod folder;
mod input;
mod json;
mod output;
#[cfg(unix)]
mod run;
mod transcripts;
mod usage;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use folder::Folder;

/// A moment to look from that is the same every day.
const FROM: &str = "--from=2026-01-01T00:00:00Z";

/// What a run of the command gave.
struct Run {
    stdout: String,
    stderr: String,
    status: i32,
}

/// The command, in a surrounding that is the same everywhere.
fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_punctual"));
    command.args(args).env("TZ", "UTC");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command
}

/// A file of the repository.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// What is in a file of the repository.
fn page(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect("a file")
}

/// Runs the command with nothing on standard input.
fn punctual(args: &[&str]) -> Run {
    fed(args, b"")
}

/// Runs the command with this on standard input.
fn fed(args: &[&str], input: &[u8]) -> Run {
    finish(command(args), input)
}

/// Runs a command to its end.
fn finish(mut command: Command, input: &[u8]) -> Run {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // A command that reads nothing closes the pipe, which is its right.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the command ends");
    feeder.join().expect("the input is written");
    Run {
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        status: output.status.code().expect("an exit status"),
    }
}
