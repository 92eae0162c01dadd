//! Means, totals, ratios, variances, domains, tables.

use serde_json::{Map, Value, json};
use survey::design::Design;
use survey::estimates::Estimates;
use survey::linear::{Linearised, means, ratios, totals, variances};
use survey::moments::{Replacement, mean_effects, total_effects};
use survey::{Matrix, domain};

use super::super::case::Case;
use super::super::frame;
use super::super::stat::{Named, described, model, without_missing};
use super::super::table::Column;
use super::super::words::Word;
use super::wrong;

/// Means or totals; several calls in a row are several answers.
pub fn sums(case: &Case, words: &Word) -> Result<Value, String> {
    // "svymean(~x),svytotal(~x)", and rules for single units, ask for both of the terms that are named.
    let parts: Vec<&str> =
        ["mean", "total"].into_iter().filter(|key| case.expected.get(*key).is_some()).collect();
    let design = frame::design(case)?;
    let terms = words.plain().first().ok_or("a call without a formula")?.terms();
    if parts.is_empty() {
        let named = model(&case.table, &terms)?;
        return Ok(Value::Object(sum_of(case, &design, words, &named, words.function() == "svytotal")?));
    }
    let mut all = Map::new();
    for part in parts {
        // Where a case says that its total is of another column than its mean, it names it so.
        let name = case.expected[part]["names"][0].as_str().map(|name| vec![Word::Name(name.to_owned())]);
        let named = model(&case.table, &name.unwrap_or_else(|| terms.clone()))?;
        let found = sum_of(case, &design, words, &named, part == "total")?;
        all.insert(part.to_owned(), Value::Object(found));
    }
    Ok(Value::Object(all))
}

fn sum_of(
    case: &Case,
    design: &Design,
    words: &Word,
    named: &Named,
    total: bool,
) -> Result<Map<String, Value>, String> {
    let part = without_missing(design, &named.x)?;
    let linear = if total { totals(&part, &named.x) } else { means(&part, &named.x) }.map_err(wrong)?;
    let estimates = linear.estimates(&part).map_err(wrong)?;
    let mut all = described(&named.names, &estimates, case.df)?;
    // The proportions' cases have design effects without asking in words.
    let against =
        if words.text("deff") == Some("replace") { Replacement::With } else { Replacement::Without };
    let effects = if total { total_effects } else { mean_effects };
    // Weights that are scaled to the number of rows have no design effect against sampling without replacement.
    let found = effects(&part, &named.x, &estimates, against)
        .or_else(|_| effects(&part, &named.x, &estimates, Replacement::With));
    if let Ok(effects) = found {
        all.insert("deff".to_owned(), json!(effects));
    }
    Ok(all)
}

/// A ratio of two totals.
pub fn ratio(case: &Case, words: &Word) -> Result<Value, String> {
    let plain = words.plain();
    let [above, below, ..] = plain.as_slice() else { return Err("a ratio of less than two".to_owned()) };
    let design = frame::design(case)?;
    let (above, below) = (model(&case.table, &above.terms())?, model(&case.table, &below.terms())?);
    let part = without_missing(&design, &survey::matrix::beside(&above.x, &below.x))?;
    let estimates =
        ratios(&part, &above.x, &below.x).and_then(|ratio| ratio.estimates(&part)).map_err(wrong)?;
    Ok(Value::Object(described(&above.names, &estimates, case.df)?))
}

/// A variance in the population.
pub fn variance(case: &Case, words: &Word) -> Result<Value, String> {
    let design = frame::design(case)?;
    let named = model(&case.table, &words.plain().first().ok_or("a variance of nothing")?.terms())?;
    let part = without_missing(&design, &named.x)?;
    let estimates = variances(&part, &named.x).and_then(|found| found.estimates(&part)).map_err(wrong)?;
    Ok(Value::Object(described(&named.names, &estimates, case.df)?))
}

/// Rows by the combination of some columns: names, codes, and for each group its value of each column. The first column
/// changes fastest.
pub struct Groups {
    pub by: Vec<String>,
    pub names: Vec<String>,
    pub codes: Vec<u32>,
    pub values: Vec<Vec<String>>,
}

