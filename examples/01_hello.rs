//! The first example: jobs from a chain and from a text, a tag, one that fails and hurts nobody, and
//! a clean stop. It takes four seconds.
//!
//! `cargo run --example hello`

#![expect(clippy::print_stdout, reason = "it shows what it does")]

use std::time::Duration;

use punctual::{Clock, Event, Scheduler, SystemClock};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scheduler = Scheduler::new();

    // When, in a chain of calls; and what.
    let tick = scheduler.every(1).second().tag("demo").named("tick").run_with(|run| {
        println!("{}  tick", run.slot().format("%H:%M:%S"));
    })?;

    // When, in words: the same thing, and it may come from a file.
    scheduler.schedule("every 2 seconds").tag("demo").named("tock").run(|| println!("          tock"))?;

    // This one fails each time. The others do not notice, and whoever observes hears of it.
    scheduler.every(2).seconds().named("broken").run(|| "seven".parse::<u32>().map(drop))?;
    scheduler.observe(|event| {
        if let Event::Failed { job, error, .. } = event {
            println!("          {} failed: {error}", job.name().unwrap_or_default());
        }
    });

    // A text with two meanings is refused, with what it could mean.
    if let Err(error) = scheduler.schedule("every day at 5").run(|| ()) {
        println!("{error}\n");
    }
    println!("{scheduler}");

    let runner = scheduler.start();
    SystemClock.sleep(Duration::from_millis(3_500));

    println!("\n{} jobs are tagged \"demo\"; the tick ran {} times", scheduler.tagged("demo").len(), tick.counts().ran);
    let left = runner.stop(Duration::from_secs(1));
    assert!(left.is_empty() && tick.counts().ran >= 2);
    println!("stopped, with nothing left running");
    Ok(())
}
