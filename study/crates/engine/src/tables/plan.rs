//! From a request to what each row is looked at for: columns to read, classes of their values, slots of sums.

use std::collections::{BTreeMap, BTreeSet};

use survey::tally::{self, NONE, Sampling, Shape};

use super::classes::Classes;
use crate::EngineError;
use crate::kind::Kind;
use crate::request::{Code, Condition, Design, Group, Item, Line, Population, Request};

/// A column that is read, with its place among the arguments of the aggregate.
pub type Place = usize;

/// What is done with each row.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Columns to read, each once.
    pub columns: Vec<Column>,
    pub shape: Shape,
    pub weight: Option<Place>,
    pub stratum: Option<Place>,
    pub unit: Option<Place>,
    pub population: Option<Place>,
    pub replicates: Vec<Place>,
    /// Class 1 is inside.
    pub filter: Vec<(Place, Classes)>,
    pub items: Vec<Asked>,
    pub groups: Vec<Banner>,
}

/// A column and what it has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// For messages.
    pub used: &'static str,
    /// None if any kind will do.
    pub kind: Option<Kind>,
}

/// An item as it is counted.
#[derive(Debug, Clone)]
pub struct Asked {
    pub first: usize,
    pub source: Source,
    /// What is estimated from its slots.
    pub lines: Vec<tally::Line>,
    /// Slots of its base.
    pub base: Vec<usize>,
    /// Whether a test of independence makes sense.
    pub coded: bool,
}

/// Where the answers of an item come from.
#[derive(Debug, Clone)]
pub enum Source {
    Codes {
        place: Place,
        classes: Classes,
    },
    /// The smallest class among several columns.
    Any {
        places: Vec<Place>,
        classes: Classes,
    },
    /// Class 1 is no number.
    Numbers {
        place: Place,
        except: Classes,
    },
}

/// A group of columns: what a row's values say is put together into one number, its pattern.
#[derive(Debug, Clone, Default)]
pub struct Banner {
    pub variables: Vec<Variable>,
    pub columns: usize,
}

/// A column that a group's conditions look at.
#[derive(Debug, Clone)]
pub struct Variable {
    pub place: Place,
    pub classes: Classes,
    /// What a class counts for in a pattern.
    pub stride: u64,
    /// For each class whether it meets the conditions of each column of the group.
    pub meets: Vec<Vec<bool>>,
}

impl Plan {
    /// Works a request out. Items and groups are those of the request that are to be counted in this pass.
    ///
    /// # Errors
    /// When an item has no codes, or a group has more patterns than can be numbered.
    pub fn new(request: &Request, items: &[Item], groups: &[Group]) -> Result<Self, EngineError> {
        let mut plan = Self::default();
        plan.weight = request.weight.as_ref().map(|name| plan.column(name, "weights", Some(Kind::Number)));
        plan.design(&request.design)?;
        for condition in &request.filter {
            let place = plan.coded(&condition.column, "a filter", condition.codes.iter())?;
            plan.filter.push((place, Classes::new(condition.codes.iter().map(|code| (code, 1)), 0)));
        }
        for item in items {
            let asked = plan.item(item)?;
            plan.items.push(asked);
        }
        for group in groups {
            let banner = plan.banner(group)?;
            plan.groups.push(banner);
        }
        plan.shape.groups = groups.len();
        Ok(plan)
    }

    /// The place of a column, which is read once however often it is used.
    fn column(&mut self, name: &str, used: &'static str, kind: Option<Kind>) -> Place {
        let known = self.columns.iter().position(|column| {
            column.name == name && (column.kind == kind || column.kind.is_none() || kind.is_none())
        });
        if let Some(place) = known {
            if kind.is_some() {
                self.columns[place] = Column { name: name.to_owned(), used, kind };
            }
            return place;
        }
        self.columns.push(Column { name: name.to_owned(), used, kind });
        self.columns.len() - 1
    }

