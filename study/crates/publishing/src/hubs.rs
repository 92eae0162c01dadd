//! Hubs: public-figure accounts that stand on the one-sided lists of many donors.
//!
//! The names come from bundles whose donors agreed to give names, and a bundle names public figures only. A hub is told when at
//! least [`LEAST_DONORS`] different donors name it on the same platform as one-sided (grade A, observed, or B, by state); how many
//! they are is never told.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::PublishingError;

/// So many donors at least, whatever is asked.
pub const LEAST_DONORS: usize = 20;

/// What evidence there is that an account does not answer: CODEBOOK 2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Grade {
    /// Observed.
    A,
    /// By state: a follow that is not returned, messages that were never answered.
    B,
    /// A broadcast: whether it answers cannot be seen.
    C,
    #[serde(rename = "none", alias = "None")]
    Nothing,
}

/// One account on the list of one donor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub donor: String,
    pub platform: String,
    pub name: String,
    pub grade: Grade,
}

/// What is needed of a bundle (`parasocial-donation/1`); the rest of it is not looked at.
#[derive(Deserialize)]
struct Bundle {
    #[serde(rename = "schema")]
    _schema: Form,
    synthetic: bool,
    donor: String,
    #[serde(default)]
    names: Vec<Named>,
}

#[derive(Deserialize)]
enum Form {
    #[serde(rename = "parasocial-donation/1")]
    One,
}

#[derive(Deserialize)]
struct Named {
    platform: String,
    name: String,
    grade: Grade,
}

/// The public figures that a bundle names, and whether its donor is invented.
///
/// # Errors
/// When it is no bundle.
pub fn listed(bundle: &[u8]) -> Result<(Vec<Listed>, bool), PublishingError> {
    let bundle: Bundle = serde_json::from_slice(bytes_of(bundle))
        .map_err(|error| PublishingError::Bundle { line: error.line(), column: error.column() })?;
    let listed = bundle.names.into_iter().map(|named| Listed {
        donor: bundle.donor.clone(),
        platform: named.platform,
        name: named.name,
        grade: named.grade,
    });
    Ok((listed.collect(), bundle.synthetic))
}

/// Without a byte order mark.
fn bytes_of(bundle: &[u8]) -> &[u8] {
    bundle.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bundle)
}

/// Hubs by platform, in order. `least` is raised to [`LEAST_DONORS`]; with `broadcasts`, grade C counts as well.
pub fn hubs(listed: &[Listed], least: usize, broadcasts: bool) -> BTreeMap<String, BTreeSet<String>> {
    let mut donors: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
    for one in listed {
        let counts = matches!(one.grade, Grade::A | Grade::B) || (broadcasts && one.grade == Grade::C);
        let name = one.name.trim().trim_start_matches('@').to_lowercase();
        // A line that begins with # would be a remark.
        if counts && !name.is_empty() && !name.starts_with('#') && !name.contains(char::is_control) {
            donors.entry((one.platform.clone(), name)).or_default().insert(&one.donor);
        }
    }
    let mut hubs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((platform, name), donors) in donors {
        if donors.len() >= least.max(LEAST_DONORS) {
            hubs.entry(platform).or_default().insert(name);
        }
    }
    hubs
}

/// The file that `parasocial check --public-figures` reads: names one to a line, remarks after #.
pub fn text(hubs: &BTreeMap<String, BTreeSet<String>>, least: usize, synthetic: bool) -> String {
    let mut out = format!(
        "# Hubs: public-figure accounts on the one-sided lists of at least {} donors who agreed to give names.\n# For `parasocial check --public-figures`.\n",
        least.max(LEAST_DONORS)
    );
    if synthetic {
        out.push_str("# Synthetic data: donors among these are invented.\n");
    }
    for (platform, names) in hubs {
        out.push_str(&format!("# {platform}\n"));
        names.iter().for_each(|name| {
            out.push_str(name);
            out.push('\n');
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(donor: usize, name: &str, grade: Grade) -> Listed {
        Listed { donor: format!("donor{donor}"), platform: "instagram".into(), name: name.into(), grade }
    }

    #[test]
    fn twenty_different_donors_make_a_hub_and_nineteen_do_not() {
        let list = |donors: usize, grade| (0..donors).map(move |donor| named(donor, "@Star.Of.Tests", grade));
        let told = |listed: Vec<Listed>, broadcasts| text(&hubs(&listed, 0, broadcasts), 0, false);
        assert!(!told(list(19, Grade::A).collect(), false).contains("star"));
        // One donor who is there twice is one.
        assert!(!told(list(19, Grade::A).chain(list(1, Grade::B)).collect(), false).contains("star"));
        assert!(told(list(20, Grade::A).collect(), false).ends_with("# instagram\nstar.of.tests\n"));
        assert!(!told(list(40, Grade::C).collect(), false).contains("star"));
        assert!(told(list(40, Grade::C).collect(), true).contains("star"));
        assert!(!told(list(40, Grade::Nothing).collect(), true).contains("star"));
        assert!(hubs(&list(25, Grade::A).collect::<Vec<_>>(), 30, false).is_empty());
    }

    #[test]
    fn the_same_name_on_two_platforms_is_two_accounts() {
        let on =
            |platform: &str, donor| Listed { platform: platform.into(), ..named(donor, "twin", Grade::A) };
        let listed: Vec<Listed> =
            (0..30).map(|donor| on(if donor < 15 { "x" } else { "tiktok" }, donor)).collect();
        assert!(hubs(&listed, 20, false).is_empty());
    }

    #[test]
    fn of_a_bundle_only_names_and_their_grades_are_read() {
        let bundle = r#"{"schema": "parasocial-donation/1", "synthetic": true, "donor": "d1", "made": "2026-05-18",
            "names": [{"platform": "x", "name": "a", "grade": "A", "verdict": "one_sided", "parasocial": true},
                      {"platform": "x", "name": "b", "grade": "none", "verdict": "unclear", "parasocial": false}]}"#;
        let (listed, synthetic) = listed(bundle.as_bytes()).unwrap();
        assert_eq!(
            (listed.len(), listed[0].grade, listed[1].grade, synthetic),
            (2, Grade::A, Grade::Nothing, true)
        );
        for broken in ["{", "{}", &bundle.replace("donation/1", "donation/9")] {
            assert!(super::listed(broken.as_bytes()).is_err());
        }
    }

    proptest! {
        #[test]
        fn whatever_is_told_was_named_by_twenty(lists in prop::collection::vec((0_usize..40, 0_usize..6), 0..400), least in 0_usize..30) {
            let listed: Vec<Listed> = lists.iter().map(|(donor, name)| named(*donor, &format!("n{name}"), Grade::B)).collect();
            for name in hubs(&listed, least, false).into_values().flatten() {
                let donors: BTreeSet<&str> =
                    listed.iter().filter(|one| one.name == name).map(|one| one.donor.as_str()).collect();
                prop_assert!(donors.len() >= 20 && donors.len() >= least);
            }
        }
    }
}
