//! Async jobs on your runtime, until a signal comes.
//!
//! `cargo run --features tokio --example tokio`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::time::Duration;

use punctual::{Event, Overlap, Scheduler};
use tokio::time::sleep;

#[tokio::main]
async fn main() -> Result<(), punctual::Error> {
    let scheduler = Scheduler::new();

    // Spawned; a slow one delays no other.
    let poll = scheduler.every(200).milliseconds().named("poll").on_overlap(Overlap::Allow { at_most: 8 });
    let poll = poll.run_async_with(|run| async move {
        sleep(Duration::from_millis(300)).await;
        println!("{} was polled", run.job().name().unwrap_or_default());
    })?;

    // What blocks goes where tokio lets tasks block.
    let blocking = scheduler.every(500).milliseconds().run(|| println!("a file was written"))?;

    // A task that is awaited can be ended.
    scheduler.every(1).second().named("stuck").timeout("100ms").run_async(std::future::pending::<()>)?;
    scheduler.observe(|event| {
        if let Event::Failed { job, error, .. } = event {
            println!("{} {error}", job.name().unwrap_or_default());
        }
    });

    // In a service: `tokio::signal::ctrl_c()`.
    scheduler.serve_until(sleep(Duration::from_millis(2_250))).await;
    assert!(poll.counts().ran >= 5 && blocking.counts().ran >= 2 && !poll.is_running());
    println!("served, and nothing is left running");
    Ok(())
}
