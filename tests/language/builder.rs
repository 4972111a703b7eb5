//! The fluent builder: every text has a chain, and both make the same value.

#[path = "builder/every_row.rs"]
mod every_row;
#[path = "builder/generated.rs"]
mod generated;
mod holidays;
#[path = "builder/lengths.rs"]
mod lengths;
#[path = "builder/misuse.rs"]
mod misuse;
#[path = "builder/moments.rs"]
mod moments;
#[path = "builder/order.rs"]
mod order;
#[path = "builder/wrong.rs"]
mod wrong;

use punctual::{JobBuilder, Schedule};

/// The chain makes this canonical text, and the text makes the same value.
#[track_caller]
fn says(chain: JobBuilder, text: &str) {
    let built = chain.build().unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert_eq!(built.to_string(), text);
    assert_eq!(Ok(built), text.parse::<Schedule>().map_err(|error| error.to_string()));
}
