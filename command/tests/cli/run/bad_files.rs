//! Files that are wrong: each is refused, with the place and with what would be right.

use std::fs;

use super::Folder;
use crate::{page, punctual};

/// What is said of a file.
fn refused(bytes: &[u8]) -> String {
    let folder = Folder::new();
    fs::write(folder.0.join("punctual.toml"), bytes).expect("a file");
    let path = folder.path("punctual.toml");
    let run = punctual(&["run", "--check", &path]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let same = punctual(&["run", "--no-state", &path]);
    assert_eq!((same.status, same.stderr.as_str()), (1, run.stderr.as_str()));
    run.stderr.replace(&path, "FILE")
}

fn job(rest: &str) -> String {
    format!("[[job]]\nname = \"a\"\nschedule = \"every day\"\ncommand = \"true\"\n{rest}\n")
}

#[test]
fn no_file() {
    let folder = Folder::new();
    let run = punctual(&["run", &folder.path("punctual.toml")]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("punctual.toml cannot be read: "), "{}", run.stderr);
    // What is shown to begin with is a file that is right.
    let shown: Vec<_> = run.stderr.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    folder.write("punctual.toml", &shown.join("\n"));
    let run = punctual(&["run", "--check", &folder.path("punctual.toml")]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.ends_with("1 job\n"), "{}", run.stdout);
}

#[test]
fn a_folder() {
    let folder = Folder::new();
    let run = punctual(&["run", folder.0.to_str().expect("UTF-8")]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("cannot be read: "), "{}", run.stderr);
}

#[test]
fn not_utf8() {
    let said = refused(b"[[job]]\nname = \"a\xff\"\n");
    assert!(said.starts_with("FILE:2:10\n") && said.contains("not UTF-8"), "{said}");
}

#[test]
fn half_a_file() {
    let whole = job("retry = { times = 3 }");
    for cut in ["[[jo", "name = \"a", "schedule = ", "schedule = \"every d", "times = "] {
        let at = whole.find(cut).expect("a place") + cut.len();
        let said = refused(&whole.as_bytes()[..at]);
        assert!(said.contains("[toml]"), "{cut}: {said}");
    }
}

#[test]
fn no_toml_at_all() {
    let said = refused(b"*/5 * * * * root /usr/bin/backup\n");
    assert!(said.starts_with("FILE:1:") && said.contains("[toml]"), "{said}");
}

#[test]
fn two_jobs_of_one_name() {
    let said = refused(format!("{}{}", job(""), job("")).as_bytes());
    assert!(said.starts_with("FILE:7:8\nname = \"a\"\n       ^^^ the job in line 2 has this name already"), "{said}");
    assert!(said.contains("help: name = \"a-2\""), "{said}");
}

#[test]
fn an_unknown_key() {
    let said = refused(job("time_out = \"5m\"").as_bytes());
    assert!(said.contains("FILE:5:1\ntime_out = \"5m\"\n^^^^^^^^ ") && said.contains("help: timeout"), "{said}");
    let said = refused(job("cwd = \"/\"").as_bytes());
    assert!(said.contains("help: directory"), "{said}");
    let said = refused(b"[job]\nname = \"a\"\n");
    assert!(said.contains("help: [[job]]"), "{said}");
    let said = refused(b"[[jobs]]\n");
    assert!(said.contains("help: [[job]]"), "{said}");
}

#[test]
fn what_is_missing() {
    let said = refused(b"[[job]]\nname = \"a\"\n\n[[job]]\n");
    for missing in ["\"a\" has no schedule", "\"a\" has no command", "this job has no name", "5 errors"] {
        assert!(said.contains(missing), "{missing}: {said}");
    }
}

#[test]
fn values_of_another_type() {
    for (rest, help) in [
        ("timeout = 30", "help: \"30s\""),
        ("timeout = \"30 parsecs\"", "help: \"1h 30m\""),
        ("timeout = \"2 months\"", "help: \"30days\""),
        ("timeout = \"0s\"", "leave it out"),
        ("grace = 2026-01-01", "a date or a time"),
        ("tags = \"mail\"", "help: [\"one\", \"two\"]"),
        ("environment = { A = 1 }", "help: \"1\""),
        ("environment = { \"A=B\" = \"x\" }", "no variable"),
        ("environment = \"A=1\"", "expected a table"),
        ("on_missed = \"run_onec\"", "help: \"run_once\""),
        ("on_missed = { run_all = 0 }", "from 1 to 10000"),
        ("on_missed = { all = 3 }", "help: { run_all = 3 }"),
        ("on_overlap = \"quue_one\"", "help: \"queue_one\""),
        ("retry = \"3\"", "help: { times = 3, backoff = \"10s\" }"),
        ("retry = { tims = 3 }", "help: times"),
        ("retry = 99999999999999999999", "from 0 to 10000"),
        ("enabled = \"yes\"", "help: true"),
        ("delivery = \"once\"", "help: \"at_most_once\""),
        ("only_if = []", "the first in the list is the program"),
        ("on_failure = \" \"", "this runs nothing"),
        ("directory = \"\"", "help: \".\""),
        ("directory = \"a\\u0000b\"", "NUL"),
    ] {
        let said = refused(job(rest).as_bytes());
        assert!(said.starts_with("FILE:5:") && said.contains(help), "{rest}: {said}");
        assert!(said.contains("error: 1 error in FILE"), "{rest}: {said}");
    }
}

#[test]
fn a_zone_that_is_none() {
    let said = refused(b"timezone = \"Europe/Berln\"\n");
    assert!(said.starts_with("FILE:1:12\n") && said.contains("\"Europe/Berlin\"") && said.contains("[zone]"), "{said}");
}

/// Every schedule that the guide to the language refuses is refused here for the same reason.
#[test]
fn a_schedule_with_each_kind_of_error() {
    let guide = page("grammar/README.md");
    let rows = guide.lines().skip_while(|line| !line.starts_with("| Text |")).skip(2);
    let mut codes = Vec::new();
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let (text, code) = (cells[0].split('`').nth(1).expect("a text"), cells[1]);
        if text.contains('\'') {
            continue;
        }
        let said = refused(format!("[[job]]\nname = 'a'\nschedule = '{text}'\ncommand = 'true'\n").as_bytes());
        assert!(said.starts_with("FILE:3:") && said.contains(&format!("[{code}]")), "{text} is no [{code}]: {said}");
        codes.push(code.to_owned());
    }
    codes.sort_unstable();
    codes.dedup();
    assert!(codes.len() >= 15, "{codes:?}");
}

#[test]
fn all_is_told_at_once_and_in_order() {
    let said = refused(b"zone = 1\n[[job]]\nname = 2\nschedule = 'daly'\ncomand = 'x'\n");
    let places: Vec<_> = said.lines().filter_map(|line| line.strip_prefix("FILE:")).collect();
    assert_eq!(places, ["1:1", "3:8", "4:13", "5:1"], "{said}");
    assert!(said.ends_with("error: 4 errors in FILE\n"), "{said}");
}

#[test]
fn escapes_in_a_file_stay_on_paper() {
    let said = refused("[[job]]\nname = \"\u{1b}[2J\"\nschedule = 'every \u{202e}day'\ncommand = 'x'".as_bytes());
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}

#[test]
fn the_kept_file_is_named_by_the_folder_without_one() {
    let folder = Folder::with(&job(""));
    let mut command = crate::command(&["run", "--check"]);
    command.current_dir(&folder.0);
    let run = crate::finish(command, b"");
    assert_eq!((run.status, run.stdout.as_str()), (0, "ok  punctual.toml: 1 job\n"));
}
