//! What is asked for: runs, pauses, and slots left out or filled.

use rusqlite::Connection;

use super::state::{JOBS, job, status};
use super::{Folder, Service};

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
fn a_job_that_runs_already_is_not_triggered() {
    let folder = Folder::with(
        "[[job]]\nname = 'long'\nschedule = 'every year'\n\
         command = 'echo begun >> runs; while ! test -e go; do sleep 0.05; done'\n",
    );
    let service = Service::remembering(&folder, &[]);
    service.first(&[("event", "ready")]);
    assert_eq!(folder.answer(&["trigger", "long"]), "started  long\n");
    folder.line("runs");
    let again = folder.ask(&["trigger", "long"]);
    assert_eq!((again.status, again.stdout.as_str()), (1, ""));
    assert_eq!(again.stderr, "not started  long: it runs already\n");
    folder.write("go", "");
    service.first(&[("job", "long"), ("event", "ok")]);
    assert_eq!((folder.so_far("runs").as_str(), service.stop().0), ("begun\n", 0));
}
