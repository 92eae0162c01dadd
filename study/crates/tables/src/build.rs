//! From what the engine found to a book.

use std::path::PathBuf;

use book::{Base, Book, Cell, Column, Conventions, Figure, Group, Kind, Row, RowKind, Table, Test};
use engine::Limits;
use microdata::Dictionary;
use survey::proportion::{self, Method};
use survey::tally::Lined;
use survey::testing::adjust::Adjust;
use survey::testing::association::Statistic;
use survey::testing::columns::{self, Pair};

use crate::TablesError;
use crate::hide::{self, Relation};
use crate::plan::{self, Correction, Interval, Letters, Plan};
use crate::questions::{Question, questions};
use crate::request::{self, Banner};

/// Makes all tables of a plan from files of answers, which hold each row once.
///
/// # Errors
/// When the plan names what is not there, or a file, a weight or the design cannot be used.
pub fn make(
    files: Vec<PathBuf>,
    dictionary: &Dictionary,
    plan: &Plan,
    limits: Limits,
) -> Result<Book, TablesError> {
    let banner = request::banner(dictionary, plan)?;
    let asked = questions(dictionary, plan, &request::used(dictionary, plan))?;
    let found = found(&request::parts(&files, dictionary, plan, &banner, &asked)?, &banner, limits)?;
    let mut tables = Vec::new();
    let mut rest = found.as_slice();
    for question in asked {
        let (own, others) = rest.split_at(question.items.len().min(rest.len()));
        rest = others;
        let making = Making { plan, banner: &banner, question: &question, found: own };
        tables.push(making.table(tables.len() + 1)?);
    }
    Ok(Book {
        title: plan.title.clone().unwrap_or_else(|| dictionary.title.clone()),
        synthetic: dictionary.synthetic,
        banner: heads(&banner),
        tables,
        conventions: conventions(dictionary, plan),
        notes: notes(dictionary, plan, &banner),
        planes: Vec::new(),
        comparisons: Vec::new(),
        published: None,
        methods: None,
    })
}

/// For each item a table for each group of the banner, and behind them the one whose last column is the total.
fn found(
    parts: &[request::Part],
    banner: &Banner,
    limits: Limits,
) -> Result<Vec<Vec<engine::Table>>, TablesError> {
    let items = parts.first().map_or(0, |part| part.request.items.len());
    let mut found = vec![vec![None; banner.groups.len() + 1]; items];
    for (number, part) in parts.iter().enumerate() {
        let tables = engine::tables(&part.request, limits)?.tables;
        for (own, tables) in found.iter_mut().zip(tables) {
            if number == 0 {
                own[banner.groups.len()] = tables.first().cloned();
            }
            part.groups.iter().zip(tables).for_each(|(group, table)| own[*group] = Some(table));
        }
    }
    Ok(found.into_iter().map(|tables| tables.into_iter().flatten().collect()).collect())
}

fn heads(banner: &Banner) -> Vec<Group> {
    let total = Column { label: "Total".into(), letter: String::new() };
    let mut heads = vec![Group { title: String::new(), columns: vec![total], overlap: false }];
    for ((title, labels), overlap) in banner.groups.iter().zip(&banner.overlap) {
        let column = |(place, label): (usize, &String)| Column {
            label: label.clone(),
            letter: columns::letter(place),
        };
        let columns = labels.iter().enumerate().map(column).collect();
        heads.push(Group { title: title.clone(), columns, overlap: *overlap });
    }
    heads
}

/// A column of the book: which group of the engine's request, and which column of it.
#[derive(Clone, Copy)]
struct Place {
    group: usize,
    column: usize,
}

struct Making<'a> {
    plan: &'a Plan,
    banner: &'a Banner,
    question: &'a Question,
    /// For each item of the question, for each group, and behind them the one that has the total.
    found: &'a [Vec<engine::Table>],
}

