//! The clock is set back.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use punctual::Job;

use super::field::{Field, field, in_short, seconds};

fn set_up(it: &Field) -> (Job, Arc<Mutex<Vec<i64>>>) {
    let slots = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&slots);
    let job = it.scheduler.every(1).minute().run_with(move |run| seen.lock().unwrap().push(run.slot().timestamp()));
    (job.unwrap(), slots)
}

#[test]
fn a_little_back_runs_nothing_again() {
    for back in [1, 59 * 60, 3600, 3 * 3600] {
        let it = field();
        let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("jumped")));
        let (_job, slots) = set_up(&it);
        it.scheduler.run_for(seconds(6 * 3600));
        assert_eq!(slots.lock().unwrap().len(), 360);
        it.clock.back(seconds(back));
        assert_eq!(it.scheduler.run_for(seconds(back)).ran, 0, "back by {back} s");
        it.scheduler.run_for(seconds(600));
        let slots = slots.lock().unwrap();
        assert_eq!(slots.len(), 370);
        assert_eq!(slots.iter().collect::<HashSet<_>>().len(), 370);
        assert_eq!(log.len(), 0);
    }
}

#[test]
fn far_back_times_every_job_anew_and_says_so_once() {
    for back in [3 * 3600 + 60, 10 * 3600, 86_400] {
        let it = field();
        let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("jumped")));
        let (job, slots) = set_up(&it);
        it.scheduler.run_for(seconds(6 * 3600));
        it.clock.back(seconds(back));
        // No job is silent until the wrong time comes again.
        assert_eq!(it.scheduler.run_pending().ran, 0);
        let wait = job.next_run().unwrap().signed_duration_since(it.scheduler.now());
        assert_eq!(wait.num_seconds(), 60, "back by {back} s");
        it.scheduler.run_for(seconds(600));
        assert_eq!(slots.lock().unwrap().len(), 370);
        assert_eq!(log.len(), 1);
    }
}

#[test]
fn jumps_at_random_moments_never_run_a_slot_twice_in_a_row() {
    let it = field();
    let (_job, slots) = set_up(&it);
    let mut dice = 7_u64;
    for _ in 0..2_000 {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let n = (dice >> 33) % 7200;
        if dice >> 62 == 0 {
            it.clock.back(seconds(n));
        } else {
            it.clock.advance(seconds(n));
        }
        it.scheduler.run_pending();
    }
    // All jumps together may go further back than three hours: then the old time was wrong.
    let slots = slots.lock().unwrap();
    for pair in slots.windows(2) {
        assert!(pair[1] > pair[0] || pair[0] - pair[1] > 3600, "{pair:?}");
    }
    assert!(slots.len() > 1_000);
}

#[test]
fn what_counts_from_an_end_or_from_now_waits_no_longer_than_it_would_have() {
    let it = field();
    it.clock.advance(seconds(10 * 86_400));
    let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("jumped")));
    it.scheduler.again_after("5m").run(it.say("again")).unwrap();
    it.scheduler.after("2m").run(it.say("timer")).unwrap();
    let (mut say, mut is_first) = (it.say("tried"), true);
    let tried = move || {
        say();
        if std::mem::take(&mut is_first) { Err("not yet") } else { Ok(()) }
    };
    it.scheduler.every(1).day().retry(1).backoff("3m").immediately().run(tried).unwrap();
    assert_eq!(it.scheduler.run_pending().failed, 1);
    assert_eq!(it.log.take(), ["tried"]);
    it.clock.back(seconds(10 * 86_400));
    it.scheduler.run_pending();
    it.scheduler.run_for(seconds(600));
    assert_eq!(it.log.take(), ["timer", "tried", "again", "again"]);
    assert_eq!(log.len(), 1);
}

#[test]
fn the_time_at_which_a_job_was_added_resumed_or_rescheduled_was_seen() {
    for act in ["add", "resume", "reschedule"] {
        let it = field();
        it.clock.advance(seconds(7 * 3600));
        it.scheduler.schedule("every day at 10:30").run(|| ()).unwrap();
        let job = it.scheduler.every(1).day().run(|| ()).unwrap();
        if act == "resume" {
            job.reschedule(punctual::every(1).hour()).unwrap();
            job.pause();
        }
        it.clock.advance(seconds(3 * 3600));
        let job = match act {
            "add" => it.scheduler.every(1).hour().run(|| ()).unwrap(),
            "resume" => {
                assert!(job.resume());
                job
            }
            _ => {
                job.reschedule(punctual::every(1).hour()).unwrap();
                job
            }
        };
        assert_eq!(job.next_run().unwrap().to_string(), "2026-01-01 11:00:00 UTC", "{act}");
        it.clock.back(seconds(5 * 3600));
        it.scheduler.run_pending();
        assert_eq!(job.next_run().unwrap().to_string(), "2026-01-01 06:00:00 UTC", "{act}");
    }
}

#[test]
fn a_job_that_was_paused_by_the_wrong_time_goes_on_by_the_right_one() {
    let it = field();
    it.clock.advance(seconds(10 * 86_400));
    let job = it.scheduler.every(1).hour().run(|| ()).unwrap();
    job.pause();
    it.clock.back(seconds(10 * 86_400));
    it.scheduler.run_pending();
    assert!(job.resume());
    assert_eq!(job.next_run().unwrap().to_string(), "2026-01-01 01:00:00 UTC");
}
