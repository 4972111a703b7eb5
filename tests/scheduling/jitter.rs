//! `jitter`: a run begins a little after its slot, which stays what it is.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use punctual::{Missed, Run, Schedule};

use super::field::{Field, at, field, field_in, in_short, seconds};

/// The slot and the begin of each run, in milliseconds.
#[derive(Clone, Default)]
struct Starts(Arc<Mutex<Vec<(i64, i64)>>>);

impl Starts {
    fn task(&self) -> impl FnMut(&Run) + Send + use<> {
        let starts = self.clone();
        move |run| {
            let now = run.scheduler().now().timestamp_millis();
            starts.0.lock().unwrap().push((run.slot().timestamp_millis(), now));
        }
    }

    fn take(&self) -> Vec<(i64, i64)> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

fn utc(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap()
}

/// Each slot of the schedule has one run, which begins in its time.
fn check(text: &str, begin: DateTime<Tz>, starts: &[(i64, i64)], jitter: i64) {
    let schedule: Schedule = text.parse().unwrap();
    let slots: Vec<i64> =
        schedule.upcoming(&begin).take(starts.len() + 1).map(|slot| slot.timestamp_millis()).collect();
    assert!(starts.len() > 10, "{text}");
    for (place, &(slot, start)) in starts.iter().enumerate() {
        assert_eq!(slot, slots[place], "{text}: the slots are those of the schedule");
        assert!((0..=jitter).contains(&(start - slot)), "{text}: {} ms late", start - slot);
        assert!(start < slots[place + 1], "{text}: not past the next slot");
    }
}

#[test]
fn each_slot_begins_in_its_time_and_never_past_the_next() {
    for (text, jitter, days) in [
        ("every day at 00:00 jitter 10 minutes", 600_000, 60),
        ("every 5 minutes jitter 10 minutes", 600_000, 1),
        ("every 7 seconds jitter 3 seconds", 3_000, 1),
        ("every 100 milliseconds jitter 1 hour", 3_600_000, 0),
        ("every hour from 09:00 to 17:00 jitter 30 minutes", 1_800_000, 10),
        ("every 5 to 10 minutes jitter 20 minutes", 1_200_000, 1),
        ("every day at 01:30, 02:30 jitter 3 hours", 10_800_000, 10),
        ("cron */10 * * * * ; every 7 minutes jitter 20 minutes", 1_200_000, 1),
        ("every weekday at 08:00, 08:01, 20:00 in Asia/Tokyo jitter 2 hours", 7_200_000, 30),
    ] {
        let it = field_in(Tz::Europe__Berlin);
        // Over the night in which clocks are set forward.
        it.clock.set(&at("2026-03-27T00:00:00Z"));
        let starts = Starts::default();
        let Ok(chain) = it.scheduler.schedule(text).run_with(starts.task()) else { panic!("{text}") };
        let begin = it.scheduler.now();
        it.scheduler.run_for(seconds(days * 86_400 + 30));
        check(text, begin, &starts.take(), jitter);
        drop(chain);
    }
}

fn begins(it: &Field, name: Option<&str>) -> Vec<i64> {
    let starts = Starts::default();
    let job = it.scheduler.schedule("every day at 00:00 jitter 10 minutes");
    let job = match name {
        Some(name) => job.named(name),
        None => job,
    };
    drop(job.run_with(starts.task()).unwrap());
    it.scheduler.run_until(&at("2026-01-05T00:00:00Z"));
    starts.take().iter().map(|(slot, start)| start - slot).collect()
}

#[test]
fn a_name_has_the_same_delays_for_ever() {
    // From one run of the program to the next, on any machine, whatever else there is: so these
    // figures stay.
    let golden = begins(&field(), Some("backup"));
    assert_eq!(golden, GOLDEN);
    let it = field();
    it.scheduler.every(1).hour().run(|| ()).unwrap();
    assert_eq!(begins(&it, Some("backup")), golden);
    assert_ne!(begins(&field(), Some("backup 2")), golden);
    // Without a name it is the number that counts.
    assert_eq!(begins(&field(), None), begins(&field(), None));
    assert_ne!(begins(&it, None), begins(&field(), None));
}

/// In milliseconds, reckoned apart from this crate.
const GOLDEN: [i64; 3] = [286_724, 193_695, 53_617];

#[test]
fn the_slot_stays_what_it_is() {
    let it = field();
    let job = it.scheduler.every(1).day().jitter("10m").named("report");
    let job = job
        .run_with(|run| {
            assert_eq!(run.key(), "report@2026-01-02T00:00:00Z");
            assert_eq!(run.slot(), at("2026-01-02T00:00:00Z"));
            assert!(run.scheduler().now() > run.slot());
        })
        .unwrap();
    let slot = at("2026-01-02T00:00:00Z");
    assert_eq!(job.next_run().unwrap(), slot);
    let begin = it.scheduler.next_run().unwrap();
    assert!(begin > slot && begin < slot + TimeDelta::minutes(10), "{begin}");
    assert_eq!(
        it.scheduler.idle().unwrap().as_millis(),
        u128::try_from(86_400_000 + (begin.to_utc() - slot).num_milliseconds()).unwrap()
    );
    it.clock.set(&(begin - TimeDelta::milliseconds(1)));
    assert_eq!(it.scheduler.run_pending().ran, 0);
    assert!(it.scheduler.to_string().contains("in 1s"), "{}", it.scheduler);
    it.clock.set(&begin);
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert_eq!(job.last_run().unwrap(), slot);
    assert_eq!(job.next_run().unwrap(), at("2026-01-03T00:00:00Z"));
    assert_eq!(job.counts().failed, 0);
}

#[test]
fn a_slot_is_missed_only_when_its_begin_is_past() {
    let it = field();
    let log = it.watch(|event| in_short(event).filter(|line| line.starts_with("missed")));
    let starts = Starts::default();
    let job = it.scheduler.schedule("every hour jitter 59 minutes").named("a").run_with(starts.task()).unwrap();
    // The same job elsewhere, to know when runs begin.
    let other = field();
    let same = Starts::default();
    other.scheduler.schedule("every hour jitter 59 minutes").named("a").run_with(same.task()).unwrap();
    other.scheduler.run_for(seconds(86_400));
    let begins = same.take();
    // A millisecond before the tenth begins: eight were missed, and the ninth is run.
    it.clock.set(&utc(begins[9].1 - 1));
    let pass = it.scheduler.run_pending();
    assert_eq!((pass.ran, pass.missed), (1, 8));
    assert_eq!(starts.take()[0].0, begins[8].0);
    assert_eq!(job.next_run().unwrap(), utc(begins[9].0));
    it.clock.advance(std::time::Duration::from_millis(1));
    assert_eq!(it.scheduler.run_pending().ran, 1);
    assert_eq!(starts.take(), [begins[9]]);
    assert_eq!(log.take(), ["missed a 8"]);
}

#[test]
fn lateness_is_counted_from_the_begin() {
    let it = field();
    let daily = || it.scheduler.every(1).day().jitter("10m");
    let strict = daily().named("strict").grace("1s").run(|| ()).unwrap();
    let skips = daily().named("skips").on_missed(Missed::Skip).run(|| ()).unwrap();
    let all = daily().named("all").on_missed(Missed::RunAll { at_most: 10 }).grace("1s").run(|| ()).unwrap();
    it.scheduler.run_for(seconds(10 * 86_400));
    for job in [strict, skips, all] {
        // The last slot is at the very end, and begins after it.
        assert_eq!((job.counts().ran, job.counts().missed), (9, 0), "{job:?}");
    }
}

#[test]
fn run_all_runs_those_that_have_begun() {
    let it = field();
    let starts = Starts::default();
    let hourly = it.scheduler.schedule("every hour jitter 30 minutes").on_missed(Missed::RunAll { at_most: 3 });
    hourly.run_with(starts.task()).unwrap();
    it.clock.set(&at("2026-01-01T05:31:00Z"));
    let pass = it.scheduler.run_pending();
    assert_eq!((pass.ran, pass.missed), (3, 2));
    let slots: Vec<i64> = starts.take().iter().map(|(slot, _)| (slot / 3_600_000) % 24).collect();
    assert_eq!(slots, [3, 4, 5]);
}

#[test]
fn a_retry_a_rest_and_a_run_at_once() {
    let it = field();
    let (starts, rests, firsts) = (Starts::default(), Starts::default(), Starts::default());
    let mut task = starts.task();
    let tried = it.scheduler.every(1).hour().jitter("30m").retry(1).backoff("10s").run_with(move |run| {
        task(run);
        Err::<(), _>("no")
    });
    let rested = it.scheduler.every(1).hour().jitter("30m").min_gap("20m").run_with(rests.task()).unwrap();
    let at_once = it.scheduler.every(1).hour().jitter("30m").immediately().run_with(firsts.task()).unwrap();
    it.scheduler.observe(|_| ());
    it.scheduler.run_for(seconds(48 * 3600));
    let tries = starts.take();
    assert!(tries.len() >= 94 && tries.chunks(2).all(|both| both.len() < 2 || both[0].1 + 10_000 == both[1].1));
    assert_eq!(tried.unwrap().counts().failed, u64::try_from(tries.len()).unwrap());
    // Slots are sixty minutes apart, and begins at least thirty: no rest is ever too long.
    assert_eq!((rested.counts().skipped, rested.counts().missed), (0, 0));
    assert!(rests.take().windows(2).any(|two| two[1].1 - two[0].1 < 3_600_000));
    let firsts = firsts.take();
    assert_eq!(firsts[0].1, at("2026-01-01T00:00:00Z").timestamp_millis());
    assert!(firsts[1].1 > firsts[1].0);
    assert!(at_once.counts().ran >= 48);
}

#[test]
fn a_clock_that_is_set_back_and_a_schedule_that_is_replaced() {
    let it = field();
    let starts = Starts::default();
    let job = it.scheduler.every(1).hour().jitter("30m").named("x").run_with(starts.task()).unwrap();
    it.scheduler.run_for(seconds(86_400));
    let before = starts.take();
    it.clock.set(&at("2026-01-01T00:00:00Z"));
    it.scheduler.run_for(seconds(86_400));
    assert_eq!(starts.take(), before, "the same slots begin at the same times");
    job.reschedule(punctual::every(1).hour()).unwrap();
    it.scheduler.run_for(seconds(86_400));
    assert!(starts.take().iter().all(|(slot, start)| slot == start));
    job.reschedule(punctual::every(1).hour().jitter("30m")).unwrap();
    it.scheduler.run_for(seconds(86_400));
    assert!(starts.take().iter().all(|(slot, start)| slot < start));
    // Paused at the slot, and resumed before its begin.
    let slot = job.next_run().unwrap();
    it.clock.set(&slot);
    assert_eq!(it.scheduler.run_pending().ran, 0);
    job.pause();
    assert_eq!(it.scheduler.next_run(), None);
    job.resume();
    assert_eq!(job.next_run(), Some(slot));
}

#[test]
fn each_part_of_a_union_has_its_own() {
    let it = field();
    let starts = Starts::default();
    it.scheduler.schedule("every hour; every hour at :30 jitter 10 minutes").run_with(starts.task()).unwrap();
    it.scheduler.run_for(seconds(86_400));
    let starts = starts.take();
    assert_eq!(starts.len(), 48);
    for (slot, start) in starts {
        assert_eq!(slot == start, slot % 3_600_000 == 0, "{}", utc(slot));
    }
}
