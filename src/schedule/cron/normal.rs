//! One spelling for lines that differ only in how they are written.

use super::field::Field;
use super::set::{self, Shape};
use super::{Cron, Reach};

impl Cron {
    /// Drops what adds nothing, and decides the stars where they say nothing.
    ///
    /// A star has a meaning only as the sole one of the clock fields or of the two day
    /// fields, so with another beside it the shorter spelling is taken: `0-59 * * * *` is
    /// `* * * * *`, but `0-59 9 * * *` stays, for it names times of day.
    pub(super) fn normalise(&mut self) {
        if self.bits(Field::Day) == set::full(Field::Day) {
            self.from_end = 0;
            self.nearest = 0;
        }
        if self.bits(Field::Weekday) == set::full(Field::Weekday) {
            self.nth = [0; 6];
        }
        let all_days = Field::DAYS.iter().all(|&field| self.bits(field) == set::full(field));
        if all_days {
            // `1-31` or `0-6` is every day, as both stars are.
            self.stars.set(Field::Day, true);
            self.stars.set(Field::Weekday, true);
        }
        self.settle(Field::CLOCK);
        self.settle(Field::DAYS);
        self.stars.set(Field::Month, self.wants_star(Field::Month));
        self.reach = self.decides();
    }

    /// Decides the stars of fields of which one star is as good as several.
    fn settle(&mut self, fields: &[Field]) {
        let wants = |field: &Field| self.wants_star(*field);
        if self.stars.any(fields) && fields.iter().any(wants) {
            for &field in fields {
                let star = self.wants_star(field);
                self.stars.set(field, star);
            }
        }
    }

    /// Whether a star is the better spelling, or as good and what was written.
    fn wants_star(&self, field: Field) -> bool {
        let special = match field {
            Field::Day => self.from_end != 0 || self.nearest != 0,
            Field::Weekday => self.nth != [0; 6],
            _ => false,
        };
        match set::shape(field, self.bits(field)) {
            _ if special => false,
            Shape::Star => true,
            Shape::Either => self.stars.has(field),
            Shape::List => false,
        }
    }

    fn decides(&self) -> Reach {
        let full = |field| self.bits(field) == set::full(field);
        let (days, weekdays) = (full(Field::Day), full(Field::Weekday));
        let either = self.either_day();
        if self.years.is_none() && full(Field::Month) && (days && (weekdays || either) || weekdays && either) {
            Reach::All
        } else if self.years.is_none() && full(Field::Month) && days && self.nth == [0; 6] {
            Reach::Weekdays
        } else if weekdays && !either && self.from_end == 0 && self.nearest == 0 {
            Reach::Dates
        } else {
            Reach::Mixed
        }
    }
}
