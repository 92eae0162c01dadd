//! What the journey needs beside the exports: rules, thresholds, labels, and what the person said.

use std::collections::BTreeSet;

use event::Timestamp;
use jiff::tz::TimeZone;
use lexicon::Lexicon;
use measure::oversharing::OversharingParameters;
use measure::parameters::{ParametersProblem, TiesParameters, TypologyParameters};
use sources::{Labels, LabelsProblem};

use crate::comparing::Comparison;

/// Everything that comes from data files, loaded and checked once.
pub struct Kit {
    pub labels: Labels,
    pub lexicon: Lexicon,
    pub ties: TiesParameters,
    pub typology: TypologyParameters,
    pub oversharing: OversharingParameters,
    /// Changes with any byte of the data files.
    pub fingerprint: u64,
    pub own_data: bool,
}

/// Why the data files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KitProblem {
    #[error(transparent)]
    Labels(#[from] LabelsProblem),
    #[error(transparent)]
    Parameters(#[from] ParametersProblem),
    #[error("{0}")]
    Rules(lexicon::RuleProblems),
}

impl Kit {
    /// Loads and checks all data files.
    ///
    /// # Errors
    /// When one is missing, not of its shape, or a rule's examples fail.
    pub fn load(data: &data::Data) -> Result<Self, KitProblem> {
        Ok(Self {
            labels: Labels::load(data)?,
            lexicon: Lexicon::load(data).map_err(KitProblem::Rules)?,
            ties: measure::parameters::load(data, "ties.toml")?,
            typology: measure::parameters::load(data, "typology.toml")?,
            oversharing: OversharingParameters::load(data)?,
            fingerprint: data.fingerprint(),
            own_data: data.is_changed(),
        })
    }
}

/// What the person says beside the exports.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Names that the owner has on the platforms.
    pub owner_names: Vec<String>,
    /// Accounts that are public figures, without `@`, in lower case.
    pub public_figures: BTreeSet<String>,
    pub zone: Option<TimeZone>,
    /// ISO 3166 codes of the countries whose phone numbers are likely.
    pub regions: Vec<String>,
    /// Only what happened from then on, and before then.
    pub from: Option<Timestamp>,
    pub before: Option<Timestamp>,
    /// A population to be set beside.
    pub compare: Option<Comparison>,
}

/// Watches the journey: a progress line, a bar on a page, nothing.
pub trait Watch {
    /// So many of so many files are read.
    fn files(&mut self, done: usize, of: usize);

    /// All are read. What comes next may ask the person.
    fn read(&mut self) {}
}

impl Watch for () {
    fn files(&mut self, _done: usize, _of: usize) {}
}