/// Groups of the rows that a design looks at.
pub fn groups(case: &Case, by: &[Word], design: &Design) -> Result<Groups, String> {
    let names: Vec<String> = by
        .iter()
        .map(|word| match word {
            Word::Name(name) => Ok(name.clone()),
            _ => Err("groups by something that is not a column".to_owned()),
        })
        .collect::<Result<_, _>>()?;
    let columns: Vec<&Column> = names.iter().map(|name| case.table.column(name)).collect::<Result<_, _>>()?;
    let coded: Vec<(Vec<String>, Vec<u32>)> = columns.iter().map(|column| column.codes()).collect();
    let key = |row: usize| -> Option<Vec<u32>> {
        let inside = coded.iter().all(|(levels, codes)| (codes[row] as usize) < levels.len());
        // The last column first, so that the first changes fastest.
        inside.then(|| coded.iter().rev().map(|(_, codes)| codes[row]).collect())
    };
    let mut keys: Vec<Vec<u32>> =
        (0..case.table.rows).filter(|row| design.weights()[*row] != 0.0).filter_map(key).collect();
    keys.sort();
    keys.dedup();
    let place = |key: Vec<u32>| keys.iter().position(|found| *found == key);
    let codes =
        (0..case.table.rows).map(|row| key(row).and_then(place).unwrap_or(keys.len()) as u32).collect();
    let value = |key: &Vec<u32>| -> Vec<String> {
        key.iter().rev().zip(&coded).map(|(code, (levels, _))| levels[*code as usize].clone()).collect()
    };
    let values: Vec<Vec<String>> = keys.iter().map(value).collect();
    Ok(Groups { by: names, names: values.iter().map(|value| value.join(".")).collect(), codes, values })
}

impl Groups {
    /// The groups' values, under the names of their columns.
    pub fn as_json(&self) -> Value {
        let column =
            |number: usize| self.values.iter().map(|value| value[number].clone()).collect::<Vec<_>>();
        Value::Object(
            self.by.iter().enumerate().map(|(number, name)| (name.clone(), json!(column(number)))).collect(),
        )
    }
}

/// Means, totals, variances or ratios by groups.
pub fn by(case: &Case, words: &Word) -> Result<Value, String> {
    let plain = words.plain();
    let [formula, by, _, statistic, ..] = plain.as_slice() else {
        return Err("`svyby` without a statistic".to_owned());
    };
    let design = frame::design(case)?;
    let named = model(&case.table, &formula.terms())?;
    let groups = groups(case, &by.terms(), &design)?;
    if **statistic == Word::Name("unwtd.count".to_owned()) {
        return counts(&design, &named.x, &groups);
    }
    let below = match words.named("denominator") {
        Some(formula) => Some(model(&case.table, &formula.terms())?.x),
        None => None,
    };
    let found = by_statistic(&design, &named, &groups, |part| match (*statistic, &below) {
        (Word::Name(name), _) if name == "svytotal" => totals(part, &named.x),
        (Word::Name(name), _) if name == "svyvar" => variances(part, &named.x),
        (Word::Name(name), Some(below)) if name == "svyratio" => ratios(part, &named.x, below),
        _ => means(part, &named.x),
    })?;
    let estimates = found.estimates(&design).map_err(wrong)?;
    let several = named.names.len() > 1;
    let mut all = described(&group_names(&groups, &named.names), &estimates, case.df)?;
    all.insert("groups".to_owned(), groups.as_json());
    for (key, name) in case.expected.as_object().into_iter().flatten() {
        // A whole table may lie in a file of its own.
        if let Some(name) = name.as_str().filter(|name| name.ends_with(".csv")) {
            all.insert(key.clone(), json!(same_table(case, name, &groups, &named.names, &estimates)?));
        }
    }
    if several {
        let errors = estimates.errors();
        let part = |(number, name): (usize, &String)| {
            let count = groups.names.len();
            (format!("se.{name}"), json!(errors[number * count..(number + 1) * count]))
        };
        all.insert("se".to_owned(), Value::Object(named.names.iter().enumerate().map(part).collect()));
    }
    Ok(Value::Object(all))
}

