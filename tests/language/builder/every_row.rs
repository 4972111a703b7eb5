//! The table of the language: each row as text and as a chain.

use std::time::Duration;

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
use punctual::DayOfMonth::{Day, FirstWeekday, Last, LastWeekday, NearestWeekday, Nth, NthLast, Through};
use punctual::Month::*;
use punctual::Weekday::*;
use punctual::{Days, JobBuilder, Schedule, ToLength, any_of, cron, date, every, once, schedule};

use super::says;

#[test]
fn intervals() {
    says(every(10).minutes(), "every 10 minutes");
    says(every(1).second(), "every second");
    says(every(1).minute(), "every minute");
    says(every(1).hour(), "every hour");
    says(every(1).hours(), "every hour");
    says(every(60).minutes(), "every 60 minutes");
    says(every(250).milliseconds(), "every 250 milliseconds");
    says(every(1).millisecond(), "every millisecond");
    says(every(36).hours(), "every 36 hours");
    says(every(5..=10).minutes(), "every 5 to 10 minutes");
    says(every(5..=10).hours().on(Monday), "every 5 to 10 hours on monday");
    says(every(100..=250).milliseconds(), "every 100 to 250 milliseconds");
    says(every(5..=10).seconds(), "every 5 to 10 seconds");
}

#[test]
fn lengths_as_intervals() {
    says(every(Duration::from_secs(90)), "every 90 seconds");
    says(every(Duration::from_secs(600)), "every 10 minutes");
    says(every(Duration::from_secs(86_400)), "every 24 hours");
    says(every(Duration::from_millis(1_500)), "every 1500 milliseconds");
    says(every(TimeDelta::minutes(15)), "every 15 minutes");
    says(every(90.minutes()), "every 90 minutes");
    says(every(3.days()), "every 3 days at 00:00");
    says(every(2.weeks()), "every 2 weeks on monday at 00:00");
    says(every(6.months()), "every 6 months on the 1st at 00:00");
    says(every(1.year()), "every year on january 1 at 00:00");
}

#[test]
fn marks_and_offsets() {
    says(every(10).minutes().at(":17"), "every 10 minutes at :17");
    says(every(1).hour().at(":30"), "every hour at :30");
    says(every(2).hours().at(":17:30"), "every 2 hours at :17:30");
    says(every(1).hour().at("minute 42"), "every hour at :42");
    says(every(15).minutes().offset(5.minutes()), "every 15 minutes offset 5 minutes");
    says(every(15).minutes().offset(Duration::from_secs(300)), "every 15 minutes offset 5 minutes");
    says(every(15).minutes().offset("5m"), "every 15 minutes offset 5 minutes");
    says(every(7).hours().offset(TimeDelta::hours(3)), "every 7 hours offset 3 hours");
}

#[test]
fn windows_and_filters() {
    let office = every(10).minutes().between("09:00", "17:00");
    says(office, "every 10 minutes from 09:00 to 17:00");
    let office = every(10).minutes().between("9am", String::from("5pm"));
    says(office, "every 10 minutes from 09:00 to 17:00");
    says(every(15).minutes().between("22:00", "03:00"), "every 15 minutes from 22:00 to 03:00");
    says(every(2).hours().between("10:30", "24:00"), "every 2 hours from 10:30 to 24:00");
    let from = NaiveTime::from_hms_opt(6, 0, 0).unwrap();
    says(every(1).minute().between(from, "21:00"), "every minute from 06:00 to 21:00");
    says(every(5).minutes().on(Days::WEEKDAYS), "every 5 minutes on weekdays");
    says(every(2).seconds().on_the(12), "every 2 seconds on the 12th");
    says(every(1).second().in_months(January..=March), "every second in january to march");
}

#[test]
fn days() {
    says(every(1).day(), "every day at 00:00");
    says(every(3).days().at("noon"), "every 3 days at 12:00");
    says(every(1).day().at(["09:00", "17:30"]), "every day at 09:00, 17:30");
    says(every(1).day().at("09:00, 17:30"), "every day at 09:00, 17:30");
    says(every(1).day().at(vec!["17:30", "09:00"]), "every day at 09:00, 17:30");
    says(every(1).day().at(vec![String::from("10:30:42")]), "every day at 10:30:42");
    let time = NaiveTime::from_hms_opt(13, 15, 0).unwrap();
    says(every(1).day().at(time), "every day at 13:15");
    says(every(1).day().at([time, NaiveTime::MIN]), "every day at 00:00, 13:15");
    says(every(1).day().in_months([June, July]), "every day in june, july at 00:00");
    says(every(Days::ALL).at("9pm"), "every day at 21:00");
}

