//! Which bundles count.

use std::collections::BTreeMap;

use donation::traced::respondent;
use donation::{Code, Day};

use crate::folder::Found;
use crate::withdrawn::Withdrawn;

/// Bundles that count, and what was said of the others.
#[derive(Debug, Default)]
pub struct Chosen {
    /// One for each donor, in order of their names.
    pub bundles: Vec<Found>,
    /// What was left out and why, a line each.
    pub said: Vec<String>,
}

/// Leaves out bundles of other studies, of those who withdrew, and of each donor all but the newest.
pub fn chosen(found: Vec<Found>, study: Option<&Code>, withdrawn: &Withdrawn) -> Chosen {
    let mut said = Vec::new();
    let mut of_donor: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for one in found {
        let path = one.path.display();
        let another = study.zip(one.bundle.study.as_ref()).is_some_and(|(ours, theirs)| ours != theirs);
        if another {
            said.push(format!("`{path}` was made for another study and is left out"));
        } else if withdrawn.holds(&one.bundle) {
            said.push(format!("`{path}` is of a donor who withdrew and is left out: delete it"));
        } else {
            of_donor.entry(respondent(&one.bundle).to_owned()).or_default().push(one);
        }
    }
    let newest = |mut all: Vec<Found>| {
        // The newest last; of one day, the one that stands last by its path.
        all.sort_by(|a, b| (a.bundle.made, &a.path).cmp(&(b.bundle.made, &b.path)));
        let kept = all.pop()?;
        for older in all {
            said.push(format!(
                "`{}` and `{}` are of the same donor: the one made on {} is kept",
                older.path.display(),
                kept.path.display(),
                kept.bundle.made
            ));
        }
        Some(kept)
    };
    let bundles = of_donor.into_values().filter_map(newest).collect();
    Chosen { bundles, said }
}

/// Bundles that lie there although the day until which they may be kept is over.
pub fn overdue(found: &[Found], keep_until: Option<Day>, today: Day) -> Vec<&Found> {
    match keep_until {
        Some(last) if last < today => found.iter().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::found;

    #[test]
    fn one_bundle_for_each_donor_and_none_of_others() {
        let foreign = {
            let mut one = found("foreign.json", Some("P-9"), "2027-01-01", 9);
            one.bundle.study = Some(Code::new("another").unwrap());
            one
        };
        let all = vec![
            found("c.json", Some("P-2"), "2027-01-05", 1),
            found("a.json", Some("P-2"), "2027-01-03", 2),
            found("b.json", Some("P-1"), "2027-01-01", 3),
            found("d.json", None, "2027-01-01", 4),
            found("e.json", None, "2027-01-01", 5),
            found("w.json", Some("P-3"), "2027-01-01", 6),
            foreign,
        ];
        let mut withdrawn = Withdrawn::default();
        withdrawn.add(&crate::testing::hash(6), &[], Day::from_text("2027-02-01").unwrap());
        let study = Code::new("smw-2027").unwrap();
        let chosen = chosen(all, Some(&study), &withdrawn);
        let kept: Vec<String> = chosen.bundles.iter().map(|one| one.path.display().to_string()).collect();
        assert_eq!(kept, ["d.json", "e.json", "b.json", "c.json"]);
        insta::assert_snapshot!(chosen.said.join("\n"), @r"
        `w.json` is of a donor who withdrew and is left out: delete it
        `foreign.json` was made for another study and is left out
        `a.json` and `c.json` are of the same donor: the one made on 2027-01-05 is kept
        ");
    }

    #[test]
    fn bundles_are_overdue_the_day_after_the_last() {
        let all = [found("a.json", None, "2027-01-01", 1)];
        let day = |text| Day::from_text(text).unwrap();
        let last = Some(day("2032-12-31"));
        assert_eq!(overdue(&all, last, day("2032-12-31")).len(), 0);
        assert_eq!(overdue(&all, last, day("2033-01-01")).len(), 1);
        assert_eq!(overdue(&all, None, day("2033-01-01")).len(), 0);
    }
}
