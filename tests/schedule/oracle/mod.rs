//! The slots of a sketch, found by looking at every day, minute or second there is.
//!
//! Nothing of the crate is used here: this is the meaning of the language written a second
//! time, slowly and plainly, for the search to be compared with.

use std::cell::{Cell, OnceCell, RefCell};

use chrono::DateTime;

use self::civil::{civil, later, seconds};
use self::days::allowed;
use crate::common::sketch::{Days, Lasting, Moment, Place, Sketch, When};
use crate::sky::{DAY, Sky};

mod civil;
mod days;

pub use civil::day_number;

/// Milliseconds of a day.
const DAY_MS: u64 = 86_400_000;

/// Answers for one sketch in one zone. Instants are milliseconds since 1970 in UTC.
pub struct Oracle<'a> {
    sketch: &'a Sketch,
    sky: Sky,
    /// How many instants were looked at so far.
    work: Cell<u64>,
    /// The local days looked at last, and whether they are allowed.
    days: [Cell<(i64, bool)>; 4],
    /// The slots of `for 5 times`, and the instant up to which there are no others.
    counted: OnceCell<(Vec<i64>, i64)>,
    bounds: RefCell<Option<(i64, i64)>>,
}

impl<'a> Oracle<'a> {
    /// `caller` is the zone of a sketch that names none.
    pub fn new(sketch: &'a Sketch, caller: Place) -> Self {
        Self {
            sketch,
            sky: Sky::new(sketch.zone.unwrap_or(caller)),
            work: Cell::new(0),
            days: [const { Cell::new((i64::MIN, false)) }; 4],
            counted: OnceCell::new(),
            bounds: RefCell::new(None),
        }
    }

    pub fn sky(&self) -> &Sky {
        &self.sky
    }

    /// At least the first `want` slots later than `after`, or as many as were found before the
    /// work became too much, and the instant up to which there are no others.
    pub fn forward(&self, after: i64, want: usize, work: u64) -> (Vec<i64>, i64) {
        if let Some((all, clear_to)) = self.counted() {
            let later: Vec<i64> = all.iter().copied().filter(|&slot| slot > after).collect();
            return (later, *clear_to);
        }
        let budget = self.work.get() + work;
        let (first, end_of_all) = self.bounds();
        let (mut slots, mut at, mut step) = (Vec::new(), (after + 1).max(first), self.stride());
        while slots.len() < want && self.work.get() < budget {
            if at >= end_of_all {
                return (slots, LAST);
            }
            let day = at.div_euclid(DAY * 1_000);
            if self.nothing_near(day) {
                at = (day + 1) * DAY * 1_000;
                continue;
            }
            let end = at + step;
            slots.extend(self.slots(at, end));
            at = end;
            step = step.saturating_mul(2).min(self.stride() * 64);
        }
        (slots, at)
    }

    /// At least the last `want` slots earlier than `before`, latest first, and the instant back to
    /// which there are no others.
    pub fn backward(&self, before: i64, want: usize, work: u64) -> (Vec<i64>, i64) {
        if let Some((all, clear_to)) = self.counted() {
            if before > *clear_to {
                return (Vec::new(), before);
            }
            return (all.iter().rev().copied().filter(|&slot| slot < before).collect(), FIRST);
        }
        let budget = self.work.get() + work;
        let (first, end) = self.bounds();
        let (mut slots, mut at, mut step) = (Vec::new(), before.min(end), self.stride());
        while slots.len() < want && self.work.get() < budget {
            if at <= first {
                return (slots, FIRST);
            }
            let day = (at - 1).div_euclid(DAY * 1_000);
            if self.nothing_near(day) {
                at = day * DAY * 1_000;
                continue;
            }
            let start = at - step;
            let mut found = self.slots(start, at);
            found.reverse();
            slots.extend(found);
            at = start;
            step = step.saturating_mul(2).min(self.stride() * 64);
        }
        (slots, at)
    }

    /// Whether an interval has no slot on this day in UTC, since no local day near is allowed.
    fn nothing_near(&self, day: i64) -> bool {
        self.work.set(self.work.get() + 1);
        match &self.sketch.when {
            When::Interval { on, .. } => (day - 2..=day + 1).all(|day| !self.on_day(on.as_ref(), day)),
            _ => false,
        }
    }

