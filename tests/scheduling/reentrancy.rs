//! Any call is allowed from inside a job, and from inside an observer.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use punctual::{Event, Job, Scheduler};

use super::field::{field, seconds};

type Call = (&'static str, fn(&Scheduler, &Job));

const CALLS: [Call; 16] = [
    ("add", |it, _| drop(it.every(1).hour().run(|| ()).unwrap())),
    ("cancel self", |_, job| assert!(job.cancel())),
    ("cancel other", |it, _| assert!(it.get("other").is_none_or(|other| other.cancel()))),
    ("cancel by tag", |it, _| drop(it.cancel_tagged("tag").to_string())),
    ("pause", |_, job| assert!(job.pause())),
    ("pause by tag", |it, _| drop(it.pause_tagged("tag").to_string())),
    ("run self", |_, job| drop(job.run_now().to_string())),
    ("run all", |it, _| drop(it.run_all().to_string())),
    ("pump", |it, _| drop(it.run_pending().to_string())),
    ("list", |it, _| assert!(!it.to_string().is_empty())),
    ("look", |_, job| drop((job.name(), job.counts(), job.next_run(), job.clone()))),
    ("reschedule", |_, job| job.reschedule(punctual::every(5).minutes()).unwrap()),
    ("retag", |_, job| job.retag(["new"])),
    ("observe", |it, _| it.observe(|_| ())),
    ("clear", |it, _| it.clear()),
    ("stop", |it, _| assert!(it.stop(Duration::ZERO).is_empty())),
];

/// Fails where a call does not come back.
fn within_a_second(what: &str, call: impl FnOnce() + Send + 'static) {
    let (sender, done) = channel();
    let thread = std::thread::spawn(move || {
        call();
        drop(sender.send(()));
    });
    let came = done.recv_timeout(Duration::from_secs(10));
    assert!(came.is_ok(), "`{what}` did not come back: {:?}", thread.is_finished().then(|| thread.join()));
}

#[test]
fn from_inside_a_job() {
    for (what, call) in CALLS {
        within_a_second(what, move || {
            let it = field();
            let other = it.scheduler.every(1).minute().named("other").tag("tag").run(it.say("other")).unwrap();
            let log = it.log.clone();
            let job = it.scheduler.every(1).minute().tag("tag").run_with(move |run| {
                log.add("self");
                call(run.scheduler(), &run.job());
            });
            let pass = it.scheduler.run_for(seconds(60));
            assert_eq!(pass.failed, 0, "{what}");
            let job = job.unwrap();
            assert_eq!(job.counts().ran, 1, "{what}");
            let gone = matches!(what, "cancel self" | "cancel by tag" | "clear");
            assert_eq!(job.is_active(), !gone, "{what}");
            assert_eq!(other.is_active(), !matches!(what, "cancel other" | "cancel by tag" | "clear"), "{what}");
        });
    }
}

#[test]
fn from_inside_an_observer() {
    for (what, call) in CALLS {
        within_a_second(what, move || {
            let it = field();
            it.scheduler.every(1).minute().named("other").tag("tag").run(|| ()).unwrap();
            let job = it.scheduler.every(1).minute().tag("tag").run(|| ()).unwrap();
            let (id, inside) = (job.id(), Arc::downgrade(&Arc::new(())));
            let scheduler = it.scheduler.clone();
            let calls = std::sync::atomic::AtomicU32::new(0);
            it.scheduler.observe(move |event| {
                let _ = &inside;
                if let Event::Finished { job, .. } = event
                    && job.id() == id
                    && calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0
                {
                    call(&scheduler, job);
                }
            });
            it.scheduler.run_for(seconds(60));
            assert!(job.counts().ran >= 1, "{what}");
        });
    }
}

#[test]
fn what_an_earlier_job_of_the_pass_does_counts() {
    let it = field();
    let (a, b, c) = (it.log.clone(), it.say("cancelled"), it.say("paused"));
    let late = it.say("added");
    it.scheduler
        .every(1)
        .minute()
        .run_with(move |run| {
            a.add("first");
            let it = run.scheduler();
            it.get("cancelled").unwrap().cancel();
            it.get("paused").unwrap().pause();
            it.once(it.now()).run(late.clone()).unwrap();
        })
        .unwrap();
    it.scheduler.every(1).minute().named("cancelled").run(b).unwrap();
    it.scheduler.every(1).minute().named("paused").run(c).unwrap();
    it.clock.advance(seconds(60));
    let pass = it.scheduler.run_pending();
    assert_eq!((pass.ran, pass.skipped), (1, 2));
    assert_eq!(it.log.take(), ["first"]);
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert_eq!(it.log.take(), ["added"]);
}

#[test]
fn a_job_may_drop_its_own_handle_and_the_last_scheduler() {
    let it = field();
    let slot: Arc<std::sync::Mutex<Option<Job>>> = Arc::default();
    let mine = Arc::clone(&slot);
    let job = it.scheduler.every(1).minute().run(move || drop(mine.lock().unwrap().take())).unwrap();
    *slot.lock().unwrap() = Some(job);
    assert_eq!(it.scheduler.run_for(seconds(120)).ran, 2);

    let it = field();
    let holder: Arc<std::sync::Mutex<Option<Scheduler>>> = Arc::default();
    let inside = Arc::clone(&holder);
    it.scheduler.every(1).minute().run(move || drop(inside.lock().unwrap().take())).unwrap();
    *holder.lock().unwrap() = Some(it.scheduler.clone());
    it.clock.advance(seconds(60));
    assert_eq!(it.scheduler.run_pending().ran, 1);
}
