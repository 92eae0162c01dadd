//! Calibrated weights, and estimates with them.

use serde_json::{Map, Value, json};
use survey::calibrate::{Distance, Margin, Options, calibrate, post_stratify, rake, trim};
use survey::design::Design;
use survey::domain;
use survey::linear::{means, totals};
use survey::moments::effective_base;

use super::super::case::Case;
use super::super::frame;
use super::super::stat::{described, design_matrix, model};
use super::super::words::{Word, read_call};
use super::wrong;

/// How many of a population are in each category of a column: as the case's targets say, else counted in the population's own
/// file, else summed up in the weights that were expected.
pub fn margins(case: &Case, names: &[&str]) -> Result<Vec<Margin>, String> {
    names.iter().map(|name| margin(case, name)).collect()
}

fn margin(case: &Case, name: &str) -> Result<Margin, String> {
    let (levels, codes) = case.table.column(name)?.codes();
    let stated = &case.expected["targets"][name];
    let targets: Vec<f64> = if stated.is_object() {
        levels.iter().map(|level| stated[level].as_f64().unwrap_or(0.0)).collect()
    } else if case.table.columns.contains_key("api00") {
        let population = case.file("apipop.csv")?;
        let words = &population.column(name)?.words;
        levels
            .iter()
            .map(|level| words.iter().flatten().filter(|word| *word == level).count() as f64)
            .collect()
    } else {
        // No population is there: the margins of the weights that were expected, which each row still has to meet.
        let file = case.expected["weights_file"].as_str().ok_or("a raking without targets")?;
        let theirs = case.file(file)?;
        let theirs = theirs.numbers("weight")?;
        let of = |level: usize| {
            let rows = codes.iter().zip(theirs).filter(|(code, _)| **code as usize == level);
            survey::sums::sum(rows.map(|(_, weight)| *weight))
        };
        (0..levels.len()).map(of).collect()
    };
    Ok(Margin { codes, targets })
}

