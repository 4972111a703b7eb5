//! Telling the observers.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use parking_lot::MutexGuard;

use crate::Event;
use crate::job::quietly;

use super::{Scheduler, Shared, State};

pub(super) type Observer = Arc<dyn Fn(&Event) + Send + Sync>;

impl Scheduler {
    /// Calls `observer` with each [`Event`], on the thread where it happens.
    ///
    /// Errors and panics of jobs go to standard error as long as nobody observes; with the feature
    /// `tracing`, as long as no subscriber takes errors either. An observer
    /// that panics is reported to the others, and called again for the next event.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    /// use std::sync::Arc;
    /// use punctual::{Event, Scheduler};
    ///
    /// let scheduler = Scheduler::new();
    /// let added = Arc::new(AtomicU32::new(0));
    /// let count = Arc::clone(&added);
    /// scheduler.observe(move |event| {
    ///     if let Event::Added { .. } = event {
    ///         count.fetch_add(1, Relaxed);
    ///     }
    /// });
    /// scheduler.every(1).hour().run(|| ())?;
    /// assert_eq!(added.load(Relaxed), 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn observe(&self, observer: impl Fn(&Event) + Send + Sync + 'static) {
        let mut observers = self.0.observers.write();
        *observers = observers.iter().cloned().chain([Arc::new(observer) as Observer]).collect();
        self.0.watched.store(true, Ordering::Release);
    }

    pub(super) fn is_watched(&self) -> bool {
        #[cfg(feature = "tracing")]
        if crate::trace::is_on() {
            return true;
        }
        self.0.watched.load(Ordering::Acquire)
    }

    /// Tells an event, if somebody listens. No lock may be held.
    pub(crate) fn tell(&self, event: impl FnOnce() -> Event) {
        if self.is_watched() {
            self.tell_all(&event());
        } else if let event @ (Event::Failed { .. }
        | Event::Panicked { .. }
        | Event::Parked { .. }
        | Event::StoreFailed { .. }
        | Event::Interrupted { .. }
        | Event::Quarantined { .. }) = event()
        {
            report(&event);
        }
    }

    /// Tells an event that concerns only those who listen.
    pub(super) fn tell_watchers(&self, event: impl FnOnce() -> Event) {
        if self.is_watched() {
            self.tell(event);
        }
    }

    pub(super) fn tell_unlocked(&self, state: &mut MutexGuard<'_, State>, event: impl FnOnce() -> Event) {
        if self.is_watched() {
            MutexGuard::unlocked(state, || self.tell(event));
        }
    }

    pub(super) fn tell_unlocked_always(&self, state: &mut MutexGuard<'_, State>, event: impl FnOnce() -> Event) {
        MutexGuard::unlocked(state, || self.tell(event));
    }

    fn tell_all(&self, event: &Event) {
        let observers = Arc::clone(&self.0.observers.read());
        #[cfg(feature = "tracing")]
        if !quietly(|| crate::trace::log(event)).unwrap_or(false) && observers.is_empty() {
            report(event);
        }
        for observer in observers.iter() {
            let Err(message) = quietly(|| observer(event)) else { continue };
            if observers.len() > 1 && !matches!(event, Event::ObserverPanicked { .. }) {
                for other in observers.iter().filter(|other| !Arc::ptr_eq(other, observer)) {
                    let message = Arc::clone(&message);
                    // One that panics again has been heard of already.
                    drop(quietly(|| other(&Event::ObserverPanicked { message })));
                }
            } else {
                report(&Event::ObserverPanicked { message });
            }
        }
    }
}

/// Says on standard error what nobody observes. If that is closed, there is nobody to tell.
fn report(event: &Event) {
    let who = event.job().map(ToString::to_string).unwrap_or_default();
    let what = match event {
        Event::Failed { error, .. } => format!("{who} failed: {error}"),
        Event::Panicked { message, .. } => format!("{who} panicked: {message}"),
        Event::Parked { .. } => format!("{who} is paused: its schedule does not advance"),
        Event::StoreFailed { error, .. } => format!("the store failed: {error}"),
        Event::Interrupted { name, slot, .. } => format!("job \"{name}\" was cut off in its run for {slot}"),
        Event::Quarantined { name, slot, .. } => {
            format!("job \"{name}\" was cut off three times in its run for {slot}, and is not tried again")
        }
        Event::ObserverPanicked { message } => format!("an observer panicked: {message}"),
        _ => return,
    };
    drop(writeln!(std::io::stderr(), "punctual: {what}"));
}

impl Shared {
    pub(super) fn sleep(&self, length: std::time::Duration) {
        if !length.is_zero() {
            self.clock.sleep(length);
        }
    }
}
