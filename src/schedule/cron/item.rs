//! From a field to its items: numbers, ranges, steps, and what only days have.

use super::field::Field;
use super::set::Run;
use super::{Cron, CronFault};
use crate::Code;

/// A piece of the line and where it starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Part<'a> {
    pub(super) fn span(self) -> (usize, usize) {
        (self.at, self.at.saturating_add(self.text.len()))
    }

    /// The piece that `inner`, a part of this text, is.
    fn inner(self, inner: &'a str, skipped: usize) -> Self {
        Self { text: inner, at: self.at.saturating_add(skipped) }
    }

    pub(super) fn trim(self) -> Self {
        let text = self.text.trim_ascii_start();
        let skipped = self.text.len().saturating_sub(text.len());
        self.inner(text.trim_ascii_end(), skipped)
    }

    /// The text up to the first space, and what follows it.
    pub(super) fn word(self) -> (Self, Self) {
        let space = self.text.bytes().position(|byte| byte.is_ascii_whitespace());
        let end = space.unwrap_or(self.text.len());
        let (word, rest) = self.text.split_at_checked(end).unwrap_or((self.text, ""));
        (self.inner(word, 0), self.inner(rest, end).trim())
    }

    /// The texts before and after the first such sign.
    pub(super) fn split(self, sign: char) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(sign)?;
        let skipped = self.text.len().saturating_sub(after.len());
        Some((self.inner(before, 0), self.inner(after, skipped)))
    }

    /// The items between the commas; an empty one is a fault.
    pub(super) fn items(self) -> impl Iterator<Item = Result<Self, CronFault>> {
        let mut rest = Some(self);
        std::iter::from_fn(move || {
            let all = rest?;
            let (item, after) = match all.split(',') {
                Some((item, after)) => (item, Some(after)),
                None => (all, None),
            };
            rest = after;
            Some(if item.text.is_empty() {
                let comma = Part { text: ",", at: item.at };
                Err(CronFault::new(Code::Cron, comma, "a list has no empty places: `1,15`"))
            } else {
                Ok(item)
            })
        })
    }
}

/// The values of an item as bits.
pub(super) fn values(field: Field, item: Part<'_>) -> Result<u64, CronFault> {
    let run = run(field, item)?;
    let (low, high) = field.range();
    if run.to <= high {
        return Ok(run.bits());
    }
    // A range that wrapped, or one of weekdays that ends with Sunday as 7.
    let size = high.wrapping_sub(low).saturating_add(1);
    Ok((run.from..=run.to)
        .step_by(usize::from(run.step))
        .map(|value| if value > high { value.wrapping_sub(size) } else { value })
        .fold(0, |bits, value| bits | 1 << (value & 63)))
}

/// `5`, `1-5`, `22-2`, `*`, each with or without a step: `*/10`, `5/15`, `1-30/7`.
///
/// A range that wraps ends past the field's greatest value.
pub(super) fn run(field: Field, item: Part<'_>) -> Result<Run, CronFault> {
    let (low, high) = field.range();
    let (base, by) = match item.split('/') {
        Some((base, by)) => (base, Some(by)),
        None => (item, None),
    };
    let step = by.map_or(Ok(1), |by| step(field, by))?;
    if base.text == "*" {
        return Ok(Run { from: low, to: high, step });
    }
    let Some((first, last)) = base.split('-') else {
        let from = value(field, base, 0, item)?;
        if by.is_none() {
            return Ok(Run { from, to: from, step });
        }
        // `7/2` is `0/2`: a step goes on to Saturday.
        let from = if from > high { low } else { from };
        return Ok(Run { from, to: high, step });
    };
    let from = value(field, first, 0, item)?;
    let to = value(field, last, high, item)?;
    if from <= to {
        return Ok(Run { from, to, step });
    }
    if field == Field::Year {
        return Err(CronFault::new(Code::EmptyRange, base, "the last year is before the first"));
    }
    let size = high.wrapping_sub(low).saturating_add(1);
    Ok(Run { from, to: to.saturating_add(size), step })
}

/// A number or a name, of that item. `instead` is what the number after the greatest stands
/// for: `24` is `0` as an hour, but `23` as the end of a range.
fn value(field: Field, part: Part<'_>, instead: u16, item: Part<'_>) -> Result<u16, CronFault> {
    let (low, high) = field.range();
    if part.text.is_empty() {
        let message = format!("a {} is missing: expected {}", field.name(), field.accepted());
        return Err(CronFault::new(Code::Cron, item, message));
    }
    let Some(value) = number(part.text) else {
        return field.named(part.text).ok_or_else(|| unreadable(field, part));
    };
    // Sunday is 7, too.
    let most = if field == Field::Weekday { 7 } else { high };
    if (low..=most).contains(&value) {
        return Ok(value);
    }
    let fault = CronFault::new(
        Code::Range,
        part,
        match field {
            Field::Day => "days of the month go from 1 to 31".to_owned(),
            _ => format!("{}s go from {low} to {most}", field.name()),
        },
    );
    let over = value == most.saturating_add(1) && Field::CLOCK.contains(&field);
    Err(if over { fault.put(part.span(), instead.to_string()) } else { fault })
}

