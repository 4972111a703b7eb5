//! From values of the file to what to do when a run cannot happen as planned, or fails.

use punctual::{Missed, Overlap};
use toml::de::{DeTable, DeValue};

use super::convert::{length, text, wrong, wrong_type};
use super::fault::Fault;
use super::job::{Delivery, Retry};
use super::near::nearest;
use super::reader::{Reader, Value};

/// One of these words.
fn word<T: Copy>(value: &Value<'_>, words: &[(&str, T)], reader: &mut Reader<'_>) -> Option<T> {
    let said = text(value, "a string", reader)?;
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == said) {
        return Some(*meaning);
    }
    let mut fault = wrong(value, "not one of the words for this");
    let near = nearest(said, words.iter().map(|(word, _)| *word));
    for (word, _) in words.iter().filter(|(word, _)| near.is_none_or(|near| near == *word)) {
        fault = fault.help(format!("\"{word}\""));
    }
    reader.fault(fault);
    None
}

pub(super) const MISSED: [(&str, Missed); 2] = [("run_once", Missed::RunOnce), ("skip", Missed::Skip)];
pub(super) const OVERLAP: [(&str, Overlap); 2] = [("skip", Overlap::Skip), ("queue_one", Overlap::QueueOne)];
pub(super) const DELIVERY: [(&str, Delivery); 2] =
    [("at_least_once", Delivery::AtLeastOnce), ("at_most_once", Delivery::AtMostOnce)];

pub(super) fn missed(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Missed> {
    if let DeValue::Table(table) = value.get_ref() {
        let at_most = only(value, table, "run_all", reader)?;
        return Some(Missed::RunAll { at_most });
    }
    word(value, &MISSED, reader)
}

pub(super) fn overlap(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Overlap> {
    if let DeValue::Table(table) = value.get_ref() {
        let at_most = only(value, table, "allow", reader)?;
        return Some(Overlap::Allow { at_most });
    }
    word(value, &OVERLAP, reader)
}

pub(super) fn delivery(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Delivery> {
    word(value, &DELIVERY, reader)
}

/// The number in a table that has one key.
fn only(value: &Value<'_>, table: &DeTable<'_>, key: &str, reader: &mut Reader<'_>) -> Option<u32> {
    let good = format!("{{ {key} = 3 }}");
    for (name, _) in table.iter().filter(|(name, _)| name.get_ref() != key) {
        let message = format!("this has no key \"{}\"", name.get_ref());
        reader.fault(Fault::new("key", name.span(), message).help(good.clone()));
    }
    let Some(number) = table.get(key) else {
        if table.is_empty() {
            reader.fault(Fault::new("missing", value.span(), format!("this has no {key}")).help(good));
        }
        return None;
    };
    count(number, 1, reader)
}

/// A whole number of some thousand at most.
fn count(value: &Value<'_>, least: u32, reader: &mut Reader<'_>) -> Option<u32> {
    const MOST: u32 = 10_000;
    let DeValue::Integer(number) = value.get_ref() else {
        reader.fault(wrong_type(value, "a whole number"));
        return None;
    };
    let number =
        i64::from_str_radix(number.as_str(), number.radix()).ok().and_then(|number| u32::try_from(number).ok());
    let fits = number.filter(|number| (least..=MOST).contains(number));
    if fits.is_none() {
        reader.fault(wrong(value, format!("expected a number from {least} to {MOST}")));
    }
    fits
}

pub(super) fn retry(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Retry> {
    let DeValue::Table(table) = value.get_ref() else {
        if !matches!(value.get_ref(), DeValue::Integer(_)) {
            let fault = wrong_type(value, "a number or a table");
            reader.fault(fault.help("3").help("{ times = 3, backoff = \"10s\" }"));
            return None;
        }
        return Some(Retry { times: count(value, 0, reader)?, backoff: None });
    };
    let mut retry = Retry::default();
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "times" => retry.times = count(value, 0, reader)?,
            "backoff" => retry.backoff = Some(length(value, reader)?),
            other => {
                let message = format!("retry has no key \"{other}\"");
                let meant = nearest(other, ["times", "backoff"]).unwrap_or("times, backoff");
                reader.fault(Fault::new("key", name.span(), message).help(meant));
            }
        }
    }
    // Where there are other keys, one of them was meant for it.
    if !table.contains_key("times") && table.keys().all(|name| name.get_ref() == "backoff") {
        reader.fault(Fault::new("missing", value.span(), "this has no times").help("{ times = 3 }"));
    }
    Some(retry)
}
