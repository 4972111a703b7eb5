//! What only Unix has: process groups, signals, and children left behind by others.

use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::Sender;
use std::thread;

use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, WaitOptions, getpid, kill_process_group, test_kill_process_group, waitid,
    waitpid,
};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::Message;

/// Why jobs cannot be run on this system.
pub(super) const REFUSAL: Option<&str> = None;

/// A line for the shell.
pub(super) fn shell(line: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(line);
    command
}

/// Puts the command in a process group of its own, so that it can be ended with all it starts,
/// and so that the terminal's Ctrl-C reaches `punctual` alone.
pub(super) fn alone(command: &mut Command) {
    command.process_group(0);
}

/// A process group, by its leader.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group(Pid);

/// How to end a process group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It may tidy up.
    Ask,
    /// At once.
    Kill,
}

impl Group {
    pub(super) fn of(child: &Child) -> Option<Self> {
        i32::try_from(child.id()).ok().and_then(Pid::from_raw).map(Self)
    }

    /// Ends all that is in the group. One that is gone has ended already.
    pub(super) fn end(self, how: End) {
        let signal = match how {
            End::Ask => Signal::TERM,
            End::Kill => Signal::KILL,
        };
        let _ = kill_process_group(self.0, signal);
    }

    /// Whether anything of it is left.
    pub(super) fn is_alive(self) -> bool {
        test_kill_process_group(self.0).is_ok()
    }

    /// Returns when the leader has ended. It is still to be waited for: until then its number
    /// belongs to nobody else, and a signal meets no stranger.
    pub(super) fn leader_ended(self) {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(rustix::io::Errno::INTR) = waitid(WaitId::Pid(self.0), options) {}
    }

    pub(super) fn number(self) -> i32 {
        self.0.as_raw_nonzero().get()
    }
}

/// How a process ended, where it did not end well.
pub(super) fn failure(status: ExitStatus) -> Option<String> {
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

/// Hands the signals of this process on.
pub(super) fn listen(sender: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let message = if signal == SIGHUP { Message::Reload } else { Message::Stop };
            if sender.send(message).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Whether what others leave behind comes to this process, as it does to the first of a container.
pub(super) fn is_first() -> bool {
    getpid().is_init()
}

/// Waits for those that ended, came to this process from others, and are not its own.
pub(super) fn reap(is_own: impl Fn(i32) -> bool) {
    let Ok(processes) = std::fs::read_dir("/proc") else { return };
    for process in processes.flatten() {
        let Some(number) = process.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else { continue };
        let Ok(stat) = std::fs::read_to_string(process.path().join("stat")) else { continue };
        // `1 (a name) S 0 ..`, where the name may hold anything.
        let mut fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let (state, parent) = (fields.next(), fields.next());
        if state == Some("Z") && parent == Some("1") && !is_own(number) {
            let _ = waitpid(Pid::from_raw(number), WaitOptions::NOHANG);
        }
    }
}
