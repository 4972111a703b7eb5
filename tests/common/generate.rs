//! Random schedules, over every clause of the language and their combinations.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::dice::Dice;
use super::sketch::{Date, Days, Except, Lasting, Moment, Ordinal, Period, Place, Sketch, Span, Unit, When};

/// Zones whose clocks do uncommon things.
pub const ODD_ZONES: [Tz; 16] = [
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::Europe__Dublin,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Chatham,
    Tz::Antarctica__Troll,
    Tz::Pacific__Apia,
    Tz::America__Sao_Paulo,
    Tz::Asia__Beirut,
    Tz::America__Havana,
    Tz::Africa__Casablanca,
    Tz::America__Santiago,
    Tz::Asia__Kathmandu,
    Tz::Africa__Monrovia,
    Tz::Pacific__Kwajalein,
    Tz::America__St_Johns,
];

/// A schedule of any kind whose slots can be listed (no random interval).
pub fn schedule(dice: &mut Dice<'_>) -> Sketch {
    let when = if dice.chance(50) { interval(dice) } else { calendar(dice) };
    clauses(dice, when)
}

/// A schedule of any kind.
pub fn any(dice: &mut Dice<'_>) -> Sketch {
    if dice.chance(6) {
        let when = random_interval(dice);
        clauses(dice, when)
    } else {
        schedule(dice)
    }
}

/// A zone: often an odd one, sometimes any of the world.
pub fn zone(dice: &mut Dice<'_>) -> Tz {
    match dice.below(10) {
        0..2 => Tz::UTC,
        2..6 => dice.of(&ODD_ZONES),
        _ => dice.of(&TZ_VARIANTS),
    }
}

/// A zone that a text may name: with an area, or UTC.
fn named_zone(dice: &mut Dice<'_>) -> Tz {
    let zone = zone(dice);
    if zone.name().contains('/') { zone } else { Tz::UTC }
}

fn calendar(dice: &mut Dice<'_>) -> When {
    When::Days { on: days(dice), at: times(dice) }
}

fn interval(dice: &mut Dice<'_>) -> When {
    let unit = dice.of(&[
        Unit::Minute,
        Unit::Hour,
        Unit::Minute,
        Unit::Hour,
        Unit::Minute,
        Unit::Second,
        Unit::Second,
        Unit::Millisecond,
    ]);
    let count = match unit {
        Unit::Millisecond => {
            let any = dice.between(1, 5_000);
            dice.of(&[500, 1, 100, 250, 1_000, 300, 1_500, 7, any])
        }
        Unit::Second => {
            let any = dice.between(1, 4_000);
            dice.of(&[10, 1, 5, 15, 30, 60, 90, 7, 45, 100, any])
        }
        Unit::Minute => {
            let any = dice.between(1, 3_000);
            dice.of(&[10, 1, 5, 15, 30, 60, 90, 7, 25, 40, 45, 55, 100, 120, 360, 1_440, any])
        }
        Unit::Hour => {
            let any = dice.between(1, 100);
            dice.of(&[1, 2, 3, 4, 6, 8, 12, 24, 5, 7, 27, 36, 48, any])
        }
    };
    let window = if dice.chance(35) { Some(window(dice)) } else { None };
    let length = u64::from(count) * unit.millis();
    let shift = if dice.chance(35) { shift(dice, unit, length, window) } else { 0 };
    When::Interval { count, unit, shift, on: filter(dice), window }
}

/// A shift below the interval's length that leaves a mark in the window.
fn shift(dice: &mut Dice<'_>, unit: Unit, length: u64, window: Option<(u32, u32)>) -> u64 {
    let grain = match unit {
        Unit::Millisecond => 1,
        Unit::Second => 1_000,
        Unit::Minute => dice.of(&[1_000, 60_000]),
        Unit::Hour => dice.of(&[60_000, 1_000, 3_600_000]),
    };
    let room = window.map_or(length, |(from, to)| {
        let stretch = if to < from { to + 86_400 - from } else { to - from };
        length.min(u64::from(stretch) * 1_000 + 1)
    });
    let steps = u32::try_from(room.div_ceil(grain)).unwrap();
    let small = if dice.chance(50) { steps.min(60) } else { steps };
    u64::from(dice.below(small.max(1))) * grain
}

