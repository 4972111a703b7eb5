//! The schedules asked about: arguments, or the lines of standard input.

use std::io::{self, BufRead, BufReader, Read};

use crate::failure::Failure;

/// A text, and where it came from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The text; where a line is not UTF-8, with U+FFFD in place of what is not.
    pub(crate) text: String,
    /// The line of standard input, from 1.
    pub(crate) line: Option<u64>,
    /// The first byte that is not UTF-8.
    pub(crate) broken: Option<usize>,
}

/// Whether the arguments can hold more than one schedule.
pub(crate) fn are_many(texts: &[String]) -> bool {
    texts.iter().any(|text| text == "-") || (texts.len() > 1 && !are_words(texts))
}

/// Whether the arguments are the words of one schedule.
fn are_words(texts: &[String]) -> bool {
    texts.iter().all(|text| !text.is_empty() && !text.contains(char::is_whitespace))
}

/// Hands each text to `each`, as it arrives.
pub(crate) fn each(texts: &[String], mut each: impl FnMut(Item) -> Result<(), Failure>) -> Result<(), Failure> {
    let dashes = texts.iter().filter(|text| *text == "-").count();
    let bare = are_words(texts);
    if dashes > 1 || (dashes == 1 && bare && texts.len() > 1) {
        return Err(Failure::Cannot("`-` is standard input, once, alone or beside schedules in quotes".to_owned()));
    }
    if dashes == 0 && bare {
        return each(Item::argument(texts.join(" ")));
    }
    for text in texts {
        if text == "-" {
            lines(BufReader::new(io::stdin().lock()), &mut each)?;
        } else {
            each(Item::argument(text.clone()))?;
        }
    }
    Ok(())
}

/// Longer lines are cut here: they are far over what a schedule may have, and stay wrong.
const LINE_LIMIT: u64 = 64 * 1024;

fn lines(mut input: impl BufRead, each: &mut impl FnMut(Item) -> Result<(), Failure>) -> Result<(), Failure> {
    let unreadable = |error| Failure::Cannot(format!("standard input cannot be read: {error}"));
    let mut bytes = Vec::new();
    let mut line: u64 = 0;
    let mut any = false;
    loop {
        bytes.clear();
        let read = input.by_ref().take(LINE_LIMIT).read_until(b'\n', &mut bytes);
        if read.map_err(unreadable)? == 0 {
            break;
        }
        line = line.saturating_add(1);
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if input.skip_until(b'\n').map_err(unreadable)? > 0 {
            cut_at_a_character(&mut bytes);
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        let mut rest = bytes.as_slice();
        if line == 1 {
            rest = rest.strip_prefix("\u{feff}".as_bytes()).unwrap_or(rest);
        }
        let start = rest.trim_ascii_start();
        if start.is_empty() || start.starts_with(b"#") {
            continue;
        }
        any = true;
        each(Item::line(rest, line))?;
    }
    if any { Ok(()) } else { Err(Failure::Cannot("no schedule on standard input".to_owned())) }
}

/// Drops the piece of a character that a cut left at the end.
fn cut_at_a_character(bytes: &mut Vec<u8>) {
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
}

impl Item {
    fn argument(text: String) -> Self {
        Self { text, line: None, broken: None }
    }

    fn line(bytes: &[u8], line: u64) -> Self {
        let broken = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
        Self { text: String::from_utf8_lossy(bytes).into_owned(), line: Some(line), broken }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8]) -> Vec<(u64, String, Option<usize>)> {
        let mut items = Vec::new();
        let read = lines(input, &mut |item: Item| {
            items.push((item.line.unwrap_or(0), item.text, item.broken));
            Ok(())
        });
        assert!(read.is_ok());
        items
    }

    #[test]
    fn lines_keep_their_numbers_and_lose_their_ends() {
        let input = "\u{feff}daily\r\n\n  # note\nhourly\n \t\nweekly";
        assert_eq!(
            read(input.as_bytes()),
            [(1, "daily".into(), None), (4, "hourly".into(), None), (6, "weekly".into(), None)]
        );
    }

    #[test]
    fn a_line_that_is_not_utf8_says_where() {
        assert_eq!(read(b"every \xff day\n"), [(1, "every \u{fffd} day".into(), Some(6))]);
    }

    #[test]
    fn an_endless_line_is_cut_and_the_next_one_read() {
        let mut input = vec![b'x'; 200_000];
        input.extend_from_slice(b"\ndaily\n");
        let items = read(&input);
        assert_eq!(items.len(), 2);
        assert_eq!((items[0].0, items[0].1.len()), (1, 65_536));
        assert_eq!(items[1], (2, "daily".into(), None));
        let wide = format!("x{}\n", "ä".repeat(100_000));
        assert_eq!(read(wide.as_bytes())[0].2, None);
    }
}
