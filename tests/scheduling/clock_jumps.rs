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
