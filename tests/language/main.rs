//! What the language accepts, refuses, prints and means.
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

mod builder;
mod bytes;
mod corpus;
mod errors;
mod guide;
mod help;
mod letters;
mod notes;
mod relative;
mod roundtrip;
mod rulings;
#[cfg(feature = "serde")]
mod serde;
mod traps;
