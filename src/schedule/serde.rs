//! A schedule as a string in any serde format; an error there shows the place in the text.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Schedule;

/// Writes the canonical text.
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl Serialize for Schedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads any text that parses; the message of an error has the line with the carets.
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
impl<'de> Deserialize<'de> for Schedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = Schedule;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a schedule, such as \"every day at 09:00\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Schedule, E> {
        text.parse().map_err(|error| E::custom(format_args!("\n{error}\n")))
    }
}
