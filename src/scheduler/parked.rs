//! What happens to a schedule that does not advance. None can be made: the mistake is handed in where it would be
//! noticed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::{Event, ManualClock};

use super::passed::{DoesNotAdvance, later_than};
use super::{Scheduler, tick};

#[test]
fn a_slot_that_is_not_later_is_noticed() {
    assert_eq!(later_than(60_000, Some(60_001)), Ok(Some(60_001)));
    assert_eq!(later_than(60_000, None), Ok(None));
    for next in [i64::MIN, 0, 59_999, 60_000] {
        assert_eq!(later_than(60_000, Some(next)), Err(DoesNotAdvance));
    }
}

#[test]
fn its_job_is_paused_and_reported_and_the_others_go_on() -> Result<(), crate::Error> {
    let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
    let parked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&parked);
    scheduler.observe(move |event| {
        if let Event::Parked { job } = event
            && let Ok(mut seen) = seen.lock()
        {
            seen.push(job.id());
        }
    });
    let stuck = scheduler.every(1).minute().run(|| ())?;
    let other = scheduler.every(1).minute().run(|| ())?;
    clock.advance(Duration::from_secs(60));

    let mut due = Vec::new();
    {
        let mut state = scheduler.0.lock();
        let Some(record) = state.jobs.get_mut(stuck.index, stuck.id) else { panic!("it was added") };
        tick::move_on(record, stuck.index, Err(DoesNotAdvance), 60_000, Tz::UTC, &mut due);
    }
    let pass = scheduler.carry_out(due);
    assert_eq!((pass.ran, pass.failed, pass.missed, pass.skipped), (0, 0, 0, 0));
    assert_eq!(parked.lock().map(|seen| seen.clone()).unwrap_or_default(), [stuck.id]);
    assert!(stuck.is_paused() && stuck.is_active());
    assert_eq!(stuck.next_run(), None);

    assert_eq!(scheduler.run_for(Duration::from_secs(600)).ran, 11);
    assert_eq!((stuck.counts().ran, other.counts().ran), (0, 11));
    // Whoever mended it, by another version say, may let it go on.
    assert!(stuck.resume());
    assert_eq!(scheduler.run_for(Duration::from_secs(60)).ran, 2);
    Ok(())
}
