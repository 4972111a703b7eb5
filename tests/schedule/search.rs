//! The search against the oracle, on random schedules, zones and instants.

use std::cell::RefCell;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use proptest::test_runner::TestCaseError;
use punctual::Schedule;

use crate::common::dice::Dice;
use crate::common::sketch::{Days, Place, Sketch, When};
use crate::common::{generate, random, say};
use crate::oracle::{FIRST, LAST, Oracle, day_number, show};
use crate::sky::DAY;

type Outcome = Result<(), TestCaseError>;

/// Each case asks for about ten slots at one instant.
#[test]
fn slots_equal_the_oracle() {
    let tally = Tally::default();
    random::check("slots_equal_the_oracle", 10_000, &random::tape(), |tape| one(&tape, 1, &tally));
    tally.report(5);
}

/// The same with other choices, so that two cores share the work.
#[test]
fn slots_equal_the_oracle_near_clock_changes() {
    let tally = Tally::default();
    let name = "slots_equal_the_oracle_near_clock_changes";
    random::check(name, 10_000, &random::tape(), |tape| {
        let mut tape = tape;
        tape.insert(0, 2);
        one(&tape, 1, &tally)
    });
    tally.report(5);
}

/// About an hour on two cores.
#[test]
#[ignore = "two million cases"]
fn slots_equal_the_oracle_two_million_times() {
    let tally = Tally::default();
    let name = "slots_equal_the_oracle_two_million_times";
    random::check(name, 2_000_000, &random::tape(), |tape| one(&tape, 1, &tally));
    tally.report(5);
}

/// Rare slots, years apart.
#[test]
#[ignore = "looks through decades"]
fn rare_slots_equal_the_oracle() {
    let tally = Tally::default();
    random::check("rare_slots_equal_the_oracle", 100_000, &random::tape(), |tape| one(&tape, 40, &tally));
    tally.report(5);
}

/// What happened in a run.
#[derive(Default)]
struct Tally(RefCell<Counts>);

#[derive(Default)]
struct Counts {
    cases: usize,
    never: usize,
    slots: usize,
    nothing: usize,
    costs: Vec<Duration>,
}

impl Tally {
    /// Prints what the run was made of, and fails if it was about nothing.
    fn report(&self, at_most_percent: usize) {
        let mut counts = self.0.borrow_mut();
        counts.costs.sort_unstable();
        let last = counts.costs.len().saturating_sub(1);
        let cost = |share: usize| counts.costs.get(last * share / 1_000).copied().unwrap_or_default();
        println!(
            "{} cases, {} slots compared, {} without a slot found, {} can never fire; \
             next_after: half within {:?}, 99 % within {:?}, all within {:?}",
            counts.cases,
            counts.slots,
            counts.nothing,
            counts.never,
            cost(500),
            cost(990),
            cost(1_000),
        );
        assert!(counts.never * 100 <= counts.cases * at_most_percent, "too many never fire");
        assert!(counts.nothing * 100 <= counts.cases * 20, "too many without a slot");
        assert!(counts.slots > counts.cases * 3, "too few slots");
        let limit = Duration::from_millis(if cfg!(debug_assertions) { 5 } else { 1 });
        assert!(cost(990) <= limit, "99 % within {:?}", cost(990));
    }
}

#[expect(clippy::disallowed_methods, reason = "the cost of a search is measured here")]
fn timed<T>(tally: &Tally, work: impl FnOnce() -> T) -> T {
    let start = std::time::Instant::now();
    let result = work();
    tally.0.borrow_mut().costs.push(start.elapsed());
    result
}

fn one(tape: &[u16], patience: u64, tally: &Tally) -> Outcome {
    let mut dice = Dice::new(tape);
    let where_to = dice.below(8);
    let sketch = generate::schedule(&mut dice);
    let caller = generate::zone(&mut dice);
    let text = say::canonical(&sketch);
    tally.0.borrow_mut().cases += 1;
    let work = patience * if matches!(sketch.when, When::Days { .. }) { 3_000 } else { 20_000 };
    let oracle = Oracle::new(&sketch, Place::Zone(caller));
    let schedule: Schedule = match text.parse() {
        Ok(schedule) => schedule,
        Err(error) => {
            let error: punctual::Error = error;
            if error.code().as_str() == "never" {
                tally.0.borrow_mut().never += 1;
                let (found, _) = oracle.forward(0, 1, 40 * work);
                return match found.first() {
                    None => Ok(()),
                    Some(&slot) => fail(format!("{text:?} can fire: {}", show(slot))),
                };
            }
            return fail(format!("{text:?} is refused: {} [{}]", error.message(), error.code()));
        }
    };
    let at = spot(&mut dice, where_to, &sketch, &oracle);
    let case = Case { text: &text, caller, schedule: &schedule, oracle: &oracle, tally };
    case.agrees(at, work)
}

