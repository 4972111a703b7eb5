//! The scenes.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use punctual::{Event, MemoryStore, Missed, Overlap, RunState, Scheduler, every};

use super::{Drive, Gate, LONG, everywhere, everywhere_on, everywhere_with, seconds, wait_until};

#[test]
fn slots_come_at_their_time_and_never_before() {
    everywhere(|stage| {
        let task = |run: &punctual::Run| if run.scheduler().now() < run.slot() { Err("early") } else { Ok(()) };
        let a = stage.add(stage.scheduler.every(1).minute().named("a"), task);
        stage.add(stage.scheduler.schedule("every 2 minutes").named("b"), task);
        stage.add(stage.scheduler.after("90s").named("c"), task);
        let d = stage.add(stage.scheduler.cron("*/2 * * * *").named("d"), task);
        stage.add(stage.scheduler.once("2026-01-01 00:02").named("e"), task);
        stage.step(59, &[]);
        assert_eq!(stage.scheduler.idle(), Some(seconds(1)));
        stage.step(1, &["started a 60 try 1", "finished a 60"]);
        stage.step(30, &["started c 90 try 1", "finished c 90", "removed c"]);
        #[rustfmt::skip]
        stage.step(30, &[
            "started a 120 try 1", "finished a 120", "started b 120 try 1", "finished b 120",
            "started d 120 try 1", "finished d 120", "started e 120 try 1", "finished e 120", "removed e",
        ]);
        assert_eq!((a.counts().ran, d.counts().ran), (2, 1));
        assert_eq!(a.last_run().unwrap().to_string(), "2026-01-01 00:02:00 UTC");
        assert_eq!(a.next_run(), stage.scheduler.next_run());
        assert!(a.last_duration().is_some() && a.last_error().is_none());
    });
}

#[test]
fn what_passed_is_made_up_for_as_said() {
    everywhere(|stage| {
        let hourly = |name: &str| stage.scheduler.every(1).hour().named(name);
        let asked = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&asked);
        stage.add(hourly("once"), move |run| {
            count.store(u32::try_from(run.missed()).unwrap(), Relaxed);
            Ok(())
        });
        stage.add(hourly("none").on_missed(Missed::Skip), |_| Ok(()));
        stage.add(hourly("all").on_missed(Missed::RunAll { at_most: 3 }), |_| Ok(()));
        stage.add(stage.scheduler.after("1h").named("late").grace("5m"), |_| Ok(()));
        #[rustfmt::skip]
        stage.step(5 * 3600 + 1800, &[
            "missed once 4", "started once 18000 try 1", "finished once 18000", "missed none 5", "missed all 2",
            "started all 10800 try 1", "finished all 10800", "started all 14400 try 1", "finished all 14400",
            "started all 18000 try 1", "finished all 18000", "missed late 1", "removed late",
        ]);
        assert_eq!(asked.load(Relaxed), 4);
    });
}

#[test]
fn what_overlaps_is_skipped() {
    everywhere(|stage| {
        let gate = Gate::new();
        let job = stage.add_gated(stage.scheduler.every(1).minute().named("a"), &gate);
        stage.step(60, &["started a 60 try 1"]);
        assert!(job.is_running());
        stage.step(60, &["skipped a 120 Overlap"]);
        stage.step(60, &["skipped a 180 Overlap"]);
        gate.open(2);
        stage.expect(&["finished a 60"]);
        stage.step(60, &["started a 240 try 1", "finished a 240"]);
        assert_eq!((job.counts().ran, job.counts().skipped), (2, 2));
    });
}

#[test]
fn what_overlaps_waits_or_runs_beside() {
    everywhere(|stage| {
        let gate = Gate::new();
        let queued = stage.scheduler.every(1).minute().named("q").on_overlap(Overlap::QueueOne);
        stage.add_gated(queued, &gate);
        stage.step(60, &["started q 60 try 1"]);
        stage.step(60, &[]);
        // Whether it waits is no event: one more is too many only when it does.
        stage.step(60, &["skipped q 180 Overlap"]);
        gate.open(2);
        stage.expect(&["finished q 60", "started q 120 try 1", "finished q 120"]);
        assert_eq!(stage.scheduler.get("q").map(|job| job.cancel()), Some(true));
        stage.expect(&["removed q"]);

        let beside = stage.scheduler.every(1).minute().named("b").on_overlap(Overlap::Allow { at_most: 2 });
        stage.add_gated(beside, &gate);
        stage.step(60, &["started b 240 try 1"]);
        stage.step(60, &["started b 300 try 1"]);
        stage.step(60, &["skipped b 360 Overlap"]);
        gate.open(2);
        stage.expect(&["finished b 240", "finished b 300"]);
    });
}

