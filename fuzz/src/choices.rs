//! The fuzzer's bytes as a row of choices; when they run out, the first choice is taken.

use chrono::{DateTime, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

pub struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self { bytes: data.iter() }
    }

    pub fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    /// True once in `n` times, if bytes are evenly spread; never when they have run out.
    pub fn one_in(&mut self, n: u8) -> bool {
        self.byte() % n == n - 1
    }

    pub fn below(&mut self, n: u32) -> u32 {
        let wide = u32::from(self.byte());
        if n <= 256 { wide % n } else { (wide << 8 | u32::from(self.byte())) % n }
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }

    /// One to `most` things.
    pub fn several<T>(&mut self, most: u32, mut thing: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..=self.below(most)).map(|_| thing(self)).collect()
    }

    fn wide(&mut self) -> i64 {
        (0..5).fold(0, |wide, _| wide << 8 | i64::from(self.byte()))
    }

    /// Mostly from 1970 to 2040, where zones change their clocks; also anywhere to 9999 and at
    /// the ends.
    pub fn instant(&mut self) -> DateTime<Utc> {
        const YEAR_10000: i64 = 253_402_300_800;
        const YEAR_2040: i64 = 2_208_988_800;
        let second = match self.byte() {
            0..=170 => self.wide() % YEAR_2040,
            171..=230 => self.wide() % YEAR_10000,
            231..=242 => self.wide() % 200_000_000 - 100_000_000,
            _ => YEAR_10000 - self.wide() % 100_000_000,
        };
        // Half of them on a full minute, where slots are.
        let second = if self.one_in(2) { second - second.rem_euclid(60) } else { second };
        DateTime::from_timestamp(second, 0).unwrap_or_default()
    }

    pub fn zone(&mut self) -> Tz {
        self.pick(&TZ_VARIANTS)
    }
}
