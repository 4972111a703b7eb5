//! What the language page decides, phrase by phrase.

use punctual::Schedule;

use crate::traps::check;

/// What has two readings is refused, with both.
#[test]
fn two_readings_are_refused() {
    check(&[
        ("every 2nd friday", "[nth-weekday]"),
        ("every third monday at 9am", "[nth-weekday]"),
        ("every second monday", "[nth-weekday]"),
        ("every 5th sunday", "[nth-weekday]"),
        ("every 4th day", "[nth]"),
        ("every 15th day at 9:00", "[nth]"),
        ("every 2nd day", "[nth]"),
        ("every second day", "[nth]"),
        ("every 2 mondays", "[n-weekdays]"),
        ("every 4 weekends", "[n-weekdays]"),
        ("every day at 1", "[bare-hour]"),
        ("every day at 12", "[bare-hour]"),
        ("every day at 08", "[bare-hour]"),
        ("every day at nine", "[bare-hour]"),
        ("bimonthly", "[ambiguous-word]"),
        ("biannual", "[ambiguous-word|unknown]"),
        ("semimonthly", "[ambiguous-word]"),
        ("every day biweekly", "[ambiguous-word|duplicate]"),
        ("on march 15", "[yearly-or-once]"),
        ("on march 15 at 14:30", "[yearly-or-once]"),
        ("march 15 at noon", "[yearly-or-once]"),
        ("2nd friday of march", "[yearly-or-once]"),
        ("2nd to last friday of the month", "[to-last]"),
        ("2nd to the last of each month", "[to-last]"),
        ("every monday from november until june", "[months-or-dates]"),
        ("every monday or friday", "[unknown]"),
        ("every day at 9:00 or 10:00", "[unknown]"),
        ("every monday and the 15th", "[and-or]"),
        ("friday and the 13th", "[and-or]"),
        ("every friday on the 13th", "[and-or]"),
        ("every month on the 15th on monday", "[and-or]"),
        ("every day starting at 9pm", "[start-time]"),
        ("every 12 hours starting at 9pm", "[start-time]"),
        ("every day until 18:30", "[until-time]"),
        ("every day until 2026-12-31 18:30", "[until-time]"),
        ("every day until 2026-12-31 18:30, 19:30", "[until-time|duplicate|expected]"),
        ("every day until 2026-12-31 midnight, 9:00", "[until-time|duplicate|expected]"),
        ("every day starting 2026-01-05 9:00", "[start-time]"),
        ("every day starting 2026-01-05 9:00, 10:00", "[start-time|duplicate|expected]"),
        ("every hour until 18:30", "[until-time]"),
        ("every 2 hours at 10:30", "[interval-at]"),
        ("every 12 hours at 06:00", "[interval-at]"),
        ("every 10 minutes at noon", "[interval-at]"),
        ("every 24 hours at 12:00 am", "[interval-at]"),
        ("every day at 24:00", "[range]"),
        ("every day on 1/2", "[lex]"),
        ("on 01/02/2026 at 9:00", "[lex]"),
        ("every day until 1/2/2026", "[lex]"),
    ]);
}

/// `5M` could be months.
#[test]
fn a_capital_m_is_no_unit() {
    assert!("every 5M".parse::<punctual::Schedule>().is_err());
    check(&[("every 5m", "every 5 minutes"), ("EVERY 5 MINUTES", "every 5 minutes")]);
}

#[test]
fn what_is_incomplete_is_refused() {
    check(&[
        ("every morning", "[vague]"),
        ("every evening", "[vague]"),
        ("every night at 9:00", "[vague]"),
        ("every monday afternoon", "[vague]"),
        ("twice a day", "[how-often]"),
        ("three times a week", "[how-often|unknown]"),
        ("every day for 3 times", "[count-start]"),
        ("every day for 3 weeks", "[count-start]"),
        ("every day until dec 31", "[year]"),
        ("every day starting dec 31", "[year]"),
        ("every day ending 5 jan", "[year]"),
        ("monthly on friday", "[month-weekday]"),
        ("every month on fridays", "[month-weekday]"),
        ("3 days", "[unknown]"),
        ("5 minutes", "[unknown]"),
        ("every 2, 15, 27", "[bare-number]"),
        ("every year on the 31st", "[which-month]"),
        ("first business day of the month", "[business-day]"),
        ("every day from 9:00 to 17:00", "[window-calendar]"),
        ("in june", "[no-when|yearly-or-once]"),
        ("until 2026-12-31", "[no-when]"),
        ("in Europe/Berlin", "[no-when]"),
        ("except mondays", "[no-when]"),
    ]);
}

