//! Yes or no for each person, so that weighted percents come out as they are wanted.
//!
//! Each person has a chance on the log-odds scale. [`solve`] adds to it, for each group whose percent is wanted, a number of its
//! own: of all chances that meet the percents these are nearest to the first ones (least relative entropy; Deming and Stephan's
//! iterative fitting, with logits). [`draw`] makes yes and no of chances by a systematic draw, [`repair`] then turns the few
//! answers that cost least, until every percent holds.

use microdata::Error;
use survey::draws::Draws;

use crate::chance::expit;

/// Rounds over all groups.
const ROUNDS: usize = 300;
/// Percent points that chances may miss.
const NEAR: f64 = 0.001;
/// Percent points up to which answers are turned.
const AIM: f64 = 0.25;
/// Percent points that a whole percent may be away from what was rounded.
pub const HALF: f64 = 0.5;

/// A percent that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// For messages.
    pub name: String,
    /// Who is in the base: rows.
    pub members: Vec<u32>,
    pub percent: f64,
}

/// What is to be fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem<'a> {
    pub weights: &'a [f64],
    /// Log-odds; negative infinity for those who cannot say yes.
    pub odds: Vec<f64>,
    pub wanted: Vec<Wanted>,
}

impl Problem<'_> {
    fn share(&self, wanted: &Wanted, yes: impl Fn(usize) -> f64) -> f64 {
        let (mut above, mut below) = (0.0, 0.0);
        for row in wanted.members.iter().map(|row| *row as usize) {
            above += self.weights[row] * yes(row);
            below += self.weights[row];
        }
        if below > 0.0 { 100.0 * above / below } else { 0.0 }
    }
}

/// Moves log-odds so that percents hold, as far as they can: those that contradict each other end up between.
///
/// # Errors
/// When a group is empty, or nobody in it can say yes though some should.
pub fn solve(problem: &mut Problem<'_>) -> Result<(), Error> {
    for wanted in &problem.wanted {
        let open = wanted.members.iter().any(|row| problem.odds[*row as usize].is_finite());
        if wanted.percent > 0.0 && !open {
            return Err(Error::new(format!("nobody can be counted for `{}`", wanted.name))
                .hint("were all countries that it speaks of left out?"));
        }
    }
    for _ in 0..ROUNDS {
        let mut worst = 0.0_f64;
        for number in 0..problem.wanted.len() {
            let wanted = &problem.wanted[number];
            let miss = problem.share(wanted, |row| expit(problem.odds[row])) - wanted.percent;
            worst = worst.max(miss.abs());
            if miss.abs() > NEAR / 10.0 {
                let by = shift(problem, wanted);
                for row in &problem.wanted[number].members {
                    problem.odds[*row as usize] += by;
                }
            }
        }
        if worst < NEAR {
            break;
        }
    }
    Ok(())
}

/// By how much the log-odds of a group have to move: the sum of chances grows with it, so that halving finds it.
fn shift(problem: &Problem<'_>, wanted: &Wanted) -> f64 {
    let (mut low, mut high) = (-12.0, 12.0);
    let mut by = 0.0;
    for _ in 0..60 {
        // Newton's step where it stays between the bounds, else the middle.
        let (mut share, mut slope, mut all) = (0.0, 0.0, 0.0);
        for row in wanted.members.iter().map(|row| *row as usize) {
            let chance = expit(problem.odds[row] + by);
            share += problem.weights[row] * chance;
            slope += problem.weights[row] * chance * (1.0 - chance);
            all += problem.weights[row];
        }
        let miss = share - wanted.percent / 100.0 * all;
        if miss.abs() <= 1e-9 * all {
            break;
        }
        if miss > 0.0 {
            high = by
        } else {
            low = by
        }
        let step = by - miss / slope;
        by = if step > low && step < high { step } else { f64::midpoint(low, high) };
    }
    by
}

/// Yes or no by chances, in the order of rows: whoever stands where the running sum of chances passes a whole number says yes.
/// Within any run of rows as many say yes as chances add up to, give or take one.
pub fn draw(odds: &[f64], order: &[u32], draws: &mut Draws) -> Vec<bool> {
    let mut yes = vec![false; odds.len()];
    let mut sum = draws.share();
    for row in order.iter().map(|row| *row as usize) {
        let next = sum + expit(odds[row]);
        yes[row] = next.floor() > sum.floor();
        sum = next;
    }
    yes
}

/// Turns answers until all percents hold. Of those that help, the one that helps most by its cost, which is how sure the answer
/// was. Returns how many were turned.
///
/// # Errors
/// When a percent stays further away than half a point; says which.
pub fn repair(problem: &Problem<'_>, yes: &mut [bool]) -> Result<usize, Error> {
    let totals: Vec<f64> = problem
        .wanted
        .iter()
        .map(|wanted| wanted.members.iter().map(|row| problem.weights[*row as usize]).sum())
        .collect();
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); yes.len()];
    for (number, wanted) in problem.wanted.iter().enumerate() {
        for row in &wanted.members {
            groups[*row as usize].push(number as u32);
        }
    }
    let mut misses: Vec<f64> = problem
        .wanted
        .iter()
        .map(|wanted| problem.share(wanted, |row| f64::from(u8::from(yes[row]))) - wanted.percent)
        .collect();
    let mut turned = 0;
    while let Some(row) = best(problem, yes, &groups, &totals, &misses) {
        yes[row] = !yes[row];
        for group in &groups[row] {
            misses[*group as usize] += step(problem, yes[row], row, totals[*group as usize]);
        }
        turned += 1;
    }
    let held = |(wanted, miss): &(&Wanted, &f64)| wanted.members.is_empty() || miss.abs() <= HALF;
    match problem.wanted.iter().zip(&misses).find(|pair| !held(pair)) {
        None => Ok(turned),
        Some((wanted, miss)) => {
            let what = format!("`{}` comes out {:.2} points from {}", wanted.name, miss, wanted.percent);
            Err(Error::new(what).hint("it contradicts others, or too few people are in its base"))
        }
    }
}

