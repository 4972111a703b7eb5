//! The last output of a run: however much it prints, this much is kept.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use parking_lot::Mutex;

/// How much is kept of each stream.
pub(super) const MOST: usize = 64 * 1024;

/// The end of a stream.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    bytes: VecDeque<u8>,
    /// How much there was in all.
    pub(super) total: u64,
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
    pub(super) fn bytes(mut self) -> Vec<u8> {
        self.bytes.make_contiguous();
        self.bytes.into()
    }

    /// The last line with something on it.
    pub(super) fn last_line(&self) -> Option<String> {
        let (a, b) = self.bytes.as_slices();
        let text = [a, b].concat();
        let text = String::from_utf8_lossy(&text);
        text.lines().rev().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
    }
}

/// Reads a stream to its end on a thread of its own, so that whoever writes never waits.
pub(super) fn keep(mut stream: impl Read + Send + 'static, done: Sender<()>) -> io::Result<Arc<Mutex<Kept>>> {
    let kept = Arc::new(Mutex::new(Kept::default()));
    let ours = Arc::clone(&kept);
    let thread = thread::Builder::new().name("output".to_owned()).stack_size(128 * 1024);
    thread.spawn(move || {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => ours.lock().push(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
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
