//! What a chain cannot say: the code, and the line of the setter that was wrong.

use chrono::{FixedOffset, NaiveDate};
use punctual::DayOfMonth::{Last, Nth, Through};
use punctual::Weekday::{Friday, Monday};
use punctual::{Code, Days, JobBuilder, Month, Schedule, ToLength, Weekday, any_of, cron, date, every, once, schedule};

#[track_caller]
fn fails(chain: JobBuilder, code: Code) {
    match chain.build() {
        Ok(built) => panic!("built {built}"),
        Err(error) => assert_eq!(error.code(), code, "{error}"),
    }
}

/// The error points at this line of this file.
#[track_caller]
fn fails_in(chain: JobBuilder, code: Code, line: u32) {
    let error = chain.build().unwrap_err();
    let at = error.location().expect("a chain's error has a location");
    assert_eq!((error.code(), at.line()), (code, line), "{error}");
    assert!(at.file().ends_with("wrong.rs"), "{at}");
    assert_eq!(error.span(), None);
}

#[test]
fn times() {
    fails(every(Monday).at("25:00"), Code::Range);
    fails(every(Monday).at("9:60"), Code::Range);
    fails(every(Monday).at("24:00"), Code::Range);
    fails(every(Monday).at("5"), Code::BareHour);
    fails(every(Monday).at(["09:00", "5"]), Code::BareHour);
    fails(every(Monday).at(Vec::<String>::new()), Code::Expected);
    fails(every(Monday).at([":17", "09:00"]), Code::Expected);
    fails(every(Monday).at(":17"), Code::Expected);
    fails(every(10).minutes().at(":60"), Code::Range);
    fails(every(2).hours().at("10:30"), Code::IntervalAt);
    fails(every(2).hours().offset(2.hours()), Code::Range);
    fails(every(2).weeks().offset(1.hour()), Code::Expected);
    fails(every(2).hours().offset(1.day()), Code::Expected);
    fails(every(5..=10).minutes().offset(1.minute()), Code::Expected);
    fails(every(1).hour().between("9:00", "25:00"), Code::Range);
    fails(every(1).hour().between("24:00", "09:00"), Code::Range);
    fails(every(1).hour().between("5", "17:00"), Code::BareHour);
    fails(every(Days::WEEKDAYS).between("08:00", "17:00"), Code::WindowCalendar);
}

#[test]
fn days() {
    fails(every(Vec::<Weekday>::new()), Code::Expected);
    fails(every(1).week().on(Vec::<Weekday>::new()), Code::Expected);
    fails(every(5).days().on(Monday), Code::DaysAndWeekdays);
    fails(every(1).month().on(Friday), Code::MonthWeekday);
    fails(every(Friday).on_the(13), Code::AndOr);
    fails(every(1).month().on_the(0), Code::Range);
    fails(every(1).month().on_the(32), Code::Range);
    fails(every(1).month().on_the(1_000), Code::Range);
    fails(every(1).month().on_the(1..=u32::MAX), Code::Range);
    let (low, high) = (5, 1);
    fails(every(1).month().on_the(low..=high), Code::Range);
    fails(every(1).month().on_the(Last(0)), Code::Range);
    fails(every(1).month().on_the(Nth(6, Friday)), Code::Range);
    fails(every(1).month().on_the(Through(0)), Code::Range);
    fails(every(1).month().on_the(Vec::<u32>::new()), Code::Expected);
    fails(every(1).quarter().on_the(93), Code::Range);
    fails(every(1).year().on_the(31), Code::WhichMonth);
    fails(every(1).year().on(date(2, 30)), Code::Range);
    fails(every(1).year().on(date(13, 1)), Code::Range);
    fails(every(1).year().on(date(0, 1)), Code::Range);
    fails(every(1).year().on(date(1, 0)), Code::Range);
    fails(every(1).year().on(date(1, 300)), Code::Range);
    fails(every(Friday).that_is_the(32), Code::Range);
    fails(every(Friday).that_is_the(0), Code::Range);
    fails(every(1).month().that_is_the(13), Code::Expected);
    fails(every(10).minutes().that_is_the(13), Code::Expected);
    fails(every(2).weeks().on(Friday).that_is_the(13), Code::Expected);
    fails(every(1).day().in_months(Vec::<Month>::new()), Code::Expected);
    fails(every(1).month().on_the(31).in_months(Month::June), Code::Never);
    fails(every(1).day().except(Days::ALL), Code::Never);
    fails(every(1).day().except(date(2, 30)), Code::Range);
    fails(every(1).day().except("2026-02-30"), Code::Range);
    fails(every(1).day().except("2026-02-03 10:00"), Code::Expected);
    fails(every(1).day().except(NaiveDate::MAX), Code::Range);
}

