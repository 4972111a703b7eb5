#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod clock;
mod error;
mod fluent;
mod schedule;
mod text;

pub use error::{Code, Error};
pub use fluent::{
    AnnualDate, Cadence, Count, CountRange, DayOfMonth, Days, JobBuilder, Length, ToLength, accept, any_of, cron, date,
    every, once, schedule,
};
pub use schedule::{Month, Note, NoteCode, Schedule, Weekday};
pub use text::parse_relative;
