//! The invented study as a whole: people, weights, answers, donors.

use microdata::{Chunk, Column, Dictionary, Error, Memory};
use weighting::{Sample, Targets, Weighted, weigh};

use crate::answers::{Columns, answers};
use crate::assumptions::Assumptions;
use crate::donors::{FINDINGS, donate};
use crate::people::{AGES, Person, people};
use crate::places::Places;
use crate::published::Figure;
use crate::{dictionary, files};

/// Everything that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    pub assumed: Assumptions,
    pub figures: Vec<Figure>,
    pub people: Vec<Person>,
    /// The weights under which the figures hold: those that raking to the targets gives.
    pub weighted: Weighted,
    /// By name, a cell for each person.
    pub answers: Columns,
    /// How many answers were turned, after they were drawn, so that every figure holds.
    pub turned: usize,
    /// Rows of those who donated.
    pub donors: Vec<usize>,
    /// By name, a cell for each donor.
    pub traced: Columns,
}

impl Study {
    /// Makes a study. The same assumptions and figures give the same.
    ///
    /// Weights come first, since they depend on who was asked only; answers are then fitted under them.
    ///
    /// # Errors
    /// When figures contradict each other, or too few people are there to fit them; says which.
    pub fn make(assumed: Assumptions, figures: Vec<Figure>) -> Result<Self, Error> {
        let people = people(&assumed);
        let mut columns = designed(&assumed, &people);
        let weighted = weighted(&assumed, &columns)?;
        let places = places(&assumed);
        let (said, turned) = answers(&assumed, &figures, &places, &people, &weighted.weights)?;
        columns.extend(said);
        let (donors, mut traced) = donate(&assumed, &people, &mut columns);
        let names = donors.iter().map(|row| Some(name(*row))).collect();
        traced.insert("respondent".into(), Column::Texts(names));
        Ok(Self { assumed, figures, people, weighted, answers: columns, turned, donors, traced })
    }

    /// The answers as rows, before they are weighted: `weight` adds the column of that name.
    ///
    /// # Errors
    /// When a column of the codebook was not made, which would be a bug.
    pub fn rows(&self) -> Result<Memory, Error> {
        memory(dictionary::answers(&self.assumed), &self.answers)
    }

    /// The donors' data as rows.
    ///
    /// # Errors
    /// As [`Study::rows`].
    pub fn traces(&self) -> Result<Memory, Error> {
        memory(dictionary::traces(&self.assumed, &FINDINGS), &self.traced)
    }
}

/// The places of the assumptions.
pub fn places(assumed: &Assumptions) -> Places {
    Places::new(
        assumed.aggregates.iter().map(|aggregate| (aggregate.name.clone(), aggregate.countries.clone())),
    )
}

fn name(row: usize) -> String {
    format!("r{:05}", row + 1)
}

/// What is known of people before they answer.
fn designed(assumed: &Assumptions, people: &[Person]) -> Columns {
    let texts = |of: &dyn Fn(usize, &Person) -> String| {
        Column::Texts(people.iter().enumerate().map(|(row, person)| Some(of(row, person))).collect())
    };
    let ones = || Column::Numbers(vec![1.0; people.len()]);
    let region = |person: &Person| person.region.map(|region| assumed.regions[region].code.clone());
    Columns::from([
        ("respondent".to_owned(), texts(&|row, _| name(row))),
        ("synthetic".to_owned(), ones()),
        ("wave".to_owned(), ones()),
        ("stratum".to_owned(), texts(&|_, person| person.stratum.clone())),
        ("psu".to_owned(), texts(&|_, person| person.unit.clone())),
        ("weight_base".to_owned(), Column::Numbers(people.iter().map(|person| person.weight).collect())),
        ("quota".to_owned(), texts(&|_, person| person.quota())),
        ("country".to_owned(), texts(&|_, person| assumed.countries[person.country].code.clone())),
        ("region".to_owned(), Column::Texts(people.iter().map(region).collect())),
        ("age_group".to_owned(), texts(&|_, person| AGES[person.ages].to_owned())),
    ])
}

/// The weights that the command `weight` will give these people: the same crate, the same targets.
fn weighted(assumed: &Assumptions, columns: &Columns) -> Result<Weighted, Error> {
    let mut known = dictionary::answers(assumed);
    known.variables.retain(|variable| columns.contains_key(&variable.name));
    known.sets.clear();
    let targets = Targets::from_toml(&files::targets(assumed))?;
    let sample = Sample::gather(&mut memory(known, columns)?, &targets)?;
    weigh(&sample, &targets)
}

fn memory(dictionary: Dictionary, columns: &Columns) -> Result<Memory, Error> {
    dictionary.check()?;
    let column = |variable: &microdata::Variable| {
        columns
            .get(&variable.name)
            .cloned()
            .ok_or_else(|| Error::new(format!("the column `{}` was not made", variable.name)))
    };
    let columns = dictionary.variables.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    Memory::new(dictionary, vec![Chunk { columns }])
}
