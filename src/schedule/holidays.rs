//! `except holidays`: the days that the application gives.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Schedule, calendar};

impl Schedule {
    /// Whether a rule says `except holidays`.
    pub(crate) fn asks_for_holidays(&self) -> bool {
        self.each().any(|rule| rule.rare.as_ref().is_some_and(|rare| rare.except.holidays))
    }

    /// Gives the days that `except holidays` leaves out.
    ///
    /// Rules without `except holidays` stay as they are. The canonical text is the same; the
    /// value is another one.
    ///
    /// ```
    /// use chrono::{DateTime, NaiveDate, Utc};
    /// use punctual::Schedule;
    ///
    /// let holidays = [NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()];
    /// let schedule = "every weekday at 9:00 except holidays".parse::<Schedule>()?.with_holidays(holidays);
    /// let eve: DateTime<Utc> = "2025-12-31T12:00:00Z".parse().unwrap();
    /// assert_eq!(schedule.next_after(&eve).unwrap().to_string(), "2026-01-02 09:00:00 UTC");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[must_use]
    pub fn with_holidays(&self, days: impl IntoIterator<Item = NaiveDate>) -> Self {
        let mut days: Vec<i32> = days.into_iter().filter_map(calendar::day_of).collect();
        days.sort_unstable();
        days.dedup();
        let days: Arc<[i32]> = days.into();
        let mut rules = self.each().cloned().map(|mut rule| {
            if let Some(except) = rule.rare.as_mut().map(|rare| &mut rare.except).filter(|except| except.holidays) {
                except.calendar = Some(Arc::clone(&days));
            }
            rule
        });
        match rules.next() {
            Some(first) => Self::as_said(first, rules.collect(), self.monday_by_default()),
            None => self.clone(),
        }
    }
}
