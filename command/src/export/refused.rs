//! What no pattern of the calendar can say, and which clause of a schedule it is.

use chrono::{DateTime, NaiveDate, Utc};
use punctual::Schedule;

use crate::canonical::{Clause, Clauses};
use crate::file::Job;
use crate::kind::Kind;
use crate::zone::Zone;

/// Why a job is not written, and what of it is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    /// The words of the job: a clause of its schedule, or a key.
    pub(super) said: String,
    pub(super) why: String,
}

impl Refused {
    pub(super) fn new(said: impl Into<String>, why: impl Into<String>) -> Self {
        Self { said: said.into(), why: why.into() }
    }
}

/// The jobs that are not written, and why.
pub(super) type AllRefused = Vec<(String, Refused)>;

/// What is made of each job, or all that is refused.
pub(super) fn each<'j, T, U>(
    jobs: impl IntoIterator<Item = T>,
    job: impl Fn(&T) -> &'j Job,
    mut make: impl FnMut(T) -> Result<U, Refused>,
) -> Result<Vec<U>, AllRefused> {
    let (mut done, mut refused) = (Vec::new(), AllRefused::new());
    for one in jobs {
        let name = &job(&one).name;
        match make(one) {
            Ok(one) => done.push(one),
            Err(why) => refused.push((name.clone(), why)),
        }
    }
    if refused.is_empty() { Ok(done) } else { Err(refused) }
}

/// The first clause that nobody who repeats by the calendar can say.
pub(super) fn never(schedule: &Schedule, from: DateTime<Utc>) -> Result<(), Refused> {
    schedule.rules().try_for_each(|rule| of_rule(&Clauses::read(&rule.to_string()), from))
}

fn of_rule(clauses: &Clauses, from: DateTime<Utc>) -> Result<(), Refused> {
    let refuse = |clause: Clause, why: &str| Err(Refused::new(alone(clauses, clause), why));
    if Kind::of(clauses) == Kind::Random {
        return refuse(Clause::Every, "each wait is drawn by lot, after the run before it");
    }
    if Kind::of(clauses) == Kind::Elapsed {
        return refuse(Clause::Every, "it counts elapsed time, and the calendar starts anew each day");
    }
    if clauses.get(Clause::Jitter).is_some() {
        return refuse(Clause::Jitter, "the delays are drawn from a seed");
    }
    if clauses.get(Clause::For).is_some() {
        return refuse(Clause::For, "there is no end to it there");
    }
    if clauses.get(Clause::Until).is_some() {
        return refuse(Clause::Until, "there is no end to it there");
    }
    if let Some(start) = clauses.get(Clause::Starting)
        && date(start).is_none_or(|start| start > from.date_naive())
    {
        return refuse(Clause::Starting, "it would run before that");
    }
    if let Some(except) = clauses.get(Clause::Except) {
        if except.contains("holidays") {
            return refuse(Clause::Except, "no calendar of holidays is there");
        }
        if except.split(", ").any(|day| date(day).is_some()) {
            return refuse(Clause::Except, "a day of one year cannot be left out");
        }
    }
    match (clauses.get(Clause::Every), clauses.get(Clause::On)) {
        (None, Some(on)) if date(on).is_some() => return refuse(Clause::On, "it happens once"),
        (Some(every), _) if counts_on(every) => {
            return refuse(Clause::Every, "it counts on from year to year, and the calendar starts anew");
        }
        _ => {}
    }
    match clauses.get(Clause::Cron).map(|line| line.split(' ').collect::<Vec<_>>()).as_deref() {
        Some([.., year])
            if clauses.get(Clause::Cron).is_some_and(|line| line.split(' ').count() > 6) && *year != "*" =>
        {
            refuse(Clause::Cron, "it names years")
        }
        _ => Ok(()),
    }
}

/// Whether this is `every 3 years`, or months that do not make a year.
fn counts_on(every: &str) -> bool {
    let mut words = every.split(' ').skip(1);
    let Some(count) = words.next().and_then(|count| count.parse::<u32>().ok()).filter(|count| *count > 1) else {
        return false;
    };
    match words.next() {
        Some("years") => true,
        Some("quarters") => !4_u32.is_multiple_of(count),
        Some("months") => !12_u32.is_multiple_of(count),
        _ => false,
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    text.split(' ').next()?.parse().ok()
}

/// A clause in its own words.
fn alone(clauses: &Clauses, clause: Clause) -> String {
    clauses.only(|found| found == clause).to_string()
}

/// The clause without which the schedule could be written, else the one that makes its days.
/// `zone` is the one that the target would have.
pub(super) fn clause(schedule: &Schedule, zone: Zone, can: &dyn Fn(&Schedule) -> bool) -> String {
    let rules: Vec<Schedule> = schedule.rules().collect();
    let rule = if rules.len() > 1 { rules.iter().find(|rule| !can(rule)) } else { rules.first() };
    let Some(rule) = rule else { return schedule.to_string() };
    let clauses = Clauses::read(&rule.to_string());
    let can = |clauses: &Clauses| clauses.to_string().parse::<Schedule>().is_ok_and(|without| can(&without));
    let at_home = clauses.with(Clause::Zone, &zone.to_string());
    let blamed = [Clause::Except, Clause::Months, Clause::Shift, Clause::Window, Clause::At, Clause::On];
    let said: Vec<Clause> = blamed.into_iter().filter(|clause| clauses.get(*clause).is_some()).collect();
    let without = |of: &Clauses| said.iter().copied().find(|clause| can(&of.only(|kept| kept != *clause)));
    let found = without(&clauses)
        .or_else(|| (at_home != clauses && can(&at_home)).then_some(Clause::Zone))
        // Where the zone is in the way and something else, too, that is the one to tell.
        .or_else(|| (at_home != clauses).then(|| without(&at_home)).flatten());
    let made = [Clause::Every, Clause::Cron, Clause::On].into_iter().find(|clause| clauses.get(*clause).is_some());
    found.or(made).map_or_else(|| rule.to_string(), |clause| alone(&clauses, clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_an_end_or_a_memory_is_refused_by_name() {
        let from = "2026-01-01T00:00:00Z".parse().expect("a moment");
        for (text, said) in [
            ("every 5 to 10 minutes", "every 5 to 10 minutes"),
            ("every 7 minutes", "every 7 minutes"),
            ("every day at 09:00 until 2030-01-01", "until 2030-01-01"),
            ("every day at 09:00 starting 2026-01-02 for 3 times", "for 3 times"),
            ("every day at 09:00 starting 2026-01-02", "starting 2026-01-02"),
            ("every day at 09:00 starting 2025-01-02", ""),
            ("every day at 09:00 jitter 5 minutes", "jitter 5 minutes"),
            ("every weekday at 09:00 except holidays", "except holidays"),
            ("every weekday at 09:00 except july, 2026-07-04", "except july, 2026-07-04"),
            ("on 2028-02-29 at 09:00", "on 2028-02-29"),
            ("every 28 years on february 29", "every 28 years"),
            ("every 100 months on the 29th", "every 100 months"),
            ("every 3 months on the 1st", ""),
            ("cron 0 0 9 1 1 * 2030", "cron 0 0 9 1 1 * 2030"),
            ("every day at 09:00; every 90 seconds until 2030-01-01", "until 2030-01-01"),
        ] {
            let refused = never(&text.parse().expect("a schedule"), from);
            assert_eq!(refused.err().map(|refused| refused.said).unwrap_or_default(), said, "{text}");
        }
    }
}
