//! What an error proposes is what was meant, or nothing: never a schedule of another kind.

use super::errors;

/// Each text is refused, and its suggestions are exactly these.
const MEANT: [(&str, &[&str]); 94] = [
    // A misspelt unit behind its number.
    ("every 5 minuts", &["every 5 minutes"]),
    ("every 5 mintues on weekdays", &["every 5 minutes on weekdays"]),
    ("every 2 huors", &["every 2 hours"]),
    ("every 3 das at 9:00", &["every 3 days at 09:00"]),
    ("every 2 weks", &["every 2 weeks on monday at 00:00"]),
    ("every 5 sconds", &["every 5 seconds"]),
    // Other words that are nearly ours.
    ("every mon and wen", &["every monday, wednesday at 00:00"]),
    ("every tus", &["every tuesday at 00:00"]),
    ("every bussines day at 9:00", &["every weekday at 09:00"]),
    ("every twentyfive minutes", &["every 25 minutes"]),
    ("every couple of hours", &["every 2 hours"]),
    ("mon/wed/fri at 10:00", &["every monday, wednesday, friday at 10:00"]),
    // `but` leaves out, and nothing else.
    ("every day but sunday", &["every day at 00:00 except sunday"]),
    ("every day at 9:00 but not on sundays", &["every day at 09:00 except sunday"]),
    ("every weekday but not friday", &["every weekday at 00:00 except friday"]),
    // Parts of the day say which half a bare hour is in.
    ("every evening at 6", &["every day at 18:00"]),
    ("every morning at 6", &["every day at 06:00"]),
    ("every night at 11", &["every day at 23:00"]),
    ("every afternoon at 3", &["every day at 15:00"]),
    ("every monday at 8 in the morning", &["every monday at 08:00"]),
    ("every day at 8 in the evening", &["every day at 20:00"]),
    ("every day at 10 at night", &["every day at 22:00"]),
    ("every sunday night at 10", &["every sunday at 22:00"]),
    // Hours and minutes in other spellings.
    ("every day at 9 o'clock", &["every day at 09:00", "every day at 21:00"]),
    ("every day at 9h30", &["every day at 09:30"]),
    ("every day at 14h", &["every day at 14:00"]),
    ("every day at 9:5", &["every day at 09:05", "every day at 09:50"]),
    ("every day at 9\u{ff1a}30", &["every day at 09:30"]),
    ("every day at 10-12", &["every hour from 10:00 to 12:00", "every hour from 22:00 to 00:00"]),
    ("every 90 minutes from 9 to 5", &["every 90 minutes from 09:00 to 17:00", "every 90 minutes from 21:00 to 05:00"]),
    ("every hour between 8 and 11", &["every hour from 08:00 to 11:00", "every hour from 20:00 to 23:00"]),
    // The minute of an hour.
    ("every hour at 15", &["every hour at :15", "every day at 15:00"]),
    ("every hour at 5", &["every hour at :05"]),
    ("every hour at 45", &["every hour at :45"]),
    ("every hour at 30:15", &["every hour at :30:15"]),
    ("every hour at 15 past", &["every hour at :15"]),
    ("every hour at 15 past the hour", &["every hour at :15"]),
    ("every hour and a half", &["every 90 minutes"]),
    ("every 2 hours and a half", &["every 150 minutes"]),
    // Days of the month and of the week.
    ("every month on 31", &["every month on the 31st at 00:00"]),
    ("every month on 1, 15", &["every month on the 1st, 15th at 00:00"]),
    ("beginning of the week", &["every monday at 00:00"]),
    ("end of the week at 17:00", &["every sunday at 17:00"]),
    ("end of the year", &["every year on december 31 at 00:00"]),
    ("every 2nd day of the week", &[]),
    ("31st day of every year", &[]),
    ("feb 29", &["every year on february 29 at 00:00", "on 2032-02-29 at 00:00"]),
    // Bounds and counts.
    ("every day until 2027", &["every day at 00:00 until 2026-12-31", "every day at 00:00 until 2027-12-31"]),
    ("every day starting 2027", &["every day at 00:00 starting 2027-01-01"]),
    ("fridays 3x", &["every friday at 00:00 starting 2030-01-05 for 3 times"]),
    ("every 2 hours twice", &[]),
    ("once", &["every day at 09:00"]),
    // Zones.
    ("every day at 9:00 in New York", &["every day at 09:00 in America/New_York"]),
    ("every day at 9:00 in Los Angeles", &["every day at 09:00 in America/Los_Angeles"]),
    ("every day at 9:00 tz Europe/Berlin", &["every day at 09:00 in Europe/Berlin"]),
    ("every day at 9:00 tz=Europe/Berlin", &["every day at 09:00 in Europe/Berlin"]),
    ("every day at 9:00 timezone=Asia/Tokyo", &["every day at 09:00 in Asia/Tokyo"]),
    // Signs around and behind.
    ("\u{201c}every day at 9:00\u{201d}", &["every day at 09:00"]),
    ("\"every day at 9:00\"", &["every day at 09:00"]),
    ("\u{ab}every day at 9:00\u{bb}", &["every day at 09:00"]),
    ("2027-01-01T09:00:00Z", &["on 2027-01-01 at 09:00 in UTC"]),
    ("every day at 9:00 Berlin time", &["every day at 09:00 in Europe/Berlin"]),
    ("every day at 9:00 local time", &["every day at 09:00"]),
    // Times as they are spoken.
    ("every weekday evening at 6:30", &["every weekday at 18:30"]),
    ("every day at half past 9", &["every day at 09:30", "every day at 21:30"]),
    ("every day at quarter past 9", &["every day at 09:15", "every day at 21:15"]),
    ("every day at a quarter to 10", &["every day at 09:45", "every day at 21:45"]),
    ("every day at quarter to 1", &["every day at 00:45", "every day at 12:45"]),
    ("every day at 10 past 9", &["every day at 09:10", "every day at 21:10"]),
    ("every day at 9 00", &["every day at 09:00"]),
    ("at 30 minutes past the hour", &["every hour at :30"]),
    (":30", &["every hour at :30"]),
    ("every day at 6pm 8am", &["every day at 08:00, 18:00", "every day at 18:00; every day at 08:00"]),
    ("every day 9", &["every day at 09:00", "every day at 21:00", "every month on the 9th at 00:00"]),
    // Windows.
    ("every 15 minutes between 9 and 17", &["every 15 minutes from 09:00 to 17:00"]),
    ("every 15 minutes 9-5", &["every 15 minutes from 09:00 to 17:00", "every 15 minutes from 21:00 to 05:00"]),
    ("every 15 minutes between 9-17", &["every 15 minutes from 09:00 to 17:00"]),
    ("every 90 minutes from 8:00", &["every 90 minutes from 08:00 to 24:00"]),
    // Ends and starts of a stretch.
    ("every month on the 15", &["every month on the 15th at 00:00"]),
    ("every quarter end", &["every quarter on the last day at 00:00"]),
    ("every month start", &["every month on the 1st at 00:00"]),
    // An exception that is not known leaves nothing that could be right.
    ("every friday except the last friday", &[]),
    ("every friday except the 13th", &[]),
    ("every minute of the 9th hour", &[]),
    ("every minute of every hour", &["every minute"]),
    ("every monday unless holidays", &[]),
    // Other words.
    ("every weeknight at 21:00", &["every weekday at 21:00"]),
    ("every full hour", &["every hour"]),
    ("every single day at 9:00", &["every day at 09:00"]),
    ("every 1/2 hour", &["every 30 minutes"]),
    ("weekdays only at 9:00", &["every weekday at 09:00"]),
    // What recurs is not guessed.
    ("every blorp at 9:00", &[]),
    ("every halloween", &[]),
    ("every few minutes", &[]),
];

#[test]
fn what_is_proposed_is_what_was_meant() {
    let mut faults = Vec::new();
    for (text, meant) in MEANT {
        let error = errors::of(text);
        if error.suggestions() != meant {
            faults.push(format!("{text:?}: {:?}, not {meant:?}\n{error}", error.suggestions()));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), MEANT.len(), faults.join("\n"));
}

#[test]
fn a_misspelt_unit_is_the_fault_and_not_its_number() {
    let error = errors::of("every 5 minuts");
    assert_eq!(error.span(), Some(8..14));
    assert_eq!(error.message(), "expected a unit of time; did you mean \"minutes\"?");
}

#[test]
fn a_letter_alone_is_no_number_of_runs() {
    assert_eq!(errors::of("every day x").message(), "this word is not known here");
}

#[test]
fn a_word_is_not_said_to_mean_itself() {
    for text in ["every hour during business hours", "every day at quarter past"] {
        assert!(!errors::of(text).message().contains("did you mean"), "{text}");
    }
}
