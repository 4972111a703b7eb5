//! The default scheduler, for scripts: free functions over one that is made at the first use.

use std::time::Duration;

use chrono::DateTime;
use chrono_tz::Tz;
use once_cell::sync::Lazy;

use crate::{Event, Job, Runner, StillRunning};

use super::{Pass, Scheduler};

static DEFAULT: Lazy<Scheduler> = Lazy::new(Scheduler::new);

pub(crate) fn default_scheduler() -> &'static Scheduler {
    &DEFAULT
}

/// Runs what is due on the default scheduler: [`Scheduler::run_pending`].
///
/// ```
/// use punctual::{every, run_pending};
///
/// let job = every(1).day().at("09:00").run(|| println!("good morning"))?;
/// // A script would do this in a loop, with a sleep in it.
/// run_pending();
/// assert!(job.cancel());
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn run_pending() -> Pass {
    DEFAULT.run_pending()
}

/// Runs every job of the default scheduler at once: [`Scheduler::run_all`].
///
/// ```
/// use punctual::{every, run_all};
///
/// every(1).day().at("09:00").run(|| ())?;
/// every(1).day().at("10:00").run(|| Err::<(), _>("no"))?;
/// let pass = run_all();
/// assert_eq!((pass.ran, pass.failed), (1, 1));
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn run_all() -> Pass {
    DEFAULT.run_all()
}

/// Runs every job of the default scheduler with a rest between two: [`Scheduler::run_all_with_delay`].
///
/// ```
/// use std::time::Duration;
/// use punctual::{every, run_all_with_delay};
///
/// every(1).day().run(|| ())?;
/// every(1).day().run(|| ())?;
/// assert_eq!(run_all_with_delay(Duration::from_millis(5)).ran, 2);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn run_all_with_delay(delay: Duration) -> Pass {
    DEFAULT.run_all_with_delay(delay)
}

/// Runs the jobs of the default scheduler with this tag at once: [`Scheduler::run_tagged`].
///
/// ```
/// use punctual::{every, run_tagged};
///
/// every(1).day().tag("mail").run(|| ())?;
/// every(1).day().run(|| ())?;
/// assert_eq!(run_tagged("mail").ran, 1);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn run_tagged(tag: &str) -> Pass {
    DEFAULT.run_tagged(tag)
}

/// The jobs of the default scheduler: [`Scheduler::jobs`].
///
/// ```
/// use punctual::{every, jobs};
///
/// let job = every(1).day().run(|| ())?;
/// assert_eq!(jobs(), [job]);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn jobs() -> Vec<Job> {
    DEFAULT.jobs()
}

/// The jobs of the default scheduler with this tag: [`Scheduler::tagged`].
///
/// ```
/// use punctual::{every, tagged};
///
/// every(1).day().tag("mail").run(|| ())?;
/// every(1).day().run(|| ())?;
/// assert_eq!(tagged("mail").len(), 1);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn tagged(tag: &str) -> Vec<Job> {
    DEFAULT.tagged(tag)
}

/// The jobs of the default scheduler with all of these tags: [`Scheduler::tagged_all`].
///
/// ```
/// use punctual::{every, tagged_all};
///
/// every(1).day().tags(["mail", "nightly"]).run(|| ())?;
/// every(1).day().tag("mail").run(|| ())?;
/// assert_eq!(tagged_all(&["mail", "nightly"]).len(), 1);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn tagged_all(tags: &[&str]) -> Vec<Job> {
    DEFAULT.tagged_all(tags)
}

/// The jobs of the default scheduler with any of these tags: [`Scheduler::tagged_any`].
///
/// ```
/// use punctual::{every, tagged_any};
///
/// every(1).day().tags(["mail", "nightly"]).run(|| ())?;
/// every(1).day().tag("mail").run(|| ())?;
/// assert_eq!(tagged_any(&["mail", "nightly"]).len(), 2);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn tagged_any(tags: &[&str]) -> Vec<Job> {
    DEFAULT.tagged_any(tags)
}

/// The job of the default scheduler with this name: [`Scheduler::get`].
///
/// ```
/// use punctual::{every, get};
///
/// let job = every(1).day().named("backup").run(|| ())?;
/// assert_eq!(get("backup"), Some(job));
/// assert_eq!(get("other"), None);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn get(name: &str) -> Option<Job> {
    DEFAULT.get(name)
}

