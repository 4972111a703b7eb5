//! What is written, played beside the schedule itself.

use chrono::{DateTime, TimeDelta, Utc};
use punctual::Schedule;

use super::cron::Reader;
use super::exporter::{CRONTAB, GITHUB, KUBERNETES};
use super::said;
use crate::times::{Calendars, Times, Wall, Years, Zoned};
use crate::zone::{self, UTC};

/// Numbers that look random, and are the same for the same seed.
struct Lot(u64);

impl Lot {
    fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(self.0 >> 33).unwrap_or(0).checked_rem(all.len()).unwrap_or(0);
        all.get(at).copied().unwrap_or_default()
    }

    fn rule(&mut self) -> String {
        let months = self.one_of(&["", "", "", " in june", " in march, october", " in november to january"]);
        let except =
            self.one_of(&["", "", "", " except july", " except weekends", " except december 25", " except fridays"]);
        let days = ["every day", "every weekday", "every monday, thursday", "every sunday", "every weekend"];
        let dates =
            ["1st", "15th, 30th", "last day", "1st monday", "last friday", "1st to 7th", "31st", "2nd last day"];
        let times = ["00:00", "02:30", "09:00, 17:30", "00:15, 12:15", "23:59:30", "01:00, 02:00, 03:00"];
        match self.one_of(&["days", "dates", "interval", "window"]) {
            "days" => format!("{}{months} at {}{except}", self.one_of(&days), self.one_of(&times)),
            "dates" => {
                format!("every month on the {}{months} at {}{except}", self.one_of(&dates), self.one_of(&times))
            }
            "interval" => {
                let every = ["30 minutes", "hour", "2 hours at :10", "45 minutes", "6 hours", "3 hours offset 1 hour"];
                let on = self.one_of(&["", "", " on weekdays", " on friday"]);
                format!("every {}{on}{months}{except}", self.one_of(&every))
            }
            _ => {
                let window = ["09:00 to 17:00", "22:00 to 02:00", "00:00 to 06:30"];
                let on = self.one_of(&["", " on weekdays", " on saturday"]);
                format!("every 30 minutes{on}{months} from {}{except}", self.one_of(&window))
            }
        }
    }
}

/// Whatever is written has the same times for three years, one by one.
#[test]
fn nothing_is_written_that_runs_at_other_times() {
    let mut lot = Lot(20_260_101);
    let from = "2026-01-01T00:00:00Z".parse().expect("a moment");
    let calendars = Calendars::new(from);
    let end = from + TimeDelta::days(3 * 365);
    let (mut said, mut refused) = (0, 0);
    for round in 0..80 {
        let zone = ["Europe/Berlin", "UTC", "America/New_York", "+05:30"].get(round % 4).expect("a zone");
        let zone = zone::named(zone).expect("a zone");
        let text = if round % 5 == 0 { format!("{}; {}", lot.rule(), lot.rule()) } else { lot.rule() };
        // Some have no day left, which is an error.
        let Ok(schedule) = text.parse::<Schedule>() else { continue };
        let ours = Zoned { schedules: vec![schedule.clone()], zone };
        let all = |times: &dyn Times| -> Vec<DateTime<Utc>> {
            let times = std::iter::successors(times.next_after(from), |at| times.next_after(*at));
            times.take_while(|at| *at < end).collect()
        };
        let is = all(&ours);
        for (dialect, zones) in [(CRONTAB, vec![zone]), (KUBERNETES, said::zones(zone)), (GITHUB, vec![UTC])] {
            let Ok(lines) = dialect.lines(&schedule, zone, &zones, &calendars) else {
                refused += 1;
                continue;
            };
            said += 1;
            let read = lines.texts.iter().map(|line| format!("cron {line}").parse().expect("a line")).collect();
            let theirs: Box<dyn Times> = match dialect.reader {
                Reader::Cron => Box::new(Zoned { schedules: read, zone: lines.zone }),
                Reader::Wall => Box::new(Wall::new(read, &Years::new(lines.zone, from))),
            };
            // Each line by itself: no moment may come of two.
            let times: usize = theirs.parts().iter().map(|part| all(part.as_ref()).len()).sum();
            assert!(all(theirs.as_ref()) == is && times == is.len(), "{} in {zone}: {text}: {lines:?}", dialect.name);
        }
    }
    assert!(said > 60 && refused > 60, "{said} and {refused}");
}