#[test]
fn counts() {
    fails(every(0).minutes(), Code::Zero);
    fails(every(0).milliseconds(), Code::Zero);
    fails(every(0).days(), Code::Zero);
    fails(every(0).weeks().on(Monday), Code::Zero);
    fails(every(0).months(), Code::Zero);
    fails(every(0).quarters(), Code::Zero);
    fails(every(0).years(), Code::Zero);
    fails(every(0..=5).minutes(), Code::Zero);
    let (low, high) = (10, 5);
    fails(every(low..=high).minutes(), Code::Range);
    fails(every(5..=5).minutes(), Code::Range);
    fails(every(0.minutes()), Code::Zero);
    fails(every(std::time::Duration::ZERO), Code::Zero);
    fails(every(std::time::Duration::from_nanos(5)), Code::Range);
    fails(every(std::time::Duration::MAX), Code::Range);
    fails(every(chrono::TimeDelta::seconds(-5)), Code::Range);
}

#[test]
fn bounds() {
    let from = every(1).day().starting("2027-01-01");
    fails(from.clone().until("2026-12-31"), Code::EmptyRange);
    fails(from.clone().times(0), Code::Zero);
    fails(from.clone().times(10_001), Code::Range);
    fails(from.until("2026-02-30"), Code::Range);
    fails(every(1).day().starting("18:30"), Code::StartTime);
    fails(every(1).day().starting("dec 25"), Code::Year);
    fails(every(1).day().starting("tomorrow"), Code::Relative);
    fails(every(1).day().starting(NaiveDate::MIN), Code::Range);
    fails(every(1).day().starting(chrono::NaiveDateTime::MAX), Code::Range);
    fails(every(1).day().starting(chrono::DateTime::<chrono::Utc>::MAX_UTC), Code::Range);
    fails(every(1).day().until(chrono::DateTime::<chrono::Utc>::MIN_UTC), Code::Range);
    fails(every(1).day().until("dec 31"), Code::Year);
    fails(every(1).day().until("25:00"), Code::Range);
    fails(every(1).day().until("soon"), Code::Expected);
    fails(every(1).day().until("tomorrow"), Code::Relative);
    fails(every(1).day().until("2020-01-01"), Code::EmptyRange);
    fails(every(1).day().until("0s"), Code::Zero);
    fails(every(1).day().until(std::time::Duration::MAX), Code::Range);
    fails(every(1).day().until(10_000.years()), Code::Range);
    fails(once("2026-02-30"), Code::Range);
    fails(once("18:30"), Code::Expected);
    fails(once("dec 25"), Code::YearlyOrOnce);
    fails(once(Vec::<&str>::new()), Code::Expected);
}

#[test]
fn zones_and_lines() {
    fails(every(1).day().timezone("EST"), Code::ZoneAbbr);
    fails(every(1).day().timezone("Europe/Berlim"), Code::Zone);
    fails(every(1).day().timezone(""), Code::Expected);
    fails(every(1).day().timezone(FixedOffset::east_opt(61).unwrap()), Code::Zone);
    fails(cron("0 9 * *"), Code::Cron);
    fails(cron("61 9 * * *"), Code::Range);
    fails(cron("0 0 30 2 *"), Code::Never);
    fails(cron("0 9 * * *").at("10:00"), Code::Cron);
    fails(every(1).hour().jitter(0.minutes()), Code::Zero);
    fails(every(1).hour().jitter(1.week()), Code::Expected);
}

