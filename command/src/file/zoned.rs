//! Schedules in the zone of the file.

use punctual::{Error, Schedule};

use crate::zone::Zone;

/// The schedule with the zone for each of its rules that names none.
pub(super) fn zoned(schedule: Schedule, zone: Zone) -> Result<Schedule, Error> {
    if schedule.rules().all(|rule| rule.zone().is_some()) {
        return Ok(schedule);
    }
    let rules =
        schedule.rules().map(|rule| if rule.zone().is_some() { rule.to_string() } else { format!("{rule} in {zone}") });
    rules.collect::<Vec<_>>().join("; ").parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_without_a_zone_gets_it() {
        let berlin = crate::zone::read("Europe/Berlin").expect("a zone");
        for (text, is) in [
            ("every day at 9am", "every day at 09:00 in Europe/Berlin"),
            ("every day at 9am in Asia/Tokyo", "every day at 09:00 in Asia/Tokyo"),
            (
                "every day at 9am in UTC; every friday at 10:00",
                "every day at 09:00 in UTC; every friday at 10:00 in Europe/Berlin",
            ),
            ("every 10 minutes", "every 10 minutes in Europe/Berlin"),
            (
                "every day at 09:00 until 2090-01-01 jitter 5 minutes",
                "every day at 09:00 until 2090-01-01 in Europe/Berlin jitter 5 minutes",
            ),
        ] {
            let schedule = text.parse().expect("a schedule");
            let zoned = zoned(schedule, berlin).expect("a zone fits");
            assert_eq!(zoned.to_string(), is.parse::<Schedule>().expect("a schedule").to_string());
        }
        let cron = "cron */5 9-17 * * 1-5".parse().expect("a schedule");
        let cron = zoned(cron, berlin).expect("a zone fits").to_string();
        assert!(cron.ends_with(" in Europe/Berlin"), "{cron}");
    }
}
