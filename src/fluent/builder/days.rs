//! On which days: `on`, `on_the`, `that_is_the`, `in_months`, `except`.

use chrono::NaiveDate;

use crate::fluent::accept::{IntoDays, IntoDaysOfMonth, IntoExcept, IntoMonths, On};
use crate::fluent::line::Line;
use crate::fluent::read::{Misread, Read};
use crate::schedule::rule::Except;
use crate::schedule::said::spec::Given;

use super::{JobBuilder, twice};

impl JobBuilder {
    /// Keeps to weekdays, or to dates of every year: `on monday, friday`, `on december 25`.
    ///
    /// ```
    /// use punctual::{date, every, Days, Weekday::Monday};
    ///
    /// let open = every(5).minutes().on(Days::WEEKDAYS).build()?;
    /// assert_eq!(open.to_string(), "every 5 minutes on weekdays");
    ///
    /// let sprint = every(2).weeks().on(Monday).starting("2026-01-12").build()?;
    /// assert_eq!(sprint.to_string(), "every 2 weeks on monday at 00:00 starting 2026-01-12");
    ///
    /// let feast = every(1).year().on(date(12, 25)).build()?;
    /// assert_eq!(feast.to_string(), "every year on december 25 at 00:00");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](crate::Code::Range) for a date that no year has,
    /// [`DaysAndWeekdays`](crate::Code::DaysAndWeekdays) for weekdays in every so many days,
    /// [`MonthWeekday`](crate::Code::MonthWeekday) for weekdays of a month,
    /// [`Expected`](crate::Code::Expected) for an empty list,
    /// [`Duplicate`](crate::Code::Duplicate) when called twice.
    #[track_caller]
    pub fn on(self, days: impl IntoDays) -> Self {
        let line = Line::here();
        match days.days() {
            Ok(On::Weekdays(days)) => self.put("on", line, Ok(days), |said| &mut said.spec.weekdays),
            Ok(On::Dates(dates)) => self.put("on", line, Ok(dates), |said| &mut said.spec.dates),
            Err(misread) => self.fail(line, misread),
        }
    }

    /// Keeps to days by their place in the month or quarter: `on the 1st, 15th`,
    /// `on the last day`. See [`DayOfMonth`](crate::DayOfMonth).
    ///
    /// ```
    /// use punctual::DayOfMonth::{Day, Last, LastWeekday, Nth};
    /// use punctual::{every, Weekday::Friday};
    ///
    /// let pay = every(1).month().on_the([1, 15]).build()?;
    /// assert_eq!(pay.to_string(), "every month on the 1st, 15th at 00:00");
    ///
    /// let first_week = every(1).month().on_the(1..=7).build()?;
    /// assert_eq!(first_week.to_string(), "every month on the 1st to 7th at 00:00");
    ///
    /// let drinks = every(1).month().on_the(Nth(3, Friday)).at("17:00").build()?;
    /// assert_eq!(drinks.to_string(), "every month on the 3rd friday at 17:00");
    ///
    /// let close = every(1).quarter().on_the([Day(1), Last(1)]).build()?;
    /// assert_eq!(close.to_string(), "every quarter on the 1st, last day at 00:00");
    ///
    /// let books = every(1).month().on_the(LastWeekday).build()?;
    /// assert_eq!(books.to_string(), "every month on the last weekday at 00:00");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](crate::Code::Range) for a day that no month or quarter has,
    /// [`AndOr`](crate::Code::AndOr) next to weekdays,
    /// [`WhichMonth`](crate::Code::WhichMonth) in a year without a month,
    /// [`Expected`](crate::Code::Expected) for an empty list,
    /// [`Duplicate`](crate::Code::Duplicate) when called twice.
    #[track_caller]
    pub fn on_the(self, days: impl IntoDaysOfMonth) -> Self {
        self.put("on_the", Line::here(), days.days_of_month(), |said| &mut said.spec.ordinals)
    }

    /// Keeps weekdays to one day of the month, both at once: `every friday the 13th`.
    ///
    /// ```
    /// use punctual::{every, Weekday::Friday};
    ///
    /// let unlucky = every(Friday).that_is_the(13).build()?;
    /// assert_eq!(unlucky.to_string(), "every friday the 13th at 00:00");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](crate::Code::Range) for a day that no month has,
    /// [`Expected`](crate::Code::Expected) without weekdays,
    /// [`Duplicate`](crate::Code::Duplicate) when called twice.
    #[track_caller]
    pub fn that_is_the(self, day: u32) -> Self {
        let small = u8::try_from(day).ok().filter(|day| (1..=31).contains(day));
        let day = small.ok_or_else(|| Misread::range(format!("days of a month go from 1 to 31, not {day}")));
        self.put("that_is_the", Line::here(), day, |said| &mut said.spec.both)
    }

