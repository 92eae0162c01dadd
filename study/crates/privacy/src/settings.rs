//! What a study allows: `[privacy]` of its `study.toml`.

use serde::Deserialize;

use crate::{Budget, PrivacyError};

/// The part of a `study.toml` that speaks of privacy.
///
/// ```
/// let text = "title = 'S'\n[privacy]\nepsilon = 2.0\ndelta = 1e-6\nweight_bound = 4.0\n";
/// let settings = privacy::Settings::from_toml(text).unwrap();
/// assert_eq!((settings.weight_bound, settings.cluster_effect), (4.0, 1.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The budget of the study, for all that is ever released. Range: above 0, at most 20.
    pub epsilon: f64,
    /// Range: above 0, below 0.001; below one over the number of respondents.
    pub delta: f64,
    /// Larger weights count as this: nobody weighs more. In the unit of the weights. Has to be stated before the data are seen, or
    /// come from how they were trimmed.
    pub weight_bound: f64,
    /// By how much clusters widen errors (a design effect without that of weights), as stated: errors are not worked out from the
    /// data, which would cost of the budget. 1 for none.
    #[serde(default = "one")]
    pub cluster_effect: f64,
}

const fn one() -> f64 {
    1.0
}

#[derive(Deserialize)]
struct Study {
    privacy: Option<Settings>,
}

impl Settings {
    /// Reads a `study.toml`, of which the rest is left to others.
    ///
    /// # Errors
    /// When there is no `[privacy]` in it, or a number is out of its range.
    pub fn from_toml(text: &str) -> Result<Self, PrivacyError> {
        const PLACE: &str = "`[privacy]` of the study";
        let study: Study = toml::from_str(text)
            .map_err(|error| PrivacyError::asked(PLACE, error.message().trim().replace('\n', ", ")))?;
        let Some(settings) = study.privacy else {
            let what = "it is not there\nhint: add it with `epsilon`, `delta` and `weight_bound`: the budget for all that the study ever releases";
            return Err(PrivacyError::asked(PLACE, what));
        };
        let Self { epsilon, delta, weight_bound, cluster_effect } = settings;
        for (holds, what) in [
            (epsilon > 0.0 && epsilon <= 20.0, "`epsilon` has to be above 0 and at most 20"),
            (delta > 0.0 && delta < 1e-3, "`delta` has to be above 0 and below 0.001"),
            (weight_bound > 0.0 && weight_bound.is_finite(), "`weight_bound` has to be above 0"),
            ((1.0..=100.0).contains(&cluster_effect), "`cluster_effect` has to be between 1 and 100"),
        ] {
            if !holds {
                return Err(PrivacyError::asked(PLACE, what));
            }
        }
        Ok(settings)
    }

    /// The budget of the study.
    pub fn budget(&self) -> Budget {
        Budget { epsilon: self.epsilon, delta: self.delta }
    }
}
