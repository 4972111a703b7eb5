//! Where a setter was called.

use std::panic::Location;

use crate::error::Place;

/// The source line that called a setter. Only this crate can make one, which also keeps the
/// traits whose methods take it closed to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line(&'static Location<'static>);

impl Line {
    /// The caller of the outermost `#[track_caller]` function.
    #[track_caller]
    pub(crate) fn here() -> Self {
        Self(Location::caller())
    }

    pub(crate) fn location(self) -> &'static Location<'static> {
        self.0
    }

    pub(crate) fn place(self) -> Place {
        Place::Line(self.0)
    }
}