/// Cancels the jobs of the default scheduler with this tag: [`Scheduler::cancel_tagged`].
///
/// ```
/// use punctual::{cancel_tagged, every};
///
/// let job = every(1).day().tag("mail").run(|| ())?;
/// assert_eq!(cancel_tagged("mail"), 1);
/// assert!(!job.is_active());
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn cancel_tagged(tag: &str) -> usize {
    DEFAULT.cancel_tagged(tag)
}

/// Pauses the jobs of the default scheduler with this tag: [`Scheduler::pause_tagged`].
///
/// ```
/// use punctual::{every, pause_tagged, run_all};
///
/// every(1).day().tag("mail").run(|| ())?;
/// assert_eq!(pause_tagged("mail"), 1);
/// assert_eq!(run_all().ran, 0);
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn pause_tagged(tag: &str) -> usize {
    DEFAULT.pause_tagged(tag)
}

/// Resumes the jobs of the default scheduler with this tag: [`Scheduler::resume_tagged`].
///
/// ```
/// use punctual::{every, pause_tagged, resume_tagged};
///
/// let job = every(1).day().tag("mail").run(|| ())?;
/// pause_tagged("mail");
/// assert_eq!(resume_tagged("mail"), 1);
/// assert!(!job.is_paused());
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn resume_tagged(tag: &str) -> usize {
    DEFAULT.resume_tagged(tag)
}

/// Cancels all jobs of the default scheduler: [`Scheduler::clear`].
///
/// ```
/// use punctual::{clear, every, jobs};
///
/// every(1).day().run(|| ())?;
/// clear();
/// assert!(jobs().is_empty());
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn clear() {
    DEFAULT.clear();
}

/// When the next job of the default scheduler is due: [`Scheduler::next_run`].
///
/// ```
/// use punctual::{every, next_run};
///
/// assert_eq!(next_run(), None);
/// let job = every(1).day().at("09:00").run(|| ())?;
/// assert_eq!(next_run(), job.next_run());
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn next_run() -> Option<DateTime<Tz>> {
    DEFAULT.next_run()
}

/// How long there is nothing to do for the default scheduler: [`Scheduler::idle`].
///
/// ```
/// use std::time::Duration;
/// use punctual::{after, idle};
///
/// assert_eq!(idle(), None);
/// after("10m").run(|| ())?;
/// assert!(idle().unwrap() < Duration::from_secs(601));
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn idle() -> Option<Duration> {
    DEFAULT.idle()
}

/// Calls `observer` with each event of the default scheduler: [`Scheduler::observe`].
///
/// ```
/// use std::sync::mpsc::channel;
/// use std::sync::Mutex;
/// use punctual::{every, observe, run_all, Event};
///
/// let (sender, errors) = channel();
/// let sender = Mutex::new(sender);
/// observe(move |event| {
///     if let Event::Failed { error, .. } = event {
///         drop(sender.lock().unwrap().send(error.to_string()));
///     }
/// });
/// every(1).day().run(|| Err::<(), _>("disk full"))?;
/// run_all();
/// assert_eq!(errors.recv().unwrap(), "disk full");
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn observe(observer: impl Fn(&Event) + Send + Sync + 'static) {
    DEFAULT.observe(observer);
}

/// Starts the default scheduler on threads of its own: [`Scheduler::start`].
///
/// ```
/// use std::sync::mpsc::channel;
/// use std::time::Duration;
/// use punctual::{every, start};
///
/// let (sender, runs) = channel();
/// every(10).milliseconds().run(move || drop(sender.send(())))?;
/// let runner = start();
/// runs.recv().unwrap();
/// assert!(runner.stop(Duration::from_secs(5)).is_empty());
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn start() -> Runner {
    DEFAULT.start()
}

/// Runs the default scheduler until it is [stopped](stop): [`Scheduler::run_forever`].
///
/// ```
/// use std::time::Duration;
/// use punctual::{every, get, run_forever, stop};
///
/// every(10).milliseconds().named("once").run(|| drop(stop(Duration::ZERO)))?;
/// run_forever();
/// assert!(get("once").unwrap().is_active());
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn run_forever() {
    DEFAULT.run_forever();
}

/// Stops the threads of the default scheduler: [`Scheduler::stop`].
///
/// ```
/// use std::time::Duration;
/// use punctual::{start, stop};
///
/// let runner = start();
/// assert!(stop(Duration::from_secs(5)).is_empty());
/// assert!(!runner.is_running());
/// ```
pub fn stop(within: Duration) -> Vec<StillRunning> {
    DEFAULT.stop(within)
}
