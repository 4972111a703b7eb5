//! A hundred thousand jobs.

use std::time::{Duration, Instant};

use super::field::{field, seconds};

#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_jobs() {
    const JOBS: u32 = 100_000;
    let it = field();
    // One in a hundred is due each minute, the others tomorrow.
    let mut handles = Vec::new();
    let began = Instant::now();
    for n in 0..JOBS {
        let job = if n % 100 == 0 {
            it.scheduler.every(1).minute().run(|| ())
        } else {
            it.scheduler.every(1).day().run(|| ())
        };
        handles.push(job.unwrap());
    }
    let add = began.elapsed() / JOBS;
    let least = |mut call: Box<dyn FnMut() + '_>| {
        let times = (0..200).map(|_| {
            let began = Instant::now();
            call();
            began.elapsed()
        });
        times.min().unwrap()
    };
    let idle = least(Box::new(|| drop(it.scheduler.run_pending().to_string())));
    let some = least(Box::new(|| {
        it.clock.advance(seconds(60));
        assert_eq!(it.scheduler.run_pending().ran, 1_000);
    }));
    let began = Instant::now();
    for n in 0..JOBS {
        let job = it.scheduler.every(1 + n % 20).hours().run(|| ()).unwrap();
        assert!(job.cancel());
    }
    let churn = began.elapsed() / JOBS;
    println!("add {add:?}; tick with none due {idle:?}, with 1,000 due {some:?}; add and cancel {churn:?}");
    assert!(idle < Duration::from_micros(50));
    assert_eq!(it.scheduler.len(), 100_000);
}
