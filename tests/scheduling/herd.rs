//! Ten thousand jobs at midnight, and eight threads.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono_tz::Tz;
use punctual::{Event, ManualClock, Run, Scheduler};

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

/// Ten thousand jobs that begin within ten minutes of midnight, with what each is to do.
fn spread(workers: usize, task: impl FnMut(&Run) + Clone + Send + 'static) -> (ManualClock, Scheduler) {
    let clock = ManualClock::new(&at("2026-01-01T12:00:00Z"));
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).workers(workers).build();
    for _ in 0..10_000 {
        drop(scheduler.every(1).day().jitter("10m").run_with(task.clone()).unwrap());
    }
    (clock, scheduler)
}

/// When each job begins after midnight, in milliseconds, by its number.
fn begins_of_a_night() -> Vec<(i64, u64)> {
    let begins = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&begins);
    let (_clock, scheduler) = spread(1, move |run| {
        let late = run.scheduler().now().signed_duration_since(run.slot());
        seen.lock().unwrap().push((late.num_milliseconds(), run.job().id()));
    });
    assert_eq!(scheduler.run_until(&at("2026-01-02T00:10:00Z")).ran, 10_000);
    std::mem::take(&mut *begins.lock().unwrap())
}

#[test]
fn with_jitter_they_begin_evenly_over_ten_minutes() {
    const BINS: i64 = 60;
    let begins = begins_of_a_night();
    assert_eq!(begins, begins_of_a_night(), "the same seeds, the same times");
    let mut bins = [0_i64; 60];
    for (late, _) in begins {
        assert!((0..=600_000).contains(&late));
        bins[usize::try_from((late / 10_000).min(BINS - 1)).unwrap()] += 1;
    }
    // The sum over the bins of (seen - expected)^2 / expected, with 10,000 / 60 expected.
    let squares: i64 = bins.iter().map(|n| (n * BINS - 10_000).pow(2)).sum();
    let chi_squared = squares / (10_000 * BINS);
    println!("chi squared of {BINS} bins: {chi_squared}");
    // With 59 degrees of freedom, even begins are above 98.3 once in a thousand.
    assert!((20..98).contains(&chi_squared), "{chi_squared}");
}

#[test]
fn with_jitter_they_begin_at_the_same_times_on_eight_threads() {
    let (now, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (sender, ends) = channel();
    let (at_once, peak) = (Arc::clone(&now), Arc::clone(&most));
    let (clock, scheduler) = spread(8, move |run| {
        peak.fetch_max(at_once.fetch_add(1, SeqCst) + 1, SeqCst);
        std::thread::yield_now();
        let late = run.scheduler().now().signed_duration_since(run.slot());
        let id = run.job().id();
        at_once.fetch_sub(1, SeqCst);
        drop(sender.send((late.num_seconds(), id)));
    });
    let runner = scheduler.start();
    let midnight = at("2026-01-02T00:00:00Z");
    let mut due = begins_of_a_night().into_iter().peekable();
    for second in 0..=600_i64 {
        clock.set(&(midnight + chrono::TimeDelta::seconds(second)));
        let mut expected = Vec::new();
        while let Some((_, id)) = due.next_if(|(late, _)| *late <= second * 1000) {
            expected.push((second, id));
        }
        let mut begun: Vec<_> = expected.iter().map(|_| ends.recv_timeout(Duration::from_secs(60)).unwrap()).collect();
        begun.sort_unstable();
        expected.sort_unstable();
        assert_eq!(begun, expected);
    }
    assert!(due.next().is_none());
    assert!(most.load(SeqCst) <= 8, "{} at once", most.load(SeqCst));
    assert!(runner.stop(Duration::from_secs(60)).is_empty());
    assert!(ends.try_recv().is_err());
}