#[test]
fn a_long_run_delays_no_other() {
    everywhere(|stage| {
        let gate = Gate::new();
        stage.add_gated(stage.scheduler.every(1).hour().named("long"), &gate);
        stage.add(stage.scheduler.after("61m").named("short"), |_| Ok(()));
        stage.step(3600, &["started long 3600 try 1"]);
        stage.step(60, &["started short 3660 try 1", "finished short 3660", "removed short"]);
        gate.open(1);
        stage.expect(&["finished long 3600"]);
    });
}

#[test]
fn failures_are_told_and_tried_again() {
    everywhere(|stage| {
        let chain = stage.scheduler.every(1).hour().named("a").retry(2).backoff("10s");
        let job = stage.add(chain, |run| if run.attempt() < 3 { Err("not yet") } else { Ok(()) });
        stage.add(stage.scheduler.every(1).hour().named("p"), |_| std::panic::resume_unwind(Box::new("ouch")));
        #[rustfmt::skip]
        stage.step(3600, &[
            "started a 3600 try 1", "failed a try 1: not yet", "retried a try 2 in 10s",
            "started p 3600 try 1", "panicked p: ouch",
        ]);
        stage.step(10, &["started a 3600 try 2", "failed a try 2: not yet", "retried a try 3 in 20s"]);
        stage.step(19, &[]);
        stage.step(1, &["started a 3600 try 3", "finished a 3600"]);
        assert_eq!((job.counts().ran, job.counts().failed), (1, 2));
        assert_eq!(job.last_error().as_deref(), Some("not yet"));
    });
}

#[test]
fn conditions_and_rests_skip() {
    everywhere(|stage| {
        let wanted = Arc::new(AtomicBool::new(false));
        let (only, skip) = (Arc::clone(&wanted), Arc::clone(&wanted));
        let minutely = |name: &str| stage.scheduler.every(1).minute().named(name);
        stage.add(minutely("only").only_if(move || only.load(Relaxed)), |_| Ok(()));
        stage.add(minutely("skip").skip_if(move || skip.load(Relaxed)), |_| Ok(()));
        stage.add(minutely("rest").min_gap("90s"), |_| Ok(()));
        #[rustfmt::skip]
        stage.step(60, &[
            "skipped only 60 Condition", "started skip 60 try 1", "finished skip 60", "started rest 60 try 1", "finished rest 60",
        ]);
        wanted.store(true, Relaxed);
        #[rustfmt::skip]
        stage.step(60, &[
            "started only 120 try 1", "finished only 120", "skipped skip 120 Condition", "skipped rest 120 Resting",
        ]);
    });
}

#[test]
fn jobs_come_again_after_their_end() {
    everywhere(|stage| {
        let gate = Gate::new();
        stage.add_gated(stage.scheduler.again_after("10s").named("a"), &gate);
        stage.step(10, &["started a 10 try 1"]);
        stage.step(25, &[]);
        gate.open(1);
        stage.expect(&["finished a 10"]);
        stage.step(9, &[]);
        gate.open(1);
        stage.step(1, &["started a 45 try 1", "finished a 45"]);
    });
}

#[test]
fn handles_and_tags_work_from_outside_and_inside() {
    everywhere(|stage| {
        let scheduler = stage.scheduler.clone();
        let job = stage.add(scheduler.every(1).minute().named("a").tags(["x", "y"]).tag("z"), |run| {
            assert_eq!(run.key(), format!("a@{}", run.slot().format("%FT%TZ")));
            assert_eq!((run.attempt(), run.job().name().as_deref()), (1, Some("a")));
            run.job().cancel();
            Ok(())
        });
        assert_eq!(job.tags(), ["x", "y", "z"]);
        assert!(job.pause() && job.is_paused() && !job.pause());
        stage.expect(&["paused a"]);
        stage.step(300, &[]);
        assert!(job.resume());
        job.reschedule(every(2).minutes()).unwrap();
        job.retag(["w"]);
        assert_eq!((scheduler.tagged("x").len(), scheduler.tagged_all(&["w"]).len()), (0, 1));
        assert_eq!((scheduler.tagged_any(&["x", "w"]).len(), scheduler.jobs().len()), (1, 1));
        assert_eq!(job.schedule().unwrap().to_string(), "every 2 minutes");
        stage.expect(&["resumed a"]);
        assert!(job.is_active() && job.id() > 0);
        stage.step(60, &["started a 360 try 1", "removed a", "finished a 360"]);
        assert!(!job.is_active() && scheduler.is_empty() && !scheduler.clone().cancel_tagged("w") > 0);

        let again = |name: &str| scheduler.every(1).day().named(name).tag("t");
        stage.add(again("b"), |_| Ok(()));
        stage.add(again("b").replacing(), |_| Ok(()));
        assert_eq!((scheduler.pause_tagged("t"), scheduler.resume_tagged("t"), scheduler.len()), (1, 1, 1));
        stage.expect(&["removed b", "paused b", "resumed b"]);
        scheduler.clear();
        stage.expect(&["removed b"]);
    });
}

