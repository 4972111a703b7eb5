//! What only Unix has: process groups, signals, and children left behind by others.

use std::io::{self, IsTerminal as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread;

use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, WaitOptions, getpid, kill_process_group, test_kill_process,
    test_kill_process_group, waitid, waitpid,
};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::{Asked, End};

/// Why jobs cannot be run on this system.
pub(crate) const REFUSAL: Option<&str> = None;

/// Makes a folder, and those above it, that nobody else may look into.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// A line for the shell.
pub(crate) fn shell(line: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(line);
    command
}

/// Puts the command in a process group of its own, so that it can be ended with all it starts,
/// and so that the terminal's Ctrl-C reaches `punctual` alone.
pub(crate) fn alone(command: &mut Command) {
    command.process_group(0);
}

/// A process group, by its leader.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group(Pid);

impl Group {
    pub(crate) fn of(child: &Child) -> Option<Self> {
        i32::try_from(child.id()).ok().and_then(Pid::from_raw).map(Self)
    }

    /// Ends all that is in the group. One that is gone has ended already.
    pub(crate) fn end(self, how: End) {
        let signal = match how {
            End::Ask => Signal::TERM,
            End::Kill => Signal::KILL,
        };
        let _ = kill_process_group(self.0, signal);
    }

    /// Whether anything of it is left.
    pub(crate) fn is_alive(self) -> bool {
        test_kill_process_group(self.0).is_ok()
    }

    /// Returns when the leader has ended. It is still to be waited for: until then its number
    /// belongs to nobody else, and a signal meets no stranger.
    pub(crate) fn leader_ended(self) {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(rustix::io::Errno::INTR) = waitid(WaitId::Pid(self.0), options) {}
    }

    pub(crate) fn number(self) -> i32 {
        self.0.as_raw_nonzero().get()
    }
}

/// Whether there is a process of this number.
pub(crate) fn is_there(number: u32) -> bool {
    let pid = i32::try_from(number).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

/// How a process ended, where it did not end well.
pub(crate) fn failure(status: ExitStatus) -> Option<String> {
    if status.success() {
        return None;
    }
    Some(match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(signal)) => {
            let name = signal_hook::low_level::signal_name(signal);
            format!("killed by {}", name.map_or_else(|| format!("signal {signal}"), str::to_owned))
        }
        (None, None) => "ended for a reason unknown".to_owned(),
    })
}

/// Hands the signals of this process on, as long as they are wanted.
pub(crate) fn listen(mut hear: impl FnMut(Asked) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let had_terminal = io::stdin().is_terminal();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            // A terminal that was closed says the same as one who wants the file to be read.
            let lost_terminal = had_terminal && !io::stdin().is_terminal();
            let asked = if signal == SIGHUP && !lost_terminal { Asked::Reload } else { Asked::Stop };
            if !hear(asked) {
                return;
            }
        }
    })?;
    Ok(())
}

/// Whether what others leave behind comes to this process, as it does to the first of a container.
pub(crate) fn is_first() -> bool {
    getpid().is_init()
}

/// The groups whose leader was begun by a process that is gone, with what `of` makes of the
/// leader's environment: who began it, and for what. Only Linux tells.
pub(crate) fn orphans<T>(of: impl Fn(&[u8]) -> Option<(i32, T)>) -> Vec<(Group, T)> {
    let mut found = Vec::new();
    for (number, stat) in processes() {
        // One that is being exchanged for another program has no environment for a moment.
        let Ok(environment) = std::fs::read(format!("/proc/{number}/environ")) else { continue };
        let Some((parent, what)) = of(&environment) else { continue };
        let is_leader = stat.group == number;
        if let Some(group) = Pid::from_raw(number).filter(|_| is_leader && stat.parent != parent) {
            found.push((Group(group), what));
        }
    }
    found
}

/// What Linux says of a process.
struct Stat {
    is_zombie: bool,
    parent: i32,
    group: i32,
}

fn processes() -> impl Iterator<Item = (i32, Stat)> {
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    all.filter_map(|process| {
        let number = process.file_name().to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(process.path().join("stat")).ok()?;
        // `1 (a name) S 0 1 ..`, where the name may hold anything.
        let mut fields = stat.rsplit(')').next()?.split_whitespace();
        let is_zombie = fields.next()? == "Z";
        Some((number, Stat { is_zombie, parent: fields.next()?.parse().ok()?, group: fields.next()?.parse().ok()? }))
    })
}

/// Waits for those that ended, came to this process from others, and are not its own.
pub(crate) fn reap(is_own: impl Fn(i32) -> bool) {
    for (number, stat) in processes() {
        if stat.is_zombie && stat.parent == 1 && !is_own(number) {
            let _ = waitpid(Pid::from_raw(number), WaitOptions::NOHANG);
        }
    }
}
