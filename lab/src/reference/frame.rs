//! The design of a case, from the file's words on it.

use serde_json::Value;
use survey::design::{Design, DesignBuilder, PairVariance, Pairs, Population, SinglePsu, Stage};
use survey::matrix::columns;

use super::case::Case;
use super::stat::truth;
use super::table::Table;

/// The design that a case describes, within the `subset(d, condition)` that its call names, if any.
pub fn design(case: &Case) -> Result<Design, String> {
    let design = named(case, &case.table, &case.design)?;
    let words = case.words();
    let Some(subset) = words.as_ref().and_then(|words| words.find("subset")) else { return Ok(design) };
    let plain = subset.plain();
    let condition = plain.get(1).ok_or("a subset without a condition")?;
    let inside: Vec<bool> = truth(&case.table, condition)?.iter().map(|truth| *truth == 1.0).collect();
    design.domain(&inside).map_err(|error| error.to_string())
}

/// A design from words on it, of the rows of a table.
pub fn named(case: &Case, table: &Table, words: &Value) -> Result<Design, String> {
    let ids = names(&words["ids"]);
    let strata = names(&words["strata"]);
    let populations = names(&words["fpc"]);
    let mut stages = Vec::new();
    for (number, id) in ids.iter().enumerate() {
        let mut stage = if id == "1" { Stage::rows(table.rows) } else { Stage::of(codes(table, id)?) };
        if let Some(name) = strata.get(number) {
            stage = stage.within(codes(table, name)?);
        }
        if let Some(name) = populations.get(number) {
            let numbers = table.numbers(name)?.to_vec();
            let shares = numbers.iter().all(|number| *number <= 1.0);
            // An R convention: numbers up to 1 are fractions, unless a stage was taken whole everywhere.
            let population = if shares { Population::Fraction(numbers) } else { Population::Units(numbers) };
            stage = stage.from_population(population);
        }
        stages.push(stage);
    }
    if stages.is_empty() {
        stages.push(Stage::rows(table.rows));
    }
    let rule = words["lonely_psu"].as_str().or_else(|| case.options["lonely_psu"].as_str());
    let mut builder = DesignBuilder::new(stages).nested(words["nest"] == true).single(single(rule)?);
    if let Some(weights) = weights(case, table, words)? {
        builder = builder.weights(weights);
    }
    if let Some(pps) = words["pps"].as_str() {
        builder = pairs(case, table, &populations, pps, builder)?;
    }
    builder.build().map_err(|error| error.to_string())
}

fn single(rule: Option<&str>) -> Result<SinglePsu, String> {
    match rule {
        None | Some("fail") => Ok(SinglePsu::Fail),
        // Both leave the stratum out; they differ in R by what they are called.
        Some("certainty" | "remove") => Ok(SinglePsu::Certainty),
        Some("adjust") => Ok(SinglePsu::Adjust),
        Some("average") => Ok(SinglePsu::Average),
        Some(_) => Err("an unknown rule for single units".to_owned()),
    }
}

fn weights(case: &Case, table: &Table, words: &Value) -> Result<Option<Vec<f64>>, String> {
    let inverse = |numbers: &[f64]| numbers.iter().map(|p| 1.0 / p).collect::<Vec<f64>>();
    if let Some(name) = words["probs"].as_str() {
        return Ok(Some(inverse(table.numbers(name)?)));
    }
    let probability = if words["prob"].is_null() { &words["probs"] } else { &words["prob"] };
    if let Some(p) = probability.as_f64() {
        return Ok(Some(vec![1.0 / p; table.rows]));
    }
    let Some(name) = words["weights"].as_str() else { return Ok(None) };
    if name.to_ascii_lowercase().ends_with(".csv") {
        return Ok(Some(case.file(name)?.numbers("weight")?.to_vec()));
    }
    // "derived from ..." means: by the populations.
    if name.contains(' ') {
        return Ok(None);
    }
    Ok(Some(table.numbers(name)?.to_vec()))
}

fn pairs(
    case: &Case,
    table: &Table,
    populations: &[String],
    words: &str,
    builder: DesignBuilder,
) -> Result<DesignBuilder, String> {
    let lower = words.to_ascii_lowercase();
    let kind = if lower.contains("yates") || lower.contains("grundy") || lower.contains("yg") {
        PairVariance::YatesGrundy
    } else {
        PairVariance::HorvitzThompson
    };
    if lower.contains("brewer") {
        return Ok(builder);
    }
    let name = populations.first().ok_or("unequal probabilities without a column of them")?;
    let p = table.numbers(name)?;
    let found = if lower.contains("overton") {
        Pairs::overton(p, kind)
    } else if words.starts_with("HR") || lower.contains("hartley") {
        let file = if lower.contains("joint") { Some(case.file("election_jointHR.csv")?) } else { None };
        match file {
            Some(file) => Pairs::from_joint(&square(&file)?, kind),
            None if words.contains("()") => Pairs::hartley_rao(p, None, kind),
            // The sum is over the whole population, which is a file of its own.
            None => Pairs::hartley_rao(p, Some(population_squares(case, name, p.len())?), kind),
        }
    } else {
        Pairs::from_joint(&square(&case.file("election_jointprob.csv")?)?, kind)
    };
    Ok(builder.pairs(found.map_err(|error| error.to_string())?))
}

/// `Σ p² / n` over the population that a sample was drawn from.
fn population_squares(case: &Case, name: &str, rows: usize) -> Result<f64, String> {
    let population = case.file("election.csv")?;
    let numbers = population.numbers(name)?;
    Ok(numbers.iter().map(|p| p * p).sum::<f64>() / rows as f64)
}

fn square(table: &Table) -> Result<survey::Matrix, String> {
    let numbers: Vec<&[f64]> =
        table.names.iter().map(|name| table.numbers(name)).collect::<Result<_, _>>()?;
    columns(&numbers).map_err(|error| error.to_string())
}

/// One name, several, or none.
pub fn names(words: &Value) -> Vec<String> {
    match words {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn codes(table: &Table, name: &str) -> Result<Vec<u64>, String> {
    Ok(table.column(name)?.codes().1.into_iter().map(u64::from).collect())
}