#[test]
fn jobs_run_by_hand() {
    everywhere(|stage| {
        let job = stage.add(stage.scheduler.every(1).day().named("a").tag("t"), |_| Ok(()));
        assert_eq!(job.run_now().outcomes().count(), 1);
        stage.expect(&["started a 0 try 1", "finished a 0"]);
        let pass = stage.scheduler.run_all();
        assert_eq!((pass.ran, pass.outcomes().count()), (1, 1));
        assert_eq!(stage.scheduler.run_all_with_delay(Duration::ZERO).ran, 1);
        assert_eq!(stage.scheduler.run_tagged("t").ran, 1);
        stage.expect(&["started a 0 try 1", "finished a 0"].repeat(3));
    });
}

#[test]
fn what_is_kept_is_the_same() {
    everywhere_on(
        || Scheduler::builder().store(MemoryStore::new()),
        |stage| {
            let hourly = |name: &str| stage.scheduler.every(1).hour().named(name);
            stage.add(hourly("a").at_most_once(), |_| Ok(()));
            stage.add(hourly("b").retry(1).backoff("10s"), |_| Err("no"));
            stage.add(hourly("c").only_if(|| false), |_| Ok(()));
            #[rustfmt::skip]
            stage.step(2 * 3600, &[
                "missed a 1", "started a 7200 try 1", "finished a 7200", "missed b 1", "started b 7200 try 1", "failed b try 1: no",
                "retried b try 2 in 10s", "missed c 1", "skipped c 7200 Condition",
            ]);
            stage.step(10, &["started b 7200 try 2", "failed b try 2: no"]);
            // It is written down a moment later.
            let states = |name: &str| {
                let runs = stage.scheduler.history(name, 10).unwrap();
                runs.into_iter().map(|run| run.state).collect::<Vec<_>>()
            };
            wait_until(|| {
                states("a").contains(&RunState::Ok)
                    && states("b").contains(&RunState::Failed)
                    && states("c").contains(&RunState::Skipped)
            });
            assert_eq!(stage.scheduler.stored_jobs().unwrap().len(), 3);
            // Nothing was cut off, so there is nothing to let go on.
            let slot = stage.scheduler.history("a", 1).unwrap().remove(0).slot;
            assert!(!stage.scheduler.release(&slot).unwrap());
        },
    );
}

#[test]
fn every_ending_of_a_chain() {
    everywhere(|stage| {
        let hourly = |name: &str| stage.scheduler.every(1).hour().named(name);
        hourly("a").run(|| std::ops::ControlFlow::Break(())).unwrap();
        hourly("b").run_with(|run| run.attempt().to_string().parse::<u32>().map(drop)).unwrap();
        hourly("c").run_shared(|_| Err::<(), _>("c")).unwrap();
        hourly("d").run_async(|| async { std::ops::ControlFlow::Break(()) }).unwrap();
        hourly("e").run_async_with(|run| async move { Err::<(), _>(run.key()) }).unwrap();
        #[rustfmt::skip]
        stage.step(3600, &[
            "started a 3600 try 1", "removed a", "finished a 3600", "started b 3600 try 1", "finished b 3600",
            "started c 3600 try 1", "failed c try 1: c", "started d 3600 try 1", "removed d", "finished d 3600",
            "started e 3600 try 1", "failed e try 1: e@2026-01-01T01:00:00Z",
        ]);
    });
}

#[test]
fn what_is_due_runs_in_its_order() {
    everywhere_with(1, |stage| {
        if stage.awaited && stage.drive == Drive::TokioOnMany {
            // They run at once there.
            return;
        }
        let order = Arc::new(Mutex::new(Vec::new()));
        let started = Arc::clone(&order);
        stage.scheduler.observe(move |event| {
            if let Event::Started { job, .. } = event {
                started.lock().unwrap().push(job.name().unwrap());
            }
        });
        for (name, priority) in [("second", 0), ("third", 0), ("first", 5), ("last", -1)] {
            stage.add(stage.scheduler.every(1).hour().named(name).priority(priority), |_| Ok(()));
        }
        #[rustfmt::skip]
        stage.step(3600, &[
            "started first 3600 try 1", "finished first 3600", "started second 3600 try 1", "finished second 3600",
            "started third 3600 try 1", "finished third 3600", "started last 3600 try 1", "finished last 3600",
        ]);
        assert_eq!(*order.lock().unwrap(), ["first", "second", "third", "last"]);
    });
}

