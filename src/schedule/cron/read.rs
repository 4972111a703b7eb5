//! From a line to its fields.

use super::field::Field;
use super::part::Part;
use super::years::Years;
use super::{Cron, CronFault, Reach, Stars, item, set, special};
use crate::Code;
use crate::schedule::calendar::FIRST_DAY;

impl Cron {
    /// Reads a line, and reports where in it a `CRON_TZ=` or `TZ=` names a zone.
    pub(crate) fn read(line: &str) -> Result<(Self, Option<(usize, usize)>), CronFault> {
        let whole = Part { text: line, at: 0 }.trim();
        let (zone, rest) = zone(whole)?;
        let cron = if rest.text.starts_with('@') { nickname(rest)? } else { fields(rest)? };
        Ok((cron, zone))
    }

    /// No line yet: its fields are empty, but for the second of a line without seconds.
    fn blank() -> Self {
        Self {
            seconds: 1,
            minutes: 0,
            hours: 0,
            days: 0,
            from_end: 0,
            nearest: 0,
            months: 0,
            weekdays: 0,
            nth: [0; 6],
            stars: Stars::default(),
            reach: Reach::Mixed,
            years: None,
        }
    }
}

/// The zone of a `CRON_TZ=Area/City` before the line, and the line after it.
fn zone(line: Part<'_>) -> Result<(Option<(usize, usize)>, Part<'_>), CronFault> {
    let (first, rest) = line.word();
    let Some((name, zone)) = first.split('=') else {
        return Ok((None, line));
    };
    if !["CRON_TZ", "TZ"].iter().any(|known| name.text.eq_ignore_ascii_case(known)) {
        return Err(name.fault(Code::Cron, "only `CRON_TZ=` and `TZ=` may come before the fields"));
    }
    if zone.text.is_empty() {
        return Err(first.fault(Code::Cron, "the name of a zone is missing after `=`"));
    }
    Ok((Some(zone.span()), rest))
}

fn nickname(line: Part<'_>) -> Result<Cron, CronFault> {
    const KNOWN: [(&str, &str); 7] = [
        ("@hourly", "0 * * * *"),
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"),
        ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ];
    let (name, rest) = line.word();
    let is = |known: &str| name.text.eq_ignore_ascii_case(known);
    if is("@every") {
        return Err(line.fault(Code::Cron, "`@every` is not cron; an interval is written in words: `every 5 minutes`"));
    }
    if is("@reboot") {
        return Err(name.fault(Code::Cron, "`@reboot` names no time; run the job where the program starts"));
    }
    let Some((_, fields_of)) = KNOWN.iter().find(|(known, _)| is(known)) else {
        return Err(
            name.fault(Code::Cron, "expected @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually")
        );
    };
    if !rest.text.is_empty() {
        return Err(rest.fault(Code::Cron, "a name like `@daily` is the whole line"));
    }
    fields(Part { text: fields_of, at: 0 })
}

fn fields(line: Part<'_>) -> Result<Cron, CronFault> {
    const SEVEN: [Field; 7] =
        [Field::Second, Field::Minute, Field::Hour, Field::Day, Field::Month, Field::Weekday, Field::Year];
    let mut parts = [Part { text: "", at: 0 }; 7];
    let mut count = 0_usize;
    let mut rest = line;
    let mut end = line.at;
    while !rest.text.is_empty() {
        let (part, after) = rest.word();
        let before = part.text.starts_with(',');
        if before || part.text.ends_with(',') {
            let space = if before { (end, part.at) } else { (part.span().1, after.at) };
            let message = "a list has no spaces and no empty places: `1,15`";
            return Err(part.fault(Code::Cron, message).put(space, ""));
        }
        (_, end) = part.span();
        if let Some(place) = parts.get_mut(count) {
            *place = part;
        }
        count = count.saturating_add(1);
        rest = after;
    }
    let fields = match count {
        5 => SEVEN.get(1..6),
        6 => SEVEN.get(..6),
        7 => SEVEN.get(..),
        _ => None,
    };
    let Some(fields) = fields else {
        let message = format!(
            "a cron line has 5 fields (minute, hour, day of the month, month, weekday), 6 with \
             seconds first, or 7 with years last; this one has {count}"
        );
        return Err(line.fault(Code::Cron, message));
    };
    let mut cron = Cron::blank();
    for (&part, &field) in parts.iter().zip(fields) {
        read_field(&mut cron, field, part).map_err(|fault| six_with_year(fault, line, part, count))?;
    }
    cron.normalise();
    if cron.next_day(FIRST_DAY).is_none() {
        return Err(never(&cron, line));
    }
    Ok(cron)
}

/// Offers the last day to whoever names the end of a month and misses it.
fn never(cron: &Cron, line: Part<'_>) -> CronFault {
    const END: u32 = 1 << 29 | 1 << 30 | 1 << 31;
    let fault =
        line.fault(Code::Never, "this day never comes: no date fits the day of the month, month, weekday and year");
    let end_alone = cron.days & !END == 0 && cron.from_end == 0 && cron.nearest == 0;
    if !end_alone || cron.reach != Reach::Dates || cron.years.is_some() {
        return fault;
    }
    let last = Cron { days: 0, from_end: 1, ..cron.clone() };
    fault.put(line.span(), last.to_string())
}

/// Years as the sixth field are read as weekdays; says so.
fn six_with_year(fault: CronFault, line: Part<'_>, part: Part<'_>, count: usize) -> CronFault {
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let last = part.at.saturating_add(part.text.len()) == line.at.saturating_add(line.text.len());
    if count == 6 && last && part.text.split(['-', ',', '/']).next().is_some_and(year) {
        let message = "a line of six fields has seconds first; with years it has seven";
        return part.fault(Code::Cron, message).put((line.at, line.at), "0 ");
    }
    fault
}

fn read_field(cron: &mut Cron, field: Field, part: Part<'_>) -> Result<(), CronFault> {
    if field == Field::Year {
        if part.text != "*" {
            let runs = part.items().map(|item| item::run(field, item?)).collect::<Result<_, _>>()?;
            cron.years = Years::new(runs);
        }
        return Ok(());
    }
    cron.stars.set(field, part.text.starts_with(['*', '?']));
    let mut bits = 0;
    for item in part.items() {
        let item = item?;
        let is_special = match field {
            Field::Day => special::day(cron, item)?,
            Field::Weekday => special::weekday(cron, item)?,
            _ => false,
        };
        if is_special {
            continue;
        }
        bits |= match item.text {
            "?" if item.text == part.text && Field::DAYS.contains(&field) => set::full(field),
            "?" => {
                return Err(item.fault(Code::Cron, "`?` stands alone, as the day of the month or the weekday"));
            }
            _ => item::values(field, item)?,
        };
    }
    cron.set_bits(field, bits);
    Ok(())
}