/// An instant to ask at, often near something that happens.
fn spot(dice: &mut Dice<'_>, kind: u32, sketch: &Sketch, oracle: &Oracle<'_>) -> i64 {
    let early = i64::from(dice.between(1, 47_000)) * DAY;
    let at = early + i64::from(dice.below(86_400));
    let near = |dice: &mut Dice<'_>, at: i64, by: u32| at - i64::from(by) + i64::from(dice.below(2 * by));
    let named = match (&sketch.when, sketch.starting, sketch.until) {
        (When::Days { on: Days::Once(days), .. }, ..) => Some(day_number(days[0]) * DAY),
        (_, Some(start), Some(end)) => Some(day_number(if kind == 0 { end.date } else { start.date }) * DAY),
        (_, Some(moment), None) | (_, None, Some(moment)) => Some(day_number(moment.date) * DAY),
        (_, None, None) => None,
    };
    let seconds = match (kind, named) {
        (0..=2 | 7, Some(named)) => near(dice, named, 3 * 86_400),
        (0..=4, _) => {
            let year = i64::from(dice.between(1, 66)) * 365 * DAY;
            let changes = oracle.sky().segments(year, year + 366 * DAY);
            match changes.get(1 + dice.below(2) as usize) {
                Some(change) => near(dice, change.from, 26 * 3_600),
                None => at,
            }
        }
        (5, _) => match oracle.forward(at * 1_000, 1, 2_000).0.first() {
            Some(slot) => slot.div_euclid(1_000) - 1 + i64::from(dice.below(3)),
            None => at,
        },
        _ => at,
    };
    // The ends of time, now and then.
    let seconds = match dice.below(100) {
        98 => i64::from(dice.below(30 * 86_400)),
        99 => LAST / 1_000 - 30 * DAY + i64::from(dice.below(28 * 86_400)),
        _ => seconds,
    };
    seconds * 1_000 + dice.of(&[0, 0, 0, 500, 1, 999])
}

struct Case<'a> {
    text: &'a str,
    caller: Tz,
    schedule: &'a Schedule,
    oracle: &'a Oracle<'a>,
    tally: &'a Tally,
}

impl Case<'_> {
    fn agrees(&self, at: i64, work: u64) -> Outcome {
        let (mut ahead, clear_to) = self.oracle.forward(at, 4, work);
        let (mut behind, clear_from) = self.oracle.backward(at, 3, work);
        ahead.truncate(4);
        behind.truncate(3);
        {
            let mut counts = self.tally.0.borrow_mut();
            counts.slots += ahead.len() + behind.len();
            counts.nothing += usize::from(ahead.is_empty() && behind.is_empty());
        }
        let mut from = at;
        for &slot in &ahead {
            self.next_is(from, slot)?;
            // The same answer for every instant between two slots.
            self.next_is(from.midpoint(slot), slot)?;
            self.next_is(slot - 1, slot)?;
            self.includes(slot, true)?;
            from = slot;
        }
        let got = self.next(from);
        if ahead.len() < 4 && got.is_some_and(|got| got < clear_to || clear_to == LAST) {
            return self.fail("next_after", from, got, None);
        }
        let mut from = at;
        for &slot in &behind {
            self.previous_is(from, slot)?;
            self.previous_is(slot + (from - slot).midpoint(1), slot)?;
            self.previous_is(slot + 1, slot)?;
            self.includes(slot, true)?;
            from = slot;
        }
        let got = self.previous(from);
        if behind.len() < 3 && got.is_some_and(|got| got >= clear_from || clear_from == FIRST) {
            return self.fail("previous_before", from, got, None);
        }
        self.list_is(at, &ahead)?;
        // Near a slot is no slot, unless the oracle knows it.
        for &slot in ahead.first().into_iter().chain(behind.first()) {
            for beside in [slot - 1_000, slot + 1_000, slot - 1, slot + 1] {
                let known = !self.oracle.slots(beside, beside + 1).is_empty();
                self.includes(beside, known)?;
            }
        }
        Ok(())
    }

    fn date(&self, at: i64) -> DateTime<Tz> {
        self.caller.timestamp_millis_opt(at).unwrap()
    }

    fn next(&self, after: i64) -> Option<i64> {
        let after = self.date(after);
        timed(self.tally, || self.schedule.next_after(&after)).map(|slot| millis(&slot))
    }

    fn previous(&self, before: i64) -> Option<i64> {
        self.schedule.previous_before(&self.date(before)).map(|slot| millis(&slot))
    }

    fn next_is(&self, after: i64, slot: i64) -> Outcome {
        let got = self.next(after);
        if got == Some(slot) { Ok(()) } else { self.fail("next_after", after, got, Some(slot)) }
    }

    fn previous_is(&self, before: i64, slot: i64) -> Outcome {
        let got = self.previous(before);
        if got == Some(slot) { Ok(()) } else { self.fail("previous_before", before, got, Some(slot)) }
    }

    fn includes(&self, at: i64, expected: bool) -> Outcome {
        if self.schedule.includes(&self.date(at)) == expected {
            Ok(())
        } else {
            fail(format!("{:?} for {}: includes({}) is not {expected}", self.text, self.caller, show(at)))
        }
    }

    /// `upcoming` is the chain of `next_after`.
    fn list_is(&self, after: i64, slots: &[i64]) -> Outcome {
        let start = self.date(after);
        let got: Vec<i64> = self.schedule.upcoming(&start).take(slots.len()).map(|slot| millis(&slot)).collect();
        if got == slots {
            Ok(())
        } else {
            fail(format!("{:?} for {}: upcoming({}) differs", self.text, self.caller, show(after)))
        }
    }

    fn fail(&self, what: &str, at: i64, got: Option<i64>, expected: Option<i64>) -> Outcome {
        fail(format!(
            "{:?} for {}: {what}({}) is {} and not {}",
            self.text,
            self.caller,
            show(at),
            got.map_or("nothing".to_owned(), show),
            expected.map_or("nothing (or later)".to_owned(), show),
        ))
    }
}

fn fail(message: String) -> Outcome {
    Err(TestCaseError::fail(message))
}

/// The instant, whose part below a millisecond must be nothing.
fn millis(slot: &DateTime<Tz>) -> i64 {
    let at = slot.timestamp_millis();
    assert_eq!(*slot - TimeDelta::milliseconds(at), DateTime::UNIX_EPOCH.with_timezone(&slot.timezone()));
    at
}
