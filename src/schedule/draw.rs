//! Numbers that look random, and are the same on every machine and in every run.

/// A number from `low` to `high`, both included and each as likely, that the seed alone fixes.
pub(crate) fn draw(seed: impl IntoIterator<Item = u64>, low: i64, high: i64) -> i64 {
    let drawn = seed.into_iter().fold(0, |state: u64, part| mix(state ^ part));
    let choices = u128::from(high.abs_diff(low)).saturating_add(1);
    let place = u128::from(drawn).saturating_mul(choices) >> 64;
    low.saturating_add(i64::try_from(place).unwrap_or(0))
}

/// One step of splitmix64. Fixed for ever, as the slots of a schedule depend on it.
fn mix(state: u64) -> u64 {
    let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
