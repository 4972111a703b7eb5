//! The phrases that people wrote (`tests/data/phrases.json`).

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat};
use chrono_tz::Tz;
use punctual::{Error, Schedule};
use serde_json::Value;

use crate::errors;

fn rows() -> Vec<Value> {
    let rows: Value = serde_json::from_str(include_str!("../data/phrases.json")).unwrap();
    rows.as_array().unwrap().clone()
}

fn word<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("no {key} in {row}"))
}

/// Shows all rows that fail, not only the first.
fn report(faults: &[String], rows: usize) {
    assert!(faults.is_empty(), "{} of {rows} rows fail:\n{}", faults.len(), faults.join("\n"));
    println!("{rows} rows");
}

fn show(error: &Error) -> String {
    format!("{} [{}] at {:?}, try {:?}", error.message(), error.code(), error.span(), error.suggestions())
}

#[test]
fn accepted_phrases_have_their_canonical_text_and_times() {
    let rows: Vec<Value> = rows().into_iter().filter(|row| row["verdict"] == "accept").collect();
    let faults: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let fault = accept_fault(row)?;
            Some(format!("{} {:?}: {fault}", word(row, "id"), word(row, "phrase")))
        })
        .collect();
    report(&faults, rows.len());
}

fn accept_fault(row: &Value) -> Option<String> {
    let (phrase, canonical) = (word(row, "phrase"), word(row, "canonical"));
    let schedule: Schedule = match phrase.parse() {
        Ok(schedule) => schedule,
        Err(error) => return Some(format!("refused: {}", show(&error))),
    };
    let printed = schedule.to_string();
    if printed != canonical {
        return Some(format!("is {printed:?} and not {canonical:?}"));
    }
    if canonical.parse::<Schedule>().ok().as_ref() != Some(&schedule) {
        return Some(format!("{canonical:?} is not the same"));
    }
    // Random intervals and the like have no times to compare.
    let wanted: Vec<&str> = row["next"].as_array()?.iter().map(|at| at.as_str().unwrap()).collect();
    let zone: Tz = word(row, "tz").parse().unwrap();
    let from = DateTime::parse_from_rfc3339(word(row, "from")).unwrap().with_timezone(&zone);
    let got: Vec<String> =
        schedule.upcoming(&from).take(5).map(|at| at.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true)).collect();
    (got != wanted).then(|| format!("{canonical:?} runs at\n  {got:?} and not\n  {wanted:?}"))
}

#[test]
fn refused_phrases_have_their_code_and_place() {
    let rows: Vec<Value> = rows().into_iter().filter(|row| row["verdict"] != "accept").collect();
    let faults: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let fault = reject_fault(row)?;
            Some(format!("{} {:?}: {fault}", word(row, "id"), word(row, "phrase")))
        })
        .collect();
    report(&faults, rows.len());
}

fn reject_fault(row: &Value) -> Option<String> {
    let (phrase, code) = (word(row, "phrase"), word(row, "error"));
    let error = match phrase.parse::<Schedule>() {
        Ok(schedule) => return Some(format!("taken as {schedule} and not refused [{code}]")),
        Err(error) => error,
    };
    if let Some(fault) = errors::fault(phrase, &error) {
        return Some(fault);
    }
    let end = |index: usize| usize::try_from(row["span"][index].as_u64().unwrap()).unwrap();
    let (start, end) = (end(0), end(1));
    let span = error.span().unwrap();
    let touches = if start == end || span.is_empty() {
        span.start <= end && start <= span.end
    } else {
        span.start < end && start < span.end
    };
    if errors::kind(error.code().as_str()) != errors::kind(code) || !touches {
        return Some(format!("wanted [{code}] at {start}..{end}, got {}", show(&error)));
    }
    None
}

/// Four of five help; what each of them offers is checked with the row.
#[test]
fn most_refused_phrases_get_a_suggestion() {
    let mut without: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut with, mut all) = (0, 0);
    for row in rows().iter().filter(|row| row["verdict"] != "accept") {
        let Err(error) = word(row, "phrase").parse::<Schedule>() else { continue };
        all += 1;
        if error.suggestions().is_empty() {
            let list = without.entry(error.code().to_string()).or_default();
            list.push(word(row, "phrase").to_owned());
        } else {
            with += 1;
        }
    }
    println!("{with} of {all} refused phrases get a suggestion");
    assert!(all >= 220, "only {all} are refused");
    assert!(with * 100 >= all * 80, "{with} of {all} get a suggestion, these none: {without:#?}");
}

/// What the language page shows as the first suggestion is offered, where the row has one.
#[test]
fn the_suggestions_of_the_list_are_offered() {
    let (mut missing, mut all) = (Vec::new(), 0);
    for row in rows() {
        let Some(wanted) = row["suggest"].as_array() else { continue };
        let phrase = word(&row, "phrase");
        let Err(error) = phrase.parse::<Schedule>() else { continue };
        all += 1;
        // The years of the list are those of its own day.
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        let got = error.suggestions_for(today);
        let wanted: Vec<&str> = wanted.iter().map(|text| text.as_str().unwrap()).collect();
        if !wanted.iter().any(|text| got.iter().any(|got| got == text)) {
            missing.push(format!("{phrase:?}: offers {got:?}, the list {wanted:?}"));
        }
    }
    println!("{} of {all} differ:\n{}", missing.len(), missing.join("\n"));
    assert!(missing.len() * 10 <= all, "{} of {all} differ:\n{}", missing.len(), missing.join("\n"));
}
