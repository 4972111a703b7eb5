//! What every error must be, whatever the text: a place in the text and help that works.

use punctual::{Error, Schedule};

/// What is wrong with an error itself, if anything.
pub fn fault(text: &str, error: &Error) -> Option<String> {
    let message = error.message();
    if message.is_empty() || message.contains('\n') || message.ends_with('.') {
        return Some(format!("the message is {message:?}"));
    }
    let Some(span) = error.span() else {
        return Some("it has no span".to_owned());
    };
    if span.start > span.end
        || span.end > text.len()
        || !text.is_char_boundary(span.start)
        || !text.is_char_boundary(span.end)
    {
        return Some(format!("its span is {span:?} of {} bytes", text.len()));
    }
    let suggestions = error.suggestions();
    if suggestions.len() > 3 {
        return Some(format!("it has {} suggestions", suggestions.len()));
    }
    suggestions.iter().find_map(|suggestion| bad_suggestion(text, suggestion))
}

fn bad_suggestion(text: &str, suggestion: &str) -> Option<String> {
    if suggestion == text {
        return Some(format!("it suggests the text itself: {suggestion:?}"));
    }
    match suggestion.parse::<Schedule>() {
        Err(error) => Some(format!("it suggests {suggestion:?}, which is wrong: {}", error.message())),
        Ok(schedule) if schedule.to_string() != suggestion => {
            Some(format!("it suggests {suggestion:?}, which is written {schedule}"))
        }
        Ok(_) => None,
    }
}

/// The error of a text, which must be one, and a good one.
pub fn of(text: &str) -> Error {
    match text.parse::<Schedule>() {
        Ok(schedule) => panic!("{text:?} is taken as {schedule}"),
        Err(error) => {
            if let Some(fault) = fault(text, &error) {
                panic!("the error of {text:?} [{}]: {fault}", error.code());
            }
            error
        }
    }
}

/// `unknown`, `expected` and `lex` count as one: where a reader finds a thing that does not
/// belong is less clear than that it does not.
pub fn kind(code: &str) -> &str {
    match code {
        "expected" | "lex" => "unknown",
        _ => code,
    }
}
