//! Invited, willing, made: who donates.

use microdata::Column;

use super::{number, text};
use crate::answers::Columns;
use crate::assumptions::{Assumptions, Step};
use crate::chance::{expit, logit, stream};
use crate::people::Person;

/// Adds the three steps; returns the rows of those who took all of them.
pub fn steps(assumed: &Assumptions, people: &[Person], columns: &mut Columns) -> Vec<usize> {
    let mut draws = stream(assumed.seed, "donations");
    let mut steps = [const { Vec::new() }; 3];
    for (row, person) in people.iter().enumerate() {
        let lots = [(); 3].map(|()| draws.share());
        let invited = text(columns, "joined", row) == "active" && 100.0 * lots[0] < assumed.donations.invited;
        let chance = |step: &Step| chance(step, person, columns, row);
        let willing = invited && lots[1] < chance(&assumed.donations.willing);
        let made = willing && lots[2] < chance(&assumed.donations.made);
        steps[0].push(f64::from(u8::from(invited)));
        steps[1].push(if invited { f64::from(u8::from(willing)) } else { f64::NAN });
        steps[2].push(if willing { f64::from(u8::from(made)) } else { f64::NAN });
    }
    let donors = (0..people.len()).filter(|row| steps[2][*row] == 1.0).collect();
    for (name, step) in ["donation_invited", "donation_willing", "donation_made"].into_iter().zip(steps) {
        columns.insert(name.to_owned(), Column::Numbers(step));
    }
    donors
}

fn chance(step: &Step, person: &Person, columns: &Columns, row: usize) -> f64 {
    let posts = number(columns, "posts", row).map_or(0.0, |posts| (posts - 3.0) / 2.0);
    let over = if text(columns, "type_asked", row) == "oversharer" { step.oversharer } else { 0.0 };
    let age = [step.young, step.middle, 0.0][person.ages];
    expit(logit(step.level) + age + step.posts * posts + over + step.worry * person.traits.worry)
}
