//! What a tally makes of sums is what `linear`, `domain` and `replicate` make of rows, in any order and any split.

#![allow(clippy::unwrap_used)] // a test

use proptest::prelude::*;
use survey::design::{Design, DesignBuilder, Population, SinglePsu, Stage};
use survey::estimates::Estimates;
use survey::linear::{Linearised, ratios};
use survey::moments::{Replacement, effective_base, mean_effects};
use survey::replicate::{Centre, Replicates, jackknife_stratified};
use survey::tally::{Answers, Batch, Known, Line, Lined, NONE, Sampling, Scales, Shape, Tally, Variance};
use survey::testing::association::{Statistic, TwoWay, independence};
use survey::{Matrix, SurveyError};

/// Columns of the group: two that share no row, and one that overlaps both.
const COLUMNS: usize = 3;
/// Answers of the question; the last is not in its base.
const ANSWERS: u16 = 4;

/// An invented sample.
#[derive(Debug, Clone, Default)]
struct Sample {
    strata: Vec<u64>,
    units: Vec<u64>,
    populations: Vec<f64>,
    weights: Vec<f64>,
    patterns: Vec<u64>,
    answers: Vec<u16>,
    /// NaN for some.
    numbers: Vec<f64>,
    inside: Vec<bool>,
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }

    fn below(&mut self, many: u64) -> u64 {
        (self.roll() * many as f64) as u64
    }
}

/// Which columns hold a pattern: 0 none, 1 and 2 one each, 3 and 4 the same with the third column.
fn holds(pattern: u64) -> Vec<usize> {
    match pattern {
        1 => vec![0],
        2 => vec![1],
        3 => vec![0, 2],
        4 => vec![1, 2],
        _ => vec![],
    }
}

fn sample(seed: u64, strata: u64, units: u64, rows: u64) -> Sample {
    let mut dice = Dice(seed.wrapping_mul(2) + 1);
    let mut sample = Sample::default();
    for stratum in 0..strata {
        for unit in 0..units {
            let lean = dice.roll();
            for _ in 0..1 + dice.below(rows) {
                sample.strata.push(stratum);
                sample.units.push(unit);
                sample.populations.push(500.0 + stratum as f64);
                sample.weights.push(if dice.roll() < 0.05 { 0.0 } else { 0.2 + 4.0 * dice.roll() });
                sample.patterns.push(dice.below(5));
                let answer = ((lean + dice.roll()) * 2.0) as u16;
                sample.answers.push(if dice.roll() < 0.1 { NONE } else { answer.min(ANSWERS - 1) });
                let number = 1970.0 + 30.0 * (dice.roll() - 0.5) + 5.0 * lean;
                sample.numbers.push(if dice.roll() < 0.1 { f64::NAN } else { number });
                sample.inside.push(dice.roll() < 0.8);
            }
        }
    }
    sample
}

impl Sample {
    fn rows(&self) -> usize {
        self.weights.len()
    }

    fn taken(&self, order: &[usize]) -> Self {
        Self {
            strata: order.iter().map(|i| self.strata[*i]).collect(),
            units: order.iter().map(|i| self.units[*i]).collect(),
            populations: order.iter().map(|i| self.populations[*i]).collect(),
            weights: order.iter().map(|i| self.weights[*i]).collect(),
            patterns: order.iter().map(|i| self.patterns[*i]).collect(),
            answers: order.iter().map(|i| self.answers[*i]).collect(),
            numbers: order.iter().map(|i| self.numbers[*i]).collect(),
            inside: order.iter().map(|i| self.inside[*i]).collect(),
        }
    }

    fn design(&self, sampling: Sampling, known: Known, single: SinglePsu) -> Design {
        let units = match sampling {
            Sampling::Rows => (0..self.rows() as u64).collect(),
            _ => self.units.clone(),
        };
        let population = match known {
            Known::Nothing => Population::Infinite,
            _ => Population::Units(self.populations.clone()),
        };
        let stage = Stage::of(units).within(self.strata.clone()).from_population(population);
        DesignBuilder::new(vec![stage])
            .weights(self.weights.clone())
            .nested(true)
            .single(single)
            .build()
            .unwrap()
    }