#[test]
fn texts_and_unions_are_complete() {
    fails(schedule("every monday").at("10:00"), Code::Expected);
    fails(any_of([every(Monday), every(Friday)]).timezone("UTC"), Code::Expected);
    fails(any_of(Vec::<JobBuilder>::new()), Code::Empty);
    fails(any_of([every(Monday), every(Friday).at("5")]), Code::BareHour);
    fails(any_of(["every monday", "every friday at 5"]), Code::BareHour);

    let error = schedule("every mondya").build().unwrap_err();
    assert_eq!(error.span(), Some(6..12));
    assert_eq!(error.location(), None);
    assert_eq!(error.suggestions(), ["every monday at 00:00"]);
}

#[test]
fn every_setter_twice() {
    let twice = [
        every(10).minutes().at(":17").at(":18"),
        every(1).day().at("09:00").at("10:00"),
        every(10).minutes().at(":17").offset(5.minutes()),
        every(10).minutes().offset(5.minutes()).offset(5.minutes()),
        every(10).minutes().between("09:00", "10:00").between("11:00", "12:00"),
        every(1).week().on(Monday).on(Monday),
        every(Monday).on(Friday),
        every(1).year().on(date(1, 1)).on(date(1, 2)),
        every(1).month().on_the(1).on_the(2),
        every(Friday).that_is_the(13).that_is_the(13),
        every(1).day().in_months(Month::May).in_months(Month::June),
        every(1).day().starting("2026-01-01").starting("2026-01-02"),
        every(1).day().starting("2026-01-01").starting_now(),
        every(1).day().until("2099-01-01").until("2099-01-01"),
        every(1).day().times(5).times(5),
        every(1).day().times(5).lasting(5.weeks()),
        every(1).day().timezone("UTC").timezone("UTC"),
        every(1).day().jitter(5.minutes()).jitter(5.minutes()),
        once("2026-03-15 14:30").at("15:00"),
        once(chrono::DateTime::UNIX_EPOCH).at("15:00"),
        cron("CRON_TZ=Europe/Berlin 0 9 * * *").timezone("UTC"),
    ];
    for (row, chain) in twice.into_iter().enumerate() {
        let error = chain.build().expect_err("said twice");
        assert_eq!(error.code(), Code::Duplicate, "row {row}: {error}");
    }
}

#[test]
#[rustfmt::skip]
fn the_line_of_the_setter() {
    let first = line!() + 1;
    let chain = every(Monday)
        .at("25:00")
        .timezone("Europe/Berlin");
    fails_in(chain, Code::Range, first + 1);

    let first = line!() + 1;
    let chain = every(1).day()
        .at("09:00")
        .timezone("EST")
        .until("2020-02-30");
    fails_in(chain, Code::ZoneAbbr, first + 2);

    let first = line!() + 1;
    let chain = every(Monday)
        .at("09:00")
        .timezone("UTC")
        .at("10:00");
    fails_in(chain, Code::Duplicate, first + 3);

    let first = line!() + 1;
    let chain = every(1)
        .day()
        .until("2020-01-01")
        .at("09:00");
    fails_in(chain, Code::EmptyRange, first + 2);

    let first = line!() + 1;
    let chain = every(2)
        .day()
        .at("09:00");
    fails_in(chain, Code::Expected, first + 1);

    fails_in(every(0).minutes(), Code::Zero, line!());
    fails_in(cron("0 9 * *"), Code::Cron, line!());
    fails_in(once("2026-02-30"), Code::Range, line!());
    fails_in(any_of(Vec::<JobBuilder>::new()), Code::Empty, line!());
    fails_in(schedule("daily").at("10:00"), Code::Expected, line!());
    fails_in(every(1).day().except(Days::ALL), Code::Never, line!());
}

#[test]
#[rustfmt::skip]
fn of_two_setters_that_do_not_go_together_the_later() {
    let first = line!() + 1;
    let chain = every(2).hours()
        .timezone("UTC")
        .at("10:30");
    fails_in(chain, Code::IntervalAt, first + 2);

    let first = line!() + 1;
    let chain = every(1).day()
        .until("2098-01-01")
        .starting("2099-01-01");
    fails_in(chain, Code::EmptyRange, first + 2);

    let first = line!() + 1;
    let chain = every(1).day()
        .starting("2099-01-01")
        .until("2098-01-01");
    fails_in(chain, Code::EmptyRange, first + 2);
}

