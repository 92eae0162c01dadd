//! The covariance of sums from what each stratum adds: what is common to samples of units and of rows.

use crate::design::SinglePsu;
use crate::{Matrix, SurveyError};

/// A stratum with less left to sample than this was taken as a whole.
const WHOLE: f64 = 1e-7;

/// What is known of the units of one stratum, for those sums that vary in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// Units that were sampled, also those whose sums are all 0; at least 1.
    pub units: u64,
    /// Share of the population that was sampled; 0 if unknown.
    pub fraction: f64,
    /// Which of all sums vary here, each once.
    pub columns: Vec<usize>,
    /// The sum over the units, for each of `columns`.
    pub sums: Vec<f64>,
    /// `Σ (z - mean)(z - mean)'` over the units; square, for `columns`.
    pub spread: Matrix,
}

/// Adds up strata: `Σ_h (1 - f_h) n_h/(n_h - 1) Σ (z - mean_h)(z - mean_h)'`, with the rule for single units.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariance {
    total: Matrix,
    single: SinglePsu,
    strata: u64,
    /// Strata whose variance is known.
    known: u64,
    /// Strata of one unit, as long as nobody knows what they add.
    alone: Vec<Stratum>,
    units: u64,
    sums: Vec<f64>,
}

impl Covariance {
    /// Of so many sums.
    pub fn new(sums: usize, single: SinglePsu) -> Self {
        let total = Matrix::zeros(sums, sums);
        Self { total, single, strata: 0, known: 0, alone: Vec::new(), units: 0, sums: vec![0.0; sums] }
    }

    /// Takes in a stratum. The last digits hang on the order.
    pub fn add(&mut self, stratum: Stratum) {
        self.strata += 1;
        self.units += stratum.units;
        for (column, sum) in stratum.columns.iter().zip(&stratum.sums) {
            self.sums[*column] += sum;
        }
        if stratum.units > 1 {
            let units = stratum.units as f64;
            let scale = (1.0 - stratum.fraction) * units / (units - 1.0);
            self.scatter(&stratum.columns, &(stratum.spread * scale));
            self.known += 1;
        } else if 1.0 - stratum.fraction < WHOLE {
            self.known += 1;
        } else {
            self.alone.push(stratum);
        }
    }

    fn scatter(&mut self, columns: &[usize], part: &Matrix) {
        for (j, column) in columns.iter().enumerate() {
            for (i, row) in columns.iter().enumerate() {
                self.total[(*row, *column)] += part[(i, j)];
            }
        }
    }

    /// The covariance.
    ///
    /// # Errors
    /// When strata hold one unit and the rule is to fail, or no stratum's variance is known.
    pub fn finish(mut self) -> Result<Matrix, SurveyError> {
        let alone = std::mem::take(&mut self.alone);
        match self.single {
            _ if alone.is_empty() => {}
            SinglePsu::Fail => return Err(SurveyError::SingleUnits { strata: alone.len() as u64 }),
            SinglePsu::Certainty => self.known += alone.len() as u64,
            SinglePsu::Average => {}
            SinglePsu::Adjust => {
                self.known += alone.len() as u64;
                alone.iter().for_each(|stratum| self.against_all(stratum));
            }
        }
        if self.known == 0 && self.strata > 0 {
            return Err(SurveyError::OnlySingleUnits);
        }
        Ok(self.total * (self.strata as f64 / (self.known as f64).max(1.0)))
    }

    /// A single unit compared with the mean of all units.
    fn against_all(&mut self, stratum: &Stratum) {
        let units = self.units as f64;
        let mut off: Vec<f64> = self.sums.iter().map(|sum| -sum / units).collect();
        for (column, sum) in stratum.columns.iter().zip(&stratum.sums) {
            off[*column] += sum;
        }
        let all: Vec<usize> = (0..off.len()).collect();
        let part = Matrix::from_fn(off.len(), off.len(), |i, j| (1.0 - stratum.fraction) * off[i] * off[j]);
        self.scatter(&all, &part);
    }
}
