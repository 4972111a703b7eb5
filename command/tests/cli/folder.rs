//! A folder of its own for a test.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Run, command, finish};

/// Gone at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// A folder with this file of jobs.
    pub(crate) fn with(jobs: &str) -> Self {
        let folder = Self::new();
        folder.write("punctual.toml", jobs);
        folder
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        // At once, as editors do.
        let new = self.0.join("new");
        fs::write(&new, text).expect("a file");
        fs::rename(new, self.0.join(name)).expect("a file");
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    /// Runs the command in this folder, which is its home as well.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.fed(args, "")
    }

    /// Runs the command in this folder with this on standard input.
    pub(crate) fn fed(&self, args: &[&str], input: &str) -> Run {
        let mut command = command(args);
        command.env("HOME", &self.0).current_dir(&self.0);
        finish(command, input.as_bytes())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
