//! Playing time, and that it plays alike each time.

use std::time::Instant;

use super::field::{at, field, in_short, seconds};

#[test]
fn a_year_of_a_hundred_jobs() {
    let it = field();
    for n in 0..100 {
        it.scheduler.schedule(&format!("every day at {:02}:{:02}", n % 24, n % 60)).run(|| ()).unwrap();
    }
    let began = Instant::now();
    let pass = it.scheduler.run_until(&at("2027-01-01T00:00:00Z"));
    println!("a year of a hundred jobs: {:?}", began.elapsed());
    // Those at midnight run on the last day as well, and not on the first.
    assert_eq!(pass.ran, 36_500);
}

#[test]
fn the_clock_stands_at_the_slot() {
    let it = field();
    let (a, b) = (it.log.clone(), it.log.clone());
    let write = |log: &super::field::Log, run: &punctual::Run| {
        assert_eq!(run.scheduler().now(), run.slot());
        log.add(run.slot().format("%H:%M:%S").to_string());
    };
    it.scheduler.every(90).seconds().run_with(move |run| write(&a, run)).unwrap();
    it.scheduler.every(1).minute().run_with(move |run| write(&b, run)).unwrap();
    it.scheduler.run_for(seconds(180));
    assert_eq!(it.log.take(), ["00:01:00", "00:01:30", "00:02:00", "00:03:00", "00:03:00"]);
    assert_eq!(it.scheduler.now(), at("2026-01-01T00:03:00Z"));
}

#[test]
fn two_plays_are_alike() {
    let play = || {
        let it = field();
        let log = it.watch(in_short);
        for n in 1..40_u32 {
            let job = it.scheduler.every(n).minutes().named(format!("job {n}")).priority(i32::try_from(n % 3).unwrap());
            let mut runs = n;
            job.retry(2)
                .run(move || {
                    runs += 1;
                    if runs % 5 == 0 { Err("five") } else { Ok(()) }
                })
                .unwrap();
        }
        it.scheduler.schedule("every 5 to 10 minutes").run(|| ()).unwrap();
        it.scheduler.run_for(seconds(86_400));
        log.take()
    };
    let first = play();
    assert!(first.len() > 10_000);
    assert_eq!(first, play());
}

#[test]
fn a_hundred_thousand_jobs_cost_nothing_while_nothing_is_due() {
    let it = field();
    for n in 0..100_000_u32 {
        it.scheduler.every(1 + n % 7).hours().run(|| ()).unwrap();
    }
    // The least of many: a busy machine does not make all of them slow.
    let ticks = (0..1_000).map(|_| {
        let began = Instant::now();
        assert_eq!(it.scheduler.run_pending().ran, 0);
        began.elapsed()
    });
    let idle = ticks.min().unwrap();
    it.scheduler.after("1s").run(|| ()).unwrap();
    it.clock.advance(seconds(1));
    let began = Instant::now();
    assert_eq!(it.scheduler.run_pending().ran, 1);
    let one = began.elapsed();
    it.clock.set(&at("2026-01-01T07:00:00Z"));
    let began = Instant::now();
    assert_eq!(it.scheduler.run_pending().ran, 100_000);
    println!("idle {idle:?}, one due {one:?}, all due {:?} a job", began.elapsed() / 100_000);
    assert!(idle.as_micros() < 50);
}