    /// A stretch that holds a few slots and is quick to look through.
    fn stride(&self) -> i64 {
        match &self.sketch.when {
            When::Days { .. } => 16 * DAY * 1_000,
            _ => i64::try_from(self.grain()).unwrap() * 600,
        }
    }

    /// The slots in `[from, to)`, in order.
    pub fn slots(&self, from: i64, to: i64) -> Vec<i64> {
        if let Some((all, _)) = self.counted() {
            return all.iter().copied().filter(|slot| (from..to).contains(slot)).collect();
        }
        self.uncounted(from, to)
    }

    /// All slots of `for 5 times`, as far as two centuries hold them.
    fn counted(&self) -> Option<&(Vec<i64>, i64)> {
        let Some(Lasting::Times(n)) = self.sketch.lasting else { return None };
        Some(self.counted.get_or_init(|| self.first(n as usize)))
    }

    /// The first `n` slots from `starting`.
    fn first(&self, n: usize) -> (Vec<i64>, i64) {
        let mut slots = Vec::new();
        let (mut at, mut step) = (self.bounds().0, self.stride());
        let end = at.saturating_add(200 * 366 * DAY * 1_000).min(self.bounds().1).min(LAST);
        while slots.len() < n && at < end {
            let day = at.div_euclid(DAY * 1_000);
            if self.nothing_near(day) {
                at = (day + 1) * DAY * 1_000;
                continue;
            }
            slots.extend(self.uncounted(at, (at + step).min(end)));
            at += step;
            step = step.saturating_mul(2).min(self.stride() * 256);
        }
        let all_found = slots.len() >= n || end == self.bounds().1;
        slots.truncate(n);
        (slots, if all_found { LAST } else { end })
    }

