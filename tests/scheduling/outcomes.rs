//! A pass lists what came of each slot.

use std::sync::mpsc::channel;

use punctual::{Overlap, Pass, SlotOutcome, Why};

use super::field::{field, seconds};

fn lines(pass: &Pass) -> Vec<String> {
    let name = |job: &punctual::Job| job.name().unwrap_or_else(|| format!("#{}", job.id()));
    let line = |outcome| match outcome {
        SlotOutcome::Ran { job, slot, .. } => format!("{} ran {}", name(&job), slot.format("%H:%M")),
        SlotOutcome::Failed { job, slot, .. } => format!("{} failed {}", name(&job), slot.format("%H:%M")),
        SlotOutcome::Missed { job, count, .. } => format!("{} missed {count}", name(&job)),
        SlotOutcome::Skipped { job, slot, why, .. } => format!("{} {why:?} {}", name(&job), slot.format("%H:%M")),
        other => format!("{other:?}"),
    };
    pass.outcomes().map(line).collect()
}

/// Whether a pass lists what it counts.
pub fn agree(pass: &Pass) -> bool {
    let mut counts = [0; 4];
    for outcome in pass.outcomes() {
        match outcome {
            SlotOutcome::Ran { .. } => counts[0] += 1,
            SlotOutcome::Failed { .. } => counts[1] += 1,
            SlotOutcome::Missed { count, .. } => counts[2] += count,
            _ => counts[3] += 1,
        }
    }
    counts == [pass.ran, pass.failed, pass.missed, pass.skipped]
}

#[test]
fn each_with_its_job_and_slot_in_the_order_of_the_pass() {
    let it = field();
    let s = &it.scheduler;
    s.every(10).minutes().named("a").run(|| ()).unwrap();
    s.every(20).minutes().named("b").priority(1).run(|| Err::<(), _>("no")).unwrap();
    s.every(20).minutes().named("c").run(|| panic!("oh")).unwrap();
    s.every(20).minutes().named("d").only_if(|| false).run(|| ()).unwrap();
    s.every(20).minutes().named("e").grace("1s").run(|| ()).unwrap();
    s.once("2026-01-01 00:19").run(|| ()).unwrap();
    std::panic::set_hook(Box::new(|_| ()));
    it.clock.advance(seconds(1205));
    let pass = s.run_pending();
    let expected = [
        "#6 ran 00:19",
        "b failed 00:20",
        "a missed 1",
        "a ran 00:20",
        "c failed 00:20",
        "d Condition 00:20",
        "e missed 1",
    ];
    assert_eq!(lines(&pass), expected);
    assert_eq!((pass.ran, pass.failed, pass.missed, pass.skipped), (2, 2, 2, 1));
    assert_eq!(pass.to_string(), "2 ran, 2 failed, 2 missed, 1 skipped");
    assert_eq!(lines(&s.run_pending()), Vec::<String>::new());
    // Played time is listed as well, and what was asked for by hand.
    assert_eq!(lines(&s.get("a").unwrap().run_now()), ["a ran 00:20"]);
    s.clear();
    s.every(1).hour().named("f").run(|| ()).unwrap();
    let pass = s.run_for(seconds(3 * 3600));
    assert_eq!(lines(&pass), ["f ran 01:00", "f ran 02:00", "f ran 03:00"]);
    // A list outlives its jobs and its scheduler.
    drop(it);
    assert_eq!(lines(&pass), ["#7 ran 01:00", "#7 ran 02:00", "#7 ran 03:00"]);
}

#[test]
fn what_had_waited_for_a_run_is_in_the_pass_that_ran_it() {
    let it = field();
    let (begun, has_begun) = channel();
    let (open, gate) = channel::<()>();
    let job = it.scheduler.every(1).minute().named("slow").on_overlap(Overlap::QueueOne);
    job.run(move || {
        drop(begun.send(()));
        drop(gate.recv());
    })
    .unwrap();
    let other = it.scheduler.clone();
    it.clock.advance(seconds(60));
    let first = std::thread::spawn(move || lines(&other.run_pending()));
    has_begun.recv().unwrap();
    // It runs on that thread: of two more slots one waits, and one is skipped.
    it.clock.advance(seconds(60));
    assert_eq!(lines(&it.scheduler.run_pending()), Vec::<String>::new());
    it.clock.advance(seconds(60));
    let pass = it.scheduler.run_pending();
    assert_eq!(lines(&pass), ["slow Overlap 00:03"]);
    assert!(pass.outcomes().all(|outcome| matches!(outcome, SlotOutcome::Skipped { why: Why::Overlap, .. })));
    drop(open);
    assert_eq!(first.join().unwrap(), ["slow ran 00:01", "slow ran 00:02"]);
}
