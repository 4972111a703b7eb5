//! One rule: its clauses collected into a spec.
//!
//! Each clause is read where it stands, and the first that is wrong is the error. What depends on
//! how a day was introduced (`every 3rd friday`, `on march 15`) is decided at the end, as is
//! everything that depends on other clauses.

use super::amounts;
use super::clauses;
use super::days::{self, MonthList, Ordinals, WeekdayList};
use super::fault::Fault;
use super::grammar::{Pair, Piece, Rule as Token};
use super::headless;
use super::refused::{self, Before};
use super::times::{self, fault};
use super::zones;
use crate::error::{Code, Place};
use crate::schedule::calendar::Months;
use crate::schedule::rule::{MonthDay, Rule, Unit};
use crate::schedule::spec::{Cadence, Given, Spec};
use crate::schedule::validate::validate;

/// How days were introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// `every 3rd friday`
    Every,
    /// `on the 3rd friday`
    On,
    /// `3rd friday`
    Bare,
    /// `from the 25th to the last`
    Range,
}

/// The clauses read so far.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    pub(super) plain: &'t str,
    pub(super) spec: Spec,
    /// A word such as `every` that waits for what belongs to it.
    waiting: Option<(&'t str, usize, usize)>,
    /// An `and` between clauses, which joins only two of a kind.
    joining: Option<(usize, usize)>,
    /// Where the last clause ended.
    last_end: usize,
    /// The part of the year whose days are counted: `of the month`.
    pub(super) scope: Option<Given<Cadence>>,
    pub(super) ordinals_by: Option<By>,
    /// What the ordinals looked like.
    pub(super) said: Ordinals,
    pub(super) dates_by: Option<By>,
    pub(super) weekdays_by: Option<By>,
    /// `every november`, which is a cadence of its own.
    pub(super) months_by: Option<By>,
}

/// Reads a rule, and checks its clauses against each other.
///
/// The second value tells whether weeks were said without their weekday.
pub(super) fn read(token: Pair<'_>, plain: &str) -> Result<(Rule, bool), Fault> {
    let Piece { start, end, .. } = Piece::from(&token);
    let mut reader = Reader {
        plain,
        spec: Spec::default(),
        waiting: None,
        joining: None,
        last_end: start,
        scope: None,
        ordinals_by: None,
        said: Ordinals::default(),
        dates_by: None,
        weekdays_by: None,
        months_by: None,
    };
    let mut first = true;
    for clause in token.into_inner() {
        let clause_end = Piece::from(&clause).end;
        reader.clause(clause, first)?;
        reader.last_end = clause_end;
        first = false;
    }
    reader.finish(end)?;
    let rule = validate(&mut reader.spec).map_err(|fault| Fault::of_rule(fault, start, end))?;
    Ok((rule, reader.spec.monday_by_default))
}

/// Puts a clause into its place, unless it was said before.
pub(super) fn set<T>(slot: &mut Option<Given<T>>, value: T, piece: Piece<'_>) -> Result<(), Fault> {
    if let Some(Given { place: Place::Span(start, end), .. }) = slot {
        let message = "said twice in one rule; separate rules with \";\"";
        // Two rules may have been meant, if each can stand for itself.
        let before = piece.plain.get(..piece.start).unwrap_or_default();
        let joined = [" and ", ", ", " "].into_iter().find_map(|join| before.strip_suffix(join)).unwrap_or(before);
        return Err(Fault::at(Code::Duplicate, *start, *end, message).and_at(piece.start, piece.end).instead_of(
            joined.len(),
            piece.start,
            "; ",
        ));
    }
    *slot = Some(Given { value, place: Place::Span(piece.start, piece.end) });
    Ok(())
}

