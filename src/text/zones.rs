//! Zones: `in Europe/Berlin`, `UTC`, `in +02:00`.

use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use super::plain::first_word;
use crate::error::Code;
use crate::schedule::zone::{self, Zone};

/// Abbreviations that people write, and a zone each may stand for.
const ABBREVIATIONS: [(&str, &str); 34] = [
    ("est", "America/New_York"),
    ("edt", "America/New_York"),
    ("et", "America/New_York"),
    ("cst", "America/Chicago"),
    ("cdt", "America/Chicago"),
    ("ct", "America/Chicago"),
    ("mst", "America/Denver"),
    ("mdt", "America/Denver"),
    ("pst", "America/Los_Angeles"),
    ("pdt", "America/Los_Angeles"),
    ("pt", "America/Los_Angeles"),
    ("akst", "America/Anchorage"),
    ("hst", "Pacific/Honolulu"),
    ("gmt", "UTC"),
    ("z", "UTC"),
    ("uct", "UTC"),
    ("zulu", "UTC"),
    ("bst", "Europe/London"),
    ("ist", "Asia/Kolkata"),
    ("wet", "Europe/Lisbon"),
    ("west", "Europe/Lisbon"),
    ("cet", "Europe/Paris"),
    ("cest", "Europe/Paris"),
    ("met", "Europe/Paris"),
    ("eet", "Europe/Athens"),
    ("eest", "Europe/Athens"),
    ("msk", "Europe/Moscow"),
    ("trt", "Europe/Istanbul"),
    ("jst", "Asia/Tokyo"),
    ("kst", "Asia/Seoul"),
    ("sgt", "Asia/Singapore"),
    ("hkt", "Asia/Hong_Kong"),
    ("aest", "Australia/Sydney"),
    ("nzst", "Pacific/Auckland"),
];

/// The zone of an `offset_zone`, `area_zone`, `zone_name` or `utc` token.
pub(super) fn zone(token: &Pair<'_>) -> Result<Zone, Fault> {
    let word = token.as_str();
    if token.as_rule() == Token::offset_zone {
        return offset(token);
    }
    if let Some(abbreviation) = abbreviation(word) {
        let message = "abbreviations are not unique; write an IANA name";
        return Err(fault(Code::ZoneAbbr, token, message).try_this(abbreviation));
    }
    let offset = word.strip_prefix("utc").or_else(|| word.strip_prefix("gmt"));
    if let Some(offset) = offset.filter(|offset| offset.starts_with(['+', '-'])) {
        return Err(fault(Code::Zone, token, "an offset from UTC is written +02:00").try_this(offset));
    }
    zone::find(word).map(Zone::Named).ok_or_else(|| {
        let fault = fault(Code::Zone, token, "not an IANA time zone name, such as Europe/Berlin");
        let Piece { start, end, .. } = Piece::from(token);
        let next = token.get_input().get(end..).and_then(|rest| rest.strip_prefix(' '));
        if let Some(next) = next.map(first_word)
            && let Some(name) = of_city(&format!("{word}_{next}"))
        {
            return fault.instead_of(start, end.saturating_add(1).saturating_add(next.len()), name);
        }
        match nearest(word) {
            Some(name) => fault.try_this(name),
            None => fault,
        }
    })
}

/// The zone an abbreviation may stand for.
pub(super) fn abbreviation(word: &str) -> Option<&'static str> {
    ABBREVIATIONS.iter().find(|(known, _)| *known == word).map(|&(_, name)| name)
}

/// `+02:00`, `-0330`, `+2`
fn offset(token: &Pair<'_>) -> Result<Zone, Fault> {
    let word = token.as_str();
    let (sign, figures) = word.split_at_checked(1).unwrap_or(("+", word));
    let (hours, minutes) = match figures.split_once(':') {
        Some(parts) => parts,
        None if figures.len() == 4 => figures.split_at_checked(2).unwrap_or((figures, "0")),
        None => (figures, "0"),
    };
    let wrong = || fault(Code::Zone, token, "an offset from UTC is written +02:00, from -23:59 to +23:59");
    let hours: i16 = hours.parse().ok().filter(|hours| *hours < 24).ok_or_else(wrong)?;
    let minutes: i16 = minutes.parse().ok().filter(|minutes| *minutes < 60).ok_or_else(wrong)?;
    let total = hours.saturating_mul(60).saturating_add(minutes);
    Ok(match total {
        0 => Zone::Named(chrono_tz::Tz::UTC),
        total if sign == "-" => Zone::Fixed(total.saturating_neg()),
        total => Zone::Fixed(total),
    })
}

/// The zone whose city has this name, or whose name is a letter or two off.
fn nearest(word: &str) -> Option<&'static str> {
    of_city(word.rsplit('/').next().unwrap_or(word))
        .or_else(|| names().find(|name| super::misspelt::near(word, &name.to_ascii_lowercase())))
}

/// The zone whose city has this name.
pub(super) fn of_city(city: &str) -> Option<&'static str> {
    names().find(|name| name.rsplit('/').next().is_some_and(|known| known.eq_ignore_ascii_case(city)))
}

fn names() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
}
