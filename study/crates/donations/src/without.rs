//! Tables without donors who withdrew.

use std::collections::BTreeSet;

use donation::traced::{RESPONDENT, TRACED, WITHDRAWAL};
use microdata::{Chunk, Column, Dictionary, Error, Faults, Rows};

use crate::withdrawn::{Withdrawn, hashed};

/// Which rows of a data set are of withdrawn donors: by the hash of their code, or by the name that the study has for them.
#[derive(Debug, Clone)]
pub struct Theirs {
    code: Option<usize>,
    respondent: Option<usize>,
    /// Which columns hold what was traced.
    traced: Vec<bool>,
    /// The data set holds donations and nothing else.
    alone: bool,
    codes: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Theirs {
    /// Nothing where the data set has no column that was traced: then nobody's donation is in it.
    pub fn new(list: &Withdrawn, dictionary: &Dictionary) -> Option<Self> {
        let traced: Vec<bool> =
            dictionary.variables.iter().map(|variable| variable.name.starts_with(TRACED)).collect();
        let is_known =
            |(variable, traced): (&microdata::Variable, &bool)| *traced || variable.name == RESPONDENT;
        let entries = || list.donor.iter();
        traced.contains(&true).then(|| Self {
            code: dictionary.position(WITHDRAWAL),
            respondent: dictionary.position(RESPONDENT),
            alone: dictionary.variables.iter().zip(&traced).all(is_known),
            traced,
            codes: entries().flat_map(|entry| &entry.codes).map(ToString::to_string).collect(),
            names: entries().flat_map(|entry| entry.respondents.iter().cloned()).collect(),
        })
    }

    /// For each row of a chunk, whether it holds what one of them gave.
    pub fn rows(&self, chunk: &Chunk) -> Vec<bool> {
        (0..chunk.rows()).map(|row| self.is_in(chunk, row)).collect()
    }

    fn is_in(&self, chunk: &Chunk, row: usize) -> bool {
        let by_code = self.by_code(chunk, row);
        let by_name =
            || text(chunk, self.respondent, row).is_some_and(|name| self.names.contains(&hashed(&name)));
        // Answers of theirs stay: a row without anything traced was emptied before.
        by_code || (by_name() && (self.alone || self.has_traces(chunk, row)))
    }

    fn by_code(&self, chunk: &Chunk, row: usize) -> bool {
        text(chunk, self.code, row).is_some_and(|code| self.codes.contains(&code))
    }

    fn has_traces(&self, chunk: &Chunk, row: usize) -> bool {
        let traced = chunk.columns.iter().zip(&self.traced).filter(|(_, traced)| **traced);
        traced.into_iter().any(|(column, _)| match column {
            Column::Numbers(numbers) => !numbers[row].is_nan(),
            Column::Texts(texts) => texts[row].is_some(),
        })
    }

    /// Hashes of the names in rows with one of the codes: so that whoever's bundle is gone is known by the name too.
    pub fn names(&self, chunk: &Chunk) -> BTreeSet<String> {
        let rows = (0..chunk.rows()).filter(|row| self.by_code(chunk, *row));
        rows.filter_map(|row| text(chunk, self.respondent, row)).map(|name| hashed(&name)).collect()
    }
}

/// A cell as it was written; nothing for a blank.
fn text(chunk: &Chunk, column: Option<usize>, row: usize) -> Option<String> {
    match chunk.columns.get(column?)? {
        // Names such as 42 are numbers in a file without a codebook.
        Column::Numbers(numbers) => {
            Some(numbers[row]).filter(|number| !number.is_nan()).map(|one| one.to_string())
        }
        Column::Texts(texts) => texts[row].clone(),
    }
}

/// The rows of a data set without what withdrawn donors gave: in a table of donations alone their rows are gone, in one that
/// holds answers too their traced cells are blank. The same rows if it knows no donors.
pub fn without<'r>(rows: Box<dyn Rows + 'r>, list: &Withdrawn) -> Box<dyn Rows + 'r> {
    match Theirs::new(list, rows.dictionary()) {
        Some(theirs) => Box::new(Without { rows, theirs }),
        None => rows,
    }
}

struct Without<'r> {
    rows: Box<dyn Rows + 'r>,
    theirs: Theirs,
}

