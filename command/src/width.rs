//! Text as a terminal shows it: which character stands for another, and how wide each is.

use std::path::Path;

/// What to print for a character of somebody's text: never one that could move the cursor,
/// change a colour or turn the direction of the line.
pub(crate) fn printable(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        // Right-to-left overrides and their like reorder what follows them.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Somebody's text, fit to be printed.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(printable).collect()
}

/// A path, fit to be printed.
pub(crate) fn clean_path(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// The columns a character takes: 2 for East Asian wide ones and emoji, 0 for marks that sit on
/// the one before.
pub(crate) fn columns(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{200b}'..='\u{200d}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{feff}'
        | '\u{e0100}'..='\u{e01ef}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{231a}'..='\u{231b}'
        | '\u{23e9}'..='\u{23ec}'
        | '\u{23f0}'
        | '\u{23f3}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{1fa70}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The columns a text takes once it is [`clean`].
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| columns(printable(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_reaches_the_terminal_as_a_command() {
        assert_eq!(clean("a\u{1b}[31mb\tc\u{202e}d\u{7f}\u{9b}"), "a\u{fffd}[31mb c\u{fffd}d\u{fffd}\u{fffd}");
    }

    #[test]
    fn wide_and_joined_characters_are_counted() {
        assert_eq!(width("mañana"), 6);
        assert_eq!(width("man\u{303}ana"), 6);
        assert_eq!(width("毎日"), 4);
        assert_eq!(width("⏰ 9"), 4);
    }
}
