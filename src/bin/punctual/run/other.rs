//! Systems without process groups and signals as Unix has them: jobs are not run there.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::Sender;

use super::Message;

pub(super) const REFUSAL: Option<&str> =
    Some("`punctual run` needs the process groups and signals of Unix, which this system does not have");

pub(super) fn shell(line: &str) -> Command {
    Command::new(line)
}

pub(super) fn alone(_: &mut Command) {}

#[derive(Debug, Clone, Copy)]
pub(super) struct Group;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Ask,
    Kill,
}

impl Group {
    pub(super) fn of(_: &Child) -> Option<Self> {
        None
    }

    pub(super) fn end(self, _: End) {}

    pub(super) fn is_alive(self) -> bool {
        false
    }

    pub(super) fn leader_ended(self) {}

    pub(super) fn number(self) -> i32 {
        0
    }
}

pub(super) fn failure(status: ExitStatus) -> Option<String> {
    (!status.success()).then(|| status.to_string())
}

pub(super) fn listen(_: Sender<Message>) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

pub(super) fn is_first() -> bool {
    false
}

pub(super) fn reap(_: impl Fn(i32) -> bool) {}
