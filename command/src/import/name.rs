//! Names for jobs, made from their commands.

use std::collections::BTreeSet;

/// Programs that run another one, which says more.
const STARTERS: [&str; 28] = [
    "sudo", "nice", "ionice", "env", "nohup", "time", "exec", "command", "chronic", "cronic", "flock", "timeout",
    "setsid", "bash", "sh", "zsh", "dash", "ksh", "python", "python2", "python3", "perl", "php", "ruby", "node",
    "java", "test", "if",
];
/// The longest name made.
const LONGEST: usize = 40;

/// Names that are given once.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name for a command: the same for the same lines before it.
    pub(super) fn of(&mut self, command: &str) -> String {
        let name = made(command);
        let more = (2_u64..).map(|number| format!("{name}-{number}"));
        let free = std::iter::once(name.clone()).chain(more).find(|name| !self.0.contains(name));
        let free = free.unwrap_or(name);
        self.0.insert(free.clone());
        free
    }
}

/// The program's name, and the first word behind it.
fn made(command: &str) -> String {
    // What stands before the last `cd .. &&` or test is there for the sake of what follows.
    let main = command.split("&&").flat_map(|part| part.split("||")).map(str::trim_start);
    let main = main.clone().find(|part| !is_preparation(part)).or_else(|| main.last()).unwrap_or(command);
    let mut words = main.split_whitespace().map(|word| word.trim_matches(['"', '\'', '(', ')', ';', '{', '}']));
    let program = words.find(|word| {
        let word = base(word);
        !word.is_empty()
            && !word.starts_with('-')
            && !word.contains('=')
            && !is_number(word)
            && !STARTERS.contains(&word)
    });
    let Some(program) = program else { return "job".to_owned() };
    let of_word = |word: &str| !word.is_empty() && !word.starts_with(['-', '$', '<', '>', '|', '&', '2', '1']);
    let second =
        words.next().filter(|word| of_word(word) && !main_ends_before(main, word)).map(base).unwrap_or_default();
    let name = clean(&format!("{} {}", stem(base(program)), stem(second)));
    if name.is_empty() { "job".to_owned() } else { name }
}

/// Whether the command ends before this word: it belongs to another one.
fn main_ends_before(main: &str, word: &str) -> bool {
    main.split(['|', ';', '>', '<']).next().is_some_and(|first| !first.contains(word))
}

fn is_preparation(part: &str) -> bool {
    let first = part.trim_start_matches(['(', '{', ' ']).split_whitespace().next().unwrap_or_default();
    ["cd", "test", "[", "[[", ".", "source", "export", "umask", "sleep", "command"].contains(&base(first))
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || ".smhd".contains(c)) && word.starts_with(|c: char| c.is_ascii_digit())
}

/// What stands behind the last slash.
fn base(word: &str) -> &str {
    let word = word.trim_end_matches('/');
    word.rsplit('/').next().unwrap_or(word)
}

/// Without the ending of a script.
fn stem(word: &str) -> &str {
    let endings = [".sh", ".py", ".pl", ".php", ".rb", ".js", ".jar", ".bash"];
    endings.into_iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// Small letters, digits and single minus signs.
fn clean(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
        if name.len() >= LONGEST {
            break;
        }
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_runs() {
        for (command, name) in [
            ("/opt/backup/run.sh --full", "run"),
            ("certbot renew -q", "certbot-renew"),
            ("/usr/bin/python3 /opt/app/cleanup.py --all", "cleanup"),
            ("cd /srv/app && php artisan schedule:run >> /dev/null 2>&1", "artisan-schedule-run"),
            ("test -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.daily )", "run-parts"),
            ("root", "root"),
            ("nice -n 19 ionice -c3 /usr/local/bin/updatedb", "updatedb"),
            ("find /tmp -mtime +7 -delete", "find-tmp"),
            ("FOO=1 /bin/bash -c 'true'", "true"),
            ("flock -n /tmp/x.lock /usr/bin/rsync -a /src /dst", "x-lock-rsync"),
            ("/usr/bin/date>/tmp/date", "date"),
            (">/dev/null", "null"),
            ("日本語", "job"),
            ("", "job"),
        ] {
            assert_eq!(made(command), name, "{command}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        let given: Vec<_> = ["run", "run", "run-2", "run"].map(|command| names.of(command)).into();
        assert_eq!(given, ["run", "run-2", "run-2-2", "run-3"]);
    }
}
