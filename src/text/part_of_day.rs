//! Parts of the day: refused, since none is a time, but each says which half of the day an hour is in.

use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece};
use super::plain::first_word;
use super::waiting::Before;
use crate::error::Code;

/// `every morning`, `in the evening`, `every night at 11`
pub(super) fn vague(token: &Pair<'_>, before: Before<'_>) -> Fault {
    let part = token.as_str().trim_start_matches("in the ");
    let fault = fault(Code::Vague, token, "names a part of the day, not a time");
    let Piece { start, end, .. } = Piece::from(token);
    if let Some((hour, length)) = Hour::at(token.get_input().get(end..).unwrap_or_default()) {
        let time = format!("at {}", hour.time(part));
        let end = end.saturating_add(length);
        return match before {
            Before::Waiting("every" | "each", _) => fault.instead_of(start, end, format!("day {time}")),
            Before::Nothing => fault.instead_of(start, end, format!("every day {time}")),
            _ => fault.instead_of(start, end, time),
        };
    }
    let time = match part {
        "morning" | "mornings" | "dawn" | "sunrise" => "9:00",
        "afternoon" | "afternoons" => "14:00",
        "lunchtime" => "12:00",
        "evening" | "evenings" | "dusk" | "sunset" => "18:00",
        _ => "21:00",
    };
    match before {
        Before::Waiting("every" | "each", _) => fault.try_this(format!("day at {time}")).try_this("day"),
        Before::Nothing => fault.try_this(format!("every day at {time}")).try_this("every day"),
        _ => fault.try_this(format!("at {time}")).left_out(),
    }
}

/// What stands behind an hour and says which half of the day it is in: the length of ` in the morning`, and `am`.
pub(super) fn half_after(text: &str, hour: u32) -> Option<(usize, &'static str)> {
    let known = [" in the morning", " in the afternoon", " in the evening", " at night"];
    let words = known.into_iter().find(|words| text.starts_with(words))?;
    Some((words.len(), half(words.rsplit(' ').next().unwrap_or_default(), hour)))
}

/// The `6` or the `6:30` of a time that lacks its half of the day.
struct Hour<'t> {
    figures: &'t str,
    hour: u32,
}

impl<'t> Hour<'t> {
    /// That of a ` at 6` which begins a text, and how far it goes.
    fn at(text: &'t str) -> Option<(Self, usize)> {
        let rest = text.strip_prefix(" at ")?;
        let figures = first_word(rest);
        let is_clear = rest.get(figures.len()..).is_some_and(|rest| rest.starts_with(" am") || rest.starts_with(" pm"));
        let hour = figures.split(':').next()?.parse().ok().filter(|hour| (1..=12).contains(hour) && !is_clear)?;
        let is_figures = figures.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        is_figures.then(|| (Self { figures, hour }, " at ".len().saturating_add(figures.len())))
    }

    /// The whole time: `6:30 pm` in the evening.
    fn time(&self, part: &str) -> String {
        format!("{} {}", self.figures, half(part, self.hour))
    }
}

fn half(part: &str, hour: u32) -> &'static str {
    match part {
        "morning" | "mornings" | "dawn" | "sunrise" => "am",
        "night" | "nights" | "nightly" if hour == 12 || hour < 6 => "am",
        _ => "pm",
    }
}
