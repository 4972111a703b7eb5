//! A file that changes while its jobs run.

use super::{Folder, Service};

/// The jobs of a file, each with its command.
fn file(jobs: [(&str, &str); 3]) -> String {
    let job =
        |(name, command)| format!("[[job]]\nname = \"{name}\"\nschedule = \"every 200 ms\"\ncommand = \"{command}\"\n");
    jobs.map(job).concat()
}

fn before() -> String {
    file([("stays", "echo stays"), ("changes", "echo old >> said"), ("goes", "echo goes")])
}

fn after() -> String {
    file([("changes", "echo new >> said"), ("stays", "echo stays"), ("comes", "echo comes")])
}

fn is_applied(folder: &Folder, service: &Service) {
    let reload = service.first(&[("event", "reload")]);
    assert_eq!(reload["message"], "1 added, 1 changed, 1 removed, 1 kept");
    service.first(&[("job", "comes"), ("event", "ok")]);
    let said = folder.until("said", |said| said.ends_with("new\n"));
    assert!(said.starts_with("old\n"), "{said}");
    // What begins after the new file is of the new file.
    let goes = service.all(&[("job", "goes"), ("event", "started")]).len();
    let stays = service.all(&[("job", "stays"), ("event", "ok")]).len();
    service.nth(stays + 2, &[("job", "stays"), ("event", "ok")]);
    assert!(service.all(&[("job", "goes"), ("event", "started")]).len() <= goes + 1);
}

#[test]
fn sighup_applies_what_changed() {
    let folder = Folder::with(&before());
    let service = Service::start(&folder, &[]);
    service.first(&[("job", "changes"), ("event", "ok")]);
    folder.write("punctual.toml", &after());
    service.signal("HUP");
    is_applied(&folder, &service);
    service.signal("HUP");
    let again = service.nth(2, &[("event", "reload")]);
    assert_eq!(again["message"], "0 added, 0 changed, 0 removed, 3 kept");
    assert_eq!(service.stop().0, 0);
}

#[test]
fn a_watched_file_is_read_again_when_it_changes() {
    let folder = Folder::with(&before());
    let service = Service::start(&folder, &["--watch"]);
    service.first(&[("job", "changes"), ("event", "ok")]);
    folder.write("punctual.toml", &after());
    is_applied(&folder, &service);
    assert_eq!(service.stop().0, 0);
}

#[test]
fn a_broken_file_changes_nothing() {
    let folder = Folder::with(&before());
    let service = Service::start(&folder, &[]);
    service.first(&[("job", "goes"), ("event", "ok")]);
    folder.write("punctual.toml", &after().replace("every 200 ms", "every secnd"));
    service.signal("HUP");
    let said = service.says("3 errors in ");
    assert!(said.contains("help: every second"), "{said}");
    let reload = service.first(&[("event", "reload")]);
    assert!(reload["message"].as_str().is_some_and(|it| it.contains("stay as they were")), "{reload}");
    let ran = service.all(&[("job", "goes"), ("event", "ok")]).len();
    service.nth(ran + 1, &[("job", "goes"), ("event", "ok")]);
    // And so does one that is gone.
    std::fs::remove_file(folder.0.join("punctual.toml")).expect("it is there");
    service.signal("HUP");
    service.says("cannot be read");
    // Mended, it is applied.
    folder.write("punctual.toml", &after());
    service.signal("HUP");
    service.first(&[("job", "comes"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
}

/// What it was goes on while it becomes another: no second run is begun beside it.
#[test]
fn a_run_from_before_a_change_is_not_overlapped() {
    let job = |tag: &str| {
        format!(
            "[[job]]\nname = 'long'\nschedule = 'every 200 ms'\ntags = ['{tag}']\n\
             command = 'echo begun >> runs; while ! test -e go; do sleep 0.05; done'\n"
        )
    };
    let folder = Folder::with(&job("old"));
    let service = Service::start(&folder, &[]);
    folder.line("runs");
    folder.write("punctual.toml", &job("new"));
    service.signal("HUP");
    assert_eq!(service.first(&[("event", "reload")])["message"], "0 added, 1 changed, 0 removed, 0 kept");
    let warning = service.nth(2, &[("job", "long"), ("event", "warning")]);
    assert!(warning["message"].as_str().is_some_and(|said| said.contains("from before the file changed")), "{warning}");
    assert_eq!(folder.so_far("runs"), "begun\n");
    folder.write("go", "");
    folder.until("runs", |runs| runs.lines().count() >= 3);
    assert_eq!(service.stop().0, 0);
}
