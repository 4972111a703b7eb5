//! What cron does with a command before a shell gets it, said in the file's way.

/// What a command is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    /// A line for `/bin/sh`.
    Shell(String),
    /// A program and its arguments.
    List(Vec<String>),
}

/// The command as a shell is to have it, with its standard input.
///
/// cron ends the command at the first `%` without a backslash; what follows is its standard
/// input, in which each further `%` is the end of a line.
pub(super) fn unescaped(written: &str) -> String {
    let (command, input) = split(written);
    match input {
        None => command,
        // Standard input with nothing in it is what a command has anyway.
        Some(input) if input.is_empty() => command,
        Some(input) => {
            let mut end = "END".to_owned();
            while input.lines().any(|line| line == end) {
                end.push('_');
            }
            let newline = if input.ends_with('\n') { "" } else { "\n" };
            format!("{{\n{command}\n}} <<'{end}'\n{input}{newline}{end}\n")
        }
    }
}

/// The command before the first bare `%`, and its standard input behind it.
fn split(written: &str) -> (String, Option<String>) {
    let mut command = String::new();
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        match c {
            '%' => return (command, Some(lines(chars.as_str()))),
            '\\' => match chars.next() {
                Some('%') => command.push('%'),
                // The second is no escape of what follows it.
                next => command.extend(std::iter::once('\\').chain(next)),
            },
            c => command.push(c),
        }
    }
    (command, None)
}

/// Standard input, in which each `%` without a backslash is the end of a line.
fn lines(written: &str) -> String {
    let escaped: Vec<_> = written.split("\\%").map(|part| part.replace('%', "\n")).collect();
    escaped.join("%")
}

/// The command with the shell and the user that the crontab names.
pub(super) fn of(written: &str, shell: Option<&str>, user: Option<&str>) -> Command {
    let command = unescaped(written);
    let shell = shell.filter(|shell| *shell != "/bin/sh");
    match (user, shell) {
        (None | Some("root"), None) => Command::Shell(command),
        (None | Some("root"), Some(shell)) => Command::List(vec![shell.to_owned(), "-c".to_owned(), command]),
        // As cron does it: the user's shell variables, and the home directory to begin in.
        (Some(user), shell) => Command::List(
            ["su", user, "-s", shell.unwrap_or("/bin/sh"), "-c"]
                .into_iter()
                .map(str::to_owned)
                .chain([format!("cd || exit; {command}")])
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_ends_of_lines() {
        assert_eq!(unescaped(r"date +\%F\ %"), r"date +%F\ ");
        assert_eq!(unescaped("mail joe%Joe,%%Where?%"), "{\nmail joe\n} <<'END'\nJoe,\n\nWhere?\nEND\n");
        assert_eq!(unescaped(r"cat%END%100\%"), "{\ncat\n} <<'END_'\nEND\n100%\nEND_\n");
        assert_eq!(unescaped("a\\b\\"), "a\\b\\");
        // A backslash is an escape but for a percent sign, and so is its own escape in a command.
        assert_eq!(unescaped(r"a\\%b\\%c"), "{\na\\\\\n} <<'END'\nb\\%c\nEND\n");
    }

    #[test]
    fn shells_and_users_are_named() {
        assert_eq!(of("x", Some("/bin/sh"), Some("root")), Command::Shell("x".into()));
        let list = |words: &[&str]| Command::List(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(of("x", Some("/bin/bash"), None), list(&["/bin/bash", "-c", "x"]));
        assert_eq!(of("x", None, Some("www-data")), list(&["su", "www-data", "-s", "/bin/sh", "-c", "cd || exit; x"]));
    }
}
