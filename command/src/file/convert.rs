//! From values of the file to what they mean.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use punctual::Schedule;
use toml::de::DeValue;

use super::fault::Fault;
use super::job::Command;
use super::reader::{Name, Reader, Value};
use crate::zone::{self, Zone};

/// Says that a value is of another type.
pub(super) fn wrong_type(value: &Value<'_>, wanted: &str) -> Fault {
    let is = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    Fault::new("type", value.span(), format!("expected {wanted}, and this is {is}"))
}

pub(super) fn wrong(value: &Value<'_>, message: impl Into<String>) -> Fault {
    Fault::new("value", value.span(), message)
}

/// A string that a process can be given.
pub(super) fn text<'v>(value: &'v Value<'_>, wanted: &str, reader: &mut Reader<'_>) -> Option<&'v str> {
    let DeValue::String(text) = value.get_ref() else {
        reader.fault(wrong_type(value, wanted));
        return None;
    };
    if text.contains('\0') {
        reader.fault(wrong(value, "no process can be given the letter NUL"));
        return None;
    }
    Some(text)
}

pub(super) fn name(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Name> {
    let name = text(value, "a string", reader)?;
    if name.trim() != name || name.is_empty() || name.contains(char::is_control) {
        let message = "a name is one line of text, without spaces around it";
        let good: Vec<_> = name.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect();
        let good = if good.is_empty() { "backup".to_owned() } else { good.join(" ") };
        reader.fault(wrong(value, message).help(format!("{good:?}")));
        return None;
    }
    Some((name.to_owned(), value.span()))
}

pub(super) fn schedule(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<(String, Schedule)> {
    let written = text(value, "a string", reader)?;
    match written.parse::<Schedule>() {
        Ok(schedule) => Some((written.to_owned(), reader.zoned(schedule, &value.span())?)),
        Err(error) => {
            // Where the string has no escapes, the place in it is one in the file.
            let start = value.span().start;
            let inside = reader.text.get(value.span()).and_then(|raw| raw.find(written));
            let span = match (error.span(), inside) {
                (Some(span), Some(inside)) => {
                    let start = start.saturating_add(inside);
                    start.saturating_add(span.start)..start.saturating_add(span.end)
                }
                _ => value.span(),
            };
            let mut fault = Fault::new(error.code().as_str(), span, error.message());
            fault.suggestions = error.suggestions();
            reader.fault(fault);
            None
        }
    }
}

pub(super) fn timezone(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Zone> {
    let name = text(value, "a string", reader)?;
    match zone::read(name) {
        Ok(zone) => Some(zone),
        Err(message) => {
            reader.fault(Fault::new("zone", value.span(), message));
            None
        }
    }
}

pub(super) fn command(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Command> {
    let DeValue::Array(list) = value.get_ref() else {
        let line = text(value, "a string or a list of strings", reader)?;
        if line.trim().is_empty() {
            reader.fault(wrong(value, "this runs nothing"));
            return None;
        }
        return Some(Command::Shell(line.to_owned()));
    };
    let mut words = strings(value, reader)?.into_iter();
    if list.is_empty() || words.as_slice().first().is_some_and(String::is_empty) {
        reader
            .fault(wrong(value, "the first in the list is the program").help("[\"rsync\", \"-a\", \"from\", \"to\"]"));
        return None;
    }
    Some(Command::List(words.next()?, words.collect()))
}

/// A list of strings; every other value in it is told.
fn strings(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let DeValue::Array(list) = value.get_ref() else {
        reader.fault(wrong_type(value, "a list of strings").help("[\"one\", \"two\"]"));
        return None;
    };
    let read: Vec<_> = list.iter().map(|item| text(item, "a string", reader).map(str::to_owned)).collect();
    read.into_iter().collect()
}

pub(super) fn tags(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    for tag in strings(value, reader)? {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Some(tags)
}

pub(super) fn directory(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<PathBuf> {
    let path = text(value, "a string", reader)?;
    if path.is_empty() {
        reader.fault(wrong(value, "this is no folder").help("\".\""));
        return None;
    }
    Some(PathBuf::from(path))
}

pub(super) fn environment(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<BTreeMap<String, String>> {
    let DeValue::Table(table) = value.get_ref() else {
        reader.fault(wrong_type(value, "a table").help("{ PATH = \"/usr/bin:/bin\", LANG = \"C\" }"));
        return None;
    };
    let mut all = BTreeMap::new();
    for (key, value) in table {
        let name = key.get_ref();
        if name.is_empty() || name.contains(['=', '\0']) {
            reader.fault(Fault::new("value", key.span(), "no variable can be called that"));
        }
        if let DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) = value.get_ref() {
            let raw = reader.text.get(value.span()).unwrap_or_default();
            reader.fault(wrong_type(value, "a string").help(format!("\"{raw}\"")));
        } else if let Some(text) = text(value, "a string", reader) {
            all.insert(name.to_string(), text.to_owned());
        }
    }
    Some(all)
}

/// What humantime takes for 30.44 days and the like.
const MONTHS_AND_YEARS: [&str; 8] = ["months", "month", "M", "years", "year", "yrs", "yr", "y"];

pub(super) fn length(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Duration> {
    if let DeValue::Integer(number) = value.get_ref() {
        let fault = wrong_type(value, "a length of time with its unit");
        reader.fault(fault.help(format!("\"{number}s\"")).help(format!("\"{number}m\"")));
        return None;
    }
    let written = text(value, "a length of time", reader)?;
    let has_months = || written.split(|c: char| !c.is_alphabetic()).any(|unit| MONTHS_AND_YEARS.contains(&unit));
    match humantime::parse_duration(written.trim()) {
        Ok(length) if length > Duration::from_secs(10 * 366 * 86_400) => {
            reader.fault(wrong(value, "longer than ten years").help("\"365days\""));
            None
        }
        Ok(_) if has_months() => {
            reader.fault(
                wrong(value, "months and years have no fixed length: say it in days or weeks").help("\"30days\""),
            );
            None
        }
        Ok(length) => Some(length),
        Err(error) => {
            let fault = Fault::new("duration", value.span(), format!("not a length of time: {error}"));
            reader.fault(fault.help("\"30s\"").help("\"1h 30m\""));
            None
        }
    }
}

pub(super) fn timeout(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Duration> {
    let length = length(value, reader)?;
    if length.is_zero() {
        reader.fault(wrong(value, "no run ends in no time; leave it out for no limit"));
        return None;
    }
    Some(length)
}

pub(super) fn flag(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<bool> {
    match value.get_ref() {
        DeValue::Boolean(flag) => Some(*flag),
        DeValue::String(text) => {
            let is_true = ["true", "yes", "on", "1"].contains(&text.to_lowercase().as_str());
            reader.fault(wrong_type(value, "true or false").help(is_true.to_string()));
            None
        }
        _ => {
            reader.fault(wrong_type(value, "true or false"));
            None
        }
    }
}
