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
use crate::hide::{self, Grid};
use crate::plan::{self, Correction, Interval, Letters, Plan};
use crate::questions::{Question, Stub, questions};
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
    let mut makings = Vec::new();
    let mut rest = found.as_slice();
    for question in &asked {
        let (own, others) = rest.split_at(question.items.len().min(rest.len()));
        rest = others;
        makings.push(Making { plan, banner: &banner, question, found: own });
    }
    let tables = tables(&makings)?;
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

/// All tables. What is hidden is settled for all of them at once: one may tell what another hides.
fn tables(makings: &[Making<'_>]) -> Result<Vec<Table>, TablesError> {
    let mut drafts: Vec<Vec<Row>> = makings.iter().map(Making::rows).collect();
    let mut grids: Vec<Grid> = makings.iter().zip(&drafts).map(|(making, rows)| making.grid(rows)).collect();
    hide::all(&mut grids);
    let mut tables = Vec::new();
    for ((making, rows), grid) in makings.iter().zip(&mut drafts).zip(&grids) {
        tables.push(making.table(tables.len() + 1, std::mem::take(rows), grid)?);
    }
    Ok(tables)
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
    /// All figures, whether they may be shown or not; without letters.
    fn rows(&self) -> Vec<Row> {
        let places = self.places();
        let cell = |row: &Stub, place: &Place| {
            let lined = self.lined(row, place.group);
            lined.map_or(Cell::Nobody, |lined| self.cell(lined, place.column, row.kind))
        };
        let row = |row: &Stub| Row {
            label: row.label.clone(),
            kind: row.kind,
            cells: places.iter().map(|place| cell(row, place)).collect(),
        };
        self.question.rows.iter().map(row).collect()
    }

    fn bases(&self) -> Vec<survey::tally::Base> {
        self.places().iter().map(|place| self.base(*place)).collect()
    }

    /// The table as whoever would find people out sees it.
    fn grid(&self, rows: &[Row]) -> Grid {
        let bases = self.bases();
        let kinds: Vec<RowKind> = rows.iter().map(|row| row.kind).collect();
        let keys = self.question.rows.iter().map(|row| row.counts(&self.question.items)).collect();
        let nested = self.banner.nested();
        let sums = hide::sums(kinds.len(), &self.question.sums, &self.question.whole, &nested, bases.len());
        Grid::new(kinds, keys, hide::counts(rows, &bases), sums, &self.plan.conventions)
    }

    fn table(&self, number: usize, mut rows: Vec<Row>, grid: &Grid) -> Result<Table, TablesError> {
        let (bases, limits) = (self.bases(), &self.plan.conventions);
        hide::cells(&mut rows, grid, &bases, limits);
        for (row, stub) in rows.iter_mut().zip(&self.question.rows) {
            self.letter(row, stub)?;
        }
        let mut tests = vec![None];
        let mut first = 1;
        for (group, (_, labels)) in self.banner.groups.iter().enumerate() {
            let columns = first..first + labels.len();
            first = columns.end;
            tests.push(self.test(group).filter(|_| !tells(&rows, columns)));
        }
        Ok(Table {
            number,
            id: self.question.id.clone(),
            title: self.question.title.clone(),
            question: self.question.wording.clone(),
            base: self.question.base.clone(),
            kind: self.question.kind,
            bases: hide::bases(&bases, grid, limits),
            rows,
            tests,
            map: self.question.map,
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

    fn lined(&self, row: &Stub, group: usize) -> Option<&Lined> {
        self.found.get(row.item)?.get(group)?.lines.get(row.line)
    }

    /// Letters of a row: they name and compare what is shown only.
    fn letter(&self, row: &mut Row, stub: &Stub) -> Result<(), TablesError> {
        let mut start = 1;
        for (group, (_, labels)) in self.banner.groups.iter().enumerate() {
            let cells = &mut row.cells[start..start + labels.len()];
            start += labels.len();
            let Some(lined) = self.lined(stub, group) else { continue };
            let shown: Vec<bool> = cells.iter().map(|cell| cell.figure().is_some()).collect();
            let letters = self.letters(lined, &shown, row.kind)?;
            for (cell, letters) in cells.iter_mut().zip(letters) {
                if let Cell::Shown(figure) = cell {
                    figure.letters = letters;
                }
            }
        }
        Ok(())
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
            interval: self.interval(value, error, base.rows, lined.degrees.of(at), kind),
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

    /// For each column of a group the columns it is higher than, among those that are shown.
    fn letters(&self, lined: &Lined, shown: &[bool], kind: RowKind) -> Result<Vec<String>, TablesError> {
        let limits = &self.plan.conventions;
        let count = shown.len();
        let compared = |column: usize| column < count && shown[column] && lined.bases[column].rows >= 2;
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
            _ => {
                let chosen = lined.estimates.pick(&places).map_err(|source| self.failed(source))?;
                columns::pairs_under_design(&chosen, |first, second| {
                    lined.degrees.of_both(places[first], places[second])
                })
            }
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
}

/// Whether a test of these columns would tell a hidden count: it is made of all of them, and whoever tries nine counts finds the
/// one that gives its statistic.
fn tells(rows: &[Row], columns: std::ops::Range<usize>) -> bool {
    let hidden = |cell: &Cell| matches!(cell, Cell::FewPeople | Cell::SmallBase);
    rows.iter().any(|row| row.cells[columns.clone()].iter().chain(&row.cells[..1]).any(hidden))
}

/// What holds for all tables: the remarks of the data set, and what errors do not know.
fn notes(dictionary: &Dictionary, plan: &Plan, banner: &Banner) -> Vec<String> {
    let mut notes = dictionary.notes.clone();
    if let (Some(weight), None) = (request::weight(dictionary, plan), &plan.design.replicates) {
        notes.push(format!(
            "Errors take the weights `{weight}` as given. Where weighting raked or calibrated them, errors do not know it and are mostly a little too large; with replicate weights, each raked alike, they would."
        ));
    }
    for (weight, (title, _)) in banner.weights.iter().zip(&banner.groups) {
        if let Some(name) = weight {
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
            Interval::Beta => "Korn and Graubard's beta interval",
            Interval::Logit => "on the logit scale, Student's t; Korn and Graubard's for 0 and 100%",
            Interval::Wilson => "Wilson's",
            Interval::Mean => "estimate ± t × error",
        }
        .to_owned()
            + "; the size of the sample that it takes is worked out of the error under the design, not the effective base that is printed; degrees of freedom are the units less the strata that the column has",
        letters: match plan.conventions.letters {
            Letters::Design => "differences with their errors under the design, Student's t; degrees of freedom are the units less the strata that the two columns have",
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
