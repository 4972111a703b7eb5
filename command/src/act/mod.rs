//! Acts on the jobs of a file: through the process that runs them, or here where none does.

pub(crate) mod backfill;
mod by_hand;
pub(crate) mod pause;
pub(crate) mod release;
mod request;
pub(crate) mod skip_next;
pub(crate) mod trigger;
