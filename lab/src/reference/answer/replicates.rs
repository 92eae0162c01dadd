//! Replicate weights: made here where they follow from the design, taken from the case's file where they were drawn.

use serde_json::{Map, Value, json};
use survey::Matrix;
use survey::calibrate::{Margin, rake_weights};
use survey::design::Design;
use survey::estimates::Estimates;
use survey::matrix::columns;
use survey::quantile::{Rule, quantile};
use survey::replicate::{
    Replicates, balanced, bootstrap_scale, jackknife, jackknife_stratified, mean, ratio, total,
};

use super::super::case::Case;
use super::super::frame;
use super::super::stat::described;
use super::super::words::Word;
use super::wrong;

/// Replicates of a case, with what it says of them.
fn replicates(case: &Case, design: &Design) -> Result<(Replicates, Map<String, Value>), String> {
    let word = |key: &str| case.expected[key].as_str().unwrap_or_default();
    let (kind, name) = (word("type"), word("repweights_file"));
    let table = case.file(name)?;
    let theirs: Vec<&[f64]> =
        table.names.iter().skip(1).map(|name| table.numbers(name)).collect::<Result<_, _>>()?;
    let theirs = columns(&theirs).map_err(wrong)?;
    let full = table.numbers(&table.names[0])?.to_vec();
    let raked = case.call.contains("rake") || name.contains("raked");
    let count = theirs.ncols();
    let drawn = |scale: f64, rscale: f64| {
        Replicates::new(full.clone(), theirs.clone(), scale, vec![rscale; count]).map_err(wrong)
    };
    let made = match kind {
        "JK1" => Some(jackknife(design).map_err(wrong)?),
        "JKn" => Some(jackknife_stratified(design).map_err(wrong)?),
        "BRR" => Some(balanced(design, 0.0).map_err(wrong)?),
        "Fay" => Some(balanced(design, rho(case)).map_err(wrong)?),
        _ => None,
    };
    let (found, same) = match (made, kind) {
        (Some(made), _) => {
            let made = if raked { re_raked(case, &made)? } else { made };
            match order(&made, &theirs) {
                Some(order) => (ordered(&made, &order), true),
                // Balanced replicates may follow another matrix with the same properties.
                None => (made, false),
            }
        }
        (None, "bootstrap") => {
            let sizes = sizes(design);
            (drawn(bootstrap_scale(&sizes, count), 1.0)?, true)
        }
        (None, "subbootstrap") => (drawn(1.0 / (count as f64 - 1.0), 1.0)?, true),
        (None, "mrbbootstrap") => (drawn(1.0, 1.0 / (count as f64 - 1.0))?, true),
        _ => return Err(format!("replicates of type {kind} are not known")),
    };
    let mut all = Map::new();
    let file = if same { name.to_owned() } else { format!("not those of {name}") };
    all.insert("repweights_file".to_owned(), json!(file));
    all.insert("type".to_owned(), json!(kind));
    all.insert("scale".to_owned(), json!(found.scale));
    all.insert("rscales".to_owned(), json!(found.rscales));
    all.insert("mse".to_owned(), json!(false));
    all.insert("n_rep".to_owned(), json!(found.weights.ncols()));
    all.insert("degf".to_owned(), json!(found.degrees_of_freedom()));
    Ok((found, all))
}

/// Which of ours is each of theirs, if all are there.
fn order(ours: &Replicates, theirs: &Matrix) -> Option<Vec<usize>> {
    let same = |i: usize, j: usize| {
        ours.weights
            .column(i)
            .iter()
            .zip(theirs.column(j).iter())
            .all(|(a, b)| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0))
    };
    (0..theirs.ncols()).map(|j| (0..ours.weights.ncols()).find(|i| same(*i, j))).collect()
}

fn ordered(found: &Replicates, order: &[usize]) -> Replicates {
    let weights =
        Matrix::from_fn(found.full.len(), order.len(), |row, column| found.weights[(row, order[column])]);
    let rscales = order.iter().map(|place| found.rscales[*place]).collect();
    Replicates { weights, rscales, ..found.clone() }
}

fn sizes(design: &Design) -> Vec<usize> {
    let (units, strata) = design.first_stage();
    let mut pairs: Vec<(u32, u32)> = strata.into_iter().zip(units).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.chunk_by(|a, b| a.0 == b.0).map(<[(u32, u32)]>::len).collect()
}

/// Fay's constant: as the call says, else 0.3 as in the help page that the case is from.
fn rho(case: &Case) -> f64 {
    let behind = |mark: &str| case.call.split_once(mark).map(|(_, rest)| rest);
    let text = behind("rho=").unwrap_or_default();
    let digits: String =
        text.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    digits.parse().unwrap_or(0.3)
}

