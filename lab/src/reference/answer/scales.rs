//! Scales: reliability, factors, components, latent classes.

use serde_json::{Map, Value, json};
use survey::Matrix;
use survey::components::{Weighting, components};
use survey::design::{Design, DesignBuilder, Stage};
use survey::factor::one_factor;
use survey::latent::{LatentClasses, Search, fit};
use survey::linear::covariances;
use survey::reliability::{alpha, alpha_interval};

use super::super::case::Case;
use super::super::frame;
use super::super::stat::{model, square, without_missing};
use super::super::words::Word;
use super::wrong;

/// The items of a scale, those marked `-` turned around 7, without rows that lack one.
fn items(case: &Case) -> Result<(Design, Matrix), String> {
    let names = frame::names(&case.design["items"]);
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for name in &names {
        let numbers = case.table.numbers(name.trim_start_matches('-'))?;
        let turned = name.starts_with('-');
        columns.push(numbers.iter().map(|number| if turned { 7.0 - number } else { *number }).collect());
    }
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let x = survey::matrix::columns(&slices).map_err(wrong)?;
    let rows = case.table.rows;
    let design =
        DesignBuilder::new(vec![Stage::rows(rows)]).weights(vec![1.0; rows]).build().map_err(wrong)?;
    Ok((without_missing(&design, &x)?, x))
}

/// `psych::alpha`.
pub fn cronbach(case: &Case) -> Result<Value, String> {
    let (design, x) = items(case)?;
    let covariance = covariances(&design, &x).map_err(wrong)?;
    let found = alpha(&covariance).map_err(wrong)?;
    let (low, high) = alpha_interval(found.raw, design.base(), x.ncols(), 0.95).map_err(wrong)?;
    Ok(json!({
        "n": design.base(),
        "raw_alpha": found.raw,
        "std_alpha": found.standardised,
        "guttman6": found.guttman6,
        "average_r": found.mean_correlation,
        "alpha_if_dropped": found.without,
        "item_rest_r": found.item_rest,
        "cov": square(&covariance),
        "ci_feldt": [low, high],
    }))
}

/// `svycralpha`.
pub fn weighted_cronbach(case: &Case, words: &Word) -> Result<Value, String> {
    let named = model(&case.table, &words.plain().first().ok_or("a scale of nothing")?.terms())?;
    let design = without_missing(&frame::design(case)?, &named.x)?;
    let found = alpha(&covariances(&design, &named.x).map_err(wrong)?).map_err(wrong)?;
    Ok(json!({ "alpha": found.raw }))
}

/// `lavaan::cfa` with one factor.
pub fn omega(case: &Case) -> Result<Value, String> {
    let (design, x) = items(case)?;
    let found = one_factor(&covariances(&design, &x).map_err(wrong)?, design.base()).map_err(wrong)?;
    Ok(json!({
        "omega": found.omega,
        "loadings": found.loadings,
        "theta": found.uniquenesses,
        "chisq": found.chi_squared,
        "df": found.df,
        "logl": found.log_likelihood,
    }))
}

/// `svyprcomp`.
pub fn principal(case: &Case, words: &Word) -> Result<Value, String> {
    let named = model(&case.table, &words.plain().first().ok_or("components of nothing")?.terms())?;
    let design = without_missing(&frame::design(case)?, &named.x)?;
    let scaled =
        words.text("scale").or_else(|| words.text("scale.")).is_some_and(|word| word.starts_with('T'));
    let found = components(&design, &named.x, Weighting::Rows, scaled).map_err(wrong)?;
    Ok(json!({ "sdev": found.deviations, "rotation_abs": square(&found.rotation.map(f64::abs)) }))
}

/// How many classes a call asks for.
fn classes(case: &Case) -> Result<usize, String> {
    let behind = |mark: &str| case.call.split_once(mark).map(|(_, rest)| rest);
    let text = behind("nclass=").or_else(|| behind("n_components=")).ok_or("no number of classes")?;
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().map_err(|_| "no number of classes".to_owned())
}

struct Items {
    names: Vec<String>,
    codes: Vec<Vec<u32>>,
    sizes: Vec<usize>,
}

/// The items that a case names; without names those called q01 to q14, or all columns.
fn coded(case: &Case) -> Result<Items, String> {
    let mut names = frame::names(&case.design["items"]);
    if names.is_empty() {
        let asked = |name: &&String| name.len() == 3 && name.starts_with('q') && *name != "q15";
        names = case.table.names.iter().filter(asked).cloned().collect();
    }
    if names.is_empty() {
        names.clone_from(&case.table.names);
    }
    let (mut codes, mut sizes) = (Vec::new(), Vec::new());
    for name in &names {
        let column = case.table.column(name)?;
        // Words have an order of their own in R, in which these files list them.
        let (levels, of_rows) =
            if column.numbers.is_some() { column.codes() } else { column.codes_by_appearance() };
        sizes.push(levels.len());
        codes.push(of_rows);
    }
    Ok(Items { names, codes, sizes })
}

fn latent(case: &Case, items: &Items) -> Result<LatentClasses, String> {
    let weights = match case.design["weights"].as_str() {
        Some(name) => case.table.numbers(name)?.to_vec(),
        None => vec![1.0; case.table.rows],
    };
    fit(&items.codes, &items.sizes, &weights, Search::for_classes(classes(case)?)).map_err(wrong)
}

/// `poLCA`.
pub fn latent_classes(case: &Case) -> Result<Value, String> {
    let items = coded(case)?;
    let found = latent(case, &items)?;
    let parameters = found.parameters as f64;
    let probabilities: Map<String, Value> =
        items.names.iter().zip(&found.answers).map(|(name, item)| (name.clone(), json!(item))).collect();
    Ok(json!({
        "N": found.rows,
        "loglik": found.log_likelihood,
        "npar": found.parameters,
        "aic": -2.0 * found.log_likelihood + 2.0 * parameters,
        "bic": -2.0 * found.log_likelihood + libm::log(found.base) * parameters,
        "Gsq": found.deviance,
        "Chisq": found.pearson,
        "resid_df": found.residual_df,
        "class_share": found.shares,
        "modal_share": found.modal_shares,
        "entropy_R2": found.entropy_r2,
        "probs": probabilities,
        "share_se": found.share_errors,
    }))
}

/// `StepMix` with items of 0 and 1.
pub fn step_mix(case: &Case) -> Result<Value, String> {
    let items = coded(case)?;
    let found = latent(case, &items)?;
    let one = |(number, item): (usize, &Vec<Vec<f64>>)| {
        let second: Vec<f64> = item.iter().map(|class| class[1]).collect();
        (format!("q{:02}", number + 1), json!(second))
    };
    let probabilities: Map<String, Value> = found.answers.iter().enumerate().map(one).collect();
    Ok(json!({
        "loglik_sum_w": found.log_likelihood,
        "avg_loglik": found.log_likelihood / found.base,
        "class_share": found.shares,
        "mean_posterior_share": found.mean_posterior,
        "prob_item1_by_class": probabilities,
    }))
}
