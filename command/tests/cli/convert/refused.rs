//! What `punctual export` refuses.

use super::{Folder, exported, odd};

/// What each target refuses, by the words that it names; nothing where it says it.
const REFUSED: [(&str, [&str; 4]); 33] = [
    // The schedule, then crontab, systemd, kubernetes, github; all in Europe/Berlin.
    ("every day at 09:00 in UTC", ["in UTC", "", "", ""]),
    ("every day at 09:00", ["", "", "", "in Europe/Berlin"]),
    ("every 15 minutes", ["", "", "", ""]),
    ("every 4 minutes in UTC", ["", "", "", "every 4 minutes"]),
    ("every 5 minutes", ["", "", "", ""]),
    ("every 10 seconds", ["every 10 seconds", "", "every 10 seconds", "every 10 seconds"]),
    ("every day at 09:00:30 in UTC", ["at 09:00:30", "", "at 09:00:30", "at 09:00:30"]),
    ("every 250 milliseconds", ["every 250 milliseconds"; 4]),
    ("every hour at :17", ["", "", "", ""]),
    ("every 90 minutes in UTC", ["in UTC", "", "every 90 minutes", ""]),
    ("every 7 minutes", ["every 7 minutes"; 4]),
    ("every 36 hours", ["every 36 hours"; 4]),
    ("every 2 hours", ["", "in Europe/Berlin", "", "in Europe/Berlin"]),
    ("every 5 to 10 minutes", ["every 5 to 10 minutes"; 4]),
    ("every 2 weeks on friday at 16:00", ["every 2 weeks"; 4]),
    ("every 2 days at 10:00", ["every 2 days"; 4]),
    ("every 2 years on may 1 at 10:00", ["every 2 years"; 4]),
    ("every month on the last day at 18:00 in UTC", ["on the last day", "", "on the last day", "on the last day"]),
    (
        "every month on the 1st monday at 18:00 in UTC",
        ["on the 1st monday", "", "on the 1st monday", "on the 1st monday"],
    ),
    (
        "every friday the 13th at 12:00 in UTC",
        ["every friday the 13th", "", "every friday the 13th", "every friday the 13th"],
    ),
    ("every month on the 15th at 09:00; every friday at 09:00", ["", "", "", "in Europe/Berlin"]),
    (
        "every weekday at 09:00 except december 25",
        ["except december 25", "", "except december 25", "except december 25"],
    ),
    ("every day at 09:00 except july in UTC", ["in UTC", "", "", ""]),
    ("every day at 09:00 except weekends in UTC", ["in UTC", "", "", ""]),
    ("every day at 09:00 except 2026-07-04", ["except 2026-07-04"; 4]),
    ("every day at 09:00 until 2030-01-01", ["until 2030-01-01"; 4]),
    ("every day at 09:00 starting 2027-01-01", ["starting 2027-01-01"; 4]),
    ("every day at 09:00 starting 2025-01-01 for 900 times", ["for 900 times"; 4]),
    ("every day at 09:00 jitter 5 minutes", ["jitter 5 minutes"; 4]),
    ("on 2026-03-15 at 14:30", ["on 2026-03-15", "", "on 2026-03-15", "on 2026-03-15"]),
    ("every day at 02:30", ["", "at 02:30", "at 02:30", "in Europe/Berlin"]),
    ("every day at 09:00, 17:30 in UTC", ["in UTC", "", "at 09:00, 17:30", ""]),
    ("every 10 minutes on friday from 22:00 to 02:00", ["", "", "from 22:00 to 02:00", "in Europe/Berlin"]),
];

