//! `punctual import`: a `punctual.toml` from what others use.

mod command;
mod line;
mod name;
mod once;
mod toml;
mod words;
mod write;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Subcommand};

use crate::argument;
use crate::failure::Failure;
use crate::now;
use crate::output::{self, Tally};
use crate::style::{NOTE, STRONG, WRONG};
use crate::width::{clean, clean_path};

pub(crate) const EXAMPLES: &str = "\
Examples:
  crontab -l | punctual import crontab > punctual.toml
  punctual import crontab --system /etc/crontab --output punctual.toml

Exit status: 0 all is kept, 1 some line is not, 2 wrong usage.";

const CRONTAB: &str = "\
Each line becomes a job below the line itself, with its schedule in words where
words mean the very same times, and else as its cron fields. What cannot be kept
stands in the file as a comment and is told: a line with `@reboot`, since a
reboot is no time; what cron draws by lot; what the crons do not agree on.
Comments and variables are kept, `%` is undone, and CRON_TZ is the zone.

Examples:
  crontab -l | punctual import crontab > punctual.toml
  punctual import crontab --system /etc/crontab --output punctual.toml

Exit status: 0 all is kept, 1 some line is not, 2 wrong usage.";

/// The arguments of `punctual import`.
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, Subcommand)]
enum From {
    /// Make a punctual.toml from a crontab
    #[command(after_help = CRONTAB)]
    Crontab(Crontab),
}

/// The arguments of `punctual import crontab`.
#[derive(Debug, Args)]
struct Crontab {
    /// The crontab; `-`, and no FILE, is standard input
    file: Option<PathBuf>,
    /// Read a crontab of the system, with a user before each command
    #[arg(long)]
    system: bool,
    /// Write to this file, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Compare words and fields from this moment on, not from now
    #[arg(long, value_name = "RFC3339", value_parser = argument::moment)]
    from: Option<DateTime<FixedOffset>>,
}

/// More than this is no crontab.
const LIMIT: u64 = 16 * 1024 * 1024;

impl Import {
    pub(crate) fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        match &self.from {
            From::Crontab(crontab) => crontab.run(tally),
        }
    }
}

impl Crontab {
    fn run(&self, tally: &mut Tally) -> Result<(), Failure> {
        let text = self.text()?;
        let written = write::file(&text, self.system, now::or_now(self.from));
        output::to(self.output.as_deref(), &written.toml)?;
        let mut said = String::new();
        for (number, note) in &written.notes {
            let _ = writeln!(said, "{NOTE}note:{NOTE:#} line {number}: {}", clean(note));
        }
        for (number, line, why) in &written.lost {
            let _ = writeln!(said, "{WRONG}not kept:{WRONG:#} line {number}: {}\n  {}", clean(why), clean(line));
        }
        let _ = writeln!(said, "{STRONG}{}{STRONG:#}", write::summary(&written));
        output::complain(&said);
        tally.right = written.jobs;
        tally.wrong = u64::try_from(written.lost.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    fn text(&self) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        let (read, name) = match &self.file {
            Some(path) if path.as_os_str() != "-" => {
                let file = fs::File::open(path).and_then(|file| file.take(LIMIT).read_to_end(&mut bytes));
                (file, clean_path(path))
            }
            _ => {
                if io::stdin().is_terminal() {
                    output::complain("reading a crontab from standard input; Ctrl-D ends it\n");
                }
                (io::stdin().lock().take(LIMIT).read_to_end(&mut bytes), "standard input".to_owned())
            }
        };
        match read {
            Ok(read) if u64::try_from(read).is_ok_and(|read| read < LIMIT) => {}
            Ok(_) => return Err(Failure::Cannot(format!("{name} is too long for a crontab"))),
            Err(error) => return Err(Failure::Cannot(format!("{name} cannot be read: {error}"))),
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default());
            let line = before.matches('\n').count().saturating_add(1);
            Failure::Cannot(format!("{name} is not UTF-8 at line {line}"))
        })?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
    }
}