/// By how many points a group's percent moves when a person's answer becomes `yes`.
fn step(problem: &Problem<'_>, yes: bool, row: usize, total: f64) -> f64 {
    let by = 100.0 * problem.weights[row] / total;
    if yes { by } else { -by }
}

fn best(
    problem: &Problem<'_>,
    yes: &[bool],
    groups: &[Vec<u32>],
    totals: &[f64],
    misses: &[f64],
) -> Option<usize> {
    let excess = |miss: f64| {
        let over = (miss.abs() - AIM).max(0.0);
        over * over
    };
    let mut found: Option<(f64, usize)> = None;
    let off = misses.iter().enumerate().filter(|(_, miss)| miss.abs() > AIM).map(|(number, _)| number);
    for row in off.flat_map(|number| &problem.wanted[number].members).map(|row| *row as usize) {
        let odds = problem.odds[row];
        if !odds.is_finite() {
            continue;
        }
        let mut gain = 0.0;
        for group in groups[row].iter().map(|group| *group as usize) {
            gain +=
                excess(misses[group]) - excess(misses[group] + step(problem, !yes[row], row, totals[group]));
        }
        let cost = if yes[row] { odds } else { -odds };
        let value = gain / (1.0 + cost.max(0.0));
        if gain > 1e-9 && found.is_none_or(|(best, _)| value > best) {
            found = Some((value, row));
        }
    }
    found.map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{normal, stream};
    use proptest::prelude::*;

    fn problem(weights: &[f64], percents: [f64; 3]) -> Problem<'_> {
        let rows = weights.len() as u32;
        let mut draws = stream(7, "odds");
        let odds = (0..rows).map(|_| normal(&mut draws)).collect();
        // Everybody, and two halves that overlap.
        let wanted = [0..rows, 0..rows * 2 / 3, rows / 3..rows]
            .into_iter()
            .zip(percents)
            .map(|(members, percent)| Wanted { name: "w".into(), members: members.collect(), percent });
        Problem { weights, odds, wanted: wanted.collect() }
    }

    fn weights(rows: usize) -> Vec<f64> {
        let mut draws = stream(3, "weights");
        (0..rows).map(|_| 0.5 + draws.share()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Percents that can hold together do, before and after the draw.
        #[test]
        fn percents_hold(whole in 25.0_f64..75.0, other in -8.0_f64..8.0, rows in 300_usize..900, seed in any::<u64>()) {
            let weights = weights(rows);
            let percents = [whole.round(), (whole + other).round(), (whole - other).round()];
            let mut problem = problem(&weights, percents);
            solve(&mut problem).unwrap();
            let order: Vec<u32> = (0..rows as u32).collect();
            let mut yes = draw(&problem.odds, &order, &mut stream(seed, "draw"));
            repair(&problem, &mut yes).unwrap();
            for wanted in &problem.wanted {
                let share = problem.share(wanted, |row| f64::from(u8::from(yes[row])));
                prop_assert!((share - wanted.percent).abs() <= HALF, "{share} for {}", wanted.percent);
            }
        }
    }

    #[test]
    fn what_contradicts_itself_is_told() {
        let weights = weights(600);
        let mut problem = problem(&weights, [50.0, 20.0, 20.0]);
        solve(&mut problem).unwrap();
        let order: Vec<u32> = (0..600).collect();
        let mut yes = draw(&problem.odds, &order, &mut stream(1, "draw"));
        assert!(repair(&problem, &mut yes).unwrap_err().to_string().contains("contradicts"));
    }

    #[test]
    fn whoever_cannot_say_yes_does_not() {
        let weights = weights(300);
        let mut problem = problem(&weights, [40.0, 40.0, 40.0]);
        for row in (0..300).step_by(3) {
            problem.odds[row] = f64::NEG_INFINITY;
        }
        solve(&mut problem).unwrap();
        let order: Vec<u32> = (0..300).collect();
        let mut yes = draw(&problem.odds, &order, &mut stream(1, "draw"));
        repair(&problem, &mut yes).unwrap();
        assert!((0..300).step_by(3).all(|row| !yes[row]));
    }

    #[test]
    fn an_answer_that_was_sure_is_not_turned_for_one_that_was_not() {
        // All have one weight; the aim needs one more yes. The one with the highest odds gets it.
        let weights = [1.0; 200];
        let odds: Vec<f64> = (0..200).map(|row| -3.0 + f64::from(row) / 100.0).collect();
        let members = (0..200).collect();
        let problem = Problem {
            weights: &weights,
            odds,
            wanted: vec![Wanted { name: "w".into(), members, percent: 1.0 }],
        };
        let mut yes = vec![false; 200];
        assert_eq!(repair(&problem, &mut yes).unwrap(), 2);
        assert!(yes[199] && yes[198]);
    }
}
