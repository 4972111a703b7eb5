//! One rule: its clauses collected into a spec.
//!
//! Each clause is read where it stands, and the first that is wrong is the error. What depends on
//! how a day was introduced (`every 3rd friday`, `on march 15`) is decided at the end, as is
//! everything that depends on other clauses.

use super::amounts;
use super::bounds;
use super::clauses;
use super::days::MonthList;
use super::fault::{Fault, fault};
use super::grammar::{Pair, Piece, Rule as Token};
use super::headless;
use super::ordinals::Ordinals;
use super::refused;
use super::times;
use super::waiting::{self, Before};
use super::zones;
use crate::error::{Code, Place};
use crate::schedule::calendar::Months;
use crate::schedule::rule::Rule;
use crate::schedule::said::spec::{Cadence, Given, Mark, Spec};
use crate::schedule::said::validate;

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
    pub(super) joining: Option<(usize, usize)>,
    /// Where the rule starts, and where its last clause ended.
    pub(super) start: usize,
    pub(super) last_end: usize,
    /// The part of the year whose days are counted: `of the month`.
    pub(super) scope: Option<Given<Cadence>>,
    pub(super) ordinals_by: Option<By>,
    /// What the ordinals looked like.
    pub(super) said: Ordinals,
    pub(super) dates_by: Option<By>,
    pub(super) weekdays_by: Option<By>,
    /// `9:00` without its `at`, which beside a bound could be the bound's.
    pub(super) bare_times: bool,
}

/// Puts a clause into its place, unless it was said before.
pub(super) fn set<T>(slot: &mut Option<Given<T>>, value: T, piece: Piece<'_>) -> Result<(), Fault> {
    if let Some(Given { place: Place::Span(start, end), .. }) = slot {
        let message = "said twice in one rule; separate rules with \";\"";
        return Err(Fault::at(Code::Duplicate, *start, *end, message).and_at(piece.start, piece.end));
    }
    *slot = Some(Given { value, place: Place::Span(piece.start, piece.end) });
    Ok(())
}

/// The same for what may have been meant as a list, or as two rules.
pub(super) fn set_list<T>(slot: &mut Option<Given<T>>, value: T, piece: Piece<'_>) -> Result<(), Fault> {
    set(slot, value, piece).map_err(|fault| {
        let before = piece.plain.get(..piece.start).unwrap_or_default();
        let joined = [" and ", ", ", " "].into_iter().find_map(|join| before.strip_suffix(join)).unwrap_or(before);
        fault.instead_of(joined.len(), piece.start, ", ").instead_of(joined.len(), piece.start, "; ")
    })
}

impl<'t> Reader<'t> {
    /// A rule that starts here.
    pub(super) fn new(plain: &'t str, start: usize) -> Self {
        Self {
            plain,
            spec: Spec::default(),
            waiting: None,
            joining: None,
            start,
            last_end: start,
            scope: None,
            ordinals_by: None,
            said: Ordinals::default(),
            dates_by: None,
            weekdays_by: None,
            bare_times: false,
        }
    }

    /// Takes the next clause of the rule.
    pub(super) fn add(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let end = Piece::from(&token).end;
        self.clause(token)?;
        self.last_end = end;
        Ok(())
    }

    /// The rule of all its clauses, which are checked against each other.
    ///
    /// The second value tells whether weeks were said without their weekday.
    pub(super) fn finish(mut self) -> Result<(Rule, bool), Fault> {
        self.check()?;
        let rule = validate(&mut self.spec).map_err(|fault| Fault::of_rule(fault, self.start, self.last_end))?;
        Ok((rule, self.spec.monday_by_default))
    }

    fn clause(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let first = self.last_end == self.start;
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
            return Err(waiting::another_clause(word, start, end, &token));
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
            Token::on => self.days(token.into_inner(), whole, By::On),
            Token::bare => self.days(token.into_inner(), whole, By::Bare),
            Token::at => self.at(token),
            Token::in_clause | Token::of => self.in_or_of(token),
            Token::window => clauses::window(self, token),
            Token::except => set(&mut self.spec.except, clauses::except(token)?, whole),
            Token::starting => bounds::starting(self, token),
            Token::until => bounds::until(self, token),
            Token::lasting => set(&mut self.spec.lasting, bounds::lasting(token)?, whole),
            Token::offset => set(&mut self.spec.mark, times::offset(token)?, whole),
            Token::jitter => set(&mut self.spec.jitter, clauses::jitter(token)?, whole),
            Token::cron => clauses::cron(self, token),
            _ => Err(fault(Code::Unknown, &token, "this word is not known here")),
        }
    }

    /// `on the half hour`
    pub(super) fn on_the_mark(&mut self, token: &Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
        let minute = if token.as_str().ends_with("the hour") { 0 } else { 30 };
        set(&mut self.spec.mark, Mark::Minute(minute), whole)
    }

    fn at(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let mut list = Vec::new();
        for part in token.into_inner() {
            match part.as_rule() {
                Token::mark => return set(&mut self.spec.mark, times::mark(part)?, whole),
                Token::moment => clauses::once(self, part, whole)?,
                Token::bare_hour if list.is_empty() => {
                    if let Some(fault) = headless::minute_of_hour(self, &part, whole) {
                        return Err(fault);
                    }
                    list.push(times::time(&part)?);
                }
                _ => list.push(times::time(&part)?),
            }
        }
        if list.is_empty() { Ok(()) } else { set(&mut self.spec.times, list, whole) }
    }

    /// `of march`, `in june and july`, `of every 3 months`, `in europe/berlin`
    fn in_or_of(&mut self, token: Pair<'t>) -> Result<(), Fault> {
        let whole = Piece::from(&token);
        let mut months = MonthList::default();
        for part in token.into_inner() {
            match part.as_rule() {
                Token::month | Token::last_month => months.add(&part),
                Token::offset_zone | Token::zone_name => return self.zone(&part, whole),
                Token::of_year => {
                    let on = months.on.unwrap_or(Months::ALL);
                    return Err(headless::year_of_month(self, on, &part, whole));
                }
                _ => {
                    let (count, unit) = amounts::count_of_unit(part)?;
                    return headless::scope(self, count, unit, whole);
                }
            }
        }
        match months.on {
            Some(on) => set(&mut self.spec.months, on, whole),
            None => Ok(()),
        }
    }

    pub(super) fn zone(&mut self, name: &Pair<'_>, whole: Piece<'_>) -> Result<(), Fault> {
        set(&mut self.spec.zone, zones::zone(name)?, whole)
    }

    /// Whether every clause found its place.
    fn check(&mut self) -> Result<(), Fault> {
        if let Some((word, start, word_end)) = self.waiting {
            return Err(waiting::nothing(word, start, word_end, self.last_end));
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
