//! Comments, keys and strings of TOML in the form that changes least.

use std::fmt::Write as _;

/// A line as a comment of TOML, which allows no control characters but the tab.
pub(super) fn comment_line(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

/// A key, in quotes where it needs them.
pub(super) fn key(name: &str) -> String {
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { name.to_owned() } else { string(name) }
}

/// A string of TOML in the form that changes least.
pub(super) fn string(text: &str) -> String {
    let control = text.chars().any(|c| c.is_control() && c != '\t' && c != '\n');
    let lines = text.contains('\n');
    if !control && !lines && !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    if !control && !lines && !text.contains('\'') {
        return format!("'{text}'");
    }
    if !control && lines && !text.contains("'''") && !text.ends_with('\'') {
        return format!("'''\n{text}'''");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_back() {
        for text in ["", "plain", "it's", "a \"b\"", "it's \"b\"\\", "tab\there", "two\nlines'", "\u{7f}\u{1}", "'''\n"]
        {
            let toml = format!("x = {}", string(text));
            let table: toml::Table = toml.parse().expect("TOML");
            assert_eq!(table.get("x").and_then(|x| x.as_str()), Some(text), "{toml}");
        }
    }
}