impl Making<'_> {
    fn table(&self, number: usize) -> Result<Table, TablesError> {
        let places = self.places();
        let bases: Vec<survey::tally::Base> = places.iter().map(|place| self.base(*place)).collect();
        let rows = self.question.rows.iter().map(|row| self.row(row, &places));
        let mut rows = rows.collect::<Result<Vec<Row>, _>>()?;
        let limits = &self.plan.conventions;
        hide::cells(&mut rows, &bases, limits, &self.relations(self.question.rows.len()));
        let groups = 0..self.banner.groups.len();
        let mut tests = vec![None];
        for group in groups {
            tests.push(self.test(group));
        }
        Ok(Table {
            number,
            id: self.question.id.clone(),
            title: self.question.title.clone(),
            question: self.question.wording.clone(),
            base: self.question.base.clone(),
            kind: self.question.kind,
            bases: hide::bases(&bases, limits),
            rows,
            tests,
            notes: self.question.notes.clone(),
        })
    }

    /// The total, then the columns of each group.
    fn places(&self) -> Vec<Place> {
        let last = self.banner.groups.len();
        let with_total = self.found.first().and_then(|groups| groups.get(last));
        let column = with_total.map_or(0, |table| table.bases.len().saturating_sub(1));
        let mut places = vec![Place { group: last, column }];
        for (group, (_, labels)) in self.banner.groups.iter().enumerate() {
            places.extend((0..labels.len()).map(|column| Place { group, column }));
        }
        places
    }

    /// Of a multiple-response question, those of its last item, which is in the base if any of its answers are.
    fn base(&self, place: Place) -> survey::tally::Base {
        let item = match self.question.kind {
            Kind::Multiple => self.found.last(),
            _ => self.found.first(),
        };
        item.and_then(|groups| groups.get(place.group))
            .and_then(|table| table.bases.get(place.column).copied())
            .unwrap_or_default()
    }

    fn lined(&self, row: &crate::questions::Stub, group: usize) -> Option<&Lined> {
        self.found.get(row.item)?.get(group)?.lines.get(row.line)
    }

    fn row(&self, row: &crate::questions::Stub, places: &[Place]) -> Result<Row, TablesError> {
        let mut cells = Vec::with_capacity(places.len());
        for place in places {
            let lined = self.lined(row, place.group);
            cells.push(lined.map_or(Cell::Nobody, |lined| self.cell(lined, place.column, row.kind)));
        }
        let mut start = 1;
        for group in 0..self.banner.groups.len() {
            let count = self.banner.groups[group].1.len();
            if let Some(lined) = self.lined(row, group) {
                let letters = self.letters(lined, count, row.kind)?;
                for (cell, letters) in cells[start..start + count].iter_mut().zip(letters) {
                    if let Cell::Shown(figure) = cell {
                        figure.letters = letters;
                    }
                }
            }
            start += count;
        }
        Ok(Row { label: row.label.clone(), kind: row.kind, cells })
    }

    fn cell(&self, lined: &Lined, column: usize, kind: RowKind) -> Cell {
        let Ok(at) = lined.present.binary_search(&column) else { return Cell::Nobody };
        let base = lined.bases[column];
        let value = lined.estimates.values[at];
        let error = lined.estimates.errors()[at];
        let (count, weighted) = match kind {
            RowKind::Mean => (base.rows, base.weight),
            _ => (base.count, base.weighted),
        };
        Cell::Shown(Figure {
            value,
            error,
            interval: self.interval(value, error, base.rows, lined.estimates.df, kind),
            count,
            weighted,
            design_effect: lined.effects.get(at).copied().flatten(),
            letters: String::new(),
        })
    }

    /// None where there are no degrees of freedom. A share of 0 or 1 has no logit: it gets Korn and Graubard's.
    fn interval(&self, value: f64, error: f64, rows: u64, df: f64, kind: RowKind) -> Option<(f64, f64)> {
        let level = self.plan.conventions.level;
        let base = proportion::Base { rows: rows as f64, df, design_df: df };
        let method = match (kind, self.plan.conventions.interval) {
            (RowKind::Mean, _) | (_, Interval::Mean) => Method::Mean,
            (_, Interval::Logit) if value > 0.0 && value < 1.0 => Method::Logit,
            (_, Interval::Beta | Interval::Logit) => Method::Beta,
            (_, Interval::Wilson) => Method::Wilson,
        };
        proportion::interval(value, error, base, method, level).ok()
    }

    /// For each column of a group the columns it is higher than. Columns whose base is hidden are not compared.
    fn letters(&self, lined: &Lined, count: usize, kind: RowKind) -> Result<Vec<String>, TablesError> {
        let limits = &self.plan.conventions;
        let compared = |column: usize| column < count && lined.bases[column].rows >= limits.least_base.max(2);
        let places: Vec<usize> = (0..lined.present.len()).filter(|at| compared(lined.present[*at])).collect();
        let pairs = match limits.letters {
            Letters::None => Vec::new(),
            Letters::PooledZ if kind != RowKind::Mean => {
                let cell = |at: &usize| columns::Cell {
                    share: lined.estimates.values[*at].clamp(0.0, 1.0),
                    base: lined.bases[lined.present[*at]].effective,
                };
                columns::pairs(&places.iter().map(cell).collect::<Vec<_>>())
                    .map_err(|source| self.failed(source))?
            }
            _ => match lined.estimates.df > 0.0 {
                true => {
                    let chosen = lined.estimates.pick(&places);
                    let pairs = chosen.and_then(|chosen| columns::pairs_under_design(&chosen));
                    pairs.map_err(|source| self.failed(source))?
                }
                false => Vec::new(),
            },
        };
        let named = |pair: Pair| Pair {
            first: lined.present[places[pair.first]],
            second: lined.present[places[pair.second]],
            ..pair
        };
        let pairs: Vec<Pair> = pairs.into_iter().filter(|pair| !pair.p_value.is_nan()).map(named).collect();
        Ok(columns::letters(&pairs, count, adjust(limits.correction), limits.strict, limits.loose))
    }

    fn failed(&self, source: survey::SurveyError) -> TablesError {
        TablesError::Survey { place: format!("the letters of `{}`", self.question.id), source }
    }

    fn test(&self, group: usize) -> Option<Test> {
        let crossed = self
            .found
            .first()?
            .get(group)?
            .crossed
            .as_ref()
            .filter(|_| self.question.kind == Kind::Single)?;
        let tested = crossed.independence(Statistic::RaoScottF).ok()?;
        Some(Test { statistic: tested.statistic, df: tested.df, p_value: tested.p_value })
    }

    /// What adds up to what: categories to all, categories to nets, columns of a group to the total.
    fn relations(&self, rows: usize) -> Vec<Relation> {
        let columns: usize = 1 + self.banner.groups.iter().map(|(_, labels)| labels.len()).sum::<usize>();
        let mut relations = Vec::new();
        let categories: Vec<usize> =
            (0..rows).filter(|row| self.question.rows[*row].kind == RowKind::Category).collect();
        let whole = self.question.whole.then_some(categories);
        for rows in self.question.sums.iter().chain(&whole) {
            relations.extend((0..columns).map(|column| rows.iter().map(|row| (*row, column)).collect()));
        }
        let mut start = 1;
        for ((_, labels), overlap) in self.banner.groups.iter().zip(&self.banner.overlap) {
            if !overlap {
                let group: Vec<usize> = (start..start + labels.len()).chain([0]).collect();
                relations.extend((0..rows).map(|row| group.iter().map(|column| (row, *column)).collect()));
            }
            start += labels.len();
        }
        relations
    }
}

