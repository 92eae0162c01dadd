//! Tests of tables, and the tables of market research.

use serde_json::{Map, Value, json};
use survey::binomial::{Method, interval};
use survey::moments::effective_base;
use survey::testing::adjust::{Adjust, adjusted};
use survey::testing::association::{Denominator, Statistic, TwoWay, deviance, independence};
use survey::testing::columns::{Cell, letter, letters, pairs};
use survey::testing::crosstab::crosstab;
use survey::testing::fit::given_shares;

use super::super::case::Case;
use super::super::frame;
use super::super::words::Word;
use super::wrong;

/// Two columns of a formula as codes with their sizes.
type TwoColumns = ((Vec<String>, Vec<u32>), (Vec<String>, Vec<u32>));

fn two(case: &Case, formula: Option<&&Word>) -> Result<TwoColumns, String> {
    let terms = formula.map(|formula| formula.terms()).unwrap_or_default();
    let [Word::Name(rows), Word::Name(columns)] = terms.as_slice() else {
        return Err("a table that is not two-way".to_owned());
    };
    Ok((case.table.column(rows)?.codes(), case.table.column(columns)?.codes()))
}

/// `svychisq`.
pub fn chi_squared(case: &Case, words: &Word) -> Result<Value, String> {
    let (rows, columns) = two(case, words.plain().first())?;
    let table = TwoWay { rows: &rows.1, columns: &columns.1, size: (rows.0.len(), columns.0.len()) };
    let (statistic, method) = match words.text("statistic") {
        None | Some("F") => (Statistic::RaoScottF, "Pearson's X^2: Rao & Scott adjustment"),
        Some("Chisq") => (Statistic::RaoScottChiSquared, "Pearson's X^2: Rao & Scott adjustment"),
        Some("Wald") => (Statistic::Wald, "Design-based Wald test of association"),
        Some("adjWald") => (Statistic::AdjustedWald, "Design-based Wald test of association"),
        Some("lincom") => {
            (Statistic::Exact(Denominator::Whole), "Pearson's X^2: asymptotic exact distribution")
        }
        Some("saddlepoint") => {
            (Statistic::Saddlepoint(Denominator::Whole), "Pearson's X^2: saddlepoint approximation")
        }
        Some(_) => return Err("a statistic that is not known".to_owned()),
    };
    let found = independence(&frame::design(case)?, table, statistic).map_err(wrong)?;
    Ok(json!({ "statistic": [found.statistic], "df": found.df, "p_value": found.p_value, "method": method }))
}

/// `anova(svyloglin(...), ...)`: independence against all interactions.
pub fn log_linear(case: &Case, words: &Word) -> Result<Value, String> {
    let plain = words.plain();
    let (rows, columns) = two(case, plain.first().and_then(|model| model.plain().first().copied()).as_ref())?;
    let table = TwoWay { rows: &rows.1, columns: &columns.1, size: (rows.0.len(), columns.0.len()) };
    let (deviance, score) = deviance(&frame::design(case)?, table).map_err(wrong)?;
    Ok(json!({ "dev_dev": deviance, "score_chisq": score }))
}

/// `svygofchisq`.
pub fn goodness(case: &Case, words: &Word) -> Result<Value, String> {
    let plain = words.plain();
    let terms = plain.first().map(|formula| formula.terms()).unwrap_or_default();
    let Some(Word::Name(name)) = terms.first() else {
        return Err("categories that are not a column".to_owned());
    };
    let shares = words.named("p").or_else(|| plain.get(1).copied()).map(Word::numbers).unwrap_or_default();
    let (_, codes) = case.table.column(name)?.codes();
    let found = given_shares(&frame::design(case)?, &codes, &shares).map_err(wrong)?;
    let method = "Design-based chi-squared test for given probabilities";
    Ok(json!({ "statistic": [found.statistic], "df": found.df, "p_value": found.p_value, "method": method }))
}

/// Rows of each category of a column, in order.
fn rows_of(case: &Case, name: &str) -> Result<Vec<(String, Vec<usize>)>, String> {
    let (levels, codes) = case.table.column(name)?.codes();
    let rows = |level: usize| (0..codes.len()).filter(|row| codes[*row] as usize == level).collect();
    Ok(levels.into_iter().enumerate().map(|(number, level)| (level, rows(number))).collect())
}

/// Weights of a case; 1 without.
fn weights(case: &Case) -> Result<Vec<f64>, String> {
    match case.design["weights"].as_str() {
        Some(name) => Ok(case.table.numbers(name)?.to_vec()),
        None => Ok(vec![1.0; case.table.rows]),
    }
}

fn share(rows: &[usize], weights: &[f64], of: impl Fn(usize) -> f64) -> f64 {
    let total: f64 = rows.iter().map(|row| weights[*row]).sum();
    rows.iter().map(|row| weights[*row] * of(*row)).sum::<f64>() / total
}

