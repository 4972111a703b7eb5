//! What is remembered, and asked.

use rusqlite::Connection;
use serde_json::Value;

use super::{Folder, Service};
use crate::{command, finish};

pub(super) const JOBS: &str = r#"
timezone = "UTC"

[[job]]
name = "often"
schedule = "every second"
command = "echo to out; echo to err >&2"

[[job]]
name = "never"
schedule = "every year on january 1 at 00:00"
command = "echo $PUNCTUAL_SLOT >> slots"
tags = ["rare"]

[[job]]
name = "bad"
schedule = "every year on january 1 at 00:00"
command = "echo wrong >&2; exit 4"
retry = { times = 1, backoff = "1ms" }
"#;

pub(super) fn status(folder: &Folder) -> Value {
    serde_json::from_str(&folder.answer(&["status", "--json"])).expect("JSON")
}

pub(super) fn job(status: &Value, name: &str) -> Value {
    let jobs = status["jobs"].as_array().expect("jobs");
    jobs.iter().find(|job| job["name"] == name).expect("the job").clone()
}

#[test]
fn questions_are_answered_before_anything_ran() {
    let folder = Folder::with(JOBS);
    let list = folder.answer(&["list"]);
    assert!(list.starts_with("NAME ") && list.contains("every second") && list.contains("in "), "{list}");
    assert_eq!(folder.answer(&["list", "--tag", "rare"]).lines().count(), 2);
    assert_eq!(folder.answer(&["history"]), "no runs yet\n");
    assert!(folder.answer(&["why", "never"]).contains("nothing runs this file now"));
    assert!(folder.answer(&["status"]).starts_with("not running\n3 jobs, next often in "));
    let logs = folder.ask(&["logs", "never"]);
    assert_eq!((logs.status, logs.stdout.as_str(), logs.stderr.as_str()), (0, "", "it has not run yet\n"));
    // To ask makes no state.
    assert!(!folder.0.join("state.db").exists());
    let status = status(&folder);
    assert_eq!((&status["service"], &status["state"]), (&Value::Null, &Value::Null));
    assert_eq!(job(&status, "never")["schedule"], "every year on january 1 at 00:00 in UTC");
}

