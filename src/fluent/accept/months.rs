//! Months: `June`, `[June, July]`, `November..=February`.

use std::ops::RangeInclusive;

use crate::Month;
use crate::fluent::days::around;
use crate::fluent::read::{Misread, Read};
use crate::schedule::calendar::Months;

use super::lists;

/// Months, for [`in_months`](crate::JobBuilder::in_months). A range goes round the end of the
/// year.
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no months",
    label = "expected `June`, `[June, July]` or `June..=August`"
)]
pub trait IntoMonths {
    #[doc(hidden)]
    fn months(self) -> Read<Months>;
}

impl IntoMonths for Month {
    fn months(self) -> Read<Months> {
        [self].as_slice().months()
    }
}

impl IntoMonths for &[Month] {
    fn months(self) -> Read<Months> {
        match self.iter().fold(0, |set, month| set | 1 << (*month as u16)) {
            0 => Err(Misread::nothing("month")),
            months => Ok(Months(months)),
        }
    }
}

impl IntoMonths for RangeInclusive<Month> {
    fn months(self) -> Read<Months> {
        Ok(Months(around(*self.start() as u16, *self.end() as u16, 12)))
    }
}

lists!(IntoMonths, months -> Read<Months>, Month);
