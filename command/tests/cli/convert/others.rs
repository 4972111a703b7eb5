//! The next hundred times of what is exported, as others read it: croner the cron lines, and
//! `systemd-analyze` the calendar events.

use std::collections::BTreeSet;
use std::process::Command;

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use croner::parser::CronParser;

use super::{Folder, exported, from, schedules};

const COUNT: usize = 100;

/// Schedules that all four can say, in UTC.
const ALL: [&str; 14] = [
    "every 15 minutes",
    "every 5 minutes on weekdays from 08:00 to 18:00",
    "every hour at :17",
    "every 2 hours",
    "every day at 09:00",
    "every weekday at 09:00",
    "every monday, wednesday at 13:15, 18:15",
    "every month on the 1st, 15th at 06:30",
    "every quarter on the 1st at 00:00",
    "every year on february 29 at 12:00",
    "every month on the 13th at 08:00; every friday at 08:00",
    "every day in june, july at 05:05",
    "every weekday at 09:00 except july",
    "every 10 minutes from 22:00 to 23:50",
];

/// Schedules that systemd can say, and cron lines cannot, or in a zone.
const EVENTS: [&str; 11] = [
    "every 10 seconds in UTC",
    "every month on the last day at 18:00 in UTC",
    "every month on the 1st monday at 10:00 in Europe/Berlin",
    "every month on the last friday at 17:00 in America/New_York",
    "every friday the 13th at 12:00 in UTC",
    "every 10 minutes on friday from 22:00 to 02:00 in Europe/Berlin",
    "every weekday at 07:00 except december 25 in Europe/Berlin",
    "every 30 minutes in Europe/Berlin",
    "every year on december 25, july 4 at 08:00:30 in Asia/Tokyo",
    "every day at 01:30 in Europe/Berlin",
    "on 2026-03-15 at 14:30 in Europe/Berlin; on 2026-07-01 at 08:00 in Europe/Berlin",
];

fn file(texts: &[&str]) -> String {
    let job = |(at, text): (usize, &&str)| format!("[[job]]\nname = 'job {at}'\nschedule = '{text}'\ncommand = 'x'\n");
    format!("timezone = 'UTC'\n{}", texts.iter().enumerate().map(job).collect::<String>())
}

/// The first hundred times of each job by our own reading.
fn ours(file: &str) -> Vec<Vec<DateTime<Utc>>> {
    let after = from() - TimeDelta::seconds(1);
    schedules(file).iter().map(|(_, schedule)| schedule.upcoming(&after).take(COUNT).collect()).collect()
}

/// The first hundred times of cron lines in a zone, as croner reads them.
fn by_croner(lines: &[&str], zone: Tz) -> Vec<DateTime<Utc>> {
    let mut all = BTreeSet::new();
    for line in lines {
        let cron = CronParser::new().parse(line).expect("a line that croner reads");
        let after = (from() - TimeDelta::seconds(1)).with_timezone(&zone);
        all.extend(cron.iter_after(after).take(COUNT).map(|next| next.to_utc()));
    }
    all.into_iter().take(COUNT).collect()
}

/// What stands behind a word at the beginning of lines.
fn values<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.trim().strip_prefix(word)).map(|value| value.trim_matches('"')).collect()
}

