//! Whole sessions, replayed. After a change that is meant, `PUNCTUAL_BLESS=1 cargo test
//! -p punctual-cli --test cli transcripts` writes them anew; read the difference.

use std::fmt::Write as _;
use std::path::Path;

use super::punctual;

/// A transcript has lines `$ punctual ..`, each followed by its output, then by its errors
/// behind `2| `, then by its exit status if that is not 0.
fn replay(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/transcripts").join(name);
    let written = std::fs::read_to_string(&path).expect("a transcript");
    let mut replayed = String::new();
    for line in written.lines() {
        if line.starts_with('#') {
            let space = if replayed.is_empty() { "" } else { "\n" };
            let _ = writeln!(replayed, "{space}{line}");
        }
        let Some(command) = line.strip_prefix("$ punctual ") else { continue };
        let space = if replayed.is_empty() || replayed.ends_with("#\n") { "" } else { "\n" };
        let _ = writeln!(replayed, "{space}{line}");
        let words = words(command);
        let run = punctual(&words.iter().map(String::as_str).collect::<Vec<_>>());
        for line in run.stdout.lines() {
            let _ = writeln!(replayed, "{line}");
        }
        for line in run.stderr.lines() {
            let _ = writeln!(replayed, "2| {line}");
        }
        if run.status != 0 {
            let _ = writeln!(replayed, "[exit status {}]", run.status);
        }
    }
    if std::env::var_os("PUNCTUAL_BLESS").is_some() {
        std::fs::write(&path, replayed).expect("the transcript is written");
    } else {
        assert!(replayed.contains("$ punctual"), "{name} has commands");
        for (was, is) in written.lines().zip(replayed.lines()) {
            assert_eq!(was, is, "in {name}; all of it:\n{replayed}");
        }
        assert_eq!(written, replayed);
    }
}

/// The words of a command line, as a shell takes them apart at spaces and double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn next() {
    replay("next.txt");
}

#[test]
fn check() {
    replay("check.txt");
}

#[test]
fn explain() {
    replay("explain.txt");
}

#[test]
fn clock_changes() {
    replay("clock-changes.txt");
}

#[test]
fn file() {
    replay("file.txt");
}
