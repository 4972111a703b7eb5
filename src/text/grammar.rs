//! The pest grammar, kept behind this folder: nothing else sees its tokens.

#![allow(missing_docs, reason = "the comments of the grammar are the documentation")]

#[derive(pest_derive::Parser)]
#[grammar = "grammar/schedule.pest"]
pub(super) struct Grammar;

/// A token and what is inside it.
pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;

/// Tokens one after the other.
pub(super) type Pairs<'t> = pest::iterators::Pairs<'t, Rule>;

/// A stretch of the plain text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) plain: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'t> Piece<'t> {
    /// What it says.
    pub(super) fn as_str(self) -> &'t str {
        self.plain.get(self.start..self.end).unwrap_or_default()
    }
}

/// Where a token stands.
impl<'t> From<&Pair<'t>> for Piece<'t> {
    fn from(token: &Pair<'t>) -> Self {
        let span = token.as_span();
        Self { plain: token.get_input(), start: span.start(), end: span.end() }
    }
}
