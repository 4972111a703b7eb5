//! Lengths of time in configuration files, as text: `"1h 30m"`.
//!
//! For fields of type [`Duration`] and `Option<Duration>`; every setter of a job
//! takes them. They are read in whole milliseconds, and not in months, whose length is not fixed. A
//! field of type [`Length`] needs no attribute.
//!
//! ```
//! use std::time::Duration;
//! use serde::{Deserialize, Serialize};
//! use punctual::{Length, Schedule, Scheduler};
//!
//! #[derive(Serialize, Deserialize)]
//! struct Backup {
//!     schedule: Schedule,
//!     #[serde(with = "punctual::duration")]
//!     grace: Duration,
//!     #[serde(default, with = "punctual::duration", skip_serializing_if = "Option::is_none")]
//!     rest: Option<Duration>,
//!     warn_after: Length,
//! }
//!
//! let text = r#"{"schedule":"every day at 02:30","grace":"1h 30m","warn_after":"10 minutes"}"#;
//! let backup: Backup = serde_json::from_str(text)?;
//! assert_eq!((backup.grace.as_secs(), backup.rest), (5400, None));
//! assert_eq!(serde_json::to_string(&backup)?, text);
//!
//! let scheduler = Scheduler::new();
//! scheduler.job(backup.schedule).grace(backup.grace).warn_after(backup.warn_after).run(|| ())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::time::Duration;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Length;
use crate::fluent::accept::IntoLength;
use crate::job::fixed;

/// Writes a length of time as text.
///
/// # Errors
///
/// As the format.
pub fn serialize<T: Text, S: Serializer>(length: &T, serializer: S) -> Result<S::Ok, S::Error> {
    length.write(serializer)
}

/// Reads a length of time from text.
///
/// # Errors
///
/// For what is no length of time, or no text.
pub fn deserialize<'de, T: Text, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// A [`Duration`], or an `Option` of one.
pub trait Text: Sized {
    #[doc(hidden)]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl Text for Duration {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&in_days_or_less(*self))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reader(|text: &str| {
            let length = fixed(text).map_err(|misread| misread.message)?;
            Ok(Duration::from_millis(length.unsigned_abs()))
        }))
    }
}

impl Text for Option<Duration> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.map(Written).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Written>::deserialize(deserializer)?.map(|written| written.0))
    }
}

/// The text of a length. Of humantime's own words it has none longer than a day, since months are
/// not read.
fn in_days_or_less(length: Duration) -> String {
    let (days, seconds) = (length.as_secs() / 86_400, length.as_secs() % 86_400);
    let rest = Duration::new(seconds, length.subsec_nanos());
    let days = match days {
        0 => return humantime::format_duration(rest).to_string(),
        1 => "1day".to_owned(),
        more => format!("{more}days"),
    };
    if rest.is_zero() { days } else { format!("{days} {}", humantime::format_duration(rest)) }
}

/// One that is inside an `Option`.
struct Written(Duration);

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Duration::read(deserializer).map(Self)
    }
}

/// Writes the text that its setters take: `5 minutes`.
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads any text that its setters take, such as `1h 30m`.
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reader(|text: &str| text.length().map_err(|misread| misread.message)))
    }
}

/// Reads a text.
struct Reader<F>(F);

impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Reader<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a length of time, such as \"1h 30m\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}