#[test]
fn a_name_that_is_none_is_told() {
    let folder = Folder::with(JOBS);
    for act in ["why", "logs", "history", "trigger", "pause", "resume", "skip-next", "release"] {
        let run = folder.ask(&[act, "ofen"]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{act}");
        assert_eq!(run.stderr, "error: no job is called \"ofen\"; did you mean \"often\"?\n", "{act}");
    }
    let run = folder.ask(&["why", "something else"]);
    assert!(run.stderr.contains("there are \"often\", \"never\" and \"bad\""), "{}", run.stderr);
}

#[test]
fn what_a_run_printed_is_kept() {
    let folder = Folder::with(JOBS);
    let service = Service::remembering(&folder, &[]);
    service.nth(2, &[("job", "often"), ("event", "ok")]);
    let now = status(&folder);
    assert_eq!(now["service"]["pid"], service.child.id());
    assert!(folder.answer(&["status"]).starts_with("running  process "));
    assert!(folder.answer(&["why", "never"]).contains("It will run "));
    assert_eq!(service.stop().0, 0);
    let logs = folder.ask(&["logs", "often", "-n", "2"]);
    assert_eq!((logs.status, logs.stdout.as_str()), (0, "to out\nto out\n"));
    assert!(logs.stderr.starts_with("ended ") && logs.stderr.contains("\nto err\n"), "{}", logs.stderr);
    assert_eq!(status(&folder)["service"], Value::Null);
}

#[test]
fn the_end_of_much_output_is_kept() {
    let folder = Folder::with(
        "[[job]]\nname = 'loud'\nschedule = 'every year on january 1'\ncommand = 'head -c 200000 /dev/zero | tr \"\\\\0\" x; echo end'\n",
    );
    folder.answer(&["trigger", "loud"]);
    let logs = folder.ask(&["logs", "loud"]);
    assert_eq!(logs.stdout.len(), 65_536);
    assert!(logs.stdout.ends_with("xxx\nend\n") || logs.stdout.ends_with("xxxend\n"), "{}", &logs.stdout[65_500..]);
    assert!(logs.stderr.contains(".. 134468 bytes of standard output before this are not kept"), "{}", logs.stderr);
}

/// It was asked for too late: the next slot is not to pay for it.
#[test]
fn a_process_that_spoke_in_the_future_is_not_believed() {
    let folder = Folder::with(JOBS);
    folder.answer(&["pause", "never"]);
    let file = Connection::open(folder.0.join("state.db")).expect("a database");
    let sql = "INSERT INTO punctual_command_service (owner, pid, since, beat) VALUES ('x', 1, 0, 99999999999999)";
    assert_eq!(file.execute(sql, []).expect("a row"), 1);
    assert!(folder.answer(&["status"]).starts_with("not running\n"));
}

#[test]
fn the_next_runs_of_a_file_come_in_order() {
    let folder = Folder::with(JOBS);
    let run = crate::punctual(&["next", "-n", "3", "--from", "2026-12-31T23:59:58Z", &folder.path("punctual.toml")]);
    let lines: Vec<_> = run.stdout.lines().collect();
    let none = crate::punctual(&["next", "-n", "0", &folder.path("punctual.toml")]);
    assert_eq!((none.status, none.stdout.as_str()), (0, ""));
    assert_eq!(
        lines,
        [
            "Thu 2026-12-31 23:59:59 +00:00  in 1 s  often",
            "Fri 2027-01-01 00:00:00 +00:00  in 2 s  often",
            "Fri 2027-01-01 00:00:00 +00:00  in 2 s  never",
        ]
    );
}

#[test]
fn a_state_that_is_damaged_is_left_as_it_is() {
    let folder = Folder::with(JOBS);
    std::fs::write(folder.0.join("state.db"), "this is no database, and far longer than nothing\n").expect("a file");
    for args in [&["list"][..], &["trigger", "never"]] {
        let run = folder.ask(args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(run.stderr.starts_with("error: the state cannot be used: "), "{}", run.stderr);
    }
    let (status, log) = Service::remembering(&folder, &[]).end();
    assert_eq!((status, log.len()), (2, 0));
    assert!(folder.so_far("state.db").starts_with("this is no database"));
}

#[test]
fn a_state_that_cannot_be_looked_at_is_not_taken_for_none() {
    let folder = Folder::with(JOBS);
    let (file, below) = (folder.path("punctual.toml"), folder.path("punctual.toml/state.db"));
    let run = crate::punctual(&["list", "--file", &file, "--state", &below]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("state.db cannot be used: "), "{}", run.stderr);
}

#[test]
fn a_state_of_a_newer_version_is_left_as_it_is() {
    for key in ["version", "command"] {
        let folder = Folder::with(JOBS);
        folder.answer(&["pause", "never"]);
        let file = Connection::open(folder.0.join("state.db")).expect("a database");
        let sql = "UPDATE punctual_meta SET value = 99 WHERE key = ?1";
        assert_eq!(file.execute(sql, [key]).expect("a row"), 1);
        drop(file);
        let run = folder.ask(&["list"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("left as it is"), "{key}: {}", run.stderr);
    }
}

#[test]
fn a_state_that_another_holds_is_waited_for_and_then_told() {
    let folder = Folder::with(JOBS);
    folder.answer(&["pause", "never"]);
    let file = Connection::open(folder.0.join("state.db")).expect("a database");
    file.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let run = folder.ask(&["resume", "never"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: the state cannot be used: "), "{}", run.stderr);
    file.execute_batch("ROLLBACK").expect("no lock");
    folder.answer(&["resume", "never"]);
}

#[test]
fn the_state_lies_in_the_folder_of_the_user() {
    let folder = Folder::with("[[job]]\nname = 'a'\nschedule = 'every second'\ncommand = 'echo a'\n");
    let file = folder.path("punctual.toml");
    let run = |home: &[(&str, &str)], args: &[&str]| {
        let mut command = command(args);
        for name in ["HOME", "XDG_STATE_HOME", "LOCALAPPDATA"] {
            command.env_remove(name);
        }
        command.envs(home.iter().copied());
        finish(command, b"")
    };
    let (state, home) = (folder.path("state"), folder.path("home"));
    for (homes, place) in [
        (&[("XDG_STATE_HOME", state.as_str()), ("HOME", home.as_str())][..], "state/punctual"),
        (&[("HOME", home.as_str())], "home/.local/state/punctual"),
    ] {
        let done = run(homes, &["pause", "a", "--file", &file]);
        assert_eq!(done.status, 0, "{}", done.stderr);
        let files: Vec<_> = std::fs::read_dir(folder.0.join(place)).expect("a folder").flatten().collect();
        let name = files[0].file_name().to_string_lossy().into_owned();
        assert!(name.starts_with("punctual-") && name.contains(".db"), "{name}");
    }
    let none = run(&[], &["run", &file]);
    assert_eq!(none.status, 2);
    assert!(none.stderr.contains("--state PATH, or --no-state"), "{}", none.stderr);
}
