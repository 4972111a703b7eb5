//! Jobs run on time, and nothing a job does can hurt the others.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::similar_names,
    clippy::too_many_lines,
    clippy::type_complexity,
    dropping_copy_types,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking, shows what it did, and is no API"
)]

mod after_stop;
mod alone;
mod clock_jumps;
mod field;
mod herd;
mod history;
mod isolation;
mod jitter;
mod memory;
mod missed;
mod model;
mod on_time;
mod options;
mod outcomes;
mod overlap;
#[cfg(feature = "tokio")]
mod parity;
mod peers;
mod play;
mod promises;
mod reentrancy;
mod scale;
#[cfg(feature = "tokio")]
mod serving;
mod stop;
mod stress;
mod suspend;
#[cfg(feature = "tracing")]
mod tracing;
mod workers;
