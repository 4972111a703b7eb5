//! Numbers, units and lengths: `10`, `1.5 hours`, `1h30m`, `fifteen minutes`.

use super::fault::{Fault, fault};
use super::grammar::{Pair, Pairs, Piece, Rule as Token};
use super::ordinals;
use crate::error::Code;
use crate::schedule::said::holds;
use crate::schedule::said::spec::Cadence;
use crate::schedule::unit::{AnyUnit, Unit};

/// The unit of a token such as `mins`.
pub(super) fn unit(word: &str) -> AnyUnit {
    let bytes = word.as_bytes();
    match (bytes.first(), bytes.get(1), bytes.get(2)) {
        (Some(b'm'), Some(b's' | b'i'), _) if is_milliseconds(word) => AnyUnit::Clock(Unit::Millisecond),
        (Some(b'm'), Some(b'o'), _) => AnyUnit::Month,
        (Some(b'm'), _, _) => AnyUnit::Clock(Unit::Minute),
        (Some(b'h'), _, _) => AnyUnit::Clock(Unit::Hour),
        (Some(b'd'), _, _) => AnyUnit::Day,
        (Some(b'w'), _, _) => AnyUnit::Week,
        (Some(b'q'), _, _) => AnyUnit::Quarter,
        (Some(b'y'), _, _) => AnyUnit::Year,
        _ => AnyUnit::Clock(Unit::Second),
    }
}

fn is_milliseconds(word: &str) -> bool {
    word.starts_with("ms") || word.starts_with("mil")
}

/// A number with up to three decimals, in thousandths.
fn thousandths(token: &Pair<'_>) -> Result<u64, Fault> {
    let word = token.as_str();
    let span = Piece::from(token);
    let too_large = || Fault::at(Code::Range, span.start, span.end, "this number is too large for any schedule");
    let Some(first) = word.bytes().next() else {
        return Err(too_large());
    };
    if !first.is_ascii_digit() {
        return Ok(number_word(word).saturating_mul(1000));
    }
    let (whole, decimals) = word.split_once('.').unwrap_or((word, ""));
    let whole: u64 = whole.parse().map_err(|_| too_large())?;
    let part = match decimals.len() {
        0 => 0,
        1..=3 => decimals.parse::<u64>().map_err(|_| too_large())?.saturating_mul(match decimals.len() {
            1 => 100,
            2 => 10,
            _ => 1,
        }),
        _ => {
            let message = "at most three decimals";
            return Err(Fault::at(Code::Range, span.start, span.end, message));
        }
    };
    whole.checked_mul(1000).and_then(|whole| whole.checked_add(part)).ok_or_else(too_large)
}

/// The numbers below twenty in words.
pub(super) const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// The tens in words; those below twenty are in [`ONES`].
pub(super) const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number in words, to ninety-nine.
fn number_word(word: &str) -> u64 {
    let place = |list: &[&str], word: &str| list.iter().position(|&known| known == word).unwrap_or(0) as u64;
    let (tens, ones) = match word.split_once('-') {
        Some((tens, ones)) => (place(&TENS, tens), place(&ONES, ones)),
        None => (place(&TENS, word), place(&ONES, word)),
    };
    tens.saturating_mul(10).saturating_add(ones)
}

/// A count of at least 1 of a unit, at its place.
pub(super) fn in_range(count: u64, unit: AnyUnit, token: &Pair<'_>) -> Result<u32, Fault> {
    let span = Piece::from(token);
    holds(count, unit).map_err(|(code, message)| {
        let fault = Fault::at(code, span.start, span.end, message);
        if code == Code::Zero { fault.try_this("1") } else { fault }
    })
}

/// A whole count from a `number` token, for a thing that is not a unit of time.
pub(super) fn count(token: &Pair<'_>) -> Result<u32, Fault> {
    let span = Piece::from(token);
    match thousandths(token)? {
        0 => Err(Fault::at(Code::Zero, span.start, span.end, "a count is at least 1").try_this("1")),
        n if n % 1000 == 0 => u32::try_from(n / 1000)
            .map_err(|_| Fault::at(Code::Range, span.start, span.end, "this number is too large for any schedule")),
        _ => Err(Fault::at(Code::Expected, span.start, span.end, "expected a whole number")),
    }
}

/// The next number and unit of a length.
pub(super) fn next_part<'t>(parts: &mut Pairs<'t>) -> Option<Result<(u64, AnyUnit, Pair<'t>), Fault>> {
    let (number, word) = (parts.next()?, parts.next()?);
    Some(thousandths(&number).map(|thousandths| (thousandths, unit(word.as_str()), number)))
}

