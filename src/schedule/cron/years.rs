//! The years of a line of seven fields.

use super::field::Field;
use super::set::{Members, Run, Runs};

const FIRST: u16 = Field::Year.range().0;
const LAST: u16 = Field::Year.range().1;
const WORDS: usize = (LAST as usize - FIRST as usize) / 64 + 1;

/// Some of the years 1970 to 9999, but not all: runs in rising order, which never interleave.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Years(Box<[Run]>);

impl Years {
    pub(super) fn runs(&self) -> &[Run] {
        &self.0
    }

    /// The first of the years that is not before `year`.
    pub(super) fn from(&self, year: u16) -> Option<u16> {
        let run = self.0.get(self.0.partition_point(|run| run.to < year))?;
        let ahead = year.saturating_sub(run.from).div_ceil(run.step.max(1));
        run.from.checked_add(ahead.checked_mul(run.step)?)
    }

    /// The last of the years that is not after `year`.
    pub(super) fn to(&self, year: u16) -> Option<u16> {
        let after = self.0.partition_point(|run| run.from <= year);
        let run = self.0.get(after.checked_sub(1)?)?;
        let past = year.min(run.to).checked_sub(run.from)?;
        run.from.checked_add(past.checked_sub(past.checked_rem(run.step)?)?)
    }
}

/// Years while they are read.
#[derive(Debug)]
pub(super) struct YearSet(Box<[u64; WORDS]>);

impl YearSet {
    pub(super) fn new() -> Self {
        Self(Box::new([0; WORDS]))
    }

    pub(super) fn add(&mut self, run: Run) {
        for year in (run.from..=run.to).step_by(usize::from(run.step.max(1))) {
            let place = usize::from(year.saturating_sub(FIRST));
            if let Some(word) = self.0.get_mut(place / 64) {
                *word |= 1 << (place % 64);
            }
        }
    }

    /// The runs of the years, or `None` when it is every year.
    pub(super) fn finish(&self) -> Option<Box<Years>> {
        let words = (FIRST..).step_by(64).zip(self.0.iter());
        let years = words.flat_map(|(first, &word)| Members(word).map(move |place| first.saturating_add(place)));
        let runs: Box<[Run]> = Runs(years).collect();
        let all = Run { from: FIRST, to: LAST, step: 1 };
        (*runs != [all]).then(|| Box::new(Years(runs)))
    }
}
