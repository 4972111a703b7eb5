//! The lexical rules: what a text may be made of, and its plain form for the grammar.
//!
//! The plain form has lower case, one space between words, `, ` for a comma, `; ` for a
//! semicolon, `-` for every dash and no full stop at the end, so the grammar can say each word
//! once. A text that is plain already is not copied.

use std::borrow::Cow;

use super::fault::Fault;
use super::notation;
use crate::error::Code;

/// The longest text that is read, in bytes.
const LONGEST: usize = 1024;

/// A text in plain form, and the way back to the places of the original.
#[derive(Debug)]
pub(super) struct Plain<'t> {
    pub(super) text: Cow<'t, str>,
    /// For each plain byte its bytes in the original; `None` where both texts are alike.
    origin: Option<Vec<(usize, usize)>>,
    /// The length of the original without what was trimmed from its end.
    end: usize,
}

impl<'t> Plain<'t> {
    /// Checks a text against the lexical rules and makes it plain.
    pub(super) fn new(text: &'t str) -> Result<Self, Fault> {
        if is_plain(text.as_bytes()) && text.len() <= LONGEST {
            return Ok(Self { text: Cow::Borrowed(text), origin: None, end: text.len() });
        }
        if text.len() > LONGEST {
            let message = format!("a schedule has at most {LONGEST} bytes, this one has {}", text.len());
            return Err(Fault::at(Code::TooLong, 0, text.len(), message));
        }
        check_signs(text).map_err(|(at, sign)| match super::unknown_before(text, at) {
            Some(unknown) => unknown,
            None => notation::refused_sign(text, at, sign),
        })?;
        Ok(Self::copy(text))
    }

    fn copy(text: &'t str) -> Self {
        let trimmed = text.trim_end_matches(|c: char| c.is_ascii_whitespace() || c == ';' || c == '.');
        let end = trimmed.len();
        // `9 a.m.` keeps its last dot for its own sake only: the grammar takes `a.m` as well.
        let mut plain = String::with_capacity(end);
        let mut origin = Vec::with_capacity(end);
        let mut rule = 0_usize;
        for (at, sign) in trimmed.char_indices() {
            let place = (at, at.saturating_add(sign.len_utf8()));
            let last = plain.as_bytes().last().copied();
            let is_cron = plain.get(rule..).is_some_and(|rule| rule.starts_with("cron "));
            let mut push = |sign: char| {
                plain.push(sign);
                origin.push(place);
            };
            match sign {
                _ if sign.is_ascii_whitespace() => {
                    if last.is_some_and(|l| l != b' ') {
                        push(' ');
                    }
                }
                // The commas of cron are inside its fields.
                ',' if is_cron => push(','),
                ',' | ';' => {
                    if last == Some(b' ') {
                        plain.pop();
                        origin.pop();
                    }
                    plain.push(sign);
                    plain.push(' ');
                    origin.extend([place, place]);
                    if sign == ';' {
                        rule = plain.len();
                    }
                }
                '–' | '—' => push('-'),
                _ => push(sign.to_ascii_lowercase()),
            }
        }
        Self { text: Cow::Owned(plain), origin: Some(origin), end }
    }

    /// The place of plain bytes in the original.
    pub(super) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let Some(origin) = &self.origin else {
            return (start, end);
        };
        let from = origin.get(start).map_or(self.end, |place| place.0);
        let to = end.checked_sub(1).and_then(|last| origin.get(last)).map_or(from, |place| place.1);
        (from, to.max(from))
    }
}

/// Whether a text is in plain form and has no sign that needs a closer look.
fn is_plain(bytes: &[u8]) -> bool {
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        let next = bytes.get(at.saturating_add(1)).copied().unwrap_or(b' ');
        let fine = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => true,
            b' ' => before != b' ',
            b',' | b';' => next == b' ' && before != b' ',
            b':' => next.is_ascii_digit(),
            _ => false,
        };
        if !fine {
            return false;
        }
        before = byte;
    }
    // A separator at the end wants trimming, and `cron` takes its fields as they were written.
    before != b' ' && before != b';' && before != b','
}

/// Refuses the signs that the language does not have. Cron lines have their own rules.
fn check_signs(text: &str) -> Result<(), (usize, char)> {
    let mut start = 0usize;
    for rule in text.split_inclusive(';') {
        let is_cron = rule.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("cron "));
        let mut word_start = None;
        let mut before = ' ';
        let mut signs = rule.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            let next = signs.peek().map_or(' ', |&(_, next)| next);
            if sign.is_ascii_whitespace() || sign == ',' {
                word_start = None;
            } else if word_start.is_none() {
                word_start = Some(sign);
            }
            let in_name = word_start.is_some_and(|first| first.is_ascii_alphabetic());
            let fine = match sign {
                'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '\t' | '\n' | '\r' | ',' | ';' | '-' => true,
                '–' | '—' => true,
                ':' => next.is_ascii_digit(),
                '.' => before.is_ascii_alphanumeric() || before == '.',
                '/' | '_' => in_name,
                '+' => in_name || after_in(rule, at) && next.is_ascii_digit(),
                _ => is_cron && sign.is_ascii_graphic(),
            };
            if !fine && !(is_cron && sign.is_ascii_graphic()) {
                return Err((start.saturating_add(at), sign));
            }
            before = sign;
        }
        start = start.saturating_add(rule.len());
    }
    Ok(())
}

/// Whether the word before this place is `in`.
fn after_in(rule: &str, at: usize) -> bool {
    rule.get(..at)
        .is_some_and(|before| before.trim_end().to_ascii_lowercase().split_ascii_whitespace().next_back() == Some("in"))
}
