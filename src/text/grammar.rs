//! The pest grammar, kept behind this folder: nothing else sees its tokens.

#![allow(missing_docs, reason = "the comments of the grammar are the documentation")]

#[derive(pest_derive::Parser)]
#[grammar = "grammar/schedule.pest"]
pub(super) struct Grammar;

/// A token and what is inside it.
pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;
