//! The method: contestants take turns in rounds, and the median round counts.

use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 201;
/// A contestant's part of a round lasts at least this long.
const PART: Duration = Duration::from_micros(200);

/// One crate doing the work of a row.
pub struct Contestant<'a> {
    name: &'static str,
    /// What comes before a batch and is not measured.
    prepare: Box<dyn FnMut() + 'a>,
    /// How many operations count as one of a batch.
    each: u64,
    /// Does the work that many times; the loop is inside, so that no call through a pointer is
    /// part of an operation.
    batch: Box<dyn FnMut(u64) + 'a>,
    /// What it answers for each input, where answers can be compared.
    answers: Vec<Option<i64>>,
}

impl<'a> Contestant<'a> {
    /// A search: `op` is measured over `inputs` in turn, and its answers are compared.
    pub fn search<T, R>(
        name: &'static str,
        inputs: &'a [T],
        op: impl Fn(&T) -> R + 'a,
        second: impl Fn(R) -> Option<i64>,
    ) -> Self {
        let answers = inputs.iter().map(|input| second(op(input))).collect();
        let mut at = 0;
        let batch = move |count| {
            for _ in 0..count {
                at = if at + 1 < inputs.len() { at + 1 } else { 0 };
                black_box(op(black_box(&inputs[at])));
            }
        };
        Self { name, prepare: Box::new(|| ()), each: 1, batch: Box::new(batch), answers }
    }

    /// One operation, again and again.
    pub fn work<R>(name: &'static str, op: impl Fn() -> R + 'a) -> Self {
        let batch = move |count| {
            for _ in 0..count {
                black_box(op());
            }
        };
        Self { name, prepare: Box::new(|| ()), each: 1, batch: Box::new(batch), answers: Vec::new() }
    }

    /// One operation that changes what it works on.
    pub fn change(name: &'static str, mut op: impl FnMut() + 'a) -> Self {
        let batch = move |count| (0..count).for_each(|_| op());
        Self { name, prepare: Box::new(|| ()), each: 1, batch: Box::new(batch), answers: Vec::new() }
    }

    /// The figure is for one of so many operations that are done at once.
    pub fn each(self, each: u64) -> Self {
        Self { each, ..self }
    }

    /// Does this before each batch; it is not measured.
    pub fn after(self, prepare: impl FnMut() + 'a) -> Self {
        Self { prepare: Box::new(prepare), ..self }
    }

    fn time(&mut self, count: u64) -> Duration {
        (self.prepare)();
        let start = Instant::now();
        (self.batch)(count);
        start.elapsed()
    }

    /// How many operations fill a contestant's part of a round.
    fn count(&mut self) -> u64 {
        let mut count = 1;
        while self.time(count) < PART {
            count *= 2;
        }
        count
    }
}

/// The rows wanted, and how much to say.
#[derive(Default)]
pub struct Table {
    /// Also print every peer's figure.
    pub all: bool,
    /// Only rows with this in their name.
    pub filter: Option<String>,
}

impl Table {
    pub fn wants(&self, row: &str) -> bool {
        self.filter.as_ref().is_none_or(|part| row.contains(part.as_str()))
    }

    /// Measures a row in nanoseconds; the first contestant is ours.
    pub fn race(&self, row: &str, field: Vec<Contestant<'_>>) {
        self.race_beside(row, field, ROUNDS, &[]);
    }

    /// The same in so many rounds, beside figures that were measured elsewhere.
    pub fn race_beside(
        &self,
        row: &str,
        mut field: Vec<Contestant<'_>>,
        rounds: usize,
        beside: &[(&'static str, f64)],
    ) {
        disagreements(row, &field);
        let counts: Vec<u64> = field.iter_mut().map(Contestant::count).collect();
        let mut times = vec![Vec::with_capacity(rounds); field.len()];
        for round in 0..rounds {
            for turn in 0..field.len() {
                // Another one goes first in each round.
                let who = (round + turn) % field.len();
                let spent = field[who].time(counts[who]);
                times[who].push(spent.as_nanos() as f64 / (counts[who] * field[who].each) as f64);
            }
        }
        let medians = field.iter().zip(times).map(|(c, times)| (c.name, median(times)));
        let figures: Vec<(&str, f64)> = medians.chain(beside.iter().copied()).collect();
        self.print(row, &figures, "ns", 1);
    }

    /// Prints a row: our figure beside the smallest of the peers'.
    pub fn print(&self, row: &str, figures: &[(&str, f64)], unit: &str, digits: usize) {
        let Some(((_, ours), peers)) = figures.split_first() else {
            return;
        };
        let Some((name, peer)) = peers.iter().min_by(|a, b| a.1.total_cmp(&b.1)) else {
            return;
        };
        println!("{row} ours={ours:.digits$}{unit} peer={peer:.digits$}{unit}({name}) ratio={:.2}", ours / peer);
        if self.all {
            let all: Vec<String> = peers.iter().map(|(name, figure)| format!("{name} {figure:.digits$}")).collect();
            eprintln!("  {}", all.join(", "));
        }
    }
}

/// Says on standard error where a peer finds other instants than we do.
fn disagreements(row: &str, field: &[Contestant<'_>]) {
    let Some((ours, peers)) = field.split_first() else {
        return;
    };
    for peer in peers {
        let pairs = ours.answers.iter().zip(&peer.answers);
        let other = pairs.filter(|(a, b)| a != b).count();
        if other > 0 {
            eprintln!("{row}: {} answers otherwise for {other} of {}", peer.name, ours.answers.len());
        }
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