/// Answers a case of replicates: whatever of these it asks for.
pub fn several(case: &Case) -> Result<Value, String> {
    let design = frame::design(case)?;
    let (replicates, mut all) = replicates(case, &design)?;
    let asked = case.expected.as_object().cloned().unwrap_or_default();
    for (key, expected) in &asked {
        let found = match key.as_str() {
            "mean_api00" => of(case, &replicates, "api00", mean)?,
            "total_enroll" => of(case, &replicates, "enroll", total)?,
            "median_api00" => of(case, &replicates, "api00", median)?,
            "ratio" => ratio_of(case, &replicates, "api.stu", "enroll")?,
            "by_stype" => Value::Object(by(case, &replicates, "api00", "stype")?),
            "ratio_se" | "ratio_estimate" => {
                let found = ratio_of(case, &replicates, "alive", "arrests")?;
                found[if key == "ratio_se" { "se" } else { "estimate" }].clone()
            }
            _ if all.contains_key(key) => continue,
            _ if expected.is_null() => continue,
            _ => return Err(format!("nothing here answers `{key}`")),
        };
        all.insert(key.clone(), found);
    }
    Ok(Value::Object(all))
}

fn median(weights: &[f64], x: &[f64]) -> Result<f64, survey::SurveyError> {
    quantile(x, weights, 0.5, Rule::Lower)
}

fn of(
    case: &Case,
    replicates: &Replicates,
    name: &str,
    statistic: impl Fn(&[f64], &[f64]) -> Result<f64, survey::SurveyError>,
) -> Result<Value, String> {
    let x = case.table.numbers(name)?;
    let inside: Vec<bool> = x.iter().map(|value| !value.is_nan()).collect();
    let part = replicates.domain(&inside).map_err(wrong)?;
    let found = part.estimates(|weights| statistic(weights, x).map(|value| vec![value])).map_err(wrong)?;
    Ok(Value::Object(described(&[name.to_owned()], &found, None)?))
}

fn ratio_of(case: &Case, replicates: &Replicates, above: &str, below: &str) -> Result<Value, String> {
    let (above, below) = (case.table.numbers(above)?, case.table.numbers(below)?);
    let inside: Vec<bool> = above.iter().zip(below).map(|(a, b)| !a.is_nan() && !b.is_nan()).collect();
    let part = replicates.domain(&inside).map_err(wrong)?;
    let found =
        part.estimates(|weights| ratio(weights, above, below).map(|value| vec![value])).map_err(wrong)?;
    Ok(json!({ "estimate": found.values[0], "se": found.errors()[0] }))
}

/// Means by groups with replicates; rows without a value are left out.
fn by(case: &Case, replicates: &Replicates, name: &str, by: &str) -> Result<Map<String, Value>, String> {
    let x = case.table.numbers(name)?;
    let (levels, codes) = case.table.column(by)?.codes();
    let means = |weights: &[f64]| -> Result<Vec<f64>, survey::SurveyError> {
        let group = |level: usize| {
            let inside = |row: usize| codes[row] as usize == level && !x[row].is_nan();
            let part: Vec<f64> =
                weights.iter().enumerate().map(|(row, w)| if inside(row) { *w } else { 0.0 }).collect();
            mean(&part, x)
        };
        (0..levels.len()).map(group).collect()
    };
    let found: Estimates = replicates.estimates(means).map_err(wrong)?;
    let mut all = described(&levels, &found, None)?;
    all.insert("groups".to_owned(), json!({ by: levels }));
    Ok(all)
}

/// `svyby` of replicates.
pub fn by_call(case: &Case, words: &Word) -> Result<Value, String> {
    let design = frame::design(case)?;
    let (replicates, mut all) = replicates(case, &design)?;
    let plain = words.plain();
    let (Some(formula), Some(groups)) = (plain.first(), plain.get(1)) else {
        return Err("`svyby` of nothing".to_owned());
    };
    let (Some(Word::Name(name)), Some(Word::Name(group))) =
        (formula.terms().first().cloned(), groups.terms().first().cloned())
    else {
        return Err("`svyby` of more than a column".to_owned());
    };
    all.extend(by(case, &replicates, &name, &group)?);
    Ok(Value::Object(all))
}

/// Each replicate raked as the full sample is.
fn re_raked(case: &Case, made: &Replicates) -> Result<Replicates, String> {
    let margins: Vec<Margin> = super::weights::margins(case, &["stype", "sch.wide"])?;
    made.reweighted(|weights| rake_weights(weights, &margins, 500, 1e-13)).map_err(wrong)
}
