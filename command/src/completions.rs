//! `punctual completions`: the completions for a shell.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::Cli;
use crate::failure::Failure;
use crate::output;

pub(crate) const EXAMPLES: &str = "\
Examples:
  punctual completions bash > ~/.local/share/bash-completion/completions/punctual
  punctual completions zsh  > ~/.zfunc/_punctual
  punctual completions fish > ~/.config/fish/completions/punctual.fish";

/// The arguments of `punctual completions`.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell to complete in
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "punctual", &mut script);
        let script = String::from_utf8_lossy(&script);
        output::line(script.trim_end())
    }
}
