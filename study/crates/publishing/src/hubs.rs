//! Hubs: public-figure accounts that stand on the one-sided lists of many donors.
//!
//! A bundle names public figures only, and none if its donor did not agree to give names (`Bundle::read` refuses it otherwise). A hub is told when at
//! least [`LEAST_DONORS`] donors name it on the same platform as one-sided (grade A, observed, or B, by state); how many they
//! are is never told.

use std::collections::{BTreeMap, BTreeSet};

use donation::{Bundle, GradeCode};

/// So many donors at least, whatever is asked.
pub const LEAST_DONORS: usize = 20;

/// Hubs by platform, in order, of bundles of which there is one for each donor. `least` is raised to [`LEAST_DONORS`]; with
/// `broadcasts`, grade C counts as well.
pub fn hubs(bundles: &[&Bundle], least: usize, broadcasts: bool) -> BTreeMap<String, BTreeSet<String>> {
    let mut donors: BTreeMap<(String, String), usize> = BTreeMap::new();
    for bundle in bundles {
        for account in one_sided(bundle, broadcasts) {
            *donors.entry(account).or_default() += 1;
        }
    }
    let mut hubs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((platform, name), donors) in donors {
        if donors >= least.max(LEAST_DONORS) {
            hubs.entry(platform).or_default().insert(name);
        }
    }
    hubs
}

/// Platform and name of each one-sided account of one donor, once.
fn one_sided(bundle: &Bundle, broadcasts: bool) -> BTreeSet<(String, String)> {
    let mut accounts = BTreeSet::new();
    for named in &bundle.names {
        let counts = match named.grade {
            GradeCode::A | GradeCode::B => true,
            GradeCode::C => broadcasts,
            GradeCode::None => false,
        };
        let name = named.name.as_str().trim().trim_start_matches('@').to_lowercase();
        // A line that begins with # would be a remark.
        if counts && !name.is_empty() && !name.starts_with('#') && !name.contains(char::is_control) {
            accounts.insert((named.platform.as_str().to_owned(), name));
        }
    }
    accounts
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
    use serde_json::json;

    /// A bundle with these accounts: platform, name, grade.
    fn bundle(accounts: &[(&str, &str, &str)]) -> Bundle {
        let mut bundle: serde_json::Value =
            serde_json::from_str(include_str!("../../../../crates/donation/testdata/small.json")).unwrap();
        bundle["consent"] = json!([{ "step": "names", "given": true, "way": "option" }]);
        let named = |(platform, name, grade): &(&str, &str, &str)| json!({ "platform": platform, "name": name, "grade": grade, "verdict": "one_sided", "parasocial": true });
        bundle["names"] = accounts.iter().map(named).collect();
        serde_json::from_value(bundle).unwrap()
    }

    fn told(bundles: &[Bundle], broadcasts: bool) -> String {
        text(&hubs(&bundles.iter().collect::<Vec<_>>(), 0, broadcasts), 0, false)
    }

    #[test]
    fn twenty_donors_make_a_hub_and_nineteen_do_not() {
        let star =
            |donors: usize, grade: &str| vec![bundle(&[("instagram", "@Star.Of.Tests", grade)]); donors];
        assert!(!told(&star(19, "A"), false).contains("star"));
        // A donor who names it twice is one.
        let twice = bundle(&[("instagram", "star.of.tests", "A"), ("instagram", "@Star.Of.Tests", "B")]);
        assert!(!told(&[star(18, "A"), vec![twice]].concat(), false).contains("star"));
        assert!(told(&star(20, "A"), false).ends_with("# instagram\nstar.of.tests\n"));
        assert!(!told(&star(40, "C"), false).contains("star"));
        assert!(told(&star(40, "C"), true).contains("star"));
        assert!(!told(&star(40, "none"), true).contains("star"));
        assert!(hubs(&star(25, "A").iter().collect::<Vec<_>>(), 30, false).is_empty());
    }

    #[test]
    fn the_same_name_on_two_platforms_is_two_accounts() {
        let on = |donor| bundle(&[(if donor < 15 { "x" } else { "tiktok" }, "twin", "A")]);
        assert!(!told(&(0..30).map(on).collect::<Vec<_>>(), false).contains("twin"));
    }

    proptest! {
        #[test]
        fn whatever_is_told_was_named_by_twenty(lists in prop::collection::vec(prop::collection::vec(0_usize..6, 0..6), 0..60), least in 0_usize..30) {
            let names = ["n0", "n1", "n2", "n3", "n4", "n5"];
            let bundles: Vec<Bundle> = lists
                .iter()
                .map(|list| bundle(&list.iter().map(|name| ("x", names[*name], "B")).collect::<Vec<_>>()))
                .collect();
            for name in hubs(&bundles.iter().collect::<Vec<_>>(), least, false).into_values().flatten() {
                let donors = lists.iter().filter(|list| list.iter().any(|own| names[*own] == name)).count();
                prop_assert!(donors >= 20 && donors >= least);
            }
        }
    }
}