impl Rows for Without<'_> {
    fn dictionary(&self) -> &Dictionary {
        self.rows.dictionary()
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        while let Some(mut chunk) = self.rows.next()? {
            let gone = self.theirs.rows(&chunk);
            if !gone.contains(&true) {
                return Ok(Some(chunk));
            }
            for (column, traced) in chunk.columns.iter_mut().zip(&self.theirs.traced) {
                if self.theirs.alone {
                    drop_rows(column, &gone);
                } else if *traced {
                    blank(column, &gone);
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
    use donation::Day;
    use microdata::{Memory, Variable};

    use super::*;
    use crate::testing::{found, hash};

    /// Those who have these codes; who of them is known by a bundle too.
    fn list(codes: &[u8], names: &[&str]) -> Withdrawn {
        let (mut list, on) = (Withdrawn::default(), Day::from_text("2027-02-01").unwrap());
        codes.iter().for_each(|code| list.add(&hash(*code), &[], on));
        names
            .iter()
            .for_each(|name| list.add(&hash(99), &[&found("x", Some(name), "2027-01-01", 99).bundle], on));
        list
    }

    /// Of three donors with the codes 1 to 3.
    fn table(extra: bool) -> Box<dyn Rows> {
        let variables =
            vec![Variable::text(RESPONDENT), Variable::text(WITHDRAWAL), Variable::number("traced_posts")];
        let mut dictionary = Dictionary { variables, ..Dictionary::default() };
        let texts = |all: [String; 3]| Column::Texts(all.map(Some).into());
        let mut columns = vec![
            texts(["a", "b", "c"].map(str::to_owned)),
            texts([1, 2, 3].map(|code| hash(code).to_string())),
            Column::Numbers(vec![1.0, 2.0, 3.0]),
        ];
        if extra {
            dictionary.variables.push(Variable::number("age"));
            columns.push(Column::Numbers(vec![30.0, 40.0, 50.0]));
        }
        Box::new(Memory::new(dictionary, vec![Chunk { columns }]).unwrap())
    }

    #[test]
    fn rows_of_donations_go_and_answers_stay() {
        for gone in [list(&[2], &[]), list(&[], &["b"]), list(&[2, 7], &["b", "z"])] {
            let left = without(table(false), &gone).next().unwrap().unwrap();
            assert_eq!(left.columns[2], Column::Numbers(vec![1.0, 3.0]));
            let left = without(table(true), &gone).next().unwrap().unwrap();
            assert_eq!(left.columns[3], Column::Numbers(vec![30.0, 40.0, 50.0]));
            let Column::Texts(codes) = &left.columns[1] else { panic!() };
            assert_eq!(codes.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true]);
            let Column::Numbers(posts) = &left.columns[2] else { panic!() };
            assert!(posts[1].is_nan());
            // Who was emptied is not found again.
            let dictionary = table(true).dictionary().clone();
            let theirs = Theirs::new(&gone, &dictionary).unwrap();
            assert!(!theirs.rows(&left).contains(&true));
        }
        assert_eq!(without(table(false), &list(&[1, 2], &["c"])).next().unwrap(), None);
    }

    #[test]
    fn a_code_tells_the_name() {
        let theirs = Theirs::new(&list(&[3], &[]), table(true).dictionary()).unwrap();
        let chunk = table(true).next().unwrap().unwrap();
        assert_eq!(theirs.names(&chunk), BTreeSet::from([hashed("c")]));
    }

    #[test]
    fn names_may_be_numbers_and_answers_without_traces_are_let_alone() {
        let dictionary = |name: &str| Dictionary {
            variables: vec![Variable::number(RESPONDENT), Variable::number(name)],
            ..Dictionary::default()
        };
        let chunk =
            Chunk { columns: vec![Column::Numbers(vec![42.0, 43.0]), Column::Numbers(vec![1.0, 1.0])] };
        let theirs = Theirs::new(&list(&[], &["42"]), &dictionary("traced_posts")).unwrap();
        assert_eq!(theirs.rows(&chunk), [true, false]);
        assert!(Theirs::new(&list(&[], &["42"]), &dictionary("posts")).is_none());
    }
}
