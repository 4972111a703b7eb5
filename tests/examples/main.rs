//! Each example runs, and prints what it should.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking, and is no API"
)]

mod links;

use std::path::{Path, PathBuf};
use std::process::Command;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Those with which this is built: so nothing is built twice.
fn features() -> String {
    let all = [
        ("serde", cfg!(feature = "serde")),
        ("sqlite", cfg!(feature = "sqlite")),
        ("tokio", cfg!(feature = "tokio")),
        ("tracing", cfg!(feature = "tracing")),
    ];
    all.into_iter().filter(|(_, is_on)| *is_on).map(|(name, _)| name).collect::<Vec<_>>().join(",")
}

/// Runs an example, and returns what it prints.
fn run(name: &str) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--example", name, "--features", &features()]);
    let output = cargo.current_dir(folder("")).env_remove("NO_COLOR").env("TZ", "UTC").output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {errors}");
    String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")
}

/// What it prints is what is written down; with `PUNCTUAL_BLESS` set, that is written anew.
fn same(name: &str) {
    let file = folder("tests/examples/said").join(name).with_extension("txt");
    let said = run(name);
    if std::env::var_os("PUNCTUAL_BLESS").is_some() {
        std::fs::write(&file, &said).unwrap();
    }
    assert_eq!(said, std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n"), "{name}");
}

/// How often a line with this text is printed.
fn count(said: &str, text: &str) -> usize {
    said.lines().filter(|line| line.contains(text)).count()
}

#[test]
fn hello() {
    let said = run("hello");
    assert!(
        said.contains("^ \"5\" could be 05:00 or 17:00\n") && said.contains("tock    every 2 seconds  demo"),
        "{said}"
    );
    assert!((3..=4).contains(&count(&said, "  tick")) && count(&said, "          tock") >= 1, "{said}");
    assert!(count(&said, "broken failed: invalid digit found in string") >= 1, "{said}");
    assert!(said.ends_with("stopped, with nothing left running\n"), "{said}");
}

#[test]
fn say_when() {
    same("say_when");
}

#[test]
fn chains() {
    same("chains");
}

#[test]
fn errors() {
    same("errors");
}

#[test]
fn clock_changes() {
    same("clock_changes");
}

#[test]
fn holidays() {
    same("holidays");
}

#[test]
fn when_things_go_wrong() {
    same("when_things_go_wrong");
}

#[test]
#[cfg(feature = "serde")]
fn config() {
    same("config");
}

#[test]
#[cfg(feature = "tokio")]
fn tokio() {
    let said = run("tokio");
    assert!(count(&said, "poll was polled") >= 5 && count(&said, "a file was written") >= 2, "{said}");
    assert!(count(&said, "stuck timed out after 100ms") >= 1, "{said}");
    assert!(said.ends_with("served, and nothing is left running\n"), "{said}");
}

#[test]
fn metrics() {
    let said = run("metrics");
    // How long the runs took is no constant.
    let constant: Vec<&str> = said.lines().filter(|line| !line.contains("run_seconds_sum")).collect();
    assert_eq!(
        constant,
        [
            r#"punctual_run_seconds_count{job="beat"} 30"#,
            r#"punctual_run_seconds_count{job="poll"} 12"#,
            r#"punctual_runs_total{job="beat",outcome="finished"} 30"#,
            r#"punctual_runs_total{job="poll",outcome="finished"} 12"#,
            r#"punctual_runs_total{job="sync",outcome="failed"} 3"#,
            r#"punctual_skipped_total{job="beat",why="Resting"} 30"#,
        ]
    );
    assert_eq!(count(&said, "run_seconds_sum"), 2);
}

#[test]
#[cfg(feature = "sqlite")]
fn survive() {
    let said = run("survive");
    let (before, kept) = said.split_once("what the store kept:\n").unwrap();
    let (first, second) = before.split_once("started again:\n").unwrap();
    assert_eq!(count(first, "attempt 1, 0 missed before"), 1, "{said}");
    assert_eq!(count(second, "attempt 2, 0 missed before"), 1, "{said}");
    // Three seconds of slots passed; the latest of them makes up for the others.
    assert!(
        second.lines().next().is_some_and(|line| line.contains("attempt 1, ") && !line.contains(" 0 missed")),
        "{said}"
    );
    assert!(kept.lines().next().is_some_and(|line| line.ends_with(" ok, attempt 2, cut off 1")), "{said}");
    assert!(kept.lines().count() >= 2 && count(kept, " ok, ") == kept.lines().count(), "{said}");
}

#[test]
fn they_are_numbered_short_and_all_run_here() {
    let mut names: Vec<String> = std::fs::read_dir(folder("examples"))
        .unwrap()
        .filter_map(|file| file.unwrap().file_name().into_string().unwrap().strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    let tests = include_str!("main.rs");
    for (number, name) in (1..).zip(&names) {
        let run = name.strip_prefix(&format!("{number:02}_")).expect("its number in reading order");
        assert!(tests.contains(&format!("(\"{run}\")")), "{name} has no test");
        let text = std::fs::read_to_string(folder("examples").join(name).with_extension("rs")).unwrap();
        assert!(text.lines().count() < 60, "{name} is not short");
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(head.last().unwrap().ends_with(&format!("--example {run}`")), "{name} does not say how it is run");
    }
    assert!(names.len() >= 10);
}
