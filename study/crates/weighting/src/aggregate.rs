//! Countries together that count among each other in a way of their own.

use microdata::Error;
use survey::moments::effective_base;
use survey::sums::sum;

use crate::report::AggregateReport;
use crate::weigh::totals;
use crate::{Aggregate, Sample, Targets};

/// The weight of an aggregate.
#[derive(Debug, Clone, PartialEq)]
pub struct AggregateWeight {
    pub name: String,
    pub label: String,
    /// For each row; 0 outside of the aggregate. They add up to its rows.
    pub weights: Vec<f64>,
}

impl AggregateWeight {
    /// Makes weights whose parts count as the aggregate says of raked `weights`, whose parts count as the targets say.
    pub(crate) fn new(
        aggregate: &Aggregate,
        sample: &Sample,
        targets: &Targets,
        weights: &[f64],
    ) -> Result<Self, Error> {
        let inside = inside(aggregate, sample)?;
        let totals = totals(sample, targets, aggregate.among, &inside)
            .map_err(|error| error.at(format!("the aggregate `{}`", aggregate.name)))?;
        let factor = |part: usize| {
            let rows = sample.part.iter().zip(weights).filter(|(own, _)| **own as usize == part);
            totals[part] / sum(rows.map(|(_, weight)| *weight))
        };
        let factors: Vec<f64> =
            (0..inside.len()).map(|part| if inside[part] { factor(part) } else { 0.0 }).collect();
        let weights = sample.part.iter().zip(weights).map(|(part, weight)| weight * factors[*part as usize]);
        let name = aggregate.name.clone();
        let label = if aggregate.label.is_empty() { name.clone() } else { aggregate.label.clone() };
        Ok(Self { name, label, weights: weights.collect() })
    }

    pub(crate) fn report(&self, aggregate: &Aggregate) -> AggregateReport {
        let rows = self.weights.iter().filter(|weight| **weight > 0.0).count();
        let effective = effective_base(&self.weights);
        AggregateReport {
            name: self.name.clone(),
            label: self.label.clone(),
            parts: aggregate.parts.iter().map(ToString::to_string).collect(),
            among: aggregate.among,
            rows: rows as u64,
            effective,
            design_effect: rows as f64 / effective,
        }
    }
}

/// Which parts of the sample are in it.
fn inside(aggregate: &Aggregate, sample: &Sample) -> Result<Vec<bool>, Error> {
    let found = |code| sample.part_values.iter().any(|value| value.as_ref() == Some(code));
    if let Some(code) = aggregate.parts.iter().find(|code| !found(code)) {
        let what = format!("the aggregate `{}` speaks of `{code}`, and no row has it", aggregate.name);
        return Err(Error::new(what).hint("leave it out of `parts`"));
    }
    let is_in = |value: &Option<microdata::Value>| {
        value.as_ref().is_some_and(|value| aggregate.parts.contains(value))
    };
    Ok(sample.part_values.iter().map(is_in).collect())
}
