//! The JSON Schema of the file, for editors.

use serde_json::{Map, Value, json};

use super::key::{DEFAULTS, JOB, KEYS, Key, Kind, REQUIRED, TIMEZONE, TOP};
use super::policy::{DELIVERY, MISSED, OVERLAP};

/// The schema, as it lies in the repository.
pub(crate) fn schema() -> String {
    let mut properties = Map::new();
    for (name, doc) in TOP {
        let mut property = match name {
            TIMEZONE => json!({ "type": "string" }),
            DEFAULTS => table(true),
            JOB => json!({ "type": "array", "items": table(false) }),
            _ => json!({}),
        };
        describe(&mut property, doc);
        properties.insert(name.to_owned(), property);
    }
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "punctual.toml",
        "description": "Jobs for the command `punctual`.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

fn table(of_defaults: bool) -> Value {
    let keys = KEYS.iter().filter(|key| key.by_default || !of_defaults);
    let properties: Map<_, _> = keys.map(|key| (key.name.to_owned(), property(key))).collect();
    let mut table = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if let (false, Value::Object(table)) = (of_defaults, &mut table) {
        let required: Vec<_> = REQUIRED.iter().map(|(name, _)| *name).collect();
        table.insert("required".to_owned(), json!(required));
    }
    table
}

fn property(key: &Key) -> Value {
    let mut property = match key.kind {
        Kind::Name | Kind::Directory => json!({ "type": "string", "minLength": 1 }),
        Kind::Schedule => json!({ "type": "string", "examples": ["every weekday at 09:00", "cron */5 * * * *"] }),
        Kind::Command => json!({ "oneOf": [
            { "type": "string", "minLength": 1 },
            { "type": "array", "minItems": 1, "items": { "type": "string" } },
        ] }),
        Kind::Tags => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Environment => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Kind::Length => length(),
        Kind::Missed => words_or(&MISSED.map(|(word, _)| word), "run_all"),
        Kind::Overlap => words_or(&OVERLAP.map(|(word, _)| word), "allow"),
        Kind::Retry => json!({ "oneOf": [number(0), {
            "type": "object",
            "additionalProperties": false,
            "properties": { "times": number(0), "backoff": length() },
            "required": ["times"],
        }] }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Delivery => json!({ "enum": DELIVERY.map(|(word, _)| word) }),
    };
    describe(&mut property, key.doc);
    property
}

fn number(least: u32) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": 10_000 })
}

fn length() -> Value {
    json!({ "type": "string", "examples": ["30s", "1h 30m"] })
}

fn words_or(words: &[&str], key: &str) -> Value {
    json!({ "oneOf": [{ "enum": words }, {
        "type": "object",
        "additionalProperties": false,
        "properties": { key: number(1) },
        "required": [key],
    }] })
}

fn describe(property: &mut Value, doc: &str) {
    if let Value::Object(property) = property {
        property.insert("description".to_owned(), Value::from(doc));
    }
}
