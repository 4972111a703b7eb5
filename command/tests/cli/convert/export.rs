//! What `punctual export` writes.

use super::super::fed;
use super::{FROM, Folder, exported, odd};

const JOBS: &str = r#"
timezone = "Europe/Berlin"

[defaults]
environment = { PATH = "/usr/bin:/bin" }

[[job]]
name = "Report of the day"
schedule = "weekdays at 9am"
command = "./report.sh --date $(date +%F) 'it''s'"

[[job]]
name = "sync"
schedule = "every 15 minutes"
command = ["bin/sync", "-a", "from here", "to"]
environment = { LEVEL = "a b" }
directory = "/srv/data"
"#;

#[test]
fn a_crontab_says_folders_variables_and_percent_signs() {
    let home = Folder::with(JOBS);
    let run = exported(&home, &["crontab"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "\
# Made by `punctual export crontab` from punctual.toml.
# cron makes up for no missed run, and starts a job also while it still runs.
# Times are in Europe/Berlin. A cron that does not know CRON_TZ has to run in that zone.
CRON_TZ=Europe/Berlin
PATH=/usr/bin:/bin

# Report of the day: weekdays at 9am
0 9 * * 1-5 ./report.sh --date $(date +\\%F) 'it''s'

# sync: every 15 minutes
*/15 * * * * cd /srv/data || exit; export LEVEL='a b'; bin/sync -a 'from here' to
"
    );
}

#[test]
fn systemd_has_a_timer_and_a_service_for_each_job() {
    let home = Folder::with(JOBS);
    let run = exported(&home, &["systemd", "--output", "units"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let about = "# Made by `punctual export systemd` from punctual.toml.\n[Unit]\n";
    assert_eq!(
        home.read("units/Report-of-the-day.timer"),
        format!(
            "{about}Description=Report of the day: weekdays at 9am\n\n[Timer]\n\
             OnCalendar=Mon..Fri *-*-* 09:00:00 Europe/Berlin\nAccuracySec=1s\nPersistent=true\n\n\
             [Install]\nWantedBy=timers.target\n"
        )
    );
    let timer = home.read("units/sync.timer");
    assert!(timer.contains("\nOnCalendar=*-*-* *:00/15:00 UTC\n"), "{timer}");
    assert_eq!(
        home.read("units/sync.service"),
        format!(
            "{about}Description=sync: every 15 minutes\n\n[Service]\nType=oneshot\nWorkingDirectory=/srv/data\n\
             Environment=\"LEVEL=a b\"\nEnvironment=PATH=/usr/bin:/bin\n\
             ExecStart=/srv/data/bin/sync -a \"from here\" to\n"
        )
    );
    let service = home.read("units/Report-of-the-day.service");
    let line = "\nExecStart=/bin/sh -c \"./report.sh --date $$(date +%%F) 'it''s'\"\n";
    assert!(service.contains(line), "{service}");
}

#[test]
fn kubernetes_and_github_have_a_document_for_each_job() {
    let home = Folder::with(JOBS);
    let run = exported(&home, &["kubernetes", "--image", "me/jobs:1", "--job", "sync"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        r#"# sync: every 15 minutes
apiVersion: batch/v1
kind: CronJob
metadata:
  name: sync
spec:
  schedule: "*/15 * * * *"
  timeZone: "Europe/Berlin"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: sync
              image: "me/jobs:1"
              command: ["bin/sync", "-a", "from here", "to"]
              workingDir: "/srv/data"
              env:
                - name: "LEVEL"
                  value: "a b"
                - name: "PATH"
                  value: "/usr/bin:/bin"
"#
    );
    let home = Folder::with(
        "[[job]]\nname = 'link check'\nschedule = 'every monday at 05:30, 17:30 in UTC'\ncommand = 'make \"links\"'\ntimeout = '10m'\n",
    );
    let run = exported(&home, &["github"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        r#"# link-check.yml
# link check: every monday at 05:30, 17:30 in UTC
name: "link check"
on:
  schedule:
    - cron: "30 5,17 * * 1"
jobs:
  link-check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - run: "make \"links\""
        shell: sh {0}
"#
    );
}

#[test]
fn wrong_files_and_wrong_usage_are_told_apart() {
    let home = Folder::with("[[job]]\nname = 'x'\nschedule = 'every mondya'\ncommand = 'x'\n");
    let run = exported(&home, &["systemd"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("did you mean \"monday\"?"), "{}", run.stderr);
    for args in [
        &["export", "kubernetes", "punctual.toml"][..],
        &["export", "launchd", "punctual.toml"],
        &["export", "crontab"],
        &["import"],
        &["import", "anacron"],
    ] {
        let run = fed(args, b"");
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
    }
    let home = Folder::with(
        "[[job]]\nname = 'a b'\nschedule = 'hourly'\ncommand = 'x'\n[[job]]\nname = 'a.b'\nschedule = 'hourly'\ncommand = 'x'\n",
    );
    let run = exported(&home, &["kubernetes", "--image", "x"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("it and \"a b\" would both be called \"a-b\" there"), "{}", run.stderr);
    let home = Folder::with("[[job]]\nname = 'a'\nschedule = 'hourly'\ncommand = \"one\\ntwo\"\n");
    let run = home.run(&["export", "crontab", FROM, "punctual.toml"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("cannot say `command`\n  a crontab has one line"), "{}", run.stderr);
}

#[test]
fn what_a_target_would_take_for_its_own_is_escaped() {
    let home =
        odd("command = 'echo $$ $(date) ${{ x }}'\nenvironment = { A = \"$(B)\", B = \"a\\u2028b\", C = '$HOME' }");
    let job = exported(&home, &["kubernetes", "--image", "x"]).stdout;
    assert!(job.contains(r#""echo $$$$ $$(date) $${{ x }}""#), "{job}");
    assert!(job.contains(r#"value: "$$(B)""#) && job.contains(r#"value: "a\u2028b""#), "{job}");
    assert!(job.contains(r#"value: "$HOME""#), "{job}");
    let flow = exported(&home, &["github"]).stdout;
    assert!(flow.contains(r#"run: "echo $$ $(date) ${{ '${{' }} x }}""#), "{flow}");
    let home = odd("command = 'x'\nenvironment = { A = \"a\\rb\\u001b\" }");
    let units = exported(&home, &["systemd"]).stdout;
    assert!(units.contains("Environment=\"A=a\\x0db\\x1b\"\n"), "{units}");
    let home = odd("command = ['bin/a$b', '$c']\ndirectory = '/srv'");
    let units = exported(&home, &["systemd"]).stdout;
    assert!(units.contains("ExecStart=/usr/bin/env /srv/bin/a$$b $$c\n"), "{units}");
    // What cron itself reads is set for the job alone.
    let home = odd("command = 'x'\nenvironment = { SHELL = '/bin/fish', HOME = '/srv', LANG = 'C' }");
    let crontab = exported(&home, &["crontab", "--zone", "UTC"]).stdout;
    assert!(crontab.contains("\nLANG=C\n") && !crontab.contains("\nSHELL="), "{crontab}");
    assert!(crontab.contains("\n0 * * * * export HOME=/srv; export SHELL=/bin/fish; x\n"), "{crontab}");
}
