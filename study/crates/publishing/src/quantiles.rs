//! Quantiles of what exports show, under the design.

use std::collections::BTreeMap;

use microdata::{Chunk, Column, Rows, State};
use reference::{Base, Evidence, Measure, Quantile, Rules};
use survey::SurveyError;
use survey::design::{Design, DesignBuilder, SinglePsu, Stage};
use survey::proportion::Method;
use survey::quantile::{Interval, Rule, estimate};

use crate::PublishingError;
use crate::population::{TRACED, Who};

/// Parts of the people that values are given for.
const PARTS: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// How rows were sampled, by names of variables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traces {
    pub weight: Option<String>,
    pub stratum: Option<String>,
    pub psu: Option<String>,
}

/// The rows of those of whom there is a trace.
#[derive(Default)]
struct Donors {
    weights: Vec<f64>,
    strata: Vec<u64>,
    units: Vec<u64>,
    ages: Vec<String>,
    countries: Vec<String>,
    /// By the place of the measure; NaN for unknown.
    values: Vec<Vec<f64>>,
}

/// For each group its measures, in the order of the codebook.
pub(crate) fn measures(
    rows: &mut dyn Rows,
    groups: &[Who],
    rules: &Rules,
    traces: &Traces,
) -> Result<Vec<Vec<Measure>>, PublishingError> {
    let dictionary = rows.dictionary().clone();
    let is_number = |name: &&str| dictionary.variable(name).is_some_and(|variable| !variable.is_text());
    let names: Vec<&str> = TRACED.into_iter().filter(is_number).collect();
    if names.is_empty() {
        return Ok(vec![Vec::new(); groups.len()]);
    }
    let donors = Donors::gather(rows, &names, traces)?;
    let mut made = Vec::new();
    for who in groups {
        let inside = donors.inside(who);
        let mut measures = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let failed = |source| PublishingError::Survey { variable: (*name).to_owned(), source };
            if let Some((base, quantiles)) = donors.quantiles(&inside, at, rules).map_err(failed)? {
                let variable = dictionary.variable(name);
                let label = variable.map_or("", |variable| variable.label.as_str());
                measures.push(Measure {
                    id: (*name).to_owned(),
                    label: if label.is_empty() { (*name).to_owned() } else { label.to_owned() },
                    evidence: Evidence::Traced,
                    of: variable.map_or_else(String::new, |variable| variable.universe.clone()),
                    base,
                    shares: Vec::new(),
                    quantiles,
                });
            }
        }
        made.push(measures);
    }
    Ok(made)
}

impl Donors {
    fn gather(rows: &mut dyn Rows, names: &[&str], traces: &Traces) -> Result<Self, PublishingError> {
        let dictionary = rows.dictionary().clone();
        let at = |name: &Option<String>| name.as_deref().and_then(|name| dictionary.position(name));
        let (weight, stratum, psu) = (at(&traces.weight), at(&traces.stratum), at(&traces.psu));
        let [age, country] = ["age_group", "country"].map(|name| dictionary.position(name));
        let places: Vec<usize> = names.iter().filter_map(|name| dictionary.position(name)).collect();
        let mut donors = Self { values: vec![Vec::new(); places.len()], ..Self::default() };
        let (mut strata, mut units) = (Numbers::default(), Numbers::default());
        let mut rows_before = 0_u64;
        while let Some(chunk) = rows.next()? {
            for row in 0..chunk.rows() {
                rows_before += 1;
                let values: Vec<f64> =
                    places.iter().map(|at| number(&chunk, *at, row, &dictionary)).collect();
                let weight = weight.map_or(1.0, |at| number(&chunk, at, row, &dictionary));
                if values.iter().all(|value| value.is_nan()) || weight.is_nan() || weight <= 0.0 {
                    continue;
                }
                donors.values.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
                donors.weights.push(weight);
                let stratum = stratum.map_or_else(String::new, |at| text(&chunk, at, row));
                let unit = psu.map_or_else(|| rows_before.to_string(), |at| text(&chunk, at, row));
                donors.units.push(units.of(format!("{stratum}\u{0}{unit}")));
                donors.strata.push(strata.of(stratum));
                donors.ages.push(age.map_or_else(String::new, |at| text(&chunk, at, row)));
                donors.countries.push(country.map_or_else(String::new, |at| text(&chunk, at, row)));
            }
        }
        Ok(donors)
    }

    fn inside(&self, who: &Who) -> Vec<bool> {
        let is_in = |row: usize| {
            who.age.as_ref().is_none_or(|(code, _)| self.ages[row] == *code)
                && who.place.as_ref().is_none_or(|(_, codes)| codes.contains(&self.countries[row]))
        };
        (0..self.weights.len()).map(is_in).collect()
    }

