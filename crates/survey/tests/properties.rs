//! What holds of any sample: order and splitting do not matter, targets are met, errors by two ways agree.

#![allow(clippy::unwrap_used)] // a test

use proptest::prelude::*;
use survey::accumulate::{Frame, Totals};
use survey::calibrate::{Distance, Margin, Options, calibrate, rake};
use survey::design::{Design, DesignBuilder, SinglePsu, Stage};
use survey::estimates::Estimates;
use survey::linear::{means, ratios, totals};
use survey::matrix::{columns, indicators};
use survey::quantile::{Interval, Rule};
use survey::regression::{Family, fit};
use survey::replicate::{self, Replicates, balanced, jackknife_stratified, rescaled};
use survey::sums::{Grid, Sum};
use survey::testing::association::{Statistic, TwoWay, independence};
use survey::{Matrix, SurveyError};

/// An invented sample: strata of units of rows, with an effect of the unit, unequal weights, a number, another, and categories.
#[derive(Debug, Clone)]
struct Sample {
    strata: Vec<u64>,
    units: Vec<u64>,
    weights: Vec<f64>,
    x: Vec<f64>,
    y: Vec<f64>,
    group: Vec<u32>,
    other: Vec<u32>,
}

/// Numbers from 0 to 1 that hang on a seed only.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }
}

fn sample(seed: u64, strata: u64, per_stratum: u64, rows: usize) -> Sample {
    let mut dice = Dice(seed.wrapping_mul(2) + 1);
    let mut sample = Sample {
        strata: Vec::new(),
        units: Vec::new(),
        weights: Vec::new(),
        x: Vec::new(),
        y: Vec::new(),
        group: Vec::new(),
        other: Vec::new(),
    };
    for stratum in 0..strata {
        let level = 10.0 * dice.roll();
        for unit in 0..per_stratum {
            let effect = 3.0 * dice.roll();
            for _ in 0..rows + (2.0 * dice.roll()) as usize {
                let x = level + effect + 5.0 * dice.roll();
                sample.strata.push(stratum);
                sample.units.push(unit);
                sample.weights.push(1.0 + 4.0 * dice.roll());
                sample.x.push(x);
                sample.y.push(20.0 + 0.5 * x + 4.0 * dice.roll());
                sample.group.push((3.0 * dice.roll()) as u32);
                sample.other.push(u32::from(dice.roll() * 20.0 < x));
            }
        }
    }
    sample
}

impl Sample {
    fn design(&self) -> Design {
        let stage = Stage::of(self.units.clone()).within(self.strata.clone());
        DesignBuilder::new(vec![stage]).weights(self.weights.clone()).nested(true).build().unwrap()
    }

    fn columns(&self) -> Matrix {
        columns(&[&self.x, &self.y]).unwrap()
    }

    fn rows(&self) -> usize {
        self.x.len()
    }

    fn taken(&self, order: &[usize]) -> Self {
        Self {
            strata: order.iter().map(|i| self.strata[*i]).collect(),
            units: order.iter().map(|i| self.units[*i]).collect(),
            weights: order.iter().map(|i| self.weights[*i]).collect(),
            x: order.iter().map(|i| self.x[*i]).collect(),
            y: order.iter().map(|i| self.y[*i]).collect(),
            group: order.iter().map(|i| self.group[*i]).collect(),
            other: order.iter().map(|i| self.other[*i]).collect(),
        }
    }

    fn shuffled(&self, seed: u64) -> Self {
        let mut dice = Dice(seed + 99);
        let mut order: Vec<usize> = (0..self.rows()).collect();
        for place in (1..order.len()).rev() {
            order.swap(place, (dice.roll() * (place + 1) as f64) as usize);
        }
        self.taken(&order)
    }
}

fn near(a: f64, b: f64, part: f64) -> bool {
    (a - b).abs() <= part * a.abs().max(b.abs()).max(1e-9)
}

fn same(a: &Estimates, b: &Estimates, part: f64) {
    assert_eq!(a.df, b.df);
    for (i, (left, right)) in a.values.iter().zip(&b.values).enumerate() {
        assert!(near(*left, *right, part), "estimate {i}: {left} and {right}");
        let (left, right) = (a.errors()[i], b.errors()[i]);
        assert!(near(left, right, part), "error {i}: {left} and {right}");
    }
}