#[test]
fn weekdays() {
    says(every(Monday), "every monday at 00:00");
    says(every([Monday, Friday]).at("13:15"), "every monday, friday at 13:15");
    says(every(vec![Friday, Monday]).at("13:15"), "every monday, friday at 13:15");
    says(every([Friday, Monday].as_slice()), "every monday, friday at 00:00");
    says(every(Monday..=Friday), "every weekday at 00:00");
    says(every(Monday..=Thursday), "every monday to thursday at 00:00");
    says(every(Friday..=Monday).at("10:00"), "every friday to monday at 10:00");
    says(every(Days::WEEKENDS).at("18:00"), "every weekend at 18:00");
    says(every(1).week(), "every monday at 00:00");
    says(every(1).week().on(Wednesday), "every wednesday at 00:00");
    says(every(Friday).that_is_the(13), "every friday the 13th at 00:00");
    let sprint = every(2).weeks().on(Monday).starting("2026-01-12");
    says(sprint, "every 2 weeks on monday at 00:00 starting 2026-01-12");
    says(every(2).weeks().on([Monday, Friday]), "every 2 weeks on monday, friday at 00:00");
    says(every(4).weeks().on(Days::WEEKENDS), "every 4 weeks on weekends at 00:00");
}

#[test]
fn months() {
    says(every(1).month(), "every month on the 1st at 00:00");
    says(every(1).month().on_the([1, 15]), "every month on the 1st, 15th at 00:00");
    says(every(1).month().on_the(10..=20), "every month on the 10th to 20th at 00:00");
    says(every(1).month().on_the(Last(1)), "every month on the last day at 00:00");
    says(every(1).month().on_the(Last(2)), "every month on the 2nd last day at 00:00");
    says(every(1).month().on_the(Nth(3, Friday)), "every month on the 3rd friday at 00:00");
    says(every(1).month().on_the(NthLast(1, Friday)), "every month on the last friday at 00:00");
    says(every(1).month().on_the(NthLast(2, Friday)), "every month on the 2nd last friday at 00:00");
    says(every(1).month().on_the(LastWeekday), "every month on the last weekday at 00:00");
    says(every(1).month().on_the(FirstWeekday), "every month on the 1st weekday at 00:00");
    says(every(1).month().on_the(Through(25)), "every month on the 25th through last day at 00:00");
    let nearest = every(1).month().on_the(NearestWeekday(15));
    says(nearest, "every month on the nearest weekday to the 15th at 00:00");
    says(every(1).month().on_the([Day(1), Last(1)]), "every month on the 1st, last day at 00:00");
    says(every(3).months().on_the(4), "every 3 months on the 4th at 00:00");
    let turkey = every(1).month().on_the(Nth(4, Thursday)).in_months(November);
    says(turkey, "every november on the 4th thursday at 00:00");
}

#[test]
fn quarters_and_years() {
    says(every(1).quarter(), "every quarter on the 1st at 00:00");
    says(every(1).quarter().on_the([1]), "every quarter on the 1st at 00:00");
    says(every(1).quarter().on_the(Nth(5, Monday)), "every quarter on the 5th monday at 00:00");
    says(every(2).quarters().on_the(92), "every 2 quarters on the 92nd at 00:00");
    says(every(1).year(), "every year on january 1 at 00:00");
    says(every(1).year().on(date(12, 25)), "every year on december 25 at 00:00");
    let dates = [date(12, 25), date(7, 4)];
    says(every(1).year().on(dates), "every year on july 4, december 25 at 00:00");
    says(every(4).years().on(date(2, 29)), "every 4 years on february 29 at 00:00");
    let turkey = every(3).years().on_the(Nth(4, Thursday)).in_months(November);
    says(turkey, "every 3 years on the 4th thursday of november at 00:00");
}