/// The text alone fixes the times.
#[test]
fn what_depends_on_the_clock_is_refused() {
    check(&[
        ("tomorrow at 9am", "[relative]"),
        ("today at 9am", "[relative]"),
        ("next monday at 9:00", "[relative]"),
        ("this friday", "[relative]"),
        ("in 10 minutes", "[relative]"),
        ("in 3 days at 9:00", "[relative]"),
        ("every day until friday", "[relative]"),
        ("every day starting monday", "[relative]"),
        ("every day until tomorrow", "[relative]"),
        ("every day starting next week", "[relative]"),
    ]);
}

#[test]
fn what_is_left_out_is_named() {
    check(&[
        ("every week in 2027", "[unsupported|lex|unknown]"),
        ("every day in 2027", "[unsupported]"),
        ("every monday in even weeks", "[unsupported|unknown|expected]"),
        ("every friday in week 12", "[unsupported]"),
        ("R/2026-01-01T09:00:00Z/PT30M", "[lex|unknown|zone]"),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO", "[lex]"),
        ("every 2 hours synchronized", "[unknown]"),
    ]);
}

/// What is left out has one meaning, which the canonical text shows.
#[test]
fn what_is_left_out_has_a_default() {
    check(&[
        ("every monday", "every monday at 00:00"),
        ("every week", "every monday at 00:00"),
        ("weekly", "every monday at 00:00"),
        ("every 2 weeks", "every 2 weeks on monday at 00:00"),
        ("fortnightly", "every 2 weeks on monday at 00:00"),
        ("every day", "every day at 00:00"),
        ("every month", "every month on the 1st at 00:00"),
        ("monthly", "every month on the 1st at 00:00"),
        ("every quarter", "every quarter on the 1st at 00:00"),
        ("every year", "every year on january 1 at 00:00"),
        ("every may", "every may on the 1st at 00:00"),
        ("noon", "every day at 12:00"),
        ("7pm", "every day at 19:00"),
        ("on 2026-03-15", "on 2026-03-15 at 00:00"),
    ]);
}

#[test]
fn intervals() {
    check(&[
        ("every 1h30m", "every 90 minutes"),
        ("every 1 hour 30 minutes", "every 90 minutes"),
        ("every 1 hour and 30 minutes", "every 90 minutes"),
        ("every 1.5 hours", "every 90 minutes"),
        ("every 2m30s", "every 150 seconds"),
        ("every 1 h 30 m 10 s", "every 5410 seconds"),
        ("every half hour", "every 30 minutes"),
        ("every quarter hour", "every 15 minutes"),
        ("every fifteen minutes", "every 15 minutes"),
        ("every twenty-five minutes", "every 25 minutes"),
        ("every ninety-nine minutes", "every 99 minutes"),
        ("every other minute", "every 2 minutes"),
        ("hourly", "every hour"),
        ("minutely", "every minute"),
        ("every 60 minutes", "every 60 minutes"),
        ("every 1 hours", "every hour"),
        ("every 500ms", "every 500 milliseconds"),
        ("every 5 to 10 minutes", "every 5 to 10 minutes"),
        ("every 5-10 mins", "every 5 to 10 minutes"),
        ("every weekday every 15 minutes", "every 15 minutes on weekdays"),
        ("every 15 minutes every weekday", "every 15 minutes on weekdays"),
        ("every hour at :17", "every hour at :17"),
        ("every hour at :17:30", "every hour at :17:30"),
        ("every hour at minute 17", "every hour at :17"),
        ("every 10 minutes at second 17", "every 10 minutes at :17"),
        ("every 10 minutes at :17", "every 10 minutes at :17"),
        ("every hour on the half hour", "every hour at :30"),
        ("every 2 hours on the hour", "every 2 hours"),
        ("every 15 minutes offset 5 minutes", "every 15 minutes offset 5 minutes"),
        ("every hour offset 17 minutes", "every hour at :17"),
        ("every minute offset 17 seconds", "every minute at :17"),
        ("every 6 hours offset 1h30m", "every 6 hours offset 90 minutes"),
        ("every 10 minutes from 9am to 5pm", "every 10 minutes from 09:00 to 17:00"),
        ("every 10 minutes between 9:00 and 17:00", "every 10 minutes from 09:00 to 17:00"),
        ("every 10 minutes 9:00-17:00", "every 10 minutes from 09:00 to 17:00"),
        ("every 10 minutes 9:00 to 17:00", "every 10 minutes from 09:00 to 17:00"),
        ("every 10 minutes from 22:00 to 24:00", "every 10 minutes from 22:00 to 24:00"),
        ("every 30 minutes from 22:00 to 02:00", "every 30 minutes from 22:00 to 02:00"),
        ("every hour jitter 5m", "every hour jitter 5 minutes"),
        ("every hour with jitter of 5 minutes", "every hour jitter 5 minutes"),
        ("every hour with up to 30s jitter", "every hour jitter 30 seconds"),
    ]);
}

