//! Clipped weights added up in cells: what noise is added to.

use std::collections::BTreeSet;

use microdata::{Chunk, Column, Rows, Value};

use crate::plan::Question;
use crate::{PrivacyError, Settings};

/// The weight bound in whole numbers: weights are rounded to a millionth of it, since the noise is made of whole numbers.
pub const GRID: i64 = 1 << 20;

/// Sums of clipped weights, in units of `weight_bound / GRID`. A secret until noise is added.
///
/// They lie in histograms, each of which holds a respondent in one cell at most: for the total and each group of columns one of
/// weights, one of squared weights, and one for each item; at the end one of weights that were cut and that were not.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    pub sums: Vec<i64>,
    /// How many histograms there are.
    pub histograms: usize,
}

/// Where cells lie. Depends on the question alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Places {
    /// Columns of the total (1) and of each group.
    pub widths: Vec<usize>,
    /// Answers of each item.
    pub answers: Vec<usize>,
    starts: Vec<usize>,
    pub cut: usize,
}

impl Places {
    pub(crate) fn of(question: &Question) -> Self {
        let widths: Vec<usize> =
            std::iter::once(1).chain(question.groups.iter().map(|group| group.codes.len())).collect();
        let answers: Vec<usize> = question.items.iter().map(|item| item.codes.len()).collect();
        let rows = 2 + answers.iter().sum::<usize>();
        let mut starts = Vec::new();
        let mut next = 0;
        for width in &widths {
            starts.push(next);
            next += width * rows;
        }
        Self { widths, answers, starts, cut: next }
    }

    pub(crate) fn cells(&self) -> usize {
        self.cut + 2
    }

    pub(crate) fn histograms(&self) -> usize {
        self.widths.len() * (2 + self.answers.len()) + 1
    }

    /// The sum of weights of a column.
    pub(crate) fn weight(&self, group: usize, column: usize) -> usize {
        self.starts[group] + column
    }

    /// The sum of squared weights.
    pub(crate) fn squared(&self, group: usize, column: usize) -> usize {
        self.starts[group] + self.widths[group] + column
    }

    pub(crate) fn answer(&self, group: usize, column: usize, item: usize, answer: usize) -> usize {
        let before: usize = self.answers[..item].iter().sum();
        self.starts[group] + (2 + before + answer) * self.widths[group] + column
    }
}

impl Counted {
    /// Adds up all rows. One row is one respondent.
    ///
    /// # Errors
    /// When rows cannot be read, a weight is negative, or a respondent is there twice or without an id: then nobody's part would be
    /// bounded.
    pub fn gather(
        rows: &mut dyn Rows,
        question: &Question,
        settings: &Settings,
    ) -> Result<Self, PrivacyError> {
        let places = Places::of(question);
        let mut counted = Self { sums: vec![0; places.cells()], histograms: places.histograms() };
        let mut seen = BTreeSet::new();
        let columns = Columns::find(rows, question)?;
        while let Some(chunk) = rows.next()? {
            for row in 0..chunk.rows() {
                if let Some(at) = columns.respondent {
                    let Some(respondent) = cell(&chunk, at, row) else {
                        let what = "a row has no id of its respondent: the noise hides one row, and it cannot be told whether another is of the same person";
                        return Err(PrivacyError::asked("the answers", what));
                    };
                    if !seen.insert(respondent.to_string()) {
                        let what = "a respondent is in more than one row: the noise hides one row, so that each respondent has to be one";
                        return Err(PrivacyError::asked("the answers", what));
                    }
                }
                counted.add(&chunk, row, &columns, question, &places, settings)?;
            }
        }
        Ok(counted)
    }

