//! Lines by example: the canonical text of each, and what is wrong with others.

use super::line::Line;

#[test]
fn canonical_text() {
    for (text, canonical) in CANONICAL {
        let line = Line::read(text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
        assert_eq!(line.text(), *canonical, "{text}");
        assert_eq!(Line::read(canonical).unwrap(), line, "{text}");
    }
}

/// What a reader of the line may not expect, by the first words of its notes.
#[test]
fn notes() {
    const EITHER: &str = "both day fields are restricted";
    for (text, notes) in [
        ("0 0 13 * 5", &[EITHER] as &[_]),
        ("0 0 1-31 * 5", &["31st is skipped in 5 months", EITHER]),
        ("0 0 */2 * 5", &[]),
        ("0 0 ? * 5", &[]),
        ("0 0 L * 5", &[EITHER]),
        ("0 0 L * *", &[]),
        ("0 0 31 * *", &["31st is skipped in 5 months"]),
        ("0 0 15,30 * *", &["30th is skipped in february"]),
        ("0 0 29 * *", &["29th is skipped in february, except in leap years"]),
        ("0 0 31W 1-6 *", &["31st is skipped in 3 months"]),
        ("0 0 31 1,3 *", &[]),
        ("0 0 28 * *", &[]),
    ] {
        let line = Line::read(text).unwrap();
        let found = line.notes();
        assert_eq!(found.len(), notes.len(), "{text}: {found:?}");
        let alike = found.iter().zip(notes).all(|(found, note)| found.starts_with(note));
        assert!(alike, "{text}: {found:?}");
    }
}

/// A list of years is printed as it was written, so a line that is read is read again when it
/// is printed, though a text has at most 1 KiB.
#[test]
fn long_lines() {
    for years in [
        &|year: u32| format!("{year}/{}", year % 7 + 2),
        &|year: u32| format!("{year}-{}/{}", year + 100, year % 7 + 2),
        &|year: u32| (year * 2 - 1970).to_string(),
        &|year: u32| format!("{year}/{}", 9_900 - year),
    ] as [&dyn Fn(u32) -> String; 4]
    {
        let mut text = "0 0 0 1 1 * 1970".to_owned();
        for year in 1971.. {
            let item = years(year);
            if text.len() + item.len() > 1_000 {
                break;
            }
            text.extend([",", &item]);
        }
        let line = Line::read(&text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
        assert!(line.text().len() <= text.len(), "{text} is printed as {}", line.text());
        assert_eq!(Line::read(&line.text()).unwrap(), line);
    }
}

#[test]
fn faults() {
    for (text, code, wrong, fixed) in FAULTS {
        let error = match Line::read(text) {
            Ok(line) => panic!("{text} was read as {}", line.text()),
            Err(error) => error,
        };
        let (start, end) = error.span;
        assert_eq!((error.code.as_str(), &text[start..end]), (*code, *wrong), "{text}: {}", error.message);
        assert_eq!(error.fixed, *fixed, "{text}");
        assert!(error.message.starts_with(|c: char| !c.is_uppercase()), "{}", error.message);
    }
}

/// What is written, and the one way in which it is printed.
const CANONICAL: &[(&str, &str)] = &[
    ("0 9 * * 1-5", "0 9 * * 1-5"),
    ("0 9 * * mon-fri", "0 9 * * 1-5"),
    ("*/10 * * * *", "*/10 * * * *"),
    ("  0\t9  *\n*  1-5 ", "0 9 * * 1-5"),
    ("00 09 * * 1,2,3,4,5", "0 9 * * 1-5"),
    ("* * * * *", "* * * * *"),
    ("*/1 * * * *", "* * * * *"),
    // Seconds and years only where they say something.
    ("0 0 9 * * 1-5", "0 9 * * 1-5"),
    ("30 0 9 * * 1-5", "30 0 9 * * 1-5"),
    ("* * * * * *", "* * * * * *"),
    ("0 0 9 * * 1-5 *", "0 9 * * 1-5"),
    ("0 0 9 * * 1-5 1970-9999", "0 9 * * 1-5"),
    ("0 0 9 * * 1-5 2026", "0 0 9 * * 1-5 2026"),
    ("0 0 0 1 1 ? 2026,2027,2028,2030", "0 0 0 1 1 * 2026-2028,2030"),
    ("0 0 0 1 1 ? */2", "0 0 0 1 1 * */2"),
    ("0 0 0 1 1 ? 2026/4", "0 0 0 1 1 * 2026/4"),
    ("0 0 0 1 1 ? 2026-2031/2", "0 0 0 1 1 * 2026-2030/2"),
    ("0 0 0 1 1 ? 2026/8000", "0 0 0 1 1 * 2026"),
    ("0 0 0 1 1 ? 2031,2030,2026-2028,2027-2029/1,2000,2001", "0 0 0 1 1 * 2000,2001,2026-2031"),
    ("0 0 0 1 1 ? */2,1970/5,*/2", "0 0 0 1 1 * */2,*/5"),
    ("0 0 0 1 1 ? 2026-9999,1970-2026", "0 0 1 1 *"),
    // Names.
    ("0 0 1 JAN,apr,July,October *", "0 0 1 */3 *"),
    ("0 0 1 mar,JUNE,Nov *", "0 0 1 3,6,11 *"),
    ("0 0 * * SATURDAY", "0 0 * * 6"),
    ("0 0 * * 7", "0 0 * * 0"),
    ("0 0 * * sun", "0 0 * * 0"),
    ("0 0 1 sept tues", "0 0 1 9 2"),
    ("0 0 * * sat,sun", "0 0 * * 0,6"),
    // Ranges that wrap.
    ("0 0 * * fri-mon", "0 0 * * 0,1,5,6"),
    ("0 0 * * 5-7", "0 0 * * 0,5,6"),
    ("0 0 * * mon-sun", "0 0 * * *"),
    ("0 0 * * 7-2", "0 0 * * 0-2"),
    ("0 22-2 * * *", "0 0-2,22,23 * * *"),
    ("0 0 1 nov-feb *", "0 0 1 1,2,11,12 *"),
    ("55-5/5 4 * * *", "0,5,55 4 * * *"),
    ("0 0 29-3 * *", "0 0 1-3,29-31 * *"),
    ("0 0 * * fri-sun/2", "0 0 * * 0,5"),
    // Steps: a star with a step where the others leave its meaning alone.
    ("5/15 * * * *", "5-50/15 * * * *"),
    ("0/10 * * * *", "*/10 * * * *"),
    ("0,15,30,45 * * * *", "*/15 * * * *"),
    ("0,30 * * * *", "0,30 * * * *"),
    ("*/30 * * * *", "*/30 * * * *"),
    ("*/40 * * * *", "*/40 * * * *"),
    ("*/60 * * * *", "0 * * * *"),
    ("*/15,7 * * * *", "0,7,15,30,45 * * * *"),
    ("0 0/6 * * *", "0 0-18/6 * * *"),
    ("0 */6 * * *", "0 */6 * * *"),
    ("0 9-17/2 * * *", "0 9-17/2 * * *"),
    ("0 9-17/4 * * *", "0 9,13,17 * * *"),
    ("0 0 1-30/7 * *", "0 0 */7 * *"),
    ("0 0 1-30/7 * 1", "0 0 1-29/7 * 1"),
    ("0-30/10,35-55/5 8 * * *", "0-30/10,35-55/5 8 * * *"),
    ("0 0 1 */3 *", "0 0 1 */3 *"),
    ("0 0 1 1/3 *", "0 0 1 */3 *"),
    ("0 0 1 */6 *", "0 0 1 */6 *"),
    ("0 0 1 1,7 *", "0 0 1 1,7 *"),
    // A full range is no star where that decides between times of day and clock marks.
    ("0-59 * * * *", "* * * * *"),
    ("*/5 0-23 * * *", "*/5 * * * *"),
    ("0 0-23 * * *", "0 0-23 * * *"),
    ("0-59 9 * * *", "0-59 9 * * *"),
    ("*/15,7 9 * * *", "*/15,7 9 * * *"),
    ("*/60 9 * * *", "*/60 9 * * *"),
    ("*/60 0 9 * * *", "*/60 0 9 * * *"),
    // Nor where it makes the two day fields one or the other.
    ("0 0 1-31 * *", "0 0 * * *"),
    ("0 0 * * 0-6", "0 0 * * *"),
    ("0 0 1-31 * 0-7", "0 0 * * *"),
    ("0 0 1-31 * 1", "0 0 1-31 * 1"),
    ("0 0 1 * 0-6", "0 0 1 * 0-6"),
    ("0 0 */2 * 1", "0 0 */2 * 1"),
    ("0 0 1-31/2 * 1", "0 0 1-31/2 * 1"),
    ("0 0 1-31/2 * *", "0 0 */2 * *"),
    ("0 0 1 * */2", "0 0 1 * */2"),
    ("0 0 */31 * 1", "0 0 */31 * 1"),
    ("0 0 ? * 1", "0 0 * * 1"),
    ("0 0 13 * ?", "0 0 13 * *"),
    ("0 0 ? * ?", "0 0 * * *"),
    // Special days.
    ("0 0 L * *", "0 0 L * *"),
    ("0 0 l-3 * *", "0 0 L-3 * *"),
    ("0 0 L-0 * *", "0 0 L * *"),
    ("0 0 15w * *", "0 0 15W * *"),
    ("0 0 LW * ?", "0 0 LW * *"),
    ("0 0 L,15,1 * *", "0 0 1,15,L * *"),
    ("0 0 LW,L,L-5,L-12,20W,1W,7 * *", "0 0 7,1W,20W,L-12,L-5,L,LW * *"),
    ("0 0 15W,1W * *", "0 0 1W,15W * *"),
    ("0 0 *,L * 1", "0 0 * * 1"),
    ("0 0 */2,L * 1", "0 0 */2,L * 1"),
    ("0 0 */2,L * *", "0 0 1-31/2,L * *"),
    ("0 0 * * 5L", "0 0 * * 5L"),
    ("0 0 * * friL", "0 0 * * 5L"),
    ("0 0 * * 7L", "0 0 * * 0L"),
    ("0 0 * * fri#L", "0 0 * * 5L"),
    ("0 0 * * MON#2", "0 0 * * 1#2"),
    ("0 0 * * mon#3,mon#1", "0 0 * * 1#1,1#3"),
    ("0 0 * * friL,tue,mon#1", "0 0 * * 2,1#1,5L"),
    ("0 0 13 * 5#2", "0 0 13 * 5#2"),
    // Names for whole lines.
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@Monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
    (" @ANNUALLY ", "0 0 1 1 *"),
    // Dates that come seldom, but come.
    ("0 0 29 2 *", "0 0 29 2 *"),
    ("0 0 29 2 */2", "0 0 29 2 */2"),
    ("0 0 0 29 2 * 2096-2104", "0 0 0 29 2 * 2096-2104"),
    ("0 0 30 2 1", "0 0 30 2 1"),
    ("0 0 31W 4,5 *", "0 0 31W 4,5 *"),
];

/// A line, the code, the text pointed at, and the lines offered instead.
const FAULTS: &[(&str, &str, &str, &[&str])] = &[
    // The number of fields.
    ("0 9 * *", "cron", "0 9 * *", &[]),
    ("0 0 9 * * 1-5 2026 x", "cron", "0 0 9 * * 1-5 2026 x", &[]),
    ("0 9 * * 1-5 2026", "cron", "2026", &["0 0 9 * * 1-5 2026"]),
    ("0 9 * * 1-5 2026-2030", "cron", "2026-2030", &["0 0 9 * * 1-5 2026-2030"]),
    ("0 9 * * mon, fri", "cron", "mon,", &["0 9 * * 1,5"]),
    ("0 9 * * mon ,fri", "cron", ",fri", &["0 9 * * 1,5"]),
    // Values out of range.
    ("60 * * * *", "range", "60", &["0 * * * *"]),
    ("0 24 * * *", "range", "24", &["0 0 * * *"]),
    ("0 0-24 * * *", "range", "24", &["0 0-23 * * *"]),
    ("60 0 0 * * *", "range", "60", &["0 0 * * *"]),
    ("0 25 * * *", "range", "25", &[]),
    ("99999999999999999999 0 * * *", "range", "99999999999999999999", &[]),
    ("0 0 0 * *", "range", "0", &[]),
    ("0 0 32 * *", "range", "32", &[]),
    ("0 0 1 0 *", "range", "0", &[]),
    ("0 0 1 13 *", "range", "13", &[]),
    ("0 0 * * 8", "range", "8", &[]),
    ("0 0 0 1 1 * 1969", "range", "1969", &[]),
    ("0 0 0 1 1 * 10000", "range", "10000", &[]),
    ("0 0 32W * *", "range", "32W", &[]),
    ("0 0 0W * *", "range", "0W", &[]),
    ("0 0 L-31 * *", "range", "L-31", &[]),
    ("0 0 * * 1#6", "range", "6", &[]),
    ("0 0 * * 1#0", "range", "0", &[]),
    ("0 0 * * 8#1", "range", "8", &[]),
    ("0 0 * * 8L", "range", "8", &[]),
    ("*/0 * * * *", "range", "0", &[]),
    ("*/90 * * * *", "range", "90", &[]),
    ("0 */36 * * *", "range", "36", &[]),
    ("0 0 1 */13 *", "range", "13", &[]),
    ("0 0 0 1 1 * 2030-2026", "empty-range", "2030-2026", &[]),
    // Notation.
    ("a b c d e", "cron", "a", &[]),
    ("5- * * * *", "cron", "5-", &[]),
    ("-5 * * * *", "cron", "-5", &[]),
    ("- * * * *", "cron", "-", &[]),
    ("/5 * * * *", "cron", "/5", &[]),
    ("*/ * * * *", "cron", "", &[]),
    ("*/x * * * *", "cron", "x", &[]),
    ("*/5/5 * * * *", "cron", "5/5", &[]),
    ("1-5-9 * * * *", "cron", "5-9", &[]),
    ("*-5 * * * *", "cron", "*", &[]),
    ("** * * * *", "cron", "**", &[]),
    ("1,,2 * * * *", "cron", ",", &[]),
    ("1, * * * *", "cron", "1,", &[]),
    (", * * * *", "cron", ",", &[]),
    ("+5 * * * *", "cron", "+5", &[]),
    ("1.5 * * * *", "cron", "1.5", &[]),
    ("? * * * *", "cron", "?", &[]),
    ("0 0 ?,1 * *", "cron", "?", &[]),
    ("0 0 ?/2 * *", "cron", "?", &[]),
    ("H 0 * * *", "cron", "H", &[]),
    ("0 0~6 * * *", "cron", "0~6", &[]),
    ("0 0 1 mon *", "cron", "mon", &[]),
    ("0 0 * * may", "cron", "may", &[]),
    ("0 0 * * m", "cron", "m", &[]),
    ("0 0 * * mondy", "cron", "mondy", &[]),
    ("0 0 é * *", "lex", "é", &[]),
    // The special days, turned round or on their own.
    ("0 0 L3 * *", "cron", "L3", &["0 0 L-3 * *"]),
    ("0 0 W15 * *", "cron", "W15", &["0 0 15W * *"]),
    ("0 0 WL * *", "cron", "WL", &["0 0 LW * *"]),
    ("0 0 W * *", "cron", "W", &[]),
    ("0 0 1-15W * *", "cron", "15W", &[]),
    ("0 0 15-L * *", "cron", "L", &[]),
    ("0 0 L-3W * *", "cron", "L", &[]),
    ("0 0 15W/2 * *", "cron", "15W", &[]),
    ("0 0 5L * *", "cron", "5L", &[]),
    ("0 0 mon#1 * *", "cron", "mon#1", &[]),
    ("0 0 * * L", "cron", "L", &[]),
    ("0 0 * * L5", "cron", "L5", &["0 0 * * 5L"]),
    ("0 0 * * L-3", "cron", "L", &[]),
    ("0 0 * * 15W", "cron", "15W", &[]),
    ("0 0 * * 2#mon", "cron", "mon", &["0 0 * * 1#2"]),
    ("0 0 * * mon#", "cron", "", &[]),
    ("0 0 * * #2", "cron", "#2", &[]),
    ("0 0 * * 1-5#2", "cron", "1-5", &[]),
    ("0 0 * * 1-5L", "cron", "1-5", &[]),
    ("0 0 * L *", "cron", "L", &[]),
    // Dates that never come.
    ("0 0 30 2 *", "never", "0 0 30 2 *", &["0 0 L 2 *"]),
    ("0 0 30,31 feb *", "never", "0 0 30,31 feb *", &["0 0 L 2 *"]),
    ("0 0 31 4,6 *", "never", "0 0 31 4,6 *", &["0 0 L 4,6 *"]),
    ("0 0 31W 6 *", "never", "0 0 31W 6 *", &[]),
    ("0 0 L-30 4 *", "never", "0 0 L-30 4 *", &[]),
    ("0 0 */31 * 1#5", "never", "0 0 */31 * 1#5", &[]),
    ("0 0 0 29 2 * 2025-2027", "never", "0 0 0 29 2 * 2025-2027", &[]),
    ("0 0 0 29 2 * 2100,2101,2200", "never", "0 0 0 29 2 * 2100,2101,2200", &[]),
    // Names for whole lines.
    ("@reboot", "cron", "@reboot", &[]),
    ("@every 5m", "cron", "@every 5m", &[]),
    ("@fortnightly", "cron", "@fortnightly", &[]),
    ("@daily 5", "cron", "5", &[]),
    ("@", "cron", "@", &[]),
    // Zones.
    ("CRON_TZ= 0 9 * * *", "cron", "CRON_TZ=", &[]),
    ("ZONE=UTC 0 9 * * *", "cron", "ZONE", &[]),
    ("CRON_TZ=UTC 0 24 * * *", "range", "24", &["0 0 * * * in UTC"]),
    ("CRON_TZ=UTC", "cron", "", &[]),
];
