//! One value, one text: print and parse are each other's inverse, and no spelling, order,
//! case or space changes what a text means.

use std::cell::Cell;

use proptest::test_runner::TestCaseError;
use punctual::Schedule;

use crate::common::dice::Dice;
use crate::common::{generate, noise, random, say};
use crate::errors;

type Outcome = Result<(), TestCaseError>;

fn fail(message: String) -> Outcome {
    Err(TestCaseError::fail(message))
}

/// A text that must be right, unless it can never fire.
fn parse(text: &str) -> Result<Option<Schedule>, TestCaseError> {
    match text.parse::<Schedule>() {
        Ok(schedule) => Ok(Some(schedule)),
        Err(error) if error.code().as_str() == "never" => Ok(None),
        Err(error) => Err(TestCaseError::fail(format!(
            "{text:?} is refused: {} [{}] at {:?}",
            error.message(),
            error.code(),
            error.span()
        ))),
    }
}

/// `print(parse(s)) == s` for a canonical `s`, and `parse(print(v)) == v`.
#[test]
fn canonical_texts_print_as_themselves() {
    let (cases, never) = (10_000, Cell::new(0));
    random::check("canonical_texts_print_as_themselves", cases, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let mut text = say::canonical(&generate::any(&mut dice));
        if dice.chance(10) {
            let other = say::canonical(&generate::any(&mut dice));
            if other != text {
                text = format!("{text}; {other}");
            }
        }
        let Some(schedule) = parse(&text)? else {
            never.set(never.get() + 1);
            return Ok(());
        };
        let printed = schedule.to_string();
        if printed != text && !text.contains(';') {
            return fail(format!("{text:?} is printed as {printed:?}"));
        }
        if parse(&printed)?.is_none_or(|again| again != schedule || again.to_string() != printed) {
            return fail(format!("{printed:?} does not parse to itself"));
        }
        Ok(())
    });
    assert!(never.get() < cases / 20, "{} can never fire", never.get());
}

/// Abbreviations, words for numbers, `9am`, ranges, the order of clauses and of lists, case,
/// spaces and commas: another spelling is the same value.
#[test]
fn every_spelling_has_one_canonical_text() {
    let (cases, never) = (20_000, Cell::new(0));
    random::check("every_spelling_has_one_canonical_text", cases, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let sketch = generate::any(&mut dice);
        let canonical = say::canonical(&sketch);
        let noisy = noise::text(&sketch, &mut dice);
        let Some(schedule) = parse(&noisy)? else {
            never.set(never.get() + 1);
            return Ok(());
        };
        let printed = schedule.to_string();
        if printed != canonical {
            return fail(format!("{noisy:?} is printed as {printed:?} and not {canonical:?}"));
        }
        Ok(())
    });
    assert!(never.get() < cases / 20, "{} can never fire", never.get());
}

/// The words of a rule, clause by clause, in all orders: refused, or the same value.
#[test]
fn an_order_of_clauses_never_changes_the_meaning() {
    let (tried, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    random::check("an_order_of_clauses_never_changes_the_meaning", 10_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let sketch = generate::any(&mut dice);
        // Here even `every month` and `on the 1st` may come apart, and `at` may be left out.
        let mut clauses: Vec<String> =
            noise::clauses(&sketch, &mut dice).iter().flat_map(|clause| apart(clause, &mut dice)).collect();
        noise::lead(&mut clauses);
        let text = clauses.join(" ");
        let Ok(schedule) = text.parse::<Schedule>() else { return Ok(()) };
        for _ in 0..3 {
            dice.shuffle(&mut clauses);
            let other = clauses.join(" ");
            tried.set(tried.get() + 1);
            match other.parse::<Schedule>() {
                Ok(again) if again == schedule => {}
                Ok(again) => {
                    return fail(format!("{text:?} is {schedule}, but {other:?} is {again}"));
                }
                Err(error) => {
                    refused.set(refused.get() + 1);
                    if let Some(fault) = errors::fault(&other, &error) {
                        return fail(format!("the error of {other:?} [{}]: {fault}", error.code()));
                    }
                }
            }
        }
        Ok(())
    });
    println!("{} of {} orders refused", refused.get(), tried.get());
    assert!(tried.get() > 20_000);
    assert!(refused.get() * 5 < tried.get() * 2, "{} of {} refused", refused.get(), tried.get());
}