    /// Nothing where too few have it, or too few stand on either side of all quantiles. Ends of intervals with too few beyond them
    /// are left out.
    fn quantiles(
        &self,
        inside: &[bool],
        at: usize,
        rules: &Rules,
    ) -> Result<Option<(Base, Vec<Quantile>)>, SurveyError> {
        let values = &self.values[at];
        let has: Vec<bool> =
            inside.iter().zip(values).map(|(inside, value)| *inside && !value.is_nan()).collect();
        let own = |column: &[f64]| -> Vec<f64> {
            column.iter().zip(&has).filter(|(_, has)| **has).map(|(value, _)| *value).collect()
        };
        let (known, weights) = (own(values), own(&self.weights));
        let count = known.len() as u64;
        if count < rules.least_base {
            return Ok(None);
        }
        let design = self.design()?.domain(&has)?;
        let mut quantiles: Vec<Quantile> = Vec::new();
        for part in PARTS {
            let found =
                estimate(&design, values, part, Rule::School, Interval::Woodruff(Method::Beta), rules.level)?;
            let sides = |place: f64| {
                let below = known.iter().filter(|value| **value <= place).count() as u64;
                let above = known.iter().filter(|value| **value >= place).count() as u64;
                below.min(above)
            };
            if sides(found.value) < rules.least_people {
                continue;
            }
            // An end is a person's value too.
            let told = |end: f64| end.is_finite() && sides(end) >= rules.least_people;
            let end = |end: f64| told(end).then(|| rounded(end));
            let (low, high) = (end(found.interval.0), end(found.interval.1));
            quantiles.push(Quantile { at: part, value: rounded(found.value), low, high });
        }
        let total: f64 = weights.iter().sum();
        let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
        let base =
            Base { unweighted: count, effective: total * total / squares, small: count < rules.small_base };
        Ok((!quantiles.is_empty()).then_some((base, quantiles)))
    }

    fn design(&self) -> Result<Design, SurveyError> {
        let stage = Stage::of(self.units.clone()).within(self.strata.clone());
        // Donors are few: a stratum with one of them is measured against all.
        DesignBuilder::new(vec![stage]).weights(self.weights.clone()).single(SinglePsu::Adjust).build()
    }
}

/// Two significant digits: a quantile is a person's value, and is not told to the last digit.
fn rounded(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

/// Names as numbers, in the order in which they come.
#[derive(Default)]
struct Numbers(BTreeMap<String, u64>);

impl Numbers {
    fn of(&mut self, name: String) -> u64 {
        let next = self.0.len() as u64;
        *self.0.entry(name).or_insert(next)
    }
}

fn number(chunk: &Chunk, at: usize, row: usize, dictionary: &microdata::Dictionary) -> f64 {
    match &chunk.columns[at] {
        Column::Numbers(numbers)
            if dictionary.variables[at].state_of_number(numbers[row]) == State::Answered =>
        {
            numbers[row]
        }
        _ => f64::NAN,
    }
}

fn text(chunk: &Chunk, at: usize, row: usize) -> String {
    match &chunk.columns[at] {
        Column::Numbers(numbers) => numbers[row].to_string(),
        Column::Texts(texts) => texts[row].clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use microdata::{Dictionary, Memory, Variable};

    const RULES: Rules = Rules { level: 0.95, least_base: 30, small_base: 100, least_people: 10 };

    fn quantiles(values: Vec<f64>) -> Vec<Measure> {
        let dictionary =
            Dictionary { variables: vec![Variable::number("traced_posts")], ..Dictionary::default() };
        let mut rows =
            Memory::new(dictionary, vec![Chunk { columns: vec![Column::Numbers(values)] }]).unwrap();
        measures(&mut rows, &[Who::default()], &RULES, &Traces::default()).unwrap().remove(0)
    }

    #[test]
    fn quantiles_hold_the_truth_and_leave_out_the_few() {
        let found = quantiles((1..=200).map(f64::from).chain([f64::NAN; 50]).collect());
        assert_eq!(found[0].base.unweighted, 200);
        let ats: Vec<(f64, f64)> =
            found[0].quantiles.iter().map(|quantile| (quantile.at, quantile.value)).collect();
        // 10 people are at or below the 5% quantile, and 10 at or above the 95%.
        assert_eq!(ats.first().map(|first| first.0), Some(0.05));
        assert!(ats.contains(&(0.5, 100.0)), "{ats:?}");
        // Of 60 people 6 lie beyond the outer tenths.
        let found = quantiles((1..=60).map(f64::from).collect());
        let ats: Vec<f64> = found[0].quantiles.iter().map(|quantile| quantile.at).collect();
        assert_eq!(ats, [0.25, 0.5, 0.75]);
        assert!(found[0].base.small);
        // The ends of the outer quarters' intervals would be values of the outermost few; those of the median stand.
        let ends: Vec<(bool, bool)> = found[0]
            .quantiles
            .iter()
            .map(|quantile| (quantile.low.is_some(), quantile.high.is_some()))
            .collect();
        assert_eq!(ends, [(false, true), (true, true), (true, false)]);
        for end in found[0].quantiles.iter().flat_map(|quantile| [quantile.low, quantile.high]).flatten() {
            assert!((10.0..=51.0).contains(&end), "{end} has fewer than ten people beyond it");
        }
        assert!(quantiles((1..=29).map(f64::from).collect()).is_empty());
    }

    #[test]
    fn values_are_told_to_two_digits() {
        assert_eq!([12.34, 0.012_34, 1234.0, 0.0, 99.6].map(rounded), [12.0, 0.012, 1200.0, 0.0, 100.0]);
    }
}
