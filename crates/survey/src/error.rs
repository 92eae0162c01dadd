//! What can be wrong with what a caller brings.

/// Why nothing could be estimated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyError {
    /// Columns of one design have to be of one length.
    #[error(
        "{what} has {found} entries, expected {expected}\nhint: each column needs one entry for each row"
    )]
    Length { what: &'static str, found: usize, expected: usize },
    /// A weight is NaN.
    #[error(
        "row {row} has no weight\nhint: leave such rows out before the design is made, or give them weight 0"
    )]
    MissingWeight { row: usize },
    /// A weight is negative or infinite.
    #[error("the weight of row {row} is negative or infinite, expected a number of 0 or more")]
    BadWeight { row: usize },
    /// All weights are 0: there is nothing to look at.
    #[error("no row has a weight above 0\nhint: is the domain empty?")]
    NoRows,
    /// A value inside the domain is NaN.
    #[error(
        "column {column} has no value in row {row}\nhint: take rows with missing values out of the domain first, so that the base is known"
    )]
    MissingValue { column: usize, row: usize },
    /// The same unit lies in two strata.
    #[error(
        "the unit of row {row} lies in more than one stratum\nhint: if unit numbers start anew in each stratum, say that they are nested"
    )]
    UnitInTwoStrata { row: usize },
    /// A population is smaller than the sample, a fraction outside of (0, 1], or one of two that differ where one is needed.
    #[error("stage {stage}: the population of row {row} is {reason}")]
    BadPopulation { stage: usize, row: usize, reason: &'static str },
    /// The same for a stratum that is known by its sums only.
    #[error("the population of a stratum is {reason}")]
    PopulationOfStratum { reason: &'static str },
    /// Neither weights nor populations.
    #[error("there are no weights, and no population at every stage to work them out from")]
    NoWeights,
    /// One unit alone in its stratum has no variance, and no rule was chosen.
    #[error(
        "a stratum of stage {stage} holds one unit only (row {row}), so its variance is unknown\nhint: join it with another stratum, or choose a rule for single units"
    )]
    SingleUnit { stage: usize, row: usize },
    /// The same for strata that are known by their sums only.
    #[error(
        "{strata} of the strata hold one unit only, so that their variance is unknown\nhint: join them with others, or choose a rule for single units"
    )]
    SingleUnits { strata: u64 },
    /// All strata hold one unit.
    #[error("every stratum holds one unit only, so no variance can be estimated")]
    OnlySingleUnits,
    /// A count of something is too small.
    #[error("{what}: found {found}, expected at least {least}")]
    TooFew { what: &'static str, found: usize, least: usize },
    /// A number lies outside of its range.
    #[error("{what} lies outside of its range: expected {expected}")]
    OutOfRange { what: &'static str, expected: &'static str },
    /// Columns that say the same.
    #[error("{what}: columns depend on each other\nhint: leave one of them out")]
    Singular { what: &'static str },
    /// Steps that do not settle.
    #[error(
        "{what} did not settle in {steps} steps (what is left: {left:.3e})\nhint: allow more steps, merge small categories, or widen the bounds"
    )]
    NotSettled { what: &'static str, steps: usize, left: f64 },
    /// A target for a category that nobody in the sample has.
    #[error(
        "margin {margin}: category {category} has a target above 0 and no row in the sample, so that no weight can reach it\nhint: merge it with a neighbour"
    )]
    EmptyCategory { margin: usize, category: usize },
    /// A row of a category without a target.
    #[error("margin {margin}: category {category} occurs in row {row} and has no target above 0")]
    NoTarget { margin: usize, category: usize, row: usize },
    /// Margins of one population that do not add up to one number.
    #[error(
        "the targets of margin {margin} add up to another total than those of margin 0\nhint: all margins are of the same population"
    )]
    TargetsDisagree { margin: usize },
    /// What is asked is not defined for this kind of design.
    #[error("{what} is not defined for {design}")]
    NotForDesign { what: &'static str, design: &'static str },
    /// A value that is divided by is 0.
    #[error("{what} is 0, so that nothing can be divided by it")]
    Zero { what: &'static str },
}
