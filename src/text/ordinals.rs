//! Ordinals, and the days that they count: `1st and 15th`, `3rd friday`, `2nd last day`.

use super::days;
use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use crate::error::Code;
use crate::schedule::calendar::Weekday;
use crate::schedule::names::ordinal_ending;
use crate::schedule::rule::Ordinal;

/// The days of one `ordinal_item`, and how they were said.
#[derive(Debug, Default)]
pub(super) struct Ordinals {
    pub(super) days: Vec<Ordinal>,
    /// `3rd friday`: the 2nd to 5th of a weekday, which needs its month.
    pub(super) nth_weekday: bool,
    /// `4th day`, which could be an interval.
    pub(super) nth_day: bool,
    /// `first`, or another place without a word for what it counts.
    pub(super) bare_place: bool,
}

/// A place in a month: one, or a range.
#[derive(Debug, Clone, Copy)]
enum Place {
    One(i8),
    Range(i8, i8),
}

/// `1st and 15th`, `3rd friday`, `last day`, `day 15`, `31` before `of`.
pub(super) fn read(token: Pair<'_>, plain: &str) -> Result<Ordinals, Fault> {
    let whole = Piece::from(&token);
    let mut found = Ordinals::default();
    let mut places: Vec<Place> = Vec::new();
    let mut weekdays = Vec::new();
    let mut target = Token::a_day;
    let mut said_target = false;
    for part in token.into_inner() {
        match part.as_rule() {
            Token::place => places.push(Place::One(place(&part, plain)?)),
            Token::to_last => {
                let message = "counted from the end, or a range up to the last?";
                return Err(fault(Code::ToLast, &part, message).try_this(" last").try_this(" through last"));
            }
            Token::through_place => {
                let end = part.clone().into_inner().next().map(|end| place(&end, plain)).transpose()?;
                if let (Some(Place::One(first)), Some(end)) = (places.pop(), end) {
                    places.push(range(first, end, &part)?);
                }
            }
            Token::target => {
                said_target = true;
                for counted in part.into_inner() {
                    target = counted.as_rule();
                    if target == Token::weekday {
                        weekdays.push(days::weekday(counted.as_str()));
                    }
                }
            }
            Token::nearest | Token::day_numbers | Token::number_of => numbered(part, plain, &mut found)?,
            _ => {}
        }
    }
    found.bare_place = !said_target && !places.is_empty();
    for place in places {
        expand(place, target, &weekdays, &mut found, whole)?;
    }
    Ok(found)
}

/// `nearest weekday to the 15th`, `day 1 and 15`, `31` before `of`
fn numbered(token: Pair<'_>, plain: &str, found: &mut Ordinals) -> Result<(), Fault> {
    let nearest = token.as_rule() == Token::nearest;
    for part in token.into_inner() {
        if part.as_rule() == Token::through_number {
            let (Some(&Ordinal::Day(first)), Some(end)) = (found.days.last(), part.clone().into_inner().next()) else {
                continue;
            };
            let end = in_range(days::day_number(&end)?, &end, plain)?.unsigned_abs();
            if end <= first {
                return Err(fault(Code::Range, &part, "a range of days goes from an earlier to a later one"));
            }
            found.days.extend((first..=end).skip(1).map(Ordinal::Day));
            continue;
        }
        let number = days::day_number(&part)?;
        let day = in_range(number, &part, plain)?.unsigned_abs();
        found.days.push(if nearest { Ordinal::Nearest(day) } else { Ordinal::Day(day) });
    }
    Ok(())
}

/// `3rd`, `last`, `2nd last`
fn place(token: &Pair<'_>, plain: &str) -> Result<i8, Fault> {
    if token.as_str() == "last" {
        return Ok(-1);
    }
    let Some(ordinal) = token.clone().into_inner().next() else {
        return Err(fault(Code::Expected, token, "expected an ordinal such as 1st"));
    };
    let number = in_range(number(&ordinal)?, token, plain)?;
    Ok(if token.as_str().ends_with("last") { number.saturating_neg() } else { number })
}

/// A day number that a month has, or a quarter where one is named.
fn in_range(number: u32, token: &Pair<'_>, plain: &str) -> Result<i8, Fault> {
    let (most, name) = if plain.contains("quarter") { (92, "quarter") } else { (31, "month") };
    match i8::try_from(number) {
        Ok(number) if number >= 1 && number <= most => Ok(number),
        _ => Err(fault(Code::Range, token, format!("days of a {name} go from 1 to {most}"))),
    }
}

/// `1st to 5th`, `25th through last day`
fn range(first: i8, end: i8, token: &Pair<'_>) -> Result<Place, Fault> {
    if first > 0 && (end == -1 || end > first) {
        return Ok(Place::Range(first, end));
    }
    Err(fault(Code::Range, token, "a range of days goes from an earlier to a later one"))
}

/// The days of a place, for what it counts.
fn expand(
    place: Place,
    what: Token,
    weekdays: &[Weekday],
    found: &mut Ordinals,
    whole: Piece<'_>,
) -> Result<(), Fault> {
    let (first, last) = match place {
        Place::One(n) => (n, n),
        Place::Range(first, last) => (first, last),
    };
    let through = matches!(place, Place::Range(_, -1));
    if what == Token::a_day {
        found.nth_day |= first > 1;
        if through {
            found.days.push(Ordinal::Through(first.unsigned_abs()));
        } else if first < 0 {
            found.days.push(Ordinal::FromEnd(first));
        } else {
            found.days.extend((first..=last).map(|day| Ordinal::Day(day.unsigned_abs())));
        }
        return Ok(());
    }
    if through {
        let message = "weekdays are counted one by one: 3rd friday, 4th friday, last friday";
        return Err(fault(Code::Expected, whole, message));
    }
    for n in first..=last {
        if what == Token::one_weekday {
            found.nth_weekday |= !matches!(n, 1 | -1);
            found.days.push(Ordinal::Weekday(n));
        }
        for &day in weekdays {
            found.nth_weekday |= !matches!(n, 1 | -1);
            if n.unsigned_abs() > 5 && !whole.plain.contains("quarter") {
                let message = "a month has at most five of a weekday";
                return Err(fault(Code::Range, whole, message));
            }
            found.days.push(Ordinal::Nth(n, day));
        }
    }
    Ok(())
}

/// The number of `21st` or `twenty-first`; the ending has to fit.
pub(super) fn number(token: &Pair<'_>) -> Result<u32, Fault> {
    let word = token.as_str();
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if figures.is_empty() || !word.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(in_words(word));
    }
    let number: u32 = figures.parse().map_err(|_| fault(Code::Range, token, "this number is too large"))?;
    let ending = ordinal_ending(number);
    if word.ends_with(ending) {
        return Ok(number);
    }
    let right = format!("{number}{ending}");
    Err(fault(Code::Expected, token, format!("did you mean \"{right}\"?")).try_this(right))
}

fn in_words(word: &str) -> u32 {
    const WORDS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let one = |word: &str| -> u32 { WORDS.iter().zip(1..).find(|&(&known, _)| known == word).map_or(0, |(_, n)| n) };
    match word.split_once('-') {
        Some(("twenty", ones)) => one(ones).saturating_add(20),
        Some((_, ones)) => one(ones).saturating_add(30),
        None if word == "thirtieth" => 30,
        None => one(word),
    }
}
