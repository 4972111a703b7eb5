//! As the first process of a container, it waits for what others leave behind.

use super::{Folder, Service};
use std::process::{Command, Stdio};

#[test]
fn orphans_are_waited_for() {
    let unshare = ["--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "--kill-child=TERM"];
    let can = Command::new("unshare").args(unshare).arg("true").stderr(Stdio::null()).status();
    if !can.is_ok_and(|status| status.success()) {
        println!("skipped: this machine does not let us make a container");
        return;
    }
    let folder = Folder::with(
        r#"
        [[job]]
        name = "leaves"
        schedule = "every second"
        command = "test -e orphan || { (sh -c 'echo $$ > orphan; sleep 0.1' &) }"
        [[job]]
        name = "looks"
        schedule = "every second"
        command = "cat /proc/[0-9]*/stat > all; mv all processes"
        "#,
    );
    let mut command = Command::new("unshare");
    command.args(unshare).args([env!("CARGO_BIN_EXE_punctual"), "run", "--no-state", "--log", "json"]);
    command.arg(folder.path("punctual.toml")).env("TZ", "UTC");
    let service = Service::begin(command);
    let orphan = folder.line("orphan");
    let number = orphan.trim();
    // Numbers count from 1 in there, so the list of processes is made in there too.
    assert!(number.parse::<u32>().is_ok_and(|number| number > 1));
    service.nth(2, &[("job", "leaves"), ("event", "ok")]);
    folder
        .until("processes", |all| !all.is_empty() && !all.lines().any(|line| line.starts_with(&format!("{number} "))));
    // Its own children are still its own.
    service.nth(4, &[("job", "looks"), ("event", "ok")]);
    assert!(service.all(&[("event", "failed")]).is_empty());
    drop(service);
}
