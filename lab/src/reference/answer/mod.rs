//! Which estimator answers a case.

mod estimates;
mod intervals;
mod models;
mod replicates;
mod scales;
mod tables;
mod weights;

use serde_json::Value;

use super::case::Case;

/// Our numbers for a case, under the names that cases use.
pub fn answer(case: &Case) -> Result<Value, String> {
    let words = case.words();
    let function = words.as_ref().map_or("", |words| words.function());
    match (function, &words) {
        ("svymean" | "svytotal", Some(words)) if !words.plain().is_empty() => estimates::sums(case, words),
        ("svyratio", Some(words)) => estimates::ratio(case, words),
        ("svyvar", Some(words)) => estimates::variance(case, words),
        ("svyby", Some(words)) if case.expected.get("repweights_file").is_some() => {
            replicates::by_call(case, words)
        }
        _ if case.expected.get("repweights_file").is_some() => replicates::several(case),
        ("svyby", Some(words)) => estimates::by(case, words),
        ("svycontrast", Some(words)) => estimates::contrast(case, words),
        ("svytable", Some(words)) => estimates::table(case, words),
        ("svyciprop", Some(words)) => intervals::proportion(case, words),
        ("svyquantile", Some(words)) => intervals::quantiles(case, words),
        ("rake", Some(words)) => weights::rake_call(case, words),
        ("postStratify", Some(words)) => weights::post_stratify_call(case, words),
        ("trimWeights", Some(words)) => weights::trim_call(case, words),
        ("calibrate", Some(words)) => weights::calibrate_call(case, words),
        ("svydesign", _) => weights::fixed(case),
        ("svyglm", Some(words)) => models::regression(case, words),
        ("svyolr", Some(words)) => models::ordered(case, words),
        ("svyttest", Some(words)) => models::t(case, words),
        ("svyranktest", Some(words)) => models::ranks(case, words),
        ("svychisq", Some(words)) => tables::chi_squared(case, words),
        ("svygofchisq", Some(words)) => tables::goodness(case, words),
        ("anova", Some(words)) => tables::log_linear(case, words),
        _ if case.call.starts_with("proportions_ztest") => tables::column_tests(case),
        _ if case.call.contains("chi2_contingency") => tables::counted(case),
        _ if case.id.starts_with("t2b") => tables::boxes(case),
        ("alpha", _) => scales::cronbach(case),
        ("svycralpha", Some(words)) => scales::weighted_cronbach(case, words),
        ("svyprcomp", Some(words)) => scales::principal(case, words),
        _ if case.call.starts_with("lavaan") => scales::omega(case),
        _ if case.call.starts_with("poLCA") => scales::latent_classes(case),
        _ if case.call.starts_with("StepMix") => scales::step_mix(case),
        _ if case.id.starts_with("kish") => tables::bases(case),
        _ if case.id.starts_with("ci_srs") => tables::simple_intervals(case),
        ("degf", _) => estimates::degrees(case),
        _ if case.call.starts_with("svytotal") => estimates::probabilities(case),
        _ => Err("no estimator here".to_owned()),
    }
}

/// An error of `survey` as its words.
pub fn wrong(error: survey::SurveyError) -> String {
    error.to_string()
}
