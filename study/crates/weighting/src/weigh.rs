//! Raking, trimming and replicates.

use microdata::{Error, Value};
use survey::calibrate::{Margin, missed, rake_watched, trim_weights};
use survey::design::{DesignBuilder, SinglePsu, Stage};
use survey::moments::effective_base;
use survey::replicate::{self, Replicates as Repeated};
use survey::sums::sum;
use survey::{Matrix, SurveyError};

use crate::report::{MarginReport, PartReport, Report};
use crate::sample::NO_TARGET;
use crate::{AggregateWeight, Among, Replicates, Sample, TargetMargin, Targets, Trim};

/// Replicates by rows: what is kept in memory is 8 bytes for each.
const MOST_CELLS: usize = 1 << 28;
/// Trimming and raking in turn settle in a few rounds, or never.
const MOST_TRIMS: usize = 20;

/// Weights of all rows, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted {
    pub weights: Vec<f64>,
    pub replicates: Option<Repeated>,
    pub aggregates: Vec<AggregateWeight>,
    pub report: Report,
}

/// Works the weights out.
///
/// # Errors
/// When a row has no target, a target no row, or the raking does not settle; says in which part and margin.
pub fn weigh(sample: &Sample, targets: &Targets) -> Result<Weighted, Error> {
    if sample.rows() == 0 {
        return Err(Error::new("there are no rows to weigh"));
    }
    let parts = Part::all(sample, targets)?;
    let mut reports = Vec::new();
    let mut weights = vec![0.0; sample.rows()];
    for part in &parts {
        let mut steps = Vec::new();
        let own: Vec<f64> = part.rows.iter().map(|row| sample.start[*row]).collect();
        let done = part.raked(&own, targets, &mut steps)?;
        reports.push(part.report(&done, steps));
        for (row, weight) in part.rows.iter().zip(done) {
            weights[*row] = weight;
        }
    }
    let replicates = match &targets.replicates {
        None => None,
        Some(kind) => Some(repeated(sample, targets, &parts, kind, &weights)?),
    };
    let aggregates: Vec<AggregateWeight> = targets
        .aggregates
        .iter()
        .map(|aggregate| AggregateWeight::new(aggregate, sample, targets, &weights))
        .collect::<Result<_, _>>()?;
    let effective = effective_base(&weights);
    let design_effect = sample.rows() as f64 / effective;
    let report = Report {
        name: targets.name.clone(),
        rows: sample.rows() as u64,
        effective,
        design_effect,
        parts: reports,
        aggregates: aggregates
            .iter()
            .zip(&targets.aggregates)
            .map(|(done, asked)| done.report(asked))
            .collect(),
        replicates: replicates.as_ref().map(|replicates| replicates.weights.ncols()),
        replicate_scale: replicates.as_ref().map(|replicates| replicates.scale),
    };
    Ok(Weighted { weights, replicates, aggregates, report })
}

