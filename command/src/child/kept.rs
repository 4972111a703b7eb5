//! The last output of a run: however much it prints, this much is kept.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use parking_lot::Mutex;

/// How much is kept of each stream.
pub(crate) const MOST: usize = 64 * 1024;

/// The end of a stream.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    bytes: VecDeque<u8>,
    /// How much there was in all.
    pub(crate) total: u64,
}

impl Kept {
    fn push(&mut self, bytes: &[u8]) {
        self.total = self.total.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let last = bytes.get(bytes.len().saturating_sub(MOST)..).unwrap_or_default();
        let over = self.bytes.len().saturating_add(last.len()).saturating_sub(MOST);
        self.bytes.drain(..over.min(self.bytes.len()));
        self.bytes.extend(last);
    }

    /// The bytes that are kept.
    pub(crate) fn bytes(mut self) -> Vec<u8> {
        self.bytes.make_contiguous();
        self.bytes.into()
    }

    /// The last line with something on it.
    pub(crate) fn last_line(&self) -> Option<String> {
        let (a, b) = self.bytes.as_slices();
        let text = [a, b].concat();
        let text = String::from_utf8_lossy(&text);
        text.lines().rev().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
    }
}

/// Takes lines while they are printed.
pub(crate) type Hear = Arc<dyn Fn(&str) + Send + Sync>;

/// Takes a stream apart into lines.
struct Lines {
    hear: Hear,
    begun: Vec<u8>,
}

impl Lines {
    fn push(&mut self, bytes: &[u8]) {
        // One that never ends is told in pieces.
        const LONGEST: usize = 8 * 1024;
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.begun.extend(piece);
            if self.begun.ends_with(b"\n") || self.begun.len() >= LONGEST {
                self.tell();
            }
        }
    }

    fn tell(&mut self) {
        if !self.begun.is_empty() {
            let line = String::from_utf8_lossy(&self.begun);
            (self.hear)(line.trim_end_matches(['\r', '\n']));
            self.begun.clear();
        }
    }
}

/// Reads a stream to its end on a thread of its own, so that whoever writes never waits.
pub(crate) fn keep(
    mut stream: impl Read + Send + 'static,
    hear: Option<Hear>,
    done: Sender<()>,
) -> io::Result<Arc<Mutex<Kept>>> {
    let kept = Arc::new(Mutex::new(Kept::default()));
    let ours = Arc::clone(&kept);
    let thread = thread::Builder::new().name("output".to_owned()).stack_size(128 * 1024);
    thread.spawn(move || {
        let mut buffer = vec![0; 16 * 1024];
        let mut lines = hear.map(|hear| Lines { hear, begun: Vec::new() });
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => {
                    let bytes = buffer.get(..read).unwrap_or_default();
                    ours.lock().push(bytes);
                    if let Some(lines) = &mut lines {
                        lines.push(bytes);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        if let Some(mut lines) = lines {
            lines.tell();
        }
        let _ = done.send(());
    })?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_kept() {
        let mut kept = Kept::default();
        kept.push(b"begin\n");
        for _ in 0..10 {
            kept.push(&[b'x'; 10_000]);
        }
        kept.push(b"\nlast line\n\n");
        assert_eq!(kept.total, 6 + 100_000 + 12);
        assert_eq!(kept.last_line().as_deref(), Some("last line"));
        let bytes = kept.bytes();
        assert_eq!(bytes.len(), MOST);
        assert!(bytes.ends_with(b"x\nlast line\n\n") && bytes.starts_with(b"xxx"));
    }

    #[test]
    fn one_piece_that_is_longer_is_cut() {
        let mut kept = Kept::default();
        kept.push(&vec![b'a'; MOST]);
        kept.push(&vec![b'b'; MOST + 7]);
        assert!(kept.bytes() == vec![b'b'; MOST]);
    }
}