#[test]
fn each_clause_that_cannot_be_said_is_refused_by_name() {
    let mut wrong = Vec::new();
    for (schedule, refused) in REFUSED {
        let jobs =
            format!("timezone = 'Europe/Berlin'\n[[job]]\nname = 'the job'\nschedule = '{schedule}'\ncommand = 'x'\n");
        let home = Folder::with(&jobs);
        for (target, said) in ["crontab", "systemd", "kubernetes", "github"].into_iter().zip(refused) {
            let mut args = vec![target];
            if target == "kubernetes" {
                args.extend(["--image", "x"]);
            }
            let run = exported(&home, &args);
            let found = run.stderr.split('`').nth(1).unwrap_or_default();
            if found != said {
                wrong.push(format!("{target} and {schedule}: {found:?}, not {said:?}\n{}", run.stderr));
                continue;
            }
            assert_eq!(run.status, i32::from(!said.is_empty()), "{target} and {schedule}");
            if !said.is_empty() {
                assert_eq!(run.stdout, "", "{target} and {schedule}");
                let start = format!("refused: the job: {target} cannot say `{said}`\n  ");
                assert!(run.stderr.starts_with(&start), "{}", run.stderr);
                assert!(
                    run.stderr.ends_with("since 1 job is refused; --job NAME writes the others\n"),
                    "{}",
                    run.stderr
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_key_that_cannot_be_said_is_refused_by_name() {
    for (key, can) in [
        ("timeout = '10m'", &["systemd", "kubernetes", "github"][..]),
        ("grace = '10m'", &["kubernetes"]),
        ("on_missed = 'skip'", &["systemd", "kubernetes"]),
        ("on_missed = { run_all = 3 }", &[]),
        ("on_overlap = 'queue_one'", &[]),
        ("retry = 3", &[]),
        ("only_if = 'true'", &[]),
        ("on_failure = 'true'", &[]),
        ("delivery = 'at_most_once'", &[]),
    ] {
        let home = Folder::with(&format!("[[job]]\nname = 'x'\nschedule = 'every 15 minutes'\ncommand = 'x'\n{key}\n"));
        for target in ["crontab", "systemd", "kubernetes", "github"] {
            let mut args = vec![target];
            if target == "kubernetes" {
                args.extend(["--image", "x"]);
            }
            let run = exported(&home, &args);
            let name = key.split(' ').next().unwrap_or_default();
            if can.contains(&target) {
                assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{target} and {key}");
                assert!(!run.stdout.is_empty(), "{target} and {key}");
            } else {
                assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{target} and {key}");
                assert!(run.stderr.contains(&format!("cannot say `{name}`")), "{}", run.stderr);
            }
        }
    }
}

#[test]
fn one_refusal_keeps_all_from_being_written() {
    let home = Folder::with(
        "[[job]]\nname = 'good'\nschedule = 'every hour'\ncommand = 'x'\n\
         [[job]]\nname = 'bad'\nschedule = 'every 7 minutes'\ncommand = 'x'\n\
         [[job]]\nname = 'off'\nschedule = 'every 7 minutes'\ncommand = 'x'\nenabled = false\n",
    );
    let run = exported(&home, &["crontab", "--output", "tab"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(!home.0.join("tab").exists());
    let run = exported(&home, &["crontab", "--job", "good", "--job", "off"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "left out: off is not enabled\n"));
    assert!(run.stdout.contains("\n# good: every hour\n0 * * * * x\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n# off: every 7 minutes (not enabled)\n"), "{}", run.stdout);
    let run = exported(&home, &["crontab", "--job", "none"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (2, "error: no job is called \"none\"; there are \"good\", \"bad\" and \"off\"\n")
    );
}

#[test]
fn what_a_target_cannot_have_in_it_is_refused() {
    for (target, rest, said) in [
        // The backslash would be lost, or the command end there.
        ("crontab", r"command = 'date +\%F'", "cannot say `command`"),
        ("crontab", "command = \"{\\nmail joe\\n} <<'END'\\na\\\\\\nb\\nEND\\n\"", "cannot say `command`"),
        ("crontab", "command = 'x'\ndirectory = \"a\\nb\"", "cannot say `directory`"),
        ("systemd", "command = 'x'\ndirectory = \"a\\nb\"", "cannot say `directory`"),
        (
            "systemd",
            r"command = 'x'
directory = 'a\'",
            "cannot say `directory`",
        ),
        ("systemd", "command = 'x'\nenvironment = { \"A-B\" = 'c' }", "cannot say `environment: A-B`"),
    ] {
        let run = exported(&odd(rest), &[target, "--zone", "UTC"]);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{target}: {rest}");
        assert!(run.stderr.contains(said), "{target}: {rest}: {}", run.stderr);
    }
    let run = exported(&odd(r"command = 'date +\\%F'"), &["crontab", "--zone", "UTC"]);
    assert!(run.stdout.ends_with("date +\\\\\\%F\n"), "{}{}", run.stdout, run.stderr);
}
