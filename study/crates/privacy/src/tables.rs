//! From noisy sums to tables that are ready to be read. Nothing here looks at an answer.

use book::noisy::{Base, Cell, Figure, Noise, Release, Row, Table};
use book::{Column, Group, RowKind};

use crate::counted::{GRID, Places};
use crate::interval::{Share, Sums};
use crate::plan::{Line, Question};
use crate::{Released, Request, Settings};

/// Bases whose effective size is below are not shown: their figures would mean nothing.
const LEAST_BASE: f64 = 30.0;

/// How a release was paid for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Privacy {
    /// Of this release.
    pub epsilon: f64,
    /// Of intervals: 0.95.
    pub level: f64,
}

/// The tables of a release.
pub fn tables(question: &Question, settings: &Settings, released: &Released, privacy: Privacy) -> Release {
    let reading =
        Reading { question, settings, released, level: privacy.level, places: Places::of(question) };
    let tables = question.tables.iter().enumerate().map(|(at, table)| Table {
        number: at + 1,
        id: table.id.clone(),
        title: table.title.clone(),
        question: table.wording.clone(),
        base: table.base.clone(),
        multiple: table.multiple,
        bases: reading.columns().map(|(group, column)| reading.base(group, column, &table.lines)).collect(),
        rows: table.lines.iter().map(|line| reading.row(line)).collect(),
    });
    Release {
        title: question.title.clone(),
        synthetic: question.synthetic,
        banner: heads(question),
        tables: tables.collect(),
        noise: reading.noise(privacy),
    }
}

fn heads(question: &Question) -> Vec<Group> {
    let column = |label: &String| Column { label: label.clone(), letter: String::new() };
    let total = Group { title: String::new(), columns: vec![column(&"Total".into())], overlap: false };
    let groups = question.groups.iter().map(|group| Group {
        title: group.title.clone(),
        columns: group.labels.iter().map(column).collect(),
        overlap: false,
    });
    std::iter::once(total).chain(groups).collect()
}

struct Reading<'a> {
    question: &'a Question,
    settings: &'a Settings,
    released: &'a Released,
    level: f64,
    places: Places,
}

impl Reading<'_> {
    /// The total, then the columns of each group.
    fn columns(&self) -> impl Iterator<Item = (usize, usize)> {
        let widths = self.places.widths.iter().enumerate();
        widths.flat_map(|(group, width)| (0..*width).map(move |column| (group, column)))
    }

    /// A number of the release in the unit of weights.
    fn sum(&self, place: usize) -> f64 {
        self.released.sums[place] as f64 * self.unit()
    }

    fn unit(&self) -> f64 {
        self.settings.weight_bound / GRID as f64
    }

    fn deviation(&self) -> f64 {
        self.released.deviation * self.unit()
    }

    /// Squared weights by weights in a column, times the effect of clusters. It is at most the bound, which stands in where noise
    /// leaves nothing.
    fn effect(&self, group: usize, column: usize) -> f64 {
        let bound = self.settings.weight_bound;
        let weights = self.sum(self.places.weight(group, column));
        let squared = self.sum(self.places.squared(group, column)) * bound;
        let effect = if weights > 0.0 && squared > 0.0 { (squared / weights).min(bound) } else { bound };
        effect * self.settings.cluster_effect
    }

    fn sums(&self, line: &Line, group: usize, column: usize) -> Sums {
        let cell = |answer: usize| self.sum(self.places.answer(group, column, line.item, answer));
        let of = self.places.answers[line.item];
        Sums {
            answer: line.answers.iter().map(|answer| cell(*answer)).sum(),
            base: (0..of).map(cell).sum(),
            cells: line.answers.len() as f64,
            of: of as f64,
            noise: self.deviation(),
            effect: self.effect(group, column),
        }
    }

    fn share(&self, line: &Line, group: usize, column: usize) -> Option<Share> {
        let sums = self.sums(line, group, column);
        (sums.base / sums.effect >= LEAST_BASE).then(|| sums.share(self.level)).flatten()
    }

    fn row(&self, line: &Line) -> Row {
        let cell = |(group, column)| match self.share(line, group, column) {
            Some(Share { value, low, high, sampling, noise }) => {
                Cell::Shown(Figure { value, low, high, sampling, noise })
            }
            None => Cell::TooNoisy,
        };
        let kind = if line.is_net { RowKind::Net } else { RowKind::Category };
        Row { label: line.label.clone(), kind, cells: self.columns().map(cell).collect() }
    }

    /// The base of the first line: of several answers each has its own, and they differ by noise alone.
    fn base(&self, group: usize, column: usize, lines: &[Line]) -> Base {
        let sums = lines.first().map(|line| self.sums(line, group, column));
        let base = sums.filter(|sums| sums.base > 0.0);
        Base {
            weighted: base.map(|sums| sums.base),
            effective: base.map(|sums| sums.base / sums.effect),
            deviation: sums.map_or(0.0, |sums| sums.noise * sums.of.sqrt()),
        }
    }

    fn noise(&self, privacy: Privacy) -> Noise {
        let [whole, cut] = [self.places.cut, self.places.cut + 1].map(|place| self.sum(place));
        let of_cut = Sums {
            answer: cut,
            base: whole + cut,
            cells: 1.0,
            of: 2.0,
            noise: self.deviation(),
            effect: 0.0,
        };
        Noise {
            epsilon: privacy.epsilon,
            delta: self.settings.delta,
            budget: self.settings.epsilon,
            level: self.level,
            deviation: self.deviation(),
            histograms: self.places.histograms(),
            weight: self.question.weight.clone(),
            weight_bound: self.settings.weight_bound,
            cluster_effect: self.settings.cluster_effect,
            cut: of_cut.share(self.level).map(|share| (share.low, share.high)),
        }
    }
}

/// How wide intervals of a share of one half will be, by the size of a base: half widths from sampling alone and with the noise.
/// Looks at no answer, so that it can be asked as often as one likes. Weights are taken to average 1 and to be equal.
pub fn expected(
    request: &Request,
    settings: &Settings,
    answers: usize,
    bases: &[f64],
) -> Result<Vec<(f64, f64, Option<f64>)>, crate::PrivacyError> {
    let (_, deviation) = request.price(settings.delta)?;
    let noise = deviation * settings.weight_bound / GRID as f64;
    let row = |base: &f64| {
        let sums = Sums {
            answer: base / 2.0,
            base: *base,
            cells: 1.0,
            of: answers as f64,
            noise,
            effect: settings.cluster_effect,
        };
        let half = |share: Share| (share.high - share.low) / 2.0;
        let quiet = Sums { noise: 0.0, ..sums }.share(0.95).map_or(0.5, half);
        (*base, quiet, sums.share(0.95).map(half))
    };
    Ok(bases.iter().map(row).collect())
}
