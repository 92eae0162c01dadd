//! The ten closest accounts of each donor: their grades and outgoing shares, and what the donor answers about them.

use microdata::Column;
use survey::draws::Draws;

use super::ACCOUNTS;
use crate::answers::Columns;
use crate::assumptions::Assumptions;
use crate::chance::{normal, pick, stream};
use crate::people::Person;

/// The order of [`crate::assumptions::Traced`]'s chances.
const GRADES: [&str; 4] = ["A", "B", "C", "none"];
const TRUTH: [&str; 5] = ["truth_public", "truth_in_person", "truth_knows", "truth_friends", "truth_escape"];
const NOT_SURE: f64 = 8.0;

/// Adds answers to `columns` (blank for all others) and grades and shares to `traced`.
pub fn truth(
    assumed: &Assumptions,
    people: &[Person],
    columns: &mut Columns,
    donors: &[usize],
    traced: &mut Columns,
) {
    let mut draws = stream(assumed.seed, "grades");
    for account in 0..ACCOUNTS {
        let mut answers = [(); 5].map(|()| vec![f64::NAN; people.len()]);
        let (mut grades, mut shares) = (Vec::new(), Vec::new());
        for row in donors.iter().copied() {
            // The further down the list, the fewer public figures.
            let tilt = 0.06 * account as f64 - 0.15 * people[row].traits.attachment;
            let grade = pick(&mut draws, &assumed.traced.grades, tilt);
            grades.push(Some(GRADES[grade.min(3)].to_owned()));
            shares.push(share(grade, &mut draws));
            for (answer, number) in answers.iter_mut().zip(said(assumed, grade.min(3), &mut draws)) {
                answer[row] = number;
            }
        }
        let number = account + 1;
        traced.insert(format!("traced_grade_{number}"), Column::Texts(grades));
        traced.insert(format!("traced_share_{number}"), Column::Numbers(shares));
        for (name, answer) in TRUTH.into_iter().zip(answers) {
            columns.insert(format!("{name}_{number}"), Column::Numbers(answer));
        }
    }
}

/// The outgoing share: near 1 where nothing came back, in the middle where there is an exchange, unknown (NaN) where no channel
/// shows both directions.
fn share(grade: usize, draws: &mut Draws) -> f64 {
    match grade {
        0 => (0.95 + 0.03 * normal(draws)).clamp(0.81, 1.0),
        3 => (0.5 + 0.12 * normal(draws)).clamp(0.2, 0.8),
        _ => f64::NAN,
    }
}

fn said(assumed: &Assumptions, grade: usize, draws: &mut Draws) -> [f64; 5] {
    let rule = &assumed.traced;
    let chances = [
        rule.truth_public[grade],
        rule.truth_in_person[grade],
        rule.truth_knows[grade],
        rule.truth_friends[grade],
        rule.truth_escape[grade],
    ];
    chances.map(|chance| {
        let (sure, yes) = (100.0 * draws.share() >= rule.not_sure, 100.0 * draws.share() < chance);
        if sure { f64::from(u8::from(yes)) } else { NOT_SURE }
    })
}