/// Pairwise tests of columns, with letters.
pub fn column_tests(case: &Case) -> Result<Value, String> {
    let weights = weights(case)?;
    let columns = rows_of(case, "age")?;
    let mut all = Vec::new();
    for number in 1..=14 {
        let item = format!("q{number:02}");
        let x = case.table.numbers(&item)?;
        let cells: Vec<Cell> = columns
            .iter()
            .map(|(_, rows)| {
                let own: Vec<f64> = rows.iter().map(|row| weights[*row]).collect();
                Cell { share: share(rows, &weights, |row| x[row]), base: effective_base(&own) }
            })
            .collect();
        let found = pairs(&cells).map_err(wrong)?;
        let p: Vec<f64> = found.iter().map(|pair| pair.p_value).collect();
        let name = |pair: &survey::testing::columns::Pair| letter(pair.first) + &letter(pair.second);
        all.push(json!({
            "item": item,
            "p": cells.iter().map(|cell| cell.share).collect::<Vec<_>>(),
            "effective_base": cells.iter().map(|cell| cell.base).collect::<Vec<_>>(),
            "pairs": found.iter().map(name).collect::<Vec<_>>(),
            "z": found.iter().map(|pair| pair.z).collect::<Vec<_>>(),
            "p_value": p,
            "adjusted": {
                "bonferroni": adjusted(&p, Adjust::Bonferroni),
                "holm": adjusted(&p, Adjust::Holm),
                "fdr_bh": adjusted(&p, Adjust::Fdr),
            },
            "letters_bonferroni_95": letters(&found, columns.len(), Adjust::Bonferroni, 0.05, 0.05),
        }));
    }
    Ok(Value::Array(all))
}

/// A table of counts, its test and residuals; the id names rows and columns.
pub fn counted(case: &Case) -> Result<Value, String> {
    let mut names = case.id.split('_').skip(1);
    let (rows, columns) = (names.next().unwrap_or("q15"), names.next().unwrap_or("age"));
    let ((rows, in_rows), (columns, in_columns)) =
        (case.table.column(rows)?.codes(), case.table.column(columns)?.codes());
    let mut counts = vec![vec![0.0; columns.len()]; rows.len()];
    for (row, column) in in_rows.iter().zip(&in_columns) {
        if let Some(cell) = counts.get_mut(*row as usize).and_then(|cells| cells.get_mut(*column as usize)) {
            *cell += 1.0;
        }
    }
    let found = crosstab(&counts).map_err(wrong)?;
    Ok(json!({
        "counts": counts,
        "chi2": found.chi_squared,
        "df": found.df,
        "p": found.p_value,
        "cramers_v": found.cramers_v,
        "adjusted_residuals": found.residuals,
    }))
}

/// A five-level item by age: means and the shares of the two highest and lowest levels.
pub fn boxes(case: &Case) -> Result<Value, String> {
    let weights = weights(case)?;
    let x = case.table.numbers("q15")?;
    let mut all = Vec::new();
    for (age, rows) in rows_of(case, "age")? {
        let own: Vec<f64> = rows.iter().map(|row| weights[*row]).collect();
        let base = effective_base(&own);
        let mean = share(&rows, &weights, |row| x[row]);
        let spread = share(&rows, &weights, |row| (x[row] - mean) * (x[row] - mean));
        let variance = spread * base / (base - 1.0);
        let mut one = Map::new();
        one.insert("age".to_owned(), json!(age));
        one.insert("n".to_owned(), json!(rows.len()));
        one.insert("sum_w".to_owned(), json!(survey::sums::sum(own.iter().copied())));
        one.insert("n_eff".to_owned(), json!(base));
        one.insert("mean".to_owned(), json!(mean));
        one.insert("var_neff".to_owned(), json!(variance));
        one.insert("se_neff".to_owned(), json!((variance / base).sqrt()));
        one.insert(
            "top2".to_owned(),
            json!(share(&rows, &weights, |row| f64::from(u8::from(x[row] >= 4.0)))),
        );
        one.insert(
            "bottom2".to_owned(),
            json!(share(&rows, &weights, |row| f64::from(u8::from(x[row] <= 2.0)))),
        );
        all.push(Value::Object(one));
    }
    Ok(Value::Array(all))
}

/// Bases: unweighted, weighted, effective; under the names that tables use for them.
pub fn bases(case: &Case) -> Result<Value, String> {
    let design = frame::design(case)?;
    let weights = design.weights();
    let (base, effective) = (design.base() as f64, effective_base(weights));
    let squares = survey::sums::sum(weights.iter().map(|weight| weight * weight));
    Ok(json!({
        "n": base,
        "sum_w": design.weighted_base(),
        "sum_w2": squares,
        "n_eff": effective,
        "neff": effective,
        "effective_base": effective,
        "deff": base / effective,
        "deff_kish": base / effective,
        "deff_w": base / effective,
    }))
}

/// Intervals of a proportion in a simple random sample, by the item that is named first.
pub fn simple_intervals(case: &Case) -> Result<Value, String> {
    let words = [case.id.as_str(), case.estimand.as_str(), case.call.as_str()];
    let mut named = words.iter().flat_map(|words| words.split(|letter: char| !letter.is_alphanumeric()));
    let item = named.find(|word| case.table.columns.contains_key(*word)).ok_or("no item is named")?;
    let x = case.table.numbers(item)?;
    let yes = x.iter().filter(|x| **x == 1.0).count() as f64;
    let n = x.iter().filter(|x| !x.is_nan()).count() as f64;
    let by = |method| interval(yes, n, method, 0.95).map(|(low, high)| json!([low, high])).map_err(wrong);
    Ok(json!({
        "count": yes,
        "n": n,
        "nobs": n,
        "p": yes / n,
        "estimate": yes / n,
        "normal": by(Method::Wald)?,
        "wilson": by(Method::Wilson)?,
        "agresti_coull": by(Method::AgrestiCoull)?,
        "beta": by(Method::ClopperPearson)?,
        "clopper_pearson": by(Method::ClopperPearson)?,
        "jeffreys": by(Method::Jeffreys)?,
    }))
}