#[test]
fn croner_reads_the_same_times_in_a_crontab() {
    let file = file(&ALL);
    let home = Folder::with(&file);
    let run = exported(&home, &["crontab"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let blocks: Vec<_> = run.stdout.split("\n\n").skip(1).collect();
    for ((block, ours), text) in blocks.iter().zip(ours(&file)).zip(ALL) {
        let lines: Vec<_> = block.lines().skip(1).map(|line| line.strip_suffix(" x").expect("a command")).collect();
        assert_eq!(by_croner(&lines, Tz::UTC), ours, "{text}: {block}");
    }
    assert_eq!(blocks.len(), ALL.len());
}

#[test]
fn croner_reads_the_same_times_in_workflows() {
    let file = file(&ALL);
    let home = Folder::with(&file);
    let run = exported(&home, &["github", "--output", "flows"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for (at, (ours, text)) in ours(&file).into_iter().zip(ALL).enumerate() {
        let flow = home.read(&format!("flows/job-{at}.yml"));
        assert_eq!(by_croner(&values(&flow, "- cron: "), Tz::UTC), ours, "{text}: {flow}");
    }
}

#[test]
fn croner_reads_the_same_times_in_cron_jobs() {
    let zoned = [
        "every weekday at 09:00 in Europe/Berlin",
        "every 15 minutes in Europe/Berlin",
        "every monday, wednesday at 13:15 in America/New_York",
        "every day at 07:00 in +05:30",
    ];
    // One line each: not what needs two.
    let texts: Vec<_> =
        ALL.into_iter().filter(|text| !text.contains("18:00") || text.contains("except")).chain(zoned).collect();
    let file = file(&texts);
    let home = Folder::with(&file);
    let run = exported(&home, &["kubernetes", "--image", "x", "--output", "jobs"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for (at, (ours, text)) in ours(&file).into_iter().zip(&texts).enumerate() {
        let job = home.read(&format!("jobs/job-{at}.yaml"));
        let zone: Tz = values(&job, "timeZone: ").concat().parse().expect("a zone");
        assert_eq!(by_croner(&values(&job, "schedule: "), zone), ours, "{text}: {job}");
    }
}

/// Whether systemd is here to be asked.
fn systemd() -> bool {
    let here =
        Command::new("systemd-analyze").args(["calendar", "daily"]).output().is_ok_and(|out| out.status.success());
    if !here {
        println!("left out: systemd-analyze is not installed");
    }
    here
}

/// The first hundred times of calendar events, as systemd elapses them.
fn by_systemd(events: &[&str]) -> Vec<DateTime<Utc>> {
    let mut all = BTreeSet::new();
    for event in events {
        let out = Command::new("systemd-analyze")
            .env("TZ", "UTC")
            .args(["calendar", "--base-time=2025-12-31 23:59:59 UTC", "--iterations=100", event])
            .output()
            .expect("systemd-analyze");
        assert!(out.status.success(), "{event}: {}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        for line in text
            .lines()
            .filter(|line| line.contains("Next elapse:") || line.contains("Iteration") || line.contains("Iter. #"))
        {
            let (_, moment) = line.split_once(": ").expect("a moment");
            let (_, moment) = moment.trim().split_once(' ').expect("a weekday");
            let moment = moment.strip_suffix(" UTC").expect("UTC");
            let moment = NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H:%M:%S").expect("a moment");
            all.insert(Utc.from_utc_datetime(&moment));
        }
    }
    all.into_iter().take(COUNT).collect()
}

#[test]
fn systemd_elapses_at_the_same_times() {
    if !systemd() {
        return;
    }
    let texts: Vec<_> = ALL.into_iter().chain(EVENTS).collect();
    let file = file(&texts);
    let home = Folder::with(&file);
    let run = exported(&home, &["systemd", "--output", "units"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for (at, (ours, text)) in ours(&file).into_iter().zip(&texts).enumerate() {
        let timer = home.read(&format!("units/job-{at}.timer"));
        let found = by_systemd(&values(&timer, "OnCalendar="));
        // It gives up on what is many decades away.
        let ours = &ours[..found.len().min(ours.len())];
        let least = ours.len().min(20);
        assert!(found.len() >= least, "{text}: {timer}");
        assert_eq!(found, ours, "{text}: {timer}");
    }
}

/// At changes of the clock systemd does what the exporter takes it to do: it leaves out what does
/// not exist, and takes the first of what comes twice. So these were rightly refused.
#[test]
fn systemd_differs_where_the_export_is_refused() {
    if !systemd() {
        return;
    }
    for (text, event, at) in [
        ("every day at 02:30 in Europe/Berlin", "*-*-* 02:30:00 Europe/Berlin", "2026-03-29T01:30:00Z"),
        ("every 2 hours in Europe/Berlin", "*-*-* 00/2:00:00 Europe/Berlin", "2026-10-25T01:00:00Z"),
        (
            "every 15 minutes from 00:00 to 06:00 in America/New_York",
            "*-*-* 00..05:00/15:00 America/New_York",
            "2026-11-01T06:15:00Z",
        ),
    ] {
        let home = Folder::with(&file(&[text]));
        assert_eq!(exported(&home, &["systemd"]).status, 1, "{text}");
        let at: DateTime<Utc> = at.parse().expect("a moment");
        let schedule: punctual::Schedule = text.parse().expect("a schedule");
        assert!(schedule.includes(&at), "{text}");
        let out = Command::new("systemd-analyze")
            .env("TZ", "UTC")
            .args([
                "calendar",
                "--iterations=40",
                &format!("--base-time={} UTC", (at - TimeDelta::hours(4)).format("%Y-%m-%d %H:%M:%S")),
                event,
            ])
            .output()
            .expect("systemd-analyze");
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(!said.contains(&at.format("%Y-%m-%d %H:%M:%S").to_string()), "{said}");
    }
}
