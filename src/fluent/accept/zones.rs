//! Zones: `"Europe/Berlin"`, `chrono_tz::Tz`, `FixedOffset`, `Utc`.

use chrono::{FixedOffset, Utc};
use chrono_tz::Tz;

use crate::Code;
use crate::fluent::read::{Misread, Read, refused};
use crate::schedule::zone::Zone;
use crate::text;

use super::texts;

/// A time zone, for [`timezone`](crate::JobBuilder::timezone): its name in the time zone
/// database, an offset such as `"+02:00"`, or the value itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time zone",
    label = "expected a name such as \"Europe/Berlin\", a `chrono_tz::Tz`, a `FixedOffset` or `Utc`"
)]
pub trait IntoZone {
    #[doc(hidden)]
    fn zone(self) -> Read<Zone>;
}

impl IntoZone for &str {
    fn zone(self) -> Read<Zone> {
        text::read_zone(self).map_err(|wrong| refused("every day at 00:00 in", self, wrong))
    }
}

texts!(IntoZone, zone -> Read<Zone>);

impl IntoZone for Tz {
    fn zone(self) -> Read<Zone> {
        Ok(Zone::Named(self))
    }
}

impl IntoZone for Utc {
    fn zone(self) -> Read<Zone> {
        Ok(Zone::Named(Tz::UTC))
    }
}

impl IntoZone for FixedOffset {
    fn zone(self) -> Read<Zone> {
        whole_minutes(self)
            .ok_or_else(|| Misread::new(Code::Zone, format!("the offset {self} is not in whole minutes")))
    }
}

/// The zone of an offset; `UTC` for none, `None` when the offset has seconds.
pub(crate) fn whole_minutes(offset: FixedOffset) -> Option<Zone> {
    let seconds = offset.local_minus_utc();
    match seconds.checked_rem(60) {
        Some(0) if seconds == 0 => Some(Zone::Named(Tz::UTC)),
        Some(0) => i16::try_from(seconds.checked_div(60)?).ok().map(Zone::Fixed),
        _ => None,
    }
}
