//! Commands and words as a shell takes them.

use crate::file::Command;

/// The command as one line for a shell.
pub(super) fn shell_line(command: &Command) -> String {
    match command {
        Command::Shell(line) => line.clone(),
        Command::List(program, arguments) => {
            std::iter::once(program).chain(arguments).map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The command as words, without a shell but where it is a line for one.
pub(super) fn words(command: &Command) -> Vec<String> {
    match command {
        Command::Shell(line) => vec!["/bin/sh".to_owned(), "-c".to_owned(), line.clone()],
        Command::List(program, arguments) => std::iter::once(program).chain(arguments).cloned().collect(),
    }
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:=,@+".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Whether a shell can set a variable of this name; systemd takes the same.
pub(super) fn is_name(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (word, is) in [("/bin/x", "/bin/x"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$x", "'$x'")] {
            assert_eq!(quoted(word), is);
        }
    }
}
