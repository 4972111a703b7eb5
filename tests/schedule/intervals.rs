//! Intervals, computed by hand: marks on the clock, windows, elapsed time, random gaps.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::ask::{self, Row, check};

#[test]
fn an_interval_that_divides_a_day_keeps_to_the_clock() {
    check(&[
        Row::new(
            "every 2 hours",
            "UTC",
            "2026-01-01T01:00:00+00:00",
            &["2026-01-01T02:00:00+00:00", "2026-01-01T04:00:00+00:00"],
        ),
        Row::new(
            "every 90 minutes",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T01:30:00+00:00", "2026-01-01T03:00:00+00:00"],
        ),
        Row::new(
            "every 24 hours",
            "Europe/Berlin",
            "2026-03-28T12:00:00+01:00",
            &["2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"],
        ),
        Row::new(
            "every 6 hours",
            "Europe/Berlin",
            "2026-03-29T00:00:00+01:00",
            &["2026-03-29T06:00:00+02:00", "2026-03-29T12:00:00+02:00"],
        ),
        Row::new(
            "every 500 milliseconds",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:00:00.500+00:00", "2026-01-01T00:00:01+00:00"],
        ),
        Row::new(
            "every 1500 milliseconds",
            "UTC",
            "2026-01-01T00:00:01+00:00",
            &["2026-01-01T00:00:01.500+00:00", "2026-01-01T00:00:03+00:00"],
        ),
        // A clock that shows half hours has its hours there.
        Row::new(
            "every hour",
            "Asia/Kolkata",
            "2026-01-01T00:10:00+05:30",
            &["2026-01-01T01:00:00+05:30", "2026-01-01T02:00:00+05:30"],
        ),
    ]);
}

#[test]
fn marks_and_offsets_shift_it() {
    check(&[
        Row::new(
            "every hour at :17",
            "UTC",
            "2026-01-01T00:17:00+00:00",
            &["2026-01-01T01:17:00+00:00", "2026-01-01T02:17:00+00:00"],
        ),
        Row::new(
            "every hour at :17:30",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:17:30+00:00", "2026-01-01T01:17:30+00:00"],
        ),
        // Sixty minutes are no hour: the mark is a second.
        Row::new(
            "every 60 minutes at :17",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:00:17+00:00", "2026-01-01T01:00:17+00:00"],
        ),
        Row::new(
            "every 10 minutes at :17",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:00:17+00:00", "2026-01-01T00:10:17+00:00"],
        ),
        Row::new(
            "every 12 hours at :50",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:50:00+00:00", "2026-01-01T12:50:00+00:00"],
        ),
        Row::new(
            "every 15 minutes offset 5 minutes",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:05:00+00:00", "2026-01-01T00:20:00+00:00"],
        ),
        Row::new(
            "every 6 hours offset 90 minutes",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T01:30:00+00:00", "2026-01-01T07:30:00+00:00"],
        ),
    ]);
}

/// Counted in seconds that passed, whatever the clocks do.
#[test]
fn an_interval_that_does_not_divide_a_day_is_elapsed_time() {
    check(&[
        Row::new(
            "every 7 minutes",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:07:00+00:00", "2026-01-01T00:14:00+00:00"],
        ),
        // Not restarted by the hour: 56 is followed by 03.
        Row::new(
            "every 7 minutes",
            "UTC",
            "2026-01-01T00:50:00+00:00",
            &["2026-01-01T00:56:00+00:00", "2026-01-01T01:03:00+00:00"],
        ),
        Row::new(
            "every 100 minutes",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T00:40:00+00:00", "2026-01-01T02:20:00+00:00"],
        ),
        Row::new(
            "every 36 hours",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-02T12:00:00+00:00", "2026-01-04T00:00:00+00:00"],
        ),
        Row::new(
            "every 48 hours",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-03T00:00:00+00:00", "2026-01-05T00:00:00+00:00"],
        ),
        // From 1970-01-01T00:00 in New York, which is 05:00 in UTC.
        Row::new(
            "every 5 hours",
            "America/New_York",
            "2026-03-07T19:00:00-05:00",
            &["2026-03-08T00:00:00-05:00", "2026-03-08T06:00:00-04:00", "2026-03-08T11:00:00-04:00"],
        ),
        // Days are those of the local clock.
        Row::new(
            "every 36 hours on weekdays",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-02T12:00:00+00:00", "2026-01-05T12:00:00+00:00", "2026-01-07T00:00:00+00:00"],
        ),
    ]);
}