fn by_statistic(
    design: &Design,
    named: &Named,
    groups: &Groups,
    statistic: impl Fn(&Design) -> Result<Linearised, survey::SurveyError>,
) -> Result<Linearised, String> {
    let part = without_missing(design, &named.x)?;
    domain::each(&part, &groups.codes, groups.names.len(), statistic).map_err(wrong)
}

/// The name of a file of estimates (`q01`) and errors (`se.q01`) by groups, if ours are the same.
fn same_table(
    case: &Case,
    name: &str,
    groups: &Groups,
    columns: &[String],
    estimates: &Estimates,
) -> Result<String, String> {
    let table = case.file(name)?;
    let by: Vec<&Column> = groups.by.iter().map(|by| table.column(by)).collect::<Result<_, _>>()?;
    let errors = estimates.errors();
    let count = groups.names.len();
    let mut most = if table.rows == count { 0.0_f64 } else { f64::INFINITY };
    for (group, values) in groups.values.iter().enumerate() {
        let is = |row: &usize| {
            by.iter().zip(values).all(|(column, value)| column.words[*row].as_ref() == Some(value))
        };
        let row = (0..table.rows).find(is).ok_or("a group that the file does not have")?;
        for (number, column) in columns.iter().enumerate() {
            let place = number * count + group;
            for (name, ours) in
                [(column.clone(), estimates.values[place]), (format!("se.{column}"), errors[place])]
            {
                most = most.max((ours / table.numbers(&name)?[row] - 1.0).abs());
            }
        }
    }
    Ok(if most <= 1e-9 { name.to_owned() } else { format!("off from {name} by {most:.2e} of a number") })
}

fn group_names(groups: &Groups, columns: &[String]) -> Vec<String> {
    if columns.len() == 1 {
        return groups.names.clone();
    }
    columns
        .iter()
        .flat_map(|column| groups.names.iter().map(move |group| format!("{group}:{column}")))
        .collect()
}

fn counts(design: &Design, x: &Matrix, groups: &Groups) -> Result<Value, String> {
    let part = without_missing(design, x)?;
    let count = |group: usize| {
        let rows = groups.codes.iter().zip(part.weights());
        rows.filter(|(code, weight)| **code as usize == group && **weight != 0.0).count()
    };
    let by = groups.by.first().ok_or("groups by nothing")?;
    Ok(json!({ by.as_str(): groups.names, "count": (0..groups.names.len()).map(count).collect::<Vec<_>>() }))
}

/// Differences between groups: the first named less each of the others.
pub fn contrast(case: &Case, words: &Word) -> Result<Value, String> {
    let plain = words.plain();
    let [Word::Call(_, inner), weights, ..] = plain.as_slice() else {
        return Err("a contrast of nothing".to_owned());
    };
    let inner: Vec<&Word> = inner.iter().filter(|(name, _)| name.is_none()).map(|(_, word)| word).collect();
    let [formula, by, ..] = inner.as_slice() else { return Err("a contrast of nothing".to_owned()) };
    let design = frame::design(case)?;
    let named = model(&case.table, &formula.terms())?;
    let groups = groups(case, &by.terms(), &design)?;
    let estimates = by_statistic(&design, &named, &groups, |part| means(part, &named.x))?;
    let estimates = estimates.estimates(&design).map_err(wrong)?;
    let Word::Call(_, weights) = weights else { return Err("a contrast without weights".to_owned()) };
    let first = weights.first().and_then(|(name, _)| name.clone()).ok_or("a contrast without names")?;
    // The case's call shows one contrast; its expected names show all, as `EmH` for E minus H.
    let wanted: Vec<String> = frame::names(&case.expected["names"]);
    let mut rows = Vec::new();
    for name in &wanted {
        let mut parts = name.split('m');
        let (plus, minus) = (parts.next().unwrap_or(&first), parts.next().unwrap_or_default());
        let sign = |group: &String| f64::from(i8::from(group == plus) - i8::from(group == minus));
        rows.push(groups.names.iter().map(sign).collect());
    }
    let found = estimates.combine(&rows).map_err(wrong)?;
    Ok(Value::Object(described(&wanted, &found, case.df)?))
}

