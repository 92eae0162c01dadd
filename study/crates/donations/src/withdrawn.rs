//! Donors who took their donation back.
//!
//! The list keeps what is needed to go on leaving them out, and nothing else: the hashes of their withdrawal codes, of which each
//! bundle has one of its own, and a hash of the name by which the study knew them, so that a bundle of theirs that is opened later
//! is left out too.

use std::collections::BTreeSet;

use donation::traced::respondent;
use donation::{Bundle, CodeHash, Day};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the list is called; it lies beside `study.toml`.
pub const FILE: &str = "withdrawn.toml";

/// All who withdrew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    #[serde(default)]
    pub donor: Vec<Entry>,
}

/// One donor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The day of the withdrawal, `2027-03-01`.
    pub on: Day,
    /// Hashes of withdrawal codes.
    pub codes: Vec<CodeHash>,
    /// Hashes of the names by which the study knew the donor.
    #[serde(default)]
    pub respondents: Vec<String>,
}

impl Withdrawn {
    /// Reads the list.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    /// The list as a file.
    pub fn to_toml(&self) -> String {
        let mut text = String::from(
            "# Donors who took their donation back. Commands leave them out by these hashes; take no entry off.\n",
        );
        let quoted = |all: &[String]| {
            let all: Vec<String> = all.iter().map(|one| format!("\"{one}\"")).collect();
            all.join(", ")
        };
        for entry in &self.donor {
            let codes: Vec<String> = entry.codes.iter().map(ToString::to_string).collect();
            text += &format!("\n[[donor]]\non = \"{}\"\ncodes = [{}]\n", entry.on, quoted(&codes));
            text += &format!("respondents = [{}]\n", quoted(&entry.respondents));
        }
        text
    }

    /// Adds who has this code, with all bundles that are known to be theirs. Nobody is added twice.
    pub fn add(&mut self, code: &CodeHash, bundles: &[&Bundle], on: Day) {
        let mut codes: BTreeSet<CodeHash> = bundles.iter().map(|one| one.withdrawal.clone()).collect();
        codes.insert(code.clone());
        let respondents: BTreeSet<String> = bundles.iter().map(|one| hashed(respondent(one))).collect();
        let known = self.donor.iter_mut().find(|entry| entry.codes.iter().any(|known| codes.contains(known)));
        let Some(entry) = known else {
            let entry = Entry {
                on,
                codes: codes.into_iter().collect(),
                respondents: respondents.into_iter().collect(),
            };
            self.donor.push(entry);
            return;
        };
        extend(&mut entry.codes, codes);
        extend(&mut entry.respondents, respondents);
    }

    /// The part of the list that is about who has this code.
    #[must_use]
    pub fn only(&self, code: &CodeHash) -> Self {
        Self { donor: self.donor.iter().filter(|entry| entry.codes.contains(code)).cloned().collect() }
    }

    /// Whether the donor of a bundle withdrew.
    pub fn holds(&self, bundle: &Bundle) -> bool {
        let name = hashed(respondent(bundle));
        let is_theirs =
            |entry: &Entry| entry.codes.contains(&bundle.withdrawal) || entry.respondents.contains(&name);
        self.donor.iter().any(is_theirs)
    }

    /// Adds names, as [`Theirs::names`](crate::Theirs::names) gives them, to who has this code.
    pub fn add_names(&mut self, code: &CodeHash, names: BTreeSet<String>) {
        if let Some(entry) = self.donor.iter_mut().find(|entry| entry.codes.contains(code)) {
            extend(&mut entry.respondents, names);
        }
    }
}

fn extend<T: Ord + Clone>(list: &mut Vec<T>, more: BTreeSet<T>) {
    let all: BTreeSet<T> = list.iter().cloned().chain(more).collect();
    *list = all.into_iter().collect();
}

/// What the list keeps of a name.
pub(crate) fn hashed(name: &str) -> String {
    let digest = Sha256::new().chain_update(b"parasocial-respondent/1:").chain_update(name).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{code, found, hash};

    fn day(text: &str) -> Day {
        Day::from_text(text).unwrap()
    }

    #[test]
    fn the_list_comes_back_and_names_nobody() {
        let mut withdrawn = Withdrawn::default();
        let (old, new) =
            (found("a", Some("P-0042"), "2027-01-01", 1), found("b", Some("P-0042"), "2027-01-09", 2));
        withdrawn.add(&hash(1), &[&old.bundle, &new.bundle], day("2027-02-01"));
        withdrawn.add(&hash(7), &[], day("2027-02-03"));
        withdrawn.add(&hash(7), &[], day("2027-02-04"));
        assert_eq!(withdrawn.donor.len(), 2);
        let text = withdrawn.to_toml();
        assert_eq!(Withdrawn::from_toml(&text), Ok(withdrawn.clone()));
        assert!(!text.contains("P-0042") && !text.contains(&code(1).to_string()));
        // A bundle of the same donor that is opened only later is known by the name that the study has for them.
        let later = found("c", Some("P-0042"), "2027-01-20", 3);
        for (one, expected) in
            [(&old, true), (&new, true), (&later, true), (&found("d", Some("P-1"), "2027-01-20", 4), false)]
        {
            assert_eq!(withdrawn.holds(&one.bundle), expected);
        }
        assert!(Withdrawn::from_toml("[[donor]]\nname = \"x\"").is_err());
    }
}
