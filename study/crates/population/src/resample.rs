//! Samples drawn from the invented people, to see how often intervals hold what they should.
//!
//! The invented people, with their weights, are taken as a population. A sample takes from each stratum as many first-stage units
//! as there are, with replacement, and is raked to the same targets: the design that linearised errors are made for. What an
//! interval should hold is the figure of all invented people.

use microdata::{Chunk, Column, Dictionary, Error, Memory};
use weighting::{Sample, Targets, weigh};

use crate::chance::stream;
use crate::compare::{beside, columns};
use crate::held::{Answers, Estimated, Limits, Roles};
use crate::places::Places;
use crate::published::{Figure, Use};
use crate::study::{Study, places};
use crate::{dictionary, files};

/// The name of the weights.
const WEIGHT: &str = "weight";

/// How often intervals of one figure held it.
#[derive(Debug, Clone, PartialEq)]
pub struct Covered {
    pub id: String,
    /// The figure of all invented people. Range: 0 to 1.
    pub truth: f64,
    /// The unweighted base, as a mean over samples.
    pub base: f64,
    pub held: u64,
    /// Samples with an interval.
    pub samples: u64,
    /// Sums over samples, for bias and for how large errors were said to be and were.
    sum: f64,
    squares: f64,
    variances: f64,
}

impl Covered {
    /// The part of the samples whose interval held the figure.
    pub fn coverage(&self) -> f64 {
        self.held as f64 / self.samples.max(1) as f64
    }

    /// The error that samples said, as a part of the error they had: root mean squares.
    pub fn error_ratio(&self) -> f64 {
        let samples = self.samples.max(1) as f64;
        let mean = self.sum / samples;
        (self.variances / samples / (self.squares / samples - mean * mean).max(1e-30)).sqrt()
    }

    /// Takes in what others of the same figure found.
    pub fn merge(&mut self, other: &Self) {
        let samples = self.samples + other.samples;
        self.base =
            (self.base * self.samples as f64 + other.base * other.samples as f64) / samples.max(1) as f64;
        self.held += other.held;
        self.samples = samples;
        self.sum += other.sum;
        self.squares += other.squares;
        self.variances += other.variances;
    }
}

/// The invented people as a population.
pub struct Population {
    people: Answers,
    places: Places,
    figures: Vec<Figure>,
    truths: Vec<f64>,
    targets: Targets,
    known: Dictionary,
    /// For each stratum its units, for each the rows.
    units: Vec<Vec<Vec<usize>>>,
    seed: u64,
}

impl Population {
    /// # Errors
    /// When a figure cannot be worked out.
    pub fn new(study: &Study) -> Result<Self, Error> {
        let roles = Roles {
            weight: Some(WEIGHT.into()),
            stratum: Some("stratum".into()),
            psu: Some("psu".into()),
            country: Some("country".into()),
        };
        let mut names = columns(&study.figures);
        names.extend(["stratum", "psu", "country", "quota"].map(str::to_owned));
        let mut held: crate::answers::Columns = study
            .answers
            .iter()
            .filter(|(name, _)| names.contains(name))
            .map(|(name, column)| (name.clone(), column.clone()))
            .collect();
        held.insert(WEIGHT.into(), Column::Numbers(study.weighted.weights.clone()));
        let dictionary = dictionary::answers(&study.assumed);
        let people = Answers::of(&dictionary, held, &roles, study.people.len())?;
        let (places, limits) = (places(&study.assumed), Limits::default());
        let figures: Vec<Figure> =
            study.figures.iter().filter(|figure| figure.usage == Use::Fit).cloned().collect();
        let truth = |beside: &crate::Beside| match beside.share.estimated {
            Estimated::Shown { value, .. } => value,
            _ => f64::NAN,
        };
        let truths = beside(&people, &places, &figures, &limits)?.iter().map(truth).collect();
        let mut known = dictionary;
        known.sets.clear();
        known.variables.retain(|variable| {
            ["stratum", "psu", "weight_base", "quota", "country", "region"].contains(&variable.name.as_str())
        });
        let targets = Targets::from_toml(&files::targets(&study.assumed))?;
        let units = by_unit(&people);
        Ok(Self { people, places, figures, truths, targets, known, units, seed: study.assumed.seed })
    }

    /// What `samples` samples found, from number `first` on; a line for each figure.
    ///
    /// # Errors
    /// When the raking of a sample does not settle.
    pub fn cover(&self, first: u64, samples: u64) -> Result<Vec<Covered>, Error> {
        let none = |(figure, truth): (&Figure, &f64)| Covered {
            id: figure.id.clone(),
            truth: *truth,
            base: 0.0,
            held: 0,
            samples: 0,
            sum: 0.0,
            squares: 0.0,
            variances: 0.0,
        };
        let mut all: Vec<Covered> = self.figures.iter().zip(&self.truths).map(none).collect();
        for number in first..first + samples {
            let sample = self.sample(number)?;
            let found = beside(&sample, &self.places, &self.figures, &Limits::default())?;
            for (covered, beside) in all.iter_mut().zip(found) {
                let Estimated::Shown { value, error, interval: Some((low, high)), .. } =
                    beside.share.estimated
                else {
                    continue;
                };
                let held = (low..=high).contains(&covered.truth);
                covered.merge(&Covered {
                    id: String::new(),
                    truth: covered.truth,
                    base: beside.share.rows as f64,
                    held: u64::from(held),
                    samples: 1,
                    sum: value,
                    squares: value * value,
                    variances: error * error,
                });
            }
        }
        Ok(all)
    }

    fn sample(&self, number: u64) -> Result<Answers, Error> {
        let mut draws = stream(self.seed, &format!("sample {number}"));
        let (mut rows, mut units) = (Vec::new(), Vec::new());
        let mut unit = 0;
        for stratum in &self.units {
            for _ in stratum {
                let taken = &stratum[draws.index(stratum.len())];
                rows.extend(taken);
                units.extend(std::iter::repeat_n(unit, taken.len()));
                unit += 1;
            }
        }
        let mut sample = self.people.pick(&rows, units);
        sample.weights = self.raked(&sample)?;
        Ok(sample)
    }

    /// The weights of a sample, raked as those of the study were.
    fn raked(&self, sample: &Answers) -> Result<Vec<f64>, Error> {
        let units = sample.units.iter().map(|unit| Some(unit.to_string())).collect();
        let column = |name: &str| match name {
            "weight_base" => Some(Column::Numbers(sample.weights.clone())),
            "psu" => Some(Column::Texts(Clone::clone(&units))),
            _ => sample.columns.get(name).cloned(),
        };
        let columns = self.known.variables.iter().filter_map(|variable| column(&variable.name)).collect();
        let mut rows = Memory::new(self.known.clone(), vec![Chunk { columns }])?;
        Ok(weigh(&Sample::gather(&mut rows, &self.targets)?, &self.targets)?.weights)
    }
}

fn by_unit(people: &Answers) -> Vec<Vec<Vec<usize>>> {
    let mut strata = std::collections::BTreeMap::<u64, std::collections::BTreeMap<u64, Vec<usize>>>::new();
    for row in 0..people.rows() {
        strata.entry(people.strata[row]).or_default().entry(people.units[row]).or_default().push(row);
    }
    strata.into_values().map(|units| units.into_values().collect()).collect()
}