/// A `span` or `interval` token: its count in the unit written, or for compounds in the smallest one named.
pub(super) fn span(token: Pair<'_>) -> Result<(u32, AnyUnit), Fault> {
    let whole = token.as_span();
    let mut parts = token.into_inner();
    let expected = || Fault::at(Code::Expected, whole.start(), whole.end(), "expected a number and a unit");
    let (first, first_unit, number) = next_part(&mut parts).ok_or_else(expected)??;
    let rest: Vec<_> = std::iter::from_fn(|| next_part(&mut parts)).collect::<Result<_, _>>()?;
    if rest.is_empty() && first % 1000 == 0 {
        return Ok((in_range(first / 1000, first_unit, &number)?, first_unit));
    }
    let mut smallest = None;
    let mut total = 0u64;
    for (thousandths, unit, number) in std::iter::once((first, first_unit, number)).chain(rest) {
        let AnyUnit::Clock(unit) = unit else {
            let message = format!("{}s have no parts here; use a whole number of one unit", unit.name());
            return Err(Fault::at(Code::Expected, whole.start(), whole.end(), message));
        };
        if smallest.is_some_and(|smallest| unit >= smallest) {
            let span = Piece::from(&number);
            let message = "larger units come first, each once";
            return Err(Fault::at(Code::Duplicate, span.start, whole.end(), message));
        }
        smallest = Some(unit);
        let part = thousandths.checked_mul(unit.milliseconds());
        total = part.and_then(|part| total.checked_add(part)).ok_or_else(expected)?;
    }
    // Decimals go on in the next smaller units until the number is whole.
    let units = [Unit::Hour, Unit::Minute, Unit::Second, Unit::Millisecond];
    let unit = units
        .into_iter()
        .filter(|&unit| smallest.is_none_or(|smallest| unit <= smallest))
        .map(|unit| (unit, unit.milliseconds().saturating_mul(1000)))
        .find(|&(_, length)| total.is_multiple_of(length));
    let Some((unit, length)) = unit else {
        return Err(Fault::at(Code::Range, whole.start(), whole.end(), "no finer than a millisecond"));
    };
    let count = total.checked_div(length).unwrap_or(0);
    let unit = AnyUnit::Clock(unit);
    if count == 0 {
        return Err(Fault::at(Code::Zero, whole.start(), whole.end(), "an interval must be at least 1"));
    }
    u32::try_from(count)
        .ok()
        .filter(|&count| u64::from(count) <= unit.most())
        .map(|count| (count, unit))
        .ok_or_else(|| Fault::at(Code::Range, whole.start(), whole.end(), "too long: at most a hundred years"))
}

/// `minute`, `3 months`, `3rd month`, `other month`
pub(super) fn count_of_unit(token: Pair<'_>) -> Result<(u32, AnyUnit), Fault> {
    let whole = Piece::from(&token);
    let other = token.as_rule() == Token::other;
    let mut number = if other { 2 } else { 1 };
    let mut said = token.clone();
    for part in token.into_inner() {
        match part.as_rule() {
            Token::unit | Token::long_unit => {
                let unit = unit(part.as_str());
                return Ok((in_range(number.into(), unit, &said)?, unit));
            }
            Token::ordinal => number = ordinals::number(&part)?,
            Token::number => number = count(&part)?,
            _ => break,
        }
        said = part;
    }
    Err(fault(Code::Expected, whole, "expected a unit of time"))
}

/// A length in the units of `for 3 weeks`.
pub(super) fn length(count: u32, unit: AnyUnit) -> Option<(u32, AnyUnit)> {
    match unit {
        AnyUnit::Clock(Unit::Millisecond) => None,
        AnyUnit::Quarter => Some((count.saturating_mul(3), AnyUnit::Month)),
        unit => Some((count, unit)),
    }
}

/// `5 to 10 minutes`
pub(super) fn random(token: Pair<'_>) -> Result<Cadence, Fault> {
    let whole = token.as_span();
    let (mut numbers, mut word) = (Vec::new(), "");
    for part in token.into_inner() {
        match part.as_rule() {
            Token::unit => word = part.as_str(),
            _ => numbers.push(part),
        }
    }
    let any = unit(word);
    let (AnyUnit::Clock(unit), [low, high]) = (any, numbers.as_slice()) else {
        let message = format!("a random gap is counted in hours or less, not in {}s", any.name());
        return Err(Fault::at(Code::Expected, whole.start(), whole.end(), message));
    };
    let (low_count, high_count) = (count(low)?, count(high)?);
    in_range(u64::from(low_count), any, low)?;
    in_range(u64::from(high_count), any, high)?;
    if low_count >= high_count {
        let message = "a random gap goes from less to more";
        let turned = format!("{high_count} to {low_count} {}s", any.name());
        return Err(Fault::at(Code::Range, whole.start(), whole.end(), message).try_this(turned));
    }
    Ok(Cadence::Random { low: low_count, high: high_count, unit })
}
