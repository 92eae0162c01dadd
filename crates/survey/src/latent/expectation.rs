//! One step of EM, and many, made faster.

use super::Pattern;
use crate::draws::Draws;
use crate::sums::Sum;

/// Shares of classes, and for each item, category and class a probability, in one run of numbers: classes of one answer stand
/// together, so that a row of answers is a few products of short runs.
#[derive(Debug, Clone)]
pub struct Parameters {
    pub shares: Vec<f64>,
    cells: Vec<f64>,
    /// Where the answers of each item begin, and how many there are.
    items: Vec<(usize, usize)>,
}

impl Parameters {
    /// Random answers, equal shares.
    pub fn random(sizes: &[usize], classes: usize, draws: &mut Draws) -> Self {
        let mut items = Vec::with_capacity(sizes.len());
        let mut end = 0;
        for size in sizes {
            items.push((end, *size));
            end += size * classes;
        }
        let cells = (0..end).map(|_| 0.05 + draws.share()).collect();
        let mut parameters = Self { shares: vec![1.0 / classes as f64; classes], cells, items };
        parameters.normalise();
        parameters
    }

    fn classes(&self) -> usize {
        self.shares.len()
    }

    /// Where the classes of an answer stand.
    fn run(&self, item: usize, answer: usize) -> std::ops::Range<usize> {
        let start = self.items[item].0 + answer * self.classes();
        start..start + self.classes()
    }

    /// The probability of an answer to an item in a class.
    pub fn answer(&self, item: usize, class: usize, answer: usize) -> f64 {
        self.cells[self.run(item, answer).start + class]
    }

    /// All of them: for each item, class and category.
    pub fn answers(&self) -> Vec<Vec<Vec<f64>>> {
        let of = |item: usize, class: usize| {
            (0..self.items[item].1).map(|answer| self.answer(item, class, answer)).collect()
        };
        (0..self.items.len()).map(|item| (0..self.classes()).map(|class| of(item, class)).collect()).collect()
    }

    /// Classes from the largest down.
    pub fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.classes()).collect();
        order.sort_by(|a, b| self.shares[*b].total_cmp(&self.shares[*a]));
        self.shares = order.iter().map(|class| self.shares[*class]).collect();
        let runs = self.cells.chunks(order.len());
        self.cells = runs.flat_map(|run| order.iter().map(|class| run[*class])).collect();
    }

    /// Makes shares add up to 1, and the answers to each item in each class.
    fn normalise(&mut self) {
        let classes = self.classes();
        let sum: f64 = self.shares.iter().sum();
        self.shares.iter_mut().for_each(|share| *share /= sum);
        for (start, size) in &self.items {
            for class in 0..classes {
                let places = (0..*size).map(|answer| start + answer * classes + class);
                let sum: f64 = places.clone().map(|place| self.cells[place]).sum();
                // A class that nobody is in answers at random.
                let own = |value: f64| if sum > 0.0 { value / sum } else { 1.0 / *size as f64 };
                places.for_each(|place| self.cells[place] = own(self.cells[place]));
            }
        }
    }

    fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        self.shares.iter().chain(&self.cells).copied()
    }

    /// How likely each class is together with a pattern of answers; the sum is how likely the pattern is.
    pub fn joint(&self, answers: &[usize], joint: &mut [f64]) -> f64 {
        joint.copy_from_slice(&self.shares);
        for (item, answer) in answers.iter().enumerate() {
            for (joint, p) in joint.iter_mut().zip(&self.cells[self.run(item, *answer)]) {
                *joint *= p;
            }
        }
        joint.iter().sum()
    }
}

/// Where a search is.
#[derive(Debug, Clone)]
pub struct State {
    pub parameters: Parameters,
    pub log_likelihood: f64,
}

impl State {
    pub fn new(patterns: &[Pattern], parameters: Parameters) -> Self {
        let mut state = Self { parameters, log_likelihood: f64::NEG_INFINITY };
        state.expect(patterns);
        state
    }

