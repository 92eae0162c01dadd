//! Where the first row is that cannot be counted, and which file cannot be read. Only looked for when there is one: files are
//! read once more, in order.

use super::aggregate::Gathered;
use super::plan::{Place, Plan};
use super::source::Source;
use crate::EngineError;
use crate::store::Values;

/// How many rows are looked at together.
const ROWS: usize = 8192;

/// What is wrong with weights or with where rows lie in the sample, if anything.
///
/// # Errors
/// When files cannot be read any more.
pub fn problem(
    source: &Source,
    plan: &Plan,
    gathered: &Gathered,
) -> Result<Option<EngineError>, EngineError> {
    let problems = gathered.tally.problems();
    let missing: fn(f64) -> bool = f64::is_nan;
    let bad: fn(f64) -> bool = |weight| weight < 0.0 || weight.is_infinite();
    let unusable: fn(f64) -> bool = |weight| !weight.is_finite();
    let weights = [
        (problems.missing_weights, plan.weight.as_slice(), "missing", missing),
        (problems.bad_weights, plan.weight.as_slice(), "negative or infinite", bad),
        (problems.bad_replicates, plan.replicates.as_slice(), "missing or infinite", unusable),
    ];
    for (rows, places, what, is) in weights {
        if rows > 0
            && let Some((column, row, path)) = first(source, plan, places, is)?
        {
            return Ok(Some(EngineError::Weights { column, rows, what, row, path }));
        }
    }
    let unplaced = gathered.unplaced;
    for (rows, place, what) in [
        (unplaced.strata, plan.stratum, "stratum"),
        (unplaced.units, plan.unit, "unit"),
        (unplaced.populations, plan.population, "population"),
    ] {
        if rows > 0
            && let Some((column, row, path)) = first(source, plan, place.as_slice(), unusable)?
        {
            return Ok(Some(EngineError::Unplaced { column, rows, what, row, path }));
        }
    }
    Ok(None)
}

/// The file that cannot be read to its end, if that is what went wrong.
pub fn damage(source: &Source, plan: &Plan) -> Option<EngineError> {
    let names: Vec<String> = plan.columns.iter().map(|column| column.name.clone()).collect();
    source.files.iter().find_map(|file| match file.chunks(&names, ROWS) {
        Ok(mut chunks) => chunks.find_map(Result::err),
        Err(error) => Some(error),
    })
}

/// The first row in which one of some columns holds a number like that, or if it is text nothing: its column, number from 1 on
/// and file.
fn first(
    source: &Source,
    plan: &Plan,
    places: &[Place],
    is: fn(f64) -> bool,
) -> Result<Option<(String, u64, std::path::PathBuf)>, EngineError> {
    let names: Vec<String> = places.iter().map(|place| plan.columns[*place].name.clone()).collect();
    for file in &source.files {
        let mut before = 0;
        for chunk in file.chunks(&names, ROWS)? {
            let chunk = chunk?;
            let found = chunk.iter().zip(&names).filter_map(|(values, name)| {
                let row = match values {
                    Values::Numbers(values) => values.iter().position(|value| is(*value)),
                    Values::Texts(values) => values.iter().position(Option::is_none),
                };
                row.map(|row| (row, name))
            });
            if let Some((row, name)) = found.min() {
                return Ok(Some((name.clone(), before + row as u64 + 1, file.path().to_owned())));
            }
            before += chunk.first().map_or(0, Values::len) as u64;
        }
    }
    Ok(None)
}
