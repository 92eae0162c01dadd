//! Regressions and tests of groups.

use serde_json::{Value, json};
use survey::design::Design;
use survey::distribution::student_quantile;
use survey::regression::{Family, Information, fit_until, ordinal};
use survey::testing::association::Tested;
use survey::testing::ranks::{Score, mean_test, rank_test, t_test};

use super::super::case::Case;
use super::super::frame;
use super::super::stat::{design_matrix, square, without_missing};
use super::super::words::{Word, read_call};
use super::wrong;

/// The formula of a call; where it is left out (`...`), that in the words on what is estimated.
fn formula(case: &Case, words: &Word) -> Result<Word, String> {
    let is = |word: &&Word| word.function() == "~";
    if let Some(found) = words.plain().into_iter().find(is) {
        return Ok(found.clone());
    }
    let text = &case.estimand;
    let tilde = text.find('~').ok_or("no formula")?;
    let from = text[..tilde].trim_end().rfind(' ').map_or(0, |space| space + 1);
    read_call(&text[from..]).ok_or_else(|| "a formula that cannot be read".to_owned())
}

/// An outcome: numbers as they are, of words all but the first as 1.
fn outcome(case: &Case, word: Option<&Word>) -> Result<Vec<f64>, String> {
    let Some(Word::Name(name)) = word else { return Err("an outcome that is not a column".to_owned()) };
    let column = case.table.column(name)?;
    if let Some(numbers) = &column.numbers {
        return Ok(numbers.clone());
    }
    let (levels, codes) = column.codes();
    Ok(codes
        .iter()
        .map(|code| if *code as usize >= levels.len() { f64::NAN } else { f64::from(u8::from(*code > 0)) })
        .collect())
}

/// `svyglm`.
pub fn regression(case: &Case, words: &Word) -> Result<Value, String> {
    let formula = formula(case, words)?;
    let family = match case.call.as_str() {
        call if call.contains("binomial") => Family::Binomial,
        call if call.contains("poisson") => Family::Poisson,
        _ => Family::Gaussian,
    };
    let x = design_matrix(&case.table, &formula.terms())?;
    let y = outcome(case, formula.response())?;
    let design = complete(case, &x.x, &y)?;
    // R stops when the deviance moves by less than this part.
    let whole = frame::design(case)?;
    let unit = whole.weighted_base() / whole.base() as f64;
    let found = fit_until(&design, &x.x, &y, family, 1e-8, unit).map_err(wrong)?;
    let half = student_quantile(0.975, found.df);
    let end = |sign: f64| -> Vec<f64> {
        let pairs = found.coefficients.iter().zip(found.errors());
        pairs.map(|(value, error)| value + sign * half * error).collect()
    };
    let (t, p): (Vec<f64>, Vec<f64>) = found.t_values().into_iter().unzip();
    let mut all = json!({
        "names": x.names,
        "estimate": found.coefficients,
        "se": found.errors(),
        "ci95_lower": end(-1.0),
        "ci95_upper": end(1.0),
        "t": t,
        "p": p,
        "df_resid": found.df,
        "vcov": square(&found.covariance),
    });
    for key in case.expected.as_object().into_iter().flat_map(|parts| parts.keys()) {
        let Some(term) = key.strip_prefix("term_") else { continue };
        let which: Vec<usize> =
            (0..x.names.len()).filter(|place| x.names[*place].starts_with(term)).collect();
        let tested = found.all_zero(&which).map_err(wrong)?;
        all[key] =
            json!({ "F": tested.statistic, "df": tested.df[0], "ddf": tested.df[1], "p": tested.p_value });
    }
    Ok(all)
}

fn complete(case: &Case, x: &survey::Matrix, y: &[f64]) -> Result<Design, String> {
    let y = survey::Matrix::from_column_slice(y.len(), 1, y);
    without_missing(&frame::design(case)?, &survey::matrix::beside(x, &y))
}

