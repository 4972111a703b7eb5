//! Suggestions: only what parses, in canonical form.

use crate::error::Fix;

/// The most suggestions that are shown.
const MOST: usize = 3;
/// How often a fix may need another one: a text with several mistakes takes one after the other.
const DEEPEST: usize = 3;

/// The fixes that lead to a text that parses; at most three, none of them the input itself.
pub(crate) fn suggest(text: &str, fixes: &[Fix], year: i32) -> Vec<String> {
    let mut found = Vec::new();
    for fix in fixes {
        if let Some(fixed) = follow(&apply(text, fix, year), year, DEEPEST)
            && fixed != text
            && !found.contains(&fixed)
        {
            found.push(fixed);
        }
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// The canonical form of a text, or of what its own first fix makes of it.
fn follow(text: &str, year: i32, depth: usize) -> Option<String> {
    match super::parse(text) {
        Ok(schedule) => Some(schedule.to_string()),
        Err(error) => {
            let depth = depth.checked_sub(1)?;
            error.fixes().iter().find_map(|fix| {
                let fixed = apply(text, fix, year);
                (fixed != text).then(|| follow(&fixed, year, depth)).flatten()
            })
        }
    }
}

/// The text with a fix applied.
fn apply(text: &str, fix: &Fix, year: i32) -> String {
    let fixed = match fix {
        Fix::Replace(start, end, with) => {
            let before = text.get(..*start).unwrap_or_default();
            let after = text.get(*end..).unwrap_or_default();
            format!("{before}{with}{after}")
        }
        Fix::Instead(with) => with.clone(),
    };
    fixed.replace("{year}", &year.to_string())
}
