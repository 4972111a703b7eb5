//! Pieces of a line that know where they are.

use super::fault::CronFault;
use crate::Code;

/// A piece of the line and where it starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Part<'a> {
    pub(super) fn span(self) -> (usize, usize) {
        (self.at, self.at.saturating_add(self.text.len()))
    }

    /// What is wrong with it.
    pub(super) fn fault(self, code: Code, message: impl Into<String>) -> CronFault {
        CronFault { code, span: self.span(), message: message.into(), fix: None }
    }

    /// The piece that `inner`, a part of this text, is.
    fn inner(self, inner: &'a str, skipped: usize) -> Self {
        Self { text: inner, at: self.at.saturating_add(skipped) }
    }

    pub(super) fn trim(self) -> Self {
        let text = self.text.trim_ascii_start();
        let skipped = self.text.len().saturating_sub(text.len());
        self.inner(text.trim_ascii_end(), skipped)
    }

    /// The text up to the first space, and what follows it.
    pub(super) fn word(self) -> (Self, Self) {
        let space = self.text.bytes().position(|byte| byte.is_ascii_whitespace());
        let end = space.unwrap_or(self.text.len());
        let (word, rest) = self.text.split_at_checked(end).unwrap_or((self.text, ""));
        (self.inner(word, 0), self.inner(rest, end).trim())
    }

    /// The texts before and after the first such sign.
    pub(super) fn split(self, sign: char) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(sign)?;
        let skipped = self.text.len().saturating_sub(after.len());
        Some((self.inner(before, 0), self.inner(after, skipped)))
    }

    /// The items between the commas; an empty one is a fault.
    pub(super) fn items(self) -> impl Iterator<Item = Result<Self, CronFault>> {
        let mut rest = Some(self);
        std::iter::from_fn(move || {
            let all = rest?;
            let (item, after) = match all.split(',') {
                Some((item, after)) => (item, Some(after)),
                None => (all, None),
            };
            rest = after;
            Some(if item.text.is_empty() {
                let comma = Part { text: ",", at: item.at };
                Err(comma.fault(Code::Cron, "a list has no empty places: `1,15`"))
            } else {
                Ok(item)
            })
        })
    }
}