/// The columns that a raking names: `list(~a,~b)`, or those that have targets.
fn raked(case: &Case, words: Option<&Word>) -> Result<Design, String> {
    let lists = words.map(|words| words.plain()).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    if let Some(Word::Call(_, formulas)) = lists.get(1) {
        for term in formulas.iter().flat_map(|(_, formula)| formula.terms()) {
            if let Word::Name(name) = term {
                names.push(name);
            }
        }
    }
    if names.is_empty() {
        let stated = case.expected["targets"].as_object().into_iter().flat_map(Map::keys);
        names = stated.cloned().collect();
    }
    if names.is_empty() {
        names = vec!["stype".to_owned(), "sch.wide".to_owned()];
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    rake(&frame::design(case)?, &margins(case, &names)?, 1000, 1e-12).map_err(wrong)
}

/// `rake(...)`.
pub fn rake_call(case: &Case, words: &Word) -> Result<Value, String> {
    described_weights(case, &raked(case, Some(words))?)
}

/// `postStratify(d, ~a, targets)`.
pub fn post_stratify_call(case: &Case, words: &Word) -> Result<Value, String> {
    let terms = words.plain().get(1).map(|formula| formula.terms()).unwrap_or_default();
    let Some(Word::Name(name)) = terms.first() else { return Err("strata that are not a column".to_owned()) };
    let design = post_stratify(&frame::design(case)?, &margin(case, name)?).map_err(wrong)?;
    described_weights(case, &design)
}

/// `trimWeights(...)` of a raking.
pub fn trim_call(case: &Case, words: &Word) -> Result<Value, String> {
    let bound = |name: &str, other: f64| {
        words.named(name).and_then(|word| word.numbers().first().copied()).unwrap_or(other)
    };
    let strict = words.text("strict").is_some_and(|word| word.starts_with('T'));
    let design = raked(case, None)?;
    let design = trim(&design, bound("lower", f64::NEG_INFINITY), bound("upper", f64::INFINITY), strict)
        .map_err(wrong)?;
    described_weights(case, &design)
}

/// What the calls of this folder calibrate to where they leave it out.
const USUAL: &str = "calibrate(d,~stype+api99,c(6194,755,1018,3914069))";

/// `calibrate(d, ~a+b, targets, ...)`.
pub fn calibrate_call(case: &Case, words: &Word) -> Result<Value, String> {
    let usual = read_call(USUAL).ok_or("no usual call")?;
    let whole = if words.plain().len() < 3 { &usual } else { words };
    let plain = whole.plain();
    let [_, formula, targets, ..] = plain.as_slice() else {
        return Err("a calibration to nothing".to_owned());
    };
    let x = design_matrix(&case.table, &formula.terms())?;
    let distance = match words.text("calfun") {
        Some("raking") => Distance::Raking,
        Some("logit") => Distance::Logit,
        _ => Distance::Linear,
    };
    let bounds = words.named("bounds").map(Word::numbers).unwrap_or_default();
    let bounds = if let [low, high] = bounds[..] { (low, high) } else { Options::default().bounds };
    // R stops at 1e-7 unless the calibration is linear without bounds, which it solves at once.
    let near = if distance == Distance::Linear && bounds.1.is_infinite() { 1e-12 } else { 1e-7 };
    let options = Options { distance, bounds, steps: 50, near };
    let design = calibrate(&frame::design(case)?, &x.x, &targets.numbers(), &options).map_err(wrong)?;
    described_weights(case, &design)
}

/// Weights that are taken as they are.
pub fn fixed(case: &Case) -> Result<Value, String> {
    described_weights(case, &frame::design(case)?)
}

fn described_weights(case: &Case, design: &Design) -> Result<Value, String> {
    let mut all = Map::new();
    let weights = design.weights();
    let estimate = |name: &str, total: bool| -> Result<Value, String> {
        let x = model(&case.table, &[Word::Name(name.to_owned())])?;
        let found = if total { totals(design, &x.x) } else { means(design, &x.x) };
        let found = found.and_then(|found| found.estimates(design)).map_err(wrong)?;
        Ok(Value::Object(described(&x.names, &found, case.df)?))
    };
    for key in case.expected.as_object().into_iter().flat_map(Map::keys) {
        let found = match key.as_str() {
            "weights_file" => json!(same_weights(case, weights)?),
            "sum_w" => json!(design.weighted_base()),
            "min_w" => json!(weights.iter().copied().fold(f64::INFINITY, f64::min)),
            "max_w" => json!(weights.iter().copied().fold(0.0, f64::max)),
            "sum_w2" => json!(survey::sums::sum(weights.iter().map(|weight| weight * weight))),
            "n_eff" => json!(effective_base(weights)),
            "targets" => case.expected["targets"].clone(),
            "by_stype" => by_stype(case, design)?,
            key => match key.split_once('_') {
                Some(("total", name)) => estimate(name, true)?,
                Some(("mean", name)) => estimate(name, false)?,
                _ => return Err(format!("nothing here answers `{key}`")),
            },
        };
        all.insert(key.clone(), found);
    }
    Ok(Value::Object(all))
}

fn by_stype(case: &Case, design: &Design) -> Result<Value, String> {
    let (levels, codes) = case.table.column("stype")?.codes();
    let x = model(&case.table, &[Word::Name("api00".to_owned())])?;
    let found = domain::each(design, &codes, levels.len(), |part| means(part, &x.x));
    let found = found.and_then(|found| found.estimates(design)).map_err(wrong)?;
    let mut all = described(&levels, &found, case.df)?;
    all.insert("groups".to_owned(), json!({ "stype": levels }));
    Ok(Value::Object(all))
}

/// The name of the file of weights that was expected, if ours are the same.
fn same_weights(case: &Case, weights: &[f64]) -> Result<String, String> {
    let name = case.expected["weights_file"].as_str().unwrap_or_default();
    let theirs = case.file(name)?;
    let theirs = theirs.numbers("weight")?;
    let off =
        weights.iter().zip(theirs).map(|(ours, theirs)| (ours / theirs - 1.0).abs()).fold(0.0, f64::max);
    if off <= 1e-9 && weights.len() == theirs.len() {
        return Ok(name.to_owned());
    }
    Ok(format!("off from {name} by {off:.2e} of a weight"))
}
