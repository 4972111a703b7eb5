//! Ten thousand jobs at midnight, and eight threads.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono_tz::Tz;
use punctual::{Event, ManualClock, Scheduler};

use super::field::{at, seconds};

#[test]
fn ten_thousand_jobs_at_midnight_and_eight_threads() {
    const JOBS: u32 = 10_000;
    let clock = ManualClock::new(&at("2026-01-01T12:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(8).build();
    let (now, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (sender, ends) = channel();
    let sender = Mutex::new(sender);
    scheduler.observe(move |event| {
        if let Event::Finished { job, slot, .. } = event {
            drop(sender.lock().unwrap().send((job.id(), slot.timestamp())));
        }
    });
    for _ in 0..JOBS {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        let job = scheduler.every(1).day().run(move || {
            most.fetch_max(now.fetch_add(1, SeqCst) + 1, SeqCst);
            std::thread::yield_now();
            now.fetch_sub(1, SeqCst);
        });
        drop(job.unwrap());
    }
    let runner = scheduler.start();
    for day in 1..=2_i64 {
        clock.advance(seconds(12 * 3600));
        let midnight = at("2026-01-01T00:00:00Z").timestamp() + day * 86_400;
        let mut ran: Vec<_> = (0..JOBS).map(|_| ends.recv_timeout(Duration::from_secs(60)).unwrap()).collect();
        ran.sort_unstable();
        ran.dedup();
        assert_eq!(ran.len(), 10_000, "each once");
        assert!(ran.iter().all(|(_, slot)| *slot == midnight));
        assert!(most.load(SeqCst) <= 8, "{} at once", most.load(SeqCst));
        clock.advance(seconds(12 * 3600));
    }
    assert!(runner.stop(Duration::from_secs(60)).is_empty());
}
