//! A text that is wrong: what, where, and what would work.

use std::fmt::Write as _;
use std::ops::Range;

use chrono::NaiveDate;
use punctual::{Code, Error, Note};

use crate::input::Item;
use crate::style::{self, DIM, RIGHT, STRONG, WRONG};
use crate::width::{clean, columns, printable, width};

/// What is wrong with a text, for people and for programs.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) code: String,
    pub(crate) message: String,
    /// Bytes of the text, in order; not empty.
    spans: Vec<Range<usize>>,
    pub(crate) suggestions: Vec<String>,
}

/// Wider texts are shown in part, around what is wrong: broken by the terminal, the carets would
/// stand under something else.
const WIDEST: usize = style::COLUMNS;

impl Problem {
    /// A parse error; dates that its suggestions need are taken from `today`.
    pub(crate) fn new(error: &Error, text: &str, today: NaiveDate) -> Self {
        let mut spans: Vec<_> = error.spans().collect();
        if spans.is_empty() {
            spans.push(0..text.len());
        }
        Self {
            code: error.code().as_str().to_owned(),
            message: error.message().to_owned(),
            spans,
            suggestions: error.suggestions_for(today),
        }
    }

    /// Something else that is wrong, at these bytes of a text.
    pub(crate) fn at(code: String, message: String, span: Range<usize>, suggestions: Vec<String>) -> Self {
        Self { code, message, spans: std::iter::once(span).collect(), suggestions }
    }

    /// The notes of a schedule, where they are not wanted.
    pub(crate) fn strict(notes: &[Note], text: &str) -> Self {
        let notes: Vec<_> = notes.iter().map(ToString::to_string).collect();
        Self {
            code: Code::Strict.as_str().to_owned(),
            message: notes.join("; "),
            spans: std::iter::once(0..text.len()).collect(),
            suggestions: Vec::new(),
        }
    }

    /// A line that is not UTF-8 from this byte on.
    pub(crate) fn not_utf8(at: usize) -> Self {
        let end = at.saturating_add(char::REPLACEMENT_CHARACTER.len_utf8());
        Self {
            code: Code::Lex.as_str().to_owned(),
            message: "this line is not UTF-8; save the file as UTF-8".to_owned(),
            spans: std::iter::once(at..end).collect(),
            suggestions: Vec::new(),
        }
    }

    /// From the first byte that is wrong to the last.
    pub(crate) fn span(&self) -> Range<usize> {
        let start = self.spans.iter().map(|span| span.start).min().unwrap_or_default();
        let end = self.spans.iter().map(|span| span.end).max().unwrap_or_default();
        start..end
    }

    /// The text, a caret line, and the suggestions.
    pub(crate) fn shown(&self, item: &Item) -> String {
        let mut out = String::new();
        if let Some(line) = item.line {
            let _ = writeln!(out, "{DIM}line {line}:{DIM:#}");
        }
        if item.text.is_empty() {
            let _ = writeln!(out, "{DIM}(empty){DIM:#}");
        }
        let (text, carets) = self.underlined(&item.text);
        out.push_str(&text);
        let (code, message) = (&self.code, clean(&self.message));
        let _ = write!(out, "{WRONG}{carets}{WRONG:#}");
        // Beside the carets where there is room, else below.
        let beside = carets.len().saturating_add(1).saturating_add(width(&message));
        let below = width(&message).saturating_add(2);
        let (lead, end) = if beside <= WIDEST { (" ", beside) } else { ("\n  ", below) };
        let message = if beside > WIDEST { style::wrapped(&message, 2) } else { message };
        let room = end.saturating_add(code.len()).saturating_add(4) <= WIDEST;
        let space = if room { "  " } else { "\n  " };
        let _ = writeln!(out, "{lead}{STRONG}{message}{STRONG:#}{space}{DIM}[{code}]{DIM:#}");
        for text in &self.suggestions {
            let _ = writeln!(out, "  {RIGHT}help:{RIGHT:#} {}", clean(text));
        }
        out
    }