#[test]
#[rustfmt::skip]
fn the_line_in_a_union() {
    let first = line!() + 1;
    let chain = any_of([
        every(Monday).at("08:00"),
        every(Friday).at("24:30"),
    ]);
    fails_in(chain, Code::Range, first + 2);
}

#[test]
fn an_error_offers_texts_that_work() {
    let error = every(2).hours().on(Monday).at("10:30").build().unwrap_err();
    assert_eq!(error.suggestions(), ["every 2 hours on monday from 10:30 to 24:00", "every monday at 10:30"]);
    let error = every(1).month().on(Friday).build().unwrap_err();
    assert_eq!(error.suggestions(), ["every month on the 1st friday at 00:00", "every friday at 00:00"]);
    let error = every(1).day().at("5").timezone("UTC").build().unwrap_err();
    assert_eq!(error.suggestions(), ["every day at 05:00 in UTC", "every day at 17:00 in UTC"]);
    let error = every(1).day().timezone("EST").at("09:00").build().unwrap_err();
    assert_eq!(error.suggestions(), ["every day at 09:00 in America/New_York"]);
    let error = cron("0 0 9 * * *,").timezone("UTC").build().unwrap_err();
    assert_eq!(error.code(), Code::Cron);
    let error = every(5..=10).minutes().at(":17").build().unwrap_err();
    assert!(error.suggestions().is_empty());
}

/// A value that is only known at run time is found in the message.
#[test]
fn an_error_shows_the_text_that_is_wrong() {
    for (chain, message, suggestions) in [
        (every(1).day().at("25:00"), "\"25:00\": hours go from 00 to 23", &["every day at 01:00"][..]),
        (every(1).hour().at("30:15"), "\"30:15\": hours go from 00 to 23", &["every hour at :30:15"]),
        (
            every(1).day().timezone("Europe/Berln"),
            "\"Europe/Berln\": not an IANA time zone name, such as Europe/Berlin",
            &["every day at 00:00 in Europe/Berlin"],
        ),
        (
            every(1).day().until("2027"),
            "\"2027\": which day of that year?",
            &["every day at 00:00 until 2026-12-31", "every day at 00:00 until 2027-12-31"],
        ),
        (every(1).day().at("9"), "\"9\" could be 09:00 or 21:00", &["every day at 09:00", "every day at 21:00"]),
    ] {
        let error = chain.build().unwrap_err();
        assert_eq!(error.message(), message);
        assert_eq!(error.suggestions(), suggestions);
    }
}

/// The same limits, the same codes.
#[test]
fn limits_are_those_of_the_text() {
    let longest = [
        ("milliseconds", u32::MAX),
        ("seconds", 3_153_600_000),
        ("minutes", 52_560_000),
        ("hours", 876_000),
        ("days", 36_500),
        ("weeks", 5_214),
        ("months", 1_200),
        ("quarters", 400),
        ("years", 100),
    ];
    for (unit, most) in longest {
        for count in [0, 1, 2, most - 1, most, most.saturating_add(1), u32::MAX] {
            let text = format!("every {count} {unit}");
            let count = every(count);
            let chain = match unit {
                "milliseconds" => count.milliseconds(),
                "seconds" => count.seconds(),
                "minutes" => count.minutes(),
                "hours" => count.hours(),
                "days" => count.days(),
                "weeks" => count.weeks(),
                "months" => count.months(),
                "quarters" => count.quarters(),
                _ => count.years(),
            };
            let read = text.parse::<Schedule>().map_err(|error| error.code());
            assert_eq!(chain.build().map_err(|error| error.code()), read, "{text}");
        }
    }
    for count in [0, 1, 10_000, 10_001, u32::MAX] {
        let text = format!("every day starting 2026-01-05 for {count} times");
        let chain = every(1).day().starting("2026-01-05").times(count);
        let read = text.parse::<Schedule>().map_err(|error| error.code());
        assert_eq!(chain.build().map_err(|error| error.code()), read, "{text}");
    }
    for count in [0, 1, 100, 101, u32::MAX] {
        let text = format!("every day starting 2026-01-05 for {count} years");
        let chain = every(1).day().starting("2026-01-05").lasting(count.years());
        let read = text.parse::<Schedule>().map_err(|error| error.code());
        assert_eq!(chain.build().map_err(|error| error.code()), read, "{text}");
    }
}