    /// Works the log-likelihood out anew.
    pub fn expect(&mut self, patterns: &[Pattern]) {
        let mut sum = Sum::default();
        let mut joint = vec![0.0; self.parameters.classes()];
        for pattern in patterns {
            let all = self.parameters.joint(&pattern.answers, &mut joint);
            sum.add(pattern.weight * libm::log(all));
        }
        self.log_likelihood = sum.value();
    }

    /// One step of EM from these parameters, and the log-likelihood of where it started.
    fn step(&self, patterns: &[Pattern]) -> (Parameters, f64) {
        let mut next = self.parameters.clone();
        next.shares.fill(0.0);
        next.cells.fill(0.0);
        let mut sum = Sum::default();
        let mut parts = vec![0.0; next.classes()];
        for pattern in patterns {
            let all = self.parameters.joint(&pattern.answers, &mut parts);
            sum.add(pattern.weight * libm::log(all));
            let scale = pattern.weight / all;
            parts.iter_mut().for_each(|part| *part *= scale);
            let add = |to: &mut [f64]| to.iter_mut().zip(&parts).for_each(|(to, part)| *to += part);
            add(&mut next.shares);
            for (item, answer) in pattern.answers.iter().enumerate() {
                let run = next.run(item, *answer);
                add(&mut next.cells[run]);
            }
        }
        next.normalise();
        (next, sum.value())
    }

    /// EM until the log-likelihood gains less than `near` of itself in a round of two steps and one longer one along both
    /// (SQUAREM: Varadhan and Roland 2008), which is taken back where it loses.
    pub fn climb(&mut self, patterns: &[Pattern], steps: usize, near: f64) {
        for _ in 0..steps.div_ceil(3) {
            let (first, at) = self.step(patterns);
            self.log_likelihood = at;
            let first = Self { parameters: first, log_likelihood: at };
            let (second, at_first) = first.step(patterns);
            let leap = leap(&self.parameters, &first.parameters, &second);
            let far = Self { parameters: leap, log_likelihood: f64::NEG_INFINITY };
            let (landed, at_far) = far.step(patterns);
            let gained = at_far > at_first && at_far.is_finite();
            let before = self.log_likelihood;
            self.parameters = if gained { landed } else { second };
            self.log_likelihood = if gained { at_far } else { at_first };
            if (self.log_likelihood - before).abs() <= near * before.abs() {
                break;
            }
        }
        self.expect(patterns);
    }
}

/// A step along the way of two, as long as they say, kept within 0 and 1.
fn leap(start: &Parameters, first: &Parameters, second: &Parameters) -> Parameters {
    let bent = |a: f64, b: f64, c: f64| (b - a, (c - b) - (b - a));
    let mut way = (0.0, 0.0);
    for ((a, b), c) in start.numbers().zip(first.numbers()).zip(second.numbers()) {
        let (r, v) = bent(a, b, c);
        way.0 += r * r;
        way.1 += v * v;
    }
    let length = if way.1 > 0.0 { (way.0 / way.1).sqrt().clamp(1.0, 1e4) } else { 1.0 };
    let along = |a: f64, b: f64, c: f64| {
        let (r, v) = bent(a, b, c);
        // A probability of exactly 0 stays so: EM would not leave it either.
        if c == 0.0 { 0.0 } else { (a + 2.0 * length * r + length * length * v).max(1e-12 * c) }
    };
    let mut leap = second.clone();
    let walk = |to: &mut [f64], a: &[f64], b: &[f64]| {
        for ((to, a), b) in to.iter_mut().zip(a).zip(b) {
            *to = along(*a, *b, *to);
        }
    };
    walk(&mut leap.shares, &start.shares, &first.shares);
    walk(&mut leap.cells, &start.cells, &first.cells);
    leap.normalise();
    leap
}
