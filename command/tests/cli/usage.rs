//! Wrong usage ends with 2 and says what would be right.

use super::{FROM, command, fed, finish, punctual};

#[test]
fn all_right_is_0_and_a_wrong_text_1() {
    assert_eq!(punctual(&["next", FROM, "every monday at 13:15"]).status, 0);
    for subcommand in ["next", "check", "explain"] {
        let run = punctual(&[subcommand, FROM, "every mondya at 13:15"]);
        assert_eq!(run.status, 1, "{subcommand}");
        assert_eq!(run.stdout, "", "{subcommand}");
        assert!(run.stderr.contains("      ^^^^^^ "), "{subcommand}: {}", run.stderr);
    }
    let run = punctual(&["check", "every day at noon", "every blue moon"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("every day at 12:00"));
    assert!(run.stderr.contains("every blue moon"));
}

#[test]
fn wrong_usage_is_2() {
    for (args, said) in [
        (&["next"][..], "<TEXT>"),
        (&["next", "--from", "yesterday", "daily"], "2026-01-05T13:15:00+01:00"),
        (&["next", "--from", "2026-01-05 13:15", "daily"], "--from"),
        (&["next", "--zone", "Europe/Berln", "daily"], "not the name of a time zone"),
        (&["next", "--zone", "", "daily"], "not the name of a time zone"),
        (&["next", "--zone", "UTC until 2030-01-01", "daily"], "not the name of a time zone"),
        (&["next", "-n", "many", "daily"], "many"),
        (&["next", "-n", "4000000000", "daily"], "100000"),
        (&["next", "daily", "-"], "standard input"),
        (&["check", "-", "-"], "standard input"),
        (&["check", "--colour", "daily"], "--colour"),
        (&["check", "punctual.toml"], "a file of jobs, and no schedule: punctual run --check punctual.toml"),
        (&["explain", "jobs/a.toml"], "a file of jobs, and no schedule: punctual next jobs/a.toml"),
        (&["logs", "x", "-n", "0"], "1..=100000"),
        (&["history", "-n", "0"], "1..=100000"),
        (&["run", "--lease", "soon"], "write it like 30s"),
        (&["run", "--kill-after", "18446744073709551615s"], "longer than ten years"),
        (&["completions", "cobol"], "bash"),
        (&["explain"], "<TEXT>"),
        (&[], "Usage"),
    ] {
        let run = punctual(args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(run.stderr.contains(said), "{args:?} says {}", run.stderr);
    }
}

#[test]
fn no_schedule_on_standard_input_is_wrong_usage() {
    for input in [&b""[..], b"\n\n", b"# only a note\n"] {
        let run = fed(&["check", "-"], input);
        assert_eq!(run.status, 2);
        assert_eq!(run.stderr, "error: no schedule on standard input\n");
    }
}

#[cfg(unix)]
#[test]
fn standard_input_that_cannot_be_read_is_wrong_usage() {
    let mut command = command(&["check", "-"]);
    command.stdin(std::fs::File::open("/").expect("a directory"));
    let output = command.output().expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error: standard input cannot be read"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_reported() {
    for args in [&["next", "daily"][..], &["next", "--json", "daily"], &["completions", "bash"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let output = command(args).stdout(full).output().expect("the command runs");
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.starts_with("error: the answer cannot be written"), "{said}");
    }
}

#[test]
fn help_and_version_are_right_usage() {
    for args in [&["--help"][..], &["next", "--help"], &["check", "-h"], &["explain", "--help"]] {
        let run = punctual(args);
        assert_eq!(run.status, 0);
        assert!(run.stdout.contains("Examples:\n  punctual "), "{args:?}");
        assert!(run.stdout.contains("Exit status: 0 "), "{args:?}");
        let widest = run.stdout.lines().map(str::len).max();
        assert!(widest <= Some(100), "{args:?}: {widest:?}");
    }
    let others = "run list status history why logs trigger pause resume skip-next backfill release";
    for subcommand in others.split(' ') {
        let help = punctual(&[subcommand, "--help"]).stdout;
        assert!(help.contains(&format!("Examples:\n  punctual {subcommand}")), "{subcommand}");
        assert!(help.contains("Exit status: 0 "), "{subcommand}");
        let widest = help.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(100), "{subcommand}: {widest:?}");
    }
    let run = punctual(&["--version"]);
    assert_eq!(run.stdout, concat!("punctual ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn every_example_in_the_help_works() {
    let mut tried = 0;
    for subcommand in ["next", "check", "explain"] {
        let help = punctual(&[subcommand, "--help"]).stdout;
        let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
        for line in lines.take_while(|line| !line.is_empty()) {
            let line = line.trim().strip_prefix("punctual ").expect("an example");
            let line = line.replace(" punctual.toml", " ../examples/punctual.toml");
            if line.contains('<') || line.contains("--strict") {
                continue;
            }
            let words: Vec<_> = line
                .split('"')
                .enumerate()
                .flat_map(|(at, part)| match at % 2 {
                    1 => vec![part],
                    _ => part.split_whitespace().collect(),
                })
                .collect();
            let run = punctual(&words);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{line}");
            tried += 1;
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn completions_know_the_subcommands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = punctual(&["completions", shell]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        for word in ["next", "check", "explain", "completions", "strict", "json"] {
            assert!(run.stdout.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_system_zone_is_used_when_none_is_named() {
    let run = |tz: Option<&str>, args: &[&str]| {
        let mut command = command(args);
        match tz {
            Some(tz) => command.env("TZ", tz),
            None => command.env_remove("TZ"),
        };
        finish(command, b"")
    };
    let noon = ["next", "-n1", FROM, "every day at 12:00"];
    let tokyo = run(Some("Asia/Tokyo"), &noon);
    assert_eq!(tokyo.stdout, "Thu 2026-01-01 12:00 +09:00  in 3 h\n");
    assert_eq!(tokyo.stderr, "");
    let given = run(Some("Asia/Tokyo"), &["next", "-n1", FROM, "--zone", "+02:00", "at noon"]);
    assert_eq!(given.stdout, "Thu 2026-01-01 12:00 +02:00  in 10 h\n");
    let named = run(Some("Asia/Tokyo"), &["next", "-n1", FROM, "--zone", "UTC", "at noon in +01:00"]);
    assert_eq!(named.stdout, "Thu 2026-01-01 12:00 +01:00  in 11 h\n");
    let odd = run(Some("CET-1CEST"), &noon);
    assert_eq!(odd.status, 0);
    assert!(odd.stderr.starts_with("warning: TZ=CET-1CEST is not"), "{}", odd.stderr);
    // The word about the zone is said once, whatever the number of texts.
    let odd = run(Some("Mars/Olympus"), &["check", "--json", "at noon", "every day at 1pm"]);
    assert_eq!(odd.stderr.lines().count(), 1, "{}", odd.stderr);
    let unset = run(None, &noon);
    assert_eq!((unset.status, unset.stdout.lines().count()), (0, 1));
}
