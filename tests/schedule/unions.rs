//! Several rules joined by `;`.

use chrono::TimeZone;
use proptest::test_runner::TestCaseError;
use punctual::Schedule;

use crate::ask::{Row, check};
use crate::common::dice::Dice;
use crate::common::sketch::Place;
use crate::common::{generate, random, say};
use crate::oracle::{Oracle, show};

#[test]
fn unions_by_hand() {
    check(&[
        Row::new(
            "every monday at 09:00; every friday at 17:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-02T17:00:00+00:00", "2026-01-05T09:00:00+00:00", "2026-01-09T17:00:00+00:00"],
        ),
        // A slot of two rules is one slot.
        Row::new(
            "every day at 09:00; every friday at 09:00",
            "UTC",
            "2026-01-01T12:00:00+00:00",
            &["2026-01-02T09:00:00+00:00", "2026-01-03T09:00:00+00:00"],
        ),
        // Each rule in its own zone.
        Row::new(
            "every day at 09:00 in Europe/Berlin; every day at 09:00 in America/New_York",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T08:00:00+00:00", "2026-01-01T14:00:00+00:00", "2026-01-02T08:00:00+00:00"],
        ),
        // Nothing carries over: the second rule is in the caller's zone.
        Row::new(
            "every day at 09:00 in Europe/Berlin; every day at 09:00",
            "Asia/Tokyo",
            "2026-01-01T00:00:00+09:00",
            &["2026-01-01T09:00:00+09:00", "2026-01-01T17:00:00+09:00", "2026-01-02T09:00:00+09:00"],
        ),
        // One rule ends and the other goes on.
        Row::new(
            "on 2026-03-15 at 09:00; every year on april 1 at 00:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-15T09:00:00+00:00", "2026-04-01T00:00:00+00:00", "2027-04-01T00:00:00+00:00"],
        ),
        Row::new(
            "on 2026-03-15 at 09:00; on 2026-03-14 at 09:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-03-14T09:00:00+00:00", "2026-03-15T09:00:00+00:00"],
        )
        .then_ends(),
        Row::new(
            "every day at 09:00; every 12 hours; every 7 hours starting 2026-01-01 03:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-01T03:00:00+00:00",
                "2026-01-01T09:00:00+00:00",
                "2026-01-01T10:00:00+00:00",
                "2026-01-01T12:00:00+00:00",
                "2026-01-01T17:00:00+00:00",
                "2026-01-02T00:00:00+00:00",
            ],
        ),
    ]);
}

/// The slots of a union are those of its rules together.
#[test]
fn a_union_is_the_slots_of_its_rules_together() {
    let name = "a_union_is_the_slots_of_its_rules_together";
    random::check(name, 1_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let sketches: Vec<_> = (0..2 + dice.below(2)).map(|_| generate::schedule(&mut dice)).collect();
        let zone = generate::zone(&mut dice);
        let texts: Vec<String> = sketches.iter().map(say::canonical).collect();
        let text = texts.join("; ");
        let Ok(schedule) = text.parse::<Schedule>() else {
            // One of them can never fire, which the search's own test looks into.
            return Ok(());
        };
        let at = (i64::from(dice.between(7_000, 26_000)) * 86_400 + i64::from(dice.below(86_400))) * 1_000;
        let (mut slots, mut clear_to) = (Vec::new(), i64::MAX);
        for sketch in &sketches {
            let (found, to) = Oracle::new(sketch, Place::Zone(zone)).forward(at, 3, 5_000);
            slots.extend(found);
            clear_to = clear_to.min(to);
        }
        slots.retain(|&slot| slot < clear_to);
        slots.sort_unstable();
        slots.dedup();
        let start = zone.timestamp_millis_opt(at).unwrap();
        let got: Vec<i64> = schedule.upcoming(&start).map(|slot| slot.timestamp_millis()).take(slots.len()).collect();
        let mut before = at;
        for (&got, &wanted) in got.iter().zip(&slots) {
            let date = zone.timestamp_millis_opt(wanted).unwrap();
            let back = schedule.previous_before(&date).map(|slot| slot.timestamp_millis());
            if got != wanted || !schedule.includes(&date) || back.is_some_and(|back| back < before) && before != at {
                return Err(TestCaseError::fail(format!(
                    "{text:?} for {zone} after {}: {} and not {}, before it {back:?}",
                    show(at),
                    show(got),
                    show(wanted)
                )));
            }
            before = wanted;
        }
        if got.len() < slots.len() {
            return Err(TestCaseError::fail(format!("{text:?} for {zone} ends too early")));
        }
        Ok(())
    });
}
