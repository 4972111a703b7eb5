//! Times as they are spoken, which are refused, and what they are in figures.

use super::plain::first_word;

/// `9:30` in both halves of the day for `half past 9`, and its length, where a text begins with such a time.
pub(super) fn time(text: &str) -> Option<(usize, [String; 2])> {
    let bare = text.strip_prefix("a ").unwrap_or(text);
    let (amount, rest) = bare.split_once(' ')?;
    let (direction, rest) = rest.split_once(' ')?;
    let word = first_word(rest);
    let hour: u32 = word.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let (before, minute) = match (amount, direction) {
        ("half", "past") => (0, 30),
        ("quarter", "past") => (0, 15),
        ("quarter", "to") => (1, 45),
        (minutes, "past") => (0, minutes.parse().ok().filter(|minutes| *minutes < 60)?),
        _ => return None,
    };
    let hour = (hour % 12).saturating_add(12).saturating_sub(before) % 12;
    let length = text.len().saturating_sub(rest.len()).saturating_add(word.len());
    Some((length, [hour, hour.saturating_add(12)].map(|hour| format!("{hour:02}:{minute:02}"))))
}

/// The length of a ` past the hour` that a text begins with.
pub(super) fn past_the_hour(text: &str) -> Option<usize> {
    let minutes = if text.starts_with(" minutes past") { " minutes".len() } else { 0 };
    let rest = text.get(minutes..)?;
    let known = [" past the hour", " past every hour", " past each hour", " past"];
    let past = known.into_iter().find(|past| rest.starts_with(past))?;
    Some(minutes.saturating_add(past.len()))
}

/// The windows that two bare hours may stand for: `9` and `5`, `9` and `17`.
pub(super) fn windows(from: &str, to: &str) -> Option<Vec<String>> {
    let hour = |word: &str| word.parse::<u32>().ok().filter(|hour| *hour < 24 && word.len() <= 2);
    let (first, last) = (hour(from)?, hour(to)?);
    let window = |from: u32, to: u32| format!("{from:02}:00 to {to:02}:00");
    if first == 0 || first > 12 || last == 0 || last > 12 {
        return Some(vec![window(first, last)]);
    }
    let (first, last) = (first % 12, last % 12);
    let (first_late, last_late) = (first.saturating_add(12), last.saturating_add(12));
    Some(if first < last {
        vec![window(first, last), window(first_late, last_late)]
    } else {
        vec![window(first, last_late), window(first_late, last)]
    })
}
