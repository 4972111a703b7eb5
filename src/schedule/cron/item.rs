//! The items of a list: numbers, names, ranges and steps.

use super::CronFault;
use super::field::Field;
use super::part::Part;
use super::set::Run;
use crate::Code;

/// The values of an item as bits.
pub(super) fn values(field: Field, item: Part<'_>) -> Result<u64, CronFault> {
    let run = run(field, item)?;
    let (_, high) = field.range();
    if run.to <= high {
        return Ok(run.bits());
    }
    // A range that wrapped, or one of weekdays that ends with Sunday as 7.
    let size = field.size();
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
        return Err(base.fault(Code::EmptyRange, "the last year is before the first"));
    }
    Ok(Run { from, to: to.saturating_add(field.size()), step })
}

/// A number or a name, of that item. `instead` is what the number after the greatest stands
/// for: `24` is `0` as an hour, but `23` as the end of a range.
pub(super) fn value(field: Field, part: Part<'_>, instead: u16, item: Part<'_>) -> Result<u16, CronFault> {
    let (low, high) = field.range();
    if part.text.is_empty() {
        let message = format!("a {} is missing: expected {}", field.name(), field.accepted());
        return Err(item.fault(Code::Cron, message));
    }
    let Some(value) = number(part.text) else {
        return field.named(part.text).ok_or_else(|| unreadable(field, part));
    };
    // Sunday is 7, too.
    let most = if field == Field::Weekday { 7 } else { high };
    if (low..=most).contains(&value) {
        return Ok(value);
    }
    let fault = part.fault(
        Code::Range,
        match field {
            Field::Day => "days of the month go from 1 to 31".to_owned(),
            _ => format!("{}s go from {low} to {most}", field.name()),
        },
    );
    let over = value == most.saturating_add(1) && Field::CLOCK.contains(&field);
    Err(if over { fault.put(part.span(), instead.to_string()) } else { fault })
}

fn step(field: Field, part: Part<'_>) -> Result<u16, CronFault> {
    match number(part.text) {
        None => Err(part.fault(Code::Cron, "a step is a number: `*/10`")),
        Some(0) => Err(part.fault(Code::Range, "a step is at least 1")),
        Some(step) if step <= field.size() => Ok(step),
        Some(_) => {
            let mut message = format!("this step is longer than {}", field.turn());
            if let Field::Second | Field::Minute | Field::Hour = field {
                message.push_str("; such an interval is written in words: `every 90 minutes`");
            }
            Err(part.fault(Code::Range, message))
        }
    }
}

/// Digits alone; what is too great for any field stays so.
pub(super) fn number(text: &str) -> Option<u16> {
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
    part.fault(Code::Cron, message)
}
