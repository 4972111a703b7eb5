//! What a schedule is asked for: its slots, from any instant on.

use std::iter;

use chrono::{DateTime, TimeZone};
use chrono_tz::Tz;

use super::{Schedule, search};
use crate::clock::Millis;

impl Schedule {
    /// The first slot strictly later than `after`, or `None` when there is none to the end of
    /// the year 9999.
    ///
    /// A zone in the text wins; without one, the civil times are those of `after`'s zone.
    ///
    /// ```
    /// use chrono::{DateTime, TimeZone};
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every day at 02:30".parse()?;
    /// let zone = chrono_tz::America::New_York;
    /// let night = zone.with_ymd_and_hms(2026, 3, 8, 0, 0, 0).unwrap();
    /// // 02:30 does not exist on that day: the same instant as without the clock change.
    /// assert_eq!(schedule.next_after(&night).unwrap().to_string(), "2026-03-08 03:30:00 EDT");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn next_after<Z: TimeZone>(&self, after: &DateTime<Z>) -> Option<DateTime<Z>> {
        let first = search::next_after(&self.0.first, after);
        match self.more() {
            [] => first,
            more => first.into_iter().chain(more.iter().filter_map(|rule| search::next_after(rule, after))).min(),
        }
    }

    /// The same in milliseconds since 1970, with the civil times of `zone` where the text names none.
    pub(crate) fn next_after_millis(&self, after: Millis, zone: Tz) -> Option<Millis> {
        let first = search::next_after_millis(&self.0.first, after, zone);
        match self.more() {
            [] => first,
            more => first
                .into_iter()
                .chain(more.iter().filter_map(|rule| search::next_after_millis(rule, after, zone)))
                .min(),
        }
    }

    /// The last slot strictly earlier than `before`, or `None` when there is none from 1970 on.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every month on the last day at 18:00".parse()?;
    /// let now = "2026-03-15T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    /// assert_eq!(schedule.previous_before(&now).unwrap().to_string(), "2026-02-28 18:00:00 UTC");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// The past of a random interval cannot be known: then this is `None`.
    pub fn previous_before<Z: TimeZone>(&self, before: &DateTime<Z>) -> Option<DateTime<Z>> {
        self.each().filter_map(|rule| search::previous_before(rule, before)).max()
    }

    /// All slots strictly later than `after`, in order.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every weekday at 09:00".parse()?;
    /// let friday = "2026-01-02T12:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    /// let days: Vec<_> = schedule.upcoming(&friday).take(2).map(|slot| slot.to_string()).collect();
    /// assert_eq!(days, ["2026-01-05 09:00:00 UTC", "2026-01-06 09:00:00 UTC"]);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn upcoming<Z: TimeZone>(&self, after: &DateTime<Z>) -> impl Iterator<Item = DateTime<Z>> + use<'_, Z> {
        iter::successors(self.next_after(after), |slot| self.next_after(slot))
    }

    /// Whether `at` is a slot.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every friday the 13th".parse()?;
    /// let midnight = "2026-02-13T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    /// assert!(schedule.includes(&midnight));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn includes<Z: TimeZone>(&self, at: &DateTime<Z>) -> bool {
        self.each().any(|rule| search::includes(rule, at))
    }
}
