//! `--json`: one line for each text, always of the same shape.

use serde_json::Value;

use super::{FROM, fed, punctual};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// The keys of the outermost object, in the order they are written.
fn keys(line: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(line).expect("a line of JSON");
    let mut keys: Vec<_> = value.as_object().expect("an object").keys().cloned().collect();
    keys.sort_by_key(|key| line.find(&format!("\"{key}\":")));
    keys
}

#[test]
fn a_right_text_has_all_its_keys_in_order() {
    for subcommand in ["next", "check"] {
        let args = [subcommand, "--json", "-n2", FROM, "--zone=Europe/Berlin", "every Mon at 1:15 pm"];
        let run = punctual(&args);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert_eq!(
            run.stdout,
            "{\"text\":\"every Mon at 1:15 pm\",\"ok\":true,\"canonical\":\"every monday at 13:15\",\
             \"zone\":\"Europe/Berlin\",\"notes\":[],\"next\":[\"2026-01-05T13:15:00+01:00\",\
             \"2026-01-12T13:15:00+01:00\"]}\n"
        );
    }
}

#[test]
fn a_wrong_text_has_all_its_keys_in_order() {
    for subcommand in ["next", "check"] {
        let run = punctual(&[subcommand, "--json", "every day at 5"]);
        assert_eq!((run.status, run.stderr.as_str()), (1, ""));
        assert_eq!(keys(&run.stdout), ["text", "ok", "error"]);
        let line = &lines(&run.stdout)[0];
        assert_eq!(line["ok"], false);
        assert_eq!(line["error"]["code"], "bare-hour");
        assert_eq!(line["error"]["span"], serde_json::json!([13, 14]));
        let suggestions = serde_json::json!(["every day at 05:00", "every day at 17:00"]);
        assert_eq!(line["error"]["suggestions"], suggestions);
        assert!(line["error"]["message"].as_str().is_some_and(|message| !message.contains('\n')));
        let error = run.stdout.split_once("\"error\":").expect("an error").1;
        assert_eq!(
            keys(error.trim_end().strip_suffix('}').expect("an object")),
            ["code", "message", "span", "suggestions"]
        );
    }
}

#[test]
fn the_default_is_five_runs_and_offsets_are_numbers() {
    let run = punctual(&["next", "--json", FROM, "every day at noon in UTC"]);
    let line = &lines(&run.stdout)[0];
    let next = line["next"].as_array().expect("a list");
    assert_eq!(next.len(), 5);
    assert_eq!(next[0], "2026-01-01T12:00:00+00:00");
    assert_eq!(line["zone"], "UTC");
}

#[test]
fn the_zone_is_the_one_the_times_are_in() {
    let zone = |args: &[&str]| {
        let run = punctual(&[&["next", "--json", "-n1", FROM], args].concat());
        let line = lines(&run.stdout).remove(0);
        (line["zone"].as_str().unwrap_or_default().to_owned(), line["next"][0].clone())
    };
    let (name, next) = zone(&["--zone", "asia/tokyo", "every day at noon"]);
    assert_eq!((name.as_str(), next), ("Asia/Tokyo", "2026-01-01T12:00:00+09:00".into()));
    let (name, next) = zone(&["--zone", "Asia/Tokyo", "every day at noon in +02:00"]);
    assert_eq!((name.as_str(), next), ("+02:00", "2026-01-01T12:00:00+02:00".into()));
    // Rules in two zones have no zone in common: the caller's is used.
    let two = "every day at noon in Asia/Tokyo; every day at noon in Europe/Berlin";
    let (name, next) = zone(&["--zone", "America/New_York", two]);
    assert_eq!((name.as_str(), next), ("America/New_York", "2025-12-31T22:00:00-05:00".into()));
}

#[test]
fn notes_are_listed_and_strict_takes_them_for_errors() {
    let run = punctual(&["check", "--json", "-n0", "every 31st"]);
    assert_eq!(run.status, 0);
    let line = &lines(&run.stdout)[0];
    assert_eq!(line["next"], serde_json::json!([]));
    let notes = line["notes"].as_array().expect("a list");
    assert!(!notes.is_empty());
    for note in notes {
        assert!(note["code"].as_str().is_some_and(|code| !code.is_empty()));
        assert!(note["message"].as_str().is_some_and(|message| !message.is_empty()));
    }
    let run = punctual(&["check", "--json", "--strict", "every 31st"]);
    assert_eq!(run.status, 1);
    let line = &lines(&run.stdout)[0];
    assert_eq!((&line["ok"], &line["error"]["code"]), (&false.into(), &"strict".into()));
    let run = punctual(&["check", "--json", "--strict", "every day at 09:00 in UTC"]);
    assert_eq!(run.status, 0);
}

#[test]
fn milliseconds_are_kept() {
    let run = punctual(&["next", "--json", "-n2", FROM, "every 250 ms in UTC"]);
    let next = &lines(&run.stdout)[0]["next"];
    let expected = ["2026-01-01T00:00:00.250+00:00", "2026-01-01T00:00:00.500+00:00"];
    assert_eq!(*next, serde_json::json!(expected));
}

#[test]
fn a_schedule_that_ends_has_a_short_list() {
    let text = "every day at 09:00 starting 2026-01-10 for 3 times in UTC";
    let run = punctual(&["next", "--json", FROM, text]);
    assert_eq!(run.status, 0);
    assert_eq!(lines(&run.stdout)[0]["next"].as_array().map(Vec::len), Some(3));
}

#[test]
fn every_line_gets_one_line_whatever_it_holds() {
    let texts: &[&[u8]] = &[
        b"every monday at 13:15",
        b"\"quotes\" and \\ backslashes",
        "täglich um 9 — 毎日 ⏰".as_bytes(),
        b"control \x01\x1b[31m\x7f",
        b"not \xff utf-8",
        &[b'x'; 5000],
    ];
    let input = texts.join(&b'\n');
    let run = fed(&["check", "--json", "-"], &input);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let lines = lines(&run.stdout);
    assert_eq!(lines.len(), texts.len());
    for (line, text) in lines.iter().zip(texts) {
        let shown = line["text"].as_str().expect("a text");
        assert_eq!(shown, String::from_utf8_lossy(text));
        if line["ok"] == false {
            let span = &line["error"]["span"];
            let at = |end: usize| span[end].as_u64().and_then(|at| usize::try_from(at).ok());
            let (start, end) = at(0).zip(at(1)).expect("two numbers");
            assert!(start <= end && shown.get(start..end).is_some(), "{line}");
        }
    }
}
