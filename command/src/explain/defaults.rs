//! Where what was not said came from.
//!
//! A default shows in the canonical text. Whether it was said is found by saying something
//! else: where the text takes another value for that clause, it had none.

use punctual::{NoteCode, Schedule};

use super::View;
use crate::canonical::{Clause, Clauses};
use crate::english::capital;

/// The defaults that were used, then the notes.
pub(super) fn of(view: &View<'_>) -> Vec<String> {
    let clauses = &view.clauses;
    let mut out = Vec::new();
    if clauses.get(Clause::At) == Some("00:00") && takes(view, Clause::At, "00:01", "at 00:01") {
        out.push("No time was given, so midnight (00:00) is used.".to_owned());
    }
    let on = clauses.get(Clause::On);
    if on == Some("the 1st") && takes(view, Clause::On, "the 2nd", "on the 2nd") {
        out.push("No day was given, so the 1st is used.".to_owned());
    }
    if on == Some("january 1") && takes(view, Clause::On, "january 2", "on january 2") {
        out.push("No date was given, so January 1 is used.".to_owned());
    }
    let monday = on == Some("monday") && takes(view, Clause::On, "tuesday", "on tuesday");
    let every = clauses.get(Clause::Every);
    let every_monday = every == Some("every monday") && takes(view, Clause::Every, "every tuesday", "on tuesday");
    if monday || every_monday {
        out.push("No weekday was given, so Monday is used.".to_owned());
    }
    if clauses.get(Clause::Zone).is_none() {
        let (zone, source) = (view.zone, if view.zone_given { "--zone" } else { "this system" });
        out.push(format!(
            "No zone was named, so the times are in the zone of whoever asks; here that is \
             {zone}, from {source}."
        ));
    }
    let notes = view.schedule.notes().iter().filter(|note| !is_told(note.code()));
    out.extend(notes.map(|note| sentence(&note.to_string())));
    out
}

/// Whether the sentences about the rule say this already.
fn is_told(code: NoteCode) -> bool {
    matches!(code, NoteCode::Random | NoteCode::NoHolidays | NoteCode::EitherDay)
}

/// Whether the text reads as before but for `clause` when `said` is added to it.
fn takes(view: &View<'_>, clause: Clause, value: &str, said: &str) -> bool {
    let text = view.text.trim().trim_end_matches('.');
    let expected = view.clauses.with(clause, value).to_string();
    // In front too, since a time at the end may belong to a date there.
    [format!("{said} {text}"), format!("{text} {said}")].iter().any(|text| {
        let read = text.parse::<Schedule>();
        read.is_ok_and(|read| Clauses::read(&read.to_string()).to_string() == expected)
    })
}

fn sentence(note: &str) -> String {
    let end = if note.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{end}", capital(note))
}