#[test]
fn days_of_the_week() {
    check(&[
        ("everyday", "every day at 00:00"),
        ("daily", "every day at 00:00"),
        ("every other day", "every 2 days at 00:00"),
        ("on mon, wed and fri", "every monday, wednesday, friday at 00:00"),
        ("mondays", "every monday at 00:00"),
        ("mon-fri", "every weekday at 00:00"),
        ("sat and sun at 9am", "every weekend at 09:00"),
        ("monday to friday", "every weekday at 00:00"),
        ("monday thru thursday", "every monday to thursday at 00:00"),
        ("fri-mon", "every friday to monday at 00:00"),
        ("mon, tue, wed", "every monday to wednesday at 00:00"),
        ("tues, weds, thurs", "every tuesday to thursday at 00:00"),
        ("mon to sun", "every day at 00:00"),
        ("every other friday", "every 2 weeks on friday at 00:00"),
        ("fortnightly on friday", "every 2 weeks on friday at 00:00"),
        ("weekly on friday", "every friday at 00:00"),
        ("once a week on friday", "every friday at 00:00"),
        ("every 2 weeks on mon and fri", "every 2 weeks on monday, friday at 00:00"),
        ("every monday and wednesday at 9:00 and 17:30", "every monday, wednesday at 09:00, 17:30"),
        ("at 9:00 and 17:30 monday and wednesday", "every monday, wednesday at 09:00, 17:30"),
    ]);
}

