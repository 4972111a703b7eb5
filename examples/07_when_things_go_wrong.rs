//! Missed slots, failures, conditions and rests: each job says what it wants, and an observer hears what
//! happened.
//!
//! `cargo run --example when_things_go_wrong`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use punctual::{Error, Event, ManualClock, Missed, Scheduler};

fn main() -> Result<(), Error> {
    let noon: DateTime<Utc> = DateTime::from_timestamp(1_767_268_800, 0).unwrap_or_default();
    let clock = ManualClock::new(&noon);
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();

    // By default one run makes up for all that were missed.
    scheduler.every(1).hour().named("report").run_with(|run| {
        println!("  report for {}, {} missed before it", run.slot().format("%H:%M"), run.missed());
    })?;
    // These are worth nothing when they are late, and these want each slot, up to three.
    scheduler.every(1).hour().named("gong").on_missed(Missed::Skip).run(|| println!("  gong"))?;
    scheduler.every(1).hour().named("bill").on_missed(Missed::RunAll { at_most: 3 }).run_with(|run| {
        println!("  bill for {}", run.slot().format("%H:%M"));
    })?;
    // Tried again after 10 s, then 20 s, ..
    scheduler
        .every(1)
        .hour()
        .named("sync")
        .retry(5)
        .backoff("10s")
        .run_with(|run| if run.attempt() < 3 { Err("no answer") } else { Ok(()) })?;
    // Only on a condition, and not twice within three hours.
    scheduler.every(1).hour().named("clean").only_if(|| true).min_gap("3h").run(|| println!("  cleaning"))?;

    scheduler.observe(|event| {
        let name = event.job().and_then(punctual::Job::name).unwrap_or_default();
        match event {
            Event::Missed { count, .. } => println!("{name}: missed {count}"),
            Event::Failed { error, attempt, .. } => println!("{name}: try {attempt} failed: {error}"),
            Event::Retried { after, .. } => println!("{name}: again in {after:?}"),
            Event::Skipped { slot, why, .. } => println!("{name}: skipped {}, {why:?}", slot.format("%H:%M")),
            _ => {}
        }
    });

    println!("the machine slept for five hours and a half:");
    clock.advance(Duration::from_secs(5 * 3600 + 1800));
    println!("{}", scheduler.run_pending());
    println!("and then for two minutes it is awake:");
    println!("{}", scheduler.run_for(Duration::from_secs(120)));
    Ok(())
}
