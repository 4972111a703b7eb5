//! `punctual man`: the manual pages, made from what `--help` says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory as _};

use crate::Cli;
use crate::failure::Failure;
use crate::output;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual man | man -l -
  punctual man --output ~/.local/share/man/man1

Exit status: 0 printed, 2 wrong usage.";

/// The arguments of `punctual man`.
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Write a page for each command to this folder
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

/// What holds for all commands, as roff.
const COMMON: &str = r#".SH "EXIT STATUS"
.TP
0
All is right and done.
.TP
1
What was read is wrong: a schedule, a file of jobs, a line of a crontab that cannot be kept, a job that
another scheduler cannot say. Standard error tells which and why.
.TP
2
The command was used wrongly, or something cannot be read or written.
.SH ENVIRONMENT
.TP
TZ
The time zone for schedules that name none, as the name of an IANA zone; without it the system's.
.TP
NO_COLOR
No colours, also on a terminal. CLICOLOR_FORCE wants them also elsewhere.
"#;

impl Man {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut command = Cli::command().disable_help_subcommand(true);
        command.build();
        let Some(folder) = &self.output else {
            let page = page(command).map_err(Failure::Write)?;
            return output::line(page.trim_end());
        };
        let written = fs::create_dir_all(folder).and_then(|()| write_all(&command, "punctual", folder));
        written.map_err(|error| Failure::unwritable(folder, &error))
    }
}

/// Writes the page of a command, and those of its own commands.
fn write_all(command: &Command, name: &str, folder: &Path) -> io::Result<()> {
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        write_all(sub, &format!("{name}-{}", sub.get_name()), folder)?;
    }
    let page = page(command.clone())?;
    fs::write(folder.join(format!("{name}.1")), page)
}

fn page(command: Command) -> io::Result<String> {
    let man =
        clap_mangen::Man::new(command).source(concat!("punctual ", env!("CARGO_PKG_VERSION"))).manual("Schedules");
    let mut page = Vec::new();
    man.render(&mut page)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    // What stands below the options keeps its lines.
    let page = match page.split_once(".SH EXTRA\n") {
        Some((before, after)) => {
            let (extra, after) = after
                .split_once(".SH ")
                .map_or((after, String::new()), |(extra, after)| (extra, format!(".SH {after}")));
            format!("{before}.SH EXAMPLES\n.nf\n{}\n.fi\n{after}", extra.trim_end())
        }
        None => page,
    };
    Ok(format!("{page}{COMMON}"))
}
