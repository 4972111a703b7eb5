//! The pure model: what a schedule is, and which instants it names. No clock, no threads.

pub(crate) mod calendar;
pub(crate) mod cron;
pub(crate) mod draw;
mod months;
pub(crate) mod names;
mod notes;
mod print;
pub(crate) mod rule;
pub(crate) mod said;
mod search;
#[cfg(feature = "serde")]
mod serde;
pub(crate) mod unit;
mod weekdays;
pub(crate) mod zone;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeZone};
use once_cell::race::OnceBox;

use crate::Error;
pub use calendar::{Month, Weekday};
pub use notes::{Note, NoteCode};
use rule::{Days, Rule, When};

/// The longest text of a schedule, in bytes.
pub(crate) const LONGEST_TEXT: usize = 1024;

/// A set of instants that its text alone fixes: cheap to clone, to compare and to ask.
///
/// ```
/// use punctual::Schedule;
///
/// let schedule: Schedule = "mondays at 1:15 pm in Europe/Berlin".parse()?;
/// assert_eq!(schedule.to_string(), "every monday at 13:15 in Europe/Berlin");
///
/// let now = "2026-01-01T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
/// assert_eq!(schedule.next_after(&now).unwrap().to_rfc3339(), "2026-01-05T12:15:00+00:00");
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// Equal schedules have equal canonical texts. Slots lie between the years 1970 and 9999.
#[derive(Clone)]
pub struct Schedule(Arc<Plan>);

/// The rules of a schedule. The first has its place here, since most schedules have one.
struct Plan {
    first: Rule,
    /// Made for a union, or when somebody asks for the notes.
    rest: OnceBox<Rest>,
}

/// What most schedules do without.
#[derive(Default)]
struct Rest {
    more: Box<[Rule]>,
    /// Whether a week was said without its weekday: only a note tells, so it is no part of the value.
    monday_by_default: bool,
    notes: OnceBox<Vec<Note>>,
}

impl Schedule {
    /// A schedule of checked rules; `more` holds none of them twice.
    pub(crate) fn of(first: Rule, more: Vec<Rule>) -> Self {
        Self::as_said(first, more, false)
    }

    /// The same, with what only the notes remember of how it was said.
    pub(crate) fn as_said(first: Rule, more: Vec<Rule>, monday_by_default: bool) -> Self {
        let rest = if more.is_empty() && !monday_by_default {
            OnceBox::new()
        } else {
            let more = more.into_boxed_slice();
            OnceBox::with_value(Box::new(Rest { more, monday_by_default, notes: OnceBox::new() }))
        };
        Self(Arc::new(Plan { first, rest }))
    }

    fn more(&self) -> &[Rule] {
        self.0.rest.get().map_or(&[], |rest| &rest.more)
    }

    fn monday_by_default(&self) -> bool {
        self.0.rest.get().is_some_and(|rest| rest.monday_by_default)
    }

    /// Whether the canonical text is longer than a text may be: it could not be read again.
    pub(crate) fn is_too_long(&self) -> bool {
        if self.more().is_empty() && self.0.first.has_no_list() {
            return false;
        }
        let mut room = Room(LONGEST_TEXT);
        fmt::write(&mut room, format_args!("{self}")).is_err()
    }

    /// Whether a rule says `except holidays`.
    pub(crate) fn asks_for_holidays(&self) -> bool {
        self.each().any(|rule| rule.rare.as_ref().is_some_and(|rare| rare.except.holidays))
    }

    /// Whether a list of days of the month is so long that few words may have made it.
    pub(crate) fn has_long_list(&self) -> bool {
        self.each().any(|rule| match &rule.when {
            When::Days { on: Days::Monthly(monthly), .. } | When::Interval { on: Days::Monthly(monthly), .. } => {
                monthly.on.len() > 20
            }
            _ => false,
        })
    }

    fn each(&self) -> impl Iterator<Item = &Rule> {
        std::iter::once(&self.0.first).chain(self.more())
    }

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
        std::iter::successors(self.next_after(after), |slot| self.next_after(slot))
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

