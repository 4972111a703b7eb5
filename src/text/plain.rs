//! The lexical rules: what a text may be made of, and its plain form for the grammar.
//!
//! The plain form has lower case, one space between words, `, ` for a comma, `; ` for a
//! semicolon, `-` for every dash and no full stop at the end, so the grammar can say each word
//! once. A text that is plain already is not copied.

use std::borrow::Cow;

use super::fault::Fault;
use super::notation;
use crate::error::Code;
use crate::schedule::LONGEST_TEXT;

/// The bytes of `–` and `—`.
const DASH: usize = '–'.len_utf8();

/// A text in plain form, and the way back to the places of the original.
#[derive(Debug)]
pub(super) struct Plain<'t> {
    pub(super) text: Cow<'t, str>,
    /// For each plain byte where it is in the original; `None` where each is in its old place.
    origin: Option<Vec<usize>>,
    /// The length of the original without what was trimmed from its end.
    end: usize,
}

impl<'t> Plain<'t> {
    /// Checks a text against the lexical rules and makes it plain.
    pub(super) fn new(text: &'t str) -> Result<Self, Fault> {
        if text.len() > LONGEST_TEXT {
            let message = format!("a schedule has at most {LONGEST_TEXT} bytes, this one has {}", text.len());
            return Err(Fault::at(Code::TooLong, 0, text.len(), message));
        }
        let in_place = |plain| Ok(Self { text: plain, origin: None, end: text.len() });
        match form(text.as_bytes()) {
            Form::Plain => return in_place(Cow::Borrowed(text)),
            Form::Capitals => return in_place(Cow::Owned(text.to_ascii_lowercase())),
            Form::Other => {}
        }
        check_signs(text).map_err(|(at, sign)| match super::unknown_before(text, at) {
            Some(unknown) => unknown,
            None => notation::refused_sign(text, at, sign),
        })?;
        Ok(Self::copy(text))
    }

    fn copy(text: &'t str) -> Self {
        let trimmed = text.trim_end_matches(|c: char| c.is_ascii_whitespace() || matches!(c, ';' | '.'));
        let mut copy = Copy { text: String::with_capacity(trimmed.len()), origin: Vec::with_capacity(trimmed.len()) };
        let mut cron = false;
        for (at, sign) in trimmed.char_indices() {
            if copy.text.is_empty() || copy.text.ends_with("; ") {
                cron = starts_with_cron(trimmed.get(at..).unwrap_or_default());
            }
            match sign {
                'a'..='z' | '0'..='9' => copy.push(at, sign),
                ' ' | '\t' | '\n' | '\r' => copy.gap(at),
                ';' => copy.stop(at, sign),
                ',' if !cron => copy.stop(at, sign),
                '–' | '—' => copy.push(at, '-'),
                _ => copy.push(at, sign.to_ascii_lowercase()),
            }
        }
        Self { text: Cow::Owned(copy.text), origin: Some(copy.origin), end: trimmed.len() }
    }

    /// The place of plain bytes in the original.
    pub(super) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let Some(origin) = &self.origin else {
            return (start, end);
        };
        let from = origin.get(start).copied().unwrap_or(self.end);
        // The end is behind the last byte, not at the next: there may be spaces between.
        let last = end.checked_sub(1).and_then(|last| origin.get(last)).copied();
        let next = origin.get(end).copied().unwrap_or(self.end);
        let dash = last.is_some_and(|last| next.saturating_sub(last) >= DASH)
            && self.text.get(..end).is_some_and(|text| text.ends_with('-'));
        let to = last.map_or(from, |last| last.saturating_add(if dash { DASH } else { 1 }));
        (from, to.clamp(from, self.end.max(from)))
    }
}

/// The first word of a plain text, which may be none.
pub(super) fn first_word(text: &str) -> &str {
    text.split([' ', ',', ';']).next().unwrap_or_default()
}

/// A plain text in the making.
struct Copy {
    text: String,
    origin: Vec<usize>,
}

