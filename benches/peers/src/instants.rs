//! The starts of every search: a few hundred instants, the same in each run.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use jiff::{Timestamp, Zoned};

/// Prime, so that no schedule falls in step with the list.
const COUNT: u64 = 509;
/// 2020-01-01 to 2040-01-01.
const FROM: i64 = 1_577_836_800;
const TO: i64 = 2_208_988_800;

/// The same instants in the type that each crate takes.
pub struct Instants {
    pub utc: Vec<DateTime<Utc>>,
    pub new_york: Vec<DateTime<Tz>>,
    pub jiff: Vec<Timestamp>,
    pub jiff_utc: Vec<Zoned>,
    pub jiff_new_york: Vec<Zoned>,
}

impl Instants {
    pub fn new() -> Self {
        let seconds: Vec<i64> = (0..COUNT).map(|n| FROM + (mix(n) % (TO - FROM) as u64) as i64).collect();
        let new_york = jiff::tz::TimeZone::get("America/New_York").expect("bundled zone data");
        let utc: Vec<DateTime<Utc>> = seconds.iter().filter_map(|&s| DateTime::from_timestamp(s, 0)).collect();
        let jiff: Vec<Timestamp> = seconds.iter().filter_map(|&s| Timestamp::from_second(s).ok()).collect();
        Self {
            new_york: utc.iter().map(|t| t.with_timezone(&Tz::America__New_York)).collect(),
            jiff_utc: jiff.iter().map(|t| t.to_zoned(jiff::tz::TimeZone::UTC)).collect(),
            jiff_new_york: jiff.iter().map(|t| t.to_zoned(new_york.clone())).collect(),
            utc,
            jiff,
        }
    }
}

/// The finaliser of splitmix64: numbers without a pattern, the same everywhere.
fn mix(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
