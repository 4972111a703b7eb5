//! Names, tags, conditions, retries, rests, warnings; and what handles tell and do.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use punctual::{Clock, any_of, every};

use super::field::{at, field, in_short, seconds};

#[test]
fn options_come_in_any_order() {
    let it = field();
    let first = it.scheduler.every(10).minutes().at(":17").tag("a").named("first").priority(1).run(|| ()).unwrap();
    let second = it.scheduler.every(10).minutes().priority(1).named("second").tag("a").at(":17").run(|| ()).unwrap();
    assert_eq!(first.schedule(), second.schedule());
    assert_eq!((first.tags(), second.tags()), (vec!["a".to_owned()], vec!["a".to_owned()]));
    let wrong = it.scheduler.every(1).day().grace("2 months").tag("x").run(|| ()).unwrap_err();
    assert_eq!(wrong.code().as_str(), "expected");
    assert_eq!(wrong.location().unwrap().line(), line!() - 2);
    assert_eq!(it.scheduler.len(), 2);
}

#[test]
fn a_name_is_unique_until_its_job_is_gone() {
    let it = field();
    let one = it.scheduler.every(1).day().named("backup").run(it.say("one")).unwrap();
    let error = it.scheduler.every(1).day().named("backup").run(|| ()).unwrap_err();
    assert_eq!((error.code().as_str(), error.location().unwrap().line()), ("duplicate", line!() - 1));
    let two = it.scheduler.every(1).hour().named("backup").replacing().run(it.say("two")).unwrap();
    assert!(!one.is_active() && two.is_active());
    assert_eq!(it.scheduler.get("backup").unwrap(), two);
    two.cancel();
    assert!(it.scheduler.get("backup").is_none());
    it.scheduler.every(1).day().named("backup").run(|| ()).unwrap();
}

#[test]
fn tags_find_jobs() {
    let it = field();
    for n in 0..100 {
        let tags = [Some("all"), (n % 2 == 0).then_some("even"), (n % 3 == 0).then_some("third")];
        it.scheduler.every(1).hour().tags(tags.into_iter().flatten()).run(|| ()).unwrap();
    }
    let scheduler = &it.scheduler;
    assert_eq!(scheduler.tagged("all").len(), 100);
    assert_eq!(scheduler.tagged_all(&["even", "third"]).len(), 17);
    assert_eq!(scheduler.tagged_any(&["even", "third"]).len(), 67);
    assert_eq!(scheduler.tagged_all(&["even", "none"]).len(), 0);
    assert_eq!(scheduler.tagged_all(&[]).len(), 0);
    assert_eq!(scheduler.pause_tagged("third"), 34);
    assert_eq!(scheduler.run_all().ran, 66);
    assert_eq!(scheduler.resume_tagged("third"), 34);
    assert_eq!(scheduler.run_tagged("third").ran, 34);
    let job = scheduler.tagged("even").remove(0);
    job.retag(["other"]);
    assert_eq!((scheduler.tagged("even").len(), scheduler.tagged("other").len()), (49, 1));
    assert_eq!(scheduler.cancel_tagged("even"), 49);
    assert_eq!((scheduler.tagged("all").len(), scheduler.tagged("even").len()), (50, 0));
    scheduler.clear();
    assert_eq!((scheduler.len(), scheduler.tagged("all").len()), (0, 0));
}

#[test]
fn immediately_is_once_more() {
    let it = field();
    let job = it.scheduler.every(1).hour().immediately().run(|| ()).unwrap();
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert_eq!(job.next_run().unwrap(), at("2026-01-01T01:00:00Z"));
    assert_eq!(it.scheduler.run_for(seconds(3600)).ran, 1);
}

#[test]
fn retries_wait_longer_each_time_and_give_way_to_the_next_slot() {
    let it = field();
    let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("retried")));
    let clock = it.clock.clone();
    let tries = it.log.clone();
    it.scheduler
        .every(1)
        .hour()
        .named("x")
        .retry(3)
        .backoff("10s")
        .run_with(move |run| {
            tries.add(format!("{} {}", run.attempt(), clock.now().format("%H:%M:%S")));
            Err::<(), _>("no")
        })
        .unwrap();
    let pass = it.scheduler.run_for(seconds(7200));
    assert_eq!(pass.failed, 5);
    assert_eq!(it.log.take(), ["1 01:00:00", "2 01:00:10", "3 01:00:30", "4 01:01:10", "1 02:00:00"]);
    assert_eq!(log.take(), ["retried x 10s", "retried x 20s", "retried x 40s", "retried x 10s"]);

    let it = field();
    let job = it.scheduler.every(1).minute().retry(5).backoff("2m").run(|| Err::<(), _>("no")).unwrap();
    it.scheduler.run_for(seconds(600));
    assert_eq!(job.counts().failed, 10, "the next slot takes the place of the retry");
}

