//! `punctual`: job scheduling for humans.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub(crate) mod error;
mod schedule;
mod text;

pub use error::{Code, Error};
pub use schedule::{Month, Note, NoteCode, Schedule, Weekday};
