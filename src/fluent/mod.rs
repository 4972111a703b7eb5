//! Saying when in a chain of calls: `every(10).minutes().at(":17")`.
//!
//! Three stages. [`every`] takes a number, weekdays or a length of time. A number alone is a
//! [`Count`], which has units and nothing else. All else is a [`JobBuilder`], whose setters
//! come in any order. They fill the same spec as a text does, so that the same checks make
//! the same schedule; what is wrong is kept, and reported once by `build`.

pub mod accept;
mod begin;
mod builder;
mod count;
mod date;
mod day_of_month;
mod days;
mod every;
mod length;
mod line;
mod now;
mod read;

pub use begin::{after, again_after, any_of, cron, once, schedule};
pub use builder::JobBuilder;
pub use count::{Count, CountRange};
pub use date::{AnnualDate, date};
pub use day_of_month::DayOfMonth;
pub use days::Days;
pub use every::{Cadence, every};
pub use length::{Length, ToLength};
pub(crate) use line::Line;
pub(crate) use now::Now;
pub(crate) use read::{Misread, Read};