#[test]
fn a_job_that_ran_out_of_slots_is_still_retried() {
    let it = field();
    let mut left = 2;
    let job = it
        .scheduler
        .after("1m")
        .retry(5)
        .run(move || {
            left -= 1;
            if left == 0 { Ok(()) } else { Err("again") }
        })
        .unwrap();
    let pass = it.scheduler.run_for(seconds(120));
    assert_eq!((pass.ran, pass.failed), (1, 1));
    assert!(!job.is_active());
}

#[test]
fn conditions_are_asked_before_each_run() {
    let it = field();
    let open = Arc::new(AtomicBool::new(false));
    let (a, b) = (Arc::clone(&open), Arc::clone(&open));
    let only = it.scheduler.every(1).minute().only_if(move || a.load(Relaxed)).run(|| ()).unwrap();
    let skip = it.scheduler.every(1).minute().skip_if(move || b.load(Relaxed)).run(|| ()).unwrap();
    it.scheduler.run_for(seconds(120));
    open.store(true, Relaxed);
    it.scheduler.run_for(seconds(180));
    assert_eq!((only.counts().ran, only.counts().skipped), (3, 2));
    assert_eq!((skip.counts().ran, skip.counts().skipped), (2, 3));
    // By hand they are not asked.
    assert_eq!(skip.run_now().ran, 1);
}

#[test]
fn a_job_that_comes_again_survives_a_skip_an_error_and_a_pause() {
    let it = field();
    let open = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&open);
    let clock = it.clock.clone();
    let job = it
        .scheduler
        .again_after("10s")
        .only_if(move || asked.load(Relaxed))
        .run(move || {
            clock.advance(seconds(5));
            Err::<(), _>("no")
        })
        .unwrap();
    it.scheduler.run_for(seconds(60));
    assert_eq!(job.counts().skipped, 6);
    open.store(true, Relaxed);
    it.scheduler.run_for(seconds(60));
    assert_eq!(job.counts().failed, 4);
    job.pause();
    it.scheduler.run_for(seconds(60));
    job.resume();
    assert_eq!(job.counts().failed, 4);
    it.scheduler.run_for(seconds(30));
    assert_eq!(job.counts().failed, 6);
}

#[test]
fn min_gap_counts_from_the_end() {
    let it = field();
    let clock = it.clock.clone();
    let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("skipped")));
    let job = it.scheduler.every(1).minute().named("x").min_gap("30s").run(move || clock.advance(seconds(40))).unwrap();
    it.scheduler.run_for(seconds(240));
    assert_eq!((job.counts().ran, job.counts().skipped), (2, 2));
    assert_eq!(log.take(), ["skipped x Resting", "skipped x Resting"]);
}

#[test]
fn warn_after_tells_of_slow_runs() {
    let it = field();
    let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("slow")));
    let job = it.scheduler.every(1).minute().named("slow").warn_after("1ms").run(|| {
        let began = std::time::Instant::now();
        while began.elapsed().as_millis() < 2 {}
    });
    it.scheduler.every(1).minute().named("quick").warn_after("1h").run(|| ()).unwrap();
    it.scheduler.run_for(seconds(60));
    assert_eq!(log.take(), ["slow slow"]);
    assert!(job.unwrap().last_duration().unwrap().as_millis() >= 2);
}

#[test]
fn pause_leaves_no_slots_behind() {
    let it = field();
    let job = it.scheduler.every(1).minute().run(|| ()).unwrap();
    it.scheduler.run_for(seconds(60));
    assert!(job.pause() && !job.pause());
    it.scheduler.run_for(seconds(600));
    assert_eq!((job.counts().ran, job.next_run(), it.scheduler.next_run()), (1, None, None));
    assert!(job.resume() && !job.resume());
    assert_eq!(it.scheduler.run_pending().ran, 0);
    it.scheduler.run_for(seconds(60));
    assert_eq!((job.counts().ran, job.counts().missed), (2, 0));
}

#[test]
fn reschedule_keeps_all_else() {
    let it = field();
    let job = it.scheduler.every(1).hour().named("x").tag("y").run(it.say("ran")).unwrap();
    it.scheduler.run_for(seconds(3600));
    job.reschedule(every(10).seconds()).unwrap();
    it.scheduler.run_for(seconds(30));
    assert_eq!((job.counts().ran, job.name().unwrap().as_str(), job.tags().len()), (4, "x", 1));
    let error = job.reschedule(punctual::schedule("every day at 5")).unwrap_err();
    assert_eq!(error.code().as_str(), "bare-hour");
    job.reschedule("every day at 09:00".parse::<punctual::Schedule>().unwrap()).unwrap();
    assert_eq!(job.next_run().unwrap(), at("2026-01-01T09:00:00Z"));
    job.reschedule(punctual::after("5s")).unwrap();
    it.scheduler.run_for(seconds(5));
    assert!(!job.is_active());
}

