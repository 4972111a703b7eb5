//! Random choices read from a tape, so that a failing case can be made smaller.

/// Choices, each a number of the tape; a tape that has ended chooses the first, which every
/// caller makes the plainest.
#[derive(Debug, Clone)]
pub struct Dice<'a> {
    tape: &'a [u16],
}

impl<'a> Dice<'a> {
    pub fn new(tape: &'a [u16]) -> Self {
        Self { tape }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u32) -> u32 {
        let Some((&first, rest)) = self.tape.split_first() else { return 0 };
        self.tape = rest;
        if n <= 0x1_0000 {
            return u32::from(first) % n;
        }
        let Some((&second, rest)) = self.tape.split_first() else { return u32::from(first) };
        self.tape = rest;
        ((u32::from(first) << 16) | u32::from(second)) % n
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// True in `percent` of 100 cases, and never once the tape has ended.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of these; the first when the tape has ended.
    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(u32::try_from(choices.len()).unwrap()) as usize]
    }

    /// The items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let back = self.below(u32::try_from(last + 1).unwrap()) as usize;
            items.swap(last, last - back);
        }
    }
}