    /// Sums of some rows.
    fn tally(&self, sampling: Sampling, replicates: Option<&Replicates>, rows: &[usize]) -> Tally {
        let slots = usize::from(ANSWERS) + 3;
        let numbers = vec![usize::from(ANSWERS)];
        let mut tally = Tally::new(Shape { sampling, groups: 1, slots, numbers });
        let part = self.taken(rows);
        let repeats: Vec<Vec<f64>> = replicates
            .map(|replicates| {
                let column =
                    |number: usize| rows.iter().map(|row| replicates.weights[(*row, number)]).collect();
                (0..replicates.weights.ncols()).map(column).collect()
            })
            .unwrap_or_default();
        let answers = [
            Answers::Codes { first: 0, classes: &part.answers },
            Answers::Numbers { first: usize::from(ANSWERS), values: &part.numbers },
        ];
        let batch = Batch {
            strata: &part.strata,
            units: &part.units,
            populations: &part.populations,
            weights: &part.weights,
            replicates: &repeats,
            inside: &part.inside,
            patterns: std::slice::from_ref(&part.patterns),
            answers: &answers,
        };
        tally.update(&batch).unwrap();
        tally
    }

    /// What a line says of each row: whether it is in the base, and its value.
    fn values(&self, line: Kind) -> (Vec<bool>, Vec<f64>) {
        let base = |row: usize| match line {
            Kind::Share | Kind::Scores => self.inside[row] && self.answers[row] < ANSWERS - 1,
            Kind::Mean => self.inside[row] && !self.numbers[row].is_nan(),
        };
        let value = |row: usize| match line {
            _ if !base(row) => 0.0,
            Kind::Share => f64::from(u8::from(self.answers[row] == 1)),
            Kind::Scores => f64::from(self.answers[row]) * 50.0 - 30.0,
            Kind::Mean => self.numbers[row],
        };
        ((0..self.rows()).map(base).collect(), (0..self.rows()).map(value).collect())
    }

