//! The page of promises names tests that exist.

use std::path::Path;

const PAGE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/RELIABILITY.md"));
const README: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
const BENCHES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/README.md"));

/// Whether one of the test binaries has it, or the crate itself, or the command.
fn exists(name: &str) -> bool {
    let Some((module, function)) = name.rsplit_once("::") else { return false };
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let head = format!("fn {function}()");
    ["scheduling", "schedule", "language", "reliability", "../command/tests/cli", "../src"].iter().any(|binary| {
        let file = tests.join(binary).join(module.replace("::", "/")).with_extension("rs");
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.iter().enumerate().any(|(at, line)| {
            let before = lines.iter().take(at).rev().take_while(|line| line.starts_with("#["));
            let is_test = |line: &&str| *line == "#[test]" || line.starts_with("#[tokio::test");
            line.trim_start_matches("async ").starts_with(&head) && before.into_iter().any(is_test)
        })
    })
}

/// The tests that a line names.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let is_name = |text: &&str| text.contains("::") && !text.contains(['(', ' ', '{']);
    line.split('`').skip(1).step_by(2).filter(is_name)
}

#[test]
fn every_test_that_is_named_exists() {
    let missing: Vec<&str> = PAGE.lines().flat_map(named).filter(|name| !exists(name)).collect();
    assert_eq!(missing, Vec::<&str>::new());
    assert!(!exists("promises::no_such_test") && !exists("promises::named"));
    assert!(exists("promises::every_test_that_is_named_exists"));
}

#[test]
fn every_promise_names_a_test() {
    let promises: Vec<&str> = PAGE.lines().filter(|line| line.starts_with("| **")).collect();
    assert!(promises.len() >= 10);
    for promise in promises {
        assert!(named(promise).count() > 0, "{promise}");
    }
}

#[test]
fn what_the_readme_claims_beside_others_is_shown() {
    let claims: Vec<&str> = README.lines().filter(|line| line.starts_with("| **")).collect();
    assert!(claims.len() >= 8);
    for claim in claims {
        let missing: Vec<&str> = named(claim).filter(|name| !exists(name)).collect();
        assert_eq!(missing, Vec::<&str>::new(), "{claim}");
        let shown = claim.rsplit('|').nth(1).unwrap_or_default();
        let rows = shown.split('`').skip(1).step_by(2).filter(|name| !name.contains("::"));
        let rows: Vec<bool> = rows.map(|row| BENCHES.contains(&format!("`{row}`"))).collect();
        assert!(rows.iter().all(|is_there| *is_there), "no such row of the benchmarks: {claim}");
        assert!(!rows.is_empty() || named(claim).count() > 0, "not shown: {claim}");
    }
}
