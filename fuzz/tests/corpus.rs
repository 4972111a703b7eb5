//! The kept corpus, replayed without a fuzzer, so that what was found once stays found.

use std::fs;
use std::path::Path;

fn replay(target: &str, check: fn(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let files = fs::read_dir(&folder).expect("a corpus").map(|entry| entry.expect("a file").path());
    files.map(|file| check(&fs::read(file).expect("a readable file"))).count()
}

#[test]
fn parser() {
    assert!(replay("parser", punctual_fuzz::parser) > 0);
}

#[test]
fn roundtrip() {
    assert!(replay("roundtrip", punctual_fuzz::roundtrip) > 0);
}

#[test]
fn search() {
    assert!(replay("search", punctual_fuzz::search) > 0);
}

/// The structured targets would prove nothing if the language refused what they build.
#[test]
fn sentences_are_mostly_right() {
    const MANY: u32 = 2_000;
    let mut right = 0;
    for seed in 0..MANY {
        let text = punctual_fuzz::sentence::numbered(seed).text;
        right += u32::from(text.parse::<punctual::Schedule>().is_ok());
    }
    assert!(right * 2 > MANY, "only {right} of {MANY} parse");
}
