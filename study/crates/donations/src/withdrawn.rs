//! Donors who took their donation back.
//!
//! The list keeps what is needed to go on leaving them out, and nothing else: the hashes of their withdrawal codes, the random
//! numbers of their bundles, and a hash of the name by which the study knew them, so that a bundle of theirs that is opened
//! later is left out too.

use std::collections::BTreeSet;

use donation::traced::respondent;
use donation::{Bundle, CodeHash, Day};
use microdata::{Chunk, Column, Dictionary, Error, Faults, Rows};
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
    /// Random numbers of bundles.
    #[serde(default)]
    pub numbers: Vec<String>,
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
            text += &format!(
                "numbers = [{}]\nrespondents = [{}]\n",
                quoted(&entry.numbers),
                quoted(&entry.respondents)
            );
        }
        text
    }

    /// Adds who has this code, with all bundles that are known to be theirs. Nobody is added twice.
    pub fn add(&mut self, code: &CodeHash, bundles: &[&Bundle], on: Day) {
        let mut codes: BTreeSet<CodeHash> = bundles.iter().map(|one| one.withdrawal.clone()).collect();
        codes.insert(code.clone());
        let numbers: BTreeSet<String> = bundles.iter().map(|one| one.donor.to_string()).collect();
        let respondents: BTreeSet<String> = bundles.iter().map(|one| hashed(respondent(one))).collect();
        let known = self.donor.iter_mut().find(|entry| entry.codes.iter().any(|known| codes.contains(known)));
        let Some(entry) = known else {
            let entry = Entry {
                on,
                codes: codes.into_iter().collect(),
                numbers: numbers.into_iter().collect(),
                respondents: respondents.into_iter().collect(),
            };
            self.donor.push(entry);
            return;
        };
        extend(&mut entry.codes, codes);
        extend(&mut entry.numbers, numbers);
        extend(&mut entry.respondents, respondents);
    }

    /// The part of the list that is about who has this code.
    #[must_use]
    pub fn only(&self, code: &CodeHash) -> Self {
        Self { donor: self.donor.iter().filter(|entry| entry.codes.contains(code)).cloned().collect() }
    }

    /// Whether the donor of a bundle withdrew.
    pub fn holds(&self, bundle: &Bundle) -> bool {
        let (number, name) = (bundle.donor.as_str(), hashed(respondent(bundle)));
        self.donor.iter().any(|entry| {
            entry.codes.contains(&bundle.withdrawal)
                || entry.numbers.iter().any(|known| known == number)
                || entry.respondents.contains(&name)
        })
    }

    /// The random numbers of all that were withdrawn: what stands in tables.
    pub fn numbers(&self) -> BTreeSet<String> {
        self.donor.iter().flat_map(|entry| entry.numbers.iter().cloned()).collect()
    }
}

fn extend<T: Ord + Clone>(list: &mut Vec<T>, more: BTreeSet<T>) {
    let all: BTreeSet<T> = list.iter().cloned().chain(more).collect();
    *list = all.into_iter().collect();
}

fn hashed(name: &str) -> String {
    let digest = Sha256::new().chain_update(b"parasocial-respondent/1:").chain_update(name).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of a data set without what withdrawn donors gave: in a table of donations alone their rows are gone, in one that
/// holds answers too their traced cells are blank. The same rows if it knows no donors.
pub fn without<'r>(rows: Box<dyn Rows + 'r>, numbers: &BTreeSet<String>) -> Box<dyn Rows + 'r> {
    let dictionary = rows.dictionary();
    let Some(donor) = dictionary.position(DONOR) else { return rows };
    let is_traced = |name: &str| name.starts_with("traced_");
    let traced = dictionary.variables.iter().map(|variable| is_traced(&variable.name)).collect();
    let alone = dictionary.variables.iter().all(|one| is_traced(&one.name) || one.name == "respondent");
    Box::new(Without { rows, donor, traced, alone, numbers: numbers.clone() })
}