#[test]
fn run_now_and_run_all_do_not_move_schedules() {
    let it = field();
    let job = it.scheduler.every(1).hour().run(it.say("x")).unwrap();
    let once = it.scheduler.once("2026-06-01").run(it.say("y")).unwrap();
    let next = job.next_run();
    assert_eq!(job.run_now().ran, 1);
    assert_eq!(it.scheduler.run_all().ran, 2);
    assert_eq!((job.next_run(), once.is_active()), (next, true));
    assert_eq!(job.last_run().unwrap(), it.scheduler.now());
}

#[test]
fn how_long_a_run_took_is_kept_as_the_page_says() {
    let it = field();
    let s = &it.scheduler;
    let kept = [
        s.every(1).hour().tag("x").run(|| ()).unwrap(),
        s.every(1).hour().priority(0).run(|| ()).unwrap(),
        s.every(1).hour().jitter("1m").run(|| ()).unwrap(),
        s.every(1).hour().run_shared(|_| ()).unwrap(),
        s.again_after("1h").run(|| ()).unwrap(),
    ];
    let plain = s.every(1).hour().run(|| ()).unwrap();
    let mut runs = 0;
    let fails = s.every(1).hour().run(move || {
        runs += 1;
        if runs == 1 { Err("once") } else { Ok(()) }
    });
    let fails = fails.unwrap();
    s.run_all();
    assert!(kept.iter().all(|job| job.last_duration().is_some()));
    assert_eq!((plain.last_duration(), fails.last_duration()), (None, None));
    let heard = it.watch(|event| matches!(event, punctual::Event::Finished { .. }).then(String::new));
    s.run_all();
    assert_eq!((plain.last_duration(), fails.last_duration().is_some(), heard.len()), (None, true, 7));
}

#[test]
fn what_is_said_about_a_job_is_never_dropped_in_silence() {
    let it = field();
    let says = |error: punctual::Error| (error.code().as_str(), error.location().unwrap().line(), error.to_string());
    let parts = [every(1).hour(), every(1).day().at("09:00").priority(3).tag("x")];
    let (code, line, message) = says(it.scheduler.job(any_of(parts)).run(|| ()).unwrap_err());
    assert_eq!((code, line), ("expected", line!() - 2));
    assert!(message.contains("`priority` is about a job"), "{message}");
    let (code, line, _) = says(every(1).hour().grace("5m").build().unwrap_err());
    assert_eq!((code, line), ("expected", line!() - 1));
    let job = it.scheduler.every(1).hour().tag("kept").run(|| ()).unwrap();
    let (code, line, _) = says(job.reschedule(every(1).day().named("x")).unwrap_err());
    assert_eq!((code, line), ("expected", line!() - 1));
    let (.., message) = says(job.reschedule(every(1).day().tag("x")).unwrap_err());
    assert!(message.contains("`tag` is about a job"), "{message}");
    assert_eq!(job.schedule().unwrap().to_string(), "every hour");
    job.reschedule(it.scheduler.every(1).day()).unwrap();
    assert_eq!(job.tags(), ["kept"]);
    assert_eq!(it.scheduler.len(), 1);
}

#[test]
fn a_union_goes_to_the_scheduler_of_its_parts() {
    let it = field();
    let other = field();
    let chain = || it.scheduler.every(1).hour();
    any_of([chain(), chain().at(":30"), every(1).day()]).tag("mine").run(|| ()).unwrap();
    assert_eq!(it.scheduler.tagged("mine").len(), 1);
    let error = any_of([chain(), other.scheduler.every(1).day()]).run(|| ()).unwrap_err();
    assert_eq!((error.code().as_str(), error.location().unwrap().line()), ("expected", line!() - 1));
    other.scheduler.job(any_of([chain(), chain().at(":30")])).run(|| ()).unwrap();
    assert_eq!((it.scheduler.len(), other.scheduler.len()), (1, 1));
}

#[test]
fn handles_are_quiet_when_their_scheduler_is_gone() {
    let it = field();
    let job = it.scheduler.every(1).hour().named("x").run(|| ()).unwrap();
    drop(it);
    assert_eq!((job.name(), job.next_run(), job.is_active(), job.cancel()), (None, None, false, false));
    assert_eq!(job.run_now().ran, 0);
}

#[test]
fn a_name_of_any_length_fits_the_table() {
    let it = field();
    let name = "x".repeat(70_000);
    it.scheduler.every(1).hour().named(&*name).run(|| ()).unwrap();
    it.scheduler.every(1).hour().run(|| ()).unwrap();
    let table = it.scheduler.to_string();
    assert!(table.lines().nth(2).unwrap().starts_with(&format!("2{}every hour", " ".repeat(70_001))));
}
