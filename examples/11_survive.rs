//! A program that is killed in the middle of a run, and started again three seconds later.
//!
//! `cargo run --features sqlite --example survive`
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example shows what it does, and waits")]
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread::sleep;
use std::time::Duration;

use punctual::{Scheduler, SqliteStore, Store};

/// The program: a job that is kept. It ends once a run that was cut off is done.
fn program(file: &str) -> Result<(), Box<dyn Error>> {
    let (store, (done, is_done)) = (SqliteStore::open(file)?, channel());
    // After a crash, a run is taken up again when its lease has run out.
    let scheduler = Scheduler::builder().store(store).lease(Duration::from_secs(1)).build();
    scheduler.schedule("every second").named("report").run_with(move |run| {
        println!("{}, attempt {}, {} missed before", run.key(), run.attempt(), run.missed());
        sleep(Duration::from_millis(300));
        if run.attempt() == 2 { done.send(()) } else { Ok(()) }
    })?;
    let runner = scheduler.start();
    is_done.recv()?;
    // What ran is written down before this returns.
    runner.stop(Duration::from_secs(5));
    Ok(())
}

/// Starts the program, and kills it in its first run, or lets it end.
fn live(file: &std::path::Path, is_killed: bool) -> Result<(), Box<dyn Error>> {
    let mut child = Command::new(std::env::current_exe()?).arg(file).stdout(Stdio::piped()).spawn()?;
    for line in BufReader::new(child.stdout.take().ok_or("no output")?).lines() {
        println!("  {}", line?);
        if is_killed {
            child.kill()?;
        }
    }
    child.wait()?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(file) = std::env::args().nth(1) {
        return program(&file);
    }
    let file = std::env::temp_dir().join(format!("punctual-survive-{}.db", std::process::id()));
    println!("started, and killed in its first run:");
    live(&file, true)?;
    sleep(Duration::from_secs(3));
    println!("started again:");
    live(&file, false)?;
    println!("what the store kept:");
    for run in SqliteStore::open(&file)?.history("report", 9)?.iter().rev() {
        println!("  {} {}, attempt {}, cut off {}", run.slot, run.state, run.attempt, run.deaths);
    }
    Ok(std::fs::remove_file(file)?)
}
