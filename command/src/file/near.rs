//! The key that a misspelt one may have been.

/// The one of these that is nearest to a word, if it is near at all.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase().replace('-', "_");
    let each = known.into_iter().map(|known| (changes(&word, known), known));
    let (changes, known) = each.min_by_key(|(changes, _)| *changes)?;
    (changes <= known.len().min(word.len()) / 3).then_some(known)
}

/// The number of letters added, left out, changed or swapped between two words.
fn changes(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&last, j).saturating_add(usize::from(x != y));
            let added = at(&last, j.saturating_add(1)).min(at(&row, j)).saturating_add(1);
            let mut best = changed.min(added);
            let is_swap = i > 0 && j > 0 && a.get(i.wrapping_sub(1)) == Some(y) && b.get(j.wrapping_sub(1)) == Some(x);
            if is_swap {
                best = best.min(at(&before_last, j.wrapping_sub(1)).saturating_add(1));
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let known = ["schedule", "command", "tags", "on_missed"];
        assert_eq!(nearest("shcedule", known), Some("schedule"));
        assert_eq!(nearest("comand", known), Some("command"));
        assert_eq!(nearest("on-missed", known), Some("on_missed"));
        assert_eq!(nearest("tag", known), Some("tags"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
    }
}