    /// Keeps to months: `in june, july`.
    ///
    /// ```
    /// use punctual::{every, DayOfMonth::Nth, Month::*, Weekday::Thursday};
    ///
    /// let summer = every(1).day().in_months([June, July]).at("08:00").build()?;
    /// assert_eq!(summer.to_string(), "every day in june, july at 08:00");
    ///
    /// let winter = every(1).day().in_months(November..=February).build()?;
    /// assert_eq!(winter, "every day in nov, dec, jan, feb".parse()?);
    ///
    /// let turkey = every(1).month().on_the(Nth(4, Thursday)).in_months(November).build()?;
    /// assert_eq!(turkey.to_string(), "every november on the 4th thursday at 00:00");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Never`](crate::Code::Never) when none of the days is in these months,
    /// [`Expected`](crate::Code::Expected) for an empty list,
    /// [`Duplicate`](crate::Code::Duplicate) when called twice.
    #[track_caller]
    pub fn in_months(self, months: impl IntoMonths) -> Self {
        self.put("in_months", Line::here(), months.months(), |said| &mut said.spec.months)
    }

    /// Leaves days out: `except weekends, july, december 25, 2026-07-04`. Called again, it adds.
    ///
    /// A [`date`](crate::date) is left out in every year, a `NaiveDate` or a text such as
    /// `"2026-07-04"` once.
    ///
    /// ```
    /// use punctual::{date, every, Days};
    ///
    /// let work = every(1).day().except(Days::WEEKENDS).except(date(12, 25)).build()?;
    /// assert_eq!(work.to_string(), "every day at 00:00 except weekends, december 25");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Range`](crate::Code::Range) for a date that does not exist,
    /// [`Never`](crate::Code::Never) when no day is left,
    /// [`Expected`](crate::Code::Expected) for an empty list.
    #[track_caller]
    pub fn except(self, days: impl IntoExcept) -> Self {
        self.add_except("except", Line::here(), days.except())
    }

    /// Leaves out the days of the application's calendar of holidays: `except holidays`.
    ///
    /// ```
    /// use punctual::{every, Days};
    ///
    /// let work = every(Days::WEEKDAYS).at("09:00").except_holidays().build()?;
    /// assert_eq!(work.to_string(), "every weekday at 09:00 except holidays");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn except_holidays(self) -> Self {
        let holidays = Except { holidays: true, ..Except::default() };
        self.add_except("except_holidays", Line::here(), Ok(holidays))
    }

    /// Gives the application's calendar: the days that `except holidays` leaves out.
    ///
    /// The text stays `except holidays`; the days are not part of it.
    ///
    /// ```
    /// use chrono::{NaiveDate, TimeZone, Utc};
    /// use punctual::schedule;
    ///
    /// let christmas = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
    /// let work = schedule("every weekday at 09:00 except holidays").holidays([christmas]).build()?;
    /// let eve = Utc.with_ymd_and_hms(2026, 12, 24, 12, 0, 0).unwrap();
    /// assert_eq!(work.next_after(&eve), Some(Utc.with_ymd_and_hms(2026, 12, 28, 9, 0, 0).unwrap()));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Duplicate`](crate::Code::Duplicate) when it is given twice,
    /// [`Expected`](crate::Code::Expected) when nothing here says `except holidays`.
    #[track_caller]
    pub fn holidays(mut self, days: impl IntoIterator<Item = NaiveDate>) -> Self {
        let line = Line::here();
        if let Some(known) = &self.holidays {
            let misread = twice("holidays", known.place);
            return self.fail(line, misread);
        }
        self.holidays = Some(Box::new(Given { value: days.into_iter().collect(), place: line.place() }));
        self
    }

    fn add_except(self, setter: &str, line: Line, more: Read<Except>) -> Self {
        self.change(setter, line, more, |said, more| {
            match &mut said.spec.except {
                None => said.spec.except = Some(Given { value: more, place: line.place() }),
                Some(Given { value, .. }) => {
                    value.weekdays = value.weekdays.union(more.weekdays);
                    value.months = value.months.union(more.months);
                    value.dates = [value.dates.as_ref(), more.dates.as_ref()].concat().into();
                    value.days = [value.days.as_ref(), more.days.as_ref()].concat().into();
                    value.holidays |= more.holidays;
                }
            }
            Ok(())
        })
    }
}
