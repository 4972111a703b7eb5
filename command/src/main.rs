//! The `punctual` command: asks schedules for their runs, checks and explains them, and runs the
//! jobs of a file.

mod act;
mod answer;
mod argument;
mod ask;
mod canonical;
mod check;
mod child;
mod clock_changes;
mod completions;
mod english;
mod explain;
mod export;
mod failure;
mod file;
mod import;
mod input;
mod json;
mod kind;
mod known;
mod log;
mod manpage;
mod moment;
mod next;
mod now;
mod os;
mod output;
mod problem;
mod run;
mod schema;
mod state;
mod style;
mod timeline;
mod times;
mod width;
mod zone;

use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Parser, Subcommand};

use failure::Failure;
use output::Tally;
use state::Act;
use width::clean_path;
use zone::Zone;

/// Schedules in words: what they mean, when they run, and the jobs of a file that run by them.
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
  crontab -l | punctual import crontab > punctual.toml
  punctual run --check punctual.toml
  punctual run punctual.toml

Exit status: 0 all right, 1 some text or file is wrong, 2 wrong usage."#;

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
    /// List the jobs of a file: what became of them, and when they run next
    #[command(after_help = ask::list::EXAMPLES)]
    List(ask::list::List),
    /// Say how all is: what runs, what fails
    #[command(after_help = ask::status::EXAMPLES)]
    Status(ask::status::Status),
    /// Show what became of runs
    #[command(after_help = ask::history::EXAMPLES)]
    History(ask::history::History),
    /// Say why a job ran, did not run, or will not run
    #[command(after_help = ask::why::EXAMPLES)]
    Why(ask::why::Why),
    /// Show what runs of a job printed
    #[command(after_help = ask::logs::EXAMPLES)]
    Logs(ask::logs::Logs),
    /// Run a job now
    #[command(after_help = act::trigger::EXAMPLES)]
    Trigger(act::trigger::Trigger),
    /// Have jobs begin no run until they are resumed
    #[command(after_help = act::pause::PAUSE)]
    Pause(act::pause::Pause),
    /// Go on with paused jobs
    #[command(after_help = act::pause::RESUME)]
    Resume(act::pause::Pause),
    /// Leave out the next slot of a job
    #[command(after_help = act::skip_next::EXAMPLES)]
    SkipNext(act::skip_next::SkipNext),
    /// Run a job for slots that are past
    #[command(after_help = act::backfill::EXAMPLES)]
    Backfill(act::backfill::Backfill),
    /// Let a run be tried again that was cut off too often
    #[command(after_help = act::release::EXAMPLES)]
    Release(act::release::Release),
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
    /// Print the manual page, or write those of all commands
    #[command(after_help = manpage::EXAMPLES)]
    Man(manpage::Man),
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
    #[arg(long, value_name = "RFC3339", value_parser = argument::moment)]
    from: Option<DateTime<FixedOffset>>,
    /// The zone for schedules that name none [default: the system's]
    #[arg(long, value_name = "IANA", value_parser = zone::read)]
    zone: Option<Zone>,
}

impl Asked {
    /// The file of jobs that is asked about, if it is one.
    fn file(&self) -> Option<&Path> {
        let [text] = self.texts.as_slice() else { return None };
        let path = Path::new(text);
        path.extension().filter(|extension| extension.eq_ignore_ascii_case("toml")).map(|_| path)
    }

    /// Says which command is for a file of jobs, where one is given in place of schedules.
    fn are_no_file(&self, instead: &str) -> Result<(), Failure> {
        match self.file() {
            Some(path) => {
                let path = clean_path(path);
                Err(Failure::Cannot(format!("{path} is a file of jobs, and no schedule: punctual {instead} {path}")))
            }
            None => Ok(()),
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut tally = Tally::default();
    let done = match cli.command {
        Command::Next(next) => next.run(&mut tally),
        Command::Check(check) => check.run(&mut tally),
        Command::Explain(explain) => explain.run(&mut tally),
        Command::Run(run) => run.run(&mut tally),
        Command::List(list) => list.run(&mut tally),
        Command::Status(status) => status.run(&mut tally),
        Command::History(history) => history.run(&mut tally),
        Command::Why(why) => why.run(&mut tally),
        Command::Logs(logs) => logs.run(&mut tally),
        Command::Trigger(trigger) => trigger.run(&mut tally),
        Command::Pause(pause) => pause.run(Act::Pause, &mut tally),
        Command::Resume(resume) => resume.run(Act::Resume, &mut tally),
        Command::SkipNext(skip) => skip.run(&mut tally),
        Command::Backfill(backfill) => backfill.run(&mut tally),
        Command::Release(release) => release.run(&mut tally),
        Command::Schema => schema::run(),
        Command::Timeline(timeline) => timeline.run(&mut tally),
        Command::Import(import) => import.run(&mut tally),
        Command::Export(export) => export.run(&mut tally),
        Command::Man(man) => man.run(),
        Command::Completions(completions) => completions.run(),
    };
    tally.finish(done)
}
