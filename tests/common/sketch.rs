//! A schedule in the tests' own terms. Nothing here is taken from the crate, so what the
//! crate makes of a text can be compared with what was meant by it.

/// One rule. Weekday bits: 0 is Monday. Month bits: 0 is January.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    pub when: When,
    /// `in june, july`; 0 is every month.
    pub months: u16,
    pub except: Except,
    pub starting: Option<Moment>,
    pub until: Option<Moment>,
    pub lasting: Option<Lasting>,
    pub zone: Option<Place>,
    pub jitter: Option<(u32, Unit)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// Times of day in seconds, sorted, on these days.
    Days {
        on: Days,
        at: Vec<u32>,
    },
    /// The shift is in milliseconds and below the interval's length.
    Interval {
        count: u32,
        unit: Unit,
        shift: u64,
        on: Option<Days>,
        window: Option<(u32, u32)>,
    },
    Random {
        low: u32,
        high: u32,
        unit: Unit,
        on: Option<Days>,
        window: Option<(u32, u32)>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Days {
    Daily(u32),
    Weekly(u32, u8),
    Monthly(Period, Vec<Ordinal>),
    /// Month and day, sorted.
    Yearly(u32, Vec<(u32, u32)>),
    Both(u8, u32),
    Once(Vec<Date>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Period {
    Months(u32),
    Quarters(u32),
    /// Every n-th year, in the sketch's months; n is at least 2.
    Years(u32),
}

/// Negative numbers count from the end. In canonical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ordinal {
    /// The n-th such weekday; 0 is Monday.
    Nth(i32, u8),
    /// The n-th day from Monday to Friday.
    Weekday(i32),
    Nearest(u32),
    Day(u32),
    Through(u32),
    FromEnd(i32),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Except {
    pub weekdays: u8,
    pub months: u16,
    pub dates: Vec<(u32, u32)>,
    pub days: Vec<Date>,
}

impl Except {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Year, month, day.
pub type Date = (i32, u32, u32);

/// A civil date, perhaps with a time of day in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    pub date: Date,
    pub time: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lasting {
    Times(u32),
    Length(u32, Span),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Span {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    Millisecond,
    Second,
    Minute,
    Hour,
}

impl Unit {
    pub fn millis(self) -> u64 {
        match self {
            Self::Millisecond => 1,
            Self::Second => 1_000,
            Self::Minute => 60_000,
            Self::Hour => 3_600_000,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    Zone(chrono_tz::Tz),
    /// Minutes east of UTC, not 0.
    Fixed(i32),
}

impl Sketch {
    /// A rule without the optional clauses.
    pub fn plain(when: When) -> Self {
        Self {
            when,
            months: 0,
            except: Except::default(),
            starting: None,
            until: None,
            lasting: None,
            zone: None,
            jitter: None,
        }
    }
}

/// The weekdays or months of a bit set, as numbers from 0.
pub fn bits(set: u16) -> impl Iterator<Item = u32> {
    (0..16).filter(move |bit| set & (1 << bit) != 0)
}
