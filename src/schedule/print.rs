//! The canonical text of a rule.
