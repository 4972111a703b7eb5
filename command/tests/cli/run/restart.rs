//! What a restart finds: history, pauses, missed slots, and runs that were cut off.

use serde_json::Value;

use super::{Folder, Service, now, until};

/// Takes up after a crash what it cut off soon, so that the test need not wait.
fn start(folder: &Folder) -> Service {
    Service::remembering(folder, &["--lease", "500ms"])
}

#[test]
fn what_became_of_each_slot_is_known_afterwards() {
    let folder = Folder::with(
        r#"
        [[job]]
        name = "good"
        schedule = "every second"
        command = "true"
        [[job]]
        name = "bad"
        schedule = "every second"
        command = "echo wrong >&2; exit 3"
        "#,
    );
    let service = start(&folder);
    service.nth(3, &[("job", "good"), ("event", "ok")]);
    service.nth(3, &[("job", "bad"), ("event", "failed")]);
    let (status, log) = service.stop();
    assert_eq!(status, 0);
    for job in ["good", "bad"] {
        let slots = |of: &[Value]| of.iter().filter_map(|it| it["slot"].as_str()).map(instant).collect::<Vec<_>>();
        let started: Vec<_> = log.iter().filter(|it| it["job"] == job && it["event"] == "started").cloned().collect();
        assert_eq!(slots(&folder.history(job)), slots(&started), "{job}");
    }
    let bad = folder.history("bad");
    assert!(bad.iter().all(|run| run["state"] == "failed" && run["error"] == "exit status 3: wrong"), "{bad:?}");
    let list = folder.answer(&["list"]);
    assert!(list.contains("✓✓✓") && list.contains("✗✗✗"), "{list}");
    let status = folder.answer(&["status"]);
    assert!(status.contains("failed  bad  failed: exit status 3: wrong"), "{status}");
    assert!(folder.answer(&["why", "bad"]).contains("The same happened "));
}

fn instant(text: &str) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::parse_from_rfc3339(text).expect("an instant").to_utc()
}

#[test]
fn slots_that_passed_meanwhile_are_missed() {
    let folder = Folder::with("[[job]]\nname = 'a'\nschedule = 'every second'\ncommand = 'true'\n");
    let service = start(&folder);
    service.first(&[("job", "a"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
    let before = folder.history("a").len();
    let began = now();
    until("some slots", || (began.elapsed().as_secs() >= 3).then_some(()));
    let service = start(&folder);
    let missed = service.first(&[("job", "a"), ("event", "missed")]);
    assert!(missed["count"].as_u64().is_some_and(|count| count >= 2), "{missed}");
    service.nth(2, &[("job", "a"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
    // One run made up for them, and says so.
    let made_up = &folder.history("a")[before];
    assert!(instant(made_up["slot"].as_str().expect("a slot")) > instant(made_up["first"].as_str().expect("a slot")));
}

#[test]
fn a_pause_lasts() {
    let folder = Folder::with(
        "[[job]]\nname = 'a'\nschedule = 'every second'\ncommand = 'true'\n[[job]]\nname = 'b'\nschedule = 'every second'\ncommand = 'true'\n",
    );
    assert_eq!(folder.answer(&["pause", "a"]), "paused  a\n");
    let service = start(&folder);
    service.nth(2, &[("job", "b"), ("event", "ok")]);
    assert!(service.all(&[("job", "a"), ("event", "started")]).is_empty());
    assert!(folder.answer(&["why", "a"]).contains("it is paused"));
    assert_eq!(folder.answer(&["resume", "a"]), "resumed  a\n");
    service.first(&[("job", "a"), ("event", "ok")]);
    assert_eq!(folder.answer(&["pause", "a"]), "paused  a\n");
    service.first(&[("job", "a"), ("event", "paused")]);
    assert_eq!(service.stop().0, 0);
    assert!(folder.answer(&["list"]).lines().any(|line| line.starts_with("a ") && line.ends_with("paused")));
    assert_eq!(folder.answer(&["resume", "a"]), "resumed  a\n");
    let service = start(&folder);
    service.first(&[("job", "a"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
}

const LONG: &str = r#"
[[job]]
name = "long"
schedule = "every second"
command = "echo $PUNCTUAL_KEY >> keys; test -e go || { touch begun; sleep 1000; }"
on_overlap = "skip"
"#;

/// Kills it while a run goes on, and starts it again.
fn cut_off(folder: &Folder) -> Service {
    let service = start(folder);
    until("the begin", || folder.0.join("begun").exists().then_some(()));
    service.kill();
    folder.write("go", "");
    start(folder)
}

#[test]
fn a_run_that_was_cut_off_is_run_again() {
    let folder = Folder::with(LONG);
    let service = cut_off(&folder);
    let again = service.first(&[("job", "long"), ("event", "ok")]);
    let keys = folder.so_far("keys");
    let first = keys.lines().next().expect("a key").to_owned();
    // The same run is there twice: the one that was cut off, and the one in its place.
    folder.until("keys", |keys| keys.lines().filter(|key| *key == first).count() == 2);
    service.nth(2, &[("job", "long"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
    let cut = folder.history("long").into_iter().find(|run| run["attempt"] == 2).expect("the run");
    assert_eq!(cut["state"], "ok", "{again}");
}

#[test]
fn a_run_that_must_not_be_repeated_is_closed_as_interrupted() {
    let folder = Folder::with(&format!("{LONG}delivery = \"at_most_once\"\n"));
    let service = cut_off(&folder);
    let line = service.first(&[("job", "long"), ("event", "interrupted")]);
    service.first(&[("job", "long"), ("event", "ok")]);
    assert_eq!(service.stop().0, 0);
    let runs = folder.history("long");
    let cut = runs.iter().find(|run| run["state"] == "interrupted").expect("the run");
    assert_eq!(instant(cut["slot"].as_str().expect("a slot")), instant(line["slot"].as_str().expect("a slot")));
    let keys = folder.so_far("keys");
    let first = keys.lines().next().expect("a key");
    assert_eq!(keys.lines().filter(|key| *key == first).count(), 1, "{keys}");
}

#[test]
fn a_run_that_kills_punctual_is_quarantined_and_released() {
    // Far enough apart that each start meets the same run again.
    let folder = Folder::with(
        "[[job]]\nname = 'poison'\nschedule = 'every 10 seconds'\ncommand = 'test -e cured || kill -KILL $PPID'\n",
    );
    for _ in 0..3 {
        start(&folder).killed();
    }
    let service = start(&folder);
    let line = service.first(&[("job", "poison"), ("event", "quarantined")]);
    folder.write("cured", "");
    let slot = instant(line["slot"].as_str().expect("a slot"));
    let state = || {
        let runs = folder.history("poison");
        let run = runs.iter().find(|run| instant(run["slot"].as_str().expect("a slot")) == slot).expect("the run");
        run["state"].as_str().expect("a state").to_owned()
    };
    assert_eq!(state(), "quarantined");
    assert!(folder.answer(&["why", "poison"]).contains("punctual release"));
    let released = folder.answer(&["release", "poison"]);
    assert!(released.starts_with("released  poison  "), "{released}");
    service.first(&[("job", "poison"), ("event", "ok")]);
    until("its run", || (state() == "ok").then_some(()));
    assert_eq!(service.stop().0, 0);
}
