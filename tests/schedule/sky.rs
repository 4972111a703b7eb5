//! Offsets of a zone from UTC, found by asking chrono-tz at many instants.

use std::cell::RefCell;

use chrono::{DateTime, FixedOffset, Offset, TimeZone};
use chrono_tz::Tz;

use crate::common::sketch::Place;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// How far apart the instants asked are. No zone changes twice within it, which
/// `transitions::no_two_changes_are_close` shows.
pub const STEP: i64 = 6 * 3_600;

/// Instants from `from` to before `to` have this offset, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    pub from: i64,
    pub to: i64,
    pub offset: i32,
}

/// A zone, and the part of its history looked at so far.
pub struct Sky {
    place: Place,
    known: RefCell<(i64, i64, Vec<Segment>)>,
}

impl Sky {
    pub fn new(place: Place) -> Self {
        Self { place, known: RefCell::new((0, 0, Vec::new())) }
    }

    /// The offset at an instant.
    pub fn offset(&self, at: i64) -> i32 {
        match self.place {
            Place::Fixed(minutes) => minutes * 60,
            Place::Zone(zone) => offset_of(zone, at),
        }
    }

    /// The segments that `[from, to)` touches, the outer ones cut to about it.
    pub fn segments(&self, from: i64, to: i64) -> Vec<Segment> {
        if let Place::Fixed(minutes) = self.place {
            return vec![Segment { from: from - DAY, to: to + DAY, offset: minutes * 60 }];
        }
        let (low, high) = { (self.known.borrow().0, self.known.borrow().1) };
        if from < low || to > high {
            let near = from <= high + 400 * DAY && to >= low - 400 * DAY;
            if !near && to - from < 10 * DAY {
                return self.look(from, to, STEP);
            }
            // What lies near is asked for next.
            let more = if near { (40 * DAY).max((high - low) / 2) } else { 40 * DAY };
            let (mut start, mut end) = (from, to);
            if near {
                (start, end) = (low, high);
            }
            if from < low || !near {
                start = start.min(from) - more;
            }
            if to > high || !near {
                end = end.max(to) + more;
            }
            let start = start - start.rem_euclid(STEP);
            *self.known.borrow_mut() = (start, end, self.look(start, end, STEP));
        }
        let known = self.known.borrow();
        known.2.iter().copied().filter(|segment| segment.from < to && segment.to > from).collect()
    }

    /// The segments of `[from, to)`, asking every `step` seconds and then in between.
    pub fn look(&self, from: i64, to: i64, step: i64) -> Vec<Segment> {
        let mut list = Vec::new();
        let mut segment = Segment { from, to, offset: self.offset(from) };
        let mut at = from;
        while at < to {
            let next = (at + step).min(to);
            let offset = self.offset(next);
            if offset != segment.offset {
                let (mut old, mut new) = (at, next);
                while new - old > 1 {
                    let middle = old.midpoint(new);
                    if self.offset(middle) == segment.offset {
                        old = middle;
                    } else {
                        new = middle;
                    }
                }
                list.push(Segment { to: new, ..segment });
                segment = Segment { from: new, to, offset };
            }
            at = next;
        }
        list.push(segment);
        list
    }

    /// The instant of a civil time: the first that shows it, or, in a gap, the one the offset
    /// before the gap gives.
    pub fn instant(&self, civil: i64) -> i64 {
        let segments = self.segments(civil - 3 * DAY, civil + 3 * DAY);
        for segment in &segments {
            let at = civil - i64::from(segment.offset);
            if (segment.from..segment.to).contains(&at) {
                return at;
            }
        }
        for pair in segments.windows(2) {
            let (before, after) = (pair[0], pair[1]);
            let old = civil - i64::from(before.offset);
            let new = civil - i64::from(after.offset);
            if old >= before.to && new < after.from {
                return old;
            }
        }
        panic!("no instant for {civil} in {:?}", self.place)
    }
}

fn offset_of(zone: Tz, at: i64) -> i32 {
    let utc = DateTime::from_timestamp(at, 0).unwrap().naive_utc();
    let offset: FixedOffset = zone.offset_from_utc_datetime(&utc).fix();
    offset.local_minus_utc()
}
