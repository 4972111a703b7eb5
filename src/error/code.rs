//! The kinds of errors.

/// The kind of an [`Error`](crate::Error); the words of [`as_str`](Code::as_str) are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The text has no schedule in it.
    Empty,
    /// The text is longer than 1 KiB.
    TooLong,
    /// A sign or notation that the language does not have.
    Lex,
    /// A word that the language does not have.
    Unknown,
    /// A part is missing, or of the wrong kind here.
    Expected,
    /// A count of nothing.
    Zero,
    /// A value outside its range, or a date that does not exist.
    Range,
    /// A clause said twice.
    Duplicate,
    /// An hour from 1 to 12 that could be morning or evening.
    BareHour,
    /// A number that could be an hour or a day of the month.
    BareNumber,
    /// `every 3rd friday`: of the month, or every three weeks?
    NthWeekday,
    /// `every 4th day`: of the month, or every four days?
    Nth,
    /// `every 2 mondays`: every two weeks, or two of them?
    NWeekdays,
    /// `biweekly`: twice a week, or every two weeks?
    AmbiguousWord,
    /// `twice a day` says how often, but not when.
    HowOften,
    /// `morning` names a part of the day, not a time.
    Vague,
    /// `tomorrow` depends on the moment it is read.
    Relative,
    /// A bound without a year.
    Year,
    /// `on march 15`: every year, or once?
    YearlyOrOnce,
    /// A day of the month in a year, without its month.
    WhichMonth,
    /// `monthly on friday`: a month has four or five of them.
    MonthWeekday,
    /// `from november until june`: those months of every year, or one stretch?
    MonthsOrDates,
    /// It is unclear which part a month belongs to.
    Scope,
    /// `2nd to last`: counted from the end, or a range?
    ToLast,
    /// A weekday and a day of the month: both at once, or either?
    AndOr,
    /// An interval of days together with weekdays.
    DaysAndWeekdays,
    /// An interval runs all day, a time of day runs once.
    IntervalAt,
    /// A window without an interval inside it.
    WindowCalendar,
    /// A start without a date.
    StartTime,
    /// `starting at minute 5` shifts the grid: that is an offset.
    StartUnit,
    /// `until 18:30` without a date.
    UntilTime,
    /// A count or a length without a start.
    CountStart,
    /// Business days need a calendar of holidays.
    BusinessDay,
    /// Weeks or days of the year, named years.
    Unsupported,
    /// An end before its start.
    EmptyRange,
    /// A schedule that can never fire.
    Never,
    /// Clauses, but nothing that recurs.
    NoWhen,
    /// Not the name of a time zone.
    Zone,
    /// An abbreviation of a time zone; they are not unique.
    ZoneAbbr,
    /// A cron line that cannot be read.
    Cron,
    /// Strict mode: a note.
    Strict,
}

impl Code {
    /// The code as it is written in JSON and in documents: `bare-hour`.
    ///
    /// ```
    /// use punctual::Code;
    ///
    /// assert_eq!(Code::BareHour.as_str(), "bare-hour");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::Lex => "lex",
            Self::Unknown => "unknown",
            Self::Expected => "expected",
            Self::Zero => "zero",
            Self::Range => "range",
            Self::Duplicate => "duplicate",
            Self::BareHour => "bare-hour",
            Self::BareNumber => "bare-number",
            Self::NthWeekday => "nth-weekday",
            Self::Nth => "nth",
            Self::NWeekdays => "n-weekdays",
            Self::AmbiguousWord => "ambiguous-word",
            Self::HowOften => "how-often",
            Self::Vague => "vague",
            Self::Relative => "relative",
            Self::Year => "year",
            Self::YearlyOrOnce => "yearly-or-once",
            Self::WhichMonth => "which-month",
            Self::MonthWeekday => "month-weekday",
            Self::MonthsOrDates => "months-or-dates",
            Self::Scope => "scope",
            Self::ToLast => "to-last",
            Self::AndOr => "and-or",
            Self::DaysAndWeekdays => "days-and-weekdays",
            Self::IntervalAt => "interval-at",
            Self::WindowCalendar => "window-calendar",
            Self::StartTime => "start-time",
            Self::StartUnit => "start-unit",
            Self::UntilTime => "until-time",
            Self::CountStart => "count-start",
            Self::BusinessDay => "business-day",
            Self::Unsupported => "unsupported",
            Self::EmptyRange => "empty-range",
            Self::Never => "never",
            Self::NoWhen => "no-when",
            Self::Zone => "zone",
            Self::ZoneAbbr => "zone-abbr",
            Self::Cron => "cron",
            Self::Strict => "strict",
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
