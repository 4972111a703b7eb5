//! What recurs: `every ..` and the days, dates and months after it, after `on`, or by themselves.

use super::amounts;
use super::clauses;
use super::days::{self, MonthList, WeekdayList};
use super::fault::{Fault, fault};
use super::grammar::{Pair, Pairs, Piece, Rule as Token};
use super::headless;
use super::ordinals;
use super::refused;
use super::rule::{By, Reader, set, set_list};
use super::times;
use super::waiting::Before;
use crate::error::{Code, Place};
use crate::schedule::calendar::Weekdays;
use crate::schedule::rule::{MonthDay, Ordinal};
use crate::schedule::said::spec::{Cadence, Given};
use crate::schedule::unit::Unit;

impl<'t> Reader<'t> {
    /// Sets the cadence. `every month` beside an interval says nothing more.
    pub(super) fn cadence(&mut self, cadence: Cadence, token: Piece<'_>) -> Result<(), Fault> {
        let interval = |cadence: Cadence| matches!(cadence, Cadence::Interval { .. } | Cadence::Random { .. });
        if let Some(known) = &mut self.spec.every {
            if interval(known.value) && cadence == Cadence::Months(1) {
                return Ok(());
            }
            if interval(cadence) && known.value == Cadence::Months(1) {
                *known = Given { value: cadence, place: Place::Span(token.start, token.end) };
                return Ok(());
            }
            if let Place::Span(start, end) = known.place {
                let message = "two recurrences in one rule; separate rules with \";\"";
                let before = token.plain.get(..token.start).unwrap_or_default().trim_end_matches([' ', ',']);
                let fault = Fault::at(Code::Duplicate, start, end, message).and_at(token.start, token.end);
                return Err(fault.instead_of(before.len(), token.start, "; "));
            }
        }
        set(&mut self.spec.every, cadence, token)
    }

    pub(super) fn every(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let parts = token.into_inner();
        let Some(first) = parts.peek() else {
            return Err(fault(Code::Expected, whole, "expected a weekday, month, number or unit"));
        };
        match first.as_rule() {
            Token::interval => self.interval(first, whole),
            Token::each_unit | Token::nth_unit => {
                let (count, unit) = amounts::count_of_unit(first)?;
                self.cadence(unit.every(count), whole)
            }
            Token::named_length => {
                let cadence = match first.as_str() {
                    "fortnight" => Cadence::Weeks(2),
                    name => {
                        Cadence::Interval { count: if name.starts_with('h') { 30 } else { 15 }, unit: Unit::Minute }
                    }
                };
                self.cadence(cadence, whole)
            }
            Token::other => self.other(first, whole),
            Token::bare_hour => Err(refused::bare_number(&first, whole, Before::Nothing)),
            Token::moment => {
                let message = "a date happens once; leave out `every`";
                Err(fault(Code::Expected, whole, message).try_this(format!("on {}", first.as_str())))
            }
            _ => self.days(parts, whole, By::Every),
        }
    }

    /// `10 minutes`, `5 to 10 minutes`, or the refused `2 mondays`: what follows the number tells
    fn interval(&mut self, token: Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
        let mut parts = token.clone().into_inner();
        let number = parts.next();
        let cadence = match (number, parts.next()) {
            (Some(number), Some(day)) if matches!(day.as_rule(), Token::weekday | Token::weekday_set) => {
                return Err(refused::n_weekdays(number.as_str(), &day, whole));
            }
            (_, Some(second)) if second.as_rule() == Token::number => amounts::random(token)?,
            _ => {
                let (count, unit) = amounts::span(token)?;
                unit.every(count)
            }
        };
        self.cadence(cadence, whole)
    }

    /// `daily`, `fortnightly`
    pub(super) fn adverb(&mut self, token: Piece<'_>) -> Result<(), Fault> {
        let clock = |unit| Cadence::Interval { count: 1, unit };
        let cadence = match token.as_str() {
            "hourly" => clock(Unit::Hour),
            "minutely" => clock(Unit::Minute),
            "fortnightly" => Cadence::Weeks(2),
            "weekly" => Cadence::Weeks(1),
            "monthly" => Cadence::Months(1),
            "quarterly" => Cadence::Quarters(1),
            "yearly" | "annually" => Cadence::Years(1),
            _ => Cadence::Days(1),
        };
        self.cadence(cadence, token)
    }