/// From one time of day to another; sometimes to the end of the day, or past it.
fn window(dice: &mut Dice<'_>) -> (u32, u32) {
    let grain = dice.of(&[3_600, 900, 300, 60, 1]);
    let from = dice.below(86_400 / grain) * grain;
    let to = match dice.below(10) {
        0 => 86_400,
        1..7 => from + dice.below((86_400 - from) / grain) * grain,
        _ => dice.below(86_400 / grain) * grain,
    };
    (from, if to == from { 86_400 } else { to })
}

fn random_interval(dice: &mut Dice<'_>) -> When {
    let unit = dice.of(&[Unit::Minute, Unit::Second, Unit::Hour]);
    let low = dice.between(1, 30);
    let high = low + dice.between(1, 30);
    let window = if dice.chance(30) { Some(window(dice)) } else { None };
    When::Random { low, high, unit, on: filter(dice), window }
}

/// The days an interval is kept to.
fn filter(dice: &mut Dice<'_>) -> Option<Days> {
    match dice.below(10) {
        0..6 => None,
        6..9 => Some(Days::Weekly(1, weekdays(dice))),
        _ => Some(Days::Monthly(Period::Months(1), ordinals(dice, false))),
    }
}

fn days(dice: &mut Dice<'_>) -> Days {
    match dice.below(20) {
        0..5 => {
            let any = dice.between(1, 400);
            Days::Daily(dice.of(&[1, 1, 1, 2, 3, 7, 10, 30, 365, any]))
        }
        5..10 => {
            let any = dice.between(1, 60);
            Days::Weekly(dice.of(&[1, 1, 1, 2, 3, 4, 52, any]), weekdays(dice))
        }
        10..15 => {
            let any = dice.between(1, 30);
            let n = dice.of(&[1, 1, 1, 2, 3, 4, 6, 12, any]);
            let period = match dice.below(10) {
                0..7 => Period::Months(n),
                7..9 => Period::Quarters(n),
                _ => Period::Years(n.max(2)),
            };
            Days::Monthly(period, ordinals(dice, matches!(period, Period::Quarters(_))))
        }
        15..17 => {
            let n = dice.of(&[1, 1, 2, 3, 4, 5, 10]);
            Days::Yearly(n, dates(dice))
        }
        17..19 => {
            let one = 1 << dice.below(7);
            let set = if dice.chance(80) { one } else { weekdays(dice) };
            Days::Both(set, dice.of(&[13, 1, 28, 29, 30, 31, 15]))
        }
        _ => Days::Once(vec![date(dice)]),
    }
}

fn weekdays(dice: &mut Dice<'_>) -> u8 {
    let any = u8::try_from(dice.between(1, 126)).unwrap();
    dice.of(&[0b1, 0b10000, 0b1, 0b001_1111, 0b110_0000, 0b100_0000, any, any])
}

fn months(dice: &mut Dice<'_>) -> u16 {
    let any = u16::try_from(dice.between(1, 4_094)).unwrap();
    let one = 1 << dice.below(12);
    dice.of(&[one, one, any, one | (1 << 5), 0b1110_0000])
}

fn dates(dice: &mut Dice<'_>) -> Vec<(u32, u32)> {
    let mut list = Vec::new();
    for _ in 0..dice.of(&[1, 1, 1, 2, 3]) {
        let month = dice.between(1, 12);
        let length = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1];
        let any = dice.between(1, length);
        list.push((month, dice.of(&[any, any, length])));
    }
    if dice.chance(5) {
        list = vec![(2, 29)];
    }
    list.sort_unstable();
    list.dedup();
    list
}

fn ordinals(dice: &mut Dice<'_>, quarter: bool) -> Vec<Ordinal> {
    let mut list = Vec::new();
    for _ in 0..dice.of(&[1, 1, 2, 3]) {
        let weekday = u8::try_from(dice.below(7)).unwrap();
        let day = dice.between(1, 31);
        list.push(match dice.below(12) {
            0..4 => Ordinal::Day(day),
            4..6 => {
                let most = if quarter { 14 } else { 5 };
                Ordinal::Nth(i32::try_from(dice.between(1, most)).unwrap(), weekday)
            }
            6 => Ordinal::Nth(dice.of(&[-1, -1, -2, -3, -4, -5]), weekday),
            7 => Ordinal::Weekday(dice.of(&[1, -1])),
            8 => Ordinal::FromEnd(dice.of(&[-1, -1, -2, -3, -5, -10])),
            9 if !quarter => Ordinal::Nearest(day),
            10 if !quarter => Ordinal::Through(day),
            _ => Ordinal::Day(dice.of(&[1, 15, 31, 30, 29])),
        });
    }
    if dice.chance(6) {
        let first = dice.between(1, 25);
        list = (first..=first + dice.between(2, 6)).map(Ordinal::Day).collect();
    }
    list.sort_unstable();
    list.dedup();
    list
}