#[test]
fn a_window_is_counted_from_its_start() {
    check(&[
        Row::new(
            "every 25 minutes from 09:10 to 10:30",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-01T09:10:00+00:00",
                "2026-01-01T09:35:00+00:00",
                "2026-01-01T10:00:00+00:00",
                "2026-01-01T10:25:00+00:00",
                "2026-01-02T09:10:00+00:00",
            ],
        ),
        // Both ends are in it.
        Row::new(
            "every hour from 09:00 to 11:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-01T09:00:00+00:00",
                "2026-01-01T10:00:00+00:00",
                "2026-01-01T11:00:00+00:00",
                "2026-01-02T09:00:00+00:00",
            ],
        ),
        Row::new(
            "every 5 hours from 08:00 to 20:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-01T08:00:00+00:00",
                "2026-01-01T13:00:00+00:00",
                "2026-01-01T18:00:00+00:00",
                "2026-01-02T08:00:00+00:00",
            ],
        ),
        Row::new(
            "every 7 minutes from 09:00 to 09:20",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-01T09:00:00+00:00",
                "2026-01-01T09:07:00+00:00",
                "2026-01-01T09:14:00+00:00",
                "2026-01-02T09:00:00+00:00",
            ],
        ),
        Row::new(
            "every 30 minutes offset 10 minutes from 09:00 to 10:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T09:10:00+00:00", "2026-01-01T09:40:00+00:00", "2026-01-02T09:10:00+00:00"],
        ),
        Row::new(
            "every 48 hours from 09:00 to 10:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T09:00:00+00:00", "2026-01-02T09:00:00+00:00"],
        ),
        Row::new(
            "every 6 hours on friday from 12:00 to 24:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-02T12:00:00+00:00",
                "2026-01-02T18:00:00+00:00",
                "2026-01-03T00:00:00+00:00",
                "2026-01-09T12:00:00+00:00",
            ],
        ),
    ]);
}

/// Such a window belongs to the day it starts.
#[test]
fn a_window_over_midnight() {
    check(&[
        Row::new(
            "every 2 hours on friday from 22:00 to 02:00",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &[
                "2026-01-02T22:00:00+00:00",
                "2026-01-03T00:00:00+00:00",
                "2026-01-03T02:00:00+00:00",
                "2026-01-09T22:00:00+00:00",
            ],
        ),
        // Asked in the part after midnight.
        Row::new(
            "every 30 minutes on friday from 23:00 to 01:00",
            "UTC",
            "2026-01-03T00:10:00+00:00",
            &["2026-01-03T00:30:00+00:00", "2026-01-03T01:00:00+00:00", "2026-01-09T23:00:00+00:00"],
        ),
        // The night of the last of June runs on into July; that of May into June does not count.
        Row::new(
            "every hour in june from 23:00 to 01:00",
            "UTC",
            "2026-05-31T22:00:00+00:00",
            &["2026-06-01T23:00:00+00:00", "2026-06-02T00:00:00+00:00"],
        ),
        Row::new(
            "every hour in june from 23:00 to 01:00",
            "UTC",
            "2026-06-30T22:00:00+00:00",
            &[
                "2026-06-30T23:00:00+00:00",
                "2026-07-01T00:00:00+00:00",
                "2026-07-01T01:00:00+00:00",
                "2027-06-01T23:00:00+00:00",
            ],
        ),
        Row::new(
            "every hour from 23:00 to 01:00 except 2026-01-02",
            "UTC",
            "2026-01-01T22:00:00+00:00",
            &[
                "2026-01-01T23:00:00+00:00",
                "2026-01-02T00:00:00+00:00",
                "2026-01-02T01:00:00+00:00",
                "2026-01-03T23:00:00+00:00",
            ],
        ),
        // Not a whole number of steps from the start to midnight: the count goes on.
        Row::new(
            "every 45 minutes from 23:00 to 01:00",
            "UTC",
            "2026-01-01T22:00:00+00:00",
            &[
                "2026-01-01T23:00:00+00:00",
                "2026-01-01T23:45:00+00:00",
                "2026-01-02T00:30:00+00:00",
                "2026-01-02T23:00:00+00:00",
            ],
        ),
    ]);
}

#[test]
fn a_window_through_a_clock_change() {
    check(&[
        Row::new(
            "every 30 minutes from 01:00 to 03:00",
            "America/New_York",
            "2026-11-01T00:00:00-04:00",
            &[
                "2026-11-01T01:00:00-04:00",
                "2026-11-01T01:30:00-04:00",
                "2026-11-01T01:00:00-05:00",
                "2026-11-01T01:30:00-05:00",
                "2026-11-01T02:00:00-05:00",
                "2026-11-01T02:30:00-05:00",
                "2026-11-01T03:00:00-05:00",
                "2026-11-02T01:00:00-05:00",
            ],
        ),
        Row::new(
            "every 30 minutes from 01:00 to 03:30",
            "America/New_York",
            "2026-03-08T00:00:00-05:00",
            &[
                "2026-03-08T01:00:00-05:00",
                "2026-03-08T01:30:00-05:00",
                "2026-03-08T03:00:00-04:00",
                "2026-03-08T03:30:00-04:00",
                "2026-03-09T01:00:00-04:00",
            ],
        ),
        // The start is in the gap, and the marks are still counted from it.
        Row::new(
            "every 45 minutes from 02:15 to 04:00",
            "America/New_York",
            "2026-03-08T00:00:00-05:00",
            &["2026-03-08T03:00:00-04:00", "2026-03-08T03:45:00-04:00", "2026-03-09T02:15:00-04:00"],
        ),
    ]);
}