    /// A column that is looked up in codes, which are all of one kind.
    fn coded<'a>(
        &mut self,
        name: &str,
        used: &'static str,
        codes: impl Iterator<Item = &'a Code>,
    ) -> Result<Place, EngineError> {
        let kinds: BTreeSet<Kind> = codes
            .map(|code| match code {
                Code::Number(_) => Kind::Number,
                Code::Text(_) => Kind::Text,
            })
            .collect();
        if kinds.len() > 1 {
            return Err(EngineError::Request {
                what: format!("the codes of column `{name}`"),
                found: "numbers and text".into(),
                expected: "codes of one kind",
            });
        }
        Ok(self.column(name, used, kinds.first().copied()))
    }

    fn design(&mut self, design: &Design) -> Result<(), EngineError> {
        match design {
            Design::Linearised { stratum, unit, population, .. } => {
                self.stratum = stratum.as_ref().map(|name| self.column(name, "strata", None));
                self.unit = unit.as_ref().map(|name| self.column(name, "units", None));
                self.population = match population {
                    Population::Infinite => None,
                    Population::Units(name) | Population::Fraction(name) => {
                        Some(self.column(name, "the population of strata", Some(Kind::Number)))
                    }
                };
                self.shape.sampling = if unit.is_some() { Sampling::Units } else { Sampling::Rows };
            }
            Design::Replicates { weights, rscales, .. } => {
                if weights.len() != rscales.len() || weights.len() < 2 {
                    return Err(EngineError::Request {
                        what: format!("{} columns of replicate weights", weights.len()),
                        found: format!("{} scales", rscales.len()),
                        expected: "as many scales as columns, 2 or more",
                    });
                }
                self.replicates = weights
                    .iter()
                    .map(|name| self.column(name, "replicate weights", Some(Kind::Number)))
                    .collect();
                self.shape.sampling = Sampling::Replicates(weights.len());
            }
        }
        Ok(())
    }

    /// Gives an item its slots, and its lines.
    fn item(&mut self, item: &Item) -> Result<Asked, EngineError> {
        let first = self.shape.slots;
        let (source, slots, lines, base, coded) = match item {
            Item::Coded { column, valid, lines } => {
                let codes = Codes::of(valid, lines);
                let place = self.coded(column, "an item", codes.listed())?;
                let lines = lines.iter().map(|line| codes.line(line, first)).collect();
                let base = codes.base.iter().map(|class| first + usize::from(*class)).collect();
                let classes = codes.classes(column)?;
                (Source::Codes { place, classes }, codes.codes.len(), lines, base, true)
            }
            Item::AnyOf { columns, chosen, asked } => {
                let classes = chosen.iter().map(|code| (code, 0)).chain(asked.iter().map(|code| (code, 1)));
                let classes = Classes::new(classes, NONE);
                let mut places = Vec::new();
                for column in columns {
                    places.push(self.coded(column, "an item", chosen.iter().chain(asked))?);
                }
                let base = vec![first, first + 1];
                let line = tally::Line { above: vec![(first, 1.0)], below: base.clone() };
                (Source::Any { places, classes }, 2, vec![line], base, true)
            }
            Item::Number { column, except } => {
                let place = self.column(column, "a mean", Some(Kind::Number));
                self.shape.numbers.push(first);
                let line = tally::Line { above: vec![(first + 1, 1.0)], below: vec![first] };
                let except = Classes::new(except.iter().map(|code| (code, 1)), 0);
                (Source::Numbers { place, except }, 3, vec![line], vec![first], false)
            }
        };
        self.shape.slots += slots;
        Ok(Asked { first, source, lines, base, coded })
    }

    fn banner(&mut self, group: &Group) -> Result<Banner, EngineError> {
        let mut conditions: BTreeMap<&str, Vec<(usize, &Condition)>> = BTreeMap::new();
        for (column, all) in group.columns.iter().enumerate() {
            for condition in all {
                conditions.entry(&condition.column).or_default().push((column, condition));
            }
        }
        let mut banner = Banner { variables: Vec::new(), columns: group.columns.len() };
        let mut stride = 1_u64;
        for (name, conditions) in conditions {
            let codes = conditions.iter().flat_map(|(_, condition)| &condition.codes);
            let place = self.coded(name, "a column of a table", codes)?;
            let variable = Variable::new(place, stride, &conditions, banner.columns);
            let next = stride.checked_mul(variable.meets.len() as u64);
            stride = next.ok_or_else(|| EngineError::Request {
                what: "the columns of one group".into(),
                found: format!("{} combinations of values and more", u64::MAX),
                expected: "fewer: take variables into groups of their own",
            })?;
            banner.variables.push(variable);
        }
        Ok(banner)
    }
}

