//! What a job was told besides when and what.

use std::fmt;
use std::sync::Arc;

use crate::clock::Millis;

use super::{Missed, Overlap};

/// What a job was told besides when and what.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) replacing: bool,
    pub(crate) tags: Vec<Arc<str>>,
    pub(crate) priority: i32,
    pub(crate) immediately: bool,
    pub(crate) missed: Missed,
    pub(crate) grace: Option<Millis>,
    pub(crate) overlap: Overlap,
    pub(crate) retries: u32,
    pub(crate) backoff: Option<Millis>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) min_gap: Option<Millis>,
    pub(crate) warn_after: Option<Millis>,
    #[cfg(feature = "tokio")]
    pub(crate) timeout: Option<Millis>,
    pub(crate) at_most_once: bool,
}

/// A condition, and what it must say for the job to run.
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) holds: Arc<dyn Fn() -> bool + Send + Sync>,
    pub(crate) wanted: bool,
}

impl Options {
    /// How long to wait before this attempt: the first wait, doubled each time, at most an hour
    /// (or the first wait, if that is longer).
    pub(crate) fn wait_before(&self, attempt: u32) -> Millis {
        const LONGEST: Millis = 3_600_000;
        let first = self.backoff.unwrap_or(1_000);
        let doubled = attempt.saturating_sub(2).min(40);
        first.saturating_mul(1_i64.checked_shl(doubled).unwrap_or(1)).min(LONGEST.max(first))
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("name", &self.name).field("tags", &self.tags).finish_non_exhaustive()
    }
}

/// Tags, each once.
pub(super) fn tags<T: Into<String>>(tags: impl IntoIterator<Item = T>) -> Vec<Arc<str>> {
    let mut all: Vec<Arc<str>> = Vec::new();
    for tag in tags {
        put_tag(&mut all, tag);
    }
    all
}

pub(super) fn put_tag(all: &mut Vec<Arc<str>>, tag: impl Into<String>) {
    let tag = text(tag);
    if !all.contains(&tag) {
        all.push(tag);
    }
}

/// A text that is shared.
pub(super) fn text(text: impl Into<String>) -> Arc<str> {
    text.into().into()
}
