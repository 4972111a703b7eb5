//! The items that only the two day fields have.

use super::field::Field;
use super::item::{number, value};
use super::part::Part;
use super::{Cron, CronFault};
use crate::Code;

/// `L`, `L-3`, `15W`, `LW`: puts them into the line, if the item is one of them.
pub(super) fn day(cron: &mut Cron, item: Part<'_>) -> Result<bool, CronFault> {
    if !item.text.contains(['L', 'l', 'W', 'w']) {
        return Ok(false);
    }
    let upper = item.text.to_ascii_uppercase();
    let far = |part: Part<'_>, message: &str| Err(part.fault(Code::Range, message));
    let put = |message: &str, text: String| Err(item.fault(Code::Cron, message).put(item.span(), text));
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
                    _ => return far(item, "no month has a day that far from its end; expected `L-1` to `L-30`"),
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
pub(super) fn weekday(cron: &mut Cron, item: Part<'_>) -> Result<bool, CronFault> {
    const LAST: usize = 5;
    let (day, place) = if let Some((day, nth)) = item.split('#') {
        let place = match number(nth.text) {
            Some(place @ 1..=5) => usize::from(place).saturating_sub(1),
            Some(_) => {
                return Err(nth.fault(Code::Range, "a month has a weekday at most five times; expected `#1` to `#5`"));
            }
            None if nth.text.eq_ignore_ascii_case("L") => LAST,
            None => return Err(turned(day, nth, item)),
        };
        (day, place)
    } else if let Some(day) = item.text.strip_suffix(['L', 'l']) {
        (Part { text: day, at: item.at }, LAST)
    } else if let Some(day) = item.text.strip_prefix(['L', 'l']).filter(|day| number(day).is_some()) {
        let fault = item.fault(Code::Cron, "the weekday comes first: `5L` is the last friday");
        return Err(fault.put(item.span(), format!("{day}L")));
    } else {
        return Ok(false);
    };
    if day.text.is_empty() {
        return Err(item.fault(Code::Cron, "the last of which weekday? expected `5L` for the last friday of the month"));
    }
    let weekday = value(Field::Weekday, day, 0, item)? % 7;
    if let Some(set) = cron.nth.get_mut(place) {
        *set |= 1 << weekday;
    }
    Ok(true)
}

/// `2#mon` has its halves the wrong way round.
fn turned(day: Part<'_>, nth: Part<'_>, item: Part<'_>) -> CronFault {
    let fault = nth.fault(Code::Cron, "expected `#1` to `#5`, or `#L` for the last of the month");
    match (number(day.text), Field::Weekday.named(nth.text)) {
        (Some(1..=5), Some(_)) => fault.put(item.span(), format!("{}#{}", nth.text, day.text)),
        _ => fault,
    }
}
