//! What a study allows: `[privacy]` of its `study.toml`.

use crate::{Budget, PrivacyError};

/// The part of a `study.toml` that speaks of privacy, with numbers in the ranges that [`book::Methods`] holds them to.
///
/// ```
/// let text = "title = 'S'\n[privacy]\nepsilon = 2.0\ndelta = 1e-6\nweight_bound = 4.0\n";
/// let settings = privacy::Settings::from_toml(text).unwrap();
/// assert_eq!((settings.weight_bound, settings.cluster_effect), (4.0, 1.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The budget of the study, for all that is ever released. Range: above 0, at most 20.
    pub epsilon: f64,
    /// Range: above 0, below 0.001; below one over the number of respondents.
    pub delta: f64,
    /// Larger weights count as this: nobody weighs more. In the unit of the weights. Has to be stated before the data are seen, or
    /// come from how they were trimmed.
    pub weight_bound: f64,
    /// By how much clusters widen errors (a design effect without that of weights), as stated: errors are not worked out from the
    /// data, which would cost of the budget. Range: 1, which is none, to 100.
    pub cluster_effect: f64,
}

impl Settings {
    /// Reads a `study.toml`.
    ///
    /// # Errors
    /// When it is none, with the line; when a number is out of its range, or there is no `[privacy]` in it.
    pub fn from_toml(text: &str) -> Result<Self, PrivacyError> {
        let study = book::Methods::parse(text)
            .map_err(|error| PrivacyError::asked(format!("line {}", error.line), error.what))?;
        let Some(stated) = study.privacy else {
            let what = "it is not there\nhint: add it with `epsilon`, `delta` and `weight_bound`: the budget for all that the study ever releases";
            return Err(PrivacyError::asked("`[privacy]` of the study", what));
        };
        let book::methods::Privacy { epsilon, delta, weight_bound, cluster_effect } = stated;
        Ok(Self { epsilon, delta, weight_bound, cluster_effect: cluster_effect.unwrap_or(1.0) })
    }

    /// The budget of the study.
    pub fn budget(&self) -> Budget {
        Budget { epsilon: self.epsilon, delta: self.delta }
    }
}
