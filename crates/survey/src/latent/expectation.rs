//! One step of EM, and many, made faster.

use super::Pattern;
use crate::draws::Draws;
use crate::sums::Sum;

/// Shares of classes, and for each item, class and category a probability.
#[derive(Debug, Clone)]
pub struct Parameters {
    pub shares: Vec<f64>,
    pub answers: Vec<Vec<Vec<f64>>>,
}

impl Parameters {
    /// Random answers, equal shares.
    pub fn random(sizes: &[usize], classes: usize, draws: &mut Draws) -> Self {
        let mut one = |size: usize| {
            let parts: Vec<f64> = (0..size).map(|_| 0.05 + draws.share()).collect();
            normalised(parts)
        };
        let answers = sizes.iter().map(|size| (0..classes).map(|_| one(*size)).collect()).collect();
        Self { shares: vec![1.0 / classes as f64; classes], answers }
    }

    /// Classes from the largest down.
    pub fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.shares.len()).collect();
        order.sort_by(|a, b| self.shares[*b].total_cmp(&self.shares[*a]));
        self.shares = order.iter().map(|class| self.shares[*class]).collect();
        for item in &mut self.answers {
            *item = order.iter().map(|class| item[*class].clone()).collect();
        }
    }

    fn groups(&self) -> impl Iterator<Item = &Vec<f64>> {
        std::iter::once(&self.shares).chain(self.answers.iter().flatten())
    }

    fn groups_mut(&mut self) -> impl Iterator<Item = &mut Vec<f64>> {
        std::iter::once(&mut self.shares).chain(self.answers.iter_mut().flatten())
    }

    /// How likely each class is together with a pattern of answers; the sum is how likely the pattern is.
    pub fn joint_into(&self, answers: &[usize], joint: &mut [f64]) -> f64 {
        joint.copy_from_slice(&self.shares);
        for (answer, item) in answers.iter().zip(&self.answers) {
            for (joint, class) in joint.iter_mut().zip(item) {
                *joint *= class[*answer];
            }
        }
        joint.iter().sum()
    }

    /// The same as a list.
    pub fn joint(&self, answers: &[usize]) -> Vec<f64> {
        let mut joint = vec![0.0; self.shares.len()];
        self.joint_into(answers, &mut joint);
        joint
    }
}

fn normalised(parts: Vec<f64>) -> Vec<f64> {
    let sum: f64 = parts.iter().sum();
    if sum > 0.0 {
        parts.iter().map(|part| part / sum).collect()
    } else {
        vec![1.0 / parts.len() as f64; parts.len()]
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
        for pattern in patterns {
            let joint: f64 = self.parameters.joint(&pattern.answers).iter().sum();
            sum.add(pattern.weight * libm::log(joint));
        }
        self.log_likelihood = sum.value();
    }

    /// One step of EM from these parameters, and the log-likelihood of where it started.
    fn step(&self, patterns: &[Pattern]) -> (Parameters, f64) {
        let mut next = self.parameters.clone();
        next.groups_mut().for_each(|group| group.fill(0.0));
        let mut sum = Sum::default();
        let mut joint = vec![0.0; next.shares.len()];
        for pattern in patterns {
            let all = self.parameters.joint_into(&pattern.answers, &mut joint);
            sum.add(pattern.weight * libm::log(all));
            for (class, joint) in joint.iter().enumerate() {
                let part = pattern.weight * joint / all;
                next.shares[class] += part;
                for (answer, item) in pattern.answers.iter().zip(&mut next.answers) {
                    item[class][*answer] += part;
                }
            }
        }
        next.groups_mut().for_each(|group| *group = normalised(std::mem::take(group)));
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
    let mut way = (0.0, 0.0);
    let triples = || start.groups().zip(first.groups()).zip(second.groups());
    for ((a, b), c) in triples() {
        for ((a, b), c) in a.iter().zip(b).zip(c) {
            let (r, v) = (b - a, (c - b) - (b - a));
            way.0 += r * r;
            way.1 += v * v;
        }
    }
    let length = if way.1 > 0.0 { (way.0 / way.1).sqrt().clamp(1.0, 1e4) } else { 1.0 };
    let mut leap = start.clone();
    for (to, ((a, b), c)) in leap.groups_mut().zip(triples()) {
        let along = |place: usize| {
            let (r, v) = (b[place] - a[place], (c[place] - b[place]) - (b[place] - a[place]));
            (a[place] + 2.0 * length * r + length * length * v).max(0.0)
        };
        // A probability of exactly 0 stays so: EM would not leave it either.
        let parts =
            (0..a.len()).map(|place| if c[place] == 0.0 { 0.0 } else { along(place).max(1e-12 * c[place]) });
        *to = normalised(parts.collect());
    }
    leap
}
