//! Which texts are asked about: words, quotes, and the lines of standard input.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::Stdio;

use super::{FROM, command, fed, punctual};

#[test]
fn bare_words_are_one_schedule() {
    let words = punctual(&["next", FROM, "every", "monday", "at", "13:15"]);
    let quoted = punctual(&["next", FROM, "every monday at 13:15"]);
    assert_eq!(words.status, 0);
    assert_eq!(words.stdout, quoted.stdout);
    assert_eq!(words.stdout.lines().count(), 5);
}

#[test]
fn quotes_keep_schedules_apart() {
    let run = punctual(&["check", "every monday", "daily"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("ok  every monday at 00:00\n"));
    assert!(run.stdout.contains("ok  every day at 00:00\n"));
    assert!(run.stdout.ends_with("2 right, 0 wrong\n"));
}

#[test]
fn lines_of_standard_input_are_schedules() {
    let input = "\u{feff}every monday at 13:15\r\n\n# a note\n  # another\n\nevery mondya\n\
                 every hour in Asia/Tokyo";
    let run = fed(&["check", "-"], input.as_bytes());
    assert_eq!(run.status, 1);
    assert_eq!(run.stdout, "ok  every monday at 13:15\nok  every hour in Asia/Tokyo\n2 right, 1 wrong\n");
    assert!(run.stderr.starts_with("line 6:\nevery mondya\n      ^^^^^^ "), "{}", run.stderr);
}

#[test]
fn a_line_that_is_not_utf8_is_a_wrong_line_and_no_more() {
    let input = b"every day at 09:00\nevery \xe9\xe8 day\nevery hour\n";
    let run = fed(&["check", "-"], input);
    assert_eq!(run.status, 1);
    assert!(run.stdout.ends_with("2 right, 1 wrong\n"));
    assert!(run.stderr.starts_with("line 2:\nevery \u{fffd}\u{fffd} day\n      ^ "), "{}", run.stderr);
    assert!(run.stderr.contains("not UTF-8"));
}

#[test]
fn bytes_of_every_kind_do_no_harm() {
    let mut input = Vec::new();
    for byte in 0..=255_u8 {
        input.extend_from_slice(&[byte, b' ', byte, byte, b'\n']);
    }
    for args in [&["check", "-"][..], &["next", "-"], &["explain", "-"], &["check", "--json", "-"]] {
        let run = fed(args, &input);
        assert_eq!(run.status, 1, "{args:?}: {}", run.stderr);
        let escapes = run.stderr.chars().filter(|c| c.is_control() && *c != '\n').count();
        assert_eq!(escapes, 0, "{args:?}: nothing of the input reaches the terminal raw");
    }
}

#[test]
fn a_hundred_thousand_lines_stream() {
    let line = "every monday, wednesday at 13:15\n";
    let input = line.repeat(100_000);
    let run = fed(&["next", "--json", "-n1", FROM, "-"], input.as_bytes());
    assert_eq!(run.status, 0);
    assert_eq!(run.stdout.lines().count(), 100_000);
    let first = run.stdout.lines().next();
    assert!(run.stdout.lines().all(|line| Some(line) == first));
}

#[test]
fn each_line_is_answered_before_the_next_is_read() {
    let mut child = command(&["next", "--json", "-n1", FROM, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    for text in ["every hour", "nonsense", "every day at noon"] {
        writeln!(input, "{text}").expect("the command reads");
        let mut line = String::new();
        output.read_line(&mut line).expect("the command answers");
        assert!(line.contains(text) && line.ends_with("}\n"), "{line}");
    }
    drop(input);
    assert_eq!(child.wait().expect("the command ends").code(), Some(1));
}

#[test]
fn a_reader_that_leaves_ends_the_command_quietly() {
    for args in [&["next", "--json", "-"][..], &["check", "-"], &["next", "-n", "100000", "-"]] {
        let mut child = command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut input = child.stdin.take().expect("a pipe");
        let feeder = std::thread::spawn(move || {
            let lines = "every hour\n".repeat(20_000);
            drop(input.write_all(lines.as_bytes()));
        });
        let mut first = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        output.read_line(&mut first).expect("the command answers");
        drop(output);
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
        let status = child.wait().expect("the command ends");
        feeder.join().expect("the input is written");
        assert!(!first.is_empty());
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{args:?}");
    }
}