impl<'t> Reader<'t> {
    fn clause(&mut self, token: Pair<'t>, first: bool) -> Result<(), Fault> {
        let before = match self.waiting {
            Some((word, start, _)) => Before::Waiting(word, start),
            None if first => Before::Nothing,
            None => Before::Clause,
        };
        let kind = token.as_rule();
        match kind {
            Token::ambiguous
            | Token::how_often
            | Token::vague
            | Token::relative
            | Token::business
            | Token::before
            | Token::word_hour
            | Token::week_number
            | Token::in_relative
            | Token::in_year
            | Token::bare_length
            | Token::unknown => return Err(refused::refused(&token, before)),
            _ => {}
        }
        if let Some((word, start, end)) = self.waiting {
            return Err(expected_after(word, start, end, &token));
        }
        let whole = Piece::from(&token);
        match kind {
            Token::dangling => {
                let span = Piece::from(&token);
                self.waiting = Some((token.as_str(), span.start, span.end));
                Ok(())
            }
            Token::joining if token.as_str() == "or" => {
                let message = "`or` has two readings; join two of a kind with `and`, and rules with \";\"";
                Err(fault(Code::Expected, &token, message).try_this("and").try_this("; "))
            }
            Token::joining => {
                let span = Piece::from(&token);
                self.joining.get_or_insert((span.start, span.end));
                Ok(())
            }
            Token::every | Token::each => self.every(token),
            Token::adverb => self.adverb(whole),
            Token::noise if first => Ok(()),
            Token::noise => {
                self.waiting = Some(("only", Piece::from(&token).start, Piece::from(&token).end));
                Ok(())
            }
            Token::on => self.days(token, By::On),
            Token::bare => self.days(token, By::Bare),
            Token::at => self.at(token),
            Token::of => self.of(token),
            Token::window => clauses::window(self, token),
            Token::except => set(&mut self.spec.except, clauses::except(token)?, whole),
            Token::starting => clauses::starting(self, token),
            Token::until => clauses::until(self, token),
            Token::lasting => set(&mut self.spec.lasting, clauses::lasting(token)?, whole),
            Token::offset => set(&mut self.spec.mark, times::offset(token)?, whole),
            Token::jitter => set(&mut self.spec.jitter, clauses::jitter(token)?, whole),
            Token::zone => self.zone(token),
            Token::cron => clauses::cron(self, token),
            _ => Err(fault(Code::Unknown, &token, "this word is not known here")),
        }
    }

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
                return Err(Fault::at(Code::Duplicate, start, end, message).and_at(token.start, token.end).instead_of(
                    token.start.saturating_sub(1),
                    token.start,
                    "; ",
                ));
            }
        }
        set(&mut self.spec.every, cadence, token)
    }

    fn every(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let Some(first) = token.clone().into_inner().next() else {
            return Err(fault(Code::Expected, whole, "expected a weekday, month, number or unit"));
        };
        match first.as_rule() {
            Token::span => {
                let (count, unit) = amounts::span(first)?;
                self.cadence(unit.every(count), whole)
            }
            Token::each_unit | Token::nth_unit => {
                let (count, unit) = clauses::count_of_unit(first)?;
                self.cadence(unit.every(count), whole)
            }
            Token::random => {
                let cadence = amounts::random(first)?;
                self.cadence(cadence, whole)
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
            Token::n_weekdays => Err(clauses::n_weekdays(&first, whole)),
            Token::bare_hour => Err(clauses::bare_number(&first, whole)),
            Token::moment => {
                let message = "a date happens once; leave out `every`";
                Err(fault(Code::Expected, whole, message).try_this(format!("on {}", first.as_str())))
            }
            _ => self.days(token, By::Every),
        }
    }

    /// `daily`, `fortnightly`
    fn adverb(&mut self, token: Piece<'_>) -> Result<(), Fault> {
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
            list.add(part);
        }
        self.cadence(Cadence::Weeks(2), whole)?;
        set(&mut self.spec.weekdays, list.on, whole)
    }

    /// The days, months, times or zones of `every ..`, `on ..`, or of a clause without a word.
    fn days(&mut self, token: Pair<'t>, by: By) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let (mut weekdays, mut months) = (WeekdayList::default(), MonthList::default());
        let (mut ordinals, mut dates, mut clock) = (Vec::new(), Vec::new(), Vec::new());
        let mut the = false;
        let mut said_ordinals = false;
        for part in token.into_inner() {
            match part.as_rule() {
                Token::the => the = true,
                Token::weekday | Token::through_weekday | Token::weekday_set => weekdays.add(part),
                Token::month | Token::through_month => months.add(part),
                Token::year_day => dates.push(days::year_day(part)?),
                Token::lone_number => return Err(clauses::lone_number(&part)),
                Token::ordinal_item => {
                    let item = days::ordinals(part, self.plain)?;
                    ordinals.extend(item.days);
                    self.said.nth_weekday |= item.nth_weekday;
                    self.said.nth_day |= item.nth_day;
                    self.said.bare_place |= item.bare_place;
                    said_ordinals = true;
                }
                Token::on_the_mark => return self.on_the_mark(&part, whole),
                Token::moment => clauses::once(self, part, whole)?,
                Token::window_times => return clauses::window_times(self, part, whole),
                Token::plain_zone => return self.zone(part),
                Token::bare_hour if by == By::Bare => {
                    return Err(clauses::bare_number(&part, whole));
                }
                _ => clock.push(times::time(&part)?),
            }
        }
        if !weekdays.on.is_empty() {
            set(&mut self.spec.weekdays, weekdays.on, whole)?;
            self.weekdays_by = Some(by);
        }
        if said_ordinals {
            let adjacent =
                whole.start == self.last_end.saturating_add(1) && !self.comma_before(whole) && self.joining.is_none();
            if let (true, true, Some(_), &[crate::schedule::rule::Ordinal::Day(day)]) =
                (the, adjacent, &self.spec.weekdays, ordinals.as_slice())
                && self.said.bare_place
            {
                return set(&mut self.spec.both, day, whole);
            }
            set(&mut self.spec.ordinals, ordinals, whole)?;
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
            self.months_by = Some(by);
            if by == By::On {
                let message = "expected a weekday, a day of the month or a date";
                return Err(fault(Code::Expected, whole, message).try_this(whole.as_str().replacen("on ", "in ", 1)));
            }
            if self.spec.every.is_none() {
                self.cadence(Cadence::Months(1), whole)?;
            }
        }
        if clock.is_empty() { Ok(()) } else { set(&mut self.spec.times, clock, whole) }
    }

    fn comma_before(&self, token: Piece<'_>) -> bool {
        let before = token.start.checked_sub(2);
        before.and_then(|at| self.plain.as_bytes().get(at)) == Some(&b',')
    }

    fn dates(&mut self, dates: Vec<MonthDay>, by: By, whole: Piece<'_>) -> Result<(), Fault> {
        set(&mut self.spec.dates, dates, whole)?;
        self.dates_by = Some(by);
        Ok(())
    }

    /// `on the half hour`
    fn on_the_mark(&mut self, token: &Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
        let minute = if token.as_str().ends_with("the hour") { 0 } else { 30 };
        set(&mut self.spec.mark, crate::schedule::spec::Mark::Minute(minute), whole)
    }

    fn at(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let mut list = Vec::new();
        for part in token.into_inner() {
            match part.as_rule() {
                Token::mark => return set(&mut self.spec.mark, times::mark(part)?, whole),
                Token::moment => clauses::once(self, part, whole)?,
                _ => list.push(times::time(&part)?),
            }
        }
        if list.is_empty() { Ok(()) } else { set(&mut self.spec.times, list, whole) }
    }

    /// `of march`, `in june and july`, `of every 3 months`
    fn of(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let mut months = MonthList::default();
        for part in token.into_inner() {
            match part.as_rule() {
                Token::month | Token::through_month => months.add(part),
                Token::of_year => {
                    let on = months.on.unwrap_or(Months::ALL);
                    return Err(headless::year_of_month(self, on, &part, whole));
                }
                _ => {
                    let (count, unit) = clauses::count_of_unit(part)?;
                    return headless::scope(self, count, unit, whole);
                }
            }
        }
        match months.on {
            Some(on) => set(&mut self.spec.months, on, whole),
            None => Ok(()),
        }
    }

    fn zone(&mut self, token: Pair<'_>) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let Some(name) = token.into_inner().next() else {
            return Err(fault(Code::Zone, whole, "not an IANA time zone name, such as Europe/Berlin"));
        };
        set(&mut self.spec.zone, zones::zone(&name)?, whole)
    }

    fn finish(&mut self, end: usize) -> Result<(), Fault> {
        if let Some((word, start, word_end)) = self.waiting {
            return Err(nothing_after(word, start, word_end, end));
        }
        match self.joining {
            // The shared checks ask whether both or either is meant.
            Some(_) if self.spec.weekdays.is_some() && self.spec.ordinals.is_some() => Ok(()),
            Some((start, stop)) => {
                let message = "`and` joins two of a kind: days, times or months";
                Err(Fault::at(Code::Expected, start, stop, message).left_out())
            }
            None => headless::check(self),
        }
    }
}

