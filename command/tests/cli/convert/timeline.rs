//! `punctual timeline`: the coming runs as text and as a picture.

use super::super::{command, finish};
use super::{FROM, Folder};

const JOBS: &str = r#"
timezone = "Europe/Berlin"
[[job]]
name = "backup"
schedule = "every day at 03:00"
command = "x"
[[job]]
name = "report with a name that is long"
schedule = "every weekday at 09:00"
command = "x"
[[job]]
name = "sync <&>"
schedule = "every 15 minutes on weekdays from 08:00 to 18:45"
command = "x"
[[job]]
name = "poll"
schedule = "every hour"
command = "x"
[[job]]
name = "off"
schedule = "every hour"
command = "x"
enabled = false
"#;

#[test]
fn a_day_is_drawn_with_a_lane_for_each_job() {
    let home = Folder::with(JOBS);
    let run = home.run(&["timeline", FROM]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "\
punctual.toml  1 day from Thu 2026-01-01 01:00 +01:00, Europe/Berlin

                          03:00 06:00 09:00 12:00 15:00 18:00 21:00 Fri
backup                ....|...........................................      1
report with a name..  ................|...............................      1
sync <&>              ..............2222222222222222222222............     44
poll                  |.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.|.     24
sum                   |.|.2.|.|.|.|.3242323232323232323232|.|.|.|.|.|.     70

a column is 30 min: | one run, 2 to 9, # ten and more
Most at once: Thu 2026-01-01 09:00 +01:00, 3 jobs: report with a name that is long, sync <&> and poll
left out: off is not enabled
"
    );
}

#[test]
fn the_columns_fit_to_the_length() {
    let home = Folder::with(JOBS);
    for (length, column, ruler) in [
        ("1h", "2 min", "01:00  01:15"),
        ("20s", "1 s", "01:00:00  01:00:10"),
        ("48h", "1 h", "06:00 12:00 18:00 Fri"),
        ("7d", "6 h", "Thu Fri Sat"),
        ("30d", "1 day", "Mon 05"),
        ("366d", "30 days", "Jan"),
    ] {
        let run = home.run(&["timeline", FROM, "--for", length, "punctual.toml"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{length}");
        assert!(run.stdout.contains(&format!("\na column is {column}: ")), "{length}: {}", run.stdout);
        let second = run.stdout.lines().nth(2).unwrap_or_default().trim_start();
        assert!(run.stdout.lines().take(8).all(|line| line.len() <= 80), "{length}: {}", run.stdout);
        assert!(second.starts_with(ruler), "{length}: {second}");
    }
}

#[test]
fn a_change_of_the_clock_is_seen_in_the_ruler() {
    let home = Folder::with(JOBS);
    let run = home.run(&["timeline", "--from=2026-03-28T23:00:00Z", "--for", "12h"]);
    let ruler = run.stdout.lines().nth(2).unwrap_or_default();
    // 02:00 to 03:00 is not there: what is at 03:00 comes after two hours.
    assert_eq!(
        (ruler.find("Sun"), ruler.find("04:00"), ruler.find("06:00")),
        (Some(22), Some(34), Some(42)),
        "{ruler}"
    );
    assert!(run.stdout.contains("backup                ........|"), "{}", run.stdout);
    let poll = run.stdout.lines().find(|line| line.starts_with("poll")).unwrap_or_default();
    assert!(poll.ends_with("   12"), "{poll}");
}

#[test]
fn nothing_to_draw_is_said() {
    let home = Folder::with("[[job]]\nname = 'x'\nschedule = 'on 2030-01-01 at 09:00'\ncommand = 'x'\n");
    let run = home.run(&["timeline", FROM]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.ends_with("\nNo run in this time.\n"), "{}", run.stdout);
    assert_eq!(home.run(&["timeline", FROM, "--svg", "-"]).status, 0);
    let lot = Folder::with("[[job]]\nname = 'x'\nschedule = 'every 5 to 10 minutes'\ncommand = 'x'\n");
    let run = lot.run(&["timeline", FROM]);
    assert!(run.stdout.ends_with("\nx: its times are drawn by lot, and may be others\n"), "{}", run.stdout);
}

#[test]
fn colours_and_bars_are_for_terminals() {
    let home = Folder::with(JOBS);
    let shown = |name: Option<&str>| {
        let mut command = command(&["timeline", FROM]);
        command.current_dir(&home.0);
        if let Some(name) = name {
            command.env(name, "1");
        }
        let run = finish(command, b"");
        (run.stdout.contains('\u{1b}'), run.stdout.contains('▂'))
    };
    assert_eq!(shown(None), (false, false));
    assert_eq!(shown(Some("CLICOLOR_FORCE")), (true, true));
    assert_eq!(shown(Some("NO_COLOR")), (false, false));
}

/// The numbers of an attribute's values in an element.
fn number(element: &str, name: &str) -> i64 {
    let value = element.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

#[test]
fn the_picture_is_the_same_each_time_and_within_its_frame() {
    let home = Folder::with(JOBS);
    let run = home.run(&["timeline", FROM, "--svg", "out.svg"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let picture = home.read("out.svg");
    assert_eq!(home.run(&["timeline", FROM, "--svg", "-"]).stdout, picture);
    assert!(picture.contains("@media (prefers-color-scheme:dark)"), "{picture}");
    assert!(picture.contains(">sync &lt;&amp;&gt;</text>"), "{picture}");
    assert!(picture.contains(">Most at once: Thu 2026-01-01 09:00 +01:00, 3 jobs: "), "{picture}");
    // Each element is closed, the last opened first.
    let mut open: Vec<&str> = Vec::new();
    let mut rects = 0;
    for element in picture.split('<').skip(1) {
        let (tag, _) = element.split_once('>').expect("an element");
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).expect("a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{element}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        if name == "rect" {
            let (width, height) = (number(&picture, "width"), number(&picture, "height"));
            let right = number(tag, "x") + number(tag, "width");
            assert!(right <= width && number(tag, "y") + number(tag, "height") <= height, "{tag}");
            rects += i32::from(tag.contains("class=\"r"));
        }
    }
    assert!(open.is_empty(), "{open:?}");
    // A column is ten minutes: one mark for each run but for the quarters of an hour.
    assert!(rects >= 70, "{rects}");
}

#[test]
fn wrong_usage_is_told() {
    let home = Folder::with(JOBS);
    for args in [&["timeline", "--for", "0s"][..], &["timeline", "--for", "2000d"], &["timeline", "--for", "day"]] {
        assert_eq!(home.run(args).status, 2, "{args:?}");
    }
    let run = home.run(&["timeline", "none.toml"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("none.toml cannot be read"), "{}", run.stderr);
}