    /// What is worth knowing about this schedule although nothing is wrong with it.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every 31st at 9am".parse()?;
    /// assert_eq!(schedule.notes()[0].to_string(), "31st is skipped in 5 months; see `last day`");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn notes(&self) -> &[Note] {
        let rest = self.0.rest.get_or_init(Box::default);
        rest.notes.get_or_init(|| {
            let said = rest.monday_by_default.then(notes::monday);
            Box::new(said.into_iter().chain(self.each().flat_map(notes::of)).collect())
        })
    }

    /// Turns notes into an error, for those who want no default and no surprise.
    ///
    /// # Errors
    ///
    /// [`Code::Strict`](crate::Code::Strict) with the first note.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every 31st at 9am".parse()?;
    /// assert_eq!(schedule.strict().unwrap_err().code().as_str(), "strict");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn strict(self) -> Result<Self, Error> {
        match self.notes().first() {
            None => Ok(self),
            Some(note) => Err(notes::error(note, &self.to_string())),
        }
    }

    /// The name of the zone in the text, or `None` where the caller's is used; of the first rule
    /// that names one.
    ///
    /// ```
    /// use punctual::Schedule;
    ///
    /// let schedule: Schedule = "every day at noon in europe/berlin".parse()?;
    /// assert_eq!(schedule.zone().as_deref(), Some("Europe/Berlin"));
    /// assert_eq!("every day".parse::<Schedule>()?.zone(), None);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn zone(&self) -> Option<String> {
        self.each().find_map(|rule| match rule.zone {
            zone::Zone::Caller => None,
            zone => Some(zone.to_string().trim_start_matches(" in ").to_owned()),
        })
    }

    /// Each rule of a union as a schedule of its own.
    ///
    /// ```
    /// let both: punctual::Schedule = "every monday; every friday at noon".parse()?;
    /// let texts: Vec<_> = both.rules().map(|rule| rule.to_string()).collect();
    /// assert_eq!(texts, ["every monday at 00:00", "every friday at 12:00"]);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn rules(&self) -> impl Iterator<Item = Self> + '_ {
        // Of several, nobody knows which said it.
        let monday_by_default = self.monday_by_default() && self.more().is_empty();
        self.each().map(move |rule| Self::as_said(rule.clone(), Vec::new(), monday_by_default))
    }

    /// The distance of its slots in milliseconds, where clock changes never alter it: for an
    /// interval without any other clause but a jitter, that is no finer grid than every offset of a zone, or
    /// no grid at all.
    pub(crate) fn even_step(&self) -> Option<i64> {
        /// Every zone's offset is a multiple of it, since there are clocks that jump.
        const QUARTER: u64 = 900_000;
        let first = &self.0.first;
        let is_plain = |rare: &rule::Rare| *rare == rule::Rare { jitter: rare.jitter, ..rule::Rare::default() };
        let plain = self.more().is_empty()
            && first.rare.as_deref().is_none_or(is_plain)
            && first.months == calendar::Months::ALL;
        match &first.when {
            When::Interval { every, on: Days::Every { n: 1 } } if plain => {
                let step = every.milliseconds();
                let even = !every.divides_a_day() || QUARTER.is_multiple_of(step);
                i64::try_from(step).ok().filter(|_| even)
            }
            _ => None,
        }
    }

    /// Whether runs begin later than their slots: a rule says `jitter`.
    #[inline]
    pub(crate) fn is_spread(&self) -> bool {
        self.each().any(|rule| rule.jitter().is_some())
    }

    /// By how many milliseconds at most the run of a slot begins later. Where several rules of a
    /// union name the slot, the least of them.
    pub(crate) fn jitter_at<Z: TimeZone>(&self, slot: &DateTime<Z>) -> u64 {
        let length = |rule: &Rule| rule.jitter().map_or(0, rule::Jitter::milliseconds);
        if self.more().is_empty() {
            return length(&self.0.first);
        }
        let named = self.each().filter(|rule| search::includes(rule, slot)).map(length).min();
        // Of a random interval nobody can tell; but a slot that no other rule names is its own.
        let is_random = |rule: &&Rule| matches!(rule.when, When::Random { .. });
        named.or_else(|| self.each().filter(is_random).map(length).min()).unwrap_or(0)
    }

    /// Whether it says itself when it begins: that moment belongs to it.
    pub(crate) fn names_its_start(&self) -> bool {
        self.each().any(|rule| {
            rule.rare.as_ref().is_some_and(|rare| rare.starting.is_some())
                || matches!(rule.when, When::Days { on: Days::Once(_), .. })
        })
    }

    /// The union of schedules: a slot of any is a slot of all.
    pub(crate) fn union(schedules: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut rules: Vec<Rule> = Vec::new();
        let mut monday_by_default = false;
        for schedule in schedules {
            monday_by_default |= schedule.monday_by_default();
            for rule in schedule.each() {
                if !rules.contains(rule) {
                    rules.push(rule.clone());
                }
            }
        }
        let mut rules = rules.into_iter();
        let first = rules.next()?;
        Some(Self::as_said(first, rules.collect(), monday_by_default))
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

/// Takes text until it is full, and keeps none of it.
struct Room(usize);

impl fmt::Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// The canonical text, which parses back to the same schedule.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.first.fmt(f)?;
        for rule in self.more() {
            f.write_str("; ")?;
            rule.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schedule({self})")
    }
}

impl PartialEq for Schedule {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.each().eq(other.each())
    }
}

impl Eq for Schedule {}

impl Hash for Schedule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.each().for_each(|rule| rule.hash(state));
    }
}
