//! A number, its unit, then setters in any order; a loop or an `if` keeps the type.

use std::ops::ControlFlow;
use std::time::Duration;

use punctual::DayOfMonth::{Last, Nth};
use punctual::Weekday::{Friday, Monday};
use punctual::{Days, JobBuilder, Schedule, ToLength, any_of, cron, date, every, once, schedule};

fn with_options(office: bool, zones: &[&str]) -> Vec<JobBuilder> {
    let mut chain = every(10).minutes().at(":17");
    if office {
        chain = chain.on(Days::WEEKDAYS).between("09:00", "17:00");
    }
    zones.iter().map(|zone| chain.clone().timezone(*zone)).collect()
}

fn main() -> Result<(), punctual::Error> {
    let _: JobBuilder = every(5..=10).minutes();
    let _: JobBuilder = every(Monday);
    let _: JobBuilder = every([Monday, Friday]);
    let _: JobBuilder = every(Monday..=Friday);
    let _: JobBuilder = every(Days::WEEKDAYS);
    let _: JobBuilder = every(Duration::from_secs(90));
    let _: JobBuilder = every(1).month().on_the([1, 15]);
    let _: JobBuilder = every(1).month().on_the(15);
    let _: JobBuilder = every(1).month().on_the([Last(1), Nth(3, Friday)]);
    let _: JobBuilder = every(1).year().on(date(12, 25));
    let _: JobBuilder = every(1).day().lasting(3.weeks()).jitter("5m");
    let number: u32 = 7;
    let _: JobBuilder = every(number).days();
    let _: Schedule = any_of([once("2026-03-15 14:30"), cron("0 9 * * *"), schedule("daily")]).build()?;
    let _: Vec<Schedule> =
        with_options(true, &["UTC"]).into_iter().map(JobBuilder::build).collect::<Result<_, _>>()?;

    fn shared<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}
    shared::<JobBuilder>();
    shared::<Schedule>();
    shared::<ControlFlow<punctual::Error>>();
    Ok(())
}