impl Variable {
    /// Values that meet the same conditions are of one class; class 0 meets none.
    fn new(place: Place, stride: u64, conditions: &[(usize, &Condition)], columns: usize) -> Self {
        let mut looked_at = vec![false; columns];
        conditions.iter().for_each(|(column, _)| looked_at[*column] = true);
        let meets = |code: Option<&Code>| -> Vec<bool> {
            let met = |column: usize| {
                let mut own = conditions.iter().filter(|(of, _)| *of == column);
                !looked_at[column]
                    || own.all(|(_, condition)| code.is_some_and(|code| condition.codes.contains(code)))
            };
            (0..columns).map(met).collect()
        };
        let mut known = vec![meets(None)];
        let mut classes = Vec::new();
        for code in conditions.iter().flat_map(|(_, condition)| &condition.codes) {
            let own = meets(Some(code));
            let class = known.iter().position(|meets| *meets == own).unwrap_or_else(|| {
                known.push(own);
                known.len() - 1
            });
            classes.push((code, class as u16));
        }
        Self { place, classes: Classes::new(classes, 0), stride, meets: known }
    }
}

impl Banner {
    /// Which columns of the group hold the rows of a pattern.
    pub fn holds(&self, pattern: u64) -> Vec<usize> {
        let meets = |variable: &Variable, column: usize| {
            let class = pattern / variable.stride % variable.meets.len() as u64;
            variable.meets[class as usize][column]
        };
        let held = |column: &usize| self.variables.iter().all(|variable| meets(variable, *column));
        (0..self.columns).filter(held).collect()
    }
}

/// The codes of an item, each with a class.
struct Codes<'a> {
    codes: Vec<&'a Code>,
    /// Classes of the base of shares.
    base: Vec<u16>,
}

impl<'a> Codes<'a> {
    fn of(valid: &'a [Code], lines: &'a [Line]) -> Self {
        let mut codes = Self { codes: Vec::new(), base: Vec::new() };
        for code in valid.iter().chain(lines.iter().flat_map(|line| match line {
            Line::Share(codes) => codes.as_slice(),
            Line::Mean(_) => &[],
        })) {
            let class = codes.class(code);
            if !codes.base.contains(&class) {
                codes.base.push(class);
            }
        }
        for line in lines {
            if let Line::Mean(scores) = line {
                scores.iter().for_each(|(code, _)| _ = codes.class(code));
            }
        }
        codes
    }

    fn class(&mut self, code: &'a Code) -> u16 {
        let known = self.codes.iter().position(|known| *known == code);
        known.unwrap_or_else(|| {
            self.codes.push(code);
            self.codes.len() - 1
        }) as u16
    }

    fn listed(&self) -> impl Iterator<Item = &'a Code> + '_ {
        self.codes.iter().copied()
    }

    fn slots(&self, codes: &[Code], first: usize) -> BTreeSet<usize> {
        let place = |code: &Code| self.codes.iter().position(|known| *known == code);
        codes.iter().filter_map(place).map(|class| first + class).collect()
    }

    fn line(&self, line: &Line, first: usize) -> tally::Line {
        match line {
            Line::Share(codes) => tally::Line {
                above: self.slots(codes, first).into_iter().map(|slot| (slot, 1.0)).collect(),
                below: self.base.iter().map(|class| first + usize::from(*class)).collect(),
            },
            Line::Mean(scores) => {
                let mut above: BTreeMap<usize, f64> = BTreeMap::new();
                for (code, score) in scores {
                    for slot in self.slots(std::slice::from_ref(code), first) {
                        above.entry(slot).or_insert(*score);
                    }
                }
                tally::Line { below: above.keys().copied().collect(), above: above.into_iter().collect() }
            }
        }
    }

    fn classes(&self, column: &str) -> Result<Classes, EngineError> {
        if self.codes.is_empty() || self.codes.len() >= usize::from(NONE) {
            return Err(EngineError::Request {
                what: format!("the item of column `{column}`"),
                found: format!("{} codes", self.codes.len()),
                expected: "1 to 65534",
            });
        }
        Ok(Classes::new(self.listed().zip(0..), NONE))
    }
}
