//! The running of random tests, each with a seed that repeats it.

use std::hash::{BuildHasher, RandomState};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// Environment variables that set the seed and the number of cases.
const SEED: &str = "PUNCTUAL_SEED";
const CASES: &str = "PUNCTUAL_CASES";

/// Runs `test` on so many random values. The suite takes the same seed each time, so that a
/// red test means a change and not bad luck; more than 30,000 cases are others each time.
pub fn check<S: Strategy>(name: &str, cases: u32, values: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let seed = if cases > 30_000 { RandomState::new().hash_one(name) } else { 0x70_75_6e_63_74_75_61_6c };
    run(name, cases, seed, values, test);
}

fn run<S: Strategy>(
    name: &str,
    cases: u32,
    seed: u64,
    values: &S,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let given = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = given(SEED).unwrap_or(seed);
    let cases = given(CASES).and_then(|cases| u32::try_from(cases).ok()).unwrap_or(cases);
    println!("{name}: {cases} cases, seed {seed}");
    let mut bytes = [0; 32];
    for (chunk, part) in bytes.chunks_mut(8).zip(1_u64..) {
        chunk.copy_from_slice(&seed.wrapping_mul(part).to_le_bytes());
    }
    let config = Config { cases, max_shrink_iters: 4_000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    match TestRunner::new_with_rng(config, rng).run(values, test) {
        Ok(()) => {}
        Err(TestError::Fail(reason, _)) => {
            panic!("{reason}\nrepeat: {SEED}={seed} cargo test {name} -- --include-ignored")
        }
        Err(TestError::Abort(reason)) => panic!("{name} gave up: {reason}"),
    }
}

/// A tape for [`Dice`](super::dice::Dice).
pub fn tape() -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(proptest::num::u16::ANY, 80..160)
}