/// `svyolr`: the outcome is a column, or the quarters of its range that a name in `cat` stands for.
pub fn ordered(case: &Case, words: &Word) -> Result<Value, String> {
    let formula = formula(case, words)?;
    let Some(Word::Name(name)) = formula.response() else {
        return Err("an outcome that is not a column".to_owned());
    };
    let (levels, codes) = match case.table.column(name) {
        Ok(column) => column.codes(),
        // meals, cut at 0, 25, 50, 75 and 100.
        Err(_) => quarters(case.table.numbers(&format!("{}s", name.trim_end_matches("cat")))?),
    };
    let mut x = design_matrix(&case.table, &formula.terms())?;
    x.x = x.x.remove_column(0);
    x.names.remove(0);
    let y: Vec<f64> =
        codes.iter().map(|code| if *code as usize >= levels.len() { f64::NAN } else { 0.0 }).collect();
    let design = complete(case, &x.x, &y)?;
    let found =
        ordinal(&design, &x.x, &codes, levels.len(), Information::Differences(1e-3)).map_err(wrong)?;
    let bounds: Vec<String> = levels.windows(2).map(|pair| format!("{}|{}", pair[0], pair[1])).collect();
    let errors: Vec<f64> = (0..found.covariance.nrows()).map(|i| found.covariance[(i, i)].sqrt()).collect();
    // R names the bounds twice.
    let names: Vec<String> = x.names.iter().chain(&bounds).chain(&bounds).cloned().collect();
    let all: Vec<f64> = found.coefficients.iter().chain(&found.thresholds).copied().collect();
    Ok(json!({ "names": names, "coef": all, "zeta": found.thresholds, "se": errors }))
}

fn quarters(numbers: &[f64]) -> (Vec<String>, Vec<u32>) {
    let levels = ["[0,25]", "(25,50]", "(50,75]", "(75,100]"].map(str::to_owned).to_vec();
    let code = |number: &f64| match number {
        number if number.is_nan() => 4,
        number => [25.0, 50.0, 75.0].iter().filter(|bound| number > bound).count() as u32,
    };
    (levels, numbers.iter().map(code).collect())
}

/// `svyttest`.
pub fn t(case: &Case, words: &Word) -> Result<Value, String> {
    let formula = formula(case, words)?;
    let y = outcome(case, formula.response())?;
    if let Some(Word::Number(_)) = formula.terms().first() {
        let design = complete(case, &survey::Matrix::zeros(y.len(), 0), &y)?;
        let (mean, found) = mean_test(&design, &y).map_err(wrong)?;
        return Ok(described(&found, "difference", mean, "Design-based one-sample t-test"));
    }
    let (codes, design) = grouped(case, &formula, &y)?;
    let (difference, found) = t_test(&design, &y, &codes.1).map_err(wrong)?;
    Ok(described(&found, "difference", difference, "Design-based t-test"))
}

/// Groups by name and code, and the design without rows that lack a group or a value.
type Grouped = ((Vec<String>, Vec<u32>), Design);

fn grouped(case: &Case, formula: &Word, y: &[f64]) -> Result<Grouped, String> {
    let Some(Word::Name(name)) = formula.terms().into_iter().next() else {
        return Err("groups that are not a column".to_owned());
    };
    let (levels, codes) = case.table.column(&name)?.codes();
    let known: Vec<f64> =
        codes.iter().map(|code| if *code as usize >= levels.len() { f64::NAN } else { 0.0 }).collect();
    let design = complete(case, &survey::Matrix::from_column_slice(known.len(), 1, &known), y)?;
    Ok(((levels, codes), design))
}

fn described(found: &Tested, key: &str, value: f64, method: &str) -> Value {
    json!({
        "statistic": [found.statistic],
        "df": found.df,
        "p_value": found.p_value,
        key: value,
        "method": method,
    })
}

/// `svyranktest`.
pub fn ranks(case: &Case, words: &Word) -> Result<Value, String> {
    let formula = formula(case, words)?;
    let y = outcome(case, formula.response())?;
    let ((levels, codes), design) = grouped(case, &formula, &y)?;
    let (score, name) = match words.text("test") {
        Some("vanderWaerden") => (Score::Normal, "vanderWaerden"),
        Some("median") => (Score::Median, "median"),
        _ => (Score::Wilcoxon, "KruskalWallis"),
    };
    let (difference, found) = rank_test(&design, &y, &codes, levels.len(), score).map_err(wrong)?;
    Ok(described(&found, "difference", difference, &format!("Design-based {name} test")))
}
