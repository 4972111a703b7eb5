//! Jobs from a configuration file, in TOML, YAML or JSON: schedules and lengths of time are text there.
//!
//! `cargo run --features serde --example config`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::time::Duration;

use punctual::{Schedule, Scheduler};
use serde::Deserialize;

#[derive(Deserialize)]
struct Config {
    job: Vec<JobConfig>,
}

#[derive(Deserialize)]
struct JobConfig {
    name: String,
    schedule: Schedule,
    #[serde(default, with = "punctual::duration")]
    grace: Option<Duration>,
    #[serde(default)]
    tags: Vec<String>,
}

fn add_jobs(scheduler: &Scheduler, config: Config) -> Result<(), punctual::Error> {
    for job in config.job {
        let mut chain = scheduler.job(job.schedule).named(job.name).tags(job.tags);
        if let Some(grace) = job.grace {
            chain = chain.grace(grace);
        }
        chain.run_with(|run| println!("{} runs", run.key()))?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scheduler = Scheduler::new();
    add_jobs(&scheduler, toml::from_str(include_str!("config/jobs.toml"))?)?;
    add_jobs(&scheduler, yaml_serde::from_str(include_str!("config/jobs.yaml"))?)?;
    add_jobs(&scheduler, serde_json::from_str(include_str!("config/jobs.json"))?)?;
    for job in scheduler.jobs() {
        let schedule = job.schedule().ok_or("no schedule")?;
        println!("{:<8} {schedule}  {:?}", job.name().unwrap_or_default(), job.tags());
    }

    // What is wrong is shown where it is wrong, before anything runs.
    let wrong = "job:\n  - { name: tea, schedule: every day at 5 }";
    if let Err(error) = yaml_serde::from_str::<Config>(wrong) {
        println!("\n{error}");
    }
    Ok(())
}
