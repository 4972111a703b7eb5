//! What people see: carets under what is wrong, and colours on a terminal only.

use super::{FROM, command, finish, punctual};

#[test]
fn carets_stand_under_wide_and_joined_letters() {
    for (text, carets) in [
        ("every mondya", "      ^^^^^^"),
        ("every 毎日", "      ^^"),
        ("every ⏰ day", "      ^^"),
        ("every man\u{303}ana", "        ^"),
        ("every day at 09:00 in Zürich", "                       ^"),
        ("daily 毎", "      ^^"),
    ] {
        let run = punctual(&["check", text]);
        assert_eq!(run.status, 1);
        let mut lines = run.stderr.lines();
        assert_eq!(lines.next(), Some(text));
        let second = lines.next().unwrap_or_default();
        let end = second.rfind('^').map_or(0, |at| at + 1);
        assert_eq!(&second[..end], carets, "{}", run.stderr);
    }
}

#[test]
fn a_text_far_too_long_is_shown_in_part() {
    let text = format!("every monday at {}", "09:00, ".repeat(300));
    let run = punctual(&["check", &text]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.lines().all(|line| line.chars().count() <= 120), "{}", run.stderr);
    assert!(run.stderr.contains("[too-long]"), "{}", run.stderr);
}

#[test]
fn escapes_in_a_text_stay_on_paper() {
    let run = punctual(&["check", "every \u{1b}[2J\u{202e}day"]);
    assert_eq!(run.status, 1);
    assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", run.stderr);
}

#[test]
fn colours_are_for_terminals() {
    let colours = |name: Option<&str>, args: &[&str]| {
        let mut command = command(args);
        if let Some(name) = name {
            command.env(name, "1");
        }
        let run = finish(command, b"");
        (run.stdout.contains('\u{1b}'), run.stderr.contains('\u{1b}'))
    };
    let right = ["next", FROM, "every day at 09:00"];
    let wrong = ["check", "every mondya"];
    assert_eq!(colours(None, &right), (false, false));
    assert_eq!(colours(Some("CLICOLOR_FORCE"), &right), (true, false));
    assert_eq!(colours(None, &wrong), (false, false));
    assert_eq!(colours(Some("CLICOLOR_FORCE"), &wrong), (false, true));
    assert_eq!(colours(Some("NO_COLOR"), &wrong), (false, false));
    // JSON is for programs, in colour never.
    assert_eq!(colours(Some("CLICOLOR_FORCE"), &["next", "--json", "daily"]), (false, false));
}

#[test]
fn suggestions_take_their_year_from_the_moment_asked() {
    let run = punctual(&["check", "--from", "2041-05-01T00:00:00Z", "every day at 9am until march 10"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("help: every day at 09:00 until 204"), "{}", run.stderr);
}
