//! How things look: a few colours, and lines broken where a terminal ends.

use anstyle::{AnsiColor, Style};

use crate::width;

/// What is wrong.
pub(crate) const WRONG: Style = AnsiColor::Red.on_default().bold();
/// What is right, or would be.
pub(crate) const RIGHT: Style = AnsiColor::Green.on_default();
/// What is worth knowing.
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default();
/// What the eye should find first.
pub(crate) const STRONG: Style = Style::new().bold();
/// What may be overlooked.
pub(crate) const DIM: Style = Style::new().dimmed();
/// A day with runs in the calendar.
pub(crate) const RUN: Style = AnsiColor::Green.on_default().bold();

/// The columns to fill: what every terminal has.
pub(crate) const COLUMNS: usize = 80;

/// Breaks a sentence between words, each line after the first moved in by `indent`. The first
/// line is taken to start at column `indent` already.
pub(crate) fn wrapped(sentence: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut column = indent;
    for word in sentence.split(' ') {
        let wide = width::width(word);
        if column > indent {
            if column.saturating_add(wide).saturating_add(1) > COLUMNS {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                column = indent;
            } else {
                out.push(' ');
                column = column.saturating_add(1);
            }
        }
        out.push_str(word);
        column = column.saturating_add(wide);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_before_the_terminal_does() {
        let text = wrapped(&"word ".repeat(60), 4);
        assert!(text.lines().count() > 3);
        for line in text.lines().skip(1) {
            assert!(line.starts_with("    w") && line.len() <= COLUMNS, "{line:?}");
        }
        assert_eq!(text.split_whitespace().count(), 60);
    }
}
