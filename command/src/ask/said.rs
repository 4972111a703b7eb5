//! What became of runs, in marks and in words.

use anstyle::Style;
use chrono::TimeDelta;
use punctual::{RunState, StoredRun};

use crate::moment;
use crate::style::{DIM, NOTE, RIGHT, RUN, WRONG};
use crate::width::clean;

/// A run in one letter, and its colour.
pub(crate) fn mark(run: &StoredRun) -> (char, Style) {
    match run.state {
        RunState::Ok => ('✓', RIGHT),
        RunState::Failed => ('✗', WRONG),
        RunState::Skipped => ('-', DIM),
        RunState::Running => ('▶', RUN),
        RunState::Retrying => ('↻', NOTE),
        _ => ('!', NOTE),
    }
}

/// What became of a run, in a few words.
pub(crate) fn words(run: &StoredRun) -> String {
    match run.state {
        RunState::Ok => length(run).map_or_else(|| "ok".to_owned(), |length| format!("ok in {length}")),
        RunState::Failed => format!("failed: {}", error(run)),
        RunState::Retrying => match &run.error {
            Some(_) => format!("will be tried again: {}", error(run)),
            None => "will be tried again".to_owned(),
        },
        RunState::Running => "runs".to_owned(),
        RunState::Skipped => format!("skipped: {}", reason(run.why.as_deref().unwrap_or_default())),
        RunState::Missed => "missed: nothing ran the jobs at its time".to_owned(),
        RunState::Interrupted => "interrupted: punctual or the machine ended before the run did".to_owned(),
        RunState::Quarantined => format!("quarantined: cut off {} times, and not tried again", run.deaths),
        other => other.to_string(),
    }
}

fn error(run: &StoredRun) -> String {
    run.error.as_deref().map_or_else(|| "for a reason unknown".to_owned(), clean)
}

/// How long it took.
fn length(run: &StoredRun) -> Option<String> {
    // The clock may have been set back meanwhile.
    Some(moment::distance(run.ended?.signed_duration_since(run.started?).max(TimeDelta::zero())))
}

/// Why a slot was skipped, from the word that is kept.
pub(crate) fn reason(word: &str) -> String {
    match word {
        "overlap" => "the run before still went on".to_owned(),
        "resting" => "it came too soon after the run before".to_owned(),
        "condition" => "only_if said no, or somebody asked for it with skip-next".to_owned(),
        "cancelled" => "it was no longer in the file".to_owned(),
        "paused" => "it was paused".to_owned(),
        "stopped" => "punctual was stopped".to_owned(),
        "" => "for a reason unknown".to_owned(),
        other => clean(other),
    }
}