    fn uncounted(&self, from: i64, to: i64) -> Vec<i64> {
        let (first, end) = self.bounds();
        let (from, to) = (from.max(first), to.min(end));
        if from >= to {
            return Vec::new();
        }
        let mut slots = match &self.sketch.when {
            When::Days { on, at } => self.times_of_day(on, at, from, to),
            When::Interval { .. } => self.interval(from, to),
            When::Random { .. } => panic!("a random interval has no list of slots"),
        };
        slots.retain(|slot| (from..to).contains(slot));
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// The stretch of instants that `starting`, `until` and `for 3 weeks` leave.
    fn bounds(&self) -> (i64, i64) {
        if let Some(known) = *self.bounds.borrow() {
            return known;
        }
        let mut first = FIRST;
        let mut end = LAST;
        if let Some(start) = self.sketch.starting {
            let civil = civil(start);
            first = self.sky.instant(seconds(civil)) * 1_000;
            if let Some(Lasting::Length(n, span)) = self.sketch.lasting {
                end = end.min(self.sky.instant(seconds(later(civil, n, span))) * 1_000);
            }
        }
        match self.sketch.until {
            Some(Moment { date, time: None }) => {
                let next = day_number(date) + 1;
                end = end.min(self.sky.instant(next * DAY) * 1_000);
            }
            Some(moment) => end = end.min(self.sky.instant(seconds(civil(moment))) * 1_000 + 1),
            None => {}
        }
        *self.bounds.borrow_mut() = Some((first, end));
        (first, end)
    }

    /// Every civil day, its times, and the instants they fall on.
    fn times_of_day(&self, on: &Days, at: &[u32], from: i64, to: i64) -> Vec<i64> {
        let mut slots = Vec::new();
        // Two days more on each side: a zone is at most 26 hours away, with a gap of a day.
        for day in from.div_euclid(1_000 * DAY) - 2..=to.div_euclid(1_000 * DAY) + 2 {
            self.work.set(self.work.get() + 1);
            if day < 0 || !self.on_day(Some(on), day) {
                continue;
            }
            for &time in at {
                slots.push(self.sky.instant(day * DAY + i64::from(time)) * 1_000);
            }
        }
        slots
    }

    /// The coarsest step in milliseconds that meets every slot of an interval.
    fn grain(&self) -> u64 {
        let When::Interval { count, unit, shift, window, .. } = &self.sketch.when else {
            return 1;
        };
        let (from, to) = window.unwrap_or((0, 0));
        [1_000, 60_000]
            .into_iter()
            .filter(|&grain| {
                (u64::from(*count) * unit.millis()).is_multiple_of(grain)
                    && shift.is_multiple_of(grain)
                    && (u64::from(from) * 1_000).is_multiple_of(grain)
                    && (u64::from(to) * 1_000).is_multiple_of(grain)
            })
            .max()
            .unwrap_or(1)
    }

    /// Every instant, and whether a clock on the wall or a stopwatch shows a mark.
    fn interval(&self, from: i64, to: i64) -> Vec<i64> {
        let When::Interval { count, unit, shift, on, window } = &self.sketch.when else {
            return Vec::new();
        };
        let on = on.as_ref();
        let length = u64::from(*count) * unit.millis();
        let grain = i64::try_from(self.grain()).unwrap();
        let (length, shift) = (i64::try_from(length).unwrap(), i64::try_from(*shift).unwrap());
        let stopwatch = if window.is_none() && !DAY_MS.is_multiple_of(length.unsigned_abs()) {
            let start = self.sketch.starting.map_or(0, |start| seconds(civil(start)));
            Some(self.sky.instant(start) * 1_000 + shift)
        } else {
            None
        };
        let mut slots = Vec::new();
        for segment in self.sky.segments(from.div_euclid(1_000) - 1, to.div_euclid(1_000) + 1) {
            let offset = i64::from(segment.offset) * 1_000;
            let odd = (stopwatch.unwrap_or(offset) % grain) != 0 || offset % grain != 0;
            // A zone with seconds in its offset shows its minutes between ours.
            let grain = if odd { grain.min(1_000) } else { grain };
            let mut at = from.max(segment.from.saturating_mul(1_000));
            at += (-at).rem_euclid(grain);
            let end = to.min(segment.to.saturating_mul(1_000));
            while at < end {
                self.work.set(self.work.get() + 1);
                let local = at + offset;
                let (day, time) = (local.div_euclid(DAY * 1_000), local.rem_euclid(DAY * 1_000));
                let begun = window.is_some() && self.on_day(on, day - 1);
                if !begun && !self.on_day(on, day) {
                    // Nothing more on this local day.
                    let skip = (DAY * 1_000 - time).min(end - at);
                    at += skip;
                    at += (-at).rem_euclid(grain);
                    continue;
                }
                let hit = match (stopwatch, window) {
                    (Some(start), _) => at >= start && (at - start) % length == 0 && self.on_day(on, day),
                    (None, None) => (time - shift).rem_euclid(length) == 0 && self.on_day(on, day),
                    (None, Some((open, close))) => {
                        let open = i64::from(*open) * 1_000;
                        let close = i64::from(*close) * 1_000;
                        let close = if close < open { close + DAY * 1_000 } else { close };
                        // Today's window, and the one of yesterday that goes on past midnight.
                        [(day, time), (day - 1, time + DAY * 1_000)].into_iter().any(|(day, time)| {
                            (open..=close).contains(&time)
                                && time - open >= shift
                                && (time - open - shift) % length == 0
                                && self.on_day(on, day)
                        })
                    }
                };
                // A window of the last day may go on past it, where no clock of ours goes.
                if hit && local < LAST - DAY * 1_000 {
                    slots.push(at);
                }
                at += grain;
            }
        }
        slots
    }

    /// Whether the rule's days, months and exceptions allow this civil day.
    fn on_day(&self, on: Option<&Days>, day: i64) -> bool {
        let slot = &self.days[usize::try_from(day.rem_euclid(4)).unwrap()];
        let (known, answer) = slot.get();
        if known == day {
            return answer;
        }
        let answer = allowed(self.sketch, on, day);
        slot.set((day, answer));
        answer
    }
}

/// Civil days go from 1970-01-01 to 9999-12-31, wherever the clock is: a day more in UTC.
pub const FIRST: i64 = -DAY * 1_000;
pub const LAST: i64 = 253_402_300_800_000 + DAY * 1_000;

/// For messages.
pub fn show(slot: i64) -> String {
    DateTime::from_timestamp_millis(slot).map_or_else(|| slot.to_string(), |at| at.to_rfc3339())
}
