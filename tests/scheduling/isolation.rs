//! What goes wrong in one job stays there.

use std::ops::ControlFlow;
use std::panic::panic_any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use super::field::{field, in_short, seconds};

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("in drop");
    }
}

#[test]
fn ninety_jobs_do_not_notice_ten_that_panic() {
    std::panic::set_hook(Box::new(|_| ()));
    let it = field();
    let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("panicked")));
    let ran = Arc::new(AtomicU32::new(0));
    for n in 0..100 {
        let ran = Arc::clone(&ran);
        let job = it.scheduler.every(1).second();
        match n {
            0..3 => job.run(|| -> () { panic!("a text") }),
            3..6 => job.run(move || -> () { panic!("number {n}") }),
            6..8 => job.run(|| -> () { panic_any(Bomb) }),
            8..10 => job.run(|| drop(Bomb)),
            _ => job.run(move || {
                ran.fetch_add(1, Relaxed);
            }),
        }
        .unwrap();
    }
    let pass = it.scheduler.run_for(seconds(20));
    assert_eq!((pass.ran, pass.failed), (90 * 20, 10 * 20));
    assert_eq!(ran.load(Relaxed), 90 * 20);
    assert_eq!(log.len(), 200);
    it.scheduler.every(1).second().run(it.say("still here")).unwrap();
    it.scheduler.run_for(seconds(1));
    assert_eq!(it.log.take(), ["still here"]);
    assert_eq!(it.scheduler.jobs()[3].last_error().unwrap(), "number 3");
}

/// As that of `anyhow`, which tells its causes in the long form only.
struct Deep;

impl std::fmt::Display for Deep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if f.alternate() { "no mail: no answer" } else { "no mail" })
    }
}

#[test]
fn an_error_is_told_with_its_causes() {
    let it = field();
    let mail = it.scheduler.every(1).second().named("mail").run(|| Err::<(), _>(Deep)).unwrap();
    it.scheduler.run_for(seconds(1));
    assert_eq!(mail.last_error().as_deref(), Some("no mail: no answer"));
}

#[test]
fn a_task_that_panics_when_it_is_dropped_hurts_nobody() {
    let it = field();
    let bomb = Bomb;
    let job = it
        .scheduler
        .every(1)
        .second()
        .run(move || {
            let _ = &bomb;
        })
        .unwrap();
    assert!(job.cancel());
    it.scheduler.every(1).second().run(it.say("still here")).unwrap();
    assert_eq!(it.scheduler.run_for(seconds(1)).ran, 1);
}

#[test]
fn many_that_panic_when_they_are_dropped_hurt_nobody() {
    let it = field();
    for _ in 0..3 {
        let (bomb, other) = (Bomb, Bomb);
        let task = move || {
            let _ = &bomb;
        };
        let condition = move || {
            let _ = &other;
            true
        };
        it.scheduler.every(1).second().only_if(condition).run(task).unwrap();
    }
    it.scheduler.clear();
    for _ in 0..3 {
        let bomb = Bomb;
        it.scheduler
            .every(1)
            .second()
            .run(move || {
                let _ = &bomb;
            })
            .unwrap();
    }
    drop(it);
}

#[test]
fn an_observer_that_panics_is_reported_and_called_again() {
    let it = field();
    let calls = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&calls);
    it.scheduler.observe(move |_| {
        count.fetch_add(1, Relaxed);
        panic!("observer");
    });
    let log = it.watch(in_short);
    it.scheduler.every(1).second().named("job").run(|| ()).unwrap();
    it.scheduler.run_for(seconds(2));
    // Added, and twice started and finished.
    let heard = log.take();
    assert_eq!(heard.iter().filter(|line| line.starts_with("observer")).count(), 5);
    assert_eq!(heard.iter().filter(|line| line.starts_with("finished")).count(), 2);
    assert!(calls.load(Relaxed) >= 5);
}

#[test]
fn errors_are_kept_and_break_ends_the_job() {
    let it = field();
    let log = it.watch(|event| in_short(event).filter(|line| !line.starts_with("added")));
    let fails = it.scheduler.every(1).second().named("fails").run(|| "x".parse::<u8>().map(drop)).unwrap();
    let mut left = 2;
    let ends = it.scheduler.every(1).second().named("ends").run(move || {
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let both = it.scheduler.every(1).second().run(|| Ok::<_, String>(ControlFlow::Break(()))).unwrap();
    it.scheduler.run_for(seconds(5));
    assert_eq!((fails.counts().ran, fails.counts().failed), (0, 5));
    assert_eq!(fails.last_error().unwrap(), "invalid digit found in string");
    let ends = ends.unwrap();
    assert_eq!((ends.counts().ran, ends.is_active(), both.counts().ran), (2, false, 1));
    let log = log.take();
    assert_eq!(log.iter().filter(|line| line.starts_with("removed")).count(), 2);
    let (finished, removed) = (log.iter().rposition(|it| it.starts_with("finished ends")), "removed ends".to_owned());
    assert!(finished < log.iter().position(|line| *line == removed), "{log:?}");
}

#[test]
fn a_condition_that_panics_skips_the_run() {
    let it = field();
    let log = it.watch(in_short);
    let job = it.scheduler.every(1).second().named("x").only_if(|| panic!("no")).run(it.say("ran")).unwrap();
    it.scheduler.run_for(seconds(1));
    assert_eq!(job.counts().skipped, 1);
    assert_eq!(log.take(), ["added x", "panicked x no", "skipped x Condition"]);
    assert_eq!(it.log.len(), 0);
}

#[test]
fn dropped_tasks_are_dropped_with_their_job() {
    struct Flag(Arc<AtomicBool>);
    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, Relaxed);
        }
    }
    let it = field();
    let gone = Arc::new(AtomicBool::new(false));
    let flag = Flag(Arc::clone(&gone));
    let job = it
        .scheduler
        .every(1)
        .second()
        .run(move || {
            let _ = &flag;
        })
        .unwrap();
    it.scheduler.run_for(seconds(3));
    assert!(!gone.load(Relaxed));
    job.cancel();
    assert!(gone.load(Relaxed), "the task goes although a handle stays");
    assert_eq!(job.counts().ran, 3);
}
