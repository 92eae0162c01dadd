//! Intervals of proportions and quantiles.

use serde_json::{Value, json};
use survey::distribution::student_quantile;
use survey::proportion::{Method, on_grid};
use survey::quantile::{Interval, Rule, estimate};

use super::super::case::Case;
use super::super::frame;
use super::super::stat::{truth, without_missing};
use super::super::words::Word;
use super::wrong;

/// A proportion with an interval by the method named.
pub fn proportion(case: &Case, words: &Word) -> Result<Value, String> {
    let plain = words.plain();
    let formula = plain.first().ok_or("a proportion of nothing")?.terms();
    let truth = truth(&case.table, formula.first().ok_or("a proportion of nothing")?)?;
    let design = frame::design(case)?;
    let x = survey::Matrix::from_column_slice(truth.len(), 1, &truth);
    let design = without_missing(&design, &x)?;
    let found = survey::proportion::proportion(&design, &truth, method(words.text("method"))?, 0.95, None);
    let mut found = found.map_err(wrong)?;
    if words.text("method") == Some("likelihood") {
        let rows = design.base() as f64;
        let t = student_quantile(0.975, design.degrees_of_freedom());
        // R scales weights before it leaves rows out that lack a value.
        let information = information(&truth, frame::design(case)?.weights());
        found.interval = on_grid(found.value, found.error, rows, t, information);
    }
    Ok(json!({
        "estimate": found.value,
        "se": found.error,
        "ci95_lower": found.interval.0,
        "ci95_upper": found.interval.1,
    }))
}

fn method(name: Option<&str>) -> Result<Method, String> {
    match name {
        // At the fitted model both are the same.
        None | Some("logit" | "xlogit") => Ok(Method::Logit),
        Some("likelihood") => Ok(Method::Likelihood),
        Some("asin") => Ok(Method::Arcsine),
        Some("beta") => Ok(Method::Beta),
        Some("mean") => Ok(Method::Mean),
        Some("wilson") => Ok(Method::Wilson),
        Some(_) => Err("a method for proportions that is not known".to_owned()),
    }
}

/// The information on a logit that R's model fit ends with: that of the last step but one, since it stops as soon as the
/// deviance moves by less than 1e-8 of itself.
fn information(truth: &[f64], weights: &[f64]) -> f64 {
    let base = weights.iter().filter(|weight| **weight != 0.0).count() as f64;
    let scale = base / weights.iter().sum::<f64>();
    let pairs: Vec<(f64, f64)> = truth
        .iter()
        .zip(weights)
        .filter(|(truth, weight)| **weight != 0.0 && !truth.is_nan())
        .map(|(truth, weight)| (*truth, weight * scale))
        .collect();
    let total: f64 = pairs.iter().map(|(_, weight)| weight).sum();
    let log = |share: f64| libm::log(share);
    let deviance = |share: &dyn Fn(f64, f64) -> f64| -> f64 {
        let loss =
            |(y, w): &(f64, f64)| -2.0 * w * log(if *y == 1.0 { share(*y, *w) } else { 1.0 - share(*y, *w) });
        pairs.iter().map(loss).sum()
    };
    let start = |y: f64, w: f64| (w * y + 0.5) / (w + 1.0);
    let mut before = deviance(&start);
    let (mut above, mut below) = (0.0, 0.0);
    for (y, w) in &pairs {
        let share = start(*y, *w);
        let slope = share * (1.0 - share);
        above += w * slope * (log(share / (1.0 - share)) + (y - share) / slope);
        below += w * slope;
    }
    let yes: f64 = pairs.iter().map(|(y, w)| y * w).sum::<f64>() / total;
    for _ in 0..25 {
        let share = 1.0 / (1.0 + libm::exp(-above / below));
        let now = deviance(&|_, _| share);
        if (now - before).abs() / (now.abs() + 0.1) < 1e-8 {
            break;
        }
        before = now;
        let slope = share * (1.0 - share);
        below = total * slope;
        above = below * (log(share / (1.0 - share)) + (yes - share) / slope);
    }
    below
}

/// Quantiles by the rule and kind of interval that are named.
pub fn quantiles(case: &Case, words: &Word) -> Result<Value, String> {
    let plain = words.plain();
    let [formula, _, shares, ..] = plain.as_slice() else {
        return Err("quantiles without shares".to_owned());
    };
    let terms = formula.terms();
    let Some(Word::Name(name)) = terms.first() else { return Err("quantiles of nothing".to_owned()) };
    let design = frame::design(case)?;
    let x = case.table.numbers(name)?;
    let design = without_missing(&design, &survey::Matrix::from_column_slice(x.len(), 1, x))?;
    let rule = rule(words.text("qrule"))?;
    let by = match words.text("interval.type") {
        Some("score") => Interval::Score,
        None => Interval::Woodruff(Method::Mean),
        Some(name) => Interval::Woodruff(method(Some(name))?),
    };
    let shares = shares.numbers();
    let found =
        shares.iter().map(|p| estimate(&design, x, *p, rule, by, 0.95)).collect::<Result<Vec<_>, _>>();
    let found = found.map_err(wrong)?;
    Ok(json!({
        "p": shares,
        "estimate": found.iter().map(|found| found.value).collect::<Vec<_>>(),
        "ci95_lower": found.iter().map(|found| found.interval.0).collect::<Vec<_>>(),
        "ci95_upper": found.iter().map(|found| found.interval.1).collect::<Vec<_>>(),
        "se": found.iter().map(|found| found.error).collect::<Vec<_>>(),
    }))
}

/// A rule by the name that R's `survey` gives it.
pub fn rule(name: Option<&str>) -> Result<Rule, String> {
    Ok(match name {
        None | Some("math" | "hf1") => Rule::Lower,
        Some("school" | "hf2") => Rule::School,
        Some("hf3") => Rule::Nearest,
        Some("hf4") => Rule::Linear4,
        Some("hf5") => Rule::Linear5,
        Some("hf6") => Rule::Linear6,
        Some("hf7") => Rule::Linear7,
        Some("hf8") => Rule::Linear8,
        Some("hf9") => Rule::Linear9,
        Some("shahvaish") => Rule::ShahVaishInR,
        Some(_) => return Err("a rule for quantiles that is not known".to_owned()),
    })
}
