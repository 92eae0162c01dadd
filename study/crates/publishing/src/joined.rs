//! Answers with what exports show beside them: both lie in files of their own, joined by `respondent`. Of somebody who says that
//! they did not donate nothing is taken.

use std::collections::BTreeMap;

use microdata::{Chunk, Column, Dictionary, Error, Faults, Rows};

use crate::PublishingError;
use crate::population::TRACED;

const RESPONDENT: &str = "respondent";
const MADE: &str = "donation_made";

/// The answers, row by row, with the traced columns of those who donated; blank for everybody else.
pub struct WithTraces<'r> {
    answers: Box<dyn Rows + 'r>,
    dictionary: Dictionary,
    /// Where the answers say who it is.
    respondent: usize,
    /// Where the answers say whether somebody donated, if they do.
    made: Option<usize>,
    traced: BTreeMap<String, Vec<f64>>,
    width: usize,
}

impl<'r> WithTraces<'r> {
    /// Reads the traces whole: one row for each donor.
    ///
    /// # Errors
    /// When one of the two has no `respondent`, the traces have one twice or none of the columns that are published, or reading fails.
    pub fn new(answers: Box<dyn Rows + 'r>, traces: &mut dyn Rows) -> Result<Self, PublishingError> {
        let mut dictionary = answers.dictionary().clone();
        let respondent = place(&dictionary, "the answers")?;
        let made = find(&dictionary, MADE);
        let own = place(traces.dictionary(), "the traces")?;
        let is_new = |name: &&str| dictionary.variable(name).is_none();
        let columns: Vec<usize> = TRACED
            .iter()
            .copied()
            .filter(is_new)
            .filter_map(|name| find(traces.dictionary(), name))
            .collect();
        if columns.is_empty() {
            let what = "the traces have none of the columns that are published, such as `traced_posts`, which the answers do not have";
            return Err(PublishingError::Asked(what.into()));
        }
        let of = traces.dictionary().variables.clone();
        dictionary.variables.extend(columns.iter().map(|column| of[*column].clone()));
        let mut traced = BTreeMap::new();
        while let Some(chunk) = traces.next()? {
            for (row, who) in names(&chunk.columns[own]).into_iter().enumerate() {
                let Some(who) = who else { continue };
                let values = columns.iter().map(|column| number(&chunk.columns[*column], row)).collect();
                if traced.insert(who, values).is_some() {
                    return Err(PublishingError::Asked("the traces have a `respondent` in two rows".into()));
                }
            }
        }
        Ok(Self { answers, dictionary, respondent, made, traced, width: columns.len() })
    }
}

impl Rows for WithTraces<'_> {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        let Some(mut chunk) = self.answers.next()? else { return Ok(None) };
        let mut names = names(&chunk.columns[self.respondent]);
        if let Some(made) = self.made {
            let refused = |row: usize| number(&chunk.columns[made], row) == 0.0;
            names.iter_mut().enumerate().filter(|(row, _)| refused(*row)).for_each(|(_, name)| *name = None);
        }
        for column in 0..self.width {
            let value = |who: &Option<String>| {
                let traced = who.as_ref().and_then(|who| self.traced.get(who));
                traced.map_or(f64::NAN, |values| values[column])
            };
            chunk.columns.push(Column::Numbers(names.iter().map(value).collect()));
        }
        Ok(Some(chunk))
    }

    fn faults(&self) -> &Faults {
        self.answers.faults()
    }
}

fn find(dictionary: &Dictionary, name: &str) -> Option<usize> {
    dictionary
        .variables
        .iter()
        .position(|variable| variable.name == name && (name == RESPONDENT || !variable.is_text()))
}

fn place(dictionary: &Dictionary, of: &str) -> Result<usize, PublishingError> {
    find(dictionary, RESPONDENT).ok_or_else(|| {
        PublishingError::Asked(format!("{of} have no variable `{RESPONDENT}`, by which the two are joined"))
    })
}

/// Who each row is; nothing for a blank.
fn names(column: &Column) -> Vec<Option<String>> {
    match column {
        Column::Texts(texts) => {
            texts.iter().map(|text| text.clone().filter(|text| !text.is_empty())).collect()
        }
        Column::Numbers(numbers) => {
            numbers.iter().map(|number| (!number.is_nan()).then(|| number.to_string())).collect()
        }
    }
}

fn number(column: &Column, row: usize) -> f64 {
    match column {
        Column::Numbers(numbers) => numbers[row],
        Column::Texts(_) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test

    use microdata::{Memory, Variable};

    use super::*;

    fn rows(names: &[&str], traced: &[f64]) -> Memory {
        let dictionary = Dictionary {
            variables: vec![Variable::text(RESPONDENT), Variable::number("traced_posts")],
            ..Dictionary::default()
        };
        let names = names.iter().map(|name| Some((*name).to_owned())).collect();
        Memory::new(
            dictionary,
            vec![Chunk { columns: vec![Column::Texts(names), Column::Numbers(traced.to_vec())] }],
        )
        .unwrap()
    }

    fn answers(names: &[&str]) -> Box<dyn Rows> {
        let variables = vec![Variable::text(RESPONDENT), Variable::number(MADE)];
        let dictionary = Dictionary { variables, ..Dictionary::default() };
        // The last one says that they did not donate.
        let made = (0..names.len()).map(|row| f64::from(u8::from(row + 1 < names.len()))).collect();
        let names = names.iter().map(|name| Some((*name).to_owned())).collect();
        let columns = vec![Column::Texts(names), Column::Numbers(made)];
        Box::new(Memory::new(dictionary, vec![Chunk { columns }]).unwrap())
    }

    #[test]
    fn who_donated_gets_their_traces_and_nobody_elses() {
        let mut joined = WithTraces::new(
            answers(&["a", "b", "c", "d"]),
            &mut rows(&["c", "a", "x", "d"], &[3.0, 1.0, 9.0, 4.0]),
        )
        .unwrap();
        let chunk = joined.next().unwrap().unwrap();
        chunk.check(joined.dictionary()).unwrap();
        let Column::Numbers(posts) = &chunk.columns[2] else { panic!("no numbers") };
        assert!(posts[0] == 1.0 && posts[1].is_nan() && posts[2] == 3.0 && posts[3].is_nan());
        assert!(joined.next().unwrap().is_none());
    }

    #[test]
    fn what_cannot_be_joined_is_told() {
        let twice = WithTraces::new(answers(&["a"]), &mut rows(&["a", "a"], &[1.0, 2.0]));
        let nothing = WithTraces::new(answers(&["a"]), &mut *answers(&["a"]));
        let nobody = WithTraces::new(
            Box::new(Memory::new(Dictionary::default(), Vec::new()).unwrap()),
            &mut rows(&["a"], &[1.0]),
        );
        let said =
            [twice, nothing, nobody].map(|one| one.err().map(|error| error.to_string()).unwrap_or_default());
        assert!(
            said[0].contains("in two rows")
                && said[1].contains("none of the columns")
                && said[2].contains("no variable"),
            "{said:?}"
        );
    }
}