    /// `other day`, `other friday`
    fn other(&mut self, token: Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
        let mut list = WeekdayList::default();
        for part in token.into_inner() {
            if part.as_rule() == Token::unit {
                return self.cadence(amounts::unit(part.as_str()).every(2), whole);
            }
            list.add(&part);
        }
        if list.on == Weekdays::WEEKDAYS {
            let message = "every second one of them, or all of them in every second week?";
            return Err(fault(Code::NWeekdays, whole, message)
                .try_this("every 2 weeks on weekdays")
                .try_this("every monday, wednesday, friday"));
        }
        self.cadence(Cadence::Weeks(2), whole)?;
        set_list(&mut self.spec.weekdays, list.on, whole)
    }

    /// The days, months, times or zones of `every ..`, `on ..`, or of a clause without a word.
    pub(super) fn days(&mut self, parts: Pairs<'t>, whole: Piece<'_>, by: By) -> Result<(), Fault> {
        let (mut weekdays, mut months) = (WeekdayList::default(), MonthList::default());
        let (mut ordinals, mut dates, mut clock) = (Vec::new(), Vec::new(), Vec::new());
        let mut the = false;
        let mut said_ordinals = false;
        for part in parts {
            match part.as_rule() {
                Token::the => the = true,
                Token::weekday | Token::last_weekday | Token::weekday_set => weekdays.add(&part),
                Token::month | Token::last_month => months.add(&part),
                Token::year_day => dates.push(days::year_day(part)?),
                Token::lone_number => return Err(refused::lone_number(&part)),
                Token::ordinal_item => {
                    let item = ordinals::read(part, self.plain)?;
                    ordinals.extend(item.days);
                    self.said.nth_weekday |= item.nth_weekday;
                    self.said.nth_day |= item.nth_day;
                    self.said.bare_place |= item.bare_place;
                    said_ordinals = true;
                }
                Token::on_the_mark => return self.on_the_mark(&part, whole),
                Token::moment => clauses::once(self, part, whole)?,
                Token::window_times => return clauses::window_times(self, part, whole),
                Token::area_zone | Token::utc => return self.zone(&part, whole),
                Token::bare_hour if by == By::Bare => {
                    let is_first = self.last_end == self.start;
                    let before = if is_first { Before::Nothing } else { Before::Clause };
                    return Err(refused::bare_number(&part, whole, before));
                }
                _ => clock.push(times::time(&part)?),
            }
        }
        if !weekdays.on.is_empty() {
            set_list(&mut self.spec.weekdays, weekdays.on, whole)?;
            self.weekdays_by = Some(by);
        }
        if said_ordinals {
            let adjacent =
                whole.start == self.last_end.saturating_add(1) && !self.comma_before(whole) && self.joining.is_none();
            if let (true, true, Some(_), &[Ordinal::Day(day)]) =
                (the, adjacent, &self.spec.weekdays, ordinals.as_slice())
                && self.said.bare_place
            {
                return set(&mut self.spec.both, day, whole);
            }
            set_list(&mut self.spec.ordinals, ordinals, whole)?;
            self.ordinals_by = Some(by);
        }
        if !dates.is_empty() {
            self.dates(dates, by, whole)?;
        }
        if let Some(on) = months.on {
            if by == By::Bare {
                return Err(headless::bare_months(self, whole));
            }
            set(&mut self.spec.months, on, whole)?;
            if by == By::On {
                let message = "expected a weekday, a day of the month or a date";
                return Err(fault(Code::Expected, whole, message).try_this(whole.as_str().replacen("on ", "in ", 1)));
            }
            if self.spec.every.is_none() {
                self.cadence(Cadence::Months(1), whole)?;
            }
        }
        if clock.is_empty() {
            return Ok(());
        }
        self.bare_times |= by == By::Bare;
        set_list(&mut self.spec.times, clock, whole)
    }

    fn comma_before(&self, token: Piece<'_>) -> bool {
        let before = token.start.checked_sub(2);
        before.and_then(|at| self.plain.as_bytes().get(at)) == Some(&b',')
    }

    fn dates(&mut self, dates: Vec<MonthDay>, by: By, whole: Piece<'_>) -> Result<(), Fault> {
        set_list(&mut self.spec.dates, dates, whole)?;
        self.dates_by = Some(by);
        Ok(())
    }
}
