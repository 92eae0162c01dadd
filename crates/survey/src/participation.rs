//! Weights for the chance of having taken part: some of a sample did one thing more, and whether they did hangs on who they are.
//!
//! The chance is modelled by logistic regression under the design; the weights of those who took part are divided by it (Horvitz
//! and Thompson 1952; Robins, Rotnitzky and Zhao 1994), cut off above, and raked to what the whole sample says of some margins.
//! All three steps are estimates, and errors know of all: each person of the *sample* moves the coefficients and the
//! margins. Linearised as in Kim and Kim (2007), "Nonresponse weighting adjustment using estimated response probability", and Särndal
//! and Lundström (2005) for calibration to margins of the sample.
//!
//! What errors cannot know: reasons to take part that the model does not hold, and the bias that cutting off leaves.

use crate::calibrate::{Margin, rake_weights};
use crate::design::Design;
use crate::linear::Linearised;
use crate::matrix::{inverse, weighted_cross};
use crate::regression::{Family, Fit, fit};
use crate::{Matrix, SurveyError};

/// How weights are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// No chance counts as less than this share of the mean chance, so that no weight grows by more than its inverse. Range: 0 to 1.
    pub least: f64,
    /// Most rounds of raking.
    pub rounds: usize,
    /// How near margins have to be met.
    pub near: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { least: 0.2, rounds: 1000, near: 1e-10 }
    }
}

/// Who took part, with weights that stand for the whole sample.
#[derive(Debug, Clone)]
pub struct Participation {
    /// The regression of having taken part, over the whole sample.
    pub fit: Fit,
    /// For each row its chance as modelled. Range: 0 to 1.
    pub chances: Vec<f64>,
    /// The design with weights of those who took part, 0 for all others. Its covariances are not to be used alone.
    pub design: Design,
    /// Rows whose chance was cut off.
    pub trimmed: usize,
    x: Matrix,
    sample: Design,
    /// By how much a row's weight follows its chance: not at all if it did not take part or was cut off.
    worth: Vec<f64>,
    margins: Matrix,
    /// The inverse of the margins' cross products with the weights of those who took part.
    slopes: Matrix,
}

impl Participation {
    /// From the design of the sample (or of the domain of those who could have taken part), columns that explain who took part (a
    /// column of ones among them), and margins whose codes are given for each row; without margins nothing is raked.
    /// The targets of `margins` are worked out here, from the sample.
    ///
    /// # Errors
    /// Those of the regression and of raking, as when nobody in a category took part.
    pub fn new(
        sample: &Design,
        x: &Matrix,
        took_part: &[bool],
        codes: &[Vec<u32>],
        options: Options,
    ) -> Result<Self, SurveyError> {
        let outcome: Vec<f64> = took_part.iter().map(|took| f64::from(u8::from(*took))).collect();
        let fit = fit(sample, x, &outcome, Family::Binomial)?;
        let chances = chances(sample, x, &fit.coefficients);
        let least = options.least * mean(sample, &outcome)?;
        let inside = |row: usize| took_part[row] && sample.weights()[row] != 0.0;
        let weights: Vec<f64> = (0..sample.rows())
            .map(|row| if inside(row) { sample.weights()[row] / chances[row].max(least) } else { 0.0 })
            .collect();
        let follows: Vec<bool> = (0..sample.rows()).map(|row| inside(row) && chances[row] > least).collect();
        let trimmed = (0..sample.rows()).filter(|row| inside(*row) && !follows[*row]).count();
        let margins = margins(sample, codes);
        let weights = rake_weights(&weights, &margins, options.rounds, options.near)?;
        let columns = columns(&margins);
        let design = sample.with_weights(weights)?;
        Ok(Self {
            worth: (0..sample.rows())
                .map(|row| if follows[row] { 1.0 - chances[row] } else { 0.0 })
                .collect(),
            slopes: slopes(&columns, design.weights())?,
            chances,
            fit,
            design,
            trimmed,
            x: x.clone(),
            sample: sample.clone(),
            margins: columns,
        })
    }