#[test]
fn days_of_the_month_and_year() {
    check(&[
        ("every month on the 1st and 15th", "every month on the 1st, 15th at 00:00"),
        ("every 15th of the month", "every month on the 15th at 00:00"),
        ("every 31st", "every month on the 31st at 00:00"),
        ("every month on the 1st to 5th", "every month on the 1st to 5th at 00:00"),
        ("on day 15", "every month on the 15th at 00:00"),
        ("31 of month", "every month on the 31st at 00:00"),
        ("last day of the month", "every month on the last day at 00:00"),
        ("2nd last day of the month", "every month on the 2nd last day at 00:00"),
        ("25th through last day of the month", "every month on the 25th through last day at 00:00"),
        ("every month on the nearest weekday to the 15th", "every month on the nearest weekday to the 15th at 00:00"),
        ("nearest weekday to 15th of the month", "every month on the nearest weekday to the 15th at 00:00"),
        ("thirty-first of the month", "every month on the 31st at 00:00"),
        ("every other month on the 1st", "every 2 months on the 1st at 00:00"),
        ("the 1st of every other month", "every 2 months on the 1st at 00:00"),
        ("1st monday of the month", "every month on the 1st monday at 00:00"),
        ("every first monday", "every month on the 1st monday at 00:00"),
        ("every 1st monday", "every month on the 1st monday at 00:00"),
        ("every last friday", "every month on the last friday at 00:00"),
        ("2nd last friday of the month", "every month on the 2nd last friday at 00:00"),
        (
            "2nd,third mon,wed of march",
            "every march on the 2nd monday, 2nd wednesday, 3rd monday, 3rd wednesday at 00:00",
        ),
        ("first weekday of the month", "every month on the 1st weekday at 00:00"),
        ("every friday the 13th", "every friday the 13th at 00:00"),
        ("quarterly on the 1st", "every quarter on the 1st at 00:00"),
        ("fifth mon of quarter", "every quarter on the 5th monday at 00:00"),
        ("every day in june and july", "every day in june, july at 00:00"),
        ("every monday of sep,oct,nov", "every monday in september to november at 00:00"),
        ("every day during jan", "every day in january at 00:00"),
        ("every day from june to august", "every day in june to august at 00:00"),
        ("every monday only in september", "every monday in september at 00:00"),
        ("every november on the 4th thursday", "every november on the 4th thursday at 00:00"),
        ("every year on dec 25", "every year on december 25 at 00:00"),
        ("every dec 25", "every year on december 25 at 00:00"),
        ("every 14 jan, 14 apr", "every year on january 14, april 14 at 00:00"),
        ("annually on march 15", "every year on march 15 at 00:00"),
        ("every 4 years on february 29", "every 4 years on february 29 at 00:00"),
        ("on 2026-03-15 at 14:30", "on 2026-03-15 at 14:30"),
        ("at 2026-03-15 14:30", "on 2026-03-15 at 14:30"),
        ("2026-03-15T14:30", "on 2026-03-15 at 14:30"),
    ]);
}

#[test]
fn times_of_day() {
    check(&[
        ("at 9:00", "every day at 09:00"),
        ("9am", "every day at 09:00"),
        ("9 AM", "every day at 09:00"),
        ("9 a.m.", "every day at 09:00"),
        ("9:30 pm", "every day at 21:30"),
        ("8.30pm", "every day at 20:30"),
        ("midday", "every day at 12:00"),
        ("12 noon", "every day at 12:00"),
        ("12am", "every day at 00:00"),
        ("12pm", "every day at 12:00"),
        ("12:15 am", "every day at 00:15"),
        ("12:15 pm", "every day at 12:15"),
        ("at 17", "every day at 17:00"),
        ("at 0", "every day at 00:00"),
        ("at 13", "every day at 13:00"),
        ("at 23", "every day at 23:00"),
        ("at 3:15", "every day at 03:15"),
        ("at 6:00", "every day at 06:00"),
        ("at 09:00:30", "every day at 09:00:30"),
        ("at 17:30, 9:00 and 9am", "every day at 09:00, 17:30"),
    ]);
}

#[test]
fn bounds_and_exceptions() {
    check(&[
        ("every day except weekends", "every day at 00:00 except weekends"),
        (
            "every day except holidays, 2026-07-04, dec 25, july, weekends",
            "every day at 00:00 except weekends, july, december 25, 2026-07-04, holidays",
        ),
        ("every day starting jan 5 2026", "every day at 00:00 starting 2026-01-05"),
        ("every day start 5 jan 2026", "every day at 00:00 starting 2026-01-05"),
        ("every day beginning on january 5th, 2026", "every day at 00:00 starting 2026-01-05"),
        ("every day from 2026-01-05", "every day at 00:00 starting 2026-01-05"),
        ("every day from 2026-01-05 to 2026-02-05", "every day at 00:00 starting 2026-01-05 until 2026-02-05"),
        ("every day till 2026-12-31", "every day at 00:00 until 2026-12-31"),
        ("every day ending on 2026-12-31", "every day at 00:00 until 2026-12-31"),
        ("every hour until 2026-12-31 18:30", "every hour until 2026-12-31 18:30"),
        ("every day starting 2026-01-05 for 5 times", "every day at 00:00 starting 2026-01-05 for 5 times"),
        ("every day for 10 occurrences starting 2026-01-05", "every day at 00:00 starting 2026-01-05 for 10 times"),
        ("every day for 3 weeks starting 2026-01-05", "every day at 00:00 starting 2026-01-05 for 3 weeks"),
        ("every day starting 2026-01-05 for 1 week", "every day at 00:00 starting 2026-01-05 for 1 week"),
    ]);
}