fn times(dice: &mut Dice<'_>) -> Vec<u32> {
    let mut list = Vec::new();
    for _ in 0..dice.of(&[1, 1, 2, 3, 1]) {
        let round = dice.below(24) * 3_600;
        let quarter = dice.below(96) * 900;
        let night = dice.below(16) * 900;
        let any = dice.below(86_400);
        list.push(dice.of(&[round, quarter, night, night, any - any % 60, any]));
    }
    list.sort_unstable();
    list.dedup();
    list
}

fn date(dice: &mut Dice<'_>) -> Date {
    let year = i32::try_from(dice.between(1_990, 2_040)).unwrap();
    let (month, day) = dates(dice)[0];
    let leap = year % 4 == 0;
    (year, month, if month == 2 && day == 29 && !leap { 28 } else { day })
}

fn moment(dice: &mut Dice<'_>) -> Moment {
    let date = date(dice);
    let time = if dice.chance(40) { Some(times(dice)[0]) } else { None };
    Moment { date, time }
}

fn jitter(dice: &mut Dice<'_>) -> (u32, Unit) {
    let unit = dice.of(&[Unit::Minute, Unit::Second, Unit::Hour, Unit::Millisecond]);
    (dice.between(1, 90), unit)
}

fn except(dice: &mut Dice<'_>) -> Except {
    let mut except = Except::default();
    match dice.below(5) {
        0 => except.weekdays = weekdays(dice),
        1 => except.months = months(dice),
        2 => except.dates = dates(dice),
        3 => except.days = vec![date(dice)],
        _ => {
            except.weekdays = 1 << dice.below(7);
            except.dates = dates(dice);
            let mut days = vec![date(dice), date(dice)];
            days.sort_unstable();
            days.dedup();
            except.days = days;
        }
    }
    except
}

/// Puts the clauses that any recurrence can have around this one.
fn clauses(dice: &mut Dice<'_>, when: When) -> Sketch {
    let mut sketch = Sketch::plain(when);
    sketch.zone = match dice.below(10) {
        0..6 => None,
        6..9 => Some(Place::Zone(named_zone(dice))),
        _ => {
            let minutes = i32::try_from(dice.between(1, 14 * 4)).unwrap() * 15;
            Some(Place::Fixed(if dice.chance(50) { -minutes } else { minutes }))
        }
    };
    if dice.chance(8) {
        sketch.jitter = Some(jitter(dice));
    }
    let on = match &sketch.when {
        When::Days { on, .. } => Some(on),
        When::Interval { on, .. } | When::Random { on, .. } => on.as_ref(),
    };
    match on {
        Some(Days::Once(_)) => return sketch,
        Some(Days::Monthly(Period::Years(_), _)) => sketch.months = months(dice),
        Some(Days::Yearly(..) | Days::Monthly(Period::Quarters(_), _)) => {}
        Some(Days::Monthly(Period::Months(n), _)) if *n > 1 => {}
        _ if dice.chance(20) => sketch.months = months(dice),
        _ => {}
    }
    if dice.chance(20) {
        sketch.except = except(dice);
    }
    if dice.chance(30) {
        let start = moment(dice);
        sketch.starting = Some(start);
        match dice.below(4) {
            0 => {
                let any = dice.between(1, 300);
                sketch.lasting = Some(Lasting::Times(dice.of(&[5, 2, 10, 3, any])));
            }
            1 => {
                let span =
                    dice.of(&[Span::Week, Span::Month, Span::Day, Span::Year, Span::Hour, Span::Minute, Span::Second]);
                sketch.lasting = Some(Lasting::Length(dice.between(1, 40), span));
            }
            _ => {}
        }
    }
    let random = matches!(sketch.when, When::Random { .. });
    if dice.chance(20) && (sketch.lasting.is_none() || dice.chance(30)) {
        let mut end = moment(dice);
        if let Some(start) = sketch.starting
            && end.date <= start.date
        {
            end.date.0 = start.date.0 + i32::try_from(dice.between(1, 5)).unwrap();
            if end.date.1 == 2 && end.date.2 == 29 {
                end.date.2 = 28;
            }
        }
        sketch.until = Some(end);
    }
    if random && matches!(sketch.lasting, Some(Lasting::Times(_))) {
        sketch.lasting = None;
    }
    sketch
}