/// A two-way table of weighted counts.
pub fn table(case: &Case, words: &Word) -> Result<Value, String> {
    let terms = words.plain().first().ok_or("a table of nothing")?.terms();
    let [Word::Name(rows), Word::Name(columns)] = terms.as_slice() else {
        return Err("a table that is not two-way".to_owned());
    };
    let design = frame::design(case)?;
    let ((rows, in_rows), (columns, in_columns)) =
        (case.table.column(rows)?.codes(), case.table.column(columns)?.codes());
    let mut counts = vec![vec![0.0; columns.len()]; rows.len()];
    for (row, weight) in design.weights().iter().enumerate() {
        if let Some(cell) =
            counts.get_mut(in_rows[row] as usize).and_then(|cells| cells.get_mut(in_columns[row] as usize))
        {
            *cell += weight;
        }
    }
    Ok(json!({ "rows": rows, "cols": columns, "counts": counts }))
}

/// Degrees of freedom of several designs.
pub fn degrees(case: &Case) -> Result<Value, String> {
    let mut all = Map::new();
    for key in case.expected.as_object().into_iter().flat_map(Map::keys) {
        let design = match key.as_str() {
            "full" => frame::named(case, &case.table, &case.design)?,
            "clus1" => other(case, "apiclus1.csv", &json!({"ids": "dnum", "weights": "pw", "fpc": "fpc"}))?,
            "clus2" => {
                other(case, "apiclus2.csv", &json!({"ids": ["dnum", "snum"], "fpc": ["fpc1", "fpc2"]}))?
            }
            "nhanes" => {
                let words =
                    json!({"ids": "SDMVPSU", "strata": "SDMVSTRA", "weights": "WTMEC2YR", "nest": true});
                other(case, "nhanes.csv", &words)?
            }
            level => {
                let inside =
                    case.table.column("stype")?.words.iter().map(|word| word.as_deref() == Some(level));
                frame::named(case, &case.table, &case.design)?
                    .domain(&inside.collect::<Vec<_>>())
                    .map_err(wrong)?
            }
        };
        all.insert(key.clone(), json!(design.degrees_of_freedom()));
    }
    Ok(Value::Object(all))
}

fn other(case: &Case, file: &str, words: &Value) -> Result<Design, String> {
    frame::named(case, &case.file(file)?, words)
}

/// Totals under unequal probabilities: the columns are those that are named in what was expected.
pub fn probabilities(case: &Case) -> Result<Value, String> {
    let design = frame::design(case)?;
    let whole = case.expected.get("total").unwrap_or(&case.expected);
    let terms: Vec<Word> = frame::names(&whole["names"]).into_iter().map(Word::Name).collect();
    let named = model(&case.table, &terms)?;
    let estimates = totals(&design, &named.x).and_then(|found| found.estimates(&design)).map_err(wrong)?;
    let total = described(&named.names, &estimates, case.df)?;
    let Some(parts) = case.expected.as_object().filter(|parts| parts.contains_key("total")) else {
        return Ok(Value::Object(total));
    };
    let mut all = Map::new();
    all.insert("total".to_owned(), Value::Object(total));
    if parts.contains_key("mean") {
        let estimates = means(&design, &named.x).and_then(|found| found.estimates(&design)).map_err(wrong)?;
        all.insert("mean".to_owned(), Value::Object(described(&named.names, &estimates, case.df)?));
    }
    for name in frame::names(&parts.get("ratio").map_or(Value::Null, |part| part["names"].clone())) {
        let (above, below) = name.split_once('/').ok_or("a ratio without `/`")?;
        let column = |name: &str| model(&case.table, &[Word::Name(name.to_owned())]);
        let found =
            ratios(&design, &column(above)?.x, &column(below)?.x).and_then(|found| found.estimates(&design));
        let found = described(std::slice::from_ref(&name), &found.map_err(wrong)?, case.df)?;
        all.insert("ratio".to_owned(), Value::Object(found));
    }
    Ok(Value::Object(all))
}
