//! The keys of the file: the one table that reading it, its JSON Schema and its guide share.

use super::entry::Entry;
use super::reader::{Reader, Value};
use super::{convert, policy};

/// A key of a table.
pub(crate) struct Key {
    pub(super) name: &'static str,
    /// What others call it.
    pub(super) aliases: &'static [&'static str],
    pub(super) kind: Kind,
    /// Whether `[defaults]` may have it.
    pub(super) by_default: bool,
    pub(super) doc: &'static str,
    /// Puts a value of the file in its place.
    pub(super) read: fn(&mut Entry, &Value<'_>, &mut Reader<'_>),
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Schedule,
    Command,
    Tags,
    Directory,
    Environment,
    Length,
    Missed,
    Overlap,
    Retry,
    Flag,
    Delivery,
}

/// The keys at the top of the file, and what they are for.
pub(super) const TOP: [(&str, &str); 3] = [
    (TIMEZONE, "The time zone of the schedules that name none, such as \"Europe/Berlin\"; the machine's without it."),
    (DEFAULTS, "What holds for every job that does not say it itself."),
    (JOB, "One job; there may be as many as you like."),
];

pub(super) const TIMEZONE: &str = "timezone";
pub(super) const DEFAULTS: &str = "defaults";
pub(super) const JOB: &str = "job";

/// The keys of `[[job]]`.
pub(super) const KEYS: [Key; 15] = [
    Key {
        name: "name",
        aliases: &["id", "title"],
        kind: Kind::Name,
        by_default: false,
        doc: "What the job is called, in this file and in its history. No other job has the name.",
        read: |entry, value, reader| entry.name = convert::name(value, reader),
    },
    Key {
        name: "schedule",
        aliases: &["every", "when", "cron", "at"],
        kind: Kind::Schedule,
        by_default: false,
        doc: "When it runs, in words or as a cron line: \"every weekday at 09:00\", \"cron */5 * * * *\".",
        read: |entry, value, reader| entry.schedule = convert::schedule(value, reader),
    },
    Key {
        name: "command",
        aliases: &["cmd", "run", "exec", "script"],
        kind: Kind::Command,
        by_default: false,
        doc: "What it runs: a string for the shell, or a list of the program and its arguments, without a shell.",
        read: |entry, value, reader| entry.command = convert::command(value, reader),
    },
    Key {
        name: "tags",
        aliases: &["tag", "labels"],
        kind: Kind::Tags,
        by_default: true,
        doc: "Words by which jobs are found together.",
        read: |entry, value, reader| entry.tags = convert::tags(value, reader),
    },
    Key {
        name: "directory",
        aliases: &["cwd", "dir", "workdir", "working_directory"],
        kind: Kind::Directory,
        by_default: true,
        doc: "Where the command runs, seen from the folder of the file; that folder itself without it.",
        read: |entry, value, reader| entry.directory = convert::directory(value, reader),
    },
    Key {
        name: "environment",
        aliases: &["env"],
        kind: Kind::Environment,
        by_default: true,
        doc: "Variables of the command, besides those that `punctual` itself has. Those of `[defaults]` are added.",
        read: |entry, value, reader| entry.environment = convert::environment(value, reader),
    },
    Key {
        name: "timeout",
        aliases: &["time_limit", "deadline"],
        kind: Kind::Length,
        by_default: true,
        doc: "How long a run may take, such as \"30s\" or \"1h 30m\". Then it and all it started are ended; without it, never.",
        read: |entry, value, reader| entry.timeout = convert::timeout(value, reader),
    },
    Key {
        name: "on_missed",
        aliases: &["missed", "misfire", "catch_up"],
        kind: Kind::Missed,
        by_default: true,
        doc: "What to do with the slots that passed while nothing could run: \"run_once\" (the default) for the latest, \"skip\", or { run_all = 5 } for the latest five.",
        read: |entry, value, reader| entry.on_missed = policy::missed(value, reader),
    },
    Key {
        name: "grace",
        aliases: &["max_delay"],
        kind: Kind::Length,
        by_default: true,
        doc: "How late a slot may still run, such as \"10m\"; later it counts as missed, and is not made up for. Without it, any time later.",
        read: |entry, value, reader| entry.grace = convert::length(value, reader),
    },
    Key {
        name: "on_overlap",
        aliases: &["overlap", "concurrency"],
        kind: Kind::Overlap,
        by_default: true,
        doc: "What to do with a slot that comes while the job still runs: \"skip\" it (the default), \"queue_one\", or { allow = 3 } at the same time.",
        read: |entry, value, reader| entry.on_overlap = policy::overlap(value, reader),
    },
    Key {
        name: "retry",
        aliases: &["retries", "attempts"],
        kind: Kind::Retry,
        by_default: true,
        doc: "How often a run that failed is tried again: 3, or { times = 3, backoff = \"10s\" }. The wait, 1s without a backoff, doubles each time.",
        read: |entry, value, reader| entry.retry = policy::retry(value, reader),
    },
    Key {
        name: "only_if",
        aliases: &["condition", "if", "unless"],
        kind: Kind::Command,
        by_default: true,
        doc: "A command that is asked before each run: the job runs only if it ends with status 0.",
        read: |entry, value, reader| entry.only_if = convert::command(value, reader),
    },
    Key {
        name: "on_failure",
        aliases: &["on_error", "notify"],
        kind: Kind::Command,
        by_default: true,
        doc: "A command that runs when the job has failed for the last time, with the details in its environment.",
        read: |entry, value, reader| entry.on_failure = convert::command(value, reader),
    },
    Key {
        name: "enabled",
        aliases: &["active", "disabled"],
        kind: Kind::Flag,
        by_default: true,
        doc: "Whether it runs at all; true without it.",
        read: |entry, value, reader| entry.enabled = convert::flag(value, reader),
    },
    Key {
        name: "delivery",
        aliases: &["guarantee"],
        kind: Kind::Delivery,
        by_default: true,
        doc: "What happens with a run that a crash cut off: \"at_least_once\" (the default) runs it again, \"at_most_once\" records it as interrupted.",
        read: |entry, value, reader| entry.delivery = policy::delivery(value, reader),
    },
];

/// The keys of `[[job]]` without which it is none.
pub(super) const REQUIRED: [(&str, &str); 3] = [
    ("name", "name = \"backup\""),
    ("schedule", "schedule = \"every day at 03:00\""),
    ("command", "command = \"./backup.sh\""),
];

/// The smallest file of jobs.
pub(super) fn smallest() -> String {
    format!("[[job]]\n{}\n", REQUIRED.map(|(_, example)| example).join("\n"))
}
