//! A cron line under test: the text form, without its first word.

use chrono::{DateTime, TimeZone};
use punctual::Schedule;

#[derive(Debug, PartialEq)]
pub(super) struct Line(Schedule);

#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: String,
    /// In the line, without the first word.
    pub(super) span: (usize, usize),
    pub(super) message: String,
    /// The suggestions, without the first word.
    pub(super) fixed: Vec<String>,
}

const WORD: &str = "cron ";

impl Line {
    pub(super) fn read(line: &str) -> Result<Self, Refusal> {
        format!("{WORD}{line}").parse().map(Self).map_err(|error: punctual::Error| {
            let span = error.span().unwrap();
            Refusal {
                code: error.code().to_string(),
                span: (span.start.saturating_sub(WORD.len()), span.end.saturating_sub(WORD.len())),
                message: error.message().to_owned(),
                fixed: error.suggestions().iter().map(|text| without_word(text)).collect(),
            }
        })
    }

    pub(super) fn text(&self) -> String {
        without_word(&self.0.to_string())
    }

    pub(super) fn notes(&self) -> Vec<String> {
        self.0.notes().iter().map(ToString::to_string).collect()
    }

    pub(super) fn next_after<Z: TimeZone>(&self, after: &DateTime<Z>) -> Option<DateTime<Z>> {
        self.0.next_after(after)
    }

    pub(super) fn previous_before<Z: TimeZone>(&self, before: &DateTime<Z>) -> Option<DateTime<Z>> {
        self.0.previous_before(before)
    }
}

fn without_word(text: &str) -> String {
    text.strip_prefix(WORD).unwrap_or(text).to_owned()
}
