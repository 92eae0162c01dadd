//! What is asked: which answers, by which columns, under which design.

use std::path::PathBuf;

use survey::design::SinglePsu;
use survey::replicate::Centre;

/// A value that stands for a category.
#[derive(Debug, Clone, PartialEq)]
pub enum Code {
    /// Of a column of numbers; true is 1, false 0.
    Number(f64),
    /// Of a column of text.
    Text(String),
}

impl From<f64> for Code {
    fn from(code: f64) -> Self {
        Self::Number(code)
    }
}

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        Self::Text(code.to_owned())
    }
}

/// Tables of items by groups of columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// Parquet files that together hold the rows, each row once. At least one.
    pub files: Vec<PathBuf>,
    /// The column of weights (0 and up); none if all rows count alike.
    pub weight: Option<String>,
    pub design: Design,
    /// Rows to look at: those that meet all of these. A domain: other rows still count for strata and units.
    pub filter: Vec<Condition>,
    pub items: Vec<Item>,
    /// With none, there is nothing but the total: give one group without columns for that.
    pub groups: Vec<Group>,
    /// Whether each table also gets what a test of independence needs.
    pub association: bool,
}

/// How rows were sampled.
#[derive(Debug, Clone, PartialEq)]
pub enum Design {
    /// Errors by linearisation.
    Linearised {
        /// Column of strata; none for one stratum.
        stratum: Option<String>,
        /// Column of first-stage units (PSUs), numbered within strata; none if each row is its own.
        unit: Option<String>,
        population: Population,
        single: SinglePsu,
    },
    /// Errors from replicate weights.
    Replicates {
        /// Columns of weights that include the full weights.
        weights: Vec<String>,
        scale: f64,
        /// One for each replicate.
        rscales: Vec<f64>,
        centre: Centre,
        /// Degrees of freedom, above 0; without, one less than there are replicates.
        df: Option<f64>,
    },
}

impl Default for Design {
    /// A sample of rows from one stratum, with replacement.
    fn default() -> Self {
        let (population, single) = (Population::Infinite, SinglePsu::Fail);
        Self::Linearised { stratum: None, unit: None, population, single }
    }
}

/// What is known of the population of units in each stratum.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Population {
    /// Nothing: no finite population correction.
    #[default]
    Infinite,
    /// A column with the number of units in the row's stratum.
    Units(String),
    /// A column with the share of units of the row's stratum that was sampled.
    Fraction(String),
}

/// Rows whose value in a column is one of some.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub column: String,
    pub codes: Vec<Code>,
}

/// What stands in the stub of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A question with categories.
    Coded {
        column: String,
        /// Codes of the base, beside those of `lines`: rows with one of them were asked and did answer.
        valid: Vec<Code>,
        lines: Vec<Line>,
    },
    /// Whether any of several columns holds one of `chosen`, as the net of a multiple-response question: one line. In the base
    /// is who has one of `chosen` or `asked` in any of them.
    AnyOf { columns: Vec<String>, chosen: Vec<Code>, asked: Vec<Code> },
    /// The mean of a column of numbers, but for some codes that are none (as 99 for "no answer"): one line. Null and NaN are
    /// no values.
    Number { column: String, except: Vec<Code> },
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// The share of those with one of these codes: a category, or with several codes a net.
    Share(Vec<Code>),
    /// The mean of the numbers that codes stand for. Base: rows with one of these codes.
    Mean(Vec<(Code, f64)>),
}

/// Columns that are compared with each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Each holds the rows that meet all of its conditions. They may overlap. The total is added to each group, last.
    pub columns: Vec<Vec<Condition>>,
}
