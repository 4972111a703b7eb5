//! What is wrong with a file: where, why, and what would be right.

use std::fmt::Write as _;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::english::counted;
use crate::input::Item;
use crate::problem::Problem;
use crate::style::{DIM, STRONG, WRONG};
use crate::width::clean_path;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: String,
    pub(super) message: String,
    /// Bytes of the file.
    pub(super) span: Range<usize>,
    pub(super) suggestions: Vec<String>,
}

/// Everything that is wrong with a file.
#[derive(Debug)]
pub(crate) enum Faults {
    /// It is not there, or not to be read.
    Unreadable(String),
    /// What is shown of it, and how much it is.
    Wrong { path: PathBuf, shown: String, count: usize },
}

impl Fault {
    pub(super) fn new(code: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), span, suggestions: Vec::new() }
    }

    pub(super) fn help(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestions.push(suggestion.into());
        self
    }

    /// The place, the line with carets, and the suggestions.
    fn shown(self, path: &Path, text: &str) -> String {
        let start = floor(text, self.span.start);
        let before = text.get(..start).unwrap_or_default();
        let number = before.matches('\n').count().saturating_add(1);
        let begin = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let column = text.get(begin..start).unwrap_or_default().chars().count().saturating_add(1);
        let line = text.get(begin..).unwrap_or_default();
        let line = line.split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let end = self.span.end.saturating_sub(begin).min(line.len());
        let from = start.saturating_sub(begin);
        let place = format!("{STRONG}{}:{number}:{column}{STRONG:#}\n", clean_path(path));
        let item = Item { text: line.to_owned(), line: None, broken: None };
        let problem = Problem::at(self.code, self.message, from..end.max(from), self.suggestions);
        format!("{place}{}", problem.shown(&item))
    }
}

/// The last place between two letters that is not behind this one.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

/// More would scroll the first away, which often is the cause of the rest.
const MOST: usize = 50;

impl Faults {
    pub(super) fn of(path: &Path, text: &str, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|fault| fault.span.start);
        faults.dedup();
        let count = faults.len();
        let shown = faults.into_iter().take(MOST).map(|fault| fault.shown(path, text)).collect();
        Self::Wrong { path: path.to_owned(), shown, count }
    }

    /// `smallest` is a file to begin with.
    pub(super) fn unreadable(path: &Path, error: &io::Error, smallest: &str) -> Self {
        let mut said = format!("{} cannot be read: {error}\n", clean_path(path));
        if error.kind() == io::ErrorKind::NotFound {
            let begin = "a file to begin with (`punctual import crontab` makes one of a crontab):";
            let _ = writeln!(said, "\n  {DIM}{begin}{DIM:#}\n");
            said.extend(smallest.lines().map(|line| format!("    {line}\n")));
        }
        Self::Unreadable(said)
    }

    pub(super) fn not_utf8(path: &Path, bytes: &[u8], at: usize) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let end = at.saturating_add(char::REPLACEMENT_CHARACTER.len_utf8());
        let fault = Fault::new("lex", at..end, "this is not UTF-8; save the file as UTF-8");
        Self::of(path, &text, vec![fault])
    }

    /// All of it, and how much it is.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Unreadable(said) => format!("{WRONG}error:{WRONG:#} {said}"),
            Self::Wrong { path, shown, count } => {
                let rest = if *count > MOST { format!(", the first {MOST} of them here") } else { String::new() };
                let (errors, path) = (counted(*count, "error"), clean_path(path));
                format!("{shown}{WRONG}error:{WRONG:#} {errors} in {path}{rest}\n")
            }
        }
    }

    /// The same in a few words, for the log.
    pub(crate) fn in_short(&self) -> String {
        match self {
            Self::Unreadable(_) => "cannot be read".to_owned(),
            Self::Wrong { count, .. } => format!("is wrong ({})", counted(*count, "error")),
        }
    }
}
