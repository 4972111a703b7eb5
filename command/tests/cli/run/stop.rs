//! How runs are ended: by their timeout, and with `punctual`.

use super::{Folder, Service, is_alive, now, signal, until};

const GROUP: &str = r#"
    [[job]]
    name = "tree"
    schedule = "every second"
    command = "sh -c 'echo $$ > inner; sleep 1000; true' & echo $$ > outer; sleep 1000; true"
"#;

#[test]
fn a_timeout_ends_the_whole_group() {
    let folder = Folder::with(&format!("{GROUP}timeout = \"300ms\""));
    let service = Service::start(&folder, &[]);
    let line = service.first(&[("job", "tree"), ("event", "failed")]);
    assert_eq!(line["error"], "timed out after 300 ms");
    let (outer, inner) = (folder.so_far("outer"), folder.so_far("inner"));
    until("the end of the group", || (!is_alive(&outer) && !is_alive(&inner)).then_some(()));
    assert_eq!(service.stop().0, 0);
}

#[test]
fn what_ignores_the_request_is_killed() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "stubborn"
        schedule = "every second"
        command = "trap '' TERM; echo $$ > number; sleep 1000 & sleep 1000; sleep 1000"
        timeout = "200ms"
        "#,
    );
    let service = Service::start(&folder, &["--kill-after", "200ms"]);
    let line = service.first(&[("job", "stubborn"), ("event", "failed")]);
    assert!(line["error"].as_str().is_some_and(|error| error.starts_with("timed out")), "{line}");
    let number = folder.so_far("number");
    until("its end", || (!is_alive(&number)).then_some(()));
    // Nothing of its group is left.
    until("the end of the group", || (!signal("0", &format!("-{}", number.trim()))).then_some(()));
    assert_eq!(service.stop().0, 0);
}

#[test]
fn those_in_a_group_may_tidy_up_after_their_leader() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "tidy"
        schedule = "every second"
        command = "sh -c 'trap \"sleep 0.3; touch tidied; exit\" TERM; touch begun; while :; do sleep 0.05; done' & wait; sleep 1000"
        "#,
    );
    let service = Service::start(&folder, &[]);
    until("the begin", || folder.0.join("begun").exists().then_some(()));
    assert_eq!(service.stop().0, 0);
    assert!(folder.0.join("tidied").exists());
}

#[test]
fn a_signal_stops_it_and_all_it_started() {
    for name in ["INT", "TERM"] {
        let folder = Folder::with(GROUP);
        let service = Service::start(&folder, &[]);
        let outer = folder.line("outer");
        let inner = folder.line("inner");
        service.signal(name);
        let (status, log) = service.end();
        assert_eq!(status, 0);
        assert!(!is_alive(&outer) && !is_alive(&inner), "{name}");
        let events: Vec<_> = log.iter().map(|line| line["event"].as_str().unwrap_or_default()).collect();
        assert_eq!(events.last(), Some(&"stopped"), "{events:?}");
        let failed = log.iter().find(|line| line["event"] == "failed").expect("the run is told");
        assert_eq!(failed["error"], "ended with punctual");
    }
}

#[test]
fn a_second_signal_kills_at_once() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "stubborn"
        schedule = "every second"
        command = "trap '' TERM; echo $$ > number; sleep 1000 & while :; do wait; done"
        on_failure = "touch told"
        "#,
    );
    let service = Service::start(&folder, &["--kill-after", "1h"]);
    let number = folder.line("number");
    service.signal("TERM");
    service.first(&[("event", "stopping")]);
    assert!(is_alive(&number));
    let began = now();
    service.signal("TERM");
    assert_eq!(service.end().0, 0);
    assert!(began.elapsed().as_secs() < 10);
    assert!(!is_alive(&number));
    assert!(!folder.0.join("told").exists(), "a stop is no failure");
}

/// A signal, and then the end of `--for`: those are no two signals.
#[test]
fn the_end_of_its_time_does_not_kill_what_was_asked_to_end() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "tidy"
        schedule = "every second"
        command = "trap 'sleep 4; touch tidied; exit' TERM; touch begun; while :; do sleep 0.05; done"
        "#,
    );
    let began = now();
    let service = Service::start(&folder, &["--for", "4s", "--kill-after", "1h"]);
    until("the begin", || folder.0.join("begun").exists().then_some(()));
    service.signal("TERM");
    service.first(&[("event", "stopping")]);
    if began.elapsed().as_secs() >= 4 {
        println!("skipped: this machine is too slow to be stopped within 4 seconds");
        return;
    }
    assert_eq!(service.end().0, 0);
    assert!(folder.0.join("tidied").exists());
}

#[test]
fn it_stops_by_itself_where_that_is_asked_for() {
    let folder = Folder::with("[[job]]\nname = 'a'\nschedule = 'every second'\ncommand = 'true'\n");
    let (status, log) = Service::start(&folder, &["--for", "2500ms"]).end();
    assert_eq!(status, 0);
    assert!(log.iter().filter(|line| line["event"] == "ok").count() >= 1, "{log:?}");
}

#[test]
fn what_goes_on_in_the_background_is_left_alone() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "starts"
        schedule = "every second until 2999-01-01"
        command = "test -e number || { sleep 1000 & echo $! > number; }"
        "#,
    );
    let service = Service::start(&folder, &[]);
    service.first(&[("job", "starts"), ("event", "ok")]);
    let number = folder.so_far("number");
    assert!(is_alive(&number));
    assert_eq!(service.stop().0, 0);
    assert!(is_alive(&number));
    assert!(signal("KILL", number.trim()));
}
