//! Whether the ranking stands when acts are weighed in other ways.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::closeness::Weighting;
use super::gathered::Gathered;
use super::tally::Contact;
use crate::parameters::TiesParameters;

/// The closest accounts, by the main weighting and by each other.
pub struct Sensitivity {
    ranked: usize,
    main: Closest,
    others: Vec<(String, Weighting, Closest)>,
}

impl Sensitivity {
    /// Of no account yet.
    pub fn new(parameters: &TiesParameters) -> Self {
        let none = || Closest { most: parameters.shown.closest, kept: Vec::new() };
        let other = |other: &crate::parameters::OtherWeights| {
            (other.name.clone(), Weighting::other(&parameters.closeness, other), none())
        };
        Self { ranked: 0, main: none(), others: parameters.closeness.others.iter().map(other).collect() }
    }

    /// Ranks one account, with its contacts.
    pub fn rank(&mut self, account: &Gathered, contacts: &[Contact]) {
        let number = self.ranked;
        self.ranked += 1;
        self.main.add(account.closeness, &account.label.name, number);
        for (_, weighting, closest) in &mut self.others {
            let closeness = weighting.closeness(contacts, account.tally.follows, account.as_of);
            closest.add(closeness, &account.label.name, number);
        }
    }

    /// For each other weighting: its name, and how many of the closest accounts are among its closest too.
    pub fn finish(self) -> Vec<(String, usize)> {
        let places = |closest: Closest| -> BTreeSet<usize> {
            closest.kept.into_iter().map(|ranked| ranked.number).collect()
        };
        let main = places(self.main);
        let same = |closest| main.intersection(&places(closest)).count();
        self.others.into_iter().map(|(name, _, closest)| (name, same(closest))).collect()
    }
}

/// The few that are closest of all that were added; equally close ones by name.
struct Closest {
    most: usize,
    /// In order.
    kept: Vec<Ranked>,
}

struct Ranked {
    closeness: f64,
    name: String,
    number: usize,
}

impl Closest {
    /// Adds an account; those that are not close at all have no place.
    fn add(&mut self, closeness: f64, name: &str, number: usize) {
        if closeness <= 0.0 {
            return;
        }
        let before = |kept: &Ranked| {
            let order = closeness.total_cmp(&kept.closeness).then_with(|| kept.name.as_str().cmp(name));
            order != Ordering::Greater
        };
        let place = self.kept.partition_point(before);
        if place < self.most {
            self.kept.insert(place, Ranked { closeness, name: name.to_owned(), number });
            self.kept.truncate(self.most);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_closest_are_kept() {
        let mut closest = Closest { most: 3, kept: Vec::new() };
        let all =
            [(1.0, "tern"), (5.0, "otter"), (0.0, "newt"), (3.0, "wren"), (3.0, "crane"), (2.0, "mole")];
        for (number, (closeness, name)) in all.into_iter().enumerate() {
            closest.add(closeness, name, number);
        }
        let names: Vec<&str> = closest.kept.iter().map(|ranked| ranked.name.as_str()).collect();
        assert_eq!(names, ["otter", "crane", "wren"]);
    }
}
