//! `punctual` is killed, and begins again.

use super::{Folder, Service, is_alive};

#[cfg(target_os = "linux")]
#[test]
fn what_it_left_running_is_ended_and_told() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "long"
        schedule = "every second until 2999-01-01"
        command = "test -e number || { echo $$ > number; sleep 1000; }"
        "#,
    );
    let first = Service::remembering(&folder, &[]);
    let number = folder.line("number");
    first.kill();
    assert!(is_alive(&number));
    let second = Service::remembering(&folder, &[]);
    let warning = second.first(&[("job", "long"), ("event", "warning")]);
    let said = warning["message"].as_str().expect("a text");
    assert!(said.contains(number.trim()) && said.contains("is ended"), "{said}");
    second.first(&[("event", "ready")]);
    assert!(!is_alive(&number));
    assert_eq!(second.stop().0, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn what_others_run_is_left_alone() {
    let folder =
        Folder::with("[[job]]\nname = 'long'\nschedule = 'every second'\ncommand = 'echo $$ > number; sleep 1000'\n");
    let first = Service::remembering(&folder, &[]);
    let number = folder.line("number");
    // One with the same state, while the first goes on; and one with another state.
    let second = Service::remembering(&folder, &[]);
    let warning = second.first(&[("event", "warning")]);
    assert!(
        warning["message"].as_str().is_some_and(|said| said.contains("runs these jobs with this state as well")),
        "{warning}"
    );
    let third = Service::start(&folder, &[]);
    third.first(&[("event", "ready")]);
    assert!(is_alive(&number));
    assert!(first.all(&[("event", "failed")]).is_empty());
    assert_eq!((third.stop().0, second.stop().0, first.stop().0), (0, 0, 0));
}

/// As in a container, where each is the first process.
#[test]
fn one_that_had_our_number_is_gone() {
    let folder = Folder::with("[[job]]\nname = 'a'\nschedule = 'every second'\ncommand = 'true'\n");
    folder.answer(&["resume", "a"]);
    let mut shell = std::process::Command::new("/bin/sh");
    let wait = "until test -e go; do sleep 0.05; done; exec \"$0\" run --log json --state state.db";
    shell.args(["-c", wait, env!("CARGO_BIN_EXE_punctual")]).current_dir(&folder.0).env("TZ", "UTC");
    let service = Service::begin(shell);
    let now = super::herd::now_in(0).timestamp_millis();
    let file = rusqlite::Connection::open(folder.0.join("state.db")).expect("a database");
    let sql = "INSERT INTO punctual_command_service (owner, pid, since, beat) VALUES ('x', ?1, ?2, ?2)";
    assert_eq!(file.execute(sql, rusqlite::params![service.child.id(), now]).expect("a row"), 1);
    drop(file);
    folder.write("go", "");
    service.first(&[("job", "a"), ("event", "ok")]);
    assert!(service.all(&[("event", "warning")]).is_empty());
    assert_eq!(service.stop().0, 0);
}
