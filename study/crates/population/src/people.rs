//! Who is asked: quotas by age and gender, strata, first-stage units, design weights, traits.

use survey::draws::Draws;

use crate::assumptions::{Assumptions, Country};
use crate::chance::{normal, pick, shuffle, stream};

/// The age groups as codes of `age_group`.
pub const AGES: [&str; 3] = ["18-34", "35-54", "55+"];
/// The oldest who are asked. (ours)
const OLDEST: u32 = 84;

/// One invented person.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Place among [`Assumptions::countries`].
    pub country: usize,
    /// Place among [`Assumptions::regions`].
    pub region: Option<usize>,
    /// Place among [`AGES`].
    pub ages: usize,
    pub age: u32,
    pub gender: Gender,
    /// Whether the person counts as a woman in quotas: those who say `other` by lot, since no target is known for them.
    pub quota_woman: bool,
    /// "GB-WLS".
    pub stratum: String,
    /// "GB-WLS-07".
    pub unit: String,
    /// The inverse of the chance to be sampled, up to a factor of the country.
    pub weight: f64,
    pub traits: Traits,
}

/// What people answer to the question on gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Man,
    Woman,
    Other,
}

/// What answers have in common. Standard normal, but for what units share.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Traits {
    /// To people one follows.
    pub attachment: f64,
    /// Of social media.
    pub usage: f64,
    /// About what they do.
    pub worry: f64,
}

impl Person {
    /// "m1" to "w3": men and women by age.
    pub fn quota(&self) -> String {
        format!("{}{}", if self.quota_woman { 'w' } else { 'm' }, self.ages + 1)
    }
}

/// All people, country by country, stratum by stratum, unit by unit.
pub fn people(assumed: &Assumptions) -> Vec<Person> {
    let mut people = Vec::with_capacity(assumed.people());
    for (number, country) in assumed.countries.iter().enumerate() {
        for stratum in strata(assumed, country) {
            let mut draws = stream(assumed.seed, &format!("people of {}", stratum.name));
            people.extend(of_stratum(assumed, number, country, &stratum, &mut draws));
        }
    }
    people
}

struct Stratum {
    name: String,
    region: Option<usize>,
    people: usize,
    /// The share of the country by the share of its interviews.
    weight: f64,
}

/// The regions of a country, or else parts of one size.
fn strata(assumed: &Assumptions, country: &Country) -> Vec<Stratum> {
    let own: Vec<_> =
        assumed.regions.iter().enumerate().filter(|(_, region)| region.country == country.code).collect();
    if own.is_empty() {
        let parts = assumed.design.strata.max(1);
        let people = |part: usize| country.people * (part + 1) / parts - country.people * part / parts;
        let name = |part: usize| format!("{}-{}", country.code, part + 1);
        return (0..parts)
            .map(|part| Stratum { name: name(part), region: None, people: people(part), weight: 1.0 })
            .collect();
    }
    own.into_iter()
        .map(|(place, region)| Stratum {
            name: region.code.clone(),
            region: Some(place),
            people: region.people,
            weight: region.share / 100.0 / (region.people as f64 / country.people as f64),
        })
        .collect()
}

fn of_stratum(
    assumed: &Assumptions,
    number: usize,
    country: &Country,
    stratum: &Stratum,
    draws: &mut Draws,
) -> Vec<Person> {
    let mut cells = quotas(assumed, country, stratum.people);
    shuffle(draws, &mut cells);
    let units = (stratum.people / assumed.design.unit_people.max(2)).max(2);
    let mut people = Vec::with_capacity(stratum.people);
    for unit in 0..units {
        let weight = stratum.weight * libm::exp(assumed.design.weight_spread * normal(draws));
        let shared = correlated(assumed, draws);
        let (first, last) = (stratum.people * unit / units, stratum.people * (unit + 1) / units);
        for (ages, woman) in cells.iter().take(last).skip(first) {
            let own = correlated(assumed, draws);
            people.push(Person {
                country: number,
                region: stratum.region,
                ages: *ages,
                age: age(*ages, draws),
                gender: gender(assumed, *woman, draws),
                quota_woman: *woman,
                stratum: stratum.name.clone(),
                unit: format!("{}-{:03}", stratum.name, unit + 1),
                weight,
                traits: mixed(shared, own, assumed.design.between_units),
            });
        }
    }
    people
}