    fn add(
        &mut self,
        chunk: &Chunk,
        row: usize,
        columns: &Columns,
        question: &Question,
        places: &Places,
        settings: &Settings,
    ) -> Result<(), PrivacyError> {
        let Some((weight, squared, is_cut)) = columns.weight(chunk, row, settings)? else { return Ok(()) };
        self.sums[places.cut + usize::from(is_cut)] += weight;
        let groups =
            std::iter::once(Some(0)).chain(question.groups.iter().zip(&columns.groups).map(|(group, at)| {
                let value = cell(chunk, *at, row)?;
                group.codes.iter().position(|code| *code == value)
            }));
        for (group, column) in groups.enumerate() {
            let Some(column) = column else { continue };
            self.sums[places.weight(group, column)] += weight;
            self.sums[places.squared(group, column)] += squared;
            for (item, at) in columns.items.iter().enumerate() {
                let Some(value) = cell(chunk, *at, row) else { continue };
                let answer = question.items[item].codes.iter().position(|code| *code == value);
                if let Some(answer) = answer {
                    self.sums[places.answer(group, column, item, answer)] += weight;
                }
            }
        }
        Ok(())
    }

    /// The most that one respondent can move the sums, as a length: the square root of the number of histograms, in [`GRID`]s.
    pub fn sensitivity(&self) -> f64 {
        sensitivity(self.histograms)
    }
}

/// Rounded up: a promise.
pub(crate) fn sensitivity(histograms: usize) -> f64 {
    ((histograms as f64).sqrt() * GRID as f64).next_up()
}

/// Where the variables of a question stand in the rows.
struct Columns {
    weight: Option<usize>,
    respondent: Option<usize>,
    groups: Vec<usize>,
    items: Vec<usize>,
}

impl Columns {
    fn find(rows: &dyn Rows, question: &Question) -> Result<Self, PrivacyError> {
        let dictionary = rows.dictionary();
        let at = |name: &str| {
            dictionary
                .position(name)
                .ok_or_else(|| PrivacyError::asked("the answers", format!("they have no column `{name}`")))
        };
        Ok(Self {
            weight: question.weight.as_deref().map(at).transpose()?,
            respondent: question.respondent.as_deref().map(at).transpose()?,
            groups: question.groups.iter().map(|group| at(&group.variable)).collect::<Result<_, _>>()?,
            items: question.items.iter().map(|item| at(&item.variable)).collect::<Result<_, _>>()?,
        })
    }

    /// The clipped weight, its square, and whether it was cut; none for a row that does not count.
    fn weight(
        &self,
        chunk: &Chunk,
        row: usize,
        settings: &Settings,
    ) -> Result<Option<(i64, i64, bool)>, PrivacyError> {
        let weight = match self.weight.map(|at| &chunk.columns[at]) {
            None => 1.0,
            Some(Column::Numbers(numbers)) => numbers[row],
            Some(Column::Texts(_)) => {
                return Err(PrivacyError::asked("the weight", "it is a variable of texts"));
            }
        };
        if weight < 0.0 || weight.is_infinite() {
            return Err(PrivacyError::asked("the weight", "a row has one that is negative or infinite"));
        }
        if weight.is_nan() || weight == 0.0 {
            return Ok(None);
        }
        let part = (weight / settings.weight_bound).min(1.0);
        let whole = |part: f64| (part * GRID as f64).round() as i64;
        Ok(Some((whole(part), whole(part * part), weight > settings.weight_bound)))
    }
}

