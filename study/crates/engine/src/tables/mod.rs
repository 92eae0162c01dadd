//! Tables of items by groups of columns, with errors that know of the design.

mod aggregate;
mod classes;
mod locate;
mod pass;
mod plan;
mod rows;
mod scan;
mod source;

use std::sync::Arc;

use survey::design::SinglePsu;
use survey::tally::{self, Base, Known, Lined, Scales, Tally, Variance};
use survey::testing::association::Crossed;

use crate::EngineError;
use crate::request::{Design, Population, Request};
use pass::Session;
use plan::Plan;
use source::Source;

/// How much of the machine may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many threads; at least 1. Results do not depend on it.
    pub threads: usize,
    /// About how many bytes of sums may be gathered before items are done in several passes over the file. One item by one
    /// group takes what it takes: with units, 16 bytes for each unit, pattern and code. Results do not depend on it.
    pub memory: usize,
}

impl Default for Limits {
    /// All processors, 256 MiB.
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { threads, memory: 256 << 20 }
    }
}

/// What was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Tables {
    /// One for each item and in it one for each group, in the order of the request.
    pub tables: Vec<Vec<Table>>,
    /// Degrees of freedom of the whole sample: units less strata; of replicates as the request says.
    pub df: f64,
}

/// One item by one group of columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The item's base in each column, the total last.
    pub bases: Vec<Base>,
    /// One for each line of the item. `present` says which columns have an estimate: others have nobody in the base.
    pub lines: Vec<Lined>,
    /// All codes of the item's base by the columns of the group, for tests of independence; if it was asked for, and columns do
    /// not overlap, and anybody is in it.
    pub crossed: Option<Crossed>,
}

/// Works the tables out, in one pass over the files if memory allows. Reads columns that are needed only. Blocks the thread.
///
/// # Errors
/// When a file cannot be read, a column is missing or of another type than it has to be, a weight is missing, negative or
/// infinite, or a stratum holds one unit and no rule was chosen.
pub fn tables(request: &Request, limits: Limits) -> Result<Tables, EngineError> {
    if request.items.is_empty() || request.groups.is_empty() {
        return Err(EngineError::Request {
            what: "a table".into(),
            found: format!("{} items and {} groups of columns", request.items.len(), request.groups.len()),
            expected: "at least one of each",
        });
    }
    let source = Source::open(&request.files)?;
    let session = Session::new(&source, limits)?;
    let work = Work { request, source: &source, session: &session };
    let mut tables = Tables { tables: vec![Vec::new(); request.items.len()], df: 0.0 };
    work.part(0..request.items.len(), 0..request.groups.len(), &mut tables)?;
    Ok(tables)
}

type Range = std::ops::Range<usize>;

struct Work<'a> {
    request: &'a Request,
    source: &'a Source,
    session: &'a Session<'a>,
}

impl Work<'_> {
    /// Some items by some groups in one pass, or if their sums take too much memory, in halves.
    fn part(&self, items: Range, groups: Range, into: &mut Tables) -> Result<(), EngineError> {
        let smallest = items.len() == 1 && groups.len() == 1;
        let (asked, columns) = (&self.request.items[items.clone()], &self.request.groups[groups.clone()]);
        let plan = Plan::new(self.request, asked, columns)?;
        self.source.check(&plan.columns)?;
        let plan = Arc::new(plan);
        let gathered = self.session.gather(&plan, !smallest);
        let gathered = gathered.map_err(|error| locate::damage(self.source, &plan).unwrap_or(error))?;
        match gathered {
            Some(gathered) => {
                let found = locate::problem(self.source, &plan, &gathered)?;
                found.map_or(Ok(()), Err)?;
                self.finish(&plan, gathered.tally, items, into)
            }
            None if groups.len() > 1 => {
                let middle = groups.start + groups.len() / 2;
                self.part(items.clone(), groups.start..middle, into)?;
                self.part(items, middle..groups.end, into)
            }
            None => {
                let middle = items.start + items.len() / 2;
                self.part(items.start..middle, groups.clone(), into)?;
                self.part(middle..items.end, groups, into)
            }
        }
    }

    /// The design in words: with the column that can be wrong with it.
    fn design(&self) -> String {
        match &self.request.design {
            Design::Linearised {
                population: Population::Units(column) | Population::Fraction(column),
                ..
            } => format!("the design, column `{column}`"),
            _ => "the design".into(),
        }
    }

    fn finish(&self, plan: &Plan, tally: Tally, items: Range, into: &mut Tables) -> Result<(), EngineError> {
        let failed = |what: String| move |source| EngineError::Survey { what, source };
        let done = tally.finish(&variance(&self.request.design)).map_err(failed(self.design()))?;
        into.df = done.degrees_of_freedom();
        for (number, banner) in plan.groups.iter().enumerate() {
            let columns = done.columns(number, banner.columns, |pattern| banner.holds(pattern));
            for (item, asked) in items.clone().zip(&plan.items) {
                let line = |line: &tally::Line| done.line(&columns, line);
                let base = tally::Line { above: Vec::new(), below: asked.base.clone() };
                let lines = asked.lines.iter().map(line).collect::<Result<Vec<Lined>, _>>();
                let slots: Vec<usize> = asked.base.clone();
                let crossed = match self.request.association && asked.coded {
                    true => done.crossed(&columns, &slots),
                    false => Ok(None),
                };
                let name = || failed(format!("item {}", item + 1));
                into.tables[item].push(Table {
                    bases: columns.bases(&base),
                    lines: lines.map_err(name())?,
                    crossed: crossed.map_err(name())?,
                });
            }
        }
        Ok(())
    }
}

fn variance(design: &Design) -> Variance {
    match design {
        Design::Linearised { population, single, .. } => Variance {
            single: *single,
            known: match population {
                Population::Infinite => Known::Nothing,
                Population::Units(_) => Known::Units,
                Population::Fraction(_) => Known::Fraction,
            },
            scales: None,
        },
        Design::Replicates { scale, rscales, centre, df, .. } => Variance {
            single: SinglePsu::default(),
            known: Known::Nothing,
            scales: Some(Scales {
                scale: *scale,
                rscales: rscales.clone(),
                centre: *centre,
                df: df.unwrap_or(rscales.len() as f64 - 1.0),
            }),
        },
    }
}

#[cfg(test)]
mod tests;
