//! Months of the year, and sets of them as bits.

/// A month of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::exhaustive_enums, reason = "a year has twelve months")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Month {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

/// A set of months; bit 0 is January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Months(pub(crate) u16);

impl Month {
    /// January to December.
    pub(crate) const ALL: [Self; 12] = [
        Self::January,
        Self::February,
        Self::March,
        Self::April,
        Self::May,
        Self::June,
        Self::July,
        Self::August,
        Self::September,
        Self::October,
        Self::November,
        Self::December,
    ];

    /// 1 is January.
    pub(crate) const fn number(self) -> u8 {
        (self as u8).saturating_add(1)
    }

    /// The month of that number; 1 is January.
    pub(crate) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }
}

impl From<chrono::Month> for Month {
    fn from(month: chrono::Month) -> Self {
        let number = u8::try_from(month.number_from_month()).unwrap_or(1);
        Self::from_number(number).unwrap_or(Self::January)
    }
}

impl Months {
    /// Every month.
    pub(crate) const ALL: Self = Self(0xfff);

    /// One month.
    pub(crate) const fn of(month: Month) -> Self {
        Self(1 << (month as u8))
    }

    pub(crate) const fn contains(self, month: Month) -> bool {
        self.0 & Self::of(month).0 != 0
    }

    /// The months of both.
    #[must_use]
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// January first.
    pub(crate) fn iter(self) -> impl Iterator<Item = Month> {
        Month::ALL.into_iter().filter(move |&month| self.contains(month))
    }
}

impl FromIterator<Month> for Months {
    fn from_iter<I: IntoIterator<Item = Month>>(months: I) -> Self {
        months.into_iter().fold(Self(0), |set, month| set.union(Self::of(month)))
    }
}
