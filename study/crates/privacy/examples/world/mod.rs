//! Populations whose shares are known, samples of them, and how often noisy intervals hold the truth.

use microdata::{Category, Chunk, Column, Dictionary, Memory, Value, Variable};
use privacy::{Counted, Ledger, Plan, Privacy, Request, Settings, tables};
use survey::distribution::normal_quantile;

/// What is tried.
#[derive(Debug, Clone, Copy)]
pub struct World {
    /// In each sample.
    pub people: usize,
    /// Of the one release of a sample.
    pub epsilon: f64,
    /// Of weights, which lie between 0.37 and 3.
    pub bound: f64,
    pub seed: u64,
}

/// How it went.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told {
    /// Shown intervals, and those that hold the truth.
    pub intervals: usize,
    pub held: usize,
    /// Had they been made without the noise: those that hold the truth.
    pub quiet: usize,
    /// Cells that the noise drowned.
    pub drowned: usize,
    /// Mean half width in points, and what of it would be there without noise.
    pub width: f64,
    pub sampling: f64,
    /// Part of the weight of people whose weights were cut, of the last sample.
    pub cut: Option<(f64, f64)>,
}

impl Told {
    pub fn rate(&self) -> f64 {
        self.held as f64 / self.intervals.max(1) as f64
    }

    pub fn quiet_rate(&self) -> f64 {
        self.quiet as f64 / self.intervals.max(1) as f64
    }
}

/// A generator that anybody can write down: SplitMix64 (Steele, Lea and Flood 2014).
struct Draws(u64);

impl Draws {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A place by its chance.
    fn pick(&mut self, chances: &[f64]) -> usize {
        let mut left = self.unit();
        let holds = |chance: &f64| {
            left -= chance;
            left < 0.0
        };
        chances.iter().position(holds).unwrap_or(chances.len() - 1)
    }
}

/// Of the population: ages, and by age the answers to `q` (5) and `r` (2). The sample holds too few of the young; weights mend it.
const AGES: [f64; 3] = [0.3, 0.4, 0.3];
const DRAWN: [f64; 3] = [0.15, 0.45, 0.40];
const Q: [[f64; 5]; 3] =
    [[0.05, 0.10, 0.20, 0.30, 0.35], [0.10, 0.20, 0.30, 0.25, 0.15], [0.30, 0.30, 0.20, 0.15, 0.05]];
const R: [f64; 3] = [0.6, 0.4, 0.2];
/// Another split of people that has nothing to do with answers.
const HALVES: [f64; 2] = [0.5, 0.5];

impl World {
    /// Tries that many samples, each with a release of its own.
    #[allow(clippy::unwrap_used)] // an example and a test
    pub fn covered(&self, samples: usize, level: f64) -> Told {
        let settings =
            Settings { epsilon: self.epsilon, delta: 1e-6, weight_bound: self.bound, cluster_effect: 1.0 };
        let plan = "[[banner]]\nvariable='age'\n[[banner]]\nvariable='half'\n[[table]]\nvariable='q'\ntop=2\n[[table]]\nvariable='r'\n";
        let question = Plan::from_toml(plan).unwrap().question(&dictionary()).unwrap();
        let mut draws = Draws(self.seed);
        let z = normal_quantile(f64::midpoint(1.0, level));
        let mut told = Told::default();
        for sample in 0..samples {
            let folder = tempfile::tempdir().unwrap();
            let mut rows = self.sample(&mut draws);
            let counted = Counted::gather(&mut rows, &question, &settings).unwrap();
            let request = Request::new(&question, &settings, self.epsilon, &sample.to_string()).unwrap();
            let released = Ledger::new(folder.path(), &settings).release(&request, &counted).unwrap();
            let release = tables(&question, &settings, &released, Privacy { epsilon: self.epsilon, level });
            told.cut = release.noise.cut;
            for (table, truths) in release.tables.iter().zip([truths_of_q(), truths_of_r()]) {
                for (row, truths) in table.rows.iter().zip(truths) {
                    for (cell, truth) in row.cells.iter().zip(truths) {
                        told.add(cell, truth, z);
                    }
                }
            }
        }
        told.width /= told.intervals.max(1) as f64;
        told.sampling /= told.intervals.max(1) as f64;
        told
    }

    #[allow(clippy::unwrap_used)]
    fn sample(&self, draws: &mut Draws) -> Memory {
        let mut columns = vec![Vec::new(); 5];
        for _ in 0..self.people {
            let age = draws.pick(&DRAWN);
            // Weights vary within an age as well, and have nothing to do with answers there.
            let spread = 0.5 + draws.unit();
            let row = [
                spread * AGES[age] / DRAWN[age],
                age as f64,
                draws.pick(&HALVES) as f64,
                draws.pick(&Q[age]) as f64,
                f64::from(u8::from(draws.unit() < R[age])),
            ];
            columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        let columns = columns.into_iter().map(Column::Numbers).collect();
        Memory::new(dictionary(), vec![Chunk { columns }]).unwrap()
    }
}

impl Told {
    /// With the normal quantile of the level.
    fn add(&mut self, cell: &book::noisy::Cell, truth: f64, z: f64) {
        let Some(figure) = cell.figure() else {
            self.drowned += 1;
            return;
        };
        self.intervals += 1;
        self.held += usize::from((figure.low..=figure.high).contains(&truth));
        self.quiet += usize::from((figure.value - truth).abs() <= z * figure.sampling);
        self.width += 50.0 * (figure.high - figure.low);
        self.sampling += 100.0 * z * figure.sampling;
    }
}

/// By the columns of the banner: all, the ages, the halves.
fn columns(of_age: impl Fn(usize) -> f64) -> Vec<f64> {
    let all = AGES.iter().enumerate().map(|(age, part)| part * of_age(age)).sum();
    let mut columns = vec![all];
    columns.extend((0..3).map(&of_age));
    columns.extend([all, all]);
    columns
}

fn truths_of_q() -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = (0..5).map(|answer| columns(|age| Q[age][answer])).collect();
    rows.push(columns(|age| Q[age][3] + Q[age][4]));
    rows
}

fn truths_of_r() -> Vec<Vec<f64>> {
    vec![columns(|age| 1.0 - R[age]), columns(|age| R[age])]
}

fn dictionary() -> Dictionary {
    let coded = |name: &str, codes: u32| Variable {
        categories: (0..codes)
            .map(|code| Category { value: Value::Number(f64::from(code)), label: String::new() })
            .collect(),
        ..Variable::number(name)
    };
    Dictionary {
        weight: Some("w".into()),
        variables: vec![
            Variable::number("w"),
            coded("age", 3),
            coded("half", 2),
            coded("q", 5),
            coded("r", 2),
        ],
        ..Dictionary::default()
    }
}
