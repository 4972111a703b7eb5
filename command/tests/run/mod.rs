//! `punctual run`: real processes, signals and files.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it measured"
)]

mod bad_files;
mod commands;
mod file;
mod first_process;
mod herd;
mod killed;
mod reload;
mod restart;
mod state;
mod stop;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::command;

/// Longer than anything takes here.
const DEADLINE: Duration = Duration::from_secs(30);

/// A folder with a file of jobs, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("run-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// A folder with this file of jobs.
    fn with(jobs: &str) -> Self {
        let folder = Self::new();
        folder.write("punctual.toml", jobs);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        // At once, as editors do.
        let new = self.0.join("new");
        fs::write(&new, text).expect("a file");
        fs::rename(new, self.0.join(name)).expect("a file");
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_default()
    }

    /// Waits until a file holds what is asked for.
    fn until(&self, name: &str, holds: impl Fn(&str) -> bool) -> String {
        until(name, || Some(self.read(name)).filter(|text| holds(text)))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Waits for something, up to a deadline.
fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    until_within(DEADLINE, what, look)
}

fn until_within<T>(deadline: Duration, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < deadline, "waited in vain for {what}");
        thread::park_timeout(Duration::from_millis(5));
    }
}

#[expect(clippy::disallowed_methods, reason = "the test has a deadline")]
fn now() -> Instant {
    Instant::now()
}

/// `punctual run` with a log of JSON, while it goes on.
struct Service {
    child: Child,
    log: Arc<Mutex<Vec<Value>>>,
    stderr: Arc<Mutex<String>>,
}

impl Service {
    fn start(folder: &Folder, args: &[&str]) -> Self {
        let file = folder.path("punctual.toml");
        let mut all = vec!["run", "--no-state", "--log", "json", &file];
        all.extend(args);
        Self::begin(command(&all))
    }

    fn begin(mut command: std::process::Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let (log, stderr) = (Arc::<Mutex<Vec<Value>>>::default(), Arc::<Mutex<String>>::default());
        let (out, err) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
        let lines = Arc::clone(&log);
        thread::spawn(move || {
            for line in std::io::BufRead::lines(std::io::BufReader::new(out)) {
                let line: Value = serde_json::from_str(&line.expect("UTF-8")).expect("a line of JSON");
                lines.lock().expect("a lock").push(line);
            }
        });
        let said = Arc::clone(&stderr);
        thread::spawn(move || {
            let (mut err, mut buffer) = (err, [0; 4096]);
            while let Ok(read @ 1..) = err.read(&mut buffer) {
                said.lock().expect("a lock").push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
        });
        Self { child, log, stderr }
    }

    /// The lines so far that have these fields.
    fn all(&self, fields: &[(&str, &str)]) -> Vec<Value> {
        let has = |line: &Value| fields.iter().all(|(key, value)| line[key] == *value);
        self.log.lock().expect("a lock").iter().filter(|line| has(line)).cloned().collect()
    }

    /// Waits for so many lines that have these fields; the last of them.
    fn nth(&self, count: usize, fields: &[(&str, &str)]) -> Value {
        until(&format!("{count} of {fields:?} in {:?}", self.log), || self.all(fields).into_iter().nth(count - 1))
    }

    /// Waits for a line that has these fields.
    fn first(&self, fields: &[(&str, &str)]) -> Value {
        self.nth(1, fields)
    }

    /// Waits until standard error says this.
    fn says(&self, what: &str) -> String {
        until(what, || Some(self.stderr.lock().expect("a lock").clone()).filter(|said| said.contains(what)))
    }

    /// Sends a signal.
    fn signal(&self, name: &str) {
        signal(name, &self.child.id().to_string());
    }

    /// Waits for its end.
    fn end(self) -> (i32, Vec<Value>) {
        self.end_within(DEADLINE)
    }

    fn end_within(mut self, deadline: Duration) -> (i32, Vec<Value>) {
        let status = until_within(deadline, "the end", || self.child.try_wait().expect("a child"));
        until("the end of its output", || (Arc::strong_count(&self.log) == 1).then_some(()));
        let log = std::mem::take(&mut *self.log.lock().expect("a lock"));
        (status.code().expect("it ended by itself"), log)
    }

    /// Stops it, and waits for its end.
    fn stop(self) -> (i32, Vec<Value>) {
        self.signal("TERM");
        self.end()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Sends a signal to a process, or with a minus to a group.
fn signal(name: &str, to: &str) -> bool {
    let mut kill = std::process::Command::new("kill");
    kill.args(["-s", name, "--", to]).stderr(Stdio::null()).status().expect("kill").success()
}

/// Whether a process is there and no zombie.
fn is_alive(number: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", number.trim())).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
}
