//! The pure model: what a schedule is, and which instants it names. No clock, no threads.

mod ask;
pub(crate) mod calendar;
pub(crate) mod cron;
pub(crate) mod draw;
mod holidays;
pub(crate) mod names;
mod notes;
mod print;
pub(crate) mod rule;
mod runs;
pub(crate) mod said;
mod search;
#[cfg(feature = "serde")]
mod serde;
pub(crate) mod unit;
pub(crate) mod zone;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use once_cell::race::OnceBox;

pub use calendar::{Month, Weekday};
pub use notes::{Note, NoteCode};
pub(crate) use print::LONGEST_TEXT;
use rule::Rule;
use zone::Zone;

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
pub struct Schedule(Arc<Rules>);

/// The rules of a schedule. The first has its place here, since most schedules have one.
struct Rules {
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
    /// The schedule of one checked rule.
    pub(crate) fn of(rule: Rule) -> Self {
        Self::as_said(rule, Vec::new(), false)
    }

    /// The schedule of checked rules, none of which is there twice, with what only the notes
    /// remember of how it was said.
    pub(crate) fn as_said(first: Rule, more: Vec<Rule>, monday_by_default: bool) -> Self {
        let rest = if more.is_empty() && !monday_by_default {
            OnceBox::new()
        } else {
            let more = more.into_boxed_slice();
            OnceBox::with_value(Box::new(Rest { more, monday_by_default, notes: OnceBox::new() }))
        };
        Self(Arc::new(Rules { first, rest }))
    }

    fn more(&self) -> &[Rule] {
        self.0.rest.get().map_or(&[], |rest| &rest.more)
    }

    fn monday_by_default(&self) -> bool {
        self.0.rest.get().is_some_and(|rest| rest.monday_by_default)
    }

    fn each(&self) -> impl Iterator<Item = &Rule> {
        std::iter::once(&self.0.first).chain(self.more())
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
            Zone::Caller => None,
            zone => Some(zone.to_string()),
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
