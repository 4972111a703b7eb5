//! Timeloop: three jobs every 2, 5 and 10 seconds on a thread, started and stopped.

use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use punctual::Event;

use crate::field::{field, seconds};

const LONG: Duration = Duration::from_secs(30);

#[test]
fn three_jobs_started_and_stopped() {
    let it = field();
    let (sender, runs) = channel();
    for n in [2, 5, 10] {
        it.scheduler.every(n).seconds().named(n.to_string()).run(|| ()).unwrap();
    }
    let sender = Mutex::new(sender);
    it.scheduler.observe(move |event| {
        if let Event::Finished { job, .. } = event {
            drop(sender.lock().unwrap().send(job.name().unwrap()));
        }
    });
    let runner = it.scheduler.start();
    let mut counts = [0; 3];
    for second in 1..=20_u32 {
        it.clock.advance(seconds(1));
        for _ in [2, 5, 10].iter().filter(|n| second % *n == 0) {
            match runs.recv_timeout(LONG).unwrap().as_str() {
                "2" => counts[0] += 1,
                "5" => counts[1] += 1,
                _ => counts[2] += 1,
            }
        }
    }
    assert_eq!(counts, [10, 4, 2]);
    assert!(runner.stop(LONG).is_empty());
    it.clock.advance(seconds(10));
    assert!(runs.try_recv().is_err());
}