#[test]
fn exceptions() {
    let work = every(1).day().except(Days::WEEKENDS).except(date(12, 25)).except_holidays();
    says(work, "every day at 00:00 except weekends, december 25, holidays");
    let day = NaiveDate::from_ymd_opt(2026, 7, 4).unwrap();
    let much = every(1).day().except(day).except("2026-03-01").except(July).except(Sunday);
    says(much, "every day at 00:00 except sunday, july, 2026-03-01, 2026-07-04");
    let ranges = every(1).hour().except(Monday..=Wednesday).except(November..=January);
    assert_eq!(ranges.build().unwrap(), "every hour except mon-wed, november to january".parse().unwrap());
    let lists = every(1).day().except([Monday, Friday]).except([June, July]).except([day]);
    says(lists, "every day at 00:00 except monday, friday, june, july, 2026-07-04");
    let twice = every(1).day().except(Monday).except(Monday);
    says(twice, "every day at 00:00 except monday");
}

#[test]
fn bounds() {
    let bounded = every(1).day().starting("2026-01-05").until("2099-12-31");
    says(bounded, "every day at 00:00 starting 2026-01-05 until 2099-12-31");
    let counted = every(1).day().at("9:00").starting("2026-01-10").times(3);
    says(counted, "every day at 09:00 starting 2026-01-10 for 3 times");
    let weeks = every(Monday).at("9:00").starting("2026-01-05").lasting(5.weeks());
    says(weeks, "every monday at 09:00 starting 2026-01-05 for 5 weeks");
    let hours = every(10).minutes().starting("2026-01-05 08:30").lasting("90m");
    says(hours, "every 10 minutes starting 2026-01-05 08:30 for 90 minutes");
}

#[test]
fn zones_and_jitter() {
    says(every(1).hour().timezone("Europe/Berlin"), "every hour in Europe/Berlin");
    says(every(1).hour().timezone("america/new_york"), "every hour in America/New_York");
    says(every(1).hour().timezone(chrono_tz::Asia::Tokyo), "every hour in Asia/Tokyo");
    says(every(1).hour().timezone(Utc), "every hour in UTC");
    says(every(1).hour().timezone("+02:00"), "every hour in +02:00");
    let west = FixedOffset::west_opt(12_600).unwrap();
    says(every(1).hour().timezone(west), "every hour in -03:30");
    says(every(1).hour().timezone(FixedOffset::east_opt(0).unwrap()), "every hour in UTC");
    says(every(1).hour().jitter(5.minutes()), "every hour jitter 5 minutes");
    says(every(1).hour().jitter("30s"), "every hour jitter 30 seconds");
    says(every(1).second().jitter(250.milliseconds()), "every second jitter 250 milliseconds");
}

#[test]
fn once_and_cron() {
    says(once("2026-03-15 14:30"), "on 2026-03-15 at 14:30");
    says(once("2026-03-15").at(["17:00", "09:00"]), "on 2026-03-15 at 09:00, 17:00");
    says(once(["2026-03-15", "2026-04-01"]).at("noon"), "on 2026-03-15, 2026-04-01 at 12:00");
    let london = once("2026-03-15 14:30").timezone("Europe/London");
    says(london, "on 2026-03-15 at 14:30 in Europe/London");
    says(cron("0 9 * * 1-5"), "cron 0 9 * * 1-5");
    says(cron("0 9 * * mon-fri").timezone("UTC"), "cron 0 9 * * 1-5 in UTC");
}

#[test]
fn texts_and_unions() {
    says(schedule("mondays at 1:15pm"), "every monday at 13:15");
    let rounds = any_of([every(Monday).at("08:00"), every(Friday).at("16:00")]);
    says(rounds, "every monday at 08:00; every friday at 16:00");
    let schedules: Vec<Schedule> =
        ["every hour", "every monday at 13:15"].iter().map(|text| text.parse().unwrap()).collect();
    says(any_of(schedules.clone()), "every hour; every monday at 13:15");
    let mixed = [JobBuilder::from(schedules[0].clone()), once("2026-03-15 14:30"), any_of(schedules)];
    assert_eq!(
        any_of(mixed).build().unwrap(),
        "every hour; on 2026-03-15 at 14:30; every monday at 13:15".parse().unwrap()
    );
    says(any_of([schedule("daily")]), "every day at 00:00");
}
