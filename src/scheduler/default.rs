//! The default scheduler, for scripts: free functions over one that is made at the first use.

use std::time::Duration;

use chrono::DateTime;
use chrono_tz::Tz;
use once_cell::sync::Lazy;

use crate::{Job, Runner};

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
pub fn run_all() -> Pass {
    DEFAULT.run_all()
}

/// The jobs of the default scheduler: [`Scheduler::jobs`].
pub fn jobs() -> Vec<Job> {
    DEFAULT.jobs()
}

/// The jobs of the default scheduler with this tag: [`Scheduler::tagged`].
pub fn tagged(tag: &str) -> Vec<Job> {
    DEFAULT.tagged(tag)
}

/// The job of the default scheduler with this name: [`Scheduler::get`].
pub fn get(name: &str) -> Option<Job> {
    DEFAULT.get(name)
}

/// Cancels the jobs of the default scheduler with this tag: [`Scheduler::cancel_tagged`].
pub fn cancel_tagged(tag: &str) -> usize {
    DEFAULT.cancel_tagged(tag)
}

/// Cancels all jobs of the default scheduler: [`Scheduler::clear`].
pub fn clear() {
    DEFAULT.clear();
}

/// When the next job of the default scheduler is due: [`Scheduler::next_run`].
pub fn next_run() -> Option<DateTime<Tz>> {
    DEFAULT.next_run()
}

/// How long there is nothing to do for the default scheduler: [`Scheduler::idle`].
pub fn idle() -> Option<Duration> {
    DEFAULT.idle()
}

/// Starts the default scheduler on threads of its own: [`Scheduler::start`].
pub fn start() -> Runner {
    DEFAULT.start()
}

/// Runs the default scheduler until it is stopped: [`Scheduler::run_forever`].
pub fn run_forever() {
    DEFAULT.run_forever();
}
