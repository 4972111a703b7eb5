//! Months: `June`, `[June, July]`, `November..=February`.

use std::ops::RangeInclusive;

use crate::Month;
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
        Ok(Months::of(self))
    }
}

impl IntoMonths for &[Month] {
    fn months(self) -> Read<Months> {
        if self.is_empty() {
            return Err(Misread::nothing("month"));
        }
        Ok(self.iter().copied().collect())
    }
}

impl IntoMonths for RangeInclusive<Month> {
    fn months(self) -> Read<Months> {
        Ok(Months::from_to(*self.start(), *self.end()))
    }
}

lists!(IntoMonths, months -> Read<Months>, Month);