fn cell(chunk: &Chunk, column: usize, row: usize) -> Option<Value> {
    match &chunk.columns[column] {
        Column::Numbers(numbers) => Some(numbers[row]).filter(|number| !number.is_nan()).map(Value::Number),
        Column::Texts(texts) => texts[row].as_deref().map(Value::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Plan;
    use microdata::{Category, Dictionary, Memory, Variable};
    use proptest::prelude::*;

    const SETTINGS: Settings = Settings { epsilon: 1.0, delta: 1e-6, weight_bound: 4.0, cluster_effect: 1.0 };

    fn dictionary() -> Dictionary {
        let coded = |name: &str, codes: u32| Variable {
            categories: (1..=codes).map(|code| Category::new(f64::from(code), code.to_string())).collect(),
            ..Variable::number(name)
        };
        Dictionary {
            weight: Some("w".into()),
            variables: vec![Variable::number("w"), coded("age", 3), coded("q", 2), coded("r", 4)],
            ..Dictionary::default()
        }
    }

    fn question() -> Question {
        let plan = "[[banner]]\nvariable='age'\n[[table]]\nvariable='q'\n[[table]]\nvariable='r'\ntop=2\n";
        Plan::from_toml(plan).unwrap().question(&dictionary()).unwrap()
    }

    fn counted(rows: &[[f64; 4]]) -> Counted {
        let column = |at: usize| Column::Numbers(rows.iter().map(|row| row[at]).collect());
        let chunk = Chunk { columns: (0..4).map(column).collect() };
        let mut memory = Memory::new(dictionary(), vec![chunk]).unwrap();
        Counted::gather(&mut memory, &question(), &SETTINGS).unwrap()
    }

    proptest! {
        /// What the whole account rests on: no respondent moves the sums further than is said.
        #[test]
        fn nobody_moves_the_sums_further_than_the_sensitivity(
            others in prop::collection::vec((0.1_f64..9.0, 1_u8..5, 1_u8..4, 1_u8..6), 0..8),
            one in (0.1_f64..1e6, 1_u8..5, 1_u8..4, 1_u8..6),
        ) {
            let row = |(w, a, q, r): &(f64, u8, u8, u8)| [*w, f64::from(*a), f64::from(*q), f64::from(*r)];
            let without: Vec<[f64; 4]> = others.iter().map(row).collect();
            let with: Vec<[f64; 4]> = others.iter().chain([&one]).map(row).collect();
            let (without, with) = (counted(&without), counted(&with));
            let moved: f64 = with.sums.iter().zip(&without.sums).map(|(a, b)| ((a - b) as f64).powi(2)).sum();
            prop_assert!(moved.sqrt() <= with.sensitivity());
        }
    }

    #[test]
    fn a_cut_weight_counts_as_the_bound_and_is_said() {
        let sums = counted(&[[8.0, 1.0, 1.0, 1.0], [2.0, 1.0, 2.0, 1.0], [1.0, f64::NAN, 7.0, 1.0]]);
        let places = Places::of(&question());
        assert_eq!(sums.sums[places.weight(0, 0)], GRID + GRID / 2 + GRID / 4);
        assert_eq!(sums.sums[places.weight(1, 0)], GRID + GRID / 2);
        assert_eq!(sums.sums[places.squared(1, 0)], GRID + GRID / 4);
        assert_eq!(sums.sums[places.answer(1, 0, 0, 1)], GRID / 2);
        // A code that the codebook does not know is no answer.
        assert_eq!(
            sums.sums[places.answer(0, 0, 0, 0)] + sums.sums[places.answer(0, 0, 0, 1)],
            GRID + GRID / 2
        );
        assert_eq!(sums.sums[places.cut..], [GRID / 2 + GRID / 4, GRID]);
        assert_eq!(sums.histograms, 2 * (2 + 2) + 1);
    }

    #[test]
    fn a_respondent_in_two_rows_or_without_an_id_is_refused() {
        let mut twice = dictionary();
        twice.design.id = Some("age".into());
        let question = Plan::from_toml("[[table]]\nvariable='q'\n").unwrap().question(&twice).unwrap();
        let numbers = |numbers: &[f64]| Column::Numbers(numbers.to_vec());
        for (ids, expected) in [
            ([3.0, 3.0], Some("more than one row")),
            ([3.0, f64::NAN], Some("no id of its respondent")),
            ([3.0, 4.0], None),
        ] {
            let columns =
                vec![numbers(&[1.0, 1.0]), numbers(&ids), numbers(&[1.0, 2.0]), numbers(&[1.0, 1.0])];
            let mut memory = Memory::new(twice.clone(), vec![Chunk { columns }]).unwrap();
            let refused = Counted::gather(&mut memory, &question, &SETTINGS).err().map(|one| one.to_string());
            assert_eq!(refused.is_some(), expected.is_some());
            assert!(refused.unwrap_or_default().contains(expected.unwrap_or_default()), "{ids:?}");
        }
    }
}
