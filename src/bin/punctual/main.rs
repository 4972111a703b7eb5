//! The `punctual` command: asks schedules for their runs, checks and explains them, and runs the
//! jobs of a file.

mod answer;
mod canonical;
mod check;
mod completions;
mod explain;
mod export;
mod file;
mod import;
mod input;
mod json;
mod moment;
mod next;
mod now;
mod output;
mod problem;
mod run;
mod schema;
mod style;
mod timeline;
mod times;
mod width;
mod zone;

use std::process::ExitCode;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Parser, Subcommand};

use output::Tally;
use zone::Zone;

/// Schedules in words: when they run, whether they are right, and what they mean.
#[derive(Debug, Parser)]
#[command(name = "punctual", version, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = r#"Examples:
  punctual next "every monday at 13:15"
  punctual next every weekday at 9am in Europe/Berlin
  punctual check --strict "every 31st"
  punctual explain "every 2 weeks on friday at 16:00"
  punctual check --json - < schedules.txt

Exit status: 0 all right, 1 some text is wrong, 2 wrong usage."#;

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the next runs of a schedule
    #[command(after_help = next::EXAMPLES)]
    Next(next::Next),
    /// Say whether a schedule is right, and show its one canonical spelling
    #[command(after_help = check::EXAMPLES)]
    Check(check::Check),
    /// Say in sentences what a schedule means, and draw its next four weeks
    #[command(after_help = explain::EXAMPLES)]
    Explain(explain::Explain),
    /// Run the jobs of a file
    #[command(after_help = run::EXAMPLES)]
    Run(run::Run),
    /// Print the JSON Schema of the file of jobs
    #[command(hide = true)]
    Schema,
    /// Draw the coming runs of the jobs of a file
    #[command(after_help = timeline::EXAMPLES)]
    Timeline(timeline::Timeline),
    /// Make a punctual.toml from a crontab
    #[command(after_help = import::EXAMPLES)]
    Import(import::Import),
    /// Write the jobs of a file for crontab, systemd, Kubernetes or GitHub
    #[command(after_help = export::EXAMPLES)]
    Export(export::Export),
    /// Print the completions for a shell
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::Completions),
}

/// The schedules, and the moment and zone to look at them from.
#[derive(Debug, Args)]
struct Asked {
    /// Schedules in quotes, or one in bare words; `-` reads lines from stdin
    ///
    /// When every TEXT is a single word they are joined to one schedule, so that
    /// `punctual next every monday at 13:15` works; otherwise each TEXT is a schedule.
    /// Quote what the shell would change, like the stars of a cron line. On standard
    /// input, blank lines and lines that start with `#` are skipped.
    #[arg(required = true, value_name = "TEXT", verbatim_doc_comment)]
    texts: Vec<String>,
    /// Look from this moment, not from now: 2026-01-05T13:15:00+01:00
    #[arg(long, value_name = "RFC3339", value_parser = now::read)]
    from: Option<DateTime<FixedOffset>>,
    /// The zone for schedules that name none [default: the system's]
    #[arg(long, value_name = "IANA", value_parser = zone::read)]
    zone: Option<Zone>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut tally = Tally::default();
    let done = match cli.command {
        Command::Next(next) => next.run(&mut tally),
        Command::Check(check) => check.run(&mut tally),
        Command::Explain(explain) => explain.run(&mut tally),
        Command::Run(run) => run.run(&mut tally),
        Command::Schema => schema::run(),
        Command::Timeline(timeline) => timeline.run(&mut tally),
        Command::Import(import) => import.run(&mut tally),
        Command::Export(export) => export.run(&mut tally),
        Command::Completions(completions) => completions.run(),
    };
    tally.finish(done)
}