/// Replicates of the start weights, each raked like the full ones.
fn repeated(
    sample: &Sample,
    targets: &Targets,
    parts: &[Part<'_>],
    kind: &Replicates,
    full: &[f64],
) -> Result<Repeated, Error> {
    let stage = Stage::of(sample.unit.clone()).within(sample.stratum.clone());
    let design = DesignBuilder::new(vec![stage])
        .weights(sample.start.clone())
        .nested(true)
        .single(SinglePsu::Fail)
        .build()
        .map_err(|error| failed("the design", &error))?;
    let count = match kind {
        Replicates::Bootstrap { count, .. } => *count,
        Replicates::Jackknife {} => design.degrees_of_freedom() as usize,
    };
    if count.saturating_mul(sample.rows()) > MOST_CELLS {
        let what = format!("{count} replicates of {} rows are more than fit into memory", sample.rows());
        return Err(Error::new(what).hint("ask for fewer, or name the first-stage units in the mapping"));
    }
    let mut made = match kind {
        Replicates::Bootstrap { count, seed } => replicate::rescaled(&design, *count, *seed),
        Replicates::Jackknife {} => replicate::jackknife_stratified(&design),
    }
    .map_err(|error| {
        failed("the replicates", &error).hint("a stratum with one unit has no variance: join strata")
    })?;
    let mut weights = Matrix::zeros(sample.rows(), made.weights.ncols());
    for (number, start) in made.weights.column_iter().enumerate() {
        for part in parts {
            let own: Vec<f64> = part.rows.iter().map(|row| start[*row]).collect();
            let done = part.raked(&own, targets, &mut Vec::new());
            let done = done.map_err(|error| error.at(format!("replicate {}", number + 1)))?;
            for (row, weight) in part.rows.iter().zip(done) {
                weights[(*row, number)] = weight;
            }
        }
    }
    made.full = full.to_vec();
    made.weights = weights;
    Ok(made)
}

/// A part of the sample, as a country, with its own margins.
struct Part<'a> {
    label: &'a str,
    rows: Vec<usize>,
    margins: Vec<(&'a TargetMargin, Margin)>,
    total: f64,
}

impl<'a> Part<'a> {
    fn all(sample: &'a Sample, targets: &'a Targets) -> Result<Vec<Self>, Error> {
        let mut rows = vec![Vec::new(); sample.parts.len()];
        for (row, part) in sample.part.iter().enumerate() {
            rows[*part as usize].push(row);
        }
        let totals = totals(sample, targets, targets.among, &vec![true; rows.len()])?;
        let mut parts = Vec::new();
        for (number, rows) in rows.into_iter().enumerate() {
            let value = sample.part_values[number].as_ref();
            let margins = targets
                .margins
                .iter()
                .enumerate()
                .filter(|(_, margin)| margin.within.is_none() || margin.within.as_ref() == value);
            let mut part =
                Self { label: &sample.parts[number], rows, margins: Vec::new(), total: totals[number] };
            for (place, margin) in margins {
                part.add(margin, &sample.codes[place])?;
            }
            if part.margins.is_empty() {
                return Err(Error::new(format!("there are no targets for {}", part.name())));
            }
            parts.push(part);
        }
        Ok(parts)
    }

    fn name(&self) -> String {
        if self.label.is_empty() { "the sample".into() } else { format!("part `{}`", self.label) }
    }

    fn add(&mut self, margin: &'a TargetMargin, codes: &[u32]) -> Result<(), Error> {
        let own: Vec<u32> = self.rows.iter().map(|row| codes[*row]).collect();
        let without = own.iter().filter(|code| **code == NO_TARGET).count();
        if without > 0 {
            let first =
                own.iter().position(|code| *code == NO_TARGET).map_or(0, |place| self.rows[place] + 1);
            let what = format!(
                "{}: {without} rows have no target in the margin `{}`, first row {first}",
                self.name(),
                margin.variable
            );
            return Err(Error::new(what).hint("give a target for each code, or leave such rows out"));
        }
        let all: f64 = margin.targets.iter().map(|target| target.share).sum();
        let scaled = margin.targets.iter().map(|target| target.share / all * self.total).collect();
        self.margins.push((margin, Margin { codes: own, targets: scaled }));
        Ok(())
    }

    /// Raked, and if there are bounds trimmed and raked again, in turn; trimming has the last word.
    fn raked(&self, start: &[f64], targets: &Targets, steps: &mut Vec<f64>) -> Result<Vec<f64>, Error> {
        let margins: Vec<Margin> = self.margins.iter().map(|(_, margin)| margin.clone()).collect();
        let rake = |weights: &[f64], steps: &mut Vec<f64>| {
            rake_watched(weights, &margins, targets.rounds, targets.near, &mut |left| steps.push(left))
                .map_err(|error| self.failed(&error))
        };
        let mut weights = rake(start, steps)?;
        let Some(trim) = targets.trim else { return Ok(weights) };
        for _ in 0..MOST_TRIMS {
            if self.is_within(&weights, trim) {
                return Ok(weights);
            }
            weights = rake(&self.trimmed(&weights, trim)?, steps)?;
        }
        self.trimmed(&weights, trim)
    }

    fn bounds(&self, weights: &[f64], trim: Trim) -> (f64, f64) {
        let counting = weights.iter().filter(|weight| **weight != 0.0).count().max(1) as f64;
        let mean = self.total / counting;
        (trim.lower * mean, trim.upper * mean)
    }

    fn is_within(&self, weights: &[f64], trim: Trim) -> bool {
        let (lower, upper) = self.bounds(weights, trim);
        weights
            .iter()
            .all(|weight| *weight == 0.0 || (lower * (1.0 - 1e-9)..=upper * (1.0 + 1e-9)).contains(weight))
    }

    fn trimmed(&self, weights: &[f64], trim: Trim) -> Result<Vec<f64>, Error> {
        let (lower, upper) = self.bounds(weights, trim);
        trim_weights(weights, lower, upper, true).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &SurveyError) -> Error {
        match error {
            SurveyError::EmptyCategory { margin, category } => {
                let (margin, _) = self.margins[*margin];
                let code = &margin.targets[*category].code;
                let what = format!(
                    "{}: nobody has code `{code}` of the margin `{}`, which has a target",
                    self.name(),
                    margin.variable
                );
                Error::new(what).hint("join it with another code, in the data and in the targets")
            }
            SurveyError::NoTarget { margin, category, .. } => {
                let (margin, _) = self.margins[*margin];
                let code = &margin.targets[*category].code;
                let what = format!(
                    "{}: code `{code}` of the margin `{}` has a target of 0, and rows",
                    self.name(),
                    margin.variable
                );
                Error::new(what).hint("give it a target, or leave such rows out")
            }
            other => failed(&self.name(), other),
        }
    }

    fn report(&self, weights: &[f64], steps: Vec<f64>) -> PartReport {
        let effective = effective_base(weights);
        let margins = self.margins.iter().map(|(asked, margin)| MarginReport {
            variable: asked.variable.clone(),
            source: asked.source.clone(),
            missed: missed(weights, margin),
        });
        let counting = weights.iter().copied().filter(|weight| *weight != 0.0);
        let mean = sum(weights.iter().copied()) / counting.clone().count().max(1) as f64;
        PartReport {
            label: self.label.to_owned(),
            rows: self.rows.len() as u64,
            total: sum(weights.iter().copied()),
            effective,
            design_effect: self.rows.len() as f64 / effective,
            least: counting.clone().fold(f64::INFINITY, f64::min) / mean,
            most: counting.fold(0.0, f64::max) / mean,
            steps,
            margins: margins.collect(),
        }
    }
}

/// The sum of the weights of each part that is `inside`, 0 for the others; together as many as there are rows inside.
pub(crate) fn totals(
    sample: &Sample,
    targets: &Targets,
    among: Among,
    inside: &[bool],
) -> Result<Vec<f64>, Error> {
    let mut rows = vec![0.0; inside.len()];
    sample.part.iter().for_each(|part| rows[*part as usize] += 1.0);
    let sizes = match among {
        Among::Interviews => rows.clone(),
        Among::Equal => vec![1.0; inside.len()],
        Among::Population => persons(sample, targets, inside)?,
    };
    let of_inside = |numbers: &[f64]| -> Vec<f64> {
        numbers.iter().zip(inside).map(|(number, inside)| if *inside { *number } else { 0.0 }).collect()
    };
    let (rows, sizes) = (of_inside(&rows), of_inside(&sizes));
    let (all, whole) = (sum(rows.iter().copied()), sum(sizes.iter().copied()));
    if whole <= 0.0 {
        return Err(Error::new("the parts stand for no persons").hint("give `persons` above 0"));
    }
    Ok(sizes.into_iter().map(|size| all * size / whole).collect())
}

/// How many persons each part stands for; nothing for those that are not `inside`.
fn persons(sample: &Sample, targets: &Targets, inside: &[bool]) -> Result<Vec<f64>, Error> {
    let persons = |(value, inside): (&Option<Value>, &bool)| match inside {
        false => Some(0.0),
        true => targets
            .population
            .iter()
            .find(|target| Some(&target.code) == value.as_ref())
            .map(|target| target.share),
    };
    sample.part_values.iter().zip(inside).map(persons).collect::<Option<_>>().ok_or_else(|| {
        Error::new("`[[population]]` does not say how many persons each part stands for")
            .hint("give one for each code of `by`")
    })
}

fn failed(place: &str, error: &SurveyError) -> Error {
    Error::new(format!("{place}: {error}"))
}