    /// The line from its rows: ratios in each column and in total.
    fn by_rows(&self, design: &Design, line: Kind) -> Result<(Vec<usize>, Estimates), SurveyError> {
        let (base, values) = self.values(line);
        let mut parts: Option<Linearised> = None;
        let mut present = Vec::new();
        for column in 0..=COLUMNS {
            let within: Vec<bool> = (0..self.rows())
                .map(|row| base[row] && (column == COLUMNS || holds(self.patterns[row]).contains(&column)))
                .collect();
            let part = design.domain(&within)?;
            if part.weighted_base() == 0.0 {
                continue;
            }
            present.push(column);
            let one = Matrix::from_element(self.rows(), 1, 1.0);
            let found = ratios(&part, &Matrix::from_column_slice(self.rows(), 1, &values), &one)?;
            parts = Some(match parts {
                None => found,
                Some(before) => before.and(&found),
            });
        }
        let parts = parts.ok_or(SurveyError::NoRows)?;
        // Strata without a row in the base add nothing; degrees of freedom are those of the whole.
        let mut estimates = parts.estimates(&design.domain(&base)?)?;
        estimates.df = design.degrees_of_freedom();
        Ok((present, estimates))
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Share,
    Scores,
    Mean,
}

const KINDS: [Kind; 3] = [Kind::Share, Kind::Scores, Kind::Mean];

fn line(kind: Kind) -> Line {
    let answers = usize::from(ANSWERS);
    let below = (0..answers - 1).collect();
    match kind {
        Kind::Share => Line { above: vec![(1, 1.0)], below },
        Kind::Scores => {
            Line { above: (0..answers - 1).map(|slot| (slot, slot as f64 * 50.0 - 30.0)).collect(), below }
        }
        Kind::Mean => Line { above: vec![(answers + 1, 1.0)], below: vec![answers] },
    }
}

fn lined(tally: Tally, variance: &Variance, kind: Kind) -> Result<Lined, SurveyError> {
    let done = tally.finish(variance)?;
    done.line(&done.columns(0, COLUMNS, holds), &line(kind))
}

fn near(a: f64, b: f64, part: f64) -> bool {
    a == b || (a - b).abs() <= part * a.abs().max(b.abs())
}

/// The largest value of a row; a mean of rows may be far smaller, where they cancel.
fn size(kind: Kind) -> f64 {
    match kind {
        Kind::Share => 1.0,
        Kind::Scores => 70.0,
        Kind::Mean => 2000.0,
    }
}

fn agree(found: &Estimates, expected: &Estimates, size: f64) {
    assert_eq!(found.df, expected.df);
    let errors = expected.errors();
    for i in 0..expected.values.len() {
        assert!(near(found.values[i], expected.values[i], 1e-13), "estimate {i}");
        for j in 0..expected.values.len() {
            let (own, their) = (found.covariance[(i, j)], expected.covariance[(i, j)]);
            // Rounding moves an estimate by a part of its rows, also where it does not vary at all.
            let round = |i: usize| 4e-15 * expected.values[i].abs().max(size);
            let most = 1e-12 * errors[i] * errors[j]
                + round(i) * (errors[j] + round(j))
                + round(j) * (errors[i] + round(i));
            assert!((own - their).abs() <= most, "covariance {i}, {j}: {own} and {their}");
        }
    }
}

fn numbered(rows: usize) -> Vec<usize> {
    (0..rows).collect()
}

fn shuffled(rows: usize, seed: u64) -> Vec<usize> {
    let mut dice = Dice(seed + 99);
    let mut order = numbered(rows);
    for place in (1..rows).rev() {
        order.swap(place, dice.below(place as u64 + 1) as usize);
    }
    order
}

fn sampling() -> impl Strategy<Value = Sampling> {
    prop_oneof![Just(Sampling::Units), Just(Sampling::Rows)]
}

fn rule() -> impl Strategy<Value = SinglePsu> {
    prop_oneof![Just(SinglePsu::Certainty), Just(SinglePsu::Average), Just(SinglePsu::Adjust)]
}

fn known() -> impl Strategy<Value = Known> {
    prop_oneof![Just(Known::Nothing), Just(Known::Units)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_tally_agrees_with_rows(
        seed in 0_u64..1 << 40, strata in 1_u64..6, units in 1_u64..7,
        sampling in sampling(), single in rule(), known in known(),
    ) {
        let sample = sample(seed, strata, units, 12);
        let design = sample.design(sampling, known, single);
        let variance = Variance { single, known, scales: None };
        for kind in KINDS {
            let tally = sample.tally(sampling, None, &numbered(sample.rows()));
            match (lined(tally, &variance, kind), sample.by_rows(&design, kind)) {
                (Ok(found), Ok((present, expected))) => {
                    prop_assert_eq!(&found.present, &present);
                    agree(&found.estimates, &expected, size(kind));
                }
                (found, Err(SurveyError::NoRows)) => prop_assert!(found.unwrap().present.is_empty()),
                (found, expected) => {
                    prop_assert!(found.is_err() && expected.is_err(), "{found:?} and {expected:?}");
                }
            }
        }
    }

    #[test]
    fn bases_and_design_effects_agree_with_rows(seed in 0_u64..1 << 40, sampling in sampling()) {
        let sample = sample(seed, 3, 5, 20);
        let design = sample.design(sampling, Known::Nothing, SinglePsu::Fail);
        for kind in KINDS {
            let tally = sample.tally(sampling, None, &numbered(sample.rows()));
            let found = lined(tally, &Variance::default(), kind).unwrap();
            let (base, values) = sample.values(kind);
            let part = design.domain(&base).unwrap();
            let total = found.bases[COLUMNS];
            prop_assert_eq!(total.rows, part.base() as u64);
            prop_assert!(near(total.weight, part.weighted_base(), 1e-14));
            prop_assert!(near(total.effective, effective_base(part.weights()), 1e-14));
            let x = Matrix::from_column_slice(sample.rows(), 1, &values);
            let mean = survey::linear::means(&part, &x).unwrap().estimates(&design).unwrap();
            let expected = mean_effects(&part, &x, &mean, Replacement::With).unwrap()[0];
            let place = found.present.len() - 1;
            prop_assert!(near(found.effects[place].unwrap(), expected, 1e-10));
        }
    }

    #[test]
    fn a_part_has_the_degrees_of_freedom_of_its_own_units(seed in 0_u64..1 << 40, sampling in sampling()) {
        // Few rows in each unit, so that many units have none in a column.
        let sample = sample(seed, 4, 6, 3);
        let design = sample.design(sampling, Known::Nothing, SinglePsu::Certainty);
        let variance = Variance { single: SinglePsu::Certainty, ..Variance::default() };
        for kind in KINDS {
            let tally = sample.tally(sampling, None, &numbered(sample.rows()));
            let found = lined(tally, &variance, kind).unwrap();
            let (base, _) = sample.values(kind);
            let own = |columns: &[usize]| {
                let inside = |row: usize| {
                    let holds = holds(sample.patterns[row]);
                    base[row] && columns.iter().any(|column| *column == COLUMNS || holds.contains(column))
                };
                let inside: Vec<bool> = (0..sample.rows()).map(inside).collect();
                design.domain(&inside).unwrap().degrees_of_freedom()
            };
            for (i, first) in found.present.iter().enumerate() {
                prop_assert_eq!(found.degrees.of(i), own(&[*first]));
                for (j, second) in found.present.iter().enumerate() {
                    prop_assert_eq!(found.degrees.of_both(i, j), own(&[*first, *second]));
                }
            }
        }
    }

    #[test]
    fn splits_and_order_change_no_bit(seed in 0_u64..1 << 40, parts in 1_usize..6, sampling in sampling()) {
        let sample = sample(seed, 4, 5, 15);
        let whole = sample.tally(sampling, None, &numbered(sample.rows()));
        let order = shuffled(sample.rows(), seed);
        let mut split: Vec<Tally> = order
            .chunks(sample.rows().div_ceil(parts))
            .map(|rows| sample.tally(sampling, None, rows))
            .collect();
        let mut merged = split.remove(0);
        split.iter().rev().for_each(|part| merged.merge(part).unwrap());
        for kind in KINDS {
            let one = lined(whole.clone(), &Variance::default(), kind).unwrap();
            prop_assert_eq!(one, lined(merged.clone(), &Variance::default(), kind).unwrap());
        }
    }

    #[test]
    fn replicates_agree_with_rows(seed in 0_u64..1 << 40, estimate in any::<bool>()) {
        let sample = sample(seed, 3, 5, 10);
        let design = sample.design(Sampling::Units, Known::Nothing, SinglePsu::Fail);
        let mut replicates = jackknife_stratified(&design).unwrap();
        replicates.centre = if estimate { Centre::Estimate } else { Centre::Mean };
        let scales = Scales {
            scale: replicates.scale,
            rscales: replicates.rscales.clone(),
            centre: replicates.centre,
            df: replicates.degrees_of_freedom(),
        };
        let variance = Variance { scales: Some(scales), ..Variance::default() };
        let sampling = Sampling::Replicates(replicates.weights.ncols());
        for kind in KINDS {
            let tally = sample.tally(sampling, Some(&replicates), &numbered(sample.rows()));
            let found = lined(tally, &variance, kind).unwrap();
            let (base, values) = sample.values(kind);
            let part = replicates.domain(&base).unwrap();
            let expected = part
                .estimates(|weights| Ok(vec![survey::replicate::mean(weights, &values)?]))
                .unwrap();
            let place = found.present.len() - 1;
            prop_assert!(near(found.estimates.values[place], expected.values[0], 1e-13));
            prop_assert!(near(found.estimates.covariance[(place, place)], expected.covariance[(0, 0)], 1e-10));
        }
    }

    #[test]
    fn tests_of_independence_agree_with_rows(seed in 0_u64..1 << 40, sampling in sampling()) {
        let mut sample = sample(seed, 5, 8, 12);
        sample.patterns.iter_mut().for_each(|pattern| *pattern %= 3);
        let design = sample.design(sampling, Known::Nothing, SinglePsu::Fail);
        let done = sample.tally(sampling, None, &numbered(sample.rows())).finish(&Variance::default()).unwrap();
        let columns = done.columns(0, 2, holds);
        let found = done.crossed(&columns, &[0, 1, 2, 3]).unwrap().unwrap();
        let inside = |row: usize, code: u32| if sample.inside[row] { code } else { u32::MAX };
        let rows: Vec<u32> = (0..sample.rows()).map(|row| inside(row, u32::from(sample.answers[row]))).collect();
        let over: Vec<u32> =
            (0..sample.rows()).map(|row| u32::try_from(sample.patterns[row]).unwrap().wrapping_sub(1)).collect();
        let table = TwoWay { rows: &rows, columns: &over, size: (4, 2) };
        for statistic in [Statistic::RaoScottF, Statistic::RaoScottChiSquared] {
            match (found.independence(statistic), independence(&design, table, statistic)) {
                (Ok(found), Ok(expected)) => {
                    // A statistic near 0 is a difference of shares that nearly agree.
                    prop_assert!((found.statistic - expected.statistic).abs() <= 1e-9 * (1.0 + expected.statistic));
                    prop_assert!((found.p_value - expected.p_value).abs() <= 1e-9);
                }
                // Rows cannot leave an empty category out; a tally can.
                (found, expected) => prop_assert!(expected.is_err(), "{found:?} and {expected:?}"),
            }
        }
    }
}

#[test]
fn with_many_units_replicates_and_linearised_errors_are_within_five_percent() {
    let sample = sample(7, 10, 8, 25);
    let design = sample.design(Sampling::Units, Known::Nothing, SinglePsu::Fail);
    let replicates = jackknife_stratified(&design).unwrap();
    let count = replicates.weights.ncols();
    assert!(count >= 50);
    let scales = Scales {
        scale: replicates.scale,
        rscales: replicates.rscales.clone(),
        centre: replicates.centre,
        df: replicates.degrees_of_freedom(),
    };
    let variance = Variance { scales: Some(scales), ..Variance::default() };
    let rows = numbered(sample.rows());
    for kind in KINDS {
        let repeated =
            lined(sample.tally(Sampling::Replicates(count), Some(&replicates), &rows), &variance, kind)
                .unwrap();
        let linear = lined(sample.tally(Sampling::Units, None, &rows), &Variance::default(), kind).unwrap();
        for (repeated, linear) in repeated.estimates.errors().iter().zip(linear.estimates.errors()) {
            assert!(near(*repeated, linear, 0.05), "{kind:?}: {repeated} and {linear}");
        }
    }
}

#[test]
fn a_column_without_anybody_has_no_estimate() {
    let mut sample = sample(3, 2, 3, 10);
    sample.patterns.iter_mut().for_each(|pattern| *pattern = 1);
    let tally = sample.tally(Sampling::Units, None, &numbered(sample.rows()));
    let found = lined(tally, &Variance::default(), Kind::Share).unwrap();
    assert_eq!(found.present, [0, COLUMNS]);
    assert_eq!((found.bases[1].rows, found.bases[1].weight, found.bases[1].effective), (0, 0.0, 0.0));
}

#[test]
fn what_cannot_be_counted_is_counted_as_such_and_not_finished() {
    let mut sample = sample(3, 2, 3, 10);
    sample.weights[1] = f64::NAN;
    sample.weights[2] = -1.0;
    sample.weights[3] = f64::INFINITY;
    let tally = sample.tally(Sampling::Rows, None, &numbered(sample.rows()));
    assert_eq!((tally.problems().missing_weights, tally.problems().bad_weights), (1, 2));
    assert!(tally.finish(&Variance::default()).is_err());
}

#[test]
fn one_unit_in_a_stratum_is_an_error_unless_a_rule_was_chosen() {
    let sample = sample(3, 4, 1, 10);
    let tally = || sample.tally(Sampling::Units, None, &numbered(sample.rows()));
    let found = lined(tally(), &Variance::default(), Kind::Share);
    assert_eq!(found.unwrap_err(), SurveyError::SingleUnits { strata: 4 });
    let adjusted = Variance { single: SinglePsu::Adjust, ..Variance::default() };
    assert!(lined(tally(), &adjusted, Kind::Share).unwrap().estimates.errors()[0] > 0.0);
    let average = Variance { single: SinglePsu::Average, ..Variance::default() };
    assert_eq!(lined(tally(), &average, Kind::Share).unwrap_err(), SurveyError::OnlySingleUnits);
}

#[test]
fn a_class_may_be_larger_than_a_byte() {
    let sample = sample(9, 3, 4, 20);
    for sampling in [Sampling::Units, Sampling::Rows] {
        let spread = |by: u16| {
            let class = |answer: &u16| if *answer == NONE { NONE } else { answer * by };
            let classes: Vec<u16> = sample.answers.iter().map(class).collect();
            let slots = usize::from((ANSWERS - 1) * by) + 1;
            let mut tally = Tally::new(Shape { sampling, groups: 1, slots, ..Shape::default() });
            let batch = Batch {
                strata: &sample.strata,
                units: &sample.units,
                weights: &sample.weights,
                patterns: std::slice::from_ref(&sample.patterns),
                answers: &[Answers::Codes { first: 0, classes: &classes }],
                ..Batch::default()
            };
            tally.update(&batch).unwrap();
            let below = (0..ANSWERS - 1).map(|slot| usize::from(slot * by)).collect();
            let done = tally.finish(&Variance::default()).unwrap();
            let line = Line { above: vec![(usize::from(by), 1.0)], below };
            done.line(&done.columns(0, COLUMNS, holds), &line).unwrap()
        };
        // 3 times 85 is 255, the first that does not fit.
        assert_eq!(spread(1), spread(85));
        assert_eq!(spread(1), spread(300));
    }
}

/// A file that is sorted by country has small weights first and large ones then, or the other way round.
#[test]
fn weights_of_another_size_may_come_first_or_last() {
    const ROWS: usize = 1 << 15;
    let mut dice = Dice(7);
    let mut part = |least: f64| {
        let weights: Vec<f64> = (0..ROWS)
            .map(|_| least * (1.0 + 9.0 * dice.below(1 << 52) as f64 / (1_u64 << 52) as f64))
            .collect();
        let units: Vec<u64> = (0..ROWS).map(|_| dice.below(40)).collect();
        let classes: Vec<u16> = (0..ROWS).map(|_| dice.below(2) as u16).collect();
        (weights, units, classes)
    };
    let parts = [part(0.3), part(300.0), part(0.04)];
    let shape = || Shape { sampling: Sampling::Units, groups: 1, slots: 2, ..Shape::default() };
    let update = |tally: &mut Tally, part: usize| {
        let (weights, units, classes) = &parts[part];
        let answers = [Answers::Codes { first: 0, classes }];
        let patterns = [vec![0; ROWS]];
        let batch = Batch { weights, units, patterns: &patterns, answers: &answers, ..Batch::default() };
        tally.update(&batch).unwrap();
    };
    let found = |tally: Tally| {
        let done = tally.finish(&Variance::default()).unwrap();
        let lined = done
            .line(&done.columns(0, 1, |_| vec![0]), &Line { above: vec![(1, 1.0)], below: vec![0, 1] })
            .unwrap();
        (lined.bases, lined.estimates.values, lined.estimates.covariance)
    };
    let in_order = |order: &[usize]| {
        let mut tally = Tally::new(shape());
        order.iter().for_each(|part| update(&mut tally, *part));
        found(tally)
    };
    let expected = in_order(&[0, 1, 2]);
    for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        assert_eq!(in_order(&order), expected, "{order:?}");
    }
    // And where what two threads gathered is counted on.
    let (mut one, mut other) = (Tally::new(shape()), Tally::new(shape()));
    update(&mut one, 2);
    update(&mut other, 1);
    one.merge(&other).unwrap();
    update(&mut one, 0);
    assert_eq!(found(one), expected);
}
