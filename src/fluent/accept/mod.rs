//! What the setters of the builder accept, a trait for each kind of argument.
//!
//! The traits are closed: their types are listed on their pages, and reading an argument never
//! panics. A wrong value is kept by the builder and reported once, when the schedule is built.
#![expect(private_interfaces, reason = "hidden methods for this crate, which close the traits")]

mod civil;
mod days;
mod lengths;
mod moments;
mod months;
mod times;
mod zones;

pub use days::{IntoDays, IntoDaysOfMonth, IntoExcept};
pub use lengths::IntoLength;
pub use moments::{IntoOnce, IntoStart, IntoUntil};
pub use months::IntoMonths;
pub use times::{IntoTime, IntoTimes};
pub use zones::IntoZone;

pub(crate) use civil::{bound, up};
pub(crate) use days::On;
pub(crate) use moments::Moment;
pub(crate) use times::At;
pub(crate) use zones::whole_minutes;

/// The same trait for a list of `$item`, whichever way it is held.
macro_rules! lists {
    ($trait:ident, $method:ident -> $output:ty, $($item:ty),+) => {$(
        impl<const N: usize> $trait for [$item; N] {
            fn $method(self) -> $output {
                $trait::$method(self.as_slice())
            }
        }
        impl $trait for Vec<$item> {
            fn $method(self) -> $output {
                $trait::$method(self.as_slice())
            }
        }
        impl $trait for &Vec<$item> {
            fn $method(self) -> $output {
                $trait::$method(self.as_slice())
            }
        }
    )+};
}
use lists;

/// The same trait for the owned forms of a text.
macro_rules! texts {
    ($trait:ident, $($method:ident -> $output:ty),+) => {
        impl $trait for String {$(
            fn $method(self) -> $output {
                $trait::$method(self.as_str())
            }
        )+}
        impl $trait for &String {$(
            fn $method(self) -> $output {
                $trait::$method(self.as_str())
            }
        )+}
    };
}
use texts;
