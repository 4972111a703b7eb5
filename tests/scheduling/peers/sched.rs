//! Python's `sched`: `enter`, `enterabs`, priorities, `cancel`, `run(blocking=False)`.

use punctual::Clock;

use crate::field::{at, field, seconds};

#[test]
fn enter_and_enterabs_run_by_time_then_priority() {
    let it = field();
    it.scheduler.after("10s").priority(1).run(it.say("low")).unwrap();
    it.scheduler.after("10s").priority(2).run(it.say("high")).unwrap();
    it.scheduler.after("5s").run(it.say("first")).unwrap();
    it.scheduler.once(at("2026-01-01T00:00:07Z")).run(it.say("absolute")).unwrap();
    // `run()`: until nothing is left.
    while let Some(idle) = it.scheduler.idle() {
        it.clock.sleep(idle);
        it.scheduler.run_pending();
    }
    assert_eq!(it.log.take(), ["first", "absolute", "high", "low"]);
    assert!(it.scheduler.is_empty());
}

#[test]
fn cancel_and_a_run_that_does_not_block() {
    let it = field();
    it.scheduler.after("1s").run(it.say("soon")).unwrap();
    let late = it.scheduler.after("1h").run(it.say("late")).unwrap();
    it.clock.advance(seconds(1));
    // `run(blocking=False)`: what is due, and the time of the next.
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert_eq!(it.scheduler.idle().unwrap(), seconds(3599));
    late.cancel();
    assert_eq!((it.scheduler.idle(), it.scheduler.len()), (None, 0));
    assert_eq!(it.log.take(), ["soon"]);
}

fn enter(scheduler: &punctual::Scheduler, log: crate::field::Log, left: std::sync::Arc<std::sync::atomic::AtomicU32>) {
    let job = scheduler.after("10s").run_with(move |run| {
        log.add(run.slot().format("%S").to_string());
        if left.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) > 1 {
            enter(run.scheduler(), log.clone(), left.clone());
        }
    });
    drop(job.unwrap());
}

#[test]
fn an_action_may_enter_itself_again() {
    let it = field();
    let (log, left) = (it.log.clone(), std::sync::Arc::new(std::sync::atomic::AtomicU32::new(3)));
    enter(&it.scheduler, log, left);
    it.scheduler.run_for(seconds(300));
    assert_eq!(it.log.take(), ["10", "20", "30"]);
}
