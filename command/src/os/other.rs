//! Systems without process groups and signals as Unix has them: jobs are not run there.

use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};

use super::{Asked, End};

pub(crate) const REFUSAL: Option<&str> =
    Some("`punctual run` needs the process groups and signals of Unix, which this system does not have");

pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

pub(crate) fn shell(line: &str) -> Command {
    Command::new(line)
}

pub(crate) fn alone(_: &mut Command) {}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Group;

impl Group {
    pub(crate) fn of(_: &Child) -> Option<Self> {
        None
    }

    pub(crate) fn end(self, _: End) {}

    pub(crate) fn is_alive(self) -> bool {
        false
    }

    pub(crate) fn leader_ended(self) {}

    pub(crate) fn number(self) -> i32 {
        0
    }
}

pub(crate) fn is_there(_: u32) -> bool {
    true
}

pub(crate) fn failure(status: ExitStatus) -> Option<String> {
    (!status.success()).then(|| status.to_string())
}

pub(crate) fn listen(_: impl FnMut(Asked) -> bool + Send + 'static) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

pub(crate) fn is_first() -> bool {
    false
}

pub(crate) fn orphans<T>(_: impl Fn(&[u8]) -> Option<(i32, T)>) -> Vec<(Group, T)> {
    Vec::new()
}

pub(crate) fn reap(_: impl Fn(i32) -> bool) {}
