//! An answer that somebody waits for, but not for ever.

use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use crate::clock;

/// One value, from one thread to another.
pub(super) struct Answer<T> {
    state: Mutex<State<T>>,
    given: Condvar,
}

enum State<T> {
    Awaited,
    Given(T),
    /// Nobody waits any more.
    Gone,
}

impl<T> Answer<T> {
    pub(super) fn new() -> Self {
        Self { state: Mutex::new(State::Awaited), given: Condvar::new() }
    }

    /// Gives the answer; it comes back when nobody waits any more.
    pub(super) fn give(&self, value: T) -> Result<(), T> {
        let mut state = self.state.lock();
        if matches!(*state, State::Gone) {
            return Err(value);
        }
        *state = State::Given(value);
        self.given.notify_one();
        Ok(())
    }

    /// Waits so long; after that, it is too late for an answer.
    pub(super) fn wait(&self, within: Duration) -> Option<T> {
        let until = clock::deadline(within);
        let mut state = self.state.lock();
        while matches!(*state, State::Awaited) {
            let Some(until) = until else {
                self.given.wait(&mut state);
                continue;
            };
            if self.given.wait_until(&mut state, until).timed_out() {
                break;
            }
        }
        match std::mem::replace(&mut *state, State::Gone) {
            State::Given(value) => Some(value),
            State::Awaited | State::Gone => None,
        }
    }

    pub(super) fn is_gone(&self) -> bool {
        matches!(*self.state.lock(), State::Gone)
    }
}