fn step(field: Field, part: Part<'_>) -> Result<u16, CronFault> {
    let (low, high) = field.range();
    let size = high.wrapping_sub(low).saturating_add(1);
    match number(part.text) {
        None => Err(CronFault::new(Code::Cron, part, "a step is a number: `*/10`")),
        Some(0) => Err(CronFault::new(Code::Range, part, "a step is at least 1")),
        Some(step) if step <= size => Ok(step),
        Some(_) => {
            let mut message = format!("this step is longer than {}", field.turn());
            if let Field::Second | Field::Minute | Field::Hour = field {
                message.push_str("; such an interval is written in words: `every 90 minutes`");
            }
            Err(CronFault::new(Code::Range, part, message))
        }
    }
}

/// Digits alone; what is too great for any field stays so.
fn number(text: &str) -> Option<u16> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0_u16, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0'))?;
        Some(number.saturating_mul(10).saturating_add(digit.into()))
    })
}

fn unreadable(field: Field, part: Part<'_>) -> CronFault {
    let random = part.text.contains('~') || part.text.starts_with(['H', 'h']);
    let reason = if random { "; a random value is no fixed time, see `jitter`" } else { "" };
    let message = format!("not a {}: expected {}{reason}", field.name(), field.accepted());
    CronFault::new(Code::Cron, part, message)
}

/// `L`, `L-3`, `15W`, `LW`: puts them into the line, if the item is one of them.
pub(super) fn special_day(cron: &mut Cron, item: Part<'_>) -> Result<bool, CronFault> {
    if !item.text.contains(['L', 'l', 'W', 'w']) {
        return Ok(false);
    }
    let upper = item.text.to_ascii_uppercase();
    let far = |part: Part<'_>, message: &str| Err(CronFault::new(Code::Range, part, message));
    let put = |message: &str, text: String| Err(CronFault::new(Code::Cron, item, message).put(item.span(), text));
    match upper.as_str() {
        "L" => cron.from_end |= 1,
        "LW" => cron.nearest |= 1,
        "WL" => return put("the last weekday is written `LW`", "LW".to_owned()),
        text => {
            if let Some(day) = text.strip_suffix('W').and_then(number) {
                match day {
                    1..=31 => cron.nearest |= 1 << day,
                    _ => return far(item, "days of the month go from 1 to 31"),
                }
            } else if let Some(back) = text.strip_prefix("L-").and_then(number) {
                match back {
                    0..=30 => cron.from_end |= 1 << back,
                    _ => {
                        return far(item, "no month has a day that far from its end; expected `L-1` to `L-30`");
                    }
                }
            } else if let Some(day) = text.strip_prefix('W').filter(|day| number(day).is_some()) {
                return put("the day comes first: `15W`", format!("{day}W"));
            } else if let Some(back) = text.strip_prefix('L').filter(|back| number(back).is_some()) {
                return put("the days before the last take a minus: `L-3`", format!("L-{back}"));
            } else {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// `5#2`, `mon#1`, `5L`, `friL`, `5#L`: puts them into the line, if the item is one of them.
pub(super) fn nth_weekday(cron: &mut Cron, item: Part<'_>) -> Result<bool, CronFault> {
    const LAST: usize = 5;
    let (day, place) = if let Some((day, nth)) = item.split('#') {
        let place = match number(nth.text) {
            Some(place @ 1..=5) => usize::from(place).saturating_sub(1),
            Some(_) => {
                return Err(CronFault::new(
                    Code::Range,
                    nth,
                    "a month has a weekday at most five times; expected `#1` to `#5`",
                ));
            }
            None if nth.text.eq_ignore_ascii_case("L") => LAST,
            None => return Err(turned(day, nth, item)),
        };
        (day, place)
    } else if let Some(day) = item.text.strip_suffix(['L', 'l']) {
        (Part { text: day, at: item.at }, LAST)
    } else if let Some(day) = item.text.strip_prefix(['L', 'l']).filter(|day| number(day).is_some()) {
        let fault = CronFault::new(Code::Cron, item, "the weekday comes first: `5L` is the last friday");
        return Err(fault.put(item.span(), format!("{day}L")));
    } else {
        return Ok(false);
    };
    if day.text.is_empty() {
        return Err(CronFault::new(
            Code::Cron,
            item,
            "the last of which weekday? expected `5L` for the last friday of the month",
        ));
    }
    let weekday = value(Field::Weekday, day, 0, item)? % 7;
    if let Some(set) = cron.nth.get_mut(place) {
        *set |= 1 << weekday;
    }
    Ok(true)
}

/// `2#mon` has its halves the wrong way round.
fn turned(day: Part<'_>, nth: Part<'_>, item: Part<'_>) -> CronFault {
    let fault = CronFault::new(Code::Cron, nth, "expected `#1` to `#5`, or `#L` for the last of the month");
    match (number(day.text), Field::Weekday.named(nth.text)) {
        (Some(1..=5), Some(_)) => fault.put(item.span(), format!("{}#{}", nth.text, day.text)),
        _ => fault,
    }
}
