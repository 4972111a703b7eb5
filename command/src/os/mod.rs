//! What systems do differently: process groups and signals.

#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use other::*;
#[cfg(unix)]
pub(crate) use unix::*;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// To stop; again: at once.
    Stop,
    /// To read the file again.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only unix has a signal for it"))]
    Reload,
}

/// How to end a process group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It may tidy up.
    Ask,
    /// At once.
    Kill,
}
