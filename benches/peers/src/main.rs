//! `punctual` beside the best crates that do the same work, in one process.
//!
//! One line a row: `name ours=25.1ns peer=27.0ns(saffron) ratio=0.93`.

mod instants;
mod measure;
mod memory;
mod schedule;
mod scheduler;
mod store;

use std::process::ExitCode;

use measure::Table;

/// The benchmarks by name; each takes the table it fills.
const GROUPS: [(&str, fn(&Table)); 3] =
    [("schedule", schedule::run), ("scheduler", scheduler::run), ("store", store::run)];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(group) = args.next() else {
        return usage();
    };
    let mut table = Table::default();
    for arg in args {
        match arg.as_str() {
            "--all" => table.all = true,
            name if !name.starts_with('-') => table.filter = Some(name.to_owned()),
            _ => return usage(),
        }
    }
    match GROUPS.iter().find(|(name, _)| *name == group) {
        Some((_, run)) => {
            run(&table);
            ExitCode::SUCCESS
        }
        None => usage(),
    }
}

fn usage() -> ExitCode {
    let names: Vec<&str> = GROUPS.iter().map(|(name, _)| *name).collect();
    eprintln!("usage: peers {} [--all] [PART_OF_A_ROW_NAME]", names.join("|"));
    eprintln!("  --all  every peer's figure, on standard error");
    ExitCode::from(2)
}
