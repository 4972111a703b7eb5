//! The canonical line.

use std::fmt::{self, Display, Write};

use super::Cron;
use super::field::Field;
use super::set::{self, Members, Run, Runs};

/// Numbers only, five fields unless seconds or years say more: `0 9 * * 1-5`.
impl Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zero = self.seconds == 1 && !self.stars.has(Field::Second);
        if !zero || self.years.is_some() {
            self.field(f, Field::Second)?;
            f.write_char(' ')?;
        }
        self.field(f, Field::Minute)?;
        for field in [Field::Hour, Field::Day, Field::Month, Field::Weekday] {
            f.write_char(' ')?;
            self.field(f, field)?;
        }
        if let Some(years) = &self.years {
            f.write_char(' ')?;
            let mut list = List { f, empty: true };
            for &run in years.runs() {
                list.years(run)?;
            }
        }
        Ok(())
    }
}

impl Cron {
    fn field(&self, f: &mut fmt::Formatter<'_>, field: Field) -> fmt::Result {
        let mut bits = self.bits(field);
        let mut list = List { f, empty: true };
        if self.stars.has(field)
            && let Some(step) = set::widest(field, bits)
        {
            list.star(step)?;
            bits &= !set::every(field, step);
        }
        for run in Runs(Members(bits)) {
            list.run(run)?;
        }
        match field {
            Field::Day if self.from_end | self.nearest != 0 => self.special_days(&mut list),
            Field::Weekday if self.nth != [0; 6] => self.nth_weekdays(&mut list),
            _ => Ok(()),
        }
    }

    /// `15W`, then from the month's end `L-3`, `L`, `LW`.
    fn special_days(&self, list: &mut List<'_, '_>) -> fmt::Result {
        for day in Members(u64::from(self.nearest & !1)) {
            write!(list.next()?, "{day}W")?;
        }
        for back in (1..=30_u8).rev().filter(|back| self.from_end >> back & 1 == 1) {
            write!(list.next()?, "L-{back}")?;
        }
        if self.from_end & 1 == 1 {
            list.next()?.write_str("L")?;
        }
        if self.nearest & 1 == 1 {
            list.next()?.write_str("LW")?;
        }
        Ok(())
    }

    /// `1#2`, then `5L`.
    fn nth_weekdays(&self, list: &mut List<'_, '_>) -> fmt::Result {
        for (place, &weekdays) in (1..=6_u8).zip(&self.nth) {
            for weekday in Members(weekdays.into()) {
                match place {
                    6 => write!(list.next()?, "{weekday}L")?,
                    _ => write!(list.next()?, "{weekday}#{place}")?,
                }
            }
        }
        Ok(())
    }
}

/// Items with commas between them.
struct List<'a, 'f> {
    f: &'a mut fmt::Formatter<'f>,
    empty: bool,
}

impl<'f> List<'_, 'f> {
    /// Where to write the next item.
    fn next(&mut self) -> Result<&mut fmt::Formatter<'f>, fmt::Error> {
        if !self.empty {
            self.f.write_char(',')?;
        }
        self.empty = false;
        Ok(self.f)
    }

    fn star(&mut self, step: u16) -> fmt::Result {
        self.next()?.write_char('*')?;
        if step > 1 {
            write!(self.f, "/{step}")?;
        }
        Ok(())
    }

    fn run(&mut self, run: Run) -> fmt::Result {
        let Run { from, to, step } = run;
        let f = self.next()?;
        match step {
            _ if from == to => write!(f, "{from}"),
            1 => write!(f, "{from}-{to}"),
            _ => write!(f, "{from}-{to}/{step}"),
        }
    }

    /// A step that goes on to the last year is `*/2`, or `2026/4`.
    fn years(&mut self, run: Run) -> fmt::Result {
        let Run { from, to, step } = run;
        let (first, last) = Field::Year.range();
        if step == 1 && to == from.saturating_add(1) {
            write!(self.next()?, "{from},{to}")
        } else if step == 1 || to <= last.saturating_sub(step) {
            self.run(run)
        } else if from == first {
            self.star(step)
        } else {
            write!(self.next()?, "{from}/{step}")
        }
    }
}
