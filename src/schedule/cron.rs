//! Cron lines: read, printed and matched.

/// A cron line, checked and normalised.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Cron {}

impl Cron {
    pub(crate) fn next_day(&self, from: i32) -> Option<i32> {
        Some(from)
    }
    pub(crate) fn previous_day(&self, to: i32) -> Option<i32> {
        Some(to)
    }
    pub(crate) fn next_time(&self, from: u32) -> Option<u32> {
        Some(from.div_ceil(300) * 300).filter(|&t| t < 86_400)
    }
    pub(crate) fn previous_time(&self, to: u32) -> Option<u32> {
        Some(to / 300 * 300)
    }
    pub(crate) fn is_fixed(&self) -> bool {
        false
    }
}
