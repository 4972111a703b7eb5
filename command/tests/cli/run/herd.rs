//! Many jobs at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use std::time::Duration;

use chrono::DateTime;

use super::{Folder, Service, now};
use crate::punctual;

fn jobs(count: usize, rest: &str) -> String {
    let mut jobs = String::new();
    for number in 1..=count {
        let _ = writeln!(jobs, "[[job]]\nname = \"job {number}\"\n{rest}");
    }
    jobs
}

#[test]
fn ten_thousand_jobs_are_read_quickly() {
    let folder = Folder::with(&jobs(10_000, "schedule = 'every monday at 13:15 in Europe/Berlin'\ncommand = 'true'"));
    let began = now();
    let run = punctual(&["run", "--check", &folder.path("punctual.toml")]);
    println!("read 10,000 jobs in {:?}", began.elapsed());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("10000 jobs"), "{}", run.stdout);
    let (status, log) = Service::start(&folder, &["--for", "1ms"]).end();
    assert_eq!((status, log[0]["message"].as_str().is_some_and(|it| it.starts_with("10000 jobs"))), (0, true));
}

/// How late the last of many begins depends on the machine; that each begins, and once, does not.
#[test]
fn a_thousand_jobs_of_one_second_all_run() {
    all_run("without state", |folder| Service::start(folder, &[]));
    all_run("with state", |folder| Service::remembering(folder, &[]));
}

fn all_run(how: &str, start: impl Fn(&Folder) -> Service) {
    const MANY: usize = 1000;
    // Far enough ahead for a slow machine to have read the file.
    let at = now_in(5);
    let rest = format!("schedule = 'on {} at {}'\ncommand = ['true']", at.format("%Y-%m-%d"), at.format("%H:%M:%S"));
    let folder = Folder::with(&format!("timezone = 'UTC'\n{}", jobs(MANY, &rest)));
    let service = start(&folder);
    service.nth(MANY, &[("event", "ok")]);
    let started = service.all(&[("event", "started")]);
    let mut late: Vec<u64> = started.iter().map(|line| line["late_ms"].as_u64().expect("a number")).collect();
    late.sort_unstable();
    println!(
        "of {MANY} jobs {how}: p50 {} ms, p99 {} ms, last {} ms late",
        late[MANY / 2],
        late[MANY * 99 / 100],
        late[MANY - 1]
    );
    let mut names: Vec<_> = started.iter().map(|line| line["job"].as_str().expect("a name").to_owned()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!((started.len(), names.len()), (MANY, MANY));
    let slot = started[0]["slot"].as_str().expect("a time");
    assert_eq!(DateTime::parse_from_rfc3339(slot).expect("a time").to_utc(), at);
    assert_eq!(service.stop().0, 0);
}

#[expect(clippy::disallowed_methods, reason = "the command runs on the machine's clock")]
pub(super) fn now_in(seconds: i64) -> DateTime<chrono::Utc> {
    let at = chrono::Utc::now().timestamp() + seconds;
    DateTime::from_timestamp(at, 0).expect("a time")
}

/// `cargo test -p punctual-cli --test cli a_thousand_jobs_for_a_minute -- --ignored --nocapture`
#[test]
#[ignore = "takes a minute"]
fn a_thousand_jobs_for_a_minute_lose_no_line() {
    const MANY: usize = 1000;
    let folder = Folder::with(&jobs(MANY, "schedule = 'every 5 seconds'\ncommand = ['true']"));
    let (status, log) = Service::start(&folder, &["--for", "61s"]).end_within(Duration::from_secs(100));
    assert_eq!(status, 0);
    let mut slots: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let (mut late, mut ended) = (Vec::new(), 0_usize);
    for line in &log {
        match line["event"].as_str().expect("an event") {
            "started" => {
                let (slot, job) = (line["slot"].as_str().expect("a slot"), line["job"].as_str().expect("a name"));
                *slots.entry(slot.to_owned()).or_default().entry(job.to_owned()).or_default() += 1;
                late.push(line["late_ms"].as_u64().expect("a number"));
            }
            "ok" => ended += 1,
            "ready" | "stopping" | "stopped" => {}
            other => panic!("{other}: {line}"),
        }
    }
    late.sort_unstable();
    println!("{} runs: p50 {} ms, p99 {} ms late", late.len(), late[late.len() / 2], late[late.len() * 99 / 100]);
    assert!(slots.len() >= 11, "{}", slots.len());
    for (slot, jobs) in &slots {
        assert_eq!((jobs.len(), jobs.values().sum::<usize>()), (MANY, MANY), "{slot}");
    }
    assert_eq!(ended, late.len());
}
