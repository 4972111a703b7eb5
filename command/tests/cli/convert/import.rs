//! `punctual import crontab`, line by line.

use super::super::fed;
use super::{FROM, Folder};

fn imported(crontab: &str) -> (String, String, i32) {
    let run = fed(&["import", "crontab", FROM], crontab.as_bytes());
    (run.stdout, run.stderr, run.status)
}

#[test]
fn a_crontab_becomes_a_file_with_each_line_beside_its_words() {
    let crontab = "\
# Backups of the office
SHELL=/bin/bash
PATH=/usr/local/bin:/usr/bin:/bin

# the database, before anyone comes
30 6 * * 1-5  /opt/backup/run.sh --full
*/15 8-18 * * mon-fri sync \"it's\" \\ here
5,17,43 * * * * /opt/poll
";
    let (toml, said, status) = imported(crontab);
    assert_eq!((status, said.as_str()), (0, "3 jobs\n"));
    assert_eq!(
        toml,
        r#"# Made by `punctual import crontab`. Each job stands below its line of the crontab.
# cron starts commands in the home directory: keep this file there, or say `directory`.

# Backups of the office
[defaults.environment]
SHELL = "/bin/bash"
PATH = "/usr/local/bin:/usr/bin:/bin"

# the database, before anyone comes
# 30 6 * * 1-5  /opt/backup/run.sh --full
[[job]]
name = "run"
schedule = "every weekday at 06:30"
command = ["/bin/bash", "-c", "/opt/backup/run.sh --full"]

# */15 8-18 * * mon-fri sync "it's" \ here
[[job]]
name = "sync-it-s"
schedule = "every 15 minutes on weekdays from 08:00 to 18:45"
command = ["/bin/bash", "-c", "sync \"it's\" \\ here"]

# 5,17,43 * * * * /opt/poll
# At minutes 5, 17 and 43 of every hour. Every day.
[[job]]
name = "poll"
schedule = "cron 5,17,43 * * * *"
command = ["/bin/bash", "-c", "/opt/poll"]
"#
    );
}

#[test]
fn what_cannot_be_kept_stays_as_a_comment_and_is_told() {
    for (line, why) in [
        ("@reboot /opt/start", "a reboot is no time"),
        ("@every 5m /opt/x", "counts from when that scheduler was started"),
        ("@fortnightly /opt/x", "no word of cron(5)"),
        ("0 25 * * * /opt/x", "hours go from 0 to 23"),
        ("0 0 30 2 * /opt/x", "this day never comes"),
        ("5/15 * * * * /opt/x", "`5-59/15`"),
        ("0~59 3 * * * /opt/x", "drawn by lot"),
        ("H 3 * * * /opt/x", "Jenkins"),
        ("*/10 * * * * * /opt/x", "a sixth field"),
        ("* * * *", "fewer than five fields"),
        ("0 3 * * *", "no command"),
        ("0 3 * * * %input", "no command"),
        ("0 3 * * * -n /opt/x", "OpenBSD"),
        ("RANDOM_DELAY=45", "one delay for all"),
        ("LOGNAME=me", "cron takes LOGNAME from the user"),
        ("CRON_TZ=Mars/Olympus", "not the name of a time zone"),
        ("HOME=", "HOME names no folder"),
    ] {
        let (toml, said, status) = imported(&format!("# before\n{line}\n0 1 * * * /opt/after\n"));
        assert_eq!(status, 1, "{line}");
        assert!(said.starts_with("not kept: line 2: ") && said.contains(why), "{line}: {said}");
        assert!(
            said.contains(&format!("\n  {line}\n")) && said.ends_with("1 job and 1 line that is not kept\n"),
            "{said}"
        );
        assert!(toml.contains("# Not kept: ") && toml.contains(&format!("\n# {line}\n")), "{toml}");
        assert!(toml.contains("# before\n") && toml.contains("name = \"after\"\n"), "{toml}");
        let home = Folder::with(&toml);
        assert_eq!(home.run(&["run", "--check", "punctual.toml"]).status, 0, "{toml}");
    }
}

#[test]
fn variables_and_zones_may_change_on_the_way() {
    let home = Folder::new();
    let crontab = super::corpus::path("changing");
    assert_eq!(home.run(&["import", "crontab", &crontab, FROM, "--output", "punctual.toml"]).status, 0);
    assert_eq!(home.run(&["run", "--check", "punctual.toml"]).status, 0);
    let toml = home.read("punctual.toml");
    let third = "schedule = \"every month on the 1st at 03:00 in Asia/Tokyo\"\ncommand = \"/opt/third\"\n\
                 environment = { LEVEL = \"3 and more\", MAILTO = \"\" }\n";
    assert!(toml.contains(third), "{toml}");
}

