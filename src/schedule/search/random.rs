//! Random intervals: each gap is drawn anew, but always the same one after the same instant.

use super::civil::Civil;
use super::days::DaySet;
use super::fixed;
use super::time_of_day::CivilTimes;
use super::timepiece::Timepiece;
use super::wall::Wall;
use super::window::ticks_in;
use crate::schedule::calendar::LAST_DAY;
use crate::schedule::draw::draw;
use crate::schedule::rule::{RandomGap, Window};
use crate::schedule::unit::Unit;

/// What is drawn, and when it may fall.
#[derive(Debug)]
pub(super) struct Draw<'a, const PER: i64> {
    pub(super) gap: RandomGap,
    pub(super) days: DaySet<'a>,
    pub(super) window: Option<Window>,
    /// Where each stretch of allowed time begins.
    pub(super) openings: CivilTimes<'a, PER>,
}

#[expect(clippy::arithmetic_side_effects, reason = "ticks stay within the years 1969 to 10000, and a gap within 2^54")]
impl<const PER: i64> Draw<'_, PER> {
    /// The instant drawn after the clock's, or the next opening if it falls outside what is allowed.
    /// Before `start` there is nothing to draw: it is the first candidate.
    pub(super) fn next<C: Timepiece<PER>>(&self, wall: &Wall<C, PER>, start: Option<i64>) -> Option<C::Time> {
        let at = match start {
            Some(start) if wall.at < start => start,
            _ => wall.at + self.gap.after::<PER>(wall.at),
        };
        if at >= Wall::<C, PER>::END {
            return None;
        }
        let found = wall.time(at);
        if self.allows(at + C::ahead(&found)) {
            Some(found)
        } else {
            fixed::next(&wall.moved_to(&found), &self.openings)
        }
    }

    /// Whether a civil time is on an allowed day, and within the window if there is one.
    fn allows(&self, civil: i64) -> bool {
        let Civil { day: today, time } = Civil::<PER>::of(civil);
        let on = |day: i32, time: i64| {
            let inside =
                |window: Window| (i64::from(window.from) * PER..=i64::from(window.end()) * PER).contains(&time);
            self.window.is_none_or(inside) && self.days.next(day) == Some(day)
        };
        let from_yesterday = || self.window.is_some() && on(today - 1, i64::from(time) + Civil::<PER>::DAY);
        // The last window may go on past the last midnight; slots do not.
        today <= LAST_DAY && (on(today, time.into()) || from_yesterday())
    }
}

impl RandomGap {
    /// The gap after an instant, in ticks: both ends included, each whole tick as likely.
    fn after<const PER: i64>(self, at: i64) -> i64 {
        let (low, high) = (ticks_in::<PER>(self.low, self.unit), ticks_in::<PER>(self.high, self.unit));
        // By the unit's own number, since what is drawn has to stay the same for ever.
        let unit: u64 = match self.unit {
            Unit::Millisecond => 0,
            Unit::Second => 1,
            Unit::Minute => 2,
            Unit::Hour => 3,
        };
        let seed = [self.low.into(), self.high.into(), unit, at.cast_unsigned()];
        draw(seed, low, high)
    }
}
