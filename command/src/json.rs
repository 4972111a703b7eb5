//! One line of JSON for each text, keys in a fixed order.

use chrono::{DateTime, SecondsFormat};
use punctual::Schedule;
use serde_json::Value;

use crate::problem::Problem;
use crate::zone::Zone;

/// `{"text", "ok": true, "canonical", "zone", "notes", "next"}`
pub(crate) fn right(text: &str, schedule: &Schedule, zone: Zone, next: &[DateTime<Zone>]) -> String {
    let notes: Vec<_> = schedule
        .notes()
        .iter()
        .map(|note| format!("{{\"code\":{},\"message\":{}}}", string(note.code().as_str()), string(&note.to_string())))
        .collect();
    let next: Vec<_> = next.iter().map(|run| string(&run.to_rfc3339_opts(SecondsFormat::AutoSi, false))).collect();
    format!(
        "{{\"text\":{},\"ok\":true,\"canonical\":{},\"zone\":{},\"notes\":[{}],\"next\":[{}]}}",
        string(text),
        string(&schedule.to_string()),
        string(&zone.to_string()),
        notes.join(","),
        next.join(",")
    )
}

/// `{"text", "ok": false, "error": {"code", "message", "span", "suggestions"}}`
pub(crate) fn wrong(text: &str, problem: &Problem) -> String {
    let span = problem.span();
    let suggestions: Vec<_> = problem.suggestions.iter().map(|text| string(text)).collect();
    format!(
        "{{\"text\":{},\"ok\":false,\"error\":{{\"code\":{},\"message\":{},\"span\":[{},{}],\"suggestions\":[{}]}}}}",
        string(text),
        string(&problem.code),
        string(&problem.message),
        span.start,
        span.end,
        suggestions.join(",")
    )
}

fn string(text: &str) -> String {
    Value::from(text).to_string()
}