impl Copy {
    fn push(&mut self, at: usize, sign: char) {
        self.text.push(sign);
        self.origin.push(at);
    }

    /// One space between words, none at the start.
    fn gap(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.push(at, ' ');
        }
    }

    /// A comma or semicolon: no space before it, one behind.
    fn stop(&mut self, at: usize, sign: char) {
        if self.text.ends_with(' ') {
            self.text.pop();
            self.origin.pop();
        }
        self.push(at, sign);
        self.push(at, ' ');
    }
}

/// How much has to be done to a text.
#[derive(Debug, PartialEq, Eq)]
enum Form {
    /// Nothing: it is plain.
    Plain,
    /// Its capital letters become small, and every byte keeps its place.
    Capitals,
    /// It has a sign or a space that needs a closer look.
    Other,
}

fn form(bytes: &[u8]) -> Form {
    let mut form = Form::Plain;
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        let next = || bytes.get(at.saturating_add(1)).copied().unwrap_or(b' ');
        let fine = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => {
                before = byte;
                continue;
            }
            b' ' => before != b' ',
            b',' | b';' => next() == b' ' && before != b' ',
            b':' => next().is_ascii_digit(),
            b'A'..=b'L' | b'N'..=b'Z' => {
                form = Form::Capitals;
                true
            }
            b'/' | b'_' => in_name(bytes, at),
            _ => false,
        };
        if !fine {
            return Form::Other;
        }
        before = byte;
    }
    // A separator at the end wants trimming, and `cron` takes its fields as they were written.
    if matches!(before, b' ' | b';' | b',') { Form::Other } else { form }
}

/// Whether the word at this place begins with a letter, as a zone does and a date does not.
fn in_name(bytes: &[u8], at: usize) -> bool {
    let word = bytes.get(..at).and_then(|before| before.rsplit(|&byte| byte == b' ').next());
    word.and_then(<[u8]>::first).is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a rule is a cron line, which has its own signs.
fn starts_with_cron(rule: &str) -> bool {
    rule.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("cron "))
}

/// Refuses the signs that the language does not have; the first of them and its place.
fn check_signs(text: &str) -> Result<(), (usize, char)> {
    let mut cron = starts_with_cron(text);
    // The first sign of the word, and the sign before.
    let (mut first, mut before) = (' ', ' ');
    for (at, sign) in text.char_indices() {
        let next = || text.as_bytes().get(at.saturating_add(1)).copied().unwrap_or(b' ');
        if matches!(before, ' ' | '\t' | '\n' | '\r' | ',' | ';') {
            first = sign;
        }
        let fine = match sign {
            'a'..='z' | '0'..='9' | ' ' | ',' | '-' | '\t' | '\n' | '\r' | '–' | '—' => true,
            'A'..='Z' => sign != 'M' || !is_big_m(text, at, next()),
            ';' => {
                cron = starts_with_cron(text.get(at.saturating_add(1)..).unwrap_or_default());
                true
            }
            _ if cron => sign.is_ascii_graphic(),
            ':' => next().is_ascii_digit(),
            '.' => before.is_ascii_alphanumeric() || before == '.',
            '/' | '_' => first.is_ascii_alphabetic(),
            '+' => first.is_ascii_alphabetic() || first == '+' && next().is_ascii_digit() && after_in(text, at),
            _ => false,
        };
        if !fine {
            return Err((at, sign));
        }
        before = sign;
    }
    Ok(())
}

/// `5M` or `5 M`: minutes in small letters, but months to others.
fn is_big_m(text: &str, at: usize, next: u8) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let word = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = word.len() < before.len() && (word.is_empty() || word.ends_with(|c: char| c.is_ascii_whitespace()));
    number && !next.is_ascii_alphanumeric() && next != b'.'
}

/// Whether the word before this place is `in`.
fn after_in(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.len() >= 2
        && before.get(before.len().saturating_sub(2)..).is_some_and(|word| word.eq_ignore_ascii_case("in"))
}
