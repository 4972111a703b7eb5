//! What is remembered, asked and asked for.

use rusqlite::Connection;
use serde_json::Value;

use super::{Folder, Service};
use crate::{command, finish};

const JOBS: &str = r#"
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

fn status(folder: &Folder) -> Value {
    serde_json::from_str(&folder.answer(&["status", "--json"])).expect("JSON")
}

fn job(status: &Value, name: &str) -> Value {
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

#[test]
fn a_job_is_triggered_here_where_nothing_runs() {
    let folder = Folder::with(JOBS);
    let ran = folder.answer(&["trigger", "never"]);
    assert!(ran.contains("started") && ran.contains("ok  "), "{ran}");
    assert_eq!(folder.so_far("slots").lines().count(), 1);
    let bad = folder.ask(&["trigger", "bad"]);
    assert_eq!(bad.status, 1, "{}", bad.stdout);
    assert_eq!(bad.stdout.matches("failed   exit status 4: wrong").count(), 2, "{}", bad.stdout);
    assert!(bad.stdout.contains("bad  retry    attempt 2 in 1 ms\n"), "{}", bad.stdout);
    let history = folder.answer(&["history"]);
    assert!(
        history.contains("never  ✓ ok in ") && history.contains("bad    ✗ failed: exit status 4: wrong"),
        "{history}"
    );
    assert!(history.contains("attempt 2") && history.contains("by hand"), "{history}");
    let why = folder.answer(&["why", "bad"]);
    assert!(why.contains("asked for by hand: failed: exit status 4: wrong."), "{why}");
    let last = job(&status(&folder), "bad")["last"].clone();
    assert_eq!((&last["state"], &last["attempt"], &last["by_hand"]), (&"failed".into(), &2.into(), &true.into()));
    assert_eq!(folder.answer(&["history", "--json", "bad"]).lines().count(), 1);
}

#[test]
fn a_job_is_triggered_where_it_runs() {
    let folder = Folder::with(JOBS);
    let service = Service::remembering(&folder, &[]);
    service.first(&[("event", "ready")]);
    assert_eq!(folder.answer(&["trigger", "never"]), "started  never\n");
    service.first(&[("job", "never"), ("event", "ok")]);
    assert_eq!(folder.so_far("slots").lines().count(), 1);
    assert_eq!(service.stop().0, 0);
}

#[test]
fn a_running_job_is_paused_and_resumed() {
    let folder = Folder::with(JOBS);
    let service = Service::remembering(&folder, &[]);
    service.first(&[("job", "often"), ("event", "ok")]);
    assert_eq!(folder.answer(&["pause", "often"]), "paused  often\n");
    service.first(&[("job", "often"), ("event", "paused")]);
    let ran = service.all(&[("job", "often"), ("event", "started")]).len();
    assert_eq!(folder.answer(&["resume", "often"]), "resumed  often\n");
    service.first(&[("job", "often"), ("event", "resumed")]);
    service.nth(ran + 2, &[("job", "often"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
}

#[test]
fn the_next_slot_is_skipped_once() {
    let folder = Folder::with(JOBS);
    let said = folder.answer(&["skip-next", "often"]);
    assert!(said.starts_with("will skip  often  "), "{said}");
    let service = Service::remembering(&folder, &[]);
    service.first(&[("job", "often"), ("event", "skipped")]);
    service.nth(2, &[("job", "often"), ("event", "ok")]);
    assert_eq!(service.all(&[("job", "often"), ("event", "skipped")]).len(), 1);
    // And while it runs.
    folder.answer(&["skip-next", "never"]);
    assert!(folder.answer(&["why", "never"]).contains("somebody asked to skip it"));
    assert!(folder.answer(&["list"]).contains("which is skipped"));
    assert_eq!(service.stop().0, 0);
}

/// It was asked for too late: the next slot is not to pay for it.
#[test]
fn a_slot_that_has_begun_is_not_skipped_any_more() {
    let folder = Folder::with(JOBS);
    let service = Service::remembering(&folder, &[]);
    service.first(&[("job", "often"), ("event", "ok")]);
    let slot = &folder.history("often")[0]["slot"];
    let slot = chrono::DateTime::parse_from_rfc3339(slot.as_str().expect("a slot")).expect("a slot");
    let file = Connection::open(folder.0.join("state.db")).expect("a database");
    let sql = "INSERT INTO punctual_command_skip (job, slot) VALUES ('often', ?1)";
    assert_eq!(file.execute(sql, [slot.timestamp_millis()]).expect("a row"), 1);
    let warning = service.first(&[("job", "often"), ("event", "warning")]);
    assert_eq!(warning["message"], "its slot had begun when somebody asked to skip it");
    let ran = service.all(&[("job", "often"), ("event", "ok")]).len();
    service.nth(ran + 2, &[("job", "often"), ("event", "ok")]);
    assert_eq!(service.all(&[("job", "often"), ("event", "skipped")]).len(), 0);
    assert_eq!(service.stop().0, 0);
    let left: i64 =
        file.query_row("SELECT count(*) FROM punctual_command_skip", [], |row| row.get(0)).expect("a count");
    assert_eq!(left, 0);
}

#[test]
fn a_job_that_the_process_does_not_run_is_acted_on_here() {
    let folder = Folder::with(&format!("{JOBS}enabled = false\n"));
    let service = Service::remembering(&folder, &[]);
    service.first(&[("event", "ready")]);
    assert_eq!(folder.answer(&["pause", "bad"]), "paused  bad\n");
    folder.write("punctual.toml", JOBS);
    service.signal("HUP");
    service.first(&[("event", "reload")]);
    assert!(folder.answer(&["why", "bad"]).contains("it is paused"));
    // A file that the process has not read yet.
    folder.write(
        "punctual.toml",
        &format!("{JOBS}\n[[job]]\nname = 'new'\nschedule = 'every year'\ncommand = 'exit 5'\n"),
    );
    let run = folder.ask(&["trigger", "new"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("new  failed   exit status 5"), "{}", run.stdout);
    assert_eq!(service.stop().0, 0);
}

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
fn past_slots_are_filled_once() {
    let folder = Folder::with(JOBS);
    let years = ["backfill", "never", "--from", "2020-06-01T00:00:00Z", "--to", "2023-01-01T00:00:00Z"];
    let asked = folder.ask(&years);
    assert_eq!(asked.status, 2);
    assert!(asked.stdout.contains("never: 2 slots to run\n") && asked.stderr.contains("say --yes"), "{}", asked.stderr);
    assert_eq!(folder.so_far("slots"), "");
    let mut years = years.to_vec();
    years.push("--yes");
    folder.answer(&years);
    assert_eq!(folder.so_far("slots"), "2021-01-01T00:00:00+00:00\n2022-01-01T00:00:00+00:00\n");
    let again = folder.answer(&years);
    assert_eq!(again, "never: 0 slots to run, 2 of them done already\n");
    assert_eq!(folder.so_far("slots").lines().count(), 2);
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
