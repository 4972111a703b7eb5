//! What is kept survives: restarts, crashes, several processes, and stores that fail.
#![cfg(feature = "sqlite")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
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
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking, shows what it did, and is no API"
)]

mod checker;
mod crowd;
mod failing;
mod faulty;
mod files;
mod folder;
mod inside;
mod kills;
mod older;
mod recovery;
mod restart;
mod stores;
mod tries;
