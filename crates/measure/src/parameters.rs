//! The numbers of `data/ties.toml` and `data/typology.toml`. Their meaning and source stand there, beside them.

use std::collections::BTreeMap;

use event::Kind;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Why a data file of the measures cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ParametersProblem {
    #[error("data file `{0}` is missing")]
    Missing(&'static str),
    #[error("data file `{file}` cannot be read: {reason}")]
    Broken { file: &'static str, reason: String },
}

/// Reads one TOML file of `data/`.
///
/// # Errors
/// When it is missing or not of its shape.
pub fn load<T: DeserializeOwned>(data: &data::Data, file: &'static str) -> Result<T, ParametersProblem> {
    let bytes = data.get(file).ok_or(ParametersProblem::Missing(file))?;
    let broken = |reason: String| ParametersProblem::Broken { file, reason };
    let text = std::str::from_utf8(bytes).map_err(|error| broken(error.to_string()))?;
    toml::from_str(text).map_err(|error| broken(error.to_string()))
}

/// `data/ties.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TiesParameters {
    pub share: ShareParameters,
    pub grade: GradeParameters,
    pub closeness: ClosenessParameters,
    pub regular: RegularParameters,
    pub regularity: RegularityParameters,
    pub rebound: ReboundParameters,
    pub night: NightParameters,
    pub shown: ShownParameters,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareParameters {
    pub least_contacts: u32,
    pub prior_from_contacts: u32,
    pub prior_from_accounts: usize,
    pub prior_most: f64,
    pub prior_least: f64,
    pub one_sided_above: f64,
    pub towards_owner_below: f64,
    pub sure: f64,
    pub dispersion_from_contacts: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeParameters {
    pub unanswered_days: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosenessParameters {
    pub half_life_days: f64,
    pub weights: BTreeMap<Kind, f64>,
    pub others: Vec<OtherWeights>,
}

/// Another weighting, by how it differs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherWeights {
    pub name: String,
    #[serde(default)]
    pub same: bool,
    #[serde(default)]
    pub leave_out: Vec<Kind>,
    #[serde(default)]
    pub only: Vec<Kind>,
    pub half_life_days: Option<f64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegularParameters {
    pub least_weeks: usize,
    pub of_weeks: i32,
    pub share_of_contacts: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegularityParameters {
    pub least_contacts: u32,
    pub session_gap_minutes: u32,
    pub level: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReboundParameters {
    pub gap_days: f64,
    pub gap_quantile: f64,
    pub owner_active_share: f64,
    pub window_hours: u32,
    pub least_gaps: usize,
    pub level: f64,
    pub draws: usize,
    pub seed: u64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NightParameters {
    pub from_hour: u32,
    pub before_hour: u32,
    pub least_acts: u64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownParameters {
    pub closest: usize,
    pub records: usize,
}

/// `data/typology.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypologyParameters {
    pub hours: f64,
    pub posts: f64,
    pub hours_grid: Vec<f64>,
    pub posts_grid: Vec<f64>,
    pub gaps_minutes: Vec<u32>,
    pub same_item_seconds: i64,
    pub weeks_for_probability: usize,
    pub weeks_for_month: usize,
    pub inactive_days: i32,
    pub draws: usize,
    pub seed: u64,
    pub burstiness: BurstinessParameters,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BurstinessParameters {
    pub least_items: usize,
    pub least_days: usize,
    pub busiest_days: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_that_come_with_the_program_can_be_read() {
        let data = data::Data::builtin();
        let ties: TiesParameters = load(&data, "ties.toml").unwrap();
        let types: TypologyParameters = load(&data, "typology.toml").unwrap();
        assert!(ties.closeness.weights.contains_key(&Kind::Message) && types.gaps_minutes.is_sorted());
    }

    #[test]
    fn an_unknown_name_is_refused_and_named() {
        let data = data::Data::builtin().with("typology.toml", b"horas = 2.0".to_vec());
        let problem = load::<TypologyParameters>(&data, "typology.toml").unwrap_err().to_string();
        assert!(
            problem.starts_with("data file `typology.toml` cannot be read") && problem.contains("horas"),
            "{problem}"
        );
    }
}
