//! Where a rule begins and ends, and the days it leaves out.

use super::fault::Fault;
use super::limits::MOST_TIMES;
use super::spec::{Given, Spec};
use crate::Code;
use crate::schedule::rule::{Bound, Except, Lasting};

/// Checks the bounds against each other.
pub(super) fn check(spec: &Spec) -> Result<(), Fault> {
    if let (Some(starting), Some(until)) = (&spec.starting, &spec.until)
        && ends_before(until.value, starting.value)
    {
        let message = "this ends before it starts";
        return Err(Fault::new(Code::EmptyRange, starting.place, message)
            .and_at(until.place)
            .reading(spec, |spec| std::mem::swap(&mut spec.starting, &mut spec.until)));
    }
    let Some(Given { value: lasting, place }) = spec.lasting else {
        return Ok(());
    };
    if spec.starting.is_none() {
        let message = match lasting {
            Lasting::Times(_) => "a number of runs needs a start to count from",
            Lasting::Length(..) => "a length of time needs a start to count from",
        };
        // The reader's year is put in when the suggestion is shown.
        let start = Bound { day: PLACEHOLDER_START, time: None };
        let mut fault = Fault::new(Code::CountStart, place, message)
            .reading(spec, |spec| spec.starting = Some(Given { value: start, place }));
        for reading in &mut fault.readings {
            *reading = reading.replace("starting 9996-01-05", "starting {year}-01-05");
        }
        return Err(fault);
    }
    match lasting {
        Lasting::Times(n) if n > MOST_TIMES => {
            let message = format!("at most {MOST_TIMES} runs can be counted; say `until`");
            Err(Fault::new(Code::Range, place, message))
        }
        Lasting::Times(0) | Lasting::Length(0, _) => Err(Fault::new(Code::Zero, place, "a count is at least 1")),
        Lasting::Times(_) | Lasting::Length(..) => Ok(()),
    }
}

/// 9996-01-05, which stands for 5 January of the reader's year.
const PLACEHOLDER_START: i32 = 2_931_440;

/// Whether the end lies before the start; a date alone lasts to its end.
fn ends_before(until: Bound, starting: Bound) -> bool {
    let end = (until.day, until.time.unwrap_or(86_400));
    end < (starting.day, starting.time.unwrap_or(0))
}

/// The exceptions, each list sorted and without repeats.
pub(super) fn sorted(mut except: Except) -> Except {
    fn tidy<T: Ord + Copy>(list: &mut Box<[T]>) {
        let mut items = std::mem::take(list).into_vec();
        items.sort_unstable();
        items.dedup();
        *list = items.into_boxed_slice();
    }
    tidy(&mut except.dates);
    tidy(&mut except.days);
    except
}