/// The column by which donors are found in tables.
const DONOR: &str = "traced_donor";

struct Without<'r> {
    rows: Box<dyn Rows + 'r>,
    donor: usize,
    traced: Vec<bool>,
    /// The table holds donations and nothing else.
    alone: bool,
    numbers: BTreeSet<String>,
}

impl Without<'_> {
    fn withdrew(&self, chunk: &Chunk) -> Vec<bool> {
        match chunk.columns.get(self.donor) {
            Some(Column::Texts(texts)) => {
                let withdrew =
                    |text: &Option<String>| text.as_ref().is_some_and(|text| self.numbers.contains(text));
                texts.iter().map(withdrew).collect()
            }
            _ => vec![false; chunk.rows()],
        }
    }
}

impl Rows for Without<'_> {
    fn dictionary(&self) -> &Dictionary {
        self.rows.dictionary()
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        while let Some(mut chunk) = self.rows.next()? {
            let withdrew = self.withdrew(&chunk);
            if !withdrew.contains(&true) {
                return Ok(Some(chunk));
            }
            for (column, traced) in chunk.columns.iter_mut().zip(&self.traced) {
                if self.alone {
                    drop_rows(column, &withdrew);
                } else if *traced {
                    blank(column, &withdrew);
                }
            }
            if chunk.rows() > 0 {
                return Ok(Some(chunk));
            }
        }
        Ok(None)
    }

    fn faults(&self) -> &Faults {
        self.rows.faults()
    }
}

fn drop_rows(column: &mut Column, gone: &[bool]) {
    let mut gone = gone.iter();
    let mut kept = || !gone.next().copied().unwrap_or(false);
    match column {
        Column::Numbers(numbers) => numbers.retain(|_| kept()),
        Column::Texts(texts) => texts.retain(|_| kept()),
    }
}

fn blank(column: &mut Column, gone: &[bool]) {
    let rows = gone.iter().enumerate().filter(|(_, gone)| **gone).map(|(row, _)| row);
    match column {
        Column::Numbers(numbers) => rows.for_each(|row| numbers[row] = f64::NAN),
        Column::Texts(texts) => rows.for_each(|row| texts[row] = None),
    }
}

#[cfg(test)]
mod tests {
    use microdata::{Memory, Variable};

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

    fn table(extra: bool) -> Box<dyn Rows> {
        let variables =
            vec![Variable::text("respondent"), Variable::text(DONOR), Variable::number("traced_posts")];
        let mut dictionary = Dictionary { variables, ..Dictionary::default() };
        let texts = |all: &[&str]| Column::Texts(all.iter().map(|text| Some((*text).to_owned())).collect());
        let mut columns =
            vec![texts(&["a", "b", "c"]), texts(&["1", "2", "3"]), Column::Numbers(vec![1.0, 2.0, 3.0])];
        if extra {
            dictionary.variables.push(Variable::number("age"));
            columns.push(Column::Numbers(vec![30.0, 40.0, 50.0]));
        }
        Box::new(Memory::new(dictionary, vec![Chunk { columns }]).unwrap())
    }

    #[test]
    fn rows_of_donations_go_and_answers_stay() {
        let gone = BTreeSet::from(["2".to_owned()]);
        let left = without(table(false), &gone).next().unwrap().unwrap();
        assert_eq!(left.columns[2], Column::Numbers(vec![1.0, 3.0]));
        let left = without(table(true), &gone).next().unwrap().unwrap();
        assert_eq!(left.columns[3], Column::Numbers(vec![30.0, 40.0, 50.0]));
        assert_eq!(left.columns[1], Column::Texts(vec![Some("1".into()), None, Some("3".into())]));
        let Column::Numbers(posts) = &left.columns[2] else { panic!() };
        assert!(posts[1].is_nan());
        let all: BTreeSet<String> = ["1", "2", "3"].map(str::to_owned).into();
        assert_eq!(without(table(false), &all).next().unwrap(), None);
    }
}