/// Age group and gender of each interview: shares by the largest remainders.
fn quotas(assumed: &Assumptions, country: &Country, people: usize) -> Vec<(usize, bool)> {
    let cells: Vec<(usize, bool)> = (0..3).flat_map(|ages| [(ages, false), (ages, true)]).collect();
    let women = assumed.design.women;
    let share = |(ages, woman): &(usize, bool)| {
        country.ages[*ages] * assumed.design.achieved[*ages] * if *woman { women } else { 1.0 - women }
    };
    let all: f64 = cells.iter().map(share).sum();
    let exact: Vec<f64> = cells.iter().map(|cell| share(cell) / all * people as f64).collect();
    let mut counts: Vec<usize> = exact.iter().map(|exact| *exact as usize).collect();
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by(|a, b| (exact[*b] - exact[*b].floor()).total_cmp(&(exact[*a] - exact[*a].floor())));
    let missing = people.saturating_sub(counts.iter().sum());
    for cell in order.iter().cycle().take(missing) {
        counts[*cell] += 1;
    }
    cells.into_iter().zip(counts).flat_map(|(cell, count)| std::iter::repeat_n(cell, count)).collect()
}

fn gender(assumed: &Assumptions, woman: bool, draws: &mut Draws) -> Gender {
    match (draws.share() < assumed.design.other, woman) {
        (true, _) => Gender::Other,
        (false, true) => Gender::Woman,
        (false, false) => Gender::Man,
    }
}

/// Evenly within the group; of the oldest fewer with each ten years.
fn age(ages: usize, draws: &mut Draws) -> u32 {
    let within = |from: u32, to: u32, draws: &mut Draws| from + draws.index((to - from + 1) as usize) as u32;
    match ages {
        0 => within(18, 34, draws),
        1 => within(35, 54, draws),
        _ => {
            let ten = pick(draws, &[45.0, 35.0, 20.0], 0.0) as u32;
            within(55 + 10 * ten, OLDEST.min(64 + 10 * ten), draws)
        }
    }
}

/// Three standard normal numbers that hang together as assumed: the Cholesky factor of their correlations.
fn correlated(assumed: &Assumptions, draws: &mut Draws) -> Traits {
    let [a, b, c] = [(); 3].map(|()| normal(draws));
    let (au, aw, uw) =
        (assumed.traits.attachment_use, assumed.traits.attachment_worry, assumed.traits.use_worry);
    let second = (1.0 - au * au).max(0.0).sqrt();
    let shared = if second > 0.0 { (uw - au * aw) / second } else { 0.0 };
    let third = (1.0 - aw * aw - shared * shared).max(0.0).sqrt();
    Traits { attachment: a, usage: au * a + second * b, worry: aw * a + shared * b + third * c }
}

fn mixed(shared: Traits, own: Traits, between: f64) -> Traits {
    let (between, within) = (between.sqrt(), (1.0 - between).sqrt());
    Traits {
        attachment: between * shared.attachment + within * own.attachment,
        usage: between * shared.usage + within * own.usage,
        worry: between * shared.worry + within * own.worry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_as_many_as_assumed_in_units_of_the_size_asked() {
        let assumed = Assumptions::builtin().unwrap();
        let people = people(&assumed);
        assert_eq!(people.len(), 15_682);
        let mut units = std::collections::BTreeMap::<&str, usize>::new();
        for person in &people {
            *units.entry(&person.unit).or_default() += 1;
        }
        assert!(units.values().all(|count| (9..=14).contains(count)), "{units:?}");
        let mean =
            |of: fn(&Traits) -> f64| people.iter().map(|person| of(&person.traits)).sum::<f64>() / 15_682.0;
        let together = mean(|traits| traits.attachment * traits.usage);
        assert!((together - assumed.traits.attachment_use).abs() < 0.03, "{together}");
        assert!((mean(|traits| traits.worry * traits.worry) - 1.0).abs() < 0.05);
    }

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_others() {
        let assumed = Assumptions::builtin().unwrap().scaled(1500);
        let other = Assumptions { seed: 2, ..assumed.clone() };
        assert_eq!(people(&assumed), people(&assumed));
        assert_ne!(people(&assumed), people(&other));
    }
}
