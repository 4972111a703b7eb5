//! `punctual run`: real processes, signals and files.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it measured"
)]

mod acts;
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
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Folder, Run, command, punctual};

/// Longer than anything takes here.
const DEADLINE: Duration = Duration::from_secs(30);

/// The state in a folder, beside its file of jobs.
const STATE: &str = "state.db";

impl Folder {
    /// What is in a file so far.
    fn so_far(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_default()
    }

    /// Waits until a file holds what is asked for.
    fn until(&self, name: &str, holds: impl Fn(&str) -> bool) -> String {
        until(name, || Some(self.so_far(name)).filter(|text| holds(text)))
    }

    /// Waits until a file has a whole line.
    fn line(&self, name: &str) -> String {
        self.until(name, |text| text.ends_with('\n'))
    }

    /// Asks something of the jobs here and their state, or for something.
    fn ask(&self, args: &[&str]) -> Run {
        let (file, state) = (self.path("punctual.toml"), self.path(STATE));
        punctual(&[args, &["--file", &file, "--state", &state]].concat())
    }

    /// The same, which must go well; what it says.
    fn answer(&self, args: &[&str]) -> String {
        let run = self.ask(args);
        assert_eq!(run.status, 0, "{args:?}: {}{}", run.stdout, run.stderr);
        run.stdout
    }

    /// What became of the runs of a job.
    fn history(&self, job: &str) -> Vec<Value> {
        let lines = self.answer(&["history", "--json", "-n", "1000", job]);
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
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
    /// Remembers nothing.
    fn start(folder: &Folder, args: &[&str]) -> Self {
        let file = folder.path("punctual.toml");
        Self::begin(command(&[&["run", "--no-state", "--log", "json", &file], args].concat()))
    }

    /// Remembers in the state of the folder.
    fn remembering(folder: &Folder, args: &[&str]) -> Self {
        let (file, state) = (folder.path("punctual.toml"), folder.path(STATE));
        Self::begin(command(&[&["run", "--state", &state, "--log", "json", &file], args].concat()))
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

    /// Kills it, and nothing that it began.
    fn kill(self) {
        self.signal("KILL");
        self.killed();
    }

    /// Waits until it was killed.
    fn killed(mut self) {
        until("the end", || self.child.try_wait().expect("a child"));
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
