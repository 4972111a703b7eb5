//! Names, numbers and lists as English has them.

/// From January.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// From Sunday, which is 0 in a crontab.
pub(crate) const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The month of a number from 1 to 12.
pub(crate) fn month(number: u32) -> Option<&'static str> {
    usize::try_from(number.checked_sub(1)?).ok().and_then(|place| MONTHS.get(place)).copied()
}

/// The weekday of a number from 0 for Sunday.
pub(crate) fn weekday(number: u32) -> Option<&'static str> {
    usize::try_from(number).ok().and_then(|place| WEEKDAYS.get(place)).copied()
}

pub(crate) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|name| name.eq_ignore_ascii_case(word))
}

pub(crate) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// `3rd`
pub(crate) fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// `1 job`, `2 jobs`
pub(crate) fn counted(count: impl TryInto<u64>, thing: &str) -> String {
    match count.try_into().unwrap_or(u64::MAX) {
        1 => format!("1 {thing}"),
        count => format!("{count} {thing}s"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn and<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn or<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "or")
}

fn joined<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", most.join(", "), last.as_ref())
        }
    }
}

/// The text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_names() {
        assert_eq!((month(0), month(1), month(12), month(13)), (None, Some("January"), Some("December"), None));
        assert_eq!((weekday(0), weekday(6), weekday(7)), (Some("Sunday"), Some("Saturday"), None));
        let ordinals: Vec<_> = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30, 31].map(ordinal).into();
        let are = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "30th", "31st"];
        assert_eq!(ordinals, are);
        assert_eq!([counted(0, "job"), counted(1, "job"), counted(2, "job")], ["0 jobs", "1 job", "2 jobs"]);
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(and::<&str>(&[]), "");
        assert_eq!(and(&["a"]), "a");
        assert_eq!(and(&["a", "b"]), "a and b");
        assert_eq!(and(&["a", "b", "c"]), "a, b and c");
        assert_eq!(or(&["a", "b"]), "a or b");
    }
}
