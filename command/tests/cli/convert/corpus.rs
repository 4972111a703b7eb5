//! A corpus of crontabs, there and back: the same times over a year, by three readers.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use croner::parser::CronParser;
use punctual::Schedule;

use super::{FROM, Folder, from, schedules};

/// A crontab of the corpus.
pub(super) fn path(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/crontabs").join(format!("{name}.txt"));
    path.to_str().expect("UTF-8").to_owned()
}

/// The fields of each job of a crontab, in its order.
fn fields(crontab: &str) -> Vec<String> {
    let names = [
        ("@hourly", "0 * * * *"),
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"),
        ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ];
    let line_fields = |line: &str| {
        let line = line.trim().trim_start_matches('-');
        if line.starts_with(|c: char| c.is_ascii_digit() || c == '*') {
            return Some(line.split_whitespace().take(5).collect::<Vec<_>>().join(" "));
        }
        names.iter().find(|(name, _)| line.split_whitespace().next() == Some(name)).map(|(_, is)| (*is).to_owned())
    };
    crontab.lines().filter_map(line_fields).collect()
}

/// The lines of each job of an exported crontab, which stand below a comment.
fn exported(crontab: &str) -> Vec<Vec<String>> {
    let mut jobs: Vec<Vec<String>> = Vec::new();
    for block in crontab.split("\n\n").skip(1) {
        jobs.push(fields(block));
    }
    jobs
}

/// The times of these lines in UTC up to an end, as croner reads them.
pub(super) fn by_croner(lines: &[String], end: DateTime<Utc>) -> BTreeSet<DateTime<Utc>> {
    let mut all = BTreeSet::new();
    for line in lines {
        let days: Vec<_> = line.split(' ').collect();
        // With a star in one of the day fields cron(5) takes both; croner wants to be told so.
        let both = days[2].starts_with('*') || days[4].starts_with('*');
        let cron = CronParser::builder().dom_and_dow(both).build().parse(line).expect("a line that croner reads");
        let mut after = from() - TimeDelta::seconds(1);
        while let Ok(next) = cron.find_next_occurrence(&after, false) {
            if next >= end {
                break;
            }
            assert!(all.insert(next), "{lines:?} run twice at {next}");
            after = next;
        }
    }
    all
}

/// The times of a schedule up to an end, in a zone that it need not name.
pub(super) fn by_us(schedule: &Schedule, zone: Tz, end: DateTime<Utc>) -> BTreeSet<DateTime<Utc>> {
    let after = (from() - TimeDelta::seconds(1)).with_timezone(&zone);
    schedule.upcoming(&after).map(|next| next.to_utc()).take_while(|next| *next < end).collect()
}

/// Imports and exports a crontab, and compares all three.
fn round(name: &str, zone: Tz) -> usize {
    let home = Folder::new();
    let crontab = std::fs::read_to_string(path(name)).expect("a crontab");
    let mut args = vec!["import", "crontab", FROM, "--output", "punctual.toml"];
    let file = path(name);
    args.push(&file);
    if name == "system" {
        args.push("--system");
    }
    let run = home.run(&args);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = super::exported(&home, &["crontab"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let (before, after) = (fields(&crontab), exported(&run.stdout));
    let jobs = schedules(&home.read("punctual.toml"));
    assert_eq!((before.len(), after.len()), (jobs.len(), jobs.len()), "{}", run.stdout);
    let year = from() + TimeDelta::days(365);
    let mut compared = BTreeSet::new();
    for ((before, after), (name, schedule)) in before.iter().zip(&after).zip(&jobs) {
        if !compared.insert((before, after, schedule.to_string())) {
            continue;
        }
        let is = by_us(schedule, zone, year);
        let read = |line: &String| by_us(&format!("cron {line}").parse().expect("a line"), zone, year);
        assert!(read(before) == is, "{name}: {before} and {schedule}");
        let back: Vec<_> = after.iter().flat_map(read).collect();
        let once: BTreeSet<_> = back.iter().copied().collect();
        assert!(back.len() == is.len() && once == is, "{name}: {before} and {after:?}");
        // Another reader, which has other rules for changes of the clock. It takes its time, so
        // of what runs every quarter of an hour it is asked for a month.
        if zone == Tz::UTC {
            let end = if is.len() > 10_000 { from() + TimeDelta::days(31) } else { year };
            let is: BTreeSet<_> = is.into_iter().take_while(|at| *at < end).collect();
            assert_eq!(by_croner(std::slice::from_ref(before), end), is, "{name}: {before} and {schedule}");
            assert_eq!(by_croner(after, end), is, "{name}: {before} and {after:?}");
        }
    }
    jobs.len()
}

#[test]
fn the_crontab_of_a_user_comes_back() {
    assert!(round("user", Tz::UTC) >= 70);
}

#[test]
fn the_crontab_of_a_system_comes_back() {
    assert!(round("system", Tz::UTC) >= 50);
}

#[test]
fn fields_of_all_forms_come_back() {
    assert!(round("times", Tz::UTC) >= 90);
}

#[test]
fn a_crontab_in_a_zone_comes_back() {
    assert_eq!(round("zone", Tz::America__New_York), 10);
}

#[test]
fn comments_variables_and_commands_come_back() {
    let home = Folder::new();
    let crontab = "\
LANG=C
PATH=/usr/bin:/bin
REPORT='a b'
0 22 * * 1-5 mail -s \"It's 10pm\" joe%Joe,%%Where are your 10\\%?
5 4 * * sun echo \"done\" >> /var/log/$(date +\\%F)
";
    assert_eq!(home.fed(&["import", "crontab", FROM, "-o", "punctual.toml"], crontab).status, 0);
    let run = super::exported(&home, &["crontab"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let back: Vec<_> = run.stdout.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut is: Vec<_> = crontab.lines().collect();
    is[2] = "REPORT=a b";
    is[4] = "5 4 * * 0 echo \"done\" >> /var/log/$(date +\\%F)";
    assert_eq!(back, is);
}