/// Everything that has one number or more, of one sample.
fn everything(sample: &Sample) -> Vec<f64> {
    let design = sample.design();
    let of = |found: survey::linear::Linearised| found.estimates(&design).unwrap();
    let mut all = Vec::new();
    for found in
        [of(totals(&design, &sample.columns()).unwrap()), of(means(&design, &sample.columns()).unwrap())]
    {
        all.extend(found.values.iter().copied().chain(found.errors()));
    }
    let median = survey::quantile::estimate(
        &design,
        &sample.x,
        0.5,
        Rule::Linear7,
        Interval::Woodruff(survey::proportion::Method::Beta),
        0.95,
    )
    .unwrap();
    all.extend([median.value, median.interval.0, median.interval.1]);
    let table = TwoWay { rows: &sample.group, columns: &sample.other, size: (3, 2) };
    let tested = independence(&design, table, Statistic::RaoScottF).unwrap();
    all.extend([tested.statistic, tested.p_value]);
    let x = columns(&[&vec![1.0; sample.rows()], &sample.x]).unwrap();
    let outcome: Vec<f64> = sample.other.iter().map(|code| f64::from(*code)).collect();
    let model = fit(&design, &x, &outcome, Family::Binomial).unwrap();
    all.extend(model.coefficients.iter().copied().chain(model.errors()));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_rows_changes_nothing(seed in 0u64..1_000_000) {
        let sample = sample(seed, 6, 5, 6);
        let (one, other) = (everything(&sample), everything(&sample.shuffled(seed)));
        for (place, (a, b)) in one.iter().zip(&other).enumerate() {
            prop_assert!(near(*a, *b, 1e-10), "number {place}: {a} and {b}");
        }
    }

    #[test]
    fn parts_that_are_merged_are_the_whole(seed in 0u64..1_000_000, parts in 1usize..9) {
        let sample = sample(seed, 5, 6, 5);
        let inside = |row: usize| sample.group[row] != 1;
        let mut gathered: Vec<(Frame, Totals)> = (0..parts).map(|_| (Frame::default(), Totals::new(2))).collect();
        let mut dice = Dice(seed);
        for row in 0..sample.rows() {
            let (frame, sums) = &mut gathered[(dice.roll() * parts as f64) as usize];
            frame.update(sample.strata[row], sample.units[row]);
            if inside(row) {
                let values = [sample.x[row], sample.y[row]];
                sums.update(sample.strata[row], sample.units[row], sample.weights[row], &values).unwrap();
            }
        }
        let (mut frame, mut sums) = (Frame::default(), Totals::new(2));
        for (part, of_part) in gathered {
            frame.merge(part);
            sums.merge(&of_part).unwrap();
        }
        let by_unit = frame.design(SinglePsu::Fail).unwrap();
        let finished = sums.finish(&frame).unwrap();
        let whole = sample.design();
        let domain: Vec<bool> = (0..sample.rows()).map(inside).collect();
        let part = whole.domain(&domain).unwrap();
        prop_assert_eq!(finished.rows as usize, part.base());
        let merged = ratios(&by_unit, &finished.columns, &finished.weights).unwrap().estimates(&by_unit).unwrap();
        same(&merged, &means(&part, &sample.columns()).unwrap().estimates(&whole).unwrap(), 1e-11);
        let merged = totals(&by_unit, &finished.columns).unwrap().estimates(&by_unit).unwrap();
        same(&merged, &totals(&part, &sample.columns()).unwrap().estimates(&whole).unwrap(), 1e-11);
    }

    #[test]
    fn splits_give_the_same_bits(seed in 0u64..1_000_000, parts in 2usize..9) {
        let sample = sample(seed, 3, 4, 40);
        let gather = |parts: usize| {
            let mut all: Vec<Totals> = (0..parts).map(|_| Totals::new(1)).collect();
            for row in 0..sample.rows() {
                let sums = &mut all[row % parts];
                sums.update(sample.strata[row], sample.units[row], sample.weights[row], &[sample.x[row]]).unwrap();
            }
            let mut merged = Totals::new(1);
            all.iter().rev().for_each(|part| merged.merge(part).unwrap());
            let bits = |sums: &[survey::sums::Sum]| sums.iter().map(|sum| sum.value().to_bits()).collect::<Vec<_>>();
            merged.state().map(|(stratum, unit, sums)| (stratum, unit, bits(sums))).collect::<Vec<_>>()
        };
        prop_assert_eq!(gather(1), gather(parts));
    }

    #[test]
    fn raking_reproduces_its_targets(seed in 0u64..1_000_000) {
        let sample = sample(seed, 4, 6, 8);
        let design = sample.design();
        let mut dice = Dice(seed + 7);
        let population = 10_000.0 + 5_000.0 * dice.roll();
        let split = |parts: &[f64]| {
            let all: f64 = parts.iter().sum();
            parts.iter().map(|part| part / all * population).collect::<Vec<f64>>()
        };
        let group = Margin { codes: sample.group.clone(), targets: split(&[1.0 + dice.roll(), 1.0, 1.0 + dice.roll()]) };
        let other = Margin { codes: sample.other.clone(), targets: split(&[1.0, 0.5 + dice.roll()]) };
        let raked = rake(&design, &[group.clone(), other.clone()], 1000, 1e-12).unwrap();
        for margin in [&group, &other] {
            let x = indicators(&margin.codes, margin.targets.len());
            let found = totals(&raked, &x).unwrap().estimates(&raked).unwrap();
            for (place, target) in margin.targets.iter().enumerate() {
                prop_assert!(near(found.values[place], *target, 1e-10));
                // What is known of the population does not vary any more.
                prop_assert!(found.errors()[place] <= 1e-6 * target);
            }
        }
    }

    #[test]
    fn calibration_reaches_its_targets_within_bounds(seed in 0u64..1_000_000) {
        let sample = sample(seed, 4, 6, 8);
        let design = sample.design();
        let x = columns(&[&vec![1.0; sample.rows()], &sample.x]).unwrap();
        let now = totals(&design, &x).unwrap().values;
        let targets = [now[0] * 1.05, now[1] * 1.08];
        for distance in [Distance::Linear, Distance::Raking, Distance::Logit] {
            let options = Options { distance, bounds: (0.3, 3.0), ..Options::default() };
            let done = calibrate(&design, &x, &targets, &options).unwrap();
            let found = totals(&done, &x).unwrap().values;
            prop_assert!(near(found[0], targets[0], 1e-10) && near(found[1], targets[1], 1e-10));
            for (new, old) in done.weights().iter().zip(design.weights()) {
                prop_assert!(new / old >= 0.3 - 1e-12 && new / old <= 3.0 + 1e-12);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn replicates_and_linearisation_agree(seed in 0u64..1_000_000) {
        // 60 units, two in each stratum, so that all kinds of replicates can be made.
        let sample = sample(seed, 30, 2, 8);
        let design = sample.design();
        let linear = means(&design, &sample.columns()).unwrap().and(
            &ratios(&design, &columns(&[&sample.y]).unwrap(), &columns(&[&sample.x]).unwrap()).unwrap(),
        );
        let linear = linear.estimates(&design).unwrap().errors();
        let by = |replicates: &Replicates| {
            let statistics = |w: &[f64]| -> Result<Vec<f64>, SurveyError> {
                Ok(vec![
                    replicate::mean(w, &sample.x)?,
                    replicate::mean(w, &sample.y)?,
                    replicate::ratio(w, &sample.y, &sample.x)?,
                ])
            };
            replicates.estimates(statistics).unwrap().errors()
        };
        let kinds = [
            ("JKn", jackknife_stratified(&design).unwrap(), 0.05),
            ("BRR", balanced(&design, 0.0).unwrap(), 0.05),
            ("Fay", balanced(&design, 0.3).unwrap(), 0.05),
        ];
        for (name, replicates, part) in kinds {
            for (found, expected) in by(&replicates).iter().zip(&linear) {
                prop_assert!((found / expected - 1.0).abs() < part, "{name}: {found} against {expected}");
            }
        }
        // Drawn replicates have a spread of their own, 1 in √(2 · 2000): three of those beside.
        for (found, expected) in by(&rescaled(&design, 2000, seed).unwrap()).iter().zip(&linear) {
            prop_assert!((found / expected - 1.0).abs() < 0.05 + 0.048, "bootstrap: {found} against {expected}");
        }
    }
}

#[test]
fn the_multistage_bootstrap_has_the_variance_of_two_stages() {
    let mut dice = Dice(5);
    let (mut psu, mut ssu, mut x) = (Vec::new(), Vec::new(), Vec::new());
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for unit in 0..60u64 {
        let effect = dice.roll();
        for person in 0..4u64 {
            psu.push(unit);
            ssu.push(person);
            first.push(150.0);
            second.push(12.0);
            x.push(effect + 2.0 * dice.roll());
        }
    }
    let stages = vec![
        Stage::of(psu).from_population(survey::design::Population::Units(first)),
        Stage::of(ssu).from_population(survey::design::Population::Units(second)),
    ];
    let design = DesignBuilder::new(stages).build().unwrap();
    assert!((design.weighted_base() - 1800.0).abs() < 1e-9, "weights follow from the populations");
    let linear = means(&design, &columns(&[&x]).unwrap()).unwrap().estimates(&design).unwrap().errors()[0];
    let replicates = replicate::multistage(&design, 4000, 3).unwrap();
    let found = replicates.estimates(|w| replicate::mean(w, &x).map(|mean| vec![mean])).unwrap().errors()[0];
    assert!((found / linear - 1.0).abs() < 0.05, "{found} against {linear}");
}

#[test]
fn what_is_wrong_is_said() {
    let stage = || Stage::of(vec![1, 1, 2, 3]).within(vec![1, 1, 1, 2]);
    let build = |weights: Vec<f64>| DesignBuilder::new(vec![stage()]).weights(weights).build();
    assert_eq!(build(vec![1.0, -1.0, 1.0, 1.0]).err(), Some(SurveyError::BadWeight { row: 1 }));
    assert_eq!(build(vec![1.0, 1.0, f64::NAN, 1.0]).err(), Some(SurveyError::MissingWeight { row: 2 }));
    let design = build(vec![1.0; 4]).unwrap();
    let x = columns(&[&[1.0, 2.0, 3.0, 4.0]]).unwrap();
    let alone = means(&design, &x).unwrap().estimates(&design).err();
    assert_eq!(alone, Some(SurveyError::SingleUnit { stage: 1, row: 3 }));
    let missing = columns(&[&[1.0, 2.0, f64::NAN, 4.0]]).unwrap();
    assert_eq!(means(&design, &missing).err(), Some(SurveyError::MissingValue { column: 0, row: 2 }));
    let outside = design.domain(&[true, true, false, true]).unwrap();
    assert!(means(&outside, &missing).is_ok(), "a value outside of the domain is not looked at");
    let twice = Stage::of(vec![1, 1, 2, 2]).within(vec![1, 2, 2, 2]);
    let built = DesignBuilder::new(vec![twice]).weights(vec![1.0; 4]).build();
    assert_eq!(built.err(), Some(SurveyError::UnitInTwoStrata { row: 1 }));
}

#[test]
fn targets_that_cannot_be_met_are_refused() {
    let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
    let margin = |codes: [u32; 4], targets: Vec<f64>| Margin { codes: codes.to_vec(), targets };
    let run = |margins: &[Margin]| rake(&design, margins, 100, 1e-12).err();
    let empty = margin([0, 0, 1, 1], vec![5.0, 4.0, 1.0]);
    assert_eq!(run(&[empty]), Some(SurveyError::EmptyCategory { margin: 0, category: 2 }));
    let none = margin([0, 0, 1, 1], vec![10.0, 0.0]);
    assert_eq!(run(&[none]), Some(SurveyError::NoTarget { margin: 0, category: 1, row: 2 }));
    let (five, six) = (margin([0, 0, 1, 1], vec![5.0, 5.0]), margin([0, 1, 0, 1], vec![6.0, 6.0]));
    assert_eq!(run(&[five, six]), Some(SurveyError::TargetsDisagree { margin: 1 }));
    // Two margins that are the same categories and have other targets.
    let (one, other) = (margin([0, 0, 1, 1], vec![5.0, 5.0]), margin([0, 0, 1, 1], vec![4.0, 6.0]));
    assert!(matches!(run(&[one, other]), Some(SurveyError::NotSettled { what: "the raking", .. })));
    let x = columns(&[&[1.0; 4]]).unwrap();
    let bounded = Options { bounds: (0.5, 2.0), ..Options::default() };
    assert!(matches!(calibrate(&design, &x, &[40.0], &bounded), Err(SurveyError::NotSettled { .. })));
}

#[test]
fn rules_for_single_units_are_in_order() {
    let sample = sample(3, 4, 4, 5);
    let rule = |single: SinglePsu| {
        let mut strata = sample.strata.clone();
        // The first unit of the first stratum becomes a stratum of its own.
        for (stratum, unit) in strata.iter_mut().zip(&sample.units) {
            if *stratum == 0 && *unit == 0 {
                *stratum = 9;
            }
        }
        let stage = Stage::of(sample.units.clone()).within(strata);
        let builder = DesignBuilder::new(vec![stage]).weights(sample.weights.clone()).nested(true);
        let design = builder.single(single).build().unwrap();
        means(&design, &sample.columns()).unwrap().estimates(&design).unwrap().errors()[0]
    };
    let certain = rule(SinglePsu::Certainty);
    assert!(rule(SinglePsu::Adjust) > certain && rule(SinglePsu::Average) > certain);
}

#[test]
fn exact_and_approximate_tails_agree() {
    use survey::testing::mixture::{Tail, tail};
    let factors = [3.0, 1.0, 0.5, 0.2];
    for x in [2.0, 8.0, 20.0] {
        let exact = tail(x, &factors, 12.0, Tail::Exact);
        for (by, off) in [(Tail::Saddlepoint, 0.02), (Tail::Satterthwaite, 0.05)] {
            let other = tail(x, &factors, 12.0, by);
            assert!((exact - other).abs() < off, "{by:?} at {x}: {exact} and {other}");
        }
    }
}

#[test]
fn likelihood_exact_and_on_a_grid_are_near() {
    use survey::proportion::{Base, Method, interval, on_grid};
    let base = Base { rows: 200.0, df: 30.0, design_df: 30.0 };
    let exact = interval(0.2, 0.035, base, Method::Likelihood, 0.95).unwrap();
    let t = survey::distribution::student_quantile(0.975, 30.0);
    let grid = on_grid(0.2, 0.035, 200.0, t, 200.0 * 0.2 * 0.8);
    assert!((exact.0 - grid.0).abs() < 2e-3 && (exact.1 - grid.1).abs() < 2e-3, "{exact:?} {grid:?}");
}

#[test]
fn columns_are_compared_under_the_design() {
    use survey::table::{Of, cells};
    use survey::testing::columns::pairs_under_design;
    let sample = sample(11, 6, 6, 10);
    let design = sample.design();
    let table = TwoWay { rows: &sample.other, columns: &sample.group, size: (2, 3) };
    let shares = cells(&design, table, Of::Column).unwrap().estimates(&design).unwrap();
    // The first row of each of the three columns.
    let first = shares.pick(&[0, 2, 4]).unwrap();
    let pairs = pairs_under_design(&first, |_, _| first.df);
    let by_hand = first.combine(&[vec![1.0, -1.0, 0.0]]).unwrap();
    assert!(near(pairs[0].z, by_hand.values[0] / by_hand.errors()[0], 1e-12));
    let sums: Vec<f64> = shares.values.chunks(2).map(|column| column.iter().sum()).collect();
    assert!(sums.iter().all(|sum| near(*sum, 1.0, 1e-12)));
    let rows = cells(&design, table, Of::Row).unwrap().values;
    assert!(near(rows[0] + rows[2] + rows[4], 1.0, 1e-12));
    let counts = cells(&design, table, Of::Count).unwrap().values;
    assert!(near(counts.iter().sum(), design.weighted_base(), 1e-12));
}

proptest! {
    #[test]
    fn parts_of_a_grid_add_up_to_the_last_bit_in_any_order(
        exponents in prop::collection::vec(-20.0_f64..0.0, 1..2000), largest in 1e-6_f64..1e6,
    ) {
        let mut numbers: Vec<f64> = exponents.iter().map(|by| largest * libm::exp2(*by)).collect();
        let grid = Grid::up_to(largest);
        let add = |numbers: &[f64]| {
            let mut sum = Sum::default();
            numbers.iter().for_each(|number| sum.add_parts(grid.split(*number)));
            sum.value().to_bits()
        };
        let forwards = add(&numbers);
        prop_assert_eq!(forwards, survey::sums::sum(numbers.iter().copied()).to_bits());
        numbers.reverse();
        prop_assert_eq!(forwards, add(&numbers));
        numbers.sort_by(f64::total_cmp);
        prop_assert_eq!(forwards, add(&numbers));
    }
}

#[test]
fn trimmed_weights_keep_their_sum_and_what_is_known_of_them() {
    let sample = sample(21, 5, 6, 8);
    let design = sample.design();
    let all = design.weighted_base();
    let margin = Margin { codes: sample.other.clone(), targets: vec![0.4 * all, 0.6 * all] };
    let raked = rake(&design, &[margin], 1000, 1e-12).unwrap();
    let most = 0.8 * raked.weights().iter().copied().fold(0.0, f64::max);
    let trimmed = survey::calibrate::trim(&raked, 0.0, most, true).unwrap();
    assert!(near(trimmed.weighted_base(), all, 1e-12));
    assert!(trimmed.weights().iter().all(|weight| *weight <= most));
    let error = |design: &Design| {
        let x = indicators(&sample.other, 2);
        totals(design, &x).unwrap().estimates(design).unwrap().errors()[0]
    };
    // Weights that are taken as fixed have an error where those that are known to be raked have next to none.
    let fixed = design.with_weights(trimmed.weights().to_vec()).unwrap();
    assert!(error(&trimmed) < 0.2 * error(&fixed), "{} and {}", error(&trimmed), error(&fixed));
}
