//! Random commands against a model so simple that it is right: a list of jobs that is looked
//! through for each slot.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex};

use punctual::{Job, every};

use super::field::{field, seconds};
use super::outcomes::agree;

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// A job as the model knows it: all intervals divide an hour, so that slots are the multiples.
struct Model {
    step: i64,
    next: i64,
    priority: i32,
    tag: u64,
    paused: bool,
    left: Option<u64>,
    ran: u64,
    missed: u64,
}

const STEPS: [u32; 8] = [1, 2, 5, 10, 12, 30, 60, 600];

fn play(seed: u64, commands: u32) {
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let it = field();
    let log: Arc<Mutex<Vec<(i64, u64)>>> = Arc::default();
    let mut model: BTreeMap<u64, Model> = BTreeMap::new();
    let mut handles: BTreeMap<u64, Job> = BTreeMap::new();
    let mut now = it.scheduler.now().timestamp();
    let after = |now: i64, step: i64| now - now.rem_euclid(step) + step;
    for n in 0..commands {
        let some = |dice: &mut Dice, model: &BTreeMap<u64, Model>| {
            let place = usize::try_from(dice.below(u64::try_from(model.len().max(1)).unwrap())).unwrap();
            model.keys().nth(place).copied()
        };
        match dice.below(14) {
            0..=2 if model.len() < 40 => {
                let step = STEPS[usize::try_from(dice.below(8)).unwrap()];
                let priority = i32::try_from(dice.below(3)).unwrap();
                let tag = dice.below(4);
                let left = (dice.below(3) == 0).then(|| 1 + dice.below(5));
                let (seen, mut runs) = (Arc::clone(&log), left);
                let job = it.scheduler.every(step).seconds().priority(priority).tag(format!("tag {tag}"));
                let job = job.run_with(move |run| {
                    seen.lock().unwrap().push((run.slot().timestamp(), run.job().id()));
                    runs = runs.map(|runs| runs - 1);
                    if runs == Some(0) { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
                });
                let job = job.unwrap();
                let step = i64::from(step);
                let next = after(now, step);
                model.insert(job.id(), Model { step, next, priority, tag, paused: false, left, ran: 0, missed: 0 });
                handles.insert(job.id(), job);
            }
            3 => {
                if let Some(id) = some(&mut dice, &model) {
                    model.remove(&id);
                    assert!(handles.remove(&id).unwrap().cancel());
                }
            }
            4 => {
                if let Some(id) = some(&mut dice, &model) {
                    assert_eq!(handles[&id].pause(), !model[&id].paused);
                    model.get_mut(&id).unwrap().paused = true;
                }
            }
            5 | 6 => {
                if let Some(id) = some(&mut dice, &model) {
                    let job = model.get_mut(&id).unwrap();
                    assert_eq!(handles[&id].resume(), job.paused);
                    if std::mem::take(&mut job.paused) && job.next <= now {
                        job.next = after(now, job.step);
                    }
                }
            }
            7 => {
                if let Some(id) = some(&mut dice, &model) {
                    let step = STEPS[usize::try_from(dice.below(8)).unwrap()];
                    handles[&id].reschedule(every(step).seconds()).unwrap();
                    let job = model.get_mut(&id).unwrap();
                    job.step = step.into();
                    job.next = after(now, job.step);
                }
            }
            8 => {
                let tag = dice.below(4);
                let tagged = it.scheduler.tagged(&format!("tag {tag}"));
                let known: Vec<u64> = model.iter().filter(|(_, job)| job.tag == tag).map(|(id, _)| *id).collect();
                assert_eq!(tagged.iter().map(Job::id).collect::<Vec<_>>(), known);
                if dice.below(8) == 0 {
                    assert_eq!(it.scheduler.cancel_tagged(&format!("tag {tag}")), known.len());
                    model.retain(|_, job| job.tag != tag);
                    handles.retain(|id, _| !known.contains(id));
                }
            }
            _ => {
                let step = [1, 1, 3, 10, 61, 700][usize::try_from(dice.below(6)).unwrap()];
                it.clock.advance(seconds(step));
                now += i64::try_from(step).unwrap();
                assert!(agree(&it.scheduler.run_pending()));
                let mut due = Vec::new();
                for (id, job) in &mut model {
                    if job.paused || job.next > now {
                        continue;
                    }
                    let latest = now - now.rem_euclid(job.step);
                    job.missed += u64::try_from((latest - job.next) / job.step).unwrap();
                    job.next = latest + job.step;
                    job.ran += 1;
                    due.push((latest, std::cmp::Reverse(job.priority), *id));
                    job.left = job.left.map(|left| left - 1);
                }
                due.sort_unstable();
                let due: Vec<_> = due.into_iter().map(|(slot, _, id)| (slot, id)).collect();
                assert_eq!(std::mem::take(&mut *log.lock().unwrap()), due, "command {n}");
                let over: Vec<u64> = model.iter().filter(|(_, job)| job.left == Some(0)).map(|(id, _)| *id).collect();
                for id in over {
                    model.remove(&id);
                    assert!(!handles.remove(&id).unwrap().is_active());
                }
            }
        }
        let next = model.values().filter(|job| !job.paused).map(|job| job.next).min();
        assert_eq!(it.scheduler.next_run().map(|next| next.timestamp()), next, "command {n}");
        if n % 64 == 0 {
            assert_eq!(it.scheduler.len(), model.len());
            for (id, job) in &model {
                let counts = handles[id].counts();
                assert_eq!((counts.ran, counts.missed), (job.ran, job.missed), "command {n}");
                assert_eq!(handles[id].is_paused(), job.paused);
            }
        }
    }
}

#[test]
fn a_hundred_thousand_commands() {
    let given = std::env::var("PUNCTUAL_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or(0x70_75_6e_63_74_75_61_6c);
    play(seed, 100_000);
}

#[test]
#[ignore = "longer, and other commands each time"]
fn a_million_commands() {
    let given = std::env::var("PUNCTUAL_SEED").ok().and_then(|seed| seed.parse().ok());
    play(given.unwrap_or_else(|| RandomState::new().hash_one("commands")), 1_000_000);
}
