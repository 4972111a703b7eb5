//! The line of a text with the wrong place marked.

use std::fmt;

/// Writes the line that holds the first place, and under it the carets and the message.
pub(super) fn line(f: &mut fmt::Formatter<'_>, text: &str, spans: &[(usize, usize)], message: &str) -> fmt::Result {
    let first = spans.first().map_or(0, |span| span.0).min(text.len());
    let start = text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let shown = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    if shown.is_empty() {
        return f.write_str(message);
    }
    for sign in shown.chars() {
        write!(f, "{}", if sign.is_control() { ' ' } else { sign })?;
    }
    writeln!(f)?;
    // One column a character; the place behind the last one can be marked, too.
    let mut carets = String::new();
    for (at, _) in shown.char_indices().chain([(shown.len(), ' ')]) {
        let at = start.saturating_add(at);
        let marked = spans.iter().any(|&(from, to)| from == at || (from..to).contains(&at));
        carets.push(if marked { '^' } else { ' ' });
    }
    write!(f, "{} {message}", carets.trim_end())
}
