//! Strings of YAML.

use std::fmt::Write as _;

/// That of JSON is one of YAML, but for letters that YAML takes for the end of a line, or that some
/// of its readers refuse.
pub(super) fn string(text: &str) -> String {
    let mut out = String::new();
    for c in serde_json::Value::from(text).to_string().chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') {
            let _ = write!(out, "\\u{:04X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_is_lost_in_yaml() {
        assert_eq!(string("it's \"é\"\n\u{1}"), r#""it's \"é\"\n\u0001""#);
        assert_eq!(string("a\u{85}b\u{2028}c\u{7f}"), r#""a\u0085b\u2028c\u007F""#);
    }
}
