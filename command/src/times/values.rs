//! Numbers that stand together in a field.

use std::collections::{BTreeMap, BTreeSet};

/// Values, each with those that have just them: the minutes of some hours, and which hours.
pub(crate) fn alike(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<(BTreeSet<u32>, BTreeSet<u32>)> {
    let mut values_of: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (of, value) in pairs {
        values_of.entry(of).or_default().insert(value);
    }
    let mut alike: Vec<(BTreeSet<u32>, BTreeSet<u32>)> = Vec::new();
    for (of, values) in values_of {
        match alike.iter_mut().find(|(same, _)| *same == values) {
            Some((_, all)) => {
                all.insert(of);
            }
            None => alike.push((values, BTreeSet::from([of]))),
        }
    }
    alike
}

/// The values in stretches without a hole.
pub(crate) fn consecutive(all: &[u32]) -> impl Iterator<Item = &[u32]> {
    all.chunk_by(|value, next| value.checked_add(1) == Some(*next))
}

/// The distance of values that all have the same.
pub(crate) fn step(all: &[u32]) -> Option<u32> {
    let mut steps = all.windows(2).map(|pair| match pair {
        [one, other] => other.saturating_sub(*one),
        _ => 0,
    });
    let first = steps.next()?;
    (first > 0 && steps.all(|step| step == first)).then_some(first)
}