    /// The line of text with its wrong places in colour, and the carets to go under it.
    fn underlined(&self, text: &str) -> (String, String) {
        let (mut line, mut carets) = (String::new(), String::new());
        let (from, to) = visible(text, &self.span());
        if from > 0 {
            line.push('…');
            carets.push(' ');
        }
        let mut in_wrong = false;
        for (at, c) in text.char_indices().filter(|(at, _)| (from..to).contains(at)) {
            let c = printable(c);
            let wrong = self.spans.iter().any(|span| span.contains(&at));
            let starts = self.spans.iter().any(|span| span.start == at);
            if wrong != in_wrong {
                let _ = if wrong { write!(line, "{WRONG}") } else { write!(line, "{WRONG:#}") };
                in_wrong = wrong;
            }
            line.push(c);
            let mark = if wrong || starts { '^' } else { ' ' };
            if columns(c) == 0 && mark == '^' {
                // It sits on the letter before.
                carets.pop();
                carets.push(mark);
            }
            carets.extend(std::iter::repeat_n(mark, columns(c)));
        }
        if in_wrong {
            let _ = write!(line, "{WRONG:#}");
        }
        if to < text.len() {
            line.push('…');
        }
        // A place behind the end: something is missing there.
        if !carets.contains('^') {
            carets.push('^');
        }
        if !line.is_empty() {
            line.push('\n');
        }
        (line, carets.trim_end().to_owned())
    }
}

/// The bytes to show of a text, so that what is wrong fits on a line with what is around it.
fn visible(text: &str, wrong: &Range<usize>) -> (usize, usize) {
    if width(text) <= WIDEST {
        return (0, text.len());
    }
    let mut from = 0;
    let before = text.get(..wrong.start).unwrap_or_default();
    if width(before) > WIDEST / 3 {
        let mut used = 0_usize;
        for (at, c) in before.char_indices().rev() {
            used = used.saturating_add(columns(printable(c)));
            if used > WIDEST / 3 {
                break;
            }
            from = at;
        }
    }
    // One column at each end is for the mark of what was left out.
    let mut used = 2_usize;
    let mut to = from;
    for (at, c) in text.char_indices().filter(|(at, _)| *at >= from) {
        used = used.saturating_add(columns(printable(c)));
        if used > WIDEST {
            break;
        }
        to = at.saturating_add(c.len_utf8());
    }
    (from, to)
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "a list of places, of which there is often one")]
mod tests {
    use super::*;

    fn plain(text: &str, spans: &[Range<usize>]) -> String {
        let item = Item { text: text.to_owned(), line: None, broken: None };
        let (message, code) = ("what is wrong".to_owned(), "code".to_owned());
        let suggestions = vec!["daily".to_owned()];
        let problem = Problem { code, message, spans: spans.to_vec(), suggestions };
        anstream::adapter::strip_str(&problem.shown(&item)).to_string()
    }

    #[test]
    fn the_caret_stands_under_what_is_wrong() {
        assert_eq!(
            plain("every mondya at 9:00", &[6..12]),
            "every mondya at 9:00\n      ^^^^^^ what is wrong  [code]\n  help: daily\n"
        );
        assert_eq!(plain("毎日 at 9:00", &[0..6]), "毎日 at 9:00\n^^^^ what is wrong  [code]\n  help: daily\n");
        assert_eq!(plain("at 毎日 x", &[10..11]), "at 毎日 x\n        ^ what is wrong  [code]\n  help: daily\n");
        assert_eq!(plain("man\u{303}ana", &[3..5]), "man\u{303}ana\n  ^ what is wrong  [code]\n  help: daily\n");
        assert_eq!(plain("every", &[5..5]), "every\n     ^ what is wrong  [code]\n  help: daily\n");
        assert_eq!(
            plain("daily at 9:00 hourly", &[0..5, 14..20]),
            "daily at 9:00 hourly\n^^^^^         ^^^^^^ what is wrong  [code]\n  help: daily\n"
        );
        assert_eq!(plain("", &[0..0]), "(empty)\n^ what is wrong  [code]\n  help: daily\n");
    }

    #[test]
    fn a_wide_text_is_shown_around_what_is_wrong() {
        let text = format!("{}WRONG{}", "before ".repeat(40), " after".repeat(40));
        let shown = plain(&text, &[280..285]);
        let mut lines = shown.lines();
        let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        assert!(first.starts_with('…') && first.ends_with('…') && width(first) <= WIDEST, "{first}");
        let at = second.find('^').expect("a caret");
        assert_eq!(first.chars().skip(at).take(5).collect::<String>(), "WRONG");
    }

    #[test]
    fn spans_outside_the_text_do_no_harm() {
        for (start, end) in [(0, 900), (900, 901), (1, 2), (7, 3)] {
            assert!(plain("ä毎日", &[start..end]).contains("what is wrong"));
        }
    }
}