#[test]
fn a_change_is_heard_at_once() {
    everywhere(|stage| {
        stage.add(stage.scheduler.every(1).day().named("far"), |_| Ok(()));
        // No time passes: it is woken by the job.
        let job = stage.add(stage.scheduler.every(1).hour().named("near").immediately(), |_| Ok(()));
        stage.step(0, &["started near 0 try 1", "finished near 0"]);
        job.reschedule(every(1).minute()).unwrap();
        stage.step(60, &["started near 60 try 1", "finished near 60"]);
    });
}

#[test]
fn a_clock_that_is_set_back() {
    everywhere(|stage| {
        stage.add(stage.scheduler.every(1).hour().named("a"), |_| Ok(()));
        stage.step(3600, &["started a 3600 try 1", "finished a 3600"]);
        stage.clock.back(seconds(1800));
        stage.step(0, &[]);
        stage.step(1800, &[]);
        stage.clock.back(seconds(10 * 3600));
        stage.step(0, &["the clock jumped"]);
        stage.step(3600, &["started a -28800 try 1", "finished a -28800"]);
    });
}

#[test]
fn a_run_that_takes_long_is_told() {
    everywhere(|stage| {
        let gate = Gate::new();
        stage.add_gated(stage.scheduler.every(1).hour().named("a").warn_after("1ms"), &gate);
        stage.step(3600, &["started a 3600 try 1"]);
        let began = std::time::Instant::now();
        while began.elapsed() < Duration::from_millis(3) {
            std::thread::yield_now();
        }
        gate.open(1);
        stage.expect(&["finished a 3600", "slow a"]);
    });
}

#[test]
fn a_run_that_is_awaited_can_time_out() {
    everywhere(|stage| {
        let chain = || stage.scheduler.every(1).hour().named("a").timeout("5ms").retry(1).backoff("1m");
        if !stage.awaited {
            assert_eq!(chain().run(|| ()).unwrap_err().code().as_str(), "expected");
            return;
        }
        stage.add_gated(chain(), &Gate::new());
        let failed = ["started a 3600 try 1", "failed a try 1: timed out after 5ms", "retried a try 2 in 60s"];
        stage.step(3600, &failed);
        stage.step(60, &["started a 3600 try 2", "failed a try 2: timed out after 5ms"]);
    });
}

#[test]
fn stopped_from_a_job() {
    everywhere(|stage| {
        let scheduler = stage.scheduler.clone();
        stage.add(scheduler.every(1).hour().named("a"), |run| {
            // It does not wait for itself.
            assert!(run.scheduler().stop(LONG).is_empty());
            Ok(())
        });
        stage.step(3600, &["started a 3600 try 1", "finished a 3600"]);
        if stage.drive == Drive::Pump {
            // There was nothing to stop.
            return;
        }
        for thread in stage.threads.drain(..) {
            thread.join().unwrap();
        }
        stage.clock.advance(seconds(3600));
        stage.expect(&[]);
        // And started again, as if nothing had been.
        stage.scheduler.get("a").unwrap().cancel();
        stage.expect(&["removed a"]);
        stage.begin();
        stage.add(scheduler.every(1).hour().named("b"), |_| Ok(()));
        stage.step(3600, &["started b 10800 try 1", "finished b 10800"]);
    });
}

#[test]
fn what_still_runs_after_a_stop_is_listed() {
    everywhere(|stage| {
        let gate = Gate::new();
        stage.add_gated(stage.scheduler.every(1).hour().named("a").on_overlap(Overlap::QueueOne), &gate);
        stage.step(3600, &["started a 3600 try 1"]);
        stage.step(3600, &[]);
        let left = stage.scheduler.stop(Duration::from_millis(1));
        let left: Vec<_> = left.iter().map(|it| it.job.name().unwrap()).collect();
        assert_eq!(left, ["a"]);
        gate.open(2);
        if stage.drive == Drive::Pump {
            // A loop is not stopped: what waited runs.
            stage.expect(&["finished a 3600", "started a 7200 try 1", "finished a 7200"]);
        } else {
            stage.expect(&["finished a 3600", "skipped a 7200 Stopped"]);
        }
    });
}
