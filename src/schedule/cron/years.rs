//! The years of a line of seven fields.

use super::field::Field;
use super::set::Run;

const FIRST: u16 = Field::Year.range().0;
const LAST: u16 = Field::Year.range().1;

/// Some of the years 1970 to 9999: runs as they were written, for sets of so many years could
/// be long to print. Runs of neighbours are joined; all are sorted and without repeats.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Years(Box<[Run]>);

impl Years {
    /// The years of the runs, or `None` when it is every year.
    pub(super) fn new(mut runs: Vec<Run>) -> Option<Box<Self>> {
        for run in &mut runs {
            run.to = run.last_to(run.to).unwrap_or(run.from);
            if run.from == run.to {
                run.step = 1;
            }
        }
        // Neighbours first, so that those to join are side by side.
        runs.sort_unstable_by_key(|run| (run.step > 1, run.from, run.to, run.step));
        runs.dedup_by(|next, run| {
            let joins = run.step == 1 && next.step == 1 && next.from <= run.to.saturating_add(1);
            if joins {
                run.to = run.to.max(next.to);
            }
            joins || run == next
        });
        runs.sort_unstable_by_key(|run| (run.from, run.step, run.to));
        let all = Run { from: FIRST, to: LAST, step: 1 };
        (!runs.contains(&all)).then(|| Box::new(Self(runs.into())))
    }

    pub(super) fn runs(&self) -> &[Run] {
        &self.0
    }

    /// The first of the years that is not before `year`.
    pub(super) fn from(&self, year: u16) -> Option<u16> {
        self.0.iter().filter_map(|run| run.first_from(year)).min()
    }

    /// The last of the years that is not after `year`.
    pub(super) fn to(&self, year: u16) -> Option<u16> {
        self.0.iter().filter_map(|run| run.last_to(year)).max()
    }
}

impl Run {
    fn first_from(self, year: u16) -> Option<u16> {
        let steps = year.saturating_sub(self.from).div_ceil(self.step.max(1));
        let found = self.from.checked_add(steps.checked_mul(self.step)?)?;
        (found <= self.to).then_some(found)
    }

    fn last_to(self, year: u16) -> Option<u16> {
        let past = year.min(self.to).checked_sub(self.from)?;
        self.from.checked_add(past.checked_sub(past.checked_rem(self.step)?)?)
    }
}