    /// Linearised values of an estimate that was made with the weights of those who took part, as values of the whole sample:
    /// with what each person moves through the margins and the coefficients. Their covariance is that of the sample's design.
    ///
    /// # Errors
    /// When they are not as long as the design.
    pub fn corrected(&self, found: &Linearised) -> Result<Linearised, SurveyError> {
        if found.influence.nrows() != self.sample.rows() {
            return Err(SurveyError::Length {
                what: "linearised values",
                found: found.influence.nrows(),
                expected: self.sample.rows(),
            });
        }
        let mut influence = found.influence.clone();
        let mut rest = found.influence.clone();
        if self.margins.ncols() > 0 {
            let after = self.design.weights();
            let ones = vec![1.0; influence.nrows()];
            let by = &self.slopes * weighted_cross(&self.margins, &ones, &influence);
            let explained = &self.margins * by;
            for column in 0..influence.ncols() {
                for row in 0..influence.nrows() {
                    let explained = explained[(row, column)];
                    rest[(row, column)] -= after[row] * explained;
                    influence[(row, column)] += (self.sample.weights()[row] - after[row]) * explained;
                }
            }
        }
        let by = weighted_cross(&self.x, &self.worth, &rest);
        influence -= &self.fit.influence * by;
        Ok(Linearised { values: found.values.clone(), influence })
    }
}

/// The inverse of the margins' cross products; empty without margins.
fn slopes(margins: &Matrix, weights: &[f64]) -> Result<Matrix, SurveyError> {
    match margins.ncols() {
        0 => Ok(Matrix::zeros(0, 0)),
        _ => inverse(&weighted_cross(margins, weights, margins), "the margins of those who took part"),
    }
}

fn chances(sample: &Design, x: &Matrix, coefficients: &[f64]) -> Vec<f64> {
    let chance = |row: usize| match sample.weights()[row] {
        0.0 => f64::NAN,
        _ => crate::proportion::expit(
            coefficients.iter().enumerate().map(|(column, by)| by * x[(row, column)]).sum(),
        ),
    };
    (0..sample.rows()).map(chance).collect()
}

fn mean(sample: &Design, outcome: &[f64]) -> Result<f64, SurveyError> {
    Ok(crate::linear::means(sample, &crate::matrix::columns(&[outcome])?)?.values[0])
}

/// Margins as 0/1 columns. All margins add up to the same, so that of all but the first one category is left out, as are empty ones.
fn columns(margins: &[Margin]) -> Matrix {
    let kept = |(at, margin): (usize, &Margin)| {
        let filled: Vec<usize> =
            (0..margin.targets.len()).filter(|code| margin.targets[*code] > 0.0).collect();
        filled.into_iter().skip(usize::from(at > 0)).map(|code| (at, code)).collect::<Vec<_>>()
    };
    let kept: Vec<(usize, usize)> = margins.iter().enumerate().flat_map(kept).collect();
    let rows = margins.first().map_or(0, |margin| margin.codes.len());
    Matrix::from_fn(rows, kept.len(), |row, column| {
        let (margin, code) = kept[column];
        f64::from(u8::from(margins[margin].codes[row] as usize == code))
    })
}

