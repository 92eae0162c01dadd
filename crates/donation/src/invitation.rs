//! What a study tells a person before they give anything: the part of `study.toml` that a donation needs.

use serde::Deserialize;

use crate::scalars::{Code, Day};
use crate::seal::{Recipient, SealProblem};

/// A study's invitation to donate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The study's title, for people.
    pub title: Option<String>,
    /// The study's code, which stands in every bundle.
    pub study: Option<Code>,
    /// The key that bundles are sealed to.
    pub recipient: Option<Recipient>,
    /// The last day on which a donation can be taken back.
    pub withdraw_until: Option<Day>,
    /// The last day on which bundles are kept.
    pub keep_until: Option<Day>,
}

/// Why a `study.toml` cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvitationProblem {
    #[error("not a study file: {0}")]
    Toml(String),
    #[error("`{name}` of `[donation]`: {expected} expected")]
    Value { name: &'static str, expected: &'static str },
    #[error("`recipient` of `[donation]`: {0}")]
    Recipient(SealProblem),
}

#[derive(Deserialize)]
struct File {
    title: Option<String>,
    #[serde(default)]
    donation: Table,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Table {
    study: Option<String>,
    recipient: Option<String>,
    withdraw_until: Option<toml::Value>,
    keep_until: Option<toml::Value>,
}

impl Invitation {
    /// Reads `title` and `[donation]` of a `study.toml`; what else stands there is for others.
    ///
    /// # Errors
    /// When it is no TOML, or a value is not what it should be.
    pub fn from_toml(text: &str) -> Result<Self, InvitationProblem> {
        let File { title, donation } =
            toml::from_str(text).map_err(|error| InvitationProblem::Toml(error.message().to_owned()))?;
        let study = donation.study.map(|code| Code::new(&code)).transpose();
        let study = study
            .map_err(|problem| InvitationProblem::Value { name: "study", expected: problem.expected })?;
        let recipient = donation.recipient.map(|text| Recipient::from_text(&text)).transpose();
        Ok(Self {
            title,
            study,
            recipient: recipient.map_err(InvitationProblem::Recipient)?,
            withdraw_until: day("withdraw_until", donation.withdraw_until)?,
            keep_until: day("keep_until", donation.keep_until)?,
        })
    }
}

/// A date of TOML, or a text that is one.
fn day(name: &'static str, value: Option<toml::Value>) -> Result<Option<Day>, InvitationProblem> {
    let Some(value) = value else { return Ok(None) };
    let problem = InvitationProblem::Value { name, expected: "a day such as 2027-06-30" };
    let text = match value {
        toml::Value::String(text) => text,
        toml::Value::Datetime(day) => day.to_string(),
        _ => return Err(problem),
    };
    Day::from_text(&text).map(Some).ok_or(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Key;

    #[test]
    fn the_rest_of_a_study_is_for_others() {
        let key = Key::generate().recipient();
        let text = format!(
            "title = \"Social media and we\"\nsample = \"opt-in\"\n[[quota]]\ncountry = \"DE\"\n[donation]\nstudy = \"smw-2027\"\nrecipient = \"{key}\"\nwithdraw_until = 2027-06-30\nkeep_until = \"2032-12-31\"\n"
        );
        let read = Invitation::from_toml(&text).unwrap();
        assert_eq!(read.recipient, Some(key));
        assert_eq!(read.study.unwrap().as_str(), "smw-2027");
        assert_eq!(read.withdraw_until, Day::from_text("2027-06-30"));
        assert_eq!(read.keep_until, Day::from_text("2032-12-31"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let said = |text: &str| Invitation::from_toml(text).unwrap_err().to_string();
        assert_eq!(
            said("[donation]\nwithdraw_until = \"soon\""),
            "`withdraw_until` of `[donation]`: a day such as 2027-06-30 expected"
        );
        assert!(
            said("[donation]\nrecipient = \"age1\"")
                .starts_with("`recipient` of `[donation]`: not a public key")
        );
        assert!(said("[donation]\nretention = 3").contains("unknown field `retention`"));
        assert!(Invitation::from_toml("").is_ok());
    }
}
