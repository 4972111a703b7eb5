//! What is written about it: the outputs in the guide, the examples, the help.

use std::process::Command;

use super::super::{page, path, punctual};
use super::{FROM, Folder, exported};

/// The words of a command line without quotes.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// The blocks of a page: what they are, the file that the line before them names, and the text.
fn blocks(page: &str) -> Vec<(String, Option<String>, String)> {
    let mut blocks = Vec::new();
    let mut before = "";
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            let file = before.strip_suffix("`:").and_then(|start| start.rsplit('`').next());
            blocks.push((kind.to_owned(), file.map(str::to_owned), text));
            before = "";
        } else if !line.is_empty() {
            before = line;
        }
    }
    blocks
}

#[test]
fn the_guide_shows_what_the_command_prints() {
    let home = Folder::new();
    let mut tried = 0;
    for (kind, file, text) in blocks(&page("guide/from-cron.md")) {
        match (kind.as_str(), file) {
            ("console", _) => {
                for part in text.split("$ ").skip(1) {
                    let (line, shown) = part.split_once('\n').expect("a command");
                    let mut args = words(line.strip_prefix("punctual ").expect("the command"));
                    if !args.contains(&"--from") {
                        args.push(FROM);
                    }
                    let run = home.run(&args);
                    assert_eq!(format!("{}{}", run.stdout, run.stderr), shown, "{line}");
                    tried += 1;
                }
            }
            (_, Some(name)) if home.0.join(&name).exists() => {
                let whole = home.read(&name);
                assert!(whole.starts_with(&text), "{name} begins so:\n{whole}");
                tried += 1;
            }
            (_, Some(name)) => home.write(&name, &text),
            (kind, None) => assert_eq!(kind, "", "a block that no test reads"),
        }
    }
    assert_eq!(tried, 8);
}

#[test]
fn the_lines_of_the_guide_that_cannot_be_kept_are_not() {
    for line in [
        "@reboot x",
        "5/15 * * * * x",
        "0~59 * * * * x",
        "RANDOM_DELAY=5",
        "H * * * * x",
        "@every 5m x",
        "* * * * * * x",
    ] {
        let run = super::super::fed(&["import", "crontab", FROM], format!("{line}\n").as_bytes());
        assert_eq!(run.status, 1, "{line}");
    }
    let page = page("guide/from-cron.md");
    let run = super::super::fed(&["import", "crontab", FROM], b"*/7 * * * * x\n");
    assert!(page.contains("`*/7 * * * *` starts anew") && run.stdout.contains("schedule = \"cron */7 * * * *\""));
}

/// A command line that starts the jobs of a file, with this file and `--check`.
fn checked(line: &[String]) {
    let file = path("examples/punctual.toml");
    let mut args: Vec<&str> = line.iter().map(String::as_str).collect();
    assert_eq!(args.pop(), Some("/etc/punctual/punctual.toml"));
    let file = file.to_str().expect("UTF-8");
    args.extend(["--check", file]);
    let run = punctual(&args);
    assert_eq!(run.status, 0, "{args:?}: {}", run.stderr);
}

#[test]
fn the_examples_start_the_command_rightly() {
    let service = page("examples/punctual.service");
    let start =
        service.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/punctual ")).expect("a start");
    checked(&words(start).into_iter().map(str::to_owned).collect::<Vec<_>>());
    let docker = page("examples/Dockerfile");
    let start = docker.lines().find_map(|line| line.strip_prefix("CMD ")).expect("a start");
    checked(&serde_json::from_str::<Vec<String>>(start).expect("a list"));
    assert!(docker.contains("ENTRYPOINT [\"/usr/local/bin/punctual\"]"));
}

/// What systemd finds wrong with units in a folder, or none where it is not here.
fn verified(home: &Folder, names: &[String]) -> Option<String> {
    let out = Command::new("systemd-analyze").arg("verify").args(names).current_dir(&home.0).output().ok()?;
    Some(format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)))
}

#[test]
fn systemd_finds_nothing_wrong_with_the_units() {
    let jobs = "[[job]]\nname = 'My job: 50% \\ it''s'\nschedule = 'every day at 09:00:30 in Europe/Berlin'\n\
                command = \"echo \\\"$HOME\\\" 100% $$ 'it' \\\\ \\n second\"\ndirectory = '/tmp'\ntimeout = '90s'\n\
                environment = { A = 'x \"y\" %z $HOME \\' }\n";
    let home = Folder::with(&jobs.replace("it''s", "its"));
    assert_eq!(exported(&home, &["systemd", "--output", "."]).status, 0);
    let service = page("examples/punctual.service").replace("/usr/local/bin/punctual", env!("CARGO_BIN_EXE_punctual"));
    home.write("punctual.service", &service);
    let mut names: Vec<String> = std::fs::read_dir(&home.0)
        .expect("a folder")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| name != "punctual.toml")
        .collect();
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    match verified(&home, &names) {
        None => println!("left out: systemd-analyze is not installed"),
        Some(said) => {
            let ours: Vec<_> =
                said.lines().filter(|line| names.iter().any(|name| line.contains(name.as_str()))).collect();
            // A manual page that is not installed is not wrong.
            let wrong: Vec<_> = ours.iter().filter(|line| !line.contains("man punctual")).collect();
            assert!(wrong.is_empty(), "{said}");
        }
    }
}

#[test]
fn the_help_has_examples_and_exit_statuses() {
    for args in [
        &["import", "--help"][..],
        &["import", "crontab", "--help"],
        &["export", "--help"],
        &["timeline", "--help"],
        &["man", "--help"],
    ] {
        let run = punctual(args);
        assert_eq!(run.status, 0);
        assert!(run.stdout.contains("Examples:\n  "), "{args:?}");
        assert!(run.stdout.contains("Exit status: 0 "), "{args:?}");
        let widest = run.stdout.lines().map(str::len).max();
        assert!(widest <= Some(100), "{args:?}: {widest:?}");
    }
}