#[test]
fn variables_hold_from_their_line_on() {
    let crontab = "A=1\n0 1 * * * /one\nA=2\nHOME=/srv\n0 2 * * * /two\n";
    let (toml, _, status) = imported(crontab);
    assert_eq!(status, 0);
    assert!(toml.contains("command = \"/one\"\nenvironment = { A = \"1\" }\n"), "{toml}");
    let two = "command = \"/two\"\ndirectory = \"/srv\"\nenvironment = { A = \"2\", HOME = \"/srv\" }\n";
    assert!(toml.contains(two), "{toml}");
}

#[test]
fn cron_tz_is_the_zone_of_the_file_or_of_the_lines_below_it() {
    let (toml, _, _) = imported("CRON_TZ=europe/berlin\n0 9 * * 1 /x\n");
    assert!(toml.contains("\ntimezone = \"Europe/Berlin\"\n"), "{toml}");
    assert!(toml.contains("schedule = \"every monday at 09:00\"\n"), "{toml}");
    let (toml, _, _) = imported("0 9 * * 1 /x\nCRON_TZ=Asia/Tokyo\n0 0 13 * 5 /y\n");
    assert!(!toml.contains("timezone"), "{toml}");
    assert!(toml.contains("schedule = \"every monday at 09:00\"\n"), "{toml}");
    let both = "schedule = \"every friday at 00:00 in Asia/Tokyo; every month on the 13th at 00:00 in Asia/Tokyo\"\n";
    assert!(toml.contains(both), "{toml}");
}

#[test]
fn percent_signs_are_what_cron_makes_of_them() {
    let (toml, _, _) = imported("0 1 * * * cat > out%one%%50\\% of it\n");
    let command = "command = '''\n{\ncat > out\n} <<'END'\none\n\n50% of it\nEND\n'''\n";
    assert!(toml.contains(command), "{toml}");
    // The shell agrees.
    let home = Folder::with(&toml);
    let table: toml::Table = toml.parse().expect("TOML");
    let line = table["job"][0]["command"].as_str().expect("a line").to_owned();
    let status = std::process::Command::new("/bin/sh").args(["-c", &line]).current_dir(&home.0).status();
    assert!(status.expect("a shell").success());
    assert_eq!(home.read("out"), "one\n\n50% of it\n");
}

#[test]
fn users_of_system_crontabs_are_kept() {
    let crontab = "SHELL=/bin/sh\n0 1 * * * root /one\n0 2 * * * www-data /two 2>&1\n";
    let run = fed(&["import", "crontab", "--system", FROM, "-"], crontab.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("command = \"/one\"\n"), "{}", run.stdout);
    let two = "command = [\"su\", \"www-data\", \"-s\", \"/bin/sh\", \"-c\", \"cd || exit; /two 2>&1\"]\n";
    assert!(run.stdout.contains(two), "{}", run.stdout);
    assert!(run.stderr.contains("run `punctual` as root"), "{}", run.stderr);
    let run = fed(&["import", "crontab", "--system", FROM], b"0 1 * * * /one\n");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("has a user before the command"), "{}", run.stderr);
}

#[test]
fn names_are_unique_and_stay_when_lines_are_added() {
    let names = |crontab: &str| -> Vec<String> {
        imported(crontab).0.lines().filter_map(|line| line.strip_prefix("name = ")).map(str::to_owned).collect()
    };
    let few = names("0 1 * * * /opt/run a\n0 2 * * * /opt/run a\n");
    assert_eq!(few, ["\"run-a\"", "\"run-a-2\""]);
    let more = names("0 1 * * * /opt/run a\n0 2 * * * /opt/run a\n0 3 * * * /opt/run a\n0 4 * * * 日本\n");
    assert_eq!(more, ["\"run-a\"", "\"run-a-2\"", "\"run-a-3\"", "\"job\""]);
}

#[test]
fn input_that_is_no_crontab_is_refused() {
    let run = fed(&["import", "crontab", "/nowhere/at/all"], b"");
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: /nowhere/at/all cannot be read: "), "{}", run.stderr);
    let run = fed(&["import", "crontab"], b"# fine\n0 1 * * * \xff\n");
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "error: standard input is not UTF-8 at line 2\n");
    let (toml, said, status) = imported("");
    assert_eq!((status, said.as_str()), (0, "0 jobs\n"));
    assert!(toml.lines().all(|line| line.is_empty() || line.starts_with('#')), "{toml}");
    let (toml, _, status) = imported("\u{1b}[31m * * * * x\n0 1 * * * echo \u{1b}[31m\u{7f}\n# \u{1}\n");
    assert_eq!(status, 1);
    assert!(!toml.contains(['\u{1b}', '\u{1}', '\u{7f}']), "{toml:?}");
    assert_eq!(Folder::with(&toml).run(&["run", "--check", "punctual.toml"]).status, 0, "{toml:?}");
    let (toml, said, status) = imported("0 1 * * * a\0b\n");
    assert!(status == 1 && said.contains("the letter NUL"), "{said}");
    assert_eq!(Folder::with(&toml).run(&["run", "--check", "punctual.toml"]).status, 0, "{toml:?}");
}