/// What holds for all tables: the remarks of the data set, and what errors do not know.
fn notes(dictionary: &Dictionary, plan: &Plan, banner: &Banner) -> Vec<String> {
    let mut notes = dictionary.notes.clone();
    if let (Some(weight), None) = (request::weight(dictionary, plan), &plan.design.replicates) {
        notes.push(format!(
            "Errors take the weights `{weight}` as given: had they been raked or calibrated, only replicate weights would know."
        ));
    }
    for (group, (title, _)) in plan.banner.iter().zip(&banner.groups) {
        if let Some(name) = &group.weight {
            notes.push(format!("Columns of \"{title}\" are weighted by `{name}`, not like the total."));
        }
    }
    if !plan.filter.is_empty() {
        let names: Vec<&str> = plan.filter.iter().map(|condition| condition.variable.as_str()).collect();
        notes.push(format!("All tables are of a part of the sample, chosen by {}.", names.join(", ")));
    }
    notes
}

const fn adjust(correction: Correction) -> Adjust {
    match correction {
        Correction::None => Adjust::None,
        Correction::Bonferroni => Adjust::Bonferroni,
        Correction::Holm => Adjust::Holm,
        Correction::Fdr => Adjust::Fdr,
    }
}

fn conventions(dictionary: &Dictionary, plan: &Plan) -> Conventions {
    let plan::Conventions { level, strict, loose, least_base, small_base, least_people, opt_in, .. } =
        plan.conventions;
    Conventions {
        level,
        interval: match plan.conventions.interval {
            Interval::Beta => "Korn and Graubard's beta interval on the effective base",
            Interval::Logit => "on the logit scale, Student's t; Korn and Graubard's for 0 and 100%",
            Interval::Wilson => "Wilson's, on the effective base",
            Interval::Mean => "estimate ± t × error",
        }
        .into(),
        letters: match plan.conventions.letters {
            Letters::Design => "differences with their errors under the design, Student's t",
            Letters::PooledZ => "pooled z of two proportions on effective bases; means under the design",
            Letters::None => "none",
        }
        .into(),
        correction: match plan.conventions.correction {
            Correction::None => "none",
            Correction::Bonferroni => "Bonferroni, within a row of one group",
            Correction::Holm => "Holm, within a row of one group",
            Correction::Fdr => "Benjamini and Hochberg (false discovery rate), within a row of one group",
        }
        .into(),
        strict,
        loose,
        test: "independence of answers and columns: Pearson's statistic, Rao and Scott's second-order correction, as an F".into(),
        least_base,
        small_base,
        least_people,
        weight: request::weight(dictionary, plan),
        design: request::described(dictionary, plan),
        opt_in,
    }
}

/// So that a base can be made in one place.
pub(crate) fn shown(base: &survey::tally::Base, small: bool) -> Base {
    Base { unweighted: Some(base.rows), weighted: Some(base.weight), effective: Some(base.effective), small }
}
