//! What the runs of a job need to know of its schedule beside the slots.

use chrono::{DateTime, TimeZone};

use super::calendar::Months;
use super::rule::{Days, Jitter, Rare, Rule, When};
use super::{Schedule, search};

impl Schedule {
    /// The distance of its slots in milliseconds, where clock changes never alter it: for an
    /// interval without any other clause but a jitter, that is no finer grid than every offset of a zone, or
    /// no grid at all.
    pub(crate) fn even_step(&self) -> Option<i64> {
        /// Every zone's offset is a multiple of it, since there are clocks that jump.
        const QUARTER: u64 = 900_000;
        let first = &self.0.first;
        let is_plain = |rare: &Rare| *rare == Rare { jitter: rare.jitter, ..Rare::default() };
        let plain = self.more().is_empty() && first.rare.as_deref().is_none_or(is_plain) && first.months == Months::ALL;
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
        let length = |rule: &Rule| rule.jitter().map_or(0, Jitter::milliseconds);
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
}
