//! A cron line under test.

use chrono::{DateTime, Utc};

use crate::schedule::cron::Cron;

#[derive(Debug, PartialEq)]
pub(super) struct Line(pub(super) Cron);

#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: String,
    pub(super) span: (usize, usize),
    pub(super) message: String,
    pub(super) fixed: Vec<String>,
}

impl Line {
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        Cron::read(text).map(|(cron, _)| Self(cron)).map_err(|fault| Refusal {
            code: fault.code.to_string(),
            span: fault.span,
            message: fault.message,
            fixed: fault
                .fix
                .map(|(start, end, put)| format!("{}{put}{}", &text[..start], &text[end..]))
                .into_iter()
                .filter(|fixed| Cron::read(fixed).is_ok())
                .collect(),
        })
    }

    pub(super) fn text(&self) -> String {
        self.0.to_string()
    }

    pub(super) fn next_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let second = after.timestamp() + 1;
        let (day, time) = (second.div_euclid(86_400) as i32, second.rem_euclid(86_400) as u32);
        let found = self.0.next_day(day)?;
        let slot = if found == day
            && let Some(time) = self.0.next_time(time)
        {
            (found, time)
        } else {
            let day = if found == day { self.0.next_day(day + 1)? } else { found };
            (day, self.0.next_time(0).unwrap())
        };
        DateTime::from_timestamp(i64::from(slot.0) * 86_400 + i64::from(slot.1), 0)
    }

    pub(super) fn previous_before(&self, before: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let second = before.timestamp() - 1;
        let (day, time) = (second.div_euclid(86_400) as i32, second.rem_euclid(86_400) as u32);
        let found = self.0.previous_day(day)?;
        let slot = if found == day
            && let Some(time) = self.0.previous_time(time)
        {
            (found, time)
        } else {
            let day = if found == day { self.0.previous_day(day - 1)? } else { found };
            (day, self.0.previous_time(86_399).unwrap())
        };
        DateTime::from_timestamp(i64::from(slot.0) * 86_400 + i64::from(slot.1), 0)
    }
}