#[test]
fn days_and_months_of_an_interval() {
    check(&[
        Row::new(
            "every 12 hours in february",
            "UTC",
            "2026-01-31T18:00:00+00:00",
            &["2026-02-01T00:00:00+00:00", "2026-02-01T12:00:00+00:00"],
        ),
        Row::new(
            "every 12 hours on the 1st, last day",
            "UTC",
            "2026-01-30T12:00:00+00:00",
            &[
                "2026-01-31T00:00:00+00:00",
                "2026-01-31T12:00:00+00:00",
                "2026-02-01T00:00:00+00:00",
                "2026-02-01T12:00:00+00:00",
                "2026-02-28T00:00:00+00:00",
            ],
        ),
        Row::new(
            "every 12 hours except 2026-01-02, 2026-01-03",
            "UTC",
            "2026-01-01T00:00:00+00:00",
            &["2026-01-01T12:00:00+00:00", "2026-01-04T00:00:00+00:00"],
        ),
        Row::new(
            "every 12 hours on weekends except february",
            "UTC",
            "2026-01-25T00:00:00+00:00",
            &[
                "2026-01-25T12:00:00+00:00",
                "2026-01-31T00:00:00+00:00",
                "2026-01-31T12:00:00+00:00",
                "2026-03-01T00:00:00+00:00",
            ],
        ),
    ]);
}

fn chain(text: &str, n: usize) -> Vec<DateTime<Utc>> {
    ask::schedule(text).upcoming(&ask::instant("2026-01-01T00:00:00Z").to_utc()).take(n).collect()
}

/// Gaps are drawn anew, both ends included, and alike on every machine and in every run.
#[test]
fn random_gaps_stay_between_their_ends() {
    let slots = chain("every 1 to 3 seconds", 2_000);
    assert_eq!(slots.len(), 2_000);
    let gaps: Vec<i64> = slots.windows(2).map(|pair| (pair[1] - pair[0]).num_milliseconds()).collect();
    let kinds: BTreeSet<i64> = gaps.iter().copied().collect();
    assert_eq!(kinds, BTreeSet::from([1_000, 2_000, 3_000]));
    for gap in kinds {
        let share = gaps.iter().filter(|&&other| other == gap).count();
        assert!((500..840).contains(&share), "{share} of 2,000 gaps are {gap} ms");
    }
    assert_eq!(slots, chain("every 1-3 secs", 2_000));
    assert_ne!(slots, chain("every 1 to 4 seconds", 2_000));
    for pair in chain("every 5 to 10 minutes", 500).windows(2) {
        assert!((300..=600).contains(&(pair[1] - pair[0]).num_seconds()), "{pair:?}");
    }
}

/// Past the end of its stretch a random interval goes on where the next one opens.
#[test]
fn random_gaps_keep_to_their_days_and_windows() {
    let mut openings = 0;
    for pair in chain("every 50 to 70 minutes on weekdays from 09:00 to 12:00", 400).windows(2) {
        let (time, gap) = (pair[1].format("%H:%M:%S").to_string(), (pair[1] - pair[0]).num_seconds());
        assert!(("09:00:00"..="12:00:00").contains(&time.as_str()), "{}", pair[1]);
        assert!(!["Sat", "Sun"].contains(&pair[1].format("%a").to_string().as_str()), "{}", pair[1]);
        if pair[0].date_naive() == pair[1].date_naive() {
            assert!((3_000..=4_200).contains(&gap), "{pair:?}");
        } else {
            openings += 1;
            assert_eq!(time, "09:00:00");
        }
    }
    assert!(openings > 90, "{openings}");
}

/// What was drawn before is not known.
#[test]
fn random_gaps_have_no_past() {
    let schedule = ask::schedule("every 5 to 10 minutes");
    let start = ask::instant("2026-01-01T00:00:00Z");
    let slot = schedule.next_after(&start).unwrap();
    assert_eq!(schedule.previous_before(&slot), None);
    assert!(!schedule.includes(&slot));
}

/// The hour behind a midnight that comes twice was gone through beat by beat, and given up.
#[test]
fn small_beats_pass_a_midnight_that_comes_twice() {
    // Havana goes from 01:00 back to 00:00 on the first of November, so October ends an hour before its second midnight.
    let schedule = ask::schedule("every 7 milliseconds on weekends in october");
    let spring = ask::instant("2021-03-13T03:00:00Z").with_timezone(&chrono_tz::America::Havana);
    let last = schedule.previous_before(&spring).unwrap();
    assert_eq!(last.to_rfc3339(), "2020-10-31T23:59:59.995-04:00");
    // St. John's went from 00:01 back to 23:01: a minute of Sunday, an hour of Saturday, and Sunday again.
    let schedule = ask::schedule("every 7 milliseconds on sunday");
    let saturday = ask::instant("2006-10-29T02:40:00Z").with_timezone(&chrono_tz::America::St_Johns);
    let next = schedule.next_after(&saturday).unwrap();
    assert_eq!(next.to_rfc3339(), "2006-10-29T00:00:00.004-03:30");
}
