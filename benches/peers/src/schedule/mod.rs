//! Schedules: the search both ways, parsing, printing, and their size.

mod bytes;
mod search;
mod words;

use crate::instants::Instants;
use crate::measure::Table;

pub fn run(table: &Table) {
    let instants = Instants::new();
    search::run(table, &instants);
    words::run(table);
    bytes::run(table);
}

/// One schedule in the notation of each crate.
struct Said {
    /// As it appears in the names of rows.
    name: &'static str,
    cron: &'static str,
    /// With the field of seconds that the crate `cron` asks for.
    cron_with_seconds: &'static str,
    text: &'static str,
    hron: &'static str,
}

const SAID: [Said; 3] = [
    Said {
        name: "every_5_minutes",
        cron: "*/5 * * * *",
        cron_with_seconds: "0 */5 * * * *",
        text: "every 5 minutes",
        hron: "every 5 minutes from 00:00 to 23:59",
    },
    Said {
        name: "weekdays_at_9",
        cron: "0 9 * * MON-FRI",
        cron_with_seconds: "0 0 9 * * MON-FRI",
        text: "every weekday at 09:00",
        hron: "every weekday at 09:00",
    },
    Said {
        name: "february_29",
        cron: "0 0 29 2 *",
        cron_with_seconds: "0 0 0 29 2 *",
        text: "every year on february 29 at 00:00",
        hron: "every year on february 29 at 00:00",
    },
];

/// The sentence that most people try first.
const SHORT: &str = "every monday at 13:15";
const SHORT_HRON: &str = "every monday at 13:15";

/// A sentence with a clause of nearly every kind, canonical in each language.
const LONG: &str = "every 2 weeks on monday, friday in january, march at 09:00, 17:30 \
    except december 25, 2026-07-04 starting 2026-01-05 until 2027-12-31 in Europe/Berlin";
const LONG_HRON: &str = "every 2 weeks on monday, friday at 09:00, 17:30 \
    except dec 25, 2026-07-04 until 2027-12-31 starting 2026-01-05 \
    during jan, mar in Europe/Berlin";

fn ours(text: &str) -> punctual::Schedule {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn ours_cron(line: &str) -> punctual::Schedule {
    ours(&format!("cron {line}"))
}

fn hron(text: &str) -> hron::Schedule {
    hron::Schedule::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}
