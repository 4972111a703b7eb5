//! What both test binaries share: schedules described in the tests' own words, the texts
//! that say them, and the running of random tests.

pub mod dice;
pub mod generate;
pub mod noise;
pub mod random;
pub mod say;
pub mod sketch;
pub mod words;
