//! The times of day a line matches.

use super::Cron;

impl Cron {
    /// The time of day, if the line names just one.
    #[inline]
    pub(crate) fn only_time(&self) -> Option<u32> {
        let one = self.hours.is_power_of_two() && self.minutes.is_power_of_two() && self.seconds.is_power_of_two();
        if one { time(low(self.hours.into(), 0), low(self.minutes, 0), low(self.seconds, 0)) } else { None }
    }

    /// The first matching second of the day that is not before `second`.
    #[inline]
    pub(crate) fn next_time(&self, second: u32) -> Option<u32> {
        let (hour, minute, second) = parts(second)?;
        let hours = self.hours >> hour;
        if hours & 1 == 1 {
            let minutes = self.minutes >> minute;
            if minutes & 1 == 1 {
                let seconds = self.seconds >> second;
                if seconds != 0 {
                    return time(hour, minute, low(seconds, second));
                }
            }
            let later = minutes & !1;
            if later != 0 {
                return time(hour, low(later, minute), low(self.seconds, 0));
            }
        }
        let later = hours & !1;
        if later == 0 {
            return None;
        }
        time(low(later.into(), hour), low(self.minutes, 0), low(self.seconds, 0))
    }

    /// The last matching second of the day that is not after `second`.
    #[inline]
    pub(crate) fn previous_time(&self, second: u32) -> Option<u32> {
        let (hour, minute, second) = parts(second.min(DAY - 1))?;
        let hours = u64::from(self.hours) & up_to(hour);
        if hours >> hour & 1 == 1 {
            let minutes = self.minutes & up_to(minute);
            if minutes >> minute & 1 == 1 {
                let seconds = self.seconds & up_to(second);
                if seconds != 0 {
                    return time(hour, minute, high(seconds));
                }
            }
            let earlier = minutes & !(1 << minute);
            if earlier != 0 {
                return time(hour, high(earlier), high(self.seconds));
            }
        }
        let earlier = hours & !(1 << hour);
        if earlier == 0 {
            return None;
        }
        time(high(earlier), high(self.minutes), high(self.seconds))
    }
}

const DAY: u32 = 86_400;

/// Hour, minute and second; `None` past the day's end.
fn parts(second: u32) -> Option<(u32, u32, u32)> {
    let minute = second / 60;
    (second < DAY).then_some((minute / 60, minute % 60, second % 60))
}

#[expect(
    clippy::unnecessary_wraps,
    clippy::arithmetic_side_effects,
    reason = "below a day by construction; the callers return it as it is"
)]
fn time(hour: u32, minute: u32, second: u32) -> Option<u32> {
    Some((hour * 60 + minute) * 60 + second)
}

/// The lowest member of a set that was shifted down by `by`.
fn low(bits: u64, by: u32) -> u32 {
    bits.trailing_zeros().wrapping_add(by)
}

/// The highest member of a set that has one.
fn high(bits: u64) -> u32 {
    bits.leading_zeros() ^ 63
}

/// The bits 0 to `bit`, which is below 64.
fn up_to(bit: u32) -> u64 {
    u64::MAX >> (bit ^ 63)
}
