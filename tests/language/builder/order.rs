//! Setters come in any order, and the order never changes the meaning.

use punctual::Month::{April, June};
use punctual::{Days, JobBuilder, ToLength, every};

type Setter = fn(JobBuilder) -> JobBuilder;

/// Calls `each` with every order of the items.
fn permutations<T: Copy>(items: &mut Vec<T>, done: usize, each: &mut impl FnMut(&[T])) {
    if done == items.len() {
        each(items);
    }
    for next in done..items.len() {
        items.swap(done, next);
        permutations(items, done + 1, each);
        items.swap(done, next);
    }
}

fn all_orders(begin: fn() -> JobBuilder, setters: &[Setter], text: &str) {
    let mut count = 0_usize;
    permutations(&mut setters.to_vec(), 0, &mut |order| {
        let chain = order.iter().fold(begin(), |chain, setter| setter(chain));
        assert_eq!(chain.build().unwrap().to_string(), text);
        count += 1;
    });
    assert_eq!(count, (1..=setters.len()).product::<usize>());
}

#[test]
fn five_setters_of_days() {
    all_orders(
        || every(Days::WEEKDAYS),
        &[
            |chain| chain.at(["17:30", "09:00"]),
            |chain| chain.timezone("Europe/Berlin"),
            |chain| chain.starting("2026-01-05"),
            |chain| chain.in_months([June, April]),
            |chain| chain.jitter(5.minutes()),
        ],
        "every weekday in april, june at 09:00, 17:30 starting 2026-01-05 in Europe/Berlin \
         jitter 5 minutes",
    );
}

#[test]
fn six_setters_of_an_interval() {
    all_orders(
        || every(10).minutes(),
        &[
            |chain| chain.between("09:00", "17:00"),
            |chain| chain.at(":17"),
            |chain| chain.on(Days::WEEKDAYS),
            |chain| chain.until("2099-12-31 18:30"),
            |chain| chain.except_holidays(),
            |chain| chain.timezone("UTC"),
        ],
        "every 10 minutes at :17 on weekdays from 09:00 to 17:00 except holidays \
         until 2099-12-31 18:30 in UTC",
    );
}

#[test]
fn exceptions_add_in_any_order() {
    all_orders(
        || every(1).day(),
        &[
            |chain| chain.except(Days::WEEKENDS),
            |chain| chain.except(punctual::date(12, 25)),
            |chain| chain.except("2026-07-04"),
            |chain| chain.except_holidays(),
            |chain| chain.except(punctual::Month::July),
        ],
        "every day at 00:00 except weekends, july, december 25, 2026-07-04, holidays",
    );
}