/// Between clauses a comma says nothing.
#[test]
fn commas_between_clauses_say_nothing() {
    let refused = Cell::new(0_u32);
    random::check("commas_between_clauses_say_nothing", 5_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let mut clauses = noise::clauses(&generate::any(&mut dice), &mut dice);
        dice.shuffle(&mut clauses);
        noise::lead(&mut clauses);
        let (plain, commas) = (clauses.join(" "), clauses.join(", "));
        match (plain.parse::<Schedule>(), commas.parse::<Schedule>()) {
            (Ok(one), Ok(other)) if one != other => {
                return fail(format!("{plain:?} is {one}, but {commas:?} is {other}"));
            }
            (Ok(_), Err(_)) => refused.set(refused.get() + 1),
            _ => {}
        }
        Ok(())
    });
    println!("{} refused with commas", refused.get());
    assert!(refused.get() < 250, "{} refused", refused.get());
}

/// Takes a clause apart before its inner ` on ` or ` at `, and sometimes drops its `at`.
pub fn apart(clause: &str, dice: &mut Dice<'_>) -> Vec<String> {
    if let Some(rest) = clause.strip_prefix("at ")
        && dice.chance(20)
    {
        return vec![rest.to_owned()];
    }
    for word in [" on ", " at ", " offset ", " of "] {
        if let Some(at) = clause.find(word)
            && at > 0
            && !clause.starts_with("except")
            && !clause.starts_with("start")
            && !clause.starts_with("end")
            && dice.chance(30)
        {
            return vec![clause[..at].to_owned(), clause[at + 1..].to_owned()];
        }
    }
    vec![clause.to_owned()]
}

/// Case and the number of spaces say nothing, also in what is refused.
#[test]
fn case_and_spaces_say_nothing() {
    random::check("case_and_spaces_say_nothing", 5_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let mut clauses = noise::clauses(&generate::any(&mut dice), &mut dice);
        dice.shuffle(&mut clauses);
        if dice.chance(30) {
            clauses.pop();
        }
        let plain = clauses.join(" ");
        let dressed = noise::dress(&plain, &mut dice);
        let verdict = |text: &str| text.parse::<Schedule>().map_err(|error| error.code().as_str());
        let (one, other) = (verdict(&plain), verdict(&dressed));
        if one != other {
            return fail(format!("{plain:?} is {one:?}, but {dressed:?} is {other:?}"));
        }
        Ok(())
    });
}

/// Equal values hash alike and print alike; other values print otherwise.
#[test]
fn values_are_equal_exactly_if_their_texts_are() {
    use std::hash::BuildHasher;
    let hasher = std::hash::RandomState::new();
    random::check("values_are_equal_exactly_if_their_texts_are", 3_000, &random::tape(), |tape| {
        let mut dice = Dice::new(&tape);
        let sketch = generate::any(&mut dice);
        let mut second = sketch.clone();
        if dice.chance(50) {
            second = generate::any(&mut dice);
        }
        let texts = (noise::text(&sketch, &mut dice), noise::text(&second, &mut dice));
        let (Some(one), Some(other)) = (parse(&texts.0)?, parse(&texts.1)?) else { return Ok(()) };
        let alike = one.to_string() == other.to_string();
        if (one == other) != alike || alike && hasher.hash_one(&one) != hasher.hash_one(&other) {
            return fail(format!("{one} and {other}"));
        }
        if one.clone() != one {
            return fail(format!("the clone of {one} differs"));
        }
        Ok(())
    });
}