/// Another clause where something belonged to a word before it.
fn expected_after(word: &str, start: usize, end: usize, token: &Pair<'_>) -> Fault {
    let fault = fault(Code::Expected, token, format!("expected something else after \"{word}\""));
    let Piece { start: from, end: to, .. } = Piece::from(token);
    match (word, token.as_rule()) {
        ("start" | "beginning" | "starting", Token::of) => fault.instead_of(start, end, "the 1st"),
        ("end" | "ending", Token::of) => fault.instead_of(start, end, "the last day"),
        ("at", Token::dangling) => {
            let rest = token.get_input().get(to..).unwrap_or_default();
            let word = rest.trim_start().split([' ', ',']).next().unwrap_or_default();
            let end = to.saturating_add(rest.find(word).unwrap_or(0)).saturating_add(word.len());
            match word {
                "beginning" | "start" => fault.instead_of(start, end, "on the 1st"),
                "end" => fault.instead_of(start, end, "on the last day"),
                _ => fault,
            }
        }
        ("on" | "in" | "at", Token::bare | Token::zone) => {
            let text = token.as_str();
            fault.instead_of(start, to, text).instead_of(start, to, format!("in {text}"))
        }
        _ => fault.without(start, from).without(start, to),
    }
}

/// Nothing at all where something belonged to a word.
fn nothing_after(word: &str, start: usize, word_end: usize, end: usize) -> Fault {
    let example = match word {
        "every" | "each" | "ev" => "every day",
        "at" => "at 9:00",
        "on" | "on the" => "on monday",
        "except" | "except on" => "except weekends",
        "starting" | "start" | "beginning" => "starting {year}-01-05",
        "until" | "till" | "ending" | "end" => "until {year}-12-31",
        "in" => "in UTC",
        _ => "",
    };
    let message = format!("expected something after \"{word}\"");
    Fault::at(Code::Expected, end, end, message).without(start, word_end).instead_of(start, word_end, example)
}
