//! What a pass did.

use std::fmt;

/// What a pass did: [`run_pending`](crate::Scheduler::run_pending) and its like return it.
///
/// ```
/// use punctual::Scheduler;
///
/// let scheduler = Scheduler::new();
/// scheduler.every(1).hour().run(|| ())?;
/// scheduler.every(1).hour().run(|| Err::<(), _>("no"))?;
/// let pass = scheduler.run_all();
/// assert_eq!((pass.ran, pass.failed, pass.missed, pass.skipped), (1, 1, 0, 0));
/// assert_eq!(pass.to_string(), "1 ran, 1 failed");
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Pass {
    /// Runs that ended well.
    pub ran: u64,
    /// Runs that returned an error or panicked.
    pub failed: u64,
    /// Slots that passed without a run.
    pub missed: u64,
    /// Slots without a run, for a reason: see [`Why`](crate::Why).
    pub skipped: u64,
}

impl Pass {
    pub(super) fn add(&mut self, other: Self) {
        self.ran = self.ran.saturating_add(other.ran);
        self.failed = self.failed.saturating_add(other.failed);
        self.missed = self.missed.saturating_add(other.missed);
        self.skipped = self.skipped.saturating_add(other.skipped);
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ran", self.ran)?;
        for (count, what) in [(self.failed, "failed"), (self.missed, "missed"), (self.skipped, "skipped")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}
