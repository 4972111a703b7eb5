//! When a schedule fires: the search against an independent reading of the language.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking, shows what it did, and is no API"
)]

#[allow(dead_code, reason = "each of the two binaries uses its own part")]
#[path = "../common/mod.rs"]
mod common;

mod anchors;
mod ask;
mod bounds;
mod calendar;
mod cron;
mod holidays;
mod intervals;
mod oracle;
mod range;
mod search;
mod sky;
mod transitions;
mod unions;
mod zones;