/// Margins with the sample's own totals as targets.
fn margins(sample: &Design, codes: &[Vec<u32>]) -> Vec<Margin> {
    let margin = |codes: &Vec<u32>| {
        let inside = || codes.iter().zip(sample.weights()).filter(|(_, weight)| **weight != 0.0);
        let count = inside().map(|(code, _)| *code as usize + 1).max().unwrap_or(0);
        let mut targets = vec![crate::sums::Sum::default(); count];
        inside().for_each(|(code, weight)| targets[*code as usize].add(*weight));
        Margin { codes: codes.clone(), targets: targets.into_iter().map(|sum| sum.value()).collect() }
    };
    codes.iter().map(margin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{DesignBuilder, Stage};
    use crate::draws::Draws;
    use crate::linear::means;
    use crate::matrix::columns;

    struct Invented {
        design: Design,
        x: Matrix,
        age: Vec<u32>,
        took: Vec<bool>,
        y: Vec<f64>,
    }

    /// Clusters with unequal weights; taking part hangs on age and a leaning, and so does what is asked.
    fn invented(seed: u64, clusters: u64, each: usize) -> Invented {
        let mut draws = Draws::new(seed);
        let (mut units, mut weights) = (Vec::new(), Vec::new());
        let (mut age, mut leaning, mut took, mut y) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for cluster in 0..clusters {
            let level = 0.2 * draws.share();
            for _ in 0..each {
                let old = draws.index(3) as u32;
                let leans = f64::from(u8::from(draws.share() < 0.4));
                let chance = crate::proportion::expit(-1.2 + 0.5 * f64::from(old) + 0.9 * leans);
                units.push(cluster);
                weights.push(1.0 + f64::from(old) * draws.share());
                age.push(old);
                leaning.push(leans);
                took.push(draws.share() < chance);
                y.push(f64::from(u8::from(
                    draws.share() < 0.2 + 0.15 * f64::from(old) + 0.2 * leans + level,
                )));
            }
        }
        let ones = vec![1.0; y.len()];
        let is = |code: u32| age.iter().map(|age| f64::from(u8::from(*age == code))).collect::<Vec<f64>>();
        let x = columns(&[&ones, &is(1), &is(2), &leaning]).unwrap();
        let design = DesignBuilder::new(vec![Stage::of(units)]).weights(weights).build().unwrap();
        Invented { design, x, age, took, y }
    }

    /// What was raked to is known as well as the whole sample knows it: value and influence of each row are the sample's own.
    #[test]
    fn of_a_margin_those_who_took_part_know_what_the_sample_knows() {
        let Invented { design, x, age, took, .. } = invented(3, 40, 15);
        let of =
            Participation::new(&design, &x, &took, std::slice::from_ref(&age), Options::default()).unwrap();
        let old =
            columns(&[&age.iter().map(|age| f64::from(u8::from(*age == 2))).collect::<Vec<f64>>()]).unwrap();
        let found = of.corrected(&means(&of.design, &old).unwrap()).unwrap();
        let whole = means(&design, &old).unwrap();
        assert!((found.values[0] - whole.values[0]).abs() < 1e-9);
        for row in 0..design.rows() {
            assert!((found.influence[(row, 0)] - whole.influence[(row, 0)]).abs() < 1e-8);
        }
    }

    /// Everybody took part for reasons of chance alone: weights are the sample's up to a factor, and influences those of the part.
    #[test]
    fn with_an_intercept_alone_nothing_is_corrected() {
        let Invented { design, y, took, .. } = invented(4, 40, 15);
        let ones = columns(&[&vec![1.0; y.len()]]).unwrap();
        let of = Participation::new(&design, &ones, &took, &[], Options::default()).unwrap();
        let part = means(&design.domain(&took).unwrap(), &columns(&[&y]).unwrap()).unwrap();
        let found = of.corrected(&means(&of.design, &columns(&[&y]).unwrap()).unwrap()).unwrap();
        assert!((found.values[0] - part.values[0]).abs() < 1e-9);
        assert!((found.influence - part.influence).abs().max() < 1e-9);
    }

    #[test]
    fn a_category_of_which_nobody_took_part_is_told() {
        let Invented { design, x, age, took, .. } = invented(5, 20, 10);
        let none: Vec<bool> = took.iter().zip(&age).map(|(took, age)| *took && *age != 1).collect();
        let x = x.columns(0, 1).into_owned();
        assert!(Participation::new(&design, &x, &none, &[age], Options::default()).is_err());
    }

    /// 95% intervals cover the share in the population, which those who took part alone would miss.
    #[test]
    fn intervals_cover_what_donors_alone_would_miss() {
        let great = invented(9, 4000, 50);
        let truth = means(&great.design, &columns(&[&great.y]).unwrap()).unwrap().values[0];
        let (mut covered, mut alone) = (0, 0);
        for seed in 0..200 {
            let Invented { design, x, age, took, y } = invented(100 + seed, 50, 12);
            let y = columns(&[&y]).unwrap();
            let of = Participation::new(&design, &x, &took, &[age], Options::default()).unwrap();
            let found = of.corrected(&means(&of.design, &y).unwrap()).unwrap();
            let holds = |found: &Linearised| {
                let (low, high) = found.estimates(&design).unwrap().student_intervals(0.95).unwrap()[0];
                u32::from(low <= truth && truth <= high)
            };
            covered += holds(&found);
            alone += holds(&means(&design.domain(&took).unwrap(), &y).unwrap());
        }
        assert!((180..=199).contains(&covered), "{covered} of 200");
        assert!(alone < 150, "{alone} of 200 without weights");
    }
}
