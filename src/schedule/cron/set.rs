//! The values of a field as runs, for the canonical text.

use super::field::Field;

/// Members that are listed one by one even where a step would say them.
const SHORT: u16 = 3;

/// Values with a common distance: `9`, `1-5`, `0-50/10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Run {
    pub(super) from: u16,
    /// The last value itself, not just a limit.
    pub(super) to: u16,
    /// At least 1; 1 for a single value.
    pub(super) step: u16,
}

/// The members of a bit set, from the least.
#[derive(Debug, Clone)]
pub(super) struct Members(pub(super) u64);

impl Iterator for Members {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        let least = u16::try_from(self.0.trailing_zeros()).ok().filter(|&least| least < 64)?;
        self.0 &= self.0.wrapping_sub(1);
        Some(least)
    }
}

/// Cuts rising values into runs, from the least on and each as long as it goes. Neighbours
/// are a run from three on, values at a greater distance from four on.
#[derive(Debug, Clone)]
pub(super) struct Runs<I>(pub(super) I);

impl<I: Iterator<Item = u16> + Clone> Iterator for Runs<I> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let from = self.0.next()?;
        let single = Run { from, to: from, step: 1 };
        let mut ahead = self.0.clone();
        let Some(mut to) = ahead.next() else {
            return Some(single);
        };
        let step = to.wrapping_sub(from);
        let mut count = 2_u16;
        let mut rest = ahead.clone();
        while let Some(value) = ahead.next().filter(|value| value.wrapping_sub(to) == step) {
            to = value;
            count = count.saturating_add(1);
            rest = ahead.clone();
        }
        if count > SHORT || (count == SHORT && step == 1) {
            self.0 = rest;
            return Some(Run { from, to, step });
        }
        Some(single)
    }
}

/// All values of a field.
pub(super) const fn full(field: Field) -> u64 {
    every(field, 1)
}

/// The values of `*/step`.
pub(super) const fn every(field: Field, step: u16) -> u64 {
    let (from, to) = field.range();
    Run { from, to, step }.bits()
}

impl Run {
    /// The values, which are below 64, as bits.
    pub(super) const fn bits(self) -> u64 {
        // Twice as many multiples of the step in each turn.
        let (mut multiples, mut distance) = (1_u64, self.step);
        while distance < 64 && distance > 0 {
            multiples |= multiples << distance;
            distance = distance.saturating_mul(2);
        }
        let up_to = u64::MAX >> (63_u16.saturating_sub(self.to) & 63);
        multiples << (self.from & 63) & up_to
    }
}

/// How a set would be written with a star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `*`, or a `*/n` of more than three values: the star is the better spelling.
    Star,
    /// A `*/n` of two or three values: as good as a list.
    Either,
    /// One value, or no `*/n` alone: a list is the better spelling.
    List,
}

pub(super) fn shape(field: Field, bits: u64) -> Shape {
    let whole = bits.count_ones();
    let mut members = Members(bits);
    let (Some(first), Some(second)) = (members.next(), members.next()) else {
        return Shape::List;
    };
    if bits != every(field, second.wrapping_sub(first)) {
        Shape::List
    } else if whole > u32::from(SHORT) {
        Shape::Star
    } else {
        Shape::Either
    }
}

/// The least step whose `*/step` is within the set; 1 is `*` itself. `None` when the least
/// value of the field is not in the set, which no star can begin.
pub(super) fn widest(field: Field, bits: u64) -> Option<u16> {
    let (low, _) = field.range();
    let mut others = Members(bits);
    if others.next() != Some(low) {
        return None;
    }
    let within = |&step: &u16| every(field, step) & !bits == 0;
    Some(others.map(|value| value.wrapping_sub(low)).find(within).unwrap_or(field.size()))
}