#[test]
fn zones() {
    check(&[
        ("every day in europe/BERLIN", "every day at 00:00 in Europe/Berlin"),
        ("every day america/port-au-prince", "every day at 00:00 in America/Port-au-Prince"),
        ("every day at 9:00 in America/Argentina/Buenos_Aires", "every day at 09:00 in America/Argentina/Buenos_Aires"),
        ("every day UTC", "every day at 00:00 in UTC"),
        ("every day in utc", "every day at 00:00 in UTC"),
        ("every day in +02:00", "every day at 00:00 in +02:00"),
        ("every day in -05:30", "every day at 00:00 in -05:30"),
        ("every day in +00:00", "every day at 00:00 in UTC"),
        ("every day in june in Europe/Berlin", "every day in june at 00:00 in Europe/Berlin"),
        ("in Europe/Berlin in june every day", "every day in june at 00:00 in Europe/Berlin"),
        ("every day in Etc/GMT+5", "every day at 00:00 in Etc/GMT+5"),
    ]);
}

/// Words are words only whole, and a token has no spaces in it.
#[test]
fn words_end_where_they_end() {
    check(&[
        ("everymonday", "[unknown]"),
        ("every mondays at9:00", "[unknown]"),
        ("every month", "every month on the 1st at 00:00"),
        ("every mon", "every monday at 00:00"),
        ("every second", "every second"),
        ("every sec", "every second"),
        ("every second of the month", "every month on the 2nd at 00:00"),
        ("every mar 5", "every year on march 5 at 00:00"),
        ("every sat", "every saturday at 00:00"),
        ("every may 5", "every year on may 5 at 00:00"),
        ("every sun at 9am", "every sunday at 09:00"),
        ("every 13th", "every month on the 13th at 00:00"),
        ("every hour at : 17", "[lex]"),
        ("every day at 09 :00", "[lex|bare-hour]"),
        ("every day at 09: 00", "[lex|bare-hour]"),
        ("on 2026 -03-15", "[lex|unsupported]"),
        ("every day in Europe / Berlin", "[lex|zone]"),
        ("every day\n\tat\r\n 09:00", "every day at 09:00"),
        ("  every day  ", "every day at 00:00"),
        ("Every Day.", "every day at 00:00"),
        ("every day, at 9:00, in june,", "[expected]"),
        ("every day, at 9:00, in june", "every day in june at 09:00"),
        ("every -5 minutes", "[expected]"),
        ("mon–fri", "every weekday at 00:00"),
        ("mon — fri", "every weekday at 00:00"),
        ("mon..fri", "every weekday at 00:00"),
        ("every one hundred minutes", "[unknown]"),
    ]);
}

#[test]
fn unions() {
    check(&[
        ("every monday at 9:00; every friday at 17:00", "every monday at 09:00; every friday at 17:00"),
        ("every monday at 9:00;every friday", "every monday at 09:00; every friday at 00:00"),
        // Nothing carries over.
        ("every monday at 9:00; friday", "every monday at 09:00; every friday at 00:00"),
        ("every monday at 9:00 in UTC; every friday at 9:00", "every monday at 09:00 in UTC; every friday at 09:00"),
        ("every monday at 9:00; at 5", "[bare-hour]"),
        ("every monday at 9:00; ; every friday", "[empty|expected]"),
    ]);
}

/// A comma between two recurrences was meant as a semicolon, in capitals or not.
#[test]
fn two_recurrences_after_a_comma_become_two_rules() {
    for text in ["every 2 hours, every 5 minutes", "Every 2 Hours, every 5 Minutes"] {
        let error = text.parse::<Schedule>().unwrap_err();
        assert_eq!(error.suggestions(), ["every 2 hours; every 5 minutes"], "{text}");
    }
}
